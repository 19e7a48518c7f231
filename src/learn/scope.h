// Where what was learnt applies: prompts near a question that was taught. Everywhere else the model answers as it came, so what
// was learnt does no harm there, however strongly it was learnt. By words alone: it costs microseconds, and can be explained.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "learn/example.h"

namespace tinybrain {

class Scope {
 public:
  struct Near {
    int64_t lesson = 0;  // the nearest; 0 = none has a word of it
    // 0 to 1: cosine of the prompt's terms and the lesson's, question and answer; rare ones weigh more, and so do those
    // that are in both, for they are what the lesson is about.
    double likeness = 0;
    bool holds() const { return likeness >= kNear; }
  };
  // Of choosing data (docs/learning.md): more than nine of ten questions in other words are nearer than that, and one of
  // thirty that have nothing to do with the lessons.
  static constexpr double kNear = 0.23;

  void add(const LearnExample& lesson);
  Near near(std::string_view prompt) const;
  // The likest lessons, so many at most, the likest first. One that lacks a number of the
  // prompt asks something else.
  std::vector<Near> nearest(std::string_view prompt, size_t most) const;
  const LearnExample& lesson(int64_t id) const;  // that was added

 private:
  struct Taught {
    LearnExample lesson;
    std::unordered_map<std::string, double> terms;  // and what they count for
    std::vector<std::string> numbers;
  };
  double weight(const std::string& term) const;  // squared: of one side times that of the other

  std::vector<Taught> taught_;
  std::unordered_map<std::string, uint32_t> frequency_;  // lessons that have the term
};

// Of all that these lessons ask.
Scope scope_of(std::span<const LearnExample> lessons);

}  // namespace tinybrain
