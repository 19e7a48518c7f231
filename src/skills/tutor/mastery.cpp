#include "skills/tutor/mastery.h"

#include <algorithm>
#include <cmath>

#include "eval/logistic.h"

namespace tinybrain::skills::tutor {
namespace {

constexpr double kHalfLife = 14;  // days
constexpr double kPrior = 4;      // answers that a skill's or an item's rate is pulled by
// Of what is right, wrong, the skill, the item and the learner in general; then the bias. What fits on simulated courses
// come to, rounded; used until there are enough answers.
const std::vector<double> kUsual{0.55, -0.45, 0.8, 0.8, 0.7, 0.1};

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

double log_odds(double p) {
  p = std::clamp(p, 0.01, 0.99);
  return std::log(p / (1 - p));
}

}  // namespace

Practice Practice::at(double day) const {
  Practice then = *this;
  const double fade = answers == 0 ? 1 : std::exp2(-std::max(0.0, day - last_day) / kHalfLife);
  then.right *= fade;
  then.wrong *= fade;
  return then;
}

void Practice::add(bool correct, double day) {
  *this = at(day);
  (correct ? right : wrong) += 1;
  last_day = std::max(last_day, day);
  ++answers;
}

double Mastery::Tally::logit(double prior, double weight) const {
  return log_odds((right + prior * weight) / (all + weight));
}

void Mastery::features(const Practice& practice, const Tally& skill, const Tally* item,
                       double general, double* x) const {
  const double usual = (all_.right + 1) / (all_.all + 2);
  const double of_skill = skill.logit(usual, kPrior);
  x[0] = std::log1p(practice.right);
  x[1] = std::log1p(practice.wrong);
  x[2] = of_skill;
  // How much harder than the skill's others.
  x[3] = item ? item->logit((skill.right + kPrior * usual) / (skill.all + kPrior), kPrior) - of_skill : 0;
  x[4] = general;
}

// How far above what is usual a learner is in all skills together.
double Mastery::general(const std::string& learner) const {
  const auto found = overall_.find(learner);
  if (found == overall_.end()) return 0;
  const Practice& p = found->second;
  const double usual = (all_.right + 1) / (all_.all + 2);
  return log_odds((p.right + kPrior * usual) / (p.right + p.wrong + kPrior)) - log_odds(usual);
}

Mastery::Mastery(const std::vector<Answer>& answers) : weights_(kUsual) {
  std::vector<double> rows;
  std::vector<bool> labels;
  for (const Answer& a : answers) {
    double x[kFeatures];
    Practice& p = learners_[a.learner][a.skill];
    const auto item = items_.find(a.item);
    features(p.at(a.day), skills_[a.skill], a.item.empty() || item == items_.end() ? nullptr : &item->second,
             general(a.learner), x);
    rows.insert(rows.end(), x, x + kFeatures);
    labels.push_back(a.correct);
    p.add(a.correct, a.day);
    overall_[a.learner].add(a.correct, a.day);
    for (Tally* t : {&skills_[a.skill], &all_}) {
      t->right += a.correct;
      t->all += 1;
    }
    if (!a.item.empty()) {
      items_[a.item].right += a.correct;
      items_[a.item].all += 1;
    }
  }
  const bool both = std::find(labels.begin(), labels.end(), true) != labels.end() &&
                    std::find(labels.begin(), labels.end(), false) != labels.end();
  if (labels.size() >= kEnough && both) {
    weights_ = logistic_regression(rows, labels, kFeatures, 1.0);
    fitted_ = true;
  }
  for (size_t i = 0; i < labels.size(); ++i) {
    double sum = weights_[kFeatures];
    for (size_t k = 0; k < kFeatures; ++k) sum += weights_[k] * rows[i * kFeatures + k];
    before_.push_back(sigmoid(sum));
  }
}

const Practice& Mastery::practice(const std::string& learner, const std::string& skill) const {
  static const Practice kNone;
  const auto found = learners_.find(learner);
  if (found == learners_.end()) return kNone;
  const auto practice = found->second.find(skill);
  return practice == found->second.end() ? kNone : practice->second;
}

double Mastery::chance(const Practice& practice, const std::string& skill, const std::string& item,
                       double general) const {
  const auto s = skills_.find(skill);
  const auto i = items_.find(item);
  double x[kFeatures];
  features(practice, s == skills_.end() ? Tally{} : s->second,
           item.empty() || i == items_.end() ? nullptr : &i->second, general, x);
  double sum = weights_[kFeatures];
  for (size_t k = 0; k < kFeatures; ++k) sum += weights_[k] * x[k];
  return sigmoid(sum);
}

double Mastery::chance(const std::string& learner, const std::string& skill, double day,
                       const std::string& item) const {
  return chance(practice(learner, skill).at(day), skill, item, general(learner));
}

double Mastery::chance_after(const std::string& learner, const std::string& skill, double day,
                             bool correct) const {
  Practice p = practice(learner, skill);
  p.add(correct, day);
  return chance(p, skill, "", general(learner));
}

}  // namespace tinybrain::skills::tutor
