#include "learn/signal.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/messages/taste.h"

namespace tinybrain {
namespace {

constexpr size_t kMostId = 256, kMostText = 2000, kMostTags = 32, kMostDevice = 8, kMostMoods = 16;
constexpr const char* kSignals[] = {"play",   "skip",    "dwell",  "like",   "dislike",
                                    "chosen", "ignored", "bought", "rating", "reward"};

double number(const Observation& o, const char* name, double otherwise, double low, double high) {
  const double v = o.numbers.get_double(name, otherwise);
  if (!(v >= low && v <= high)) throw Error(Code::bad_argument, msg::kTasteValue, name, o.signal);
  return v;
}

// How much of it was seen or heard; nothing when that is not known.
std::optional<double> share_of(const Observation& o) {
  constexpr double kYear = 366 * 86'400.0;
  if (!o.numbers.find("seconds") || !o.numbers.find("of")) return {};
  return std::min(1.0, number(o, "seconds", 0, 0, kYear) / number(o, "of", 0, 1e-3, kYear));
}

std::string checked(std::string text, size_t most) {
  if (text.size() > most) throw Error(Code::bad_argument, msg::kTasteItem, kMostId, kMostText);
  return text;
}

std::optional<int> within(const Json& json, const char* name, int low, int high) {
  const Json* v = json.find(name);
  if (!v || v->is_null()) return {};
  const int64_t n = v->as_int(name);
  if (n < low || n > high) throw Error(Code::bad_argument, msg::kTasteContext, name);
  return static_cast<int>(n);
}

}  // namespace

Item item_of(const Json& json) {
  Item item;
  item.id = checked(json.get_string("id", ""), kMostId);
  if (item.id.empty()) throw Error(Code::bad_argument, msg::kTasteItem, kMostId, kMostText);
  item.text = checked(json.get_string("text", ""), kMostText);
  item.creator = checked(json.get_string("creator", ""), kMostId);
  if (const Json* tags = json.find("tags"); tags && !tags->is_null())
    for (const Json& tag : tags->as_array("tags"))
      item.tags.push_back(checked(tag.as_string("tags"), kMostId));
  std::sort(item.tags.begin(), item.tags.end());
  item.tags.erase(std::unique(item.tags.begin(), item.tags.end()), item.tags.end());
  if (item.tags.size() > kMostTags)
    throw Error(Code::bad_argument, msg::kTasteItem, kMostId, kMostText);
  return item;
}

Situation situation_of(const Json* json) {
  Situation s;
  if (!json || json->is_null()) return s;
  s.hour = within(*json, "hour", 0, 23);
  s.weekday = within(*json, "weekday", 1, 7);
  if (const Json* mood = json->find("mood"); mood && !mood->is_null()) s.moods = moods_of(*mood);
  if (const Json* device = json->find("device"); device && !device->is_null()) {
    for (const auto& [name, value] : device->as_object("device")) {
      std::string text = value.is_string() ? value.as_string() : value.dump();
      if (name.size() + text.size() > kMostId || s.device.size() == kMostDevice)
        throw Error(Code::bad_argument, msg::kTasteContext, "device");
      s.device.emplace_back(name, std::move(text));
    }
    std::sort(s.device.begin(), s.device.end());
  }
  return s;
}

std::vector<std::pair<std::string, double>> moods_of(const Json& mood) {
  std::vector<std::pair<std::string, double>> moods;
  if (mood.is_string()) {
    if (!mood.as_string().empty()) moods.emplace_back(mood.as_string(), 1);
  } else {
    for (const auto& [name, chance] : mood.as_object("mood"))
      moods.emplace_back(name, chance.as_double("mood"));
  }
  std::sort(moods.begin(), moods.end());
  for (const auto& [name, chance] : moods)
    if (name.empty() || name.size() > kMostId || !(chance >= 0 && chance <= 1) ||
        moods.size() > kMostMoods)
      throw Error(Code::bad_argument, msg::kTasteContext, "mood");
  return moods;
}

Json to_json(const std::vector<std::pair<std::string, double>>& moods) {
  if (moods.size() == 1 && moods[0].second == 1) return moods[0].first;
  Json json = Json::Object{};
  for (const auto& [name, chance] : moods) json.set(name, chance);
  return json;
}

Observation observation_of(const Json& json) {
  Observation o;
  o.signal = json.get_string("signal", "");
  if (std::find(std::begin(kSignals), std::end(kSignals), o.signal) == std::end(kSignals)) {
    std::string names;
    for (const char* name : kSignals) names += (names.empty() ? "" : ", ") + std::string(name);
    throw Error(Code::bad_argument, msg::kTasteSignal, o.signal, names);
  }
  o.item = item_of(json.at("item"));
  o.situation = situation_of(json.find("context"));
  o.numbers = Json::Object{};
  for (const char* name : {"seconds", "of", "value", "low", "high", "weight"})
    if (const Json* v = json.find(name); v && !v->is_null())
      o.numbers.set(name, v->as_double(name));
  reward_of(o);  // the numbers make sense, or it is said here
  return o;
}

Json to_json(const Observation& o) {
  Json item;
  item.set("id", o.item.id);
  if (!o.item.text.empty()) item.set("text", o.item.text);
  if (!o.item.creator.empty()) item.set("creator", o.item.creator);
  if (!o.item.tags.empty()) {
    Json tags = Json::Array{};
    for (const std::string& tag : o.item.tags) tags.push(tag);
    item.set("tags", std::move(tags));
  }
  Json context = Json::Object{};
  if (o.situation.hour) context.set("hour", *o.situation.hour);
  if (o.situation.weekday) context.set("weekday", *o.situation.weekday);
  if (!o.situation.device.empty()) {
    Json device;
    for (const auto& [name, value] : o.situation.device) device.set(name, value);
    context.set("device", std::move(device));
  }
  Json json;
  json.set("signal", o.signal);
  json.set("item", std::move(item));
  json.set("context", std::move(context));
  for (const auto& [name, value] : o.numbers.as_object("signal")) json.set(name, value);
  return json;
}

// The figures are chosen, not measured: what is said outright weighs most, what was only let pass least.
Reward reward_of(const Observation& o) {
  const std::string& s = o.signal;
  if (s == "like" || s == "bought") return {1, 1};
  if (s == "dislike") return {-1, 1};
  if (s == "chosen") return {0.7, 0.6};
  if (s == "ignored") return {-0.2, 0.15};
  if (s == "rating") {
    const double low = number(o, "low", 1, -1e6, 1e6), high = number(o, "high", 5, -1e6, 1e6);
    if (!(high > low)) throw Error(Code::bad_argument, msg::kTasteValue, "high", s);
    return {reward_of_rating(number(o, "value", std::nan(""), low, high), low, high), 1};
  }
  if (s == "reward")
    return {number(o, "value", std::nan(""), -1, 1), number(o, "weight", 1, 1e-3, 10)};
  const std::optional<double> share = share_of(o);
  if (s == "play") {
    if (!share) return {0.5, 0.5};
    return {-0.5 + 1.3 * std::clamp((*share - 0.1) / 0.7, 0.0, 1.0), 0.6};
  }
  if (s == "skip") {
    if (!share) return {-0.6, 0.6};
    return {-0.6 + 0.6 * *share, 0.6 - 0.4 * *share};  // late in a song it says little
  }
  if (!share) return {0.3, 0.3};  // dwell
  return {-0.2 + 0.8 * *share, 0.4};
}

double reward_of_rating(double mark, double low, double high) {
  // The middle of a scale is still something that was chosen and endured.
  constexpr double kAt[] = {-0.5, 0, 0.4, 1, 1};  // at quarters of the scale
  const double place = 4 * std::clamp((mark - low) / (high - low), 0.0, 1.0);
  const size_t below = std::min<size_t>(3, static_cast<size_t>(place));
  return std::lerp(kAt[below], kAt[below + 1], place - static_cast<double>(below));
}

}  // namespace tinybrain
