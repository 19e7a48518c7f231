// The loop that writes a reply.
#include "generate/generation.h"

#include <algorithm>
#include <limits>

#include "base/error.h"
#include "base/messages/model.h"
#include "base/system.h"

namespace tinybrain {
namespace {

constexpr size_t kMostForced = 64;  // tokens that are taken at a time without choosing

}  // namespace

Generation::Generation(Session& session, std::vector<TokenId> prompt, uint32_t keep,
                       const GenerateConfig& config, const Session::Stream& stream, Reply& reply)
    : s_(session),
      tokenizer_(session.model_.tokenizer()),
      stream_(stream),
      reply_(reply),
      keep_(keep),
      // Without a limit, a model that never ends would never stop: a window's worth is enough.
      most_(config.max_tokens > 0 ? config.max_tokens : session.context()),
      history_(std::move(prompt)),
      sampler_(config.sampling,
               config.sampling.dry_multiplier > 0 ? session.dry_breakers() : std::vector<bool>()),
      drafter_(session.config_.speculate ? history_.size() + most_ : 0),
      stops_(config.stops),
      may_force_(config.sampling.logprobs < 0) {
  if (session.draft_ && session.config_.speculate) model_drafter_.emplace(*session.draft_);
  if (config.grammar) matcher_.emplace(config.grammar, session.model_.token_trie());
  batch_.reserve(kMostForced + 1 + Drafter::kMost);
  for (TokenId t : history_) drafter_.push(t, false);
  history_.reserve(history_.size() + most_);
}

void Generation::run() {
  reply_.finish = Finish::length;
  while (reply_.reply_tokens < most_ && choose() && advance()) {
  }
  if (stops_.stopped()) return;
  std::string rest = stops_.push(utf8_.finish());
  if (!stops_.stopped()) rest += stops_.finish();
  if (!rest.empty()) show(rest, nullptr);
}

// The next token; false when the reply ends.
bool Generation::choose() {
  if (s_.cancelled_) {
    reply_.finish = Finish::cancelled;
    return false;
  }
  if (matcher_ && !allow()) return false;
  choice_ = sampler_.choose({s_.logits_row(row_), s_.model_.choices()}, history_);
  if (tokenizer_.ends_generation(choice_.token)) {
    reply_.finish = Finish::stop;
    return false;
  }
  return take(choice_.token, &choice_);
}

// Rules out what the grammar does not allow next; false when it allows nothing but the end.
bool Generation::allow() {
  if (matcher_->must_end()) {
    reply_.finish = Finish::stop;
    return false;
  }
  float* logits = s_.logits_row(row_);
  const size_t choices = s_.model_.choices();
  bool any = false;
  const std::span<const uint64_t> mask = matcher_->mask();
  for (size_t w = 0; w < mask.size(); ++w) {
    const size_t first = w * 64, count = std::min<size_t>(64, choices - first);
    any |= mask[w] != 0;
    if (mask[w] == ~uint64_t{0}) continue;
    for (size_t i = 0; i < count; ++i)
      if (!(mask[w] >> i & 1)) logits[first + i] = -std::numeric_limits<float>::infinity();
  }
  if (!any) throw Error(Code::unsupported, msg::kSessionCannotSpell);
  return true;
}

// One more token of the reply; false when that ends it. choice: null for a token that had to come.
bool Generation::take(TokenId token, const Choice* choice) {
  ++reply_.reply_tokens;
  history_.push_back(token);
  drafter_.push(token, choice != nullptr);
  if (matcher_) matcher_->accept(token);
  if (!show(stops_.push(utf8_.push(tokenizer_.bytes(token))), choice)) {
    reply_.finish = Finish::cancelled;
    return false;
  }
  if (stops_.stopped()) reply_.finish = Finish::stop;
  return !stops_.stopped();
}

// Takes the tokens that the grammar leaves no choice about, as the tokenizer would write them; they are in
// history_ after the token chosen last. The last one is left to the model, which may prefer a longer token
// that goes on from there. False when the reply ended.
bool Generation::take_forced() {
  if (!matcher_ || !may_force_) return true;
  const std::string forced = matcher_->forced();
  if (forced.size() < 2) return true;
  const std::vector<TokenId> ids = tokenizer_.encode(forced, false);
  size_t at = 0;
  for (size_t i = 0; i + 1 < ids.size() && i < kMostForced; ++i) {
    const std::string bytes = tokenizer_.bytes(ids[i]);
    // A tokenizer that puts a space first, or a text that ends inside a character.
    if (bytes.empty() || forced.compare(at, bytes.size(), bytes) != 0) break;
    if (reply_.reply_tokens >= most_) break;
    at += bytes.size();
    if (!take(ids[i], nullptr)) return false;
  }
  return true;
}

// Logits for the token after those taken: there already if it had been guessed, else by a pass that also runs
// what had to come and checks new guesses. False when the reply ended on the way.
bool Generation::advance() {
  if (reply_.reply_tokens >= most_) return false;
  if (row_ + 1 < batch_.size() && batch_[row_ + 1] == history_.back()) {
    s_.tokens_.push_back(history_.back());
    ++row_;
    ++reply_.right_tokens;
    return true;
  }
  if (by_model_) model_drafter_->outcome(row_, pass_seconds_);
  const size_t first = history_.size() - 1;
  if (!take_forced()) return false;
  std::span<const TokenId> fresh = std::span(history_).subspan(first);
  if (s_.tokens_.size() + fresh.size() > s_.context()) {  // at the end of the window: one by one
    for (; fresh.size() > 1; fresh = fresh.subspan(1)) {
      s_.make_room(keep_, reply_);
      s_.pass(fresh.first(1), 0, nullptr);
    }
    s_.make_room(keep_, reply_);
  }
  const size_t room = s_.context() - s_.tokens_.size() - fresh.size();
  const size_t useful = std::min<size_t>(room, most_ - reply_.reply_tokens);
  std::span<const TokenId> guesses = drafter_.guess(useful);
  by_model_ = guesses.empty() && model_drafter_ && fresh.size() == 1;
  if (by_model_) guesses = model_drafter_->guess(s_.tokens_, fresh, useful);
  batch_.assign(fresh.begin(), fresh.end());
  batch_.insert(batch_.end(), guesses.begin(), guesses.end());
  const double start = seconds_now();
  s_.pass(batch_, 1 + guesses.size(), s_.logits_row(0));
  pass_seconds_ = seconds_now() - start;
  if (fresh.size() == 1) drafter_.passed(batch_.size(), pass_seconds_);
  s_.tokens_.resize(s_.tokens_.size() - guesses.size());  // until they prove right
  reply_.guessed_tokens += static_cast<uint32_t>(guesses.size());
  batch_.erase(batch_.begin(), batch_.begin() + static_cast<ptrdiff_t>(fresh.size() - 1));
  row_ = 0;
  return true;
}

bool Generation::show(const std::string& text, const Choice* choice) {
  reply_.text += text;
  return !stream_ || (text.empty() && !choice) || stream_(Chunk{text, choice});
}

}  // namespace tinybrain
