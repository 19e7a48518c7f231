// tinybrain info: what a model file is, from its header, without loading the weights.
#include "base/json.h"
#include "base/messages/cli.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/store.h"
#include "cli/table.h"
#include "cli/text.h"

namespace tinybrain::cli {

int run_info(const Options& options) {
  const std::string path = resolve_model(options);
  const std::string description = tb::file_info(path, options.tensors);
  if (options.json) {
    print_line(description);
    return 0;
  }
  print_members(Json::parse(description));
  return 0;
}

}  // namespace tinybrain::cli
