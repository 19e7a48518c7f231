// Words repeat: within one text, the tokens of a word seen before are copied instead of merged
// again. Remembers places in the text and in the output, never bytes.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/tokenizer.h"
#include "text/tokenizer_vocab.h"

namespace tinybrain {

class WordCache {
 public:
  // For one text, which must stay where it is. Small texts get no cache.
  explicit WordCache(std::string_view text) : text_(text) {
    if (text.size() >= 256) slots_.resize(std::min<size_t>(std::bit_ceil(text.size() / 8), 8192));
  }

  // Calls encode() for a word not seen before; it must append the word's tokens to out.
  template <class Encode>
  void encode(std::string_view word, std::vector<TokenId>& out, Encode&& encode) {
    if (slots_.empty() || word.size() > kLongest || word.size() < 2) return encode();
    Slot& slot = slots_[hash_bytes(word) & (slots_.size() - 1)];
    if (slot.size == word.size() && text_.substr(slot.begin, slot.size) == word) {
      for (uint32_t i = 0; i < slot.count; ++i) out.push_back(out[slot.first + i]);
      return;
    }
    const size_t first = out.size();
    encode();
    slot = {static_cast<uint32_t>(word.data() - text_.data()), static_cast<uint32_t>(word.size()),
            static_cast<uint32_t>(first), static_cast<uint32_t>(out.size() - first)};
  }

 private:
  static constexpr size_t kLongest = 64;  // bytes; longer words seldom repeat
  struct Slot {
    uint32_t begin = 0, size = 0;   // in the text
    uint32_t first = 0, count = 0;  // in the output
  };
  std::string_view text_;
  std::vector<Slot> slots_;
};

}  // namespace tinybrain
