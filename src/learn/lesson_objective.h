// What a step of learning from lessons is: the answer of each lesson, in one wording of its question after the other;
// where it is known what was said instead, that the answer is preferred to it (DPO); and replayed examples, on which the
// network is to expect what the base expects (KL), so that the rest stays as it was.
#pragma once

#include <functional>
#include <vector>

#include "learn/adapt.h"
#include "learn/scope.h"
#include "learn/trunk.h"
#include "train/objective.h"

namespace tinybrain {

class LessonObjective : public Objective {
 public:
  // The arguments outlive it. rows: of the trunk below the network's first layer.
  LessonObjective(LoadedModel& base, std::span<const LearnExample> lessons,
                  std::span<const LearnExample> replay, const AdaptOptions& options,
                  TrunkRows& rows);
  // What the network expects as it is now is what is to stay: with fresh adapters, the base. Before train(), in a run
  // that goes on from a checkpoint too. go_on is asked after every text; false = Error{cancelled}.
  void set_reference(Network& network, const std::function<bool()>& go_on = {});

  size_t examples() const override { return lessons_.size(); }
  size_t tokens(uint32_t lesson) const override;
  void begin_step(uint64_t step) override { step_ = step; }
  double learn(Network& network, std::span<const uint32_t> picks) override;
  // Nothing is held back here: the last state is the one that counts.
  double score(Network&) override { return static_cast<double>(step_); }

  uint64_t tokens_seen() const { return tokens_seen_; }
  size_t replayed() const { return replayed_.size(); }
  size_t variations() const;
  double sampling_rate() const;  // with noise: the chance of a lesson to be in a step

 private:
  struct Text {
    size_t index;         // in rows_
    uint32_t learn_from;  // the first token that is learnt
  };
  struct Lesson {
    std::vector<Text> wordings;
    std::vector<Text> rejected;  // none or one, after the first wording
    double reference = 0;        // log p(answer) - log p(rejected), by the base
  };
  // The likeliest next tokens of every learnt row, and the logs of their probabilities; the rest is one.
  struct Expected {
    std::vector<uint32_t> tokens;
    std::vector<float> logs;
  };
  struct Replayed {
    Text text, plain;  // the same but for a lesson that went before it
    Expected expected;
  };
  struct Piece;
  // A row of a pass whose next token is learnt.
  struct Row {
    uint32_t place;  // in the batch
    TokenId target;
    uint32_t piece, at;  // of the pieces; of the learnt rows of that piece
  };
  Json::Array shown_for(const LearnExample& lesson, const Scope& scope, bool own) const;
  void add_replayed(LoadedModel& base, const LearnExample& example, const Json::Array& before,
                    size_t most, std::vector<Replayed>& all);
  Text text_of(TokenExample example);
  size_t learnt(const Text& text) const;  // its rows
  const float* forward(Network& network, const std::vector<Piece>& pieces, Batch& batch);
  uint32_t first_row(const Batch& batch, size_t at, const Text& text) const;
  std::vector<Row> rows_of(const std::vector<Piece>& pieces, const Batch& batch) const;
  double difference(Network& network, const float* hidden, const Batch& batch,
                    const std::vector<Row>& rows, size_t at) const;
  double pass(Network& network, const std::vector<Piece>& pieces);
  double private_step(Network& network);
  void add_lesson(uint32_t lesson, float weight, std::vector<Piece>& pieces) const;
  void add_replay(uint32_t lesson, float weight, std::vector<Piece>& pieces) const;
  uint64_t steps_an_epoch() const {
    return (lessons_.size() + options_.batch - 1) / options_.batch;
  }

  AdaptOptions options_;
  TrunkRows& rows_;
  size_t width_;
  std::vector<Lesson> lessons_;
  std::vector<Replayed> replayed_, doubts_;
  uint64_t step_ = 0, tokens_seen_ = 0;
};

}  // namespace tinybrain
