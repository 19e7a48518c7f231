// What a text is about, learnt from labelled texts: terms and, where there is an encoder, its vector; calibrated; with the
// known texts that are most like it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/json.h"
#include "generate/loaded_model.h"
#include "knowledge/linear_head.h"

namespace tinybrain::skills {

struct KnownText {
  std::string text;
  uint32_t label;
  uint64_t row;  // line of the file it came from
};

struct Source {
  size_t known;  // index
  double likeness;
};

class Sorter {
 public:
  // What a text is looked at by: words and their pieces; or every piece of up to four characters as well, which is slower
  // and larger and tells moods and tones better.
  enum class By { words, pieces };
  // Learns; chooses temperature and line, and with pieces how long to learn, out of fold. wrong: the share of answered texts that may be wrong, by which the
  // line is drawn. Error{bad_argument}: too few texts. encoder: nullptr = by terms alone.
  Sorter(std::vector<std::string> labels, std::vector<KnownText> known, LoadedModel* encoder,
         double wrong, uint64_t seed, By by = By::words);
  // As it was saved. Error{bad_file}; Error{not_found} when it was made with an encoder and there is none.
  Sorter(const Json& json, LoadedModel* encoder);
  Json to_json() const;

  // Chances of the labels.
  std::vector<double> chances(const std::string& text) const;
  std::vector<Source> sources(const std::string& text, size_t most) const;

  const std::vector<std::string>& labels() const { return labels_; }
  const std::vector<KnownText>& known() const { return known_; }
  double line() const { return line_; }  // least chance of an answer
  bool knows_any_of(const std::string& text) const;
  bool with_encoder() const { return head_.width() > 0; }

 private:
  void index_known();
  std::vector<float> vector_of(const std::string& text) const;
  std::vector<std::string> labels_;
  std::vector<KnownText> known_;
  LoadedModel* encoder_;
  By by_ = By::words;
  TermVocabulary vocabulary_;
  LinearHead head_;
  double temperature_ = 1, line_ = 0;
  std::vector<TermVector> terms_;  // of the known texts
};

}  // namespace tinybrain::skills
