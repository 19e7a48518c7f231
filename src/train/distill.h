// Distillation from a teacher that was asked once (Hinton et al. 2015; reverse as Gu et al. 2023): what it expects
// of every token of the training texts is kept, its likeliest next tokens each and all others as one, in memory and,
// if wanted, in a file. A teacher asked anew in every pass is LanguageObjective::set_teacher.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "train/objective.h"

namespace tinybrain {

// What a teacher expects after each token of some texts, but for the last of each.
class Expectations {
 public:
  // temperature: of the teacher's softmax. progress(done, total) in texts; false = stop (Error{cancelled}).
  static Expectations of(Network& teacher, std::span<const TokenExample> texts, uint32_t count,
                         float temperature,
                         const std::function<bool(uint64_t, uint64_t)>& progress);
  // fingerprint: of teacher and texts, the caller's. nullopt: no such file, or it is of something else.
  // Error{bad_file}: damaged.
  static std::optional<Expectations> load(const std::filesystem::path& path,
                                          const std::string& fingerprint);
  void save(const std::filesystem::path& path, const std::string& fingerprint) const;

  uint32_t count() const { return count_; }
  uint32_t vocabulary() const { return vocabulary_; }
  float temperature() const { return temperature_; }
  size_t texts() const { return starts_.size() - 1; }
  size_t rows(size_t text) const { return starts_[text + 1] - starts_[text]; }
  // [count] next tokens after token `at` of a text, likeliest first, and the logs of their probabilities.
  const uint32_t* tokens(size_t text, size_t at) const { return &tokens_[at_row(text, at)]; }
  const float* logs(size_t text, size_t at) const { return &logs_[at_row(text, at)]; }

 private:
  size_t at_row(size_t text, size_t at) const { return (starts_[text] + at) * count_; }
  uint32_t count_ = 0, vocabulary_ = 0;
  float temperature_ = 1;
  std::vector<size_t> starts_{0};
  std::vector<uint32_t> tokens_;
  std::vector<float> logs_;
};

struct DistillOptions {
  // Share of the teacher in the loss; the rest is the text's own next token.
  float weight = 0.9f;
  // false: KL(teacher | student), the student covers all that the teacher expects. true: KL(student | teacher), it
  // keeps to what the teacher finds likely, for students too small for all.
  bool reverse = false;
};

class DistillObjective : public Objective {
 public:
  // expected: of `train`. Error{bad_argument} when it is of other texts or of another vocabulary than the student's.
  DistillObjective(const ModelConfig& student, std::vector<TokenExample> train,
                   std::vector<TokenExample> held_out, Expectations expected,
                   const DistillOptions& options);
  size_t examples() const override { return train_.size(); }
  size_t tokens(uint32_t i) const override { return train_[i].tokens.size(); }
  double learn(Network& network, std::span<const uint32_t> picks) override;
  double score(Network& network) override { return language_.score(network); }

 private:
  std::vector<TokenExample> train_;
  LanguageObjective language_;  // of the held-out texts
  Expectations expected_;
  DistillOptions options_;
};

}  // namespace tinybrain
