// tinybrain answer: what a brain knows by heart, and an honest "I do not know".
#include "base/messages/cli.h"
#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/output.h"
#include "cli/text.h"

namespace tinybrain::cli {
namespace {

std::string source_of(const Json& entry) {
  const std::string heading = entry.get_string("heading", "");
  const std::string place =
      fmt::format("{}:{}", entry.get_string("file", ""), entry.get_int("row", 0));
  return heading.empty() ? place : heading + ", " + place;
}

void show(const Json& found) {
  const auto& all = found.at("found").as_array();
  if (!found.get_bool("known", false)) {
    print_line(text(msg::kDoNotKnow));
    if (!all.empty()) {
      const Json& e = all[0];
      const std::string heading = e.get_string("heading", "");
      note(text(msg::kNearest, heading.empty() ? e.get_string("text", "") : heading,
                100 * e.get_double("chance", 0)));
    }
    return;
  }
  print_line(all[0].get_string("answer", ""));
  note(text(msg::kAnswerSource, source_of(all[0]), 100 * all[0].get_double("chance", 0)));
}

}  // namespace

int run_answer(const Options& options) {
  const tb::Knowledge knowledge(options.model, options.threads);
  for (const std::string& question : texts_argument(options)) {
    const Json found = Json::parse(knowledge.find(question));
    if (options.json) {
      Json j;
      j.set("question", question);
      for (const auto& [name, value] : found.as_object()) j.set(name, value);
      print_json(j);
    } else {
      show(found);
    }
  }
  return 0;
}

}  // namespace tinybrain::cli
