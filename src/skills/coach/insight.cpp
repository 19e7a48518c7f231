#include "skills/coach/insight.h"

#include <algorithm>
#include <cmath>

#include "base/messages/skill_coach.h"
#include "skills/coach/arguments.h"
#include "skills/coach/statistics.h"

namespace tinybrain::skills::coach {
namespace {

std::string names_of(const auto& map) {
  std::string all;
  for (const auto& [name, value] : map)
    if (all.size() < 300) all += (all.empty() ? "" : ", ") + name;
  return all;
}

const Series& series_of(const Person& person, const std::string& measure) {
  const auto at = person.daily.find(measure);
  if (at == person.daily.end())
    throw Error(Code::not_found, msg::kCoachNoMeasure, measure, names_of(person.daily));
  return at->second;
}

// Up to and with the day that "until" names.
Series until(const Series& series, const Json& arguments) {
  const std::string text = arguments.get_string("until", "");
  if (text.empty()) return series;
  const auto day = day_of(text);
  if (!day) throw Error(Code::bad_argument, msg::kCoachArgument, "until", "2026-11-29");
  return Series(series.begin(), series.upper_bound(*day));
}

void need(const Series& series, const std::string& measure, size_t least) {
  if (series.size() < least)
    throw Error(Code::bad_argument, msg::kCoachTooFew, series.size(), measure, least);
}

std::vector<double> values_of(const Series& series, int64_t from, int64_t to) {
  std::vector<double> values;
  for (auto at = series.lower_bound(from); at != series.end() && at->first <= to; ++at)
    values.push_back(at->second);
  return values;
}

Json trend_of(const Series& series, Language language) {
  Json points{Json::Array{}};
  std::vector<double> x, y;
  const int64_t last = series.rbegin()->first;
  for (const auto& [day, value] : series) {
    points.push(Json(Json::Array{date_of(day), rounded(value, 3)}));
    if (day <= last - 366) continue;
    x.push_back(static_cast<double>(day) / 7);
    y.push_back(value);
  }
  const Slope slope = robust_slope(x, y);
  Json change, days{Json::Array{}}, j;
  for (int weekday = 0; weekday < 7; ++weekday) {
    std::vector<double> of_day;
    for (const auto& [day, value] : series)
      if (weekday_of(day) == weekday) of_day.push_back(value);
    Json one;
    one.set("weekday", weekday).set("days", of_day.size());
    days.push(one.set("median", of_day.empty() ? Json() : Json(rounded(median_of(of_day), 2))));
  }
  const std::vector<double> now = values_of(series, last - 6, last),
                            before = values_of(series, last - 34, last - 7);
  if (now.size() >= 3 && before.size() >= 5) {
    const double difference = mean_of(now) - mean_of(before);
    const double error =
        std::sqrt(std::pow(deviation_of(now), 2) / static_cast<double>(now.size()) +
                  std::pow(deviation_of(before), 2) / static_cast<double>(before.size()));
    change.set("last_7_days", rounded(mean_of(now), 2))
        .set("4_weeks_before", rounded(mean_of(before), 2));
    change.set("difference", rounded(difference, 2))
        .set("low", rounded(difference - 2.2 * error, 2));
    change.set("high", rounded(difference + 2.2 * error, 2))
        .set("clear", std::abs(difference) > 2.2 * error);
  }
  const Message& says = slope.low > 0    ? msg::kCoachTrendUp
                        : slope.high < 0 ? msg::kCoachTrendDown
                                         : msg::kCoachTrendFlat;
  Json per_week;
  per_week.set("value", rounded(slope.value, 4))
      .set("low", rounded(slope.low, 4))
      .set("high", rounded(slope.high, 4));
  j.set("series", points).set("median", rounded(median_of(y), 2)).set("slope_per_week", per_week);
  j.set("weekdays", days).set("change", change);
  return j.set("says", text_of(language, says, slope.value, slope.low, slope.high));
}

struct Zone {
  const char* en;
  const char* ko;
  double from, to;  // of the heart-rate reserve, or of the maximum
};
constexpr Zone kZones[] = {{"very light", "아주 가벼움", 0.5, 0.6},
                           {"light", "가벼움", 0.6, 0.7},
                           {"moderate", "보통", 0.7, 0.8},
                           {"hard", "힘듦", 0.8, 0.9},
                           {"very hard", "아주 힘듦", 0.9, 1.0}};

}  // namespace

const std::pair<const std::string, Person>& person_of(const Records& records,
                                                      const Json& arguments) {
  const std::string id = arguments.get_string("person", "");
  if (records.people.empty()) throw Error(Code::not_found, msg::kCoachNoPerson, id, "-");
  if (id.empty()) return *records.people.begin();
  const auto at = records.people.find(id);
  if (at == records.people.end())
    throw Error(Code::not_found, msg::kCoachNoPerson, id, names_of(records.people));
  return *at;
}

Json trends(const Records& records, const Json& arguments, Language language) {
  const auto& [id, person] = person_of(records, arguments);
  std::vector<std::string> measures = texts_of(arguments, "measures");
  const bool all = measures.empty();
  if (all)
    for (const auto& [name, series] : person.daily) measures.push_back(name);
  Json each{Json::Object{}};
  for (const std::string& measure : measures) {
    const Series series = until(series_of(person, measure), arguments);
    if (all && series.size() < 3) continue;
    need(series, measure, 3);
    each.set(measure, trend_of(series, language));
  }
  Json j;
  return j.set("person", id).set("measures", each);
}

Json zones(const Records& records, const Json& arguments, Language language) {
  const double age = asked_number(arguments, "age", 0, 5, 110);
  double most = asked_number(arguments, "max_heart_rate", 0, 100, 230);
  const bool measured = most > 0;
  if (!measured && age == 0) throw Error(Code::bad_argument, msg::kCoachArgument, "age", "5 - 110");
  if (!measured)
    most = 208 - 0.7 * age;  // Tanaka, Monahan, Seals 2001; single people differ by 10 and more
  const double rest = asked_number(arguments, "resting_heart_rate", 0, 25, 120);
  std::vector<Beat> beats;
  if (const Json* given = arguments.find("beats"); given && given->is_array()) {
    for (const Json& one : given->as_array())
      if (one.is_array() && one.as_array().size() == 2)
        beats.push_back({one.as_array()[0].as_int("beats"), one.as_array()[1].as_double("beats")});
  } else if (!records.people.empty()) {
    const std::string id = arguments.get_string("person", "");
    for (const auto& [name, person] : records.people)
      if ((id.empty() && !person.beats.empty() && beats.empty()) || name == id)
        beats = person.beats;
  }
  double minutes[5] = {}, below = 0;
  for (size_t i = 0; i < beats.size(); ++i) {
    // Each reading stands until the next, for a minute at most.
    const double until_next =
        i + 1 < beats.size() ? static_cast<double>(beats[i + 1].second - beats[i].second) : 5;
    const double span = std::clamp(until_next, 0.0, 60.0) / 60;
    const double share = (beats[i].rate - rest) / (most - rest);
    int zone = -1;
    for (int z = 0; z < 5; ++z)
      if (share >= kZones[z].from) zone = z;
    (zone < 0 ? below : minutes[zone]) += span;
  }
  Json list{Json::Array{}};
  for (int z = 0; z < 5; ++z) {
    Json one;
    one.set("zone", z + 1).set("name", language == Language::ko ? kZones[z].ko : kZones[z].en);
    one.set("from", rounded(rest + kZones[z].from * (most - rest), 0));
    one.set("to", rounded(rest + kZones[z].to * (most - rest), 0));
    list.push(one.set("minutes", beats.empty() ? Json() : Json(rounded(minutes[z], 1))));
  }
  Json j;
  j.set("max_heart_rate", rounded(most, 0))
      .set("from", measured ? "measured" : "208 - 0.7 x age, +- 10 or more");
  j.set("method", rest > 0 ? "heart-rate reserve" : "share of the maximum").set("zones", list);
  return j.set("minutes_below", beats.empty() ? Json() : Json(rounded(below, 1)));
}

Json load(const Records& records, const Json& arguments, Language language) {
  const auto& [id, person] = person_of(records, arguments);
  const std::string measure = arguments.get_string("measure", "active_minutes");
  const Series series = until(series_of(person, measure), arguments);
  need(series, measure, 7);
  const int64_t first = series.begin()->first, last = series.rbegin()->first;
  // A day without a record counts as the usual one so far: no record is not no load.
  double acute = 0, chronic = 0;
  Json points{Json::Array{}};
  for (int64_t day = first; day <= last; ++day) {
    const auto at = series.find(day);
    const double value = at != series.end() ? at->second : chronic;
    acute = day == first ? value : acute + 2.0 / 8 * (value - acute);
    chronic = day == first ? value : chronic + 2.0 / 29 * (value - chronic);
    points.push(Json(Json::Array{date_of(day), rounded(acute, 2), rounded(chronic, 2)}));
  }
  const double ratio = chronic > 0 ? acute / chronic : 1;
  std::string hint = text_of(language, ratio > 1.3   ? msg::kCoachLoadHigh
                                       : ratio < 0.8 ? msg::kCoachLoadLow
                                                     : msg::kCoachLoadSteady);
  if (series.size() < 28) hint += ". " + text_of(language, msg::kCoachLoadSoon);
  Json j;
  j.set("person", id)
      .set("measure", measure)
      .set("acute", rounded(acute, 2))
      .set("chronic", rounded(chronic, 2));
  j.set("ratio", rounded(ratio, 3)).set("series", points).set("days", series.size());
  const auto resting = person.daily.find("resting_heart_rate");
  if (resting != person.daily.end() && resting->second.size() >= 5) {
    std::vector<double> before;
    for (const auto& [day, rate] : resting->second) before.push_back(rate);
    const double today = before.back();
    before.pop_back();
    j.set("resting_heart_rate_above_usual", rounded(today - median_of(before), 1));
  }
  return j.set("hint", hint);
}

}  // namespace tinybrain::skills::coach
