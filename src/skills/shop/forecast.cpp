#include "skills/shop/forecast.h"

#include <algorithm>
#include <cmath>

#include "base/clock.h"
#include "base/error.h"
#include "base/messages/skill_shop.h"

namespace tinybrain::skills::shop {
namespace {

// Chosen on the prices before 2013 of price_history_bigmac (docs/skills/shop.md).
constexpr size_t kFirst = 4, kWindow = 6, kRecent = 200, kLeastErrors = 20, kMostSeries = 200;
constexpr double kRidge = 1, kUsualChange = 0.04, kUsualCount = 4;
constexpr double kWorthWaiting = 0.02;  // share that must be expected to be saved
constexpr size_t kLeastWaits = 10;

constexpr size_t kModels = 4;
constexpr const char* kNames[kModels] = {"same", "trend", "own trend", "return"};
using Features = std::array<double, 3>;  // 1, how far from the usual of late, own trend

// Which of the features a model has.
constexpr std::array<bool, 3> kUses[kModels] = {
    {false, false, false}, {true, false, false}, {true, false, true}, {true, true, true}};

// Ridge regression kept up to date with one row after the other.
struct Regression {
  std::array<Features, 3> a{{{kRidge, 0, 0}, {0, kRidge, 0}, {0, 0, kRidge}}};
  Features b{};

  void add(const Features& x, double y) {
    for (size_t i = 0; i < 3; ++i) {
      for (size_t j = 0; j < 3; ++j) a[i][j] += x[i] * x[j];
      b[i] += y * x[i];
    }
  }
  double predict(const Features& x) const {
    auto m = a;
    Features w = b;
    for (size_t k = 0; k < 3; ++k)
      for (size_t i = k + 1; i < 3; ++i) {
        const double factor = m[i][k] / m[k][k];
        for (size_t j = k; j < 3; ++j) m[i][j] -= factor * m[k][j];
        w[i] -= factor * w[k];
      }
    double sum = 0;
    for (size_t k = 3; k-- > 0;) {
      for (size_t j = k + 1; j < 3; ++j) w[k] -= m[k][j] * w[j];
      w[k] /= m[k][k];
      sum += w[k] * x[k];
    }
    return sum;
  }
};

struct Origin {
  const std::vector<double>* logs = nullptr;
  const PriceSeries* series = nullptr;
  size_t at = 0;
  Features x{};
  double scale = 1;
  std::array<std::array<double, kModels>, kMostSteps> said{};
  std::array<double, kMostSteps> best{};  // by the model that had erred least
};

Features masked(const Features& x, size_t model) {
  Features m{};
  for (size_t i = 0; i < 3; ++i) m[i] = kUses[model][i] ? x[i] : 0;
  return m;
}

void look_back(Origin& o) {
  const std::vector<double>& y = *o.logs;
  const size_t begin = o.at + 1 > kWindow ? o.at + 1 - kWindow : 0, n = o.at + 1 - begin;
  std::vector<double> late(y.begin() + static_cast<std::ptrdiff_t>(begin),
                           y.begin() + static_cast<std::ptrdiff_t>(o.at + 1));
  const double trend =
      (late.back() - late.front()) / static_cast<double>(std::max<size_t>(1, n - 1));
  std::sort(late.begin(), late.end());
  const double middle = n % 2 ? late[n / 2] : (late[n / 2 - 1] + late[n / 2]) / 2;
  double change = kUsualCount * kUsualChange;
  for (size_t i = 1; i <= o.at; ++i) change += std::abs(y[i] - y[i - 1]);
  o.x = {1, y[o.at] - middle, trend};
  o.scale = std::sqrt(change / (static_cast<double>(o.at) + kUsualCount));
}

// All that was learnt up to some moment.
struct State {
  size_t steps;
  double level;
  Regression regressions[kMostSteps][kModels];
  double erred[kMostSteps][kModels] = {};
  std::vector<double> errors[kMostSteps][kModels];  // scaled, in order

  size_t best(size_t h) const {
    return static_cast<size_t>(std::min_element(erred[h], erred[h] + kModels) - erred[h]);
  }
  void say(Origin& o) const {
    for (size_t h = 0; h < steps; ++h) {
      for (size_t k = 1; k < kModels; ++k) o.said[h][k] = regressions[h][k].predict(masked(o.x, k));
      o.best[h] = o.said[h][best(h)];
    }
  }
  // Half the interval's width in scales; below 0: too few errors.
  double width(size_t h) const {
    const std::vector<double>& all = errors[h][best(h)];
    if (all.size() < kLeastErrors) return -1;
    std::vector<double> late(all.end() - static_cast<std::ptrdiff_t>(std::min(all.size(), kRecent)),
                             all.end());
    const auto n = static_cast<double>(late.size());
    const auto rank = static_cast<size_t>(std::min(n, std::ceil((n + 1) * level)));
    const auto at = late.begin() + static_cast<std::ptrdiff_t>(rank - 1);
    std::nth_element(late.begin(), at, late.end());
    return *at;
  }
  void learn(const Origin& o, size_t h) {
    const double y = (*o.logs)[o.at + h + 1] - (*o.logs)[o.at];
    for (size_t k = 0; k < kModels; ++k) {
      const double error = std::abs(y - o.said[h][k]);
      erred[h][k] += error;
      errors[h][k].push_back(error / o.scale);
      if (k > 0) regressions[h][k].add(masked(o.x, k), y);
    }
  }
};

// The first step at which the rule buys, from what was said at each moment on the way.
size_t when_bought(const std::vector<const Origin*>& way, size_t steps) {
  for (size_t k = 0; k < steps; ++k) {
    const auto end = way[k]->best.begin() + static_cast<std::ptrdiff_t>(steps - k);
    if (*std::min_element(way[k]->best.begin(), end) > -kWorthWaiting) return k;
  }
  return steps;
}

AdviceRecord advice_record(const std::vector<Origin>& origins, size_t steps) {
  AdviceRecord r;
  std::vector<double> saved;
  for (size_t i = 0; i < origins.size(); ++i) {
    const Origin& o = origins[i];
    if (o.at + steps >= o.logs->size() || i + steps > origins.size()) continue;
    std::vector<const Origin*> way;
    for (size_t k = 0; k < steps; ++k) way.push_back(&origins[i + k]);
    double sum = 0, lowest = 0;
    for (size_t k = 0; k <= steps; ++k) {
      const double change = (*o.logs)[o.at + k] - (*o.logs)[o.at];
      sum += std::exp(change) / static_cast<double>(steps + 1);
      lowest = std::min(lowest, change);
    }
    const size_t bought = when_bought(way, steps);
    const double paid = std::exp((*o.logs)[o.at + bought] - (*o.logs)[o.at]);
    ++r.cases;
    r.against_random += 1 - paid / sum;
    r.now_against_random += 1 - 1 / sum;
    r.best_against_random += 1 - std::exp(lowest) / sum;
    if (bought > 0) saved.push_back(1 - paid);
  }
  if (r.cases > 0)
    for (double* value : {&r.against_random, &r.now_against_random, &r.best_against_random})
      *value /= static_cast<double>(r.cases);
  r.waits = saved.size();
  if (saved.empty()) return r;
  const auto n = static_cast<double>(saved.size());
  double squares = 0;
  for (const double s : saved) r.wait_saved += s / n;
  for (const double s : saved) squares += (s - r.wait_saved) * (s - r.wait_saved);
  // Neighbouring cases share most of their prices: only every steps-th counts as a case of its own.
  r.wait_saved_low = r.wait_saved - 1.645 * std::sqrt(squares / n / n * static_cast<double>(steps));
  return r;
}

}  // namespace

Forecast forecast(const PriceBook& book, const PriceSeries& series, size_t steps, double level) {
  if (series.prices.size() < kFirst + 1)
    throw Error(Code::bad_argument, msg::kShopFewPrices, series.name, series.prices.size(),
                kFirst + 1);
  std::vector<const PriceSeries*> all{&series};
  for (const auto& [id, other] : book)
    if (&other != &series && other.prices.size() > kFirst && all.size() < kMostSeries)
      all.push_back(&other);
  std::vector<std::vector<double>> logs(all.size());
  std::vector<Origin> origins;  // of one series after the other, by time
  for (size_t s = 0; s < all.size(); ++s) {
    for (const Price& p : all[s]->prices) logs[s].push_back(std::log(p.price));
    for (size_t t = kFirst; t < logs[s].size(); ++t) {
      origins.push_back({.logs = &logs[s], .series = all[s], .at = t});
      look_back(origins.back());
    }
  }
  struct Due {
    int64_t time;
    size_t origin, step;
  };
  std::vector<Due> due;
  std::vector<size_t> order(origins.size());
  for (size_t i = 0; i < origins.size(); ++i) {
    order[i] = i;
    for (size_t h = 0; h < steps && origins[i].at + h + 1 < origins[i].logs->size(); ++h)
      due.push_back({origins[i].series->prices[origins[i].at + h + 1].time, i, h});
  }
  const auto time = [&](size_t i) { return origins[i].series->prices[origins[i].at].time; };
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return time(a) < time(b); });
  std::stable_sort(due.begin(), due.end(),
                   [](const Due& a, const Due& b) { return a.time < b.time; });

  State state{.steps = steps, .level = level};
  Forecast f;
  f.records.resize(steps);
  size_t learnt = 0;
  for (const size_t i : order) {
    Origin& o = origins[i];
    for (; learnt < due.size() && due[learnt].time < time(i); ++learnt)
      state.learn(origins[due[learnt].origin], due[learnt].step);
    state.say(o);
    for (size_t h = 0; h < steps && o.at + h + 1 < o.logs->size(); ++h) {
      ForecastRecord& r = f.records[h];
      const double y = (*o.logs)[o.at + h + 1] - (*o.logs)[o.at], width = state.width(h);
      ++r.forecasts;
      r.error += std::abs(y - o.best[h]);
      r.error_of_same += std::abs(y);
      if (width < 0) continue;
      ++r.with_interval;
      r.inside += std::abs(y - o.best[h]) <= width * o.scale;
    }
  }
  for (ForecastRecord& r : f.records)
    if (r.forecasts > 0)
      for (double* sum : {&r.error, &r.error_of_same}) *sum /= static_cast<double>(r.forecasts);
  for (; learnt < due.size(); ++learnt) state.learn(origins[due[learnt].origin], due[learnt].step);

  Origin today = origins[logs[0].size() - kFirst - 1];  // the item's last
  state.say(today);
  const double price = series.prices.back().price;
  const auto gap = static_cast<int64_t>(series.gap() * static_cast<double>(kDay));
  for (size_t h = 0; h < steps; ++h) {
    const double width = state.width(h);
    ForecastStep step{.time = series.prices.back().time + gap * static_cast<int64_t>(h + 1),
                      .price = price * std::exp(today.best[h]),
                      .model = kNames[state.best(h)]};
    if (width >= 0) {
      step.low = step.price * std::exp(-width * today.scale);
      step.high = step.price * std::exp(width * today.scale);
    }
    f.steps.push_back(step);
    if (1 - std::exp(today.best[h]) > f.advice.saving)
      f.advice = {.would_wait = true, .steps = h + 1, .saving = 1 - std::exp(today.best[h])};
  }
  f.record = advice_record(origins, steps);
  f.advice.would_wait = f.advice.saving > kWorthWaiting;
  f.advice.wait =
      f.advice.would_wait && f.record.waits >= kLeastWaits && f.record.wait_saved_low > 0;
  return f;
}

}  // namespace tinybrain::skills::shop
