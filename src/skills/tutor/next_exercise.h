// Which exercise teaches a learner most for the time that it takes.
#pragma once

#include <string>
#include <vector>

#include "skills/tutor/course.h"
#include "skills/tutor/mastery.h"

namespace tinybrain::skills::tutor {

struct Choice {
  const Exercise* exercise = nullptr;  // nullptr: everything is known well, or nothing fits
  double chance = 0;                   // to get it right now
  double gain = 0;                     // of the chance in that skill, expected, a minute
  std::vector<std::string> waits_for;  // skills left out, for what they build on is not known yet
};

// A skill is known from kKnown on; what builds on one waits until kReady. What was just practised waits a little. most_minutes:
// 0 = any; skill: "" = any.
inline constexpr double kKnown = 0.9, kReady = 0.6;
Choice next_exercise(const std::vector<SkillEntry>& skills, const std::vector<Exercise>& exercises,
                     const std::vector<Answer>& answers, const Mastery& mastery,
                     const std::string& learner, double day, double most_minutes,
                     const std::string& skill);

}  // namespace tinybrain::skills::tutor
