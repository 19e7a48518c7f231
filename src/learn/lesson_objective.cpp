#include "learn/lesson_objective.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.h"
#include "base/messages/train.h"
#include "base/rng.h"
#include "learn/lesson_tokens.h"
#include "learn/reminder.h"
#include "learn/scope.h"
#include "learn/variations.h"
#include "train/loss.h"

namespace tinybrain {
namespace {

constexpr size_t kExpected = 32;      // likeliest tokens of a replayed row
constexpr size_t kMostReplayed = 96;  // examples of the replayed set in one run
constexpr float kBeta = 0.1f;         // of DPO, as in train/preference.h

// Tokens of a replayed example: how a reply begins decides what it is.
constexpr size_t kReplyRows = 12, kPlainRows = 64;
// Of a question with the wrong lesson before it: whether the lesson is repeated shows at once.
constexpr size_t kDoubtRows = 2;
// Of the divergence on a replayed example, a lesson's loss being 1.
constexpr float kReplayWeight = 3;

// -log sigmoid(margin), without overflow.
double preference_loss(double margin) {
  return std::log1p(std::exp(-std::abs(margin))) + (margin < 0 ? -margin : 0);
}

Rng stream(uint64_t seed, uint64_t step, uint64_t what) {
  return Rng(seed * 0x9e3779b97f4a7c15u + step * 1000003 + what);
}

double normal(Rng& rng) {  // Box and Muller
  const double radius = std::sqrt(-2 * std::log(1 - rng.uniform()));
  return radius * std::cos(6.283185307179586 * rng.uniform());
}

// KL of what is expected from the row's logits, which become its gradient. Logits of v tokens.
double divergence(float* row, size_t v, std::span<const uint32_t> tokens,
                  std::span<const float> logs) {
  kernels::table().softmax(row, v);
  double now = 0, wanted = 0, loss = 0;
  for (size_t j = 0; j < tokens.size(); ++j) {
    const double p = row[tokens[j]], q = std::exp(double{logs[j]});
    loss += q * (logs[j] - std::log(std::max(p, 1e-30)));
    now += p;
    wanted += q;
  }
  // All other tokens are one.
  const double rest = std::max(1 - now, 1e-9), wanted_rest = std::max(1 - wanted, 1e-9);
  loss += wanted_rest * std::log(wanted_rest / rest);
  std::vector<float> likeliest(tokens.size());
  for (size_t j = 0; j < tokens.size(); ++j) likeliest[j] = row[tokens[j]] - std::exp(logs[j]);
  kernels::table().scale(row, static_cast<float>(1 - wanted_rest / rest), v);
  for (size_t j = 0; j < tokens.size(); ++j) row[tokens[j]] = likeliest[j];
  return loss;
}

// Minus the log probability of the target; the row's logits become probabilities.
double token_loss(float* row, size_t v, size_t target) {
  const float largest = *std::max_element(row, row + v), own = row[target];
  kernels::table().softmax(row, v);
  return double{largest} - own - std::log(double{*std::max_element(row, row + v)});
}

}  // namespace

// A text of a pass, and what it counts for.
struct LessonObjective::Piece {
  const Text* text;
  float weight;                        // of the mean of its rows
  const Replayed* replayed = nullptr;  // then its rows are to be as expected
  // Preferred to the piece after it, whose own weight is 0, by more than the base does.
  bool preferred = false;
  double reference = 0;
  float preference = 0;
};

LessonObjective::LessonObjective(LoadedModel& base, std::span<const LearnExample> lessons,
                                 std::span<const LearnExample> replay, const AdaptOptions& options,
                                 TrunkRows& rows)
    : options_(options), rows_(rows), width_(base.config().width) {
  const Scope scope = scope_of(lessons);
  for (const LearnExample& e : lessons) {
    Lesson& made = lessons_.emplace_back();
    const Json::Array before = options.remind > 0 ? shown_for(e, scope, true) : Json::Array{};
    for (const std::string& question :
         question_variations(e.prompt, e.language, options.wordings, options.seed))
      made.wordings.push_back(text_of(lesson_tokens(base, question, e.answer, e.lesson, before)));
    if (!e.rejected.empty() && options.preference > 0)
      made.rejected.push_back(text_of(lesson_tokens(base, e.prompt, e.rejected, e.lesson, before)));
  }
  if (options.remind > 0 && options.contrast > 0)
    for (const LearnExample& e : lessons)
      add_replayed(base, e, shown_for(e, scope, false), kDoubtRows, doubts_);
  if (options.replay == 0) return;
  for (const uint32_t i : shuffled_indices(replay.size(), options.seed)) {
    if (replayed_.size() == kMostReplayed) break;
    const LearnExample& e = replay[i];
    // Half of the replies have a lesson before them that is about something else.
    const bool reminded = options.remind > 0 && !e.prompt.empty() && replayed_.size() % 2 == 0;
    const LearnExample* const other = &lessons[replayed_.size() / 2 % lessons.size()];
    add_replayed(base, e, reminded ? reminder(std::span(&other, 1)) : Json::Array{},
                 e.prompt.empty() ? kPlainRows : kReplyRows, replayed_);
  }
}

// What goes before a lesson's question: itself and the lessons that are likest to it, in any order; or, without it, those
// that have another answer.
Json::Array LessonObjective::shown_for(const LearnExample& e, const Scope& scope, bool own) const {
  std::vector<const LearnExample*> shown;
  if (own) shown.push_back(&e);
  for (const Scope::Near& near : scope.nearest(e.prompt, 4 * options_.remind + 4)) {
    const LearnExample& other = scope.lesson(near.lesson);
    if (shown.size() < options_.remind && other.prompt != e.prompt &&
        (own || other.answer != e.answer))
      shown.push_back(&other);
  }
  std::vector<const LearnExample*> mixed;
  for (const uint32_t i :
       shuffled_indices(shown.size(), options_.seed + static_cast<uint64_t>(e.lesson)))
    mixed.push_back(shown[i]);
  return reminder(mixed);
}

// The first rows of the example's reply; they are to be as they are without what goes before.
void LessonObjective::add_replayed(LoadedModel& base, const LearnExample& e,
                                   const Json::Array& before, size_t most,
                                   std::vector<Replayed>& all) {
  const auto text = [&](const Json::Array& messages) {
    TokenExample tokens = lesson_tokens(base, e.prompt, e.answer, e.lesson, messages);
    const size_t end = (e.prompt.empty() ? 0 : tokens.learn_from) + most;
    if (tokens.tokens.size() > end) tokens.tokens.resize(end);
    return text_of(std::move(tokens));
  };
  const Text plain = text({}), shown = before.empty() ? plain : text(before);
  if (learnt(plain) > 0 && learnt(shown) == learnt(plain)) all.push_back({shown, plain, {}});
}

LessonObjective::Text LessonObjective::text_of(TokenExample example) {
  const size_t text = rows_.add(std::move(example.tokens));
  const auto before = static_cast<uint32_t>(rows_.before(text));
  return {text, std::max(example.learn_from, before + 1)};
}

size_t LessonObjective::learnt(const Text& text) const {
  return rows_.tokens(text.index).size() - text.learn_from;
}

size_t LessonObjective::tokens(uint32_t lesson) const {
  if (options_.noise > 0) return 1;  // a step is one pass
  size_t most = 0;
  for (const Text& text : lessons_[lesson].wordings)
    most = std::max(most, rows_.tokens(text.index).size());
  for (const Text& text : lessons_[lesson].rejected) most += rows_.tokens(text.index).size();
  return most;
}

size_t LessonObjective::variations() const {
  size_t all = 0;
  for (const Lesson& lesson : lessons_) all += lesson.wordings.size();
  return all;
}

const float* LessonObjective::forward(Network& network, const std::vector<Piece>& pieces,
                                      Batch& batch) {
  std::vector<float> x;
  for (const Piece& piece : pieces) rows_.append(piece.text->index, batch, x);
  tokens_seen_ += batch.tokens.size();
  return network.forward_from(batch, x.data());
}

void LessonObjective::set_reference(Network& network, const std::function<bool()>& go_on) {
  const size_t v = network.config().vocabulary;
  const auto ask = [&] {
    if (go_on && !go_on()) throw Error(Code::cancelled, msg::kTrainStopped);
  };
  for (Lesson& lesson : lessons_) {
    if (lesson.rejected.empty()) continue;
    ask();
    std::vector<Piece> pair(2);
    pair[0].text = &lesson.wordings[0];
    pair[1].text = &lesson.rejected[0];
    Batch batch;
    const float* const hidden = forward(network, pair, batch);
    const std::vector<Row> rows = rows_of(pair, batch);
    lesson.reference = difference(network, hidden, batch, rows, 0);
  }
  const size_t count = std::min<size_t>(kExpected, v - 1);
  const auto expect = [&](Replayed& r) {
    ask();
    Piece piece{&r.plain, 1};
    Batch batch;
    const float* const hidden = forward(network, {piece}, batch);
    std::vector<uint32_t> rows(learnt(r.plain));
    std::iota(rows.begin(), rows.end(), first_row(batch, 0, r.plain));
    r.expected.tokens.resize(rows.size() * count);
    r.expected.logs.resize(rows.size() * count);
    const RowLoss keep = [&](size_t i, float* row) {
      kernels::table().softmax(row, v);
      std::vector<uint32_t> order(v);
      std::iota(order.begin(), order.end(), 0u);
      std::partial_sort(
          order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
          [&](uint32_t a, uint32_t b) { return row[a] != row[b] ? row[a] > row[b] : a < b; });
      for (size_t j = 0; j < count; ++j) {
        r.expected.tokens[i * count + j] = order[j];
        r.expected.logs[i * count + j] = std::log(std::max(row[order[j]], 1e-30f));
      }
      return 0.0;
    };
    head_losses(network, hidden, batch.tokens.size(), rows, keep, nullptr);
  };
  for (Replayed& r : replayed_) expect(r);
  for (Replayed& r : doubts_) expect(r);
  tokens_seen_ = 0;
}

// The row that predicts the first learnt token of the text, which is sequence `at`.
uint32_t LessonObjective::first_row(const Batch& batch, size_t at, const Text& text) const {
  return batch.starts[at] + text.learn_from - 1 - static_cast<uint32_t>(rows_.before(text.index));
}

std::vector<LessonObjective::Row> LessonObjective::rows_of(const std::vector<Piece>& pieces,
                                                           const Batch& batch) const {
  std::vector<Row> rows;
  for (uint32_t i = 0; i < pieces.size(); ++i) {
    const uint32_t first = first_row(batch, i, *pieces[i].text), last = batch.starts[i + 1] - 1;
    for (uint32_t t = first; t < last; ++t) rows.push_back({t, batch.tokens[t + 1], i, t - first});
  }
  return rows;
}

// log p of the answer of piece `at` less that of the piece after it.
double LessonObjective::difference(Network& network, const float* hidden, const Batch& batch,
                                   const std::vector<Row>& rows, size_t at) const {
  const size_t v = network.config().vocabulary;
  std::vector<uint32_t> places;
  std::vector<const Row*> some;
  for (const Row& row : rows)
    if (row.piece == at || row.piece == at + 1) places.push_back(row.place), some.push_back(&row);
  const std::vector<double> losses = head_losses(
      network, hidden, batch.tokens.size(), places,
      [&](size_t i, float* row) {
        return token_loss(row, v, static_cast<size_t>(some[i]->target));
      },
      nullptr);
  double sum = 0;
  for (size_t i = 0; i < some.size(); ++i) sum += some[i]->piece == at ? -losses[i] : losses[i];
  return sum;
}

// Forward and backward; the loss as weighted.
double LessonObjective::pass(Network& network, const std::vector<Piece>& pieces) {
  const size_t v = network.config().vocabulary;
  Batch batch;
  const float* const hidden = forward(network, pieces, batch);
  const std::vector<Row> rows = rows_of(pieces, batch);
  double loss = 0;
  std::vector<float> slopes(pieces.size());  // of each row's minus log p
  for (size_t i = 0; i < pieces.size(); ++i)
    slopes[i] = pieces[i].weight / static_cast<float>(std::max<size_t>(1, learnt(*pieces[i].text)));
  std::vector<float> weights = slopes;
  for (size_t i = 0; i < pieces.size(); ++i) {
    if (!pieces[i].preferred) continue;
    const double margin =
        kBeta * (difference(network, hidden, batch, rows, i) - pieces[i].reference);
    loss += pieces[i].preference * preference_loss(margin);
    // d loss / d log p(answer) = -beta sigmoid(-margin).
    const auto push = static_cast<float>(pieces[i].preference * kBeta / (1 + std::exp(margin)));
    slopes[i] += push;
    slopes[i + 1] -= push;
  }
  std::vector<uint32_t> places;
  for (const Row& row : rows) places.push_back(row.place);
  const RowLoss row_loss = [&](size_t i, float* logits) {
    const Row& row = rows[i];
    double own;
    if (const Replayed* r = pieces[row.piece].replayed) {
      const size_t count = r->expected.tokens.size() / learnt(r->text);
      own = divergence(logits, v, std::span(r->expected.tokens).subspan(row.at * count, count),
                       std::span(r->expected.logs).subspan(row.at * count, count));
    } else {
      own = token_loss(logits, v, static_cast<size_t>(row.target));
      logits[row.target] -= 1;
    }
    kernels::table().scale(logits, slopes[row.piece], v);
    return weights[row.piece] * own;
  };
  std::vector<float> dhidden(batch.tokens.size() * width_);
  for (double l :
       head_losses(network, hidden, batch.tokens.size(), places, row_loss, dhidden.data()))
    loss += l;
  network.backward(dhidden.data());
  return loss;
}

void LessonObjective::add_lesson(uint32_t lesson, float weight, std::vector<Piece>& pieces) const {
  const Lesson& l = lessons_[lesson];
  // The first wording every fourth time, and always where it is what a rejected answer was given to.
  const uint64_t time = step_ / steps_an_epoch();
  const size_t others = l.wordings.size() - 1;
  const size_t wording = others == 0 || time % 4 == 0 ? 0 : 1 + (time + lesson) % others;
  Piece piece{&l.wordings[wording], weight};
  if (wording == 0 && !l.rejected.empty()) {
    piece.preferred = true;
    piece.reference = l.reference;
    piece.preference = weight * options_.preference;
    pieces.push_back(piece);
    pieces.push_back({&l.rejected[0], 0});
    return;
  }
  pieces.push_back(piece);
}

void LessonObjective::add_replay(uint32_t lesson, float weight, std::vector<Piece>& pieces) const {
  Rng rng = stream(options_.seed, step_, lesson);
  const auto add = [&](const std::vector<Replayed>& all, float share) {
    if (all.empty()) return;
    const auto count = static_cast<size_t>(std::floor(share + rng.uniform()));
    for (size_t i = 0; i < count; ++i) {
      const Replayed& r = all[rng.next() % all.size()];
      pieces.push_back({&r.text, weight, &r});
    }
  };
  add(replayed_, options_.replay);
  add(doubts_, options_.contrast);
}

double LessonObjective::learn(Network& network, std::span<const uint32_t> picks) {
  if (options_.noise > 0) return private_step(network);
  const float share = 1 / static_cast<float>(picks.size());
  std::vector<Piece> pieces;
  for (const uint32_t lesson : picks) {
    add_lesson(lesson, share, pieces);
    add_replay(lesson, share * kReplayWeight, pieces);
  }
  return pass(network, pieces);
}

// Every lesson is in a step with the same chance, whatever the others; its gradient is cut to a length, and noise is
// added to the sum.
double LessonObjective::private_step(Network& network) {
  const double chance = sampling_rate();
  const std::vector<Parameter*> trained = network.trained();
  std::vector<std::vector<float>> sums;
  for (Parameter* p : trained) sums.emplace_back(p->size());
  Rng rng = stream(options_.seed, step_, uint64_t{1} << 40);
  const auto expected = static_cast<float>(chance * static_cast<double>(lessons_.size()));
  double loss = 0;
  std::vector<Piece> replays;
  for (uint32_t lesson = 0; lesson < lessons_.size(); ++lesson) {
    if (rng.uniform() >= chance) continue;
    std::vector<Piece> pieces;
    add_lesson(lesson, 1, pieces);
    loss += pass(network, pieces) / expected;
    double squares = 0;
    for (Parameter* p : trained)
      for (size_t i = 0; i < p->size(); ++i) squares += double{p->grad()[i]} * p->grad()[i];
    const auto factor =
        static_cast<float>(std::min(1.0, options_.clip / std::max(std::sqrt(squares), 1e-12)));
    for (size_t k = 0; k < trained.size(); ++k) {
      float* const g = trained[k]->grad();
      for (size_t i = 0; i < sums[k].size(); ++i) sums[k][i] += factor * g[i], g[i] = 0;
    }
  }
  // What is replayed is public: no noise for it, and how much of it there is does not depend on the draw above.
  for (uint32_t i = 0; i < options_.batch; ++i) add_replay(i, kReplayWeight / expected, replays);
  if (!replays.empty()) loss += pass(network, replays);
  const double deviation = options_.noise * options_.clip;
  for (size_t k = 0; k < trained.size(); ++k) {
    float* const g = trained[k]->grad();
    for (size_t i = 0; i < sums[k].size(); ++i)
      g[i] += (sums[k][i] + static_cast<float>(deviation * normal(rng))) / expected;
  }
  return loss;
}

double LessonObjective::sampling_rate() const {
  return std::min(1.0, static_cast<double>(options_.batch) / static_cast<double>(lessons_.size()));
}

}  // namespace tinybrain
