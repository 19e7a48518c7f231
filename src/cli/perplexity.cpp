// tinybrain perplexity: how well a model predicts a text file.
#include "base/file.h"
#include "base/json.h"
#include "base/messages/cli.h"
#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/text.h"

namespace tinybrain::cli {

int run_perplexity(const Options& options) {
  const std::string corpus = options.file == "-" ? read_input() : read_file(options.file);
  const tb::Model model = open_model(options);
  const int context = options.context > 0 ? options.context : 512;
  tb_perplexity result{};
  {
    Progress progress(text(msg::kMeasuring));
    result =
        model.perplexity(corpus, context, options.chunks, options.kv_type(), progress.callback());
  }
  if (options.json) {
    Json j;
    j.set("perplexity", result.perplexity);
    j.set("error", result.error);
    j.set("tokens", result.tokens);
    j.set("chunks", result.chunks);
    j.set("context", context);
    print_json(j);
  } else {
    print_line(text(msg::kPerplexity, fmt::format("{:.4f}", result.perplexity),
                    fmt::format("{:.4f}", result.error),
                    human_count(static_cast<int64_t>(result.tokens)), result.chunks, context));
  }
  return 0;
}

}  // namespace tinybrain::cli
