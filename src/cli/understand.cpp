// tinybrain understand: what every head of a brain makes of a text; the seed brain unless another is named.
#include "base/messages/cli.h"
#include "base/seed.h"
#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/output.h"
#include "cli/store.h"
#include "cli/table.h"
#include "cli/text.h"

namespace tinybrain::cli {

int run_understand(const Options& options) {
  const std::vector<std::string> texts = texts_argument(options);
  Options chosen = options;
  if (chosen.model.empty()) chosen.model = seed_brain();
  const tb::Model model = open_model(chosen);
  for (const std::string& given : texts) {
    Json found = Json::parse(model.understand(given));
    if (options.json) {
      Json line;
      line.set("text", given);
      for (const auto& [name, value] : found.as_object()) line.set(name, value);
      print_json(line);
      continue;
    }
    print_line(given);
    Table table({});
    table.right(3);
    for (const Json& head : found.at("heads").as_array())
      table.add({"", head.get_string("name", ""), head.get_string("label", text(msg::kNoneOfThese)),
                 fmt::format("{:.0f} %", 100 * head.get_double("probability", 0))});
    table.print();
    if (const std::string reply = found.get_string("reply", ""); !reply.empty())
      print_line("  \u2192 " + reply);
  }
  return 0;
}

}  // namespace tinybrain::cli
