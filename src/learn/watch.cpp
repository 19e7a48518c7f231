#include "learn/watch.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "vault/vault.h"

namespace tinybrain {
namespace {

constexpr size_t kMostRatings = 400;  // the newest
constexpr uint64_t kFewBefore = 10;   // of the parent alone; then all others count
constexpr size_t kGrid = 400;
constexpr double kPriorBad = 1, kPriorGood = 3;

// A Beta posterior of the share of bad answers, on a grid.
std::array<double, kGrid> posterior(uint64_t good, uint64_t bad) {
  std::array<double, kGrid> p{};
  const double a = kPriorBad + static_cast<double>(bad) - 1,
               b = kPriorGood + static_cast<double>(good) - 1;
  double top = -INFINITY, sum = 0;
  for (size_t i = 0; i < kGrid; ++i) {
    const double x = (static_cast<double>(i) + 0.5) / kGrid;
    p[i] = a * std::log(x) + b * std::log1p(-x);
    top = std::max(top, p[i]);
  }
  for (double& v : p) sum += v = std::exp(v - top);
  for (double& v : p) v /= sum;
  return p;
}

struct Rating {
  int64_t version;
  bool good;
};

// Newest first.
std::vector<Rating> all_ratings(Vault& vault) {
  std::vector<Rating> all;
  LessonFilter filter;
  filter.limit = 1000;
  for (;;) {
    const std::vector<Lesson> page = vault.lessons().list(filter);
    for (const Lesson& l : page) {
      if (!l.detail.is_object() || !l.detail.find("version")) continue;
      const int64_t version = l.detail.get_int("version", 0);
      if (l.kind == "feedback")
        all.push_back({version, l.detail.get_int("rating", 0) > 0});
      else if (l.kind == "answer" && l.detail.get_string("signal", "") != "choice")
        all.push_back({version, false});
    }
    if (page.size() < filter.limit || all.size() >= kMostRatings) return all;
    filter.before = page.back().id;
  }
}

}  // namespace

WatchVerdict judge_ratings(const Ratings& r) {
  WatchVerdict verdict;
  verdict.ratings = r;
  const auto before = posterior(r.good_before, r.bad_before), since = posterior(r.good, r.bad);
  // P(since > before + kWatchWorse)
  const auto step = static_cast<size_t>(std::lround(kWatchWorse * kGrid));
  double below = 0;  // mass of `before` under since - kWatchWorse
  for (size_t i = step; i < kGrid; ++i) {
    verdict.chance_worse += since[i] * (below + before[i - step] / 2);
    below += before[i - step];
  }
  verdict.turned = r.good + r.bad >= kWatchLeast && verdict.chance_worse > kWatchSure;
  return verdict;
}

Ratings ratings_of(Vault& vault, int64_t version) {
  const auto found = vault.versions().find(version);
  const int64_t parent = found ? found->parent : 0;
  Ratings r, others;
  for (const Rating& rating : all_ratings(vault)) {
    if (rating.version == version) {
      ++(rating.good ? r.good : r.bad);
      continue;
    }
    ++(rating.good ? others.good_before : others.bad_before);
    if (rating.version == parent) ++(rating.good ? r.good_before : r.bad_before);
  }
  if (r.good_before + r.bad_before < kFewBefore) {
    r.good_before = others.good_before;
    r.bad_before = others.bad_before;
  }
  return r;
}

WatchVerdict watch(Vault& vault, int64_t version) {
  const auto found = vault.versions().find(version);
  if (!found || found->state != "active") return {};
  const WatchVerdict verdict = judge_ratings(ratings_of(vault, version));
  if (!verdict.turned) return verdict;
  const auto parent = found->parent ? vault.versions().find(found->parent) : std::nullopt;
  const bool usable = parent && parent->base == found->base && parent->state == "retired";
  Json detail;
  detail.set("version", version);
  detail.set("back_to", usable ? parent->id : 0);
  detail.set("good", verdict.ratings.good);
  detail.set("bad", verdict.ratings.bad);
  detail.set("good_before", verdict.ratings.good_before);
  detail.set("bad_before", verdict.ratings.bad_before);
  detail.set("chance_worse", verdict.chance_worse);
  vault.audit().append("learn.watchdog", detail);
  if (usable)
    vault.versions().use(parent->id, "watchdog");
  else
    vault.versions().use_none(found->base, "watchdog");
  return verdict;
}

}  // namespace tinybrain
