#include "skills/npc/actor.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/messages/skill_npc.h"
#include "base/system.h"
#include "text/unicode.h"

namespace tinybrain::skills::npc {
namespace {

constexpr size_t kTalk = std::numeric_limits<size_t>::max();
constexpr size_t kMostHeard = 400;    // bytes of what the player says
constexpr size_t kLeastSentence = 8;  // bytes of a line that may end with its first sentence

bool ends_sentence(std::string_view line) {
  for (const std::string_view end : {".", "!", "?", "。", "…"})
    if (line.ends_with(end)) return true;
  return false;
}

// The line as it is said: to its last full sentence when it was cut, else with an ellipsis.
std::string spoken(std::string line, bool cut) {
  while (!line.empty() && line.front() == ' ') line.erase(0, 1);
  while (!line.empty() && line.back() == ' ') line.pop_back();
  if (!cut || line.empty() || ends_sentence(line)) return line;
  size_t end = std::string::npos;
  for (size_t i = 0; i + 1 < line.size(); ++i)
    if ((line[i] == '.' || line[i] == '!' || line[i] == '?') && line[i + 1] == ' ') end = i + 1;
  if (end != std::string::npos && end >= kLeastSentence) return line.substr(0, end);
  return line + "...";
}

}  // namespace

Actor::Actor(const Company& company, Persona persona, std::shared_ptr<const LoadedAdapter> adapter)
    : company_(company),
      persona_(std::move(persona)),
      adapter_(std::move(adapter)),
      cache_(company.pool(), company.context()) {
  if (adapter_) cache_.set_variant(adapter_->variant);
  tokens_.reserve(company.context());
}

void Actor::see(View view) {
  cancel();
  view_ = std::move(view);
  seen_ = stale_ = true;
  last_things_.clear();
  for (size_t i = 0; i < view_.things.size(); ++i)
    if (std::find(last_names_.begin(), last_names_.end(), view_.things[i].name) !=
        last_names_.end())
      last_things_.push_back(i);
}

void Actor::hear(const std::string& text) {
  if (!seen_) throw Error(Code::bad_argument, msg::kNpcNothingSeen, persona_.name);
  cancel();
  std::string heard = unicode::repaired(text);
  if (heard.size() > kMostHeard) {
    size_t end = kMostHeard;
    while ((static_cast<unsigned char>(heard[end]) & 0xC0) == 0x80) --end;
    heard.resize(end);
  }
  heard_ = as_line(heard);
  if (heard_.empty()) heard_ = "...";  // silence
  begun_ = seconds_now();
  decided_at_ = first_at_ = ended_at_ = 0;
  line_.clear();
  refused_.clear();
  action_text_.clear();
  decided_ = false;
  action_ = Json();
  by_model_ = by_phrase_ = cancelled_ = false;
  line_tokens_ = depth_ = 0;
  utf8_ = {};
  memory_.listen(heard_, company_.language());
  reading_ = read_words(view_, heard_, last_things_);
  options_.clear();
  for (const size_t i : reading_.candidates) options_.push_back({i, {}});
  // No word of it says what may be meant: anything is possible, if the model thinks so.
  if (reading_.reason == Reason::nothing)
    for (size_t i = 0; i < view_.candidates.size(); ++i) options_.push_back({i, {}});
  if (reading_.talk) options_.push_back({kTalk, {}});
  considered_ = options_.size();
  phase_ = Phase::choosing;
  stale_ = false;
  if (options_.size() == 1 && !phrase_of(persona_, view_, action_of(options_[0])).empty())
    return decided(0);  // nothing is left for the model
  stand_at(company_.prompt(persona_, memory_, view_.scene, heard_));
  for (Option& o : options_)
    o.tokens = company_.bracketed(o.candidate == kTalk ? "talk" : view_.candidates[o.candidate].text);
  narrow();
}

const Candidate* Actor::action_of(const Option& option) const {
  return option.candidate == kTalk ? nullptr : &view_.candidates[option.candidate];
}

void Actor::cancel() {
  if (!in_turn()) return;
  cancelled_ = true;
  phase_ = Phase::idle;
  ended_at_ = seconds_now();
  stale_ = true;
}

void Actor::prepare() {
  stale_ = false;
  if (seen_) stand_at(company_.prompt_before(persona_, memory_, view_.scene));
}

// The prompt whose tokens the cache is to hold; what it holds of them already stays.
void Actor::stand_at(std::vector<TokenId> prompt) {
  size_t same = 0;
  while (same < have_ && same < prompt.size() && tokens_[same] == prompt[same]) ++same;
  same = std::min(same, prompt.size() - 1);  // of the last token the logits may be needed
  cache_.truncate(static_cast<uint32_t>(same));
  have_ = cache_.adopt(prompt, static_cast<uint32_t>(same));
  tokens_ = std::move(prompt);
}

std::span<const TokenId> Actor::wanted(size_t most) const {
  const std::span<const TokenId> rest = std::span(tokens_).subspan(have_);
  return rest.first(std::min(most, rest.size()));
}

bool Actor::wants_logits(size_t tokens) const {
  return in_turn() && have_ + tokens == tokens_.size();
}

void Actor::computed(size_t tokens, std::span<float> logits) {
  have_ += tokens;
  cache_.share(std::span(tokens_).first(have_));
  if (logits.empty()) return;
  if (phase_ == Phase::choosing)
    choose(logits);
  else if (phase_ == Phase::speaking)
    speak(logits);
}

// Where the options that are left differ next, the model chooses.
void Actor::choose(std::span<const float> logits) {
  by_model_ = true;
  TokenId best = -1;
  for (const Option& o : options_) {
    const TokenId t = o.tokens[depth_];
    if (best < 0 || logits[static_cast<size_t>(t)] > logits[static_cast<size_t>(best)]) best = t;
  }
  std::erase_if(options_, [&](const Option& o) { return o.tokens[depth_] != best; });
  narrow();
}

// Takes the tokens that all options share; the action is decided once one is left.
void Actor::narrow() {
  while (options_.size() > 1) {
    for (const Option& o : options_)
      if (depth_ == o.tokens.size()) {  // one that begins as others do, and ends here
        const size_t at = static_cast<size_t>(&o - options_.data());
        return decided(at);
      }
    const TokenId next = options_[0].tokens[depth_];
    if (std::any_of(options_.begin(), options_.end(),
                    [&](const Option& o) { return o.tokens[depth_] != next; }))
      return;
    tokens_.push_back(next);
    ++depth_;
  }
  decided(0);
}

void Actor::decided(size_t option) {
  const Option chosen = std::move(options_[option]);
  const Candidate* const action = action_of(chosen);
  decided_at_ = seconds_now();
  decided_ = true;
  action_ = action ? view_.action(*action) : Json();
  action_text_ = action ? action->text : "talk";
  if (action) {
    last_things_ = action->things;
    last_names_.clear();
    for (const size_t i : last_things_) last_names_.push_back(view_.things[i].name);
  }
  std::vector<TokenId> rest(chosen.tokens.begin() + static_cast<ptrdiff_t>(std::min(depth_, chosen.tokens.size())),
                            chosen.tokens.end());
  if (action && persona_.refuses(view_.verbs[action->verb].name)) {
    refused_ = view_.verbs[action->verb].name;
    action_ = Json();
    action_text_ = text_of(company_.language(), msg::kNpcRefuse, action->text);
    // What stands in the brackets so far cannot be taken back; begin them anew.
    if (!chosen.tokens.empty()) {
      tokens_.resize(tokens_.size() - depth_);
      if (have_ > tokens_.size()) {
        have_ = tokens_.size();
        cache_.truncate(static_cast<uint32_t>(have_));
      }
      rest = company_.bracketed(action_text_);
    }
  }
  line_ = phrase_of(persona_, view_, action);
  if (!line_.empty()) {
    by_phrase_ = true;
    first_at_ = decided_at_;
    return finish();
  }
  tokens_.insert(tokens_.end(), rest.begin(), rest.end());
  phase_ = Phase::speaking;
  matcher_.emplace(company_.line());
  SamplingConfig sampling = company_.sampling();
  sampling.seed += memory_.turns() * 1009;  // another line to the same words
  sampler_.emplace(sampling);
  if (rest.empty() && have_ == tokens_.size()) {  // their logits are gone: run the last token again
    --have_;
    cache_.truncate(static_cast<uint32_t>(have_));
  }
}

void Actor::speak(std::span<float> logits) {
  const Tokenizer& tokenizer = company_.model().tokenizer();
  const std::span<const uint64_t> mask = matcher_->mask();
  for (size_t w = 0; w < mask.size(); ++w) {
    if (mask[w] == ~uint64_t{0}) continue;
    for (size_t i = w * 64; i < std::min(logits.size(), w * 64 + 64); ++i)
      if (!(mask[w] >> (i % 64) & 1)) logits[i] = -std::numeric_limits<float>::infinity();
  }
  // Mind the window of the penalties: the line alone.
  const Choice choice =
      sampler_->choose(logits, std::span(tokens_).subspan(tokens_.size() - line_tokens_));
  if (tokenizer.ends_generation(choice.token) || !matcher_->accept(choice.token)) {
    line_ = spoken(line_, false);
    return finish();
  }
  if (line_tokens_++ == 0) first_at_ = seconds_now();
  tokens_.push_back(choice.token);
  line_ += utf8_.push(tokenizer.bytes(choice.token));
  const bool full = line_tokens_ >= company_.line_tokens() || tokens_.size() >= company_.context();
  if (!full && !(line_.size() >= kLeastSentence && ends_sentence(line_))) return;
  line_ = spoken(line_ + utf8_.finish(), full);
  finish();
}

void Actor::finish() {
  phase_ = Phase::idle;
  ended_at_ = seconds_now();
  if (first_at_ == 0) first_at_ = ended_at_;
  memory_.said(heard_, "[" + action_text_ + "] " + line_);
  tokens_.resize(have_);
  stale_ = true;
}

Json Actor::turn() const {
  const auto ms = [&](double at) { return at > 0 ? (at - begun_) * 1e3 : 0.0; };
  const char* const by = by_model_ ? (reading_.reason == Reason::nothing ? "model" : "words and model")
                                   : "words";
  Json json, trace;
  trace.set("action_by", by).set("reading", name_of(reading_.reason));
  trace.set("considered", static_cast<uint64_t>(considered_));
  trace.set("line_by", by_phrase_ ? "phrase" : "model").set("line_tokens", static_cast<uint64_t>(line_tokens_));
  if (!refused_.empty()) trace.set("refused", refused_);
  trace.set("action_ms", ms(decided_at_)).set("first_ms", ms(first_at_)).set("line_ms", ms(ended_at_));
  json.set("turn", memory_.turns()).set("done", !in_turn());
  json.set("cancelled", cancelled_).set("decided", decided_);
  json.set("action", action_);
  return json.set("line", line_).set("trace", trace);
}

}  // namespace tinybrain::skills::npc
