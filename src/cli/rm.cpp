// tinybrain rm: deletes a model from the weights folder, after asking.
#include <filesystem>
#include <system_error>

#include "base/json.h"
#include "base/messages/cli.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/store.h"
#include "cli/text.h"

namespace tinybrain::cli {

namespace fs = std::filesystem;

namespace {

void ask_to_delete(const Options& options, const fs::path& path, uint64_t bytes) {
  if (options.yes) return;
  if (!input_is_terminal() || options.json) throw Error(Code::bad_argument, msg::kNeedsYes);
  print(text(msg::kAskDelete, path.string(), human_bytes(static_cast<double>(bytes))) + " ");
  flush();
  std::string answer;
  if (!read_line(answer) ||
      (answer != "y" && answer != "yes" && answer != "예" && answer != "네")) {
    throw Error(Code::cancelled, msg::kNothingDeleted);
  }
}

}  // namespace

int run_rm(const Options& options) {
  const KnownModel* known = find_known(options.model);
  const std::string file = known ? known->file : options.model;
  // A name, never a path: rm must not reach outside the weights folders.
  if (file.empty() || file[0] == '.' || file.find('/') != std::string::npos) {
    throw Error(Code::bad_argument, msg::kNotAName, options.model);
  }
  std::error_code error;
  std::string looked;
  for (const fs::path& folder : weights_folders(options)) {
    for (const fs::path& path : {folder / file, folder / (file + ".gguf")}) {
      if (!fs::exists(fs::symlink_status(path, error))) continue;
      const uint64_t bytes = bytes_of(path);
      ask_to_delete(options, path, bytes);
      fs::remove_all(path, error);
      if (error) throw Error(Code::io, msg::kCannotDelete, path.string(), error.message());
      if (options.json) {
        Json j;
        j.set("deleted", path.string());
        j.set("bytes", bytes);
        print_json(j);
      } else {
        print_line(text(msg::kDeleted, path.string()));
      }
      return 0;
    }
    looked += (looked.empty() ? "" : ", ") + folder.string();
  }
  throw Error(Code::not_found, msg::kNothingNamed, options.model, looked);
}

}  // namespace tinybrain::cli
