#include "tables/groups.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/format.h"
#include "base/messages/tables.h"
#include "eval/statistics.h"

namespace tinybrain::tables {
namespace {

constexpr size_t kResamples = 1000;

struct Counts {
  double rows = 0, approved = 0, good = 0, good_approved = 0, bad_approved = 0, chance = 0;
  void add(bool approves, bool is_good, double p) {
    ++rows, approved += approves, good += is_good, chance += p;
    (is_good ? good_approved : bad_approved) += approves;
  }
  double bad() const { return rows - good; }
};

struct Gaps {
  double parity = 0, good = 0, odds = 0, calibration = 0;
};

Gaps gaps_of(std::span<const Counts> groups) {
  const auto gap = [&](auto share, auto enough) {
    double least = 2, most = -2;
    for (const Counts& c : groups)
      if (enough(c)) least = std::min(least, share(c)), most = std::max(most, share(c));
    return most > least ? most - least : 0;
  };
  Gaps g;
  g.parity = gap([](const Counts& c) { return c.approved / c.rows; },
                 [](const Counts& c) { return c.rows > 0; });
  g.good = gap([](const Counts& c) { return c.good_approved / c.good; },
               [](const Counts& c) { return c.good > 0; });
  g.odds = std::max(g.good, gap([](const Counts& c) { return c.bad_approved / c.bad(); },
                                [](const Counts& c) { return c.bad() > 0; }));
  g.calibration = gap([](const Counts& c) { return (c.chance - c.good) / c.rows; },
                      [](const Counts& c) { return c.rows > 0; });
  return g;
}

Json interval(const Interval& i) { return Json(Json::Array{i.low, i.high}); }

Json share(double hits, double all) {
  if (all <= 0) return nullptr;
  Json j;
  j.set("share", hits / all);
  return j.set("interval",
               interval(wilson(static_cast<uint64_t>(hits), static_cast<uint64_t>(all))));
}

double accuracy_at(std::span<const double> z, std::span<const uint8_t> good, double cut) {
  double right = 0;
  for (size_t i = 0; i < z.size(); ++i) right += (z[i] >= cut) == (good[i] != 0);
  return right;
}

}  // namespace

std::vector<std::string> Protected::groups() const {
  if (!column.number) return column.categories;
  std::vector<std::string> names;
  for (size_t i = 0; i <= cuts.size(); ++i) {
    if (i == cuts.size())
      names.push_back("> " + text_of(column, cuts.back()));
    else if (i == 0)
      names.push_back("<= " + text_of(column, cuts[0]));
    else
      names.push_back(
          fmt::format("{} < .. <= {}", text_of(column, cuts[i - 1]), text_of(column, cuts[i])));
  }
  return names;
}

uint32_t Protected::group_of(double value) const {
  if (std::isnan(value)) return kNoGroup;
  if (!column.number) return static_cast<uint32_t>(value);
  return static_cast<uint32_t>(std::lower_bound(cuts.begin(), cuts.end(), value) - cuts.begin());
}

Json to_json(const Protected& column) {
  Json j;
  j.set("column", to_json(column.column));
  return j.set("cuts", Json::Array(column.cuts.begin(), column.cuts.end()));
}

Protected protected_from(const Json& json) {
  Protected p{column_from(json.at("column")), {}};
  for (const Json& cut : json.at("cuts").as_array()) p.cuts.push_back(cut.as_double());
  if (!std::is_sorted(p.cuts.begin(), p.cuts.end()) || (p.column.number && p.cuts.empty()))
    throw Error(Code::bad_file, msg::kScoreDamaged, "cuts");
  return p;
}

std::vector<double> reweighed(std::span<const uint32_t> group, size_t groups,
                              const std::vector<bool>& labels) {
  std::vector<double> of_group(groups), of_both(2 * groups), weights(labels.size(), 1.0);
  double of_label[2] = {0, 0}, all = 0;
  for (size_t i = 0; i < labels.size(); ++i) {
    if (group[i] == kNoGroup) continue;
    ++of_group[group[i]], ++of_label[labels[i]], ++of_both[2 * group[i] + labels[i]], ++all;
  }
  for (size_t i = 0; i < labels.size(); ++i)
    if (group[i] != kNoGroup)
      weights[i] =
          of_group[group[i]] * of_label[labels[i]] / (all * of_both[2 * group[i] + labels[i]]);
  return weights;
}

std::vector<double> shifts_for(std::span<const double> log_odds, std::span<const uint32_t> group,
                               size_t groups, const std::vector<bool>& labels, double cut,
                               Aim aim) {
  std::vector<std::vector<double>> z(groups), counted(groups);
  std::vector<std::vector<uint8_t>> good(groups);
  for (size_t i = 0; i < labels.size(); ++i) {
    if (group[i] == kNoGroup) continue;
    z[group[i]].push_back(log_odds[i]);
    good[group[i]].push_back(labels[i]);
    if (labels[i] || aim == Aim::approvals) counted[group[i]].push_back(log_odds[i]);
  }
  for (std::vector<double>& values : counted) std::sort(values.begin(), values.end());
  std::vector<double> best(groups);
  double most_right = -1;
  for (int percent = 1; percent < 100; ++percent) {
    std::vector<double> shifts(groups);
    double right = 0;
    for (size_t g = 0; g < groups; ++g) {
      if (z[g].size() >= kLeastGroup && !counted[g].empty()) {
        const auto at = static_cast<size_t>((1 - percent / 100.0) *
                                            static_cast<double>(counted[g].size()));
        shifts[g] = cut - counted[g][std::min(at, counted[g].size() - 1)];
      }
      right += accuracy_at(z[g], good[g], cut - shifts[g]);
    }
    if (right > most_right) most_right = right, best = shifts;
  }
  return best;
}

Json group_measures(const Protected& column, std::span<const uint32_t> group,
                    const Screened& screened, const std::vector<bool>& labels, uint64_t seed) {
  const std::vector<std::string> names = column.groups();
  const auto counts_of = [&](std::span<const uint32_t> rows) {
    std::vector<Counts> counts(names.size());
    for (uint32_t i : rows)
      if (group[i] != kNoGroup)
        counts[group[i]].add(screened.approved[i], labels[i], screened.chance[i]);
    return counts;
  };
  std::vector<uint32_t> all(labels.size());
  for (uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  const std::vector<Counts> counts = counts_of(all);
  Json j, of_groups{Json::Array{}};
  std::vector<bool> large;
  for (size_t g = 0; g < names.size(); ++g) {
    const Counts& c = counts[g];
    large.push_back(c.rows >= kLeastGroup);
    if (c.rows == 0) continue;
    Json one;
    one.set("group", names[g]).set("rows", static_cast<int64_t>(c.rows));
    one.set("approved", share(c.approved, c.rows)).set("good_approved", share(c.good_approved, c.good));
    one.set("bad_approved", share(c.bad_approved, c.bad()));
    one.set("good", share(c.good, c.rows)).set("mean_chance", c.chance / c.rows);
    of_groups.push(one.set("in_gaps", static_cast<bool>(large[g])));
  }
  const auto gaps = [&](std::vector<Counts> some) {
    for (size_t g = 0; g < some.size(); ++g)
      if (!large[g]) some[g] = {};
    return gaps_of(some);
  };
  const Gaps point = gaps(counts);
  Json of_gaps;
  const auto add = [&](const char* name, double Gaps::* which) {
    Json one;
    one.set("gap", point.*which);
    of_gaps.set(name, one.set("interval", interval(bootstrap(
                                              labels.size(),
                                              [&](std::span<const uint32_t> rows) {
                                                return gaps(counts_of(rows)).*which;
                                              },
                                              seed, kResamples))));
  };
  add("parity", &Gaps::parity);
  add("good", &Gaps::good);
  add("odds", &Gaps::odds);
  add("calibration", &Gaps::calibration);
  return j.set("column", column.column.name).set("groups", of_groups).set("gaps", of_gaps);
}

}  // namespace tinybrain::tables
