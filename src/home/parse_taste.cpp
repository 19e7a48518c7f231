// The command line of `tinybrain taste`.
#include "base/messages/cli_help.h"
#include "base/messages/home_taste.h"
#include "base/messages/home_vault.h"
#include "home/parse.h"

namespace tinybrain::home {

void add_taste(CLI::App& app, Options& o) {
  using cli::text;
  CLI::App& taste = add_command(app, "taste", msg::kHelpTaste, o);
  const std::string group = text(msg::kGroupCommand);
  const auto option = [&](const char* name, auto& value, const Message& help, const char* type) {
    return taste.add_option(name, value, text(help))->type_name(type)->group(group);
  };
  taste.add_option("action", o.action, text(msg::kArgTasteAction))
      ->required()
      ->check(cli::one_of({"observe", "rank", "why", "info", "population"}))
      ->type_name("");
  taste.add_option("words", o.words, text(msg::kArgTasteWords))->type_name("");
  option("--tag", o.tags, msg::kOptTasteTag, "TAG");
  option("--by", o.name, msg::kOptTasteBy, "NAME");
  option("--text", o.item_text, msg::kOptTasteText, "TEXT");
  option("--hour", o.hour, msg::kOptTasteHour, "N")->check(cli::within(0, 23));
  option("--weekday", o.weekday, msg::kOptTasteWeekday, "N")->check(cli::within(1, 7));
  option("--mood", o.mood, msg::kOptTasteMood, "WORD");
  option("--seconds", o.seconds, msg::kOptTasteSeconds, "X");
  option("--of", o.of_seconds, msg::kOptTasteOf, "X");
  option("--value", o.value, msg::kOptTasteValue, "X");
  option("--explore", o.explore, msg::kOptTasteExplore, "X");
  option("--population", o.file, msg::kOptTastePopulation, "FILE");
  option("-m,--model", o.model, msg::kOptTasteModel, "MODEL");
  option("--weights", o.weights, msg::kOptWeights, "DIR");
  option("-o,--output", o.output, msg::kOptTasteOutput, "FILE");
  option("-n,--most", o.most, msg::kOptTasteMost, "N")
      ->check(cli::within(1, 100000))
      ->default_val(10);
  option("--vault", o.vault, msg::kOptVault, "FILE");
  option("--key-file", o.key_file, msg::kOptKeyFile, "FILE");
}

}  // namespace tinybrain::home
