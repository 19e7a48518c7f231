// Which words of a sentence are the values of which slots: a linear-chain conditional random field (Lafferty et al. 2001)
// over words, their shapes and pieces, their neighbours, and the values that were seen. Learnt from examples with spans; one
// tagger an intent. Korean is cut into the stem of a word and its single syllables after it, since endings are glued on.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tinybrain::skills {

// A value in a text: bytes [begin, end).
struct Span {
  std::string slot;
  size_t begin = 0, end = 0;
  bool operator==(const Span&) const = default;
};

struct Piece {
  size_t begin, end;  // bytes
  bool glued;         // no space before it
};
// Words, numbers and marks; a Hangul word as its single syllables.
std::vector<Piece> pieces_of(std::string_view text);

struct TaggedText {
  std::string text;         // valid UTF-8
  std::vector<Span> spans;  // by begin, apart from one another
};

class Tagger {
 public:
  Tagger() = default;
  // gazetteer: values of slots beyond those of the examples; folded.
  Tagger(std::span<const TaggedText> examples,
         const std::map<std::string, std::set<std::string>>& gazetteer, uint64_t seed);

  std::vector<Span> find(std::string_view text) const;

  // As a file, a byte a weight; features that weigh under `least` on every tag are left out.
  std::string to_bytes(float least) const;
  // Error{bad_file} names the part that is damaged.
  static Tagger from_bytes(std::string_view bytes);
  bool empty() const { return tags_.size() < 2; }

 private:
  using Features = std::vector<uint32_t>;  // of one piece
  struct Sentence {
    std::vector<Features> features;
    std::vector<uint32_t> tags;
  };
  // own: values not to be seen in the gazetteer, because only this sentence has them.
  std::vector<std::vector<std::string>> names_of(std::string_view text,
                                                 std::span<const Piece> pieces,
                                                 const std::set<std::string>* own) const;
  void count(std::span<const TaggedText> examples);
  void train(std::vector<Sentence>& sentences, uint64_t seed);
  void scores_of(const Features& features, float* scores) const;

  std::vector<std::string> tags_;                    // "", "B-slot", "I-slot"
  std::unordered_map<std::string, uint32_t> index_;  // of features
  std::vector<float> weights_;                       // [features][tags]
  std::vector<float> steps_;  // [tags + 1][tags]; the last row: how a text begins
  std::map<std::string, std::set<std::string>> gazetteer_;  // values by slot
  std::unordered_map<std::string, uint32_t> values_,
      texts_with_;  // how often a value, a word is there
};

}  // namespace tinybrain::skills
