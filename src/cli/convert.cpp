// tinybrain convert: a model to a GGUF file of another weight type. The library writes the output
// whole or not at all; this only asks before replacing and shows how long it takes.
#include <filesystem>

#include "base/json.h"
#include "base/messages/cli.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/store.h"
#include "cli/text.h"

namespace tinybrain::cli {

namespace fs = std::filesystem;

int run_convert(const Options& options) {
  const std::string input = resolve_model(options);
  std::error_code ignored;
  if (!options.force && fs::exists(fs::symlink_status(options.output, ignored))) {
    throw Error(Code::bad_argument, msg::kExists, options.output);
  }
  if (fs::equivalent(input, options.output, ignored)) {
    throw Error(Code::bad_argument, msg::kSameFile, options.output);
  }
  {
    Progress progress(text(msg::kConverting));
    tb::convert(input, options.output, options.type, progress.callback());
  }
  const auto bytes = static_cast<uint64_t>(fs::file_size(options.output));
  if (options.json) {
    Json j;
    j.set("output", options.output);
    j.set("type", options.type);
    j.set("bytes", bytes);
    print_json(j);
  } else {
    print_line(text(msg::kWritten, options.output, human_bytes(static_cast<double>(bytes))));
  }
  return 0;
}

}  // namespace tinybrain::cli
