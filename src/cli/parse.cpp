// The command line: which commands and options exist. With usage.h the only user of CLI11; everything it
// says comes from the catalogue in the user's language.
#include <cmath>
#include <limits>

#include "base/messages/cli.h"
#include "base/messages/cli_help.h"
#include "cli/options.h"
#include "cli/recipe.h"
#include "cli/sister.h"
#include "cli/text.h"
#include "cli/units.h"
#include "cli/usage.h"

namespace tinybrain::cli {
namespace {

constexpr int kMany = std::numeric_limits<int>::max();

// Adds options to one command, always with a description from the catalogue.
class Command {
 public:
  Command(CLI::App& app, const char* name, const Message& help, Options& options)
      : app_(*app.add_subcommand(name, text(help))), o_(options) {
    app_.group(text(msg::kLabelCommands));
    app_.set_help_flag("-h,--help", text(msg::kOptHelp))->group(text(msg::kGroupGeneral));
    group_ = text(msg::kGroupCommand);
    app_.add_flag("--json", o_.json, text(msg::kOptJson))->group(text(msg::kGroupGeneral));
    app_.add_flag("-q,--quiet", o_.quiet, text(msg::kOptQuiet))->group(text(msg::kGroupGeneral));
    app_.add_option("--lang", o_.lang, text(msg::kOptLang))
        ->check(one_of({"en", "ko"}))
        ->type_name("LANG")
        ->group(text(msg::kGroupGeneral));
    app_.add_option("--weights", o_.weights, text(msg::kOptWeights))
        ->type_name("DIR")
        ->group(text(msg::kGroupGeneral));
  }

  Command& flag(const char* name, bool& target, const Message& help) {
    app_.add_flag(name, target, text(help))->group(group_);
    return *this;
  }
  // A flag that turns something off.
  Command& no_flag(const char* name, bool& target, const Message& help) {
    app_.add_flag_callback(name, [&target] { target = false; }, text(help))->group(group_);
    return *this;
  }
  template <class T, class... Args>
  CLI::Option* value(const char* name, const char* type, T& target, const Message& help,
                     const Args&... args) {
    return app_.add_option(name, target, text(help, args...))->type_name(type)->group(group_);
  }
  template <class T>
  CLI::Option* argument(const char* name, T& target, const Message& help) {
    return app_.add_option(name, target, text(help))->type_name("");
  }

  Command& model() {
    group_ = text(msg::kGroupModel);
    value("-m,--model", "MODEL", o_.model, msg::kOptModel);
    value("--adapter", "FILE", o_.adapter, msg::kOptAdapter);
    threads();
    group_ = text(msg::kGroupCommand);
    return *this;
  }
  Command& threads() {
    value("-t,--threads", "N", o_.threads, msg::kOptThreads)->check(within(0, 4096));
    return *this;
  }
  Command& sealed() {
    app_.add_flag("--sealed", o_.sealed, text(msg::kOptSealed))->group(text(msg::kGroupGeneral));
    return *this;
  }
  Command& kv() {
    value("--kv", "TYPE", o_.kv, msg::kOptKv)->check(one_of({"f16", "q8_0", "q4_0", "f32"}));
    return *this;
  }
  Command& generation() {
    group_ = text(msg::kGroupWindow);
    tb::Sampling& s = o_.sampling;
    value("-c,--ctx", "N", o_.context, msg::kOptCtx)->check(within(0, 1 << 24));
    kv();
    value("--session", "FILE", o_.session_file, msg::kOptSession);
    value("--draft", "MODEL", o_.draft, msg::kOptDraft);
    no_flag("--no-speculation", o_.speculate, msg::kOptNoSpeculation);
    value("-n,--max-tokens", "N", s.max_tokens, msg::kOptMaxTokens, s.max_tokens)
        ->check(within(0, kMany));
    app_.add_option("--stop", s.stop_list, text(msg::kOptStop))
        ->type_name("TEXT")
        ->allow_extra_args(false)
        ->take_all()
        ->group(group_);
    value("--logprobs", "N", s.logprobs, msg::kOptLogprobs)->check(within(0, 20));
    flag("--stats", o_.stats, msg::kOptStats);
    group_ = text(msg::kGroupGrammar);
    CLI::Option* schema = value("--schema", "FILE|JSON", o_.schema, msg::kOptSchema);
    CLI::Option* regex = value("--regex", "PATTERN", o_.regex, msg::kOptRegex)->excludes(schema);
    value("--grammar", "FILE", o_.grammar, msg::kOptGrammar)->excludes(schema)->excludes(regex);
    sampling(s);
    group_ = text(msg::kGroupCommand);
    return *this;
  }

  CLI::App& app() { return app_; }

 private:
  void sampling(tb::Sampling& s) {
    group_ = text(msg::kGroupSampling);
    value("--temp", "T", s.temperature, msg::kOptTemp, s.temperature)->check(within(0.f, 100.f));
    value("--top-k", "K", s.top_k, msg::kOptTopK, s.top_k)->check(within(0, kMany));
    value("--top-p", "P", s.top_p, msg::kOptTopP, s.top_p)->check(within(0.f, 1.f));
    value("--min-p", "P", s.min_p, msg::kOptMinP, s.min_p)->check(within(0.f, 1.f));
    value("--typical", "P", s.typical_p, msg::kOptTypical, s.typical_p)->check(within(0.f, 1.f));
    value("--repeat-penalty", "X", s.repeat_penalty, msg::kOptRepeat, s.repeat_penalty)
        ->check(within(0.f, 100.f));
    value("--presence-penalty", "X", s.presence_penalty, msg::kOptPresence, s.presence_penalty)
        ->check(within(-100.f, 100.f));
    value("--frequency-penalty", "X", s.frequency_penalty, msg::kOptFrequency, s.frequency_penalty)
        ->check(within(-100.f, 100.f));
    value("--penalty-window", "N", s.penalty_window, msg::kOptWindow, s.penalty_window)
        ->check(within(0, kMany));
    value("--dry", "X", s.dry_multiplier, msg::kOptDry, s.dry_multiplier)
        ->check(within(0.f, 100.f));
    value("--seed", "N", s.seed, msg::kOptSeed, s.seed);
    app_.add_option_function<std::vector<std::string>>(
            "--logit-bias",
            [&s](const std::vector<std::string>& all) {
              for (const std::string& one : all) s.bias_list.push_back(bias(one));
            },
            text(msg::kOptBias))
        ->type_name("ID=B")
        ->allow_extra_args(false)
        ->take_all()
        ->group(group_);
  }

  static tb_bias bias(const std::string& given) {
    const size_t equals = given.find('=');
    int token = 0;
    float value = 0;
    if (equals == std::string::npos || !CLI::detail::lexical_cast(given.substr(0, equals), token) ||
        token < 0 || !CLI::detail::lexical_cast(given.substr(equals + 1), value) ||
        std::isnan(value)) {
      throw Error(Code::bad_argument, msg::kBadBias, given);
    }
    return {token, value};
  }

  CLI::App& app_;
  Options& o_;
  std::string group_;
};

void add_generating_commands(CLI::App& app, Options& o) {
  Command chat(app, "chat", msg::kHelpChat, o);
  chat.model().generation().sealed();
  chat.value("-s,--system", "TEXT", o.system, msg::kOptSystem);
  chat.value("--template", "NAME", o.template_name, msg::kOptTemplate);
  chat.no_flag("--no-history", o.history, msg::kOptNoHistory);

  Command ask(app, "ask", msg::kHelpAsk, o);
  ask.model().generation().sealed();
  ask.argument("question", o.arguments, msg::kArgQuestion);
  ask.value("-s,--system", "TEXT", o.system, msg::kOptSystem);
  ask.value("--template", "NAME", o.template_name, msg::kOptTemplate);
  ask.flag("--stream", o.stream, msg::kOptStream);
  ask.flag("--show-prompt", o.show_prompt, msg::kOptShowPrompt);

  Command complete(app, "complete", msg::kHelpComplete, o);
  complete.model().generation().sealed();
  complete.argument("prompt", o.arguments, msg::kArgPrompt);
  complete.flag("--echo", o.echo, msg::kOptEcho);
  complete.flag("--special", o.special, msg::kOptSpecialPrompt);
  complete.flag("--stream", o.stream, msg::kOptStream);
}

void add_choose_command(CLI::App& app, Options& o) {
  Command choose(app, "choose", msg::kHelpChoose, o);
  choose.model();
  choose.argument("text", o.arguments, msg::kArgText);
  choose.app()
      .add_option("-l,--label", o.labels, text(msg::kOptLabel))
      ->type_name("TEXT")
      ->allow_extra_args(false)
      ->take_all();
  choose.value("-f,--file", "FILE", o.file, msg::kOptLabelFile);
  choose.value("-s,--system", "TEXT", o.system, msg::kOptSystem);
  choose.value("--template", "NAME", o.template_name, msg::kOptTemplate);
  choose.flag("--raw", o.raw, msg::kOptChooseRaw);
  choose.kv();
}

void add_text_commands(CLI::App& app, Options& o) {
  Command embed(app, "embed", msg::kHelpEmbed, o);
  embed.model();
  embed.argument("text", o.arguments, msg::kArgTexts);
  embed.value("-f,--file", "FILE", o.file, msg::kOptFileLines);
  embed.flag("--similar", o.similar, msg::kOptSimilar);
  embed.flag("--raw", o.raw, msg::kOptRaw);

  Command tokenize(app, "tokenize", msg::kHelpTokenize, o);
  tokenize.model();
  tokenize.argument("text", o.arguments, msg::kArgText);
  tokenize.flag("--pieces", o.pieces, msg::kOptPieces);
  tokenize.flag("--decode", o.decode, msg::kOptDecode);
  tokenize.flag("--lines", o.lines, msg::kOptLines);
  tokenize.flag("--json-lines", o.json_lines, msg::kOptJsonLines);
  tokenize.flag("--special", o.special, msg::kOptSpecial);
}

void add_file_commands(CLI::App& app, Options& o) {
  Command info(app, "info", msg::kHelpInfo, o);
  info.argument("model", o.model, msg::kArgModel);
  info.value("-m,--model", "MODEL", o.model, msg::kOptModel);
  info.flag("--tensors", o.tensors, msg::kOptTensors);

  Command convert(app, "convert", msg::kHelpConvert, o);
  convert.argument("input", o.model, msg::kArgInput)->required();
  convert.argument("output", o.output, msg::kArgOutput)->required();
  convert.value("--type", "TYPE", o.type, msg::kOptType)->required();
  convert.flag("--force", o.force, msg::kOptForce);

  Command perplexity(app, "perplexity", msg::kHelpPerplexity, o);
  perplexity.model();
  perplexity.argument("file", o.file, msg::kArgTextFile)->required();
  perplexity.value("-c,--ctx", "N", o.context, msg::kOptCtxPpl)->check(within(2, 1 << 24));
  perplexity.value("--chunks", "N", o.chunks, msg::kOptChunks)->check(within(0, kMany));
  perplexity.kv();

  Command bench(app, "bench", msg::kHelpBench, o);
  bench.model();
  bench.value("-p,--prompt", "N", o.prompt_tokens, msg::kOptPromptN)
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(within(0, 1 << 24));
  bench.value("-n,--decode", "N", o.decode_tokens, msg::kOptDecodeN)->check(within(0, 1 << 24));
  bench.value("--sessions", "N", o.sessions, msg::kOptSessions)->check(within(1, 1024));
  bench.value("-r,--runs", "N", o.runs, msg::kOptRuns)->check(within(1, 1000));
  bench.no_flag("--no-limits", o.limits, msg::kOptNoLimits);
  bench.app().footer(text(msg::kHelpBenchLimits));
}

// A choice of the recipe: text, number or flag under its name there.
class RecipeOptions {
 public:
  RecipeOptions(Command& command, Options& options) : command_(command), o_(options) {}

  void text(const char* flag, const char* type, const char* name, const Message& help) {
    set<std::string>(flag, type, name, help, [](const std::string& v) { return Json(v); });
  }
  void size(const char* flag, const char* name, const Message& help) {
    set<std::string>(flag, "SIZE", name, help,
                     [](const std::string& v) { return Json(bytes_in(v)); });
  }
  void time(const char* flag, const char* name, const Message& help) {
    set<std::string>(flag, "TIME", name, help,
                     [](const std::string& v) { return Json(milliseconds_in(v)); });
  }
  void whole(const char* flag, const char* name, const Message& help) {
    set<int64_t>(flag, "N", name, help, [](int64_t v) { return Json(v); });
  }
  void real(const char* flag, const char* name, const Message& help) {
    set<double>(flag, "X", name, help, [](double v) { return Json(v); });
  }
  void flag(const char* flag, const char* name, const Message& help) {
    command_.app()
        .add_flag_callback(
            flag, [this_o = &o_, name] { this_o->recipe.set(name, true); }, cli::text(help))
        ->group(cli::text(msg::kGroupCommand));
  }

 private:
  template <class T, class Make>
  void set(const char* flag, const char* type, const char* name, const Message& help, Make make) {
    command_.app()
        .add_option_function<T>(
            flag, std::function<void(const T&)>([this_o = &o_, name, make](const T& v) {
              this_o->recipe.set(name, make(v));
            }),
            cli::text(help))
        ->type_name(type)
        ->group(cli::text(msg::kGroupCommand));
  }
  Command& command_;
  Options& o_;
};

void add_building_commands(CLI::App& app, Options& o) {
  Command build(app, "build", msg::kHelpBuild, o);
  build.argument("data", o.file, msg::kArgData);
  RecipeOptions r(build, o);
  r.text("--for", "TASK", "task", msg::kOptFor);
  build.value("-b,--base", "MODEL", o.model, msg::kOptBase);
  build.value("-o,--output", "DIR", o.output, msg::kOptBrain);
  build.value("--recipe", "FILE", o.recipe_file, msg::kOptRecipe);
  r.size("--budget", "budget", msg::kOptBudget);
  r.time("--latency", "latency_ms", msg::kOptLatency);
  r.text("--type", "TYPE", "type", msg::kOptBuildType);
  r.text("--dev", "FILE", "dev", msg::kOptDevFile);
  r.text("--test", "FILE", "test", msg::kOptTestFile);
  r.text("--text-column", "NAME", "text_column", msg::kOptTextColumn);
  r.text("--label-column", "NAME", "label_column", msg::kOptLabelColumn);
  r.text("--answer-column", "NAME", "answer_column", msg::kOptAnswerColumn);
  r.text("--group-column", "NAME", "group_column", msg::kOptGroupColumn);
  r.text("--out-of-scope", "LABEL", "out_of_scope", msg::kOptOutOfScope);
  r.flag("--balance", "balance", msg::kOptBalance);
  r.flag("--drop-duplicates", "drop_duplicates", msg::kOptDropDuplicates);
  r.flag("--drop-near-duplicates", "drop_near_duplicates", msg::kOptDropNear);
  r.flag("--drop-contradictions", "drop_contradictions", msg::kOptDropContradictions);
  r.flag("--drop-leaks", "drop_leaks", msg::kOptDropLeaks);
  r.whole("--per-label", "per_label", msg::kOptPerLabel);
  r.whole("--epochs", "epochs", msg::kOptEpochs);
  r.whole("--batch", "batch", msg::kOptBatch);
  r.whole("--passes", "passes", msg::kOptPasses);
  r.real("--rate", "rate", msg::kOptRate);
  r.whole("--lora-rank", "lora_rank", msg::kOptLoraRank);
  r.flag("--dora", "dora", msg::kOptDora);
  r.whole("--patience", "patience", msg::kOptPatience);
  r.whole("--seed", "seed", msg::kOptBuildSeed);
  r.text("--license", "TEXT", "license", msg::kOptLicense);
  r.text("--name", "TEXT", "name", msg::kOptBrainName);
  build.flag("--events", o.events, msg::kOptEvents);
  build.threads();

  Command answer(app, "answer", msg::kHelpAnswer, o);
  answer.argument("brain", o.model, msg::kArgBrain)->required();
  answer.argument("question", o.arguments, msg::kArgQuestions);
  answer.value("-f,--file", "FILE", o.file, msg::kOptFileLines);
  answer.threads().sealed();

  Command classify(app, "classify", msg::kHelpClassify, o);
  classify.model().sealed();
  classify.argument("text", o.arguments, msg::kArgTexts);
  classify.value("-f,--file", "FILE", o.file, msg::kOptFileLines);

  Command understand(app, "understand", msg::kHelpUnderstand, o);
  understand.value("-m,--model", "MODEL", o.model, msg::kOptUnderstandModel);
  understand.argument("text", o.arguments, msg::kArgTexts);
  understand.value("-f,--file", "FILE", o.file, msg::kOptFileLines);
  understand.threads().sealed();

  Command eval(app, "eval", msg::kHelpEval, o);
  eval.argument("model", o.model, msg::kArgModel)->required();
  eval.argument("data", o.file, msg::kArgData)->required();
  Command compare(app, "compare", msg::kHelpCompare, o);
  compare.argument("first", o.model, msg::kArgFirst)->required();
  compare.argument("second", o.other, msg::kArgSecond)->required();
  compare.argument("data", o.file, msg::kArgData)->required();
  for (Command* c : {&eval, &compare}) {
    c->value("--adapter", "FILE", o.adapter, msg::kOptAdapter);
    c->value("--answer-column", "NAME", o.answer_column, msg::kOptAnswerColumn);
    c->value("--option-columns", "NAMES", o.option_columns, msg::kOptOptionColumns)
        ->delimiter(',')
        ->allow_extra_args(false);
    c->value("-s,--system", "TEXT", o.system, msg::kOptSystem);
    c->flag("--raw", o.raw, msg::kOptEvalRaw);
    c->value("-n,--max-tokens", "N", o.answer_tokens, msg::kOptMaxTokens, o.answer_tokens)
        ->check(within(0, kMany));
    c->value("--text-column", "NAME", o.text_column, msg::kOptTextColumn);
    c->value("--label-column", "NAME", o.label_column, msg::kOptLabelColumn);
    c->value("--group-column", "NAME", o.group_column, msg::kOptGroupColumn);
    c->value("--head", "NAME", o.head, msg::kOptHead);
    c->threads();
  }
}

void add_store_commands(CLI::App& app, Options& o) {
  Command pull(app, "pull", msg::kHelpPull, o);
  pull.argument("name", o.model, msg::kArgPull)->required();
  pull.value("--to", "DIR", o.to, msg::kOptTo);
  pull.value("--sha256", "HEX", o.sha256, msg::kOptSha);
  pull.flag("--trust-first-use", o.trust_first_use, msg::kOptTrust);
  pull.value("--mirror", "DIR", o.mirror, msg::kOptMirror);
  pull.flag("--force", o.force, msg::kOptForce);
  pull.flag("--events", o.events, msg::kOptEvents);

  Command list(app, "list", msg::kHelpList, o);

  Command rm(app, "rm", msg::kHelpRm, o);
  rm.argument("name", o.model, msg::kArgName)->required();
  rm.flag("-y,--yes", o.yes, msg::kOptYes);
}

// For the help page: main() has passed them on before anything is parsed.
void add_home_commands(CLI::App& app) {
  for (const SisterCommand& command : home_commands())
    app.add_subcommand(command.name, text(command.help))->group(text(msg::kLabelCommands));
}

// What is not known here goes to tinybrain-server as it is, --help too.
void add_serve_command(CLI::App& app, Options& o) {
  CLI::App& serve = *app.add_subcommand("serve", text(msg::kHelpServe));
  serve.group(text(msg::kLabelCommands));
  serve.set_help_flag();
  serve.allow_extras();
  serve.add_option("-m,--model", o.models)->allow_extra_args(false)->take_all();
  serve.add_option("--weights", o.weights);
  serve.add_option("--lang", o.lang)->check(one_of({"en", "ko"}));
}

// Not app.help(), which would speak of the subcommand that was chosen: "help".
std::string main_page(const CLI::App& app) {
  return tidy(app.get_formatter()->make_help(&app, "tinybrain", CLI::AppFormatMode::Normal));
}

std::string help_of(const CLI::App& app, const std::string& topic) {
  for (const CLI::App* command : app.get_subcommands({})) {
    if (command->get_name() == topic) return tidy(command->help("tinybrain"));
  }
  throw Error(Code::bad_argument, msg::kUnknownCommand, topic, "tinybrain help");
}

}  // namespace

bool parse(int argc, char** argv, Options& options, std::string& page) {
  CLI::App app(text(msg::kHelpProgram), "tinybrain");
  set_labels(app);
  app.set_help_flag("-h,--help", text(msg::kOptHelp))->group(text(msg::kGroupGeneral));
  bool version = false, unused_json = false;
  app.add_flag("--version,-V", version, text(msg::kOptVersion))->group(text(msg::kGroupGeneral));
  app.add_flag("--json", unused_json, text(msg::kOptJson))->group(text(msg::kGroupGeneral));
  app.add_option("--lang", options.lang, text(msg::kOptLang))
      ->check(one_of({"en", "ko"}))
      ->type_name("LANG")
      ->group(text(msg::kGroupGeneral));
  app.require_subcommand(0, 1);
  add_generating_commands(app, options);
  add_choose_command(app, options);
  add_text_commands(app, options);
  add_file_commands(app, options);
  add_building_commands(app, options);
  add_store_commands(app, options);
  add_home_commands(app);
  add_serve_command(app, options);
  std::string topic;
  CLI::App* help = app.add_subcommand("help", text(msg::kHelpHelp));
  help->group(text(msg::kLabelCommands));
  help->add_option("command", topic, text(msg::kArgCommand))->type_name("");
  help->add_flag("--json", unused_json)->group("");
  help->add_option("--lang", options.lang)->group("");
  CLI::App* show_version = app.add_subcommand("version", text(msg::kHelpVersion));
  show_version->group(text(msg::kLabelCommands));
  show_version->add_flag("--json", unused_json)->group("");
  show_version->add_option("--lang", options.lang)->group("");

  app.footer(text(msg::kHelpFooter));  // after the commands, which would inherit it

  std::string command;
  try {
    app.parse(argc, argv);
    const auto chosen = app.get_subcommands();
    if (!chosen.empty()) command = chosen[0]->get_name();
    options.json = options.json || unused_json;
    if (version || command == "version") {
      page = std::string(tb_version()) + "\n";
      return false;
    }
    if (command == "help" && topic == "serve") {
      options.command = topic;
      options.arguments = {"--help"};
      return true;
    }
    for (const SisterCommand& theirs : home_commands())
      if (command == "help" && topic == theirs.name) become_home(topic, {"--help"});
    if (command == "help" && !topic.empty()) {
      page = help_of(app, topic);
      return false;
    }
    if (command == "help") {
      page = main_page(app);
      return false;
    }
    if (command.empty()) throw Error(Code::bad_argument, msg::kNoCommand, "tinybrain help");
    if (command == "serve") options.arguments = chosen[0]->remaining();
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    page = chosen.empty() ? main_page(app) : tidy(chosen[0]->help("tinybrain"));
    return false;
  } catch (const CLI::ParseError& e) {
    const auto chosen = app.get_subcommands();
    throw translated(e, chosen.empty() ? "" : chosen[0]->get_name());
  }
  options.command = command;
  return true;
}

}  // namespace tinybrain::cli
