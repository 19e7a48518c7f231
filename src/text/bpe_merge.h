// The one loop of byte-pair encoding, for both BPEs: of all neighbours that may merge, the pair
// with the lowest rank does, the leftmost first, until none may. Short words scan; long ones keep a
// heap, so that a megabyte of one letter is still n log n.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

#include "text/tokenizer.h"

namespace tinybrain {

// A piece of the text on its way to becoming a token.
struct MergeSymbol {
  uint32_t begin, size;  // bytes
  TokenId id;            // -1 when it is no token yet (spm)
};

struct MergeCandidate {
  static constexpr uint32_t kNone = ~uint32_t{0};
  uint32_t rank = kNone;  // lower merges earlier
  TokenId id = -1;        // what the two become
};

// What merging needs besides the symbols; kept between words to save allocations.
struct MergeScratch {
  struct Entry {
    uint64_t key;   // rank, then position: the order of merging
    uint32_t size;  // of both together: tells a stale entry, as pieces only grow
    TokenId id;
  };
  std::vector<MergeCandidate> candidates;
  std::vector<Entry> heap;
  std::vector<uint32_t> previous, next;
};

// look(a, b) -> MergeCandidate of two neighbours.
template <class Look>
void merge_by_scanning(std::vector<MergeSymbol>& symbols, MergeScratch& scratch, Look&& look) {
  std::vector<MergeCandidate>& pairs = scratch.candidates;  // pairs[i] = symbols i and i + 1
  size_t n = symbols.size();
  pairs.resize(n);
  for (size_t i = 0; i + 1 < n; ++i) pairs[i] = look(symbols[i], symbols[i + 1]);
  while (n > 1) {
    size_t best = 0;
    for (size_t i = 1; i + 1 < n; ++i)
      if (pairs[i].rank < pairs[best].rank) best = i;
    if (pairs[best].rank == MergeCandidate::kNone) break;
    symbols[best].size += symbols[best + 1].size;
    symbols[best].id = pairs[best].id;
    std::copy(symbols.begin() + best + 2, symbols.begin() + n, symbols.begin() + best + 1);
    std::copy(pairs.begin() + best + 1, pairs.begin() + n - 1, pairs.begin() + best);
    --n;
    if (best > 0) pairs[best - 1] = look(symbols[best - 1], symbols[best]);
    if (best + 1 < n) pairs[best] = look(symbols[best], symbols[best + 1]);
  }
  symbols.resize(n);
}

template <class Look>
void merge_by_heap(std::vector<MergeSymbol>& symbols, MergeScratch& scratch, Look&& look) {
  constexpr uint32_t kEnd = ~uint32_t{0};
  using Entry = MergeScratch::Entry;
  const auto later = [](const Entry& a, const Entry& b) { return a.key > b.key; };
  const auto n = static_cast<uint32_t>(symbols.size());
  auto& heap = scratch.heap;
  auto& previous = scratch.previous;
  auto& next = scratch.next;
  heap.clear();
  previous.resize(n);
  next.resize(n);
  const auto consider = [&](uint32_t left, uint32_t right) -> bool {
    const MergeCandidate c = look(symbols[left], symbols[right]);
    if (c.rank == MergeCandidate::kNone) return false;
    heap.push_back({uint64_t{c.rank} << 32 | left, symbols[left].size + symbols[right].size, c.id});
    return true;
  };
  for (uint32_t i = 0; i < n; ++i) {
    previous[i] = i == 0 ? kEnd : i - 1;
    next[i] = i + 1 == n ? kEnd : i + 1;
    if (i + 1 < n) consider(i, i + 1);
  }
  std::make_heap(heap.begin(), heap.end(), later);
  while (!heap.empty()) {
    const Entry entry = heap.front();
    std::pop_heap(heap.begin(), heap.end(), later);
    heap.pop_back();
    const auto left = static_cast<uint32_t>(entry.key);
    const uint32_t right = next[left];
    if (symbols[left].size == 0 || right == kEnd ||
        symbols[left].size + symbols[right].size != entry.size)
      continue;
    symbols[left].size = entry.size;
    symbols[left].id = entry.id;
    symbols[right].size = 0;
    next[left] = next[right];
    if (next[left] != kEnd) previous[next[left]] = left;
    if (previous[left] != kEnd && consider(previous[left], left))
      std::push_heap(heap.begin(), heap.end(), later);
    if (next[left] != kEnd && consider(left, next[left]))
      std::push_heap(heap.begin(), heap.end(), later);
  }
  std::erase_if(symbols, [](const MergeSymbol& s) { return s.size == 0; });
}

// Every symbol must have a size of at least 1.
template <class Look>
void merge_symbols(std::vector<MergeSymbol>& symbols, MergeScratch& scratch, Look&& look) {
  constexpr size_t kLong = 64;  // symbols; about where the heap starts to win
  if (symbols.size() < kLong)
    merge_by_scanning(symbols, scratch, look);
  else
    merge_by_heap(symbols, scratch, look);
}

}  // namespace tinybrain
