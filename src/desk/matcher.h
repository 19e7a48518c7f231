// Questions with their answers, and how well each answer fits a new question: by shared terms, by meaning, and by what was
// learnt from all examples together.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "generate/loaded_model.h"
#include "knowledge/lexical.h"
#include "knowledge/linear_head.h"

namespace tinybrain::desk {

struct Answer {
  std::string text;
  std::string file;
  uint64_t row = 0;  // of its first question in the file
};

// What the owner gave: questions, and which answer each has.
struct Faq {
  std::vector<Answer> answers;
  std::vector<std::string> questions;
  std::vector<uint32_t> answer_of;
  size_t width = 0;            // of vectors; 0 = no encoder
  std::vector<float> vectors;  // [questions][width], unit length
};

// An answer that may be the right one, with what speaks for it.
struct Candidate {
  uint32_t answer = 0;
  uint32_t question = 0;  // the example nearest to it
  float lexical = 0;      // share of terms with the nearest example, 0 to about 1
  float meaning = 0;      // cosine to the nearest example
  float learnt = 0;       // probability by the head; 0 where it does not know the answer
  float score = 0;        // of the three together; see Weighing
};

struct Weighing {
  float lexical = 0.5f, meaning = 0.5f, learnt = 0.5f;
  float score_of(const Candidate& c) const {
    return lexical * c.lexical + meaning * c.meaning + learnt * c.learnt;
  }
};

class Matcher {
 public:
  // encoder: of faq.vectors; may be null when width is 0. Must outlive this.
  Matcher(Faq faq, LoadedModel* encoder);

  // Learns which answer a question wants, for answers with at least kLeast questions. Skipped where too few or too many.
  // false = stopped.
  static constexpr size_t kLeast = 3, kMost = 2000;
  bool learn(uint64_t seed, const std::function<bool(uint64_t, uint64_t)>& progress);
  void set_head(TermVocabulary vocabulary, LinearHead head, std::vector<uint32_t> head_answers);

  // The `most` best answers, the best first. vector: of the question where it is known, else nullptr. without: examples
  // as if they were not there; may be null.
  std::vector<Candidate> find(std::string_view question, size_t most) const {
    return find(question, nullptr, nullptr, most);
  }
  std::vector<Candidate> find(std::string_view question, const float* vector,
                              const std::vector<bool>* without, size_t most) const;
  // A question's vector [width].
  std::vector<float> vector_of(std::string_view question) const;
  // Share of the question's terms, by rarity, that no example has.
  float unseen(std::string_view question) const { return lexical_.unseen_share(question); }

  const Faq& faq() const { return faq_; }
  const TermVocabulary& vocabulary() const { return vocabulary_; }
  const LinearHead& head() const { return head_; }
  const std::vector<uint32_t>& head_answers() const { return head_answers_; }
  Weighing weighing;

 private:
  Faq faq_;
  LoadedModel* encoder_;
  LexicalIndex lexical_;
  TermVocabulary vocabulary_;
  LinearHead head_;
  std::vector<uint32_t> head_answers_;  // answer of each label
};

// Vectors of many texts, [texts][width].
std::vector<float> vectors_of(LoadedModel& encoder, const std::vector<std::string>& texts,
                              const std::function<bool(uint64_t, uint64_t)>& progress);

}  // namespace tinybrain::desk
