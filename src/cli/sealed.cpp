// --sealed: a command that can read its model and what it was given, and nothing else of its user's.
#include <filesystem>

#include "base/sandbox.h"
#include "base/seed.h"
#include "cli/commands.h"
#include "cli/store.h"

namespace tinybrain::cli {
namespace {

namespace fs = std::filesystem;

void find_model(Options& o) {
  if (o.command == "answer") return;  // always a path
  if (o.command == "understand" && o.model.empty())
    o.model = seed_brain();
  else
    o.model = resolve_model(o);
  if (o.draft.empty()) return;
  Options other = o;
  other.model = o.draft;
  o.draft = resolve_model(other);
}

}  // namespace

void seal_command(Options& options) {
  find_model(options);
  Sandbox sandbox;
  for (const std::string* given :
       {&options.model, &options.draft, &options.adapter, &options.session_file, &options.schema,
        &options.grammar, &options.file})
    if (!given->empty()) sandbox.readable.emplace_back(*given);  // a schema may be the text itself
  if (!options.session_file.empty()) {
    const fs::path folder = fs::path(options.session_file).parent_path();
    sandbox.writable.push_back(folder.empty() ? fs::path(".") : folder);
  }
  options.history = false;  // of what is said sealed nothing is kept
  seal(sandbox);
}

}  // namespace tinybrain::cli
