// tinybrain learn: lessons become a version of the model, which is judged, listed, undone and explained.
#include <charconv>
#include <filesystem>

#include "base/json.h"
#include "base/messages/home_learn.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/store.h"
#include "cli/text.h"
#include "home/commands.h"
#include "home/vault_place.h"
#include "tinybrain/learn.hpp"

namespace tinybrain::home {
namespace {

using cli::text;

std::string model_file(const Options& options) {
  cli::Options o;
  o.model = options.model;
  o.weights = options.weights;
  return cli::resolve_model(o);
}

tb::Model open_model(const std::string& file) { return tb::Model(file); }

int64_t number_in(const Options& options) {
  int64_t n = -1;
  if (options.words.size() == 1) {
    const std::string& word = options.words[0];
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), n);
    if (error != std::errc() || end != word.data() + word.size()) n = -1;
  }
  if (n < 0) throw Error(Code::bad_argument, msg::kLearnNumber);
  return n;
}

// The bar of what goes on; false after Ctrl-C.
class Teller {
 public:
  bool operator()(const char* event_text) {
    const Json event = Json::parse(event_text);
    const std::string stage = event.get_string("stage", "");
    if (stage != stage_) {
      stage_ = stage;
      progress_ = std::make_unique<cli::Progress>(text(label()));
    }
    return progress_->update(static_cast<uint64_t>(event.get_int("done", 0)),
                             static_cast<uint64_t>(event.get_int("total", 1))) &&
           !cli::interrupted();
  }

 private:
  const Message& label() const {
    if (stage_ == "read") return msg::kLearnRead;
    if (stage_ == "learn") return msg::kLearnLearn;
    if (stage_ == "before") return msg::kLearnBefore;
    if (stage_ == "refit") return msg::kLearnRefit;
    return msg::kLearnJudge;
  }
  std::string stage_;
  std::unique_ptr<cli::Progress> progress_;
  cli::OnInterrupt on_interrupt_{[] {}};
};

void print_checks(const Json& report) {
  const Json* checks = report.find("checks");
  if (!checks) return;
  for (const Json& c : checks->as_array()) {
    const std::string words = c.get_string("text", "");
    cli::print_line(fmt::format("  {} {}", c.get_bool("passed", false) ? "+" : "-",
                                words.empty() ? c.get_string("name", "") : words));
  }
}

int run_now(const Options& options) {
  const std::string file = model_file(options);
  Json wanted{Json::Object{}};
  wanted.set("base_name", std::filesystem::path(file).filename().string());
  wanted.set("dry_run", options.dry_run);
  wanted.set("again", options.again);
  wanted.set("when_idle", options.when_idle);
  if (options.epochs > 0) wanted.set("epochs", options.epochs);
  if (options.seed > 0) wanted.set("seed", options.seed);
  if (options.rate > 0) wanted.set("learning_rate", options.rate);
  if (options.noise > 0) wanted.set("noise", options.noise);
  tb::Vault vault = open_vault(options, false);
  tb::Model model = open_model(file);
  std::string json;
  Teller teller;
  try {
    json = tb::learn(vault, model, wanted.dump(), [&](const char* event) { return teller(event); });
  } catch (const tb::Exception& e) {
    if (e.status() != TB_CANCELLED || !cli::interrupted()) throw;
    cli::note(text(msg::kLearnPaused));
    return cli::kExitInterrupt;
  }
  const Json report = Json::parse(json);
  if (options.json) {
    cli::print_line(json);
  } else {
    cli::print_line(report.get_string("why", ""));
    print_checks(report);
    if (!options.dry_run)
      cli::print_line(text(msg::kLearnDone, report.get_int("version", 0),
                           report.get_int("lessons", 0),
                           fmt::format("{:.0f}", report.get_double("seconds", 0))));
  }
  return options.dry_run || report.get_bool("kept", false) ? 0 : 3;
}

int run_status(const Options& options) {
  tb::Vault vault = open_vault(options, false);
  const std::string json = tb::learn_status(vault);
  if (options.json) {
    cli::print_line(json);
    return 0;
  }
  const Json s = Json::parse(json);
  cli::print_line(text(msg::kLearnStatus, s.get_int("lessons", 0), s.get_int("waiting", 0),
                       s.get_int("active", 0)));
  cli::print_line(s.get_string("why", ""));
  if (s.get_bool("running", false)) cli::print_line(text(msg::kLearnIsRunning));
  if (s.get_bool("paused", false)) cli::print_line(text(msg::kLearnIsPaused));
  if (!s.get_bool("granted", true)) cli::print_line(text(msg::kLearnIsNotGranted));
  return 0;
}

Json version_in(const Json& versions, int64_t id) {
  for (const Json& v : versions.as_array())
    if (v.get_int("id", 0) == id) return v;
  throw Error(Code::not_found, msg::kLearnNoVersion, id);
}

int run_list(const Options& options) {
  tb::Vault vault = open_vault(options, false);
  const std::string json = tb::learned_versions(vault);
  if (options.json) {
    cli::print_line(json);
    return 0;
  }
  const Json versions = Json::parse(json);
  for (const Json& v : versions.as_array())
    cli::print_line(fmt::format("{:>4}  <- {:<4} {}  {:<8} {:>4}  {}", v.get_int("id", 0),
                                v.get_int("parent", 0), v.get_string("time", "").substr(0, 16),
                                v.get_string("state", ""), v.at("lessons").as_array().size(),
                                v.get_string("base_name", "")));
  return 0;
}

int run_report(const Options& options) {
  tb::Vault vault = open_vault(options, false);
  const Json v = version_in(Json::parse(tb::learned_versions(vault)), number_in(options));
  if (options.json) {
    cli::print_json(v);
    return 0;
  }
  const Json* report = v.find("report");
  if (!report || !report->is_object()) return 0;
  cli::print_line(report->get_string("why", ""));
  print_checks(*report);
  if (const Json* examples = report->find("examples"))
    for (const Json& e : examples->as_array())
      cli::print_line(text(msg::kLearnExample, e.get_string("prompt", ""),
                           e.get_string("wanted", ""), e.get_string("before", ""),
                           e.get_string("after", "")));
  return 0;
}

int use(const Options& options, int64_t id) {
  tb::Vault vault = open_vault(options, false);
  tb::use_learned(vault, id);
  if (options.json) {
    Json j;
    j.set("active", id);
    cli::print_json(j);
  } else {
    cli::print_line(id ? text(msg::kLearnUsed, id) : text(msg::kLearnUsedNone));
  }
  return 0;
}

// Back to what was in use before the newest that is.
int run_undo(const Options& options) {
  Json versions;
  {
    tb::Vault vault = open_vault(options, false);
    versions = Json::parse(tb::learned_versions(vault));
  }
  for (const Json& v : versions.as_array()) {
    if (v.get_string("state", "") != "active") continue;
    int64_t parent = v.get_int("parent", 0);
    if (parent && version_in(versions, parent).get_string("state", "") != "retired") parent = 0;
    return use(options, parent);
  }
  throw Error(Code::not_found, msg::kLearnNoneInUse);
}

int run_why(const Options& options) {
  const std::string question = fmt::format("{}", fmt::join(options.words, " "));
  if (question.empty()) throw Error(Code::bad_argument, msg::kLearnQuestion);
  tb::Vault vault = open_vault(options, false);
  tb::Model model = open_model(model_file(options));
  const std::string json = tb::learned_why(vault, model, question);
  if (options.json) {
    cli::print_line(json);
    return 0;
  }
  const Json why = Json::parse(json);
  cli::print_line(text(msg::kLearnWhy, why.get_int("version", 0), why.get_string("with", ""),
                       why.get_string("without", "")));
  if (!why.get_bool("applies", true)) cli::note(text(msg::kLearnElsewhere));
  if (const Json* removed = why.find("removed"); removed && removed->is_object()) {
    const int64_t lesson = removed->get_int("lesson", 0);
    cli::print_line(removed->get_bool("same", false)
                        ? text(msg::kLearnWhySame, lesson)
                        : text(msg::kLearnWhyMoved, lesson, removed->get_string("answer", "")));
  }
  cli::print_line(text(msg::kLearnWhyNear));
  for (const Json& l : why.at("lessons").as_array())
    cli::print_line(text(msg::kLearnWhyLesson, l.get_int("id", 0), l.get_string("input", ""),
                         l.get_string("answer", "")));
  return 0;
}

}  // namespace

int run_learn(const Options& options) {
  const std::string& action = options.action;
  if (action == "status") return run_status(options);
  if (action == "list") return run_list(options);
  if (action == "report") return run_report(options);
  if (action == "use") return use(options, number_in(options));
  if (action == "undo") return run_undo(options);
  return action == "why" ? run_why(options) : run_now(options);
}

}  // namespace tinybrain::home
