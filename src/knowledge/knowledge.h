// Finds what answers a question: terms and vectors fused, with the chance that the best one is right.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generate/loaded_model.h"
#include "knowledge/entries.h"
#include "knowledge/lexical.h"

namespace tinybrain {

struct Match {
  uint32_t entry = 0;
  float lexical = 0, meaning = 0;  // meaning 0 without vectors
  float strength = 0;
  float lead = 0;  // over the next found; of the last one, over 0
};

class Knowledge {
 public:
  // encoder: of the vectors; nullptr when there are none.
  Knowledge(Entries entries, LoadedModel* encoder);

  const Entries& entries() const { return entries_; }
  void set_scoring(const Scoring& scoring) { entries_.scoring = scoring; }

  // The `most` strongest entries, strongest first; of entries with the same answer the strongest only.
  // without: an answer that is left out, as if it were not known; nullptr = none.
  std::vector<Match> find(std::string_view question, size_t most,
                          const std::string* without = nullptr) const;
  // The chance that the first of them is right.
  double chance(const Match& match) const;
  bool knows(const Match& match) const { return chance(match) >= entries_.scoring.threshold; }
  bool has_answer(const std::string& answer) const;

 private:
  Entries entries_;
  LoadedModel* encoder_;
  LexicalIndex lexical_;
};

// A brain's folder with knowledge in it: entries.gguf, and model.gguf when its vectors were made by one.
inline constexpr const char* kEntriesFile = "entries.gguf";
class KnowledgeBrain {
 public:
  // Error{not_found}: no such folder or no knowledge in it; Error{bad_file}.
  KnowledgeBrain(const std::filesystem::path& folder, size_t threads);
  const Knowledge& knowledge() const { return *knowledge_; }
  const LoadedModel* encoder() const { return encoder_.get(); }

 private:
  std::unique_ptr<LoadedModel> encoder_;
  std::unique_ptr<Knowledge> knowledge_;
};

}  // namespace tinybrain
