#include "skills/loan/report.h"

#include <algorithm>
#include <cmath>

#include "base/messages/skill_loan.h"
#include "base/messages/tables.h"
#include "eval/classification.h"
#include "eval/statistics.h"
#include "skills/loan/decide.h"
#include "skills/loan/train.h"

namespace tinybrain::skills::loan {
namespace {

using namespace tables;

constexpr size_t kResamples = 1000;
constexpr size_t kBins = 10;
constexpr size_t kReasonsTaken = 3;

Json with_interval(double value, const Interval& interval) {
  Json j;
  j.set("value", value);
  return j.set("interval", Json(Json::Array{interval.low, interval.high}));
}

struct Measured {
  Screened screened;
  std::vector<Decision> decisions;
  std::vector<bool> right;  // when every decision is forced at the cut
};

Measured measure(const Screen& s, Mitigation m, const Matrix& rows, std::span<const uint32_t> group,
                 const std::vector<bool>& good) {
  Measured result;
  for (size_t i = 0; i < good.size(); ++i) {
    const double chance = sigmoid(s.log_odds(m, rows.row(i), group.empty() ? kNoGroup : group[i]));
    result.screened.chance.push_back(chance);
    result.screened.approved.push_back(chance >= s.cut);
    result.right.push_back((chance >= s.cut) == good[i]);
    result.decisions.push_back(decision_at(s, m, chance));
  }
  return result;
}

double auc_of(const std::vector<double>& chance, const std::vector<bool>& good,
              std::span<const uint32_t> which) {
  std::vector<double> scores;
  std::vector<bool> labels;
  for (uint32_t i : which) scores.push_back(chance[i]), labels.push_back(good[i]);
  return auroc(scores, labels);
}

double ece_of(const std::vector<double>& chance, const std::vector<bool>& good) {
  double sums[kBins] = {}, hits[kBins] = {}, error = 0;
  for (size_t i = 0; i < good.size(); ++i) {
    const auto bin = std::min(kBins - 1, static_cast<size_t>(chance[i] * kBins));
    sums[bin] += chance[i], hits[bin] += good[i];
  }
  for (size_t b = 0; b < kBins; ++b) error += std::abs(sums[b] - hits[b]);
  return error / static_cast<double>(good.size());
}

// What is decided without a human, and how often that is wrong.
Json alone(const Measured& m, const std::vector<bool>& good) {
  uint64_t approved = 0, refused = 0, bad_approved = 0, good_refused = 0, bad = 0;
  for (size_t i = 0; i < good.size(); ++i) {
    bad += !good[i];
    if (m.decisions[i] == Decision::approve) ++approved, bad_approved += !good[i];
    if (m.decisions[i] == Decision::refuse) ++refused, good_refused += good[i];
  }
  const uint64_t n = good.size();
  const auto share = [](uint64_t hits, uint64_t all) {
    return all ? with_interval(static_cast<double>(hits) / static_cast<double>(all),
                               wilson(hits, all))
               : Json(nullptr);
  };
  Json j;
  j.set("approved", share(approved, n)).set("refused", share(refused, n));
  j.set("to_human", share(n - approved - refused, n));
  j.set("wrong_of_decided", share(bad_approved + good_refused, approved + refused));
  j.set("bad_approved_of_bad", share(bad_approved, bad));
  return j.set("good_refused_of_good", share(good_refused, n - bad));
}

}  // namespace

Json report_on(const ReadScreen& read, const std::filesystem::path& table, uint64_t seed,
               Language language) {
  const Screen& s = read.screen;
  Past past = read_past(table, s.target, s.good);
  put_numbers(past.sheet, s.texts);
  const std::vector<bool>& good = past.good;
  const Matrix rows = matrix_of(past.sheet, s.columns, past.rows);
  std::vector<std::vector<uint32_t>> groups;
  for (const Protected& p : s.protected_columns) groups.push_back(groups_in(past, p));
  const std::vector<uint32_t> first = groups.empty() ? std::vector<uint32_t>{} : groups[0];
  std::vector<uint32_t> all(good.size());
  for (uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  Json j, variants{Json::Array{}};
  const Measured plain = measure(s, Mitigation::none, rows, first, good);
  for (const Mitigation m : {Mitigation::none, Mitigation::reweighing, Mitigation::thresholds}) {
    if (m != Mitigation::none && groups.empty()) break;
    const Measured measured = m == Mitigation::none ? plain : measure(s, m, rows, first, good);
    const auto& chance = measured.screened.chance;
    const auto auc = [&](std::span<const uint32_t> which) { return auc_of(chance, good, which); };
    const auto right =
        static_cast<uint64_t>(std::count(measured.right.begin(), measured.right.end(), true));
    Json one, of_groups{Json::Array{}};
    one.set("mitigation", name_of(m)).set("in_use", m == s.mitigation);
    one.set("auc", with_interval(auc(all), bootstrap(all.size(), auc, seed, kResamples)));
    one.set("accuracy", with_interval(static_cast<double>(right) / static_cast<double>(all.size()),
                                      wilson(right, all.size())));
    one.set("calibration_error", ece_of(chance, good)).set("alone", alone(measured, good));
    for (size_t p = 0; p < groups.size(); ++p)
      of_groups.push(
          group_measures(s.protected_columns[p], groups[p], measured.screened, good, seed));
    one.set("groups", of_groups);
    if (m != Mitigation::none) {
      const PairedTest price = compare(plain.right, measured.right, seed);
      Json of_price;
      of_price.set("accuracy", with_interval(price.difference, price.interval));
      const auto fall = [&](std::span<const uint32_t> which) {
        return auc_of(chance, good, which) - auc_of(plain.screened.chance, good, which);
      };
      of_price.set("auc", with_interval(fall(all), bootstrap(all.size(), fall, seed, kResamples)));
      if (m == Mitigation::thresholds)
        one.set("note", tinybrain::text_of(language, msg::kLoanThresholdNote));
      one.set("price", of_price);
    }
    variants.push(std::move(one));
  }
  j.set("table", table.filename().string()).set("rows", good.size());
  j.set("good", static_cast<uint64_t>(std::count(good.begin(), good.end(), true)));
  j.set("target", s.target).set("cut", s.cut).set("coverage", s.coverage).set("variants", variants);
  j.set("reasons", deletion_test(s, rows, kReasonsTaken, seed)).set("card", s.card);
  if (!s.card.at("proxies").as_array().empty())
    j.set("note", tinybrain::text_of(language, msg::kLoanProxyNote));
  return j.set("model", read.sha256);
}

}  // namespace tinybrain::skills::loan
