// The C interface: what a person likes.
#include "learn/preferences.h"

#include "api/home_api.h"
#include "base/json.h"
#include "base/messages/taste.h"
#include "learn/population.h"
#include "tinybrain/learn.h"

using namespace tinybrain;
using namespace tinybrain::api;

struct tb_preferences {
  Preferences preferences;
  template <class... Args>
  explicit tb_preferences(Args&&... args) : preferences(std::forward<Args>(args)...) {}
};

namespace {

[[noreturn]] void refuse(std::string_view option) {
  throw Error(Code::bad_argument, msg::kTasteOption, option);
}

// Calls body(name, value) for each member.
template <class Body>
void each_option(const char* json, Body&& body) {
  if (!json) return;
  const Json given = Json::parse(json);
  for (const auto& [name, value] : given.as_object("options")) body(name, value);
}

uint64_t natural(const Json& value, const std::string& name, int64_t most = INT64_MAX) {
  const int64_t v = value.as_int(name);
  if (v < 0 || v > most) refuse(name);
  return static_cast<uint64_t>(v);
}

PopulationOptions population_options(const char* json) {
  PopulationOptions o;
  each_option(json, [&](const std::string& name, const Json& value) {
    if (name == "width")
      o.width = static_cast<uint32_t>(natural(value, name, 128));
    else if (name == "least")
      o.least = static_cast<uint32_t>(natural(value, name, INT32_MAX));
    else if (name == "content")
      o.content = value.as_double(name);
    else if (name == "caution" || name == "precision")
      (name == "caution" ? o.caution : o.precision) = value.as_double(name);
    else if (name == "seed")
      o.seed = natural(value, name);
    else
      refuse(name);
  });
  for (double v : {o.caution, o.precision})
    if (!(v >= 0 && v <= 1e4)) refuse("caution, precision");
  if (!(o.content <= 1)) refuse("content");
  return o;
}

PreferencesOptions preferences_options(const char* json) {
  PreferencesOptions o;
  each_option(json, [&](const std::string& name, const Json& value) {
    if (name == "population")
      o.population = value.as_string(name);
    else if (name == "half_life")
      o.half_life = value.as_double(name);
    else if (name == "seed")
      o.seed = natural(value, name);
    else
      refuse(name);
  });
  return o;
}

}  // namespace

tb_status tb_population_make(const char* table, const char* options, const char* output,
                             tb_progress_fn progress, void* user, char** measures) {
  return guarded([&] {
    require(table, "table");
    require(output, "output");
    const PopulationOptions o = population_options(options);
    Json said;
    write_population(make_population(read_opinions(table), o, said, progress_of(progress, user)),
                     output);
    if (measures) *measures = copy(said.dump());
  });
}

tb_status tb_preferences_open(tb_vault* vault, tb_model* encoder, const char* options,
                              tb_preferences** preferences) {
  return guarded([&] {
    require(preferences, "preferences");
    *preferences = nullptr;
    *preferences =
        new tb_preferences(vault ? &vault->vault : nullptr, encoder ? &encoder->loaded : nullptr,
                           preferences_options(options));
  });
}

void tb_preferences_close(tb_preferences* preferences) { delete preferences; }

tb_status tb_preferences_observe(tb_preferences* preferences, const char* event, int64_t* id) {
  return guarded([&] {
    require(preferences, "preferences");
    require(event, "event");
    const int64_t made = preferences->preferences.observe(observation_of(Json::parse(event)));
    if (id) *id = made;
  });
}

tb_status tb_preferences_rank(tb_preferences* preferences, const char* request, char** ranked) {
  return guarded([&] {
    require(preferences, "preferences");
    require(request, "request");
    require(ranked, "ranked");
    const Json j = Json::parse(request);
    RankRequest r;
    if (const Json* items = j.find("items"); items && !items->is_null())
      for (const Json& item : items->as_array("items")) r.items.push_back(item_of(item));
    else
      r.whole_population = true;
    r.situation = situation_of(j.find("context"));
    r.explore = j.get_double("explore", 0);
    if (const Json* seed = j.find("seed"); seed && !seed->is_null())
      r.seed = static_cast<uint64_t>(seed->as_int("seed"));
    r.seen_too = j.get_bool("seen_too", true);
    r.most = static_cast<size_t>(std::max<int64_t>(0, j.get_int("most", 0)));
    Json all = Json::Array{};
    for (Ranked& one : preferences->preferences.rank(r)) {
      Json line;
      line.set("id", std::move(one.id));
      line.set("score", one.score);
      line.set("mean", one.mean);
      all.push(std::move(line));
    }
    *ranked = copy(all.dump());
  });
}

tb_status tb_preferences_why(tb_preferences* preferences, const char* request, char** why) {
  return guarded([&] {
    require(preferences, "preferences");
    require(request, "request");
    require(why, "why");
    const Json j = Json::parse(request);
    const int64_t most = std::clamp<int64_t>(j.get_int("most", 8), 0, 1000);
    *why = copy(preferences->preferences
                    .why(item_of(j.at("item")), situation_of(j.find("context")), language(),
                         static_cast<size_t>(most))
                    .dump());
  });
}

tb_status tb_preferences_info(tb_preferences* preferences, char** info) {
  return guarded([&] {
    require(preferences, "preferences");
    require(info, "info");
    *info = copy(preferences->preferences.info().dump());
  });
}
