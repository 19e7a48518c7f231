// Whether something of certain texts is left in bytes: a few windows of each text, looked for in one pass over pages and
// files, however many texts there are.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/json.h"

namespace tinybrain {

class ResidueProbe {
 public:
  // A text shorter than a window is looked for not at all: it would be found by chance.
  static constexpr size_t kWindow = 12;  // bytes

  void expect_gone(const Json& value);  // every string in it
  void expect_gone_text(std::string_view text);
  // What is in these texts too is no residue when it is found.
  void may_stay(const Json& value);
  void may_stay_text(std::string_view text);

  bool found_in(std::string_view bytes) const;
  // Reads in pieces. A file that cannot be read counts as nothing found.
  bool found_in_file(const std::filesystem::path& path, uint64_t& bytes_read) const;

  size_t texts() const { return texts_; }  // that are looked for
  size_t windows() const { return windows_.size(); }

 private:
  template <class Hit>
  void scan(std::string_view bytes, Hit&& hit) const;
  std::unordered_multimap<uint64_t, std::string> windows_;  // by hash
  size_t texts_ = 0;
};

}  // namespace tinybrain
