// The next day: the person's own mean, drawn to that of all where days are few, plus what recent days add to it by ridge
// regression over all people in the records. The interval is that of the model's own past errors.
#include <algorithm>
#include <cmath>

#include "base/messages/skill_coach.h"
#include "skills/coach/arguments.h"
#include "skills/coach/insight.h"
#include "skills/coach/statistics.h"

namespace tinybrain::skills::coach {
namespace {

constexpr size_t kLeastDays = 5;
constexpr double kShrink = 2;   // days that the mean of all weighs
constexpr double kLambda = 60;  // in units of a person's squared deviation
constexpr double kSmooth = 0.3;

struct Features {
  double mean;   // of the person, shrunk
  double scale;  // deviation of the person, never 0
  double last;   // the day before
  std::vector<double> x;
};

// Of what is known before `day`.
Features features_of(const Series& series, int64_t day, double mean_of_all, double scale_of_all) {
  std::vector<double> past, weekday;
  double smooth = 0;
  for (const auto& [d, value] : series) {
    if (d >= day) break;
    smooth = past.empty() ? value : smooth + kSmooth * (value - smooth);
    past.push_back(value);
    if (weekday_of(d) == weekday_of(day)) weekday.push_back(value);
  }
  Features f{};
  const double n = static_cast<double>(past.size());
  f.mean = (n * mean_of(past) + kShrink * mean_of_all) / (n + kShrink);
  f.scale = std::max(deviation_of(past), 0.2 * scale_of_all + 1e-9);
  f.last = past.empty() ? f.mean : past.back();
  const size_t week = std::min<size_t>(7, past.size());
  const double recent = mean_of({past.end() - static_cast<std::ptrdiff_t>(week), past.end()});
  const auto of = [&](double value) { return std::clamp((value - f.mean) / f.scale, -3.0, 3.0); };
  const double w = static_cast<double>(weekday.size());
  f.x = {of(f.last), of(smooth), of(recent),
         weekday.empty() ? 0 : of(mean_of(weekday)) * w / (w + 2)};
  return f;
}

struct All {
  double mean = 0, scale = 1;
};
All all_of(const std::vector<const Series*>& people, int64_t before) {
  std::vector<double> means, scales;
  for (const Series* series : people) {
    std::vector<double> values;
    for (const auto& [day, value] : *series)
      if (day < before) values.push_back(value);
    if (values.size() < 3) continue;
    means.push_back(mean_of(values));
    scales.push_back(deviation_of(values));
  }
  return means.empty() ? All{} : All{mean_of(means), std::max(mean_of(scales), 1e-9)};
}

}  // namespace

Json forecast(const Records& records, const Json& arguments) {
  const auto& [id, person] = person_of(records, arguments);
  const std::string measure = arguments.get_string("measure", "steps");
  const auto own = person.daily.find(measure);
  if (own == person.daily.end()) throw Error(Code::not_found, msg::kCoachNoMeasure, measure, id);
  int64_t target = own->second.rbegin()->first + 1;
  if (const std::string text = arguments.get_string("for", ""); !text.empty()) {
    const auto day = day_of(text);
    if (!day) throw Error(Code::bad_argument, msg::kCoachArgument, "for", "2026-11-29");
    target = *day;
  }
  Series known(own->second.begin(), own->second.lower_bound(target));
  if (known.size() < kLeastDays)
    throw Error(Code::bad_argument, msg::kCoachTooFew, known.size(), measure, kLeastDays);
  std::vector<const Series*> people;
  for (const auto& [name, other] : records.people)
    if (const auto at = other.daily.find(measure); at != other.daily.end())
      people.push_back(&at->second);
  const All all = people.size() > 1 ? all_of(people, target) : All{known.begin()->second, 1};
  const double all_mean = people.size() > 1 ? all.mean : mean_of([&] {
    std::vector<double> values;
    for (const auto& [day, value] : known) values.push_back(value);
    return values;
  }());
  std::vector<std::vector<double>> x;
  std::vector<double> y;
  for (const Series* series : people) {
    size_t seen = 0;
    for (const auto& [day, value] : *series) {
      if (day >= target) break;
      if (seen++ < kLeastDays) continue;
      const Features f = features_of(*series, day, all_mean, all.scale);
      x.push_back(f.x);
      y.push_back(std::clamp((value - f.mean) / f.scale, -3.0, 3.0));
    }
  }
  const std::vector<double> w = x.empty() ? std::vector<double>(4, 0.0) : ridge(x, y, kLambda);
  const auto add = [&](const std::vector<double>& one) {
    double sum = 0;
    for (size_t i = 0; i < w.size(); ++i) sum += w[i] * one[i];
    return sum;
  };
  std::vector<double> errors;
  for (size_t i = 0; i < x.size(); ++i) errors.push_back(y[i] - add(x[i]));
  const Features f = features_of(known, target, all_mean, all.scale);
  const double value = std::max(0.0, f.mean + f.scale * add(f.x));
  const double low = errors.size() >= 20 ? quantile_of(errors, 0.1) : -1.3;
  const double high = errors.size() >= 20 ? quantile_of(errors, 0.9) : 1.3;
  std::vector<double> values;
  for (const auto& [day, v] : known) values.push_back(v);
  Json why, j;
  const char* const kNames[] = {"yesterday", "smoothed", "last_7_days", "same_weekday"};
  for (size_t i = 0; i < w.size(); ++i) why.set(kNames[i], rounded(f.scale * w[i] * f.x[i], 2));
  j.set("person", id)
      .set("measure", measure)
      .set("date", date_of(target))
      .set("forecast", rounded(value, 1));
  j.set("low", rounded(std::max(0.0, value + f.scale * low), 1))
      .set("high", rounded(value + f.scale * high, 1));
  j.set("interval", 0.8)
      .set("person_mean", rounded(mean_of(values), 1))
      .set("yesterday", rounded(f.last, 1));
  return j.set("why", why.set("base", rounded(f.mean, 1))).set("days", known.size());
}

}  // namespace tinybrain::skills::coach
