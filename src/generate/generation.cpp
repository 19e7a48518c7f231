// The loop that writes a reply.
#include "generate/generation.h"

#include <algorithm>

#include "base/system.h"

namespace tinybrain {

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
      stops_(config.stops) {
  batch_.reserve(1 + Drafter::kMost);
  for (TokenId t : history_) drafter_.push(t, false);
  history_.reserve(history_.size() + most_);
}

void Generation::run() {
  reply_.finish = Finish::length;
  while (reply_.reply_tokens < most_ && choose()) {
    if (reply_.reply_tokens < most_) advance();
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
  choice_ = sampler_.choose({s_.logits_row(row_), s_.model_.choices()}, history_);
  if (tokenizer_.ends_generation(choice_.token)) {
    reply_.finish = Finish::stop;
    return false;
  }
  return take(choice_);
}

bool Generation::take(const Choice& choice) {
  ++reply_.reply_tokens;
  history_.push_back(choice.token);
  drafter_.push(choice.token, true);
  if (!show(stops_.push(utf8_.push(tokenizer_.bytes(choice.token))), &choice)) {
    reply_.finish = Finish::cancelled;
    return false;
  }
  if (stops_.stopped()) reply_.finish = Finish::stop;
  return !stops_.stopped();
}

// Logits for the token after the one just taken: there already if it had been guessed, else by a pass that
// checks new guesses on the way.
void Generation::advance() {
  const TokenId token = history_.back();
  if (row_ + 1 < batch_.size() && batch_[row_ + 1] == token) {
    s_.tokens_.push_back(token);
    ++row_;
    ++reply_.right_tokens;
    return;
  }
  s_.make_room(keep_, reply_);
  const size_t room = s_.context() - s_.tokens_.size() - 1;
  const auto guesses = drafter_.guess(std::min<size_t>(room, most_ - reply_.reply_tokens));
  batch_.assign(1, token);
  batch_.insert(batch_.end(), guesses.begin(), guesses.end());
  const double start = seconds_now();
  s_.pass(batch_, Want::all, s_.logits_row(0));
  drafter_.passed(batch_.size(), seconds_now() - start);
  s_.tokens_.resize(s_.tokens_.size() - guesses.size());  // until they prove right
  reply_.guessed_tokens += static_cast<uint32_t>(guesses.size());
  row_ = 0;
}

bool Generation::show(const std::string& text, const Choice* choice) {
  reply_.text += text;
  return !stream_ || (text.empty() && !choice) || stream_(Chunk{text, choice});
}

}  // namespace tinybrain
