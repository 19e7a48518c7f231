// Runs the passes of all characters together, a part at a time, within the time that a game gives for a frame.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "model/forward.h"
#include "skills/npc/actor.h"
#include "skills/npc/company.h"
#include "skills/npc/costs.h"

namespace tinybrain::skills::npc {

class Stage {
 public:
  Stage(LoadedModel& model, const Json& options);

  const Company& company() const { return company_; }
  void enter(Actor* actor);
  void leave(Actor* actor);
  // Before an actor's tokens change from outside: a pass that it is part of is given up.
  void interrupt(const Actor* actor);

  enum class Left { nothing, preparing, turns };
  // Computes for at most so long, 0 = until nothing is left but preparing; only: that one's turn alone, nullptr = all that
  // have one, together. Turns come first; then prompts as far as they are known. From one thread at a time.
  Left step(uint32_t microseconds, Actor* only = nullptr);

  // {"characters", "passes", "tokens", "least_microseconds": budgets below never get anything done, "pages"}
  Json info() const;

 private:
  struct Part {  // of a pass
    Actor* actor;
    size_t tokens;
    float* logits;  // nullptr: none wanted
  };
  class Clock;
  bool work(const Clock& clock, Actor* only);
  bool begin_pass(const Clock& clock, Actor* only);
  bool gather(const Clock& clock, Actor* only, bool turns);
  template <class Body>
  bool timed(const Clock& clock, Costs::Part part, size_t rows, Body&& body);
  void calibrate();
  Left left(Actor* only) const;

  LoadedModel& model_;
  Company company_;
  Workspace work_;
  Costs costs_;
  Buffer logits_;  // [kMostReplies][V]
  std::vector<Actor*> actors_;
  size_t first_ = 0;  // who comes first in the next pass
  std::vector<Sequence> batch_;
  std::vector<Part> parts_;
  size_t rows_ = 0, replies_ = 0, next_reply_ = 0;
  std::optional<PassInParts> pass_;
  bool computed_ = false;  // the pass is over, its results are not all handed on
  uint64_t passes_ = 0, tokens_ = 0;
};

}  // namespace tinybrain::skills::npc
