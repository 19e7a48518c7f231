// TokenIndex: open addressing, linear probing, at most half full.
#include "text/tokenizer_vocab.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace tinybrain {
namespace {

uint64_t mix(uint64_t x) {
  x ^= x >> 32;
  x *= 0xd6e8feb86659fd93u;
  return x ^ (x >> 32);
}

}  // namespace

uint64_t hash_bytes(std::string_view s) {
  uint64_t h = 0x9e3779b97f4a7c15u ^ s.size();
  const char* p = s.data();
  size_t n = s.size();
  for (; n >= 8; p += 8, n -= 8) {
    uint64_t word;
    std::memcpy(&word, p, 8);
    h = mix(h ^ word) * 0x9fb21c651e98df25u;
  }
  if (n > 0) {
    uint64_t word = 0;
    std::memcpy(&word, p, n);
    h = mix(h ^ word) * 0x9fb21c651e98df25u;
  }
  return mix(h);
}

TokenIndex::TokenIndex(std::span<const std::string_view> tokens) : tokens_(tokens) {
  mask_ = std::bit_ceil(tokens.size() * 2 + 2) - 1;
  slots_.assign(mask_ + 1, Slot{0, -1});
  for (size_t id = 0; id < tokens.size(); ++id) {
    const std::string_view text = tokens[id];
    longest_ = std::max(longest_, text.size());
    const uint64_t h = hash_bytes(text);
    const auto tag = static_cast<uint32_t>(h >> 32);
    size_t at = h & mask_;
    while (slots_[at].id >= 0 && !(slots_[at].hash == tag && tokens[slots_[at].id] == text))
      at = (at + 1) & mask_;
    if (slots_[at].id < 0) slots_[at] = {tag, static_cast<TokenId>(id)};
  }
}

TokenId TokenIndex::find(std::string_view text) const {
  if (text.size() > longest_) return -1;
  const uint64_t h = hash_bytes(text);
  const auto tag = static_cast<uint32_t>(h >> 32);
  for (size_t at = h & mask_; slots_[at].id >= 0; at = (at + 1) & mask_)
    if (slots_[at].hash == tag && tokens_[slots_[at].id] == text) return slots_[at].id;
  return -1;
}

}  // namespace tinybrain
