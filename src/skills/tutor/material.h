// The course's own texts, searched by words, with where each passage stands: what is answered from them is cited.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/passage_index.h"

namespace tinybrain::skills::tutor {

struct Citation {
  std::string file, heading, text;
  uint64_t line = 1;
  std::string sentence;  // of the passage, the one that says it
  double strength = 0;   // 0 to about 1
};

class Material {
 public:
  // The .md and .txt files of a folder, not of those in it. Error{not_found}: there are none.
  explicit Material(const std::filesystem::path& folder);
  // The best passages, the best first; those under kLeast say nothing of it.
  std::vector<Citation> find(std::string_view question, size_t most) const;
  static constexpr double kLeast = 0.25;

 private:
  std::vector<Citation> passages_;
  PassageIndex index_;
};

}  // namespace tinybrain::skills::tutor
