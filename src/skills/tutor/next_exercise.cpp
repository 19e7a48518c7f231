#include "skills/tutor/next_exercise.h"

#include <algorithm>
#include <map>
#include <set>

namespace tinybrain::skills::tutor {
namespace {

constexpr double kAgain = 0.3;     // of the gain, for a skill practised less than kShort days ago
constexpr double kShort = 0.25;
constexpr double kDone = 0.2;      // of the gain, for an exercise that was solved before
constexpr double kHardest = 0.25;  // chance under which one learns little but that it is hard

}  // namespace

Choice next_exercise(const std::vector<SkillEntry>& skills, const std::vector<Exercise>& exercises,
                     const std::vector<Answer>& answers, const Mastery& mastery,
                     const std::string& learner, double day, double most_minutes,
                     const std::string& skill) {
  Choice choice;
  std::map<std::string, double> chances;
  std::set<std::string> open, solved;
  for (const SkillEntry& s : skills) chances[s.id] = mastery.chance(learner, s.id, day);
  for (const SkillEntry& s : skills) {
    if (std::all_of(s.after.begin(), s.after.end(), [&](const std::string& before) { return chances[before] >= kReady; }))
      open.insert(s.id);
    else
      choice.waits_for.push_back(s.id);
  }
  for (const Answer& a : answers)
    if (a.learner == learner && a.correct && !a.item.empty()) solved.insert(a.item);
  for (const Exercise& e : exercises) {
    if (!open.contains(e.skill) || (!skill.empty() && e.skill != skill) ||
        (most_minutes > 0 && e.minutes > most_minutes))
      continue;
    const double now = chances[e.skill];
    if (now >= kKnown && skill.empty()) continue;
    const double right = mastery.chance(learner, e.skill, day, e.id);
    const double after = right * mastery.chance_after(learner, e.skill, day, true) +
                         (1 - right) * std::max(now, mastery.chance_after(learner, e.skill, day, false));
    double gain = std::max(0.0, after - now) / e.minutes;
    const Practice& practice = mastery.practice(learner, e.skill);
    if (practice.answers > 0 && day - practice.last_day < kShort) gain *= kAgain;
    if (solved.contains(e.id)) gain *= kDone;
    if (right < kHardest) gain *= right / kHardest;
    if (!choice.exercise || gain > choice.gain) {
      choice.exercise = &e;
      choice.chance = right;
      choice.gain = gain;
    }
  }
  return choice;
}

}  // namespace tinybrain::skills::tutor
