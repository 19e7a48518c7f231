// Translation between Korean and English, segment by segment: what the person translated before goes before the model, which
// is shown the nearest of it, and the glossary is kept and looked for in what came out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "skills/office/writer.h"

namespace tinybrain::skills::office {

struct Pair {
  std::string en, ko;
  const std::string& in(bool korean) const { return korean ? ko : en; }
};

// pairs.csv and glossary.csv of a folder: columns en and ko. Nothing when the file is not there. Error{bad_file}.
std::vector<Pair> read_pairs(const std::filesystem::path& file);

// The sentences that are whole, and what is left of the text: nothing when it is final.
struct Segments {
  std::vector<std::string> whole;
  std::string rest;
};
Segments segments_of(std::string_view text, bool final);

struct Translated {
  std::string source, target;
  const char* by =
      "model";  // "pairs": the person's own; "nearly": a pair whose source is nearly this; "model"
  double likeness = 0;            // of the nearest source in the pairs, 0 to 1
  std::vector<Pair> terms;        // of the glossary that the source holds
  std::vector<std::string> lost;  // their targets that the translation does not have
  std::vector<const char*>
      doubts;  // what code found wrong: "language", "numbers", "length", "terms"
};

class Translator {
 public:
  // to_korean: else from it. writer: nullptr = pairs alone.
  Translator(std::vector<Pair> pairs, std::vector<Pair> glossary, bool to_korean, Writer* writer);
  // Error{not_found}: no pair fits and there is no writer.
  Translated translate(const std::string& source) const;

 private:
  struct Known {
    std::string masked;            // folded, without marks around it, a '#' for each number
    std::vector<uint64_t> pieces;  // pairs of characters, sorted
  };
  static Known known(const std::string& text);
  double likeness(const Known& a, const Known& b) const;
  std::string ask(const std::string& source, const std::vector<size_t>& nearest,
                  const std::vector<Pair>& terms, const std::vector<std::string>& lost) const;
  void doubt(Translated& t) const;

  std::vector<Pair> pairs_, glossary_;
  bool to_korean_;
  Writer* writer_;
  std::vector<Known> known_;  // sources of the pairs
};

}  // namespace tinybrain::skills::office
