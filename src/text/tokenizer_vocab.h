// The vocabulary looked up by text: one flat table of hashes and ids over views that the spec
// holds. No copy of any token, no allocation a token.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/tokenizer.h"

namespace tinybrain {

uint64_t hash_bytes(std::string_view s);

class TokenIndex {
 public:
  // The first of two equal tokens is the one that is found.
  explicit TokenIndex(std::span<const std::string_view> tokens);
  TokenId find(std::string_view text) const;   // -1 when absent
  size_t longest() const { return longest_; }  // bytes of the longest token

 private:
  struct Slot {
    uint32_t hash;
    TokenId id;  // -1 = empty
  };
  std::span<const std::string_view> tokens_;
  std::vector<Slot> slots_;
  size_t mask_ = 0;
  size_t longest_ = 0;
};

}  // namespace tinybrain
