// `tinybrain serve`: finds the models by name and becomes `tinybrain-server`, a program of its own so
// that this one stays small. Its options are read there.
#include <cstdlib>
#include <vector>

#include "cli/commands.h"
#include "cli/sister.h"
#include "cli/store.h"
#include "cli/text.h"

namespace tinybrain::cli {

int run_serve(const Options& options) {
  std::vector<std::string> arguments = {"--lang", language() == Language::ko ? "ko" : "en"};
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
  // What the server starts looks for models where we did.
  if (!options.weights.empty()) ::setenv("TINYBRAIN_WEIGHTS", options.weights.c_str(), 1);
  // SIGINT is blocked here for the thread that waits for it; the server blocks what it needs itself.
  become("tinybrain-server", std::move(arguments));
}

}  // namespace tinybrain::cli
