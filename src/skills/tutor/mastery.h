// How well a learner has each skill: the chance to answer its next exercise right, from what they answered before. A
// logistic model of what they got right and wrong lately (Pavlik et al. 2009), forgetting with days, and how hard the item is.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tinybrain::skills::tutor {

struct Answer {
  std::string learner, skill, item;
  bool correct = false;
  double day = 0;
};

// What is kept of a learner in a skill.
struct Practice {
  double right = 0, wrong = 0;  // answers, each worth half after the half-life
  double last_day = 0;
  uint64_t answers = 0;
  void add(bool correct, double day);
  Practice at(double day) const;  // as it has faded by then
};

class Mastery {
 public:
  // In order of days. With fewer than kEnough answers the weights are those of other courses.
  explicit Mastery(const std::vector<Answer>& answers);
  static constexpr size_t kEnough = 200;

  // The chance of a right answer on that day; item: "" = one of usual difficulty.
  double chance(const std::string& learner, const std::string& skill, double day,
                const std::string& item = "") const;
  double chance(const Practice& practice, const std::string& skill, const std::string& item,
                double general) const;
  // The chance to get the next one right, if this one was.
  double chance_after(const std::string& learner, const std::string& skill, double day, bool correct) const;
  const Practice& practice(const std::string& learner, const std::string& skill) const;
  bool fitted() const { return fitted_; }
  // Chances of the answers given, each from those before it alone; with the weights of all.
  const std::vector<double>& before() const { return before_; }

 private:
  static constexpr size_t kFeatures = 5;
  struct Tally {
    double right = 0, all = 0;
    double logit(double prior, double weight) const;
  };
  void features(const Practice& practice, const Tally& skill, const Tally* item, double general,
                double* x) const;
  double general(const std::string& learner) const;

  std::map<std::string, std::map<std::string, Practice>> learners_;
  std::map<std::string, Practice> overall_;  // of a learner, in all skills
  std::map<std::string, Tally> skills_, items_;
  Tally all_;
  std::vector<double> weights_, before_;
  bool fitted_ = false;
};

}  // namespace tinybrain::skills::tutor
