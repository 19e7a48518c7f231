// tinybrain bench: prompt (pp) and decode (tg) speed under the names that llama-bench uses, the
// time to the first token, and the most memory that the process had.
#include "base/json.h"
#include "base/messages/cli.h"
#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/store.h"
#include "cli/table.h"
#include "cli/text.h"

namespace tinybrain::cli {

int run_bench(const Options& options) {
  if (options.prompt_tokens == 0 && options.decode_tokens == 0) {
    throw Error(Code::bad_argument, msg::kNothingToMeasure);
  }
  const std::string path = resolve_model(options);
  const tb::Model model = open_model(options);
  tb_speed speed{};
  {
    Progress progress(text(msg::kMeasuring));
    speed = model.speed(options.prompt_tokens, options.decode_tokens, options.runs,
                        progress.callback());
  }
  const std::string pp = fmt::format("pp{}", options.prompt_tokens);
  const std::string tg = fmt::format("tg{}", options.decode_tokens);
  if (options.json) {
    Json j;
    j.set("model", path);
    j.set("threads", options.threads);
    j.set("runs", options.runs);
    j.set(pp, speed.prompt_per_second);
    j.set(tg, speed.decode_per_second);
    j.set("first_token_seconds", speed.first_token_seconds);
    j.set("weight_bytes_per_token", speed.weight_bytes_per_token);
    j.set("peak_memory_bytes", peak_memory());
    print_json(j);
    return 0;
  }
  Table table({text(msg::kColumnTest), text(msg::kColumnTokensPerSecond)});
  table.right(1);
  if (options.prompt_tokens > 0) table.add({pp, fmt::format("{:.1f}", speed.prompt_per_second)});
  if (options.decode_tokens > 0) table.add({tg, fmt::format("{:.1f}", speed.decode_per_second)});
  print_line(path);
  table.print();
  print_line(text(msg::kBenchRest, fmt::format("{:.1f}", speed.first_token_seconds * 1000),
                  human_bytes(static_cast<double>(speed.weight_bytes_per_token)),
                  human_bytes(static_cast<double>(peak_memory()))));
  return 0;
}

}  // namespace tinybrain::cli
