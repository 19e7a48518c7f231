#include "skills/npc/stage.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <type_traits>

#include "base/system.h"

namespace tinybrain::skills::npc {
namespace {

constexpr size_t kMostReplies = 32;  // characters that get a token in one pass
constexpr size_t kMostRows = 256;    // of one pass, however much time there is
constexpr double kShare = 0.5;       // of a frame that one part of a pass may take

}  // namespace

class Stage::Clock {
 public:
  explicit Clock(uint32_t microseconds)
      : budget_(microseconds == 0 ? 1e9 : microseconds * 1e-6), start_(seconds_now()) {}
  double budget() const { return budget_; }
  double left() const { return budget_ - (seconds_now() - start_); }

 private:
  double budget_, start_;
};

Stage::Stage(LoadedModel& model, const Json& options)
    : model_(model),
      company_(model, options),
      work_(model.config(), model.threads().count()),
      logits_(kMostReplies * sizeof(float) * model.config().vocabulary, Buffer::Pages::small) {
  calibrate();
}

void Stage::enter(Actor* actor) { actors_.push_back(actor); }

void Stage::leave(Actor* actor) {
  interrupt(actor);
  std::erase(actors_, actor);
}

void Stage::interrupt(const Actor* actor) {
  if (std::none_of(parts_.begin(), parts_.end(), [&](const Part& p) { return p.actor == actor; }))
    return;
  if (computed_) {  // the others still get what was computed for them
    for (Part& p : parts_)
      if (p.actor == actor) p.actor = nullptr;
    return;
  }
  pass_.reset();
  parts_.clear();
}

Stage::Left Stage::left(Actor* only) const {
  Left left = Left::nothing;
  for (const Actor* a : actors_) {
    if (only && a != only) continue;
    if (a->in_turn()) return Left::turns;
    if (a->stale() || !a->wanted(1).empty()) left = Left::preparing;
  }
  return left;
}

Stage::Left Stage::step(uint32_t microseconds, Actor* only) {
  const Clock clock(microseconds);
  try {
    if (microseconds > 0) {
      while (work(clock, only)) {
      }
    } else {
      while (left(only) == Left::turns)
        if (!work(clock, only))  // sessions have the model
          std::this_thread::sleep_for(std::chrono::microseconds(200));
    }
  } catch (...) {
    pass_.reset();
    parts_.clear();
    computed_ = false;
    throw;
  }
  return left(only);
}

// Runs a part if it will be over in time; false when it will not, or when it says that it could not run.
template <class Body>
bool Stage::timed(const Clock& clock, Costs::Part part, size_t rows, Body&& body) {
  const double expected = costs_.expected(part, rows);
  if (expected > clock.left()) {
    if (expected > clock.budget()) costs_.starved(part, rows);
    return false;
  }
  const double start = seconds_now();
  if constexpr (std::is_same_v<decltype(body()), bool>) {
    if (!body()) return false;
  } else {
    body();
  }
  costs_.took(part, rows, seconds_now() - start);
  return true;
}

bool Stage::work(const Clock& clock, Actor* only) {
  if (computed_) {  // hands on the results, one character at a time
    while (next_reply_ < parts_.size()) {
      const Part p = parts_[next_reply_];
      const auto hand_on = [&] {
        ++next_reply_;
        if (p.actor)
          p.actor->computed(p.tokens,
                            p.logits ? std::span(p.logits, model_.choices()) : std::span<float>());
      };
      if (!timed(clock, Costs::reply, p.logits ? 1 : 2, hand_on)) return false;
    }
    computed_ = false;
    parts_.clear();
    return true;
  }
  if (!pass_) return begin_pass(clock, only);
  // Sessions that have the model are not waited for: the frame goes on without.
  bool more = true;
  const bool logits = pass_->logits_next();
  const Costs::Part part = logits ? Costs::logits : Costs::layer;
  const size_t rows = logits ? replies_ : rows_;
  if (rows > 1 && costs_.expected(part, rows) > clock.budget()) {
    // Begun for a longer frame, or it takes longer than was thought: a smaller one is to be gathered.
    pass_.reset();
    parts_.clear();
    return true;
  }
  if (logits && replies_ == 0)
    more = false;
  else if (!timed(clock, part, rows,
                  [&] { return model_.engine().try_part([&] { more = pass_->next(); }); }))
    return false;
  if (!more) {
    pass_.reset();
    computed_ = true;
    next_reply_ = 0;
    ++passes_;
    tokens_ += rows_;
  }
  return true;
}

// What the next pass is to run: of turns, else of what can be prepared.
bool Stage::begin_pass(const Clock& clock, Actor* only) {
  if (!gather(clock, only, true)) {
    if (!only)
      for (Actor* a : actors_)
        if (a->stale() && !a->in_turn())
          return timed(clock, Costs::prepare, 1, [&] { a->prepare(); });
    if (only && only->stale() && !only->in_turn())
      return timed(clock, Costs::prepare, 1, [&] { only->prepare(); });
    if (!gather(clock, only, false)) return false;
  }
  if (!timed(clock, Costs::begin, rows_,
             [&] { pass_.emplace(model_.weights(), work_, batch_, model_.threads()); })) {
    parts_.clear();
    return false;
  }
  return true;
}

bool Stage::gather(const Clock& clock, Actor* only, bool turns) {
  // As many rows as a layer takes in a share of the frame, and as many replies.
  const double share = clock.budget() * kShare;
  size_t most = 1, most_replies = 1;
  while (most < kMostRows && costs_.expected(Costs::layer, most * 2) <= share) most *= 2;
  while (most_replies < kMostReplies && costs_.expected(Costs::logits, most_replies * 2) <= share)
    most_replies *= 2;
  batch_.clear();
  parts_.clear();
  rows_ = replies_ = 0;
  const size_t v = model_.config().vocabulary;
  // Those with one token to run come before those with many, else in turn.
  for (const bool single : {true, false})
    for (size_t i = 0; i < actors_.size() && rows_ < most; ++i) {
      Actor* const a = actors_[(first_ + i) % actors_.size()];
      if ((only && a != only) || a->in_turn() != turns) continue;
      if (!turns && a->stale()) continue;
      std::span<const TokenId> tokens = a->wanted(kMostRows);
      if (tokens.empty() || (tokens.size() == 1) != single) continue;
      tokens = tokens.first(std::min(tokens.size(), most - rows_));
      bool wanted = a->wants_logits(tokens.size());
      if (wanted && replies_ == most_replies) {
        if (tokens.size() == 1) continue;
        tokens = tokens.first(tokens.size() - 1);
        wanted = false;
      }
      float* const logits = wanted ? logits_.as<float>() + replies_ * v : nullptr;
      batch_.push_back({&a->cache(), &company_.rope(), a->have(), tokens, size_t{wanted}, logits});
      batch_.back().adapter = a->adapter();
      parts_.push_back({a, tokens.size(), logits});
      rows_ += tokens.size();
      replies_ += wanted;
    }
  if (!actors_.empty()) first_ = (first_ + 1) % actors_.size();
  return !parts_.empty();
}

// Some passes, so that the first frame knows what they take.
void Stage::calibrate() {
  Persona nobody{.name = "A", .about = "", .never = {}, .phrases = {}};
  Actor actor(company_, nobody, nullptr);
  View view;
  // Tokens for each size below, as far as the window has them.
  const size_t most = std::min<size_t>(2 * kMostRows, company_.context() / 4);
  const size_t word = std::max<size_t>(1, model_.tokenizer().encode(" here", false).size());
  for (size_t i = 0; i * word < most; ++i) view.scene += " here";
  actor.see(std::move(view));
  enter(&actor);
  const Clock clock(0);
  actor.prepare();
  for (const size_t rows : {1, 1, 2, 4, 8, 16, 32, 64, 128, 256}) {
    std::span<const TokenId> tokens = actor.wanted(rows);
    if (tokens.size() < rows) break;
    rows_ = rows;
    replies_ = 0;
    batch_ = {{&actor.cache(), &company_.rope(), actor.have(), tokens, 0, nullptr}};
    parts_ = {{&actor, rows, nullptr}};
    timed(clock, Costs::begin, rows,
          [&] { pass_.emplace(model_.weights(), work_, batch_, model_.threads()); });
    while (pass_ || computed_) work(clock, nullptr);
  }
  for (const char* text : {"a", "b"}) {
    actor.hear(text);
    while (left(&actor) == Left::turns) work(clock, &actor);
    timed(clock, Costs::prepare, 1, [&] { actor.prepare(); });
  }
  leave(&actor);
  passes_ = tokens_ = 0;
}

Json Stage::info() const {
  double least = 0;
  for (const Costs::Part part : {Costs::begin, Costs::layer, Costs::logits, Costs::reply})
    least = std::max(least, costs_.least(part));
  Json json;
  json.set("characters", static_cast<uint64_t>(actors_.size())).set("passes", passes_);
  json.set("tokens", tokens_).set("pages", static_cast<uint64_t>(company_.pool()->pages()));
  return json.set("least_microseconds", static_cast<uint64_t>(least * 1e6 + 1));
}

}  // namespace tinybrain::skills::npc
