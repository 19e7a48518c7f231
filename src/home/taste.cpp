// tinybrain taste: what a person likes, learnt from what they do; and the file of what other people like.
#include <ctime>
#include <memory>

#include "base/file.h"
#include "base/json.h"
#include "base/messages/home_taste.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/text.h"
#include "home/commands.h"
#include "home/encoder.h"
#include "home/vault_place.h"
#include "tinybrain/learn.hpp"

namespace tinybrain::home {
namespace {

using cli::text;

const std::string& word(const Options& options, size_t at, const char* what) {
  if (options.words.size() <= at)
    throw Error(Code::bad_argument, msg::kTasteWords, options.action, what);
  return options.words[at];
}

Json item_of(const Options& options, const std::string& id) {
  Json item, tags = Json::Array{};
  for (const std::string& tag : options.tags) tags.push(tag);
  item.set("id", id);
  item.set("tags", std::move(tags));
  item.set("creator", options.name);
  item.set("text", options.item_text);
  return item;
}

// Now, by the clock of this machine, where the person said nothing else.
Json context_of(const Options& options) {
  const std::time_t seconds = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&seconds, &local);
  Json context;
  context.set("hour", options.hour >= 0 ? options.hour : local.tm_hour);
  context.set("weekday", options.weekday > 0 ? options.weekday : (local.tm_wday + 6) % 7 + 1);
  context.set("mood", options.mood);
  return context;
}

struct Opened {
  tb::Vault vault;
  std::unique_ptr<tb::Model> encoder;
  tb::Preferences preferences;
  explicit Opened(const Options& options)
      : vault(open_vault(options)),
        encoder(open_encoder(options.model.empty() ? "none" : options.model, options.weights)),
        preferences(&vault, encoder.get(), settings(options)) {}
  static std::string settings(const Options& options) {
    Json j = Json::Object{};
    if (!options.file.empty()) j.set("population", options.file);
    return j.dump();
  }
};

int run_observe(const Options& options) {
  Json event;
  event.set("signal", word(options, 0, "SIGNAL"));
  event.set("item", item_of(options, word(options, 1, "ID")));
  event.set("context", context_of(options));
  if (options.seconds >= 0) event.set("seconds", options.seconds);
  if (options.of_seconds > 0) event.set("of", options.of_seconds);
  if (options.value >= 0) event.set("value", options.value);
  const int64_t id = Opened(options).preferences.observe(event.dump());
  if (options.json) {
    Json said;
    said.set("id", id);
    cli::print_json(said);
  } else {
    cli::print_line(id ? text(msg::kTasteKept, id) : text(msg::kTasteNotGranted));
  }
  return 0;
}

int run_rank(const Options& options) {
  const std::string& file = word(options, 0, "FILE");
  Json request;
  request.set("items", Json::parse(file == "-" ? cli::read_input() : read_file(file)));
  request.set("context", context_of(options));
  request.set("explore", options.explore);
  request.set("most", options.most);
  const Json ranked = Json::parse(Opened(options).preferences.rank(request.dump()));
  if (options.json) {
    cli::print_json(ranked);
    return 0;
  }
  for (const Json& one : ranked.as_array())
    cli::print_line(
        fmt::format("{:+.2f}  {}", one.at("score").as_double(), one.get_string("id", "")));
  return 0;
}

int run_why(const Options& options) {
  Json request;
  request.set("item", item_of(options, word(options, 0, "ID")));
  request.set("context", context_of(options));
  const Json why = Json::parse(Opened(options).preferences.why(request.dump()));
  if (options.json) {
    cli::print_json(why);
    return 0;
  }
  cli::print_line(text(msg::kTasteScore, why.get_string("id", ""), why.get_double("score", 0),
                       why.get_double("sure", 0)));
  for (const Json& r : why.at("reasons").as_array())
    cli::print_line(
        fmt::format("  {:+.2f}  {}", r.get_double("value", 0), r.get_string("text", "")));
  return 0;
}

int run_info(const Options& options) {
  const Json info = Json::parse(Opened(options).preferences.info());
  if (options.json)
    cli::print_json(info);
  else if (!info.get_bool("granted", false))
    cli::print_line(text(msg::kTasteNotGranted));
  else
    cli::print_line(text(msg::kTasteInfo, info.get_int("events", 0), info.get_int("moods", 0),
                         info.get_int("features", 0)));
  return 0;
}

int run_population(const Options& options) {
  const std::string& table = word(options, 0, "TABLE");
  if (options.output.empty())
    throw Error(Code::bad_argument, msg::kTasteWords, options.action, "--output");
  Json made;
  {
    cli::Progress progress(text(msg::kTasteMaking));
    made = Json::parse(tb::make_population(table, options.output, {}, progress.callback()));
  }
  if (options.json)
    cli::print_json(made);
  else
    cli::print_line(text(msg::kTasteMade, options.output, made.get_int("people", 0),
                         made.get_int("items", 0), made.get_int("width", 0)));
  return 0;
}

}  // namespace

int run_taste(const Options& options) {
  if (options.action == "observe") return run_observe(options);
  if (options.action == "rank") return run_rank(options);
  if (options.action == "why") return run_why(options);
  if (options.action == "info") return run_info(options);
  return run_population(options);
}

}  // namespace tinybrain::home
