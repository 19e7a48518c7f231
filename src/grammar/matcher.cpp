// A Matcher is a state number of a shared Machine; when that has grown too large it moves to a
// fresh one.
#include "grammar/matcher.h"

#include "base/error.h"
#include "grammar/machine.h"

namespace tinybrain {

namespace {
constexpr size_t kMostForced = 4096;  // bytes
}

Matcher::Matcher(std::shared_ptr<const Grammar> grammar, std::shared_ptr<const TokenTrie> trie)
    : grammar_(std::move(grammar)), trie_(std::move(trie)) {
  TB_ASSERT(grammar_ && trie_);
  machine_ = grammar_->machine(trie_);
  const grammar::Step step = machine_->start();
  TB_ASSERT(step.state != grammar::kDead);
  stand(step.state, step.accepts, step.closed);
}

void Matcher::stand(uint32_t state, bool may_end, bool must_end) {
  state_ = state;
  may_end_ = may_end;
  must_end_ = must_end && may_end;
  mask_.reset();
}

void Matcher::renew() {
  if (!machine_->full()) return;
  std::shared_ptr<grammar::Machine> fresh = grammar_->machine(trie_, machine_.get());
  const grammar::Step step = machine_->move_to(*fresh, state_);
  machine_ = std::move(fresh);
  state_ = step.state;
}

std::span<const uint64_t> Matcher::mask() {
  if (!mask_) {
    renew();
    mask_ = machine_->mask(state_, *trie_);
  }
  return mask_->words;
}

bool Matcher::accept(TokenId token) {
  if (trie_->ends_generation(token)) {
    if (!may_end_) return false;
    const grammar::Step step = machine_->ended();
    stand(step.state, true, true);
    return true;
  }
  const std::string_view bytes = trie_->bytes(token);
  return !bytes.empty() && accept_bytes(bytes);
}

bool Matcher::accept_bytes(std::string_view bytes) {
  if (bytes.empty()) return true;
  renew();
  const grammar::Step step = machine_->run(state_, bytes);
  if (step.state == grammar::kDead) return false;
  stand(step.state, step.accepts, step.closed);
  return true;
}

std::string Matcher::forced() {
  renew();
  return machine_->forced(state_, kMostForced);
}

}  // namespace tinybrain
