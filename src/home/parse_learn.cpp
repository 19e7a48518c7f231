// The command line of what is learnt: learn.
#include "base/messages/cli_help.h"
#include "base/messages/home_learn.h"
#include "base/messages/home_vault.h"
#include "home/parse.h"

namespace tinybrain::home {

using cli::text;

void add_learn_command(CLI::App& app, Options& o) {
  CLI::App& learn = add_command(app, "learn", msg::kHelpLearn, o);
  const std::string group = text(msg::kGroupCommand), model = text(msg::kGroupModel);
  learn.add_option("action", o.action, text(msg::kArgLearnAction))
      ->check(cli::one_of({"now", "status", "list", "report", "use", "undo", "why"}))
      ->default_val("now")
      ->type_name("");
  learn.add_option("words", o.words, text(msg::kArgLearnWords))->type_name("");
  learn.add_flag("--now", o.now, text(msg::kOptLearnNow))->group(group);
  learn.add_flag("--dry-run", o.dry_run, text(msg::kOptLearnDry))->group(group);
  learn.add_flag("--again", o.again, text(msg::kOptLearnAgain))->group(group);
  learn.add_flag("--when-idle", o.when_idle, text(msg::kOptLearnIdle))->group(group);
  learn.add_option("--epochs", o.epochs, text(msg::kOptLearnEpochs))
      ->check(cli::within(1, 1000))
      ->type_name("N")
      ->group(group);
  learn.add_option("--seed", o.seed, text(msg::kOptLearnSeed))->type_name("N")->group(group);
  learn.add_option("--rate", o.rate, text(msg::kOptLearnRate))
      ->check(cli::within(1e-6, 1.0))
      ->type_name("X")
      ->group(group);
  learn.add_option("--noise", o.noise, text(msg::kOptLearnNoise))
      ->check(cli::within(0.0, 100.0))
      ->type_name("X")
      ->group(group);
  learn.add_option("-m,--model", o.model, text(msg::kOptLearnModel))
      ->type_name("MODEL")
      ->group(model);
  learn.add_option("--weights", o.weights, text(msg::kOptWeights))->type_name("DIR")->group(model);
  learn.add_option("--vault", o.vault, text(msg::kOptVault))->type_name("FILE")->group(group);
  learn.add_option("--key-file", o.key_file, text(msg::kOptKeyFile))
      ->type_name("FILE")
      ->group(group);
}

}  // namespace tinybrain::home
