// One character: what it sees, hears and remembers, and the turn at hand as far as it is computed. It computes nothing of
// its own: stage.h runs the passes that it wants, a part at a time.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/kv_cache.h"
#include "skills/npc/company.h"
#include "skills/npc/reading.h"

namespace tinybrain::skills::npc {

class Actor {
 public:
  // adapter: null = none.
  Actor(const Company& company, Persona persona, std::shared_ptr<const LoadedAdapter> adapter);

  void see(View view);  // ends a turn that is under way
  // Begins a turn. Error{bad_argument}: it has seen nothing yet; Error{context_full}.
  void hear(const std::string& text);
  void cancel();
  PlayerMemory& memory() { return memory_; }
  const PlayerMemory& memory() const { return memory_; }
  // What the memory holds goes into the next prompt.
  void memory_changed() { stale_ = stale_ || !in_turn(); }

  // {"turn": how many so far, "done", "action": {"name", "objects"} or null (talk), "line", "trace": {...}}; the action is
  // there as soon as "decided".
  Json turn() const;
  bool in_turn() const { return phase_ == Phase::choosing || phase_ == Phase::speaking; }

  // ---- For the stage ----
  bool stale() const { return stale_; }
  void prepare();  // the prompt as far as it is known before the player speaks
  // Tokens that a pass should run after the `have()` that the cache holds: none when there is nothing to do.
  std::span<const TokenId> wanted(size_t most) const;
  // Whether the last of so many tokens must come with logits.
  bool wants_logits(size_t tokens) const;
  void computed(size_t tokens, std::span<float> logits);  // logits: none unless they were wanted

  KvCache& cache() { return cache_; }
  uint32_t have() const { return static_cast<uint32_t>(have_); }
  const AdapterWeights* adapter() const { return adapter_ ? &adapter_->weights : nullptr; }

 private:
  enum class Phase { idle, choosing, speaking };
  void stand_at(std::vector<TokenId> prompt);
  void choose(std::span<const float> logits);
  void narrow();
  void decided(size_t option);
  void speak(std::span<float> logits);
  void finish();

  const Company& company_;
  Persona persona_;
  std::shared_ptr<const LoadedAdapter> adapter_;
  PlayerMemory memory_;
  View view_;
  bool seen_ = false, stale_ = true;
  std::vector<size_t> last_things_;  // that the turn before was about, indexes into view_.things
  std::vector<std::string> last_names_;

  KvCache cache_;
  std::vector<TokenId> tokens_;  // of the prompt and the answer so far
  size_t have_ = 0;              // of them in the cache

  // ---- The turn at hand, or the last one ----
  Phase phase_ = Phase::idle;
  std::string heard_, line_;
  Reading reading_;
  struct Option {  // an action that may still be chosen; SIZE_MAX = talk
    size_t candidate;
    std::vector<TokenId> tokens;
  };
  const Candidate* action_of(const Option& option) const;  // nullptr: talk
  std::vector<Option> options_;
  size_t considered_ = 0, depth_ = 0, line_tokens_ = 0;
  Json action_;
  bool decided_ = false, by_model_ = false, by_phrase_ = false, cancelled_ = false;
  std::string refused_, action_text_;
  std::optional<Matcher> matcher_;
  std::optional<Sampler> sampler_;
  Utf8Stream utf8_;
  double begun_ = 0, decided_at_ = 0, first_at_ = 0, ended_at_ = 0;
};

}  // namespace tinybrain::skills::npc
