// `tinybrain serve`: finds the models by name and becomes `tinybrain-server`, a program of its own so
// that this one stays small. Its options are read there.
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <vector>

#include "base/messages/base.h"
#include "base/messages/cli.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/store.h"
#include "cli/text.h"

namespace tinybrain::cli {
namespace {

namespace fs = std::filesystem;
constexpr const char* kProgram = "tinybrain-server";

// Beside this program, or in libexec where packages put helpers.
fs::path server_program() {
  std::error_code error;
  const fs::path own = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const fs::path& place : {own, own.parent_path() / "libexec"}) {
    if (!own.empty() && ::access((place / kProgram).c_str(), X_OK) == 0) return place / kProgram;
  }
  throw Error(Code::not_found, msg::kNoServer, kProgram, own.string());
}

}  // namespace

int run_serve(const Options& options) {
  const fs::path program = server_program();
  std::vector<std::string> arguments = {kProgram, "--lang",
                                        language() == Language::ko ? "ko" : "en"};
  bool help = false;
  for (const std::string& word : options.arguments) help = help || word == "-h" || word == "--help";
  std::vector<std::string> models = options.models;
  if (models.empty()) models.emplace_back();  // the default one
  for (size_t i = 0; i < models.size() && !help; ++i) {
    Options one = options;
    one.model = models[i];
    arguments.emplace_back("--model");
    arguments.push_back(resolve_model(one));
  }
  arguments.insert(arguments.end(), options.arguments.begin(), options.arguments.end());
  flush();
  // What the server starts looks for models where we did.
  if (!options.weights.empty()) ::setenv("TINYBRAIN_WEIGHTS", options.weights.c_str(), 1);

  std::vector<char*> pointers;
  for (std::string& word : arguments) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  // SIGINT is blocked here for the thread that waits for it; the server blocks what it needs itself.
  ::execv(program.c_str(), pointers.data());
  throw Error(Code::io, msg::kChildFailed, program.string(), std::strerror(errno));
}

}  // namespace tinybrain::cli
