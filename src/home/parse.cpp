// The command line of tinybrain-home: which commands and options exist. Everything it says comes from the
// catalogue in the user's language; `tinybrain COMMAND` passes its arguments here.
#include "home/parse.h"
#include "base/messages/cli_help.h"
#include "base/messages/desk_home.h"
#include "base/messages/home.h"
#include "base/messages/home_skills.h"
#include "base/messages/home_vault.h"
#include "cli/usage.h"
#include "tinybrain/tinybrain.h"

namespace tinybrain::home {

using cli::text;

CLI::App& add_command(CLI::App& app, const char* name, const Message& help, Options& o) {
  CLI::App& command = *app.add_subcommand(name, text(help));
  const std::string general = text(msg::kGroupGeneral);
  command.group(text(msg::kLabelCommands));
  command.set_help_flag("-h,--help", text(msg::kOptHelp))->group(general);
  command.add_flag("--json", o.json, text(msg::kOptJson))->group(general);
  command.add_flag("-q,--quiet", o.quiet, text(msg::kOptQuiet))->group(general);
  command.add_option("--lang", o.lang, text(msg::kOptLang))
      ->check(cli::one_of({"en", "ko"}))
      ->type_name("LANG")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
      ->group(general);
  return command;
}

namespace {

void add_doctor(CLI::App& app, Options& o) {
  CLI::App& doctor = add_command(app, "doctor", msg::kHelpDoctor, o);
  doctor.add_option("-t,--threads", o.threads, text(msg::kOptThreads))
      ->check(cli::within(0, 4096))
      ->type_name("N")
      ->group(text(msg::kGroupModel));
}

void add_redact(CLI::App& app, Options& o) {
  CLI::App& redact = add_command(app, "redact", msg::kHelpRedact, o);
  redact.add_option("file", o.file, text(msg::kArgRedactFile))->type_name("");
  const std::string group = text(msg::kGroupCommand);
  redact.add_flag("-l,--list", o.list, text(msg::kOptRedactList))->group(group);
  redact.add_flag("--json-lines", o.json_lines, text(msg::kOptRedactLines))->group(group);
}

void add_knowledge(CLI::App& app, Options& o) {
  CLI::App& knowledge = add_command(app, "knowledge", msg::kHelpKnowledge, o);
  const std::string group = text(msg::kGroupCommand);
  knowledge.add_option("action", o.action, text(msg::kArgKnowledgeAction))
      ->required()
      ->check(cli::one_of({"add", "rm", "list", "search", "info", "renew", "check"}))
      ->type_name("");
  knowledge.add_option("words", o.words, text(msg::kArgKnowledgeWords))->type_name("");
  knowledge.add_option("--base", o.base, text(msg::kOptKnowledgeBase))
      ->type_name("FILE")
      ->group(group);
  knowledge.add_option("-n,--most", o.most, text(msg::kOptKnowledgeMost))
      ->check(cli::within(1, 1000))
      ->type_name("N")
      ->group(group);
  knowledge.add_option("--name", o.name, text(msg::kOptKnowledgeName))
      ->type_name("NAME")
      ->group(group);
  knowledge.add_option("--format", o.format, text(msg::kOptKnowledgeFormat))
      ->check(cli::one_of({"txt", "md", "html"}))
      ->type_name("FORMAT")
      ->group(group);
  const std::string model = text(msg::kGroupModel);
  knowledge.add_option("-m,--model", o.model, text(msg::kOptKnowledgeModel))
      ->type_name("MODEL")
      ->group(model);
  knowledge.add_option("--weights", o.weights, text(msg::kOptWeights))
      ->type_name("DIR")
      ->group(model);
}

void add_columns(CLI::App& command, Options& o, const std::string& group) {
  command.add_option("--text-column", o.text_column, text(msg::kOptDeskTextColumn))
      ->type_name("NAME")
      ->group(group);
  command.add_option("--answer-column", o.answer_column, text(msg::kOptDeskAnswerColumn))
      ->type_name("NAME")
      ->group(group);
}

void add_skill(CLI::App& app, Options& o) {
  CLI::App& skill = add_command(app, "skill", msg::kHelpSkill, o);
  const std::string group = text(msg::kGroupCommand);
  skill.add_option("action", o.action, text(msg::kArgSkillAction))
      ->required()
      ->check(cli::one_of(
          {"new", "list", "info", "call", "route", "ask", "check", "eval", "pack", "install"}))
      ->type_name("");
  skill.add_option("kind", o.words, text(msg::kArgSkillKind))->type_name("");
  skill.add_option("--data", o.data, text(msg::kOptSkillData))->type_name("DIR")->group(group);
  skill.add_option("--vault", o.vault, text(msg::kOptVault))->type_name("FILE")->group(group);
  skill.add_option("--key-file", o.key_file, text(msg::kOptKeyFile))
      ->type_name("FILE")
      ->group(group);
  skill.add_flag("--json-lines", o.json_lines, text(msg::kOptSkillJsonLines))->group(group);
  skill.add_option("--examples", o.examples, text(msg::kOptSkillExamples))
      ->type_name("FILE")
      ->group(group);
  skill.add_flag("--trust", o.trust, text(msg::kOptSkillTrust))->group(group);
  skill.add_option("--faq", o.faq, text(msg::kOptSkillFaq))->type_name("FILE")->group(group);
  skill.add_option("--docs", o.docs, text(msg::kOptSkillDocs))->type_name("PATH")->group(group);
  skill.add_option("--asked", o.asked, text(msg::kOptSkillAsked))->type_name("FILE")->group(group);
  skill.add_option("-o,--output", o.output, text(msg::kOptSkillOutput))
      ->type_name("DIR")
      ->group(group);
  skill.add_option("--dial", o.dial, text(msg::kOptDeskDial))
      ->check(cli::within(0.001, 0.5))
      ->type_name("SHARE")
      ->group(group);
  skill.add_option("--elsewhere", o.elsewhere, text(msg::kOptSkillElsewhere))
      ->check(cli::within(0.0, 0.99))
      ->type_name("SHARE")
      ->group(group);
  skill.add_option("--seed", o.seed, text(msg::kOptSkillSeed))->type_name("N")->group(group);
  add_columns(skill, o, group);
  const std::string model = text(msg::kGroupModel);
  skill.add_option("-m,--model", o.model, text(msg::kOptSkillModel))
      ->type_name("MODEL")
      ->group(model);
  skill.add_option("--weights", o.weights, text(msg::kOptWeights))->type_name("DIR")->group(model);
}

void add_desk(CLI::App& app, Options& o) {
  CLI::App& desk = add_command(app, "desk", msg::kHelpDesk, o);
  const std::string group = text(msg::kGroupCommand);
  desk.add_option("action", o.action, text(msg::kArgDeskAction))
      ->required()
      ->check(cli::one_of({"ask", "eval", "report", "answers", "teach", "set"}))
      ->type_name("");
  desk.add_option("words", o.words, text(msg::kArgDeskWords))->type_name("");
  desk.add_flag("--why", o.why, text(msg::kOptDeskWhy))->group(group);
  desk.add_flag("--alone", o.alone, text(msg::kOptDeskAlone))->group(group);
  desk.add_flag("--grant", o.grant, text(msg::kOptDeskGrant))->group(group);
  desk.add_option("--answer", o.answer, text(msg::kOptDeskAnswer))->type_name("TEXT")->group(group);
  desk.add_option("--dial", o.dial, text(msg::kOptDeskDial))
      ->check(cli::within(0.001, 0.5))
      ->type_name("SHARE")
      ->group(group);
  desk.add_option("--escalation", o.escalation, text(msg::kOptDeskEscalation))
      ->check(cli::one_of({"off", "ask", "always"}))
      ->type_name("MODE")
      ->group(group);
  desk.add_option("--endpoint", o.endpoint, text(msg::kOptDeskEndpoint))
      ->type_name("URL")
      ->group(group);
  desk.add_option("--large-model", o.large_model, text(msg::kOptDeskLarge))
      ->type_name("NAME")
      ->group(group);
  desk.add_option("--budget", o.budget, text(msg::kOptDeskBudget))
      ->check(cli::within(0.0, 1e9))
      ->type_name("N")
      ->group(group);
  desk.add_option("--price-in", o.price_in, text(msg::kOptDeskPriceIn))
      ->check(cli::within(0.0, 1e6))
      ->type_name("N")
      ->group(group);
  desk.add_option("--price-out", o.price_out, text(msg::kOptDeskPriceOut))
      ->check(cli::within(0.0, 1e6))
      ->type_name("N")
      ->group(group);
  add_columns(desk, o, group);
  desk.add_option("--weights", o.weights, text(msg::kOptWeights))
      ->type_name("DIR")
      ->group(text(msg::kGroupModel));
}

std::string page_of(const CLI::App& app, const CLI::App* chosen) {
  if (chosen) return cli::tidy(chosen->help("tinybrain"));
  return cli::tidy(
      app.get_formatter()->make_help(&app, "tinybrain-home", CLI::AppFormatMode::Normal));
}

}  // namespace

bool parse(int argc, char** argv, Options& options, std::string& page) {
  CLI::App app(text(msg::kHelpHome), "tinybrain-home");
  cli::set_labels(app);
  const std::string general = text(msg::kGroupGeneral);
  app.set_help_flag("-h,--help", text(msg::kOptHelp))->group(general);
  bool version = false;
  app.add_flag("-V,--version", version, text(msg::kOptVersion))->group(general);
  app.add_option("--lang", options.lang, text(msg::kOptLang))
      ->check(cli::one_of({"en", "ko"}))
      ->type_name("LANG")
      ->group(general);
  app.require_subcommand(0, 1);
  add_doctor(app, options);
  add_redact(app, options);
  add_knowledge(app, options);
  add_skill(app, options);
  add_desk(app, options);
  add_vault_commands(app, options);
  add_taste(app, options);
  add_learn_command(app, options);
  add_compress_command(app, options);

  const auto chosen = [&]() -> const CLI::App* {
    const auto commands = app.get_subcommands();
    return commands.empty() ? nullptr : commands[0];
  };
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    page = page_of(app, chosen());
    return false;
  } catch (const CLI::ParseError& e) {
    throw cli::translated(e, chosen() ? chosen()->get_name() : "");
  }
  if (version) {
    page = std::string(tb_version()) + "\n";
    return false;
  }
  if (!chosen()) throw Error(Code::bad_argument, msg::kNoCommand, "tinybrain-home --help");
  options.command = chosen()->get_name();
  return true;
}

}  // namespace tinybrain::home
