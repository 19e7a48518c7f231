// The keys and values of one session's tokens: a table of pages. Pages come as rows are used and are shared
// with other sessions where their tokens are the same (kv_pool.h).
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "model/kv_pool.h"
#include "model/rope.h"

namespace tinybrain {

class KvCache {
 public:
  KvCache(std::shared_ptr<KvPool> pool, uint32_t context);

  uint32_t context() const { return context_; }
  // Forgets all rows; from now on pages are shared with caches of that variant only (KvPool).
  void set_variant(uint64_t variant);
  const KvPool& pool() const { return *pool_; }
  static size_t bytes_per_token(const ModelConfig& config, kernels::KvType type);

  // Before rows [begin, end) are written: pages that are missing come, shared ones are copied.
  // Error{no_memory}, and nothing is lost.
  void make_writable(uint32_t begin, uint32_t end);
  // Gives up what only rows from `rows` on need.
  void truncate(uint32_t rows);
  // The same rows in another cache, which shares the whole pages. Rows of a page that is not full are copied
  // when either writes next.
  KvCache fork(uint32_t rows) const;

  // AttentionArgs::pages.
  const void* const* pages() const { return table_.data(); }
  // Writes one head of rows [begin, begin + count); key of row i at keys + i*stride.
  void store(uint32_t layer, uint32_t head, uint32_t begin, uint32_t count, const float* keys,
             const float* values, size_t stride);

  // One head of one row.
  void load(uint32_t layer, uint32_t head, uint32_t row, float* key, float* value) const;

  // Rows that need not be computed: `have` rows hold the first tokens of `tokens` already; whole pages after
  // them that some session has are taken over. Returns how many rows hold now; always less than tokens.size().
  uint32_t adopt(std::span<const TokenId> tokens, uint32_t have);
  // Offers the whole pages of `tokens`, which the rows hold, to other sessions.
  void share(std::span<const TokenId> tokens);

  // Makes room: forgets rows [keep, keep + drop) of `used`, moves the later ones down and turns their keys
  // back by `drop` positions (rotary embeddings add up, so the rest of the window stays valid).
  void shift(const ModelConfig& config, uint32_t used, uint32_t keep, uint32_t drop);

  // Bytes of the page with rows 16*index on, for saving.
  std::span<const std::byte> page(size_t index) const;
  // The same for loading; make_writable() first.
  std::span<std::byte> page(size_t index);

 private:
  void set_page(size_t index, std::shared_ptr<KvPage> page);

  std::shared_ptr<KvPool> pool_;
  uint32_t context_;
  uint64_t variant_ = 0;
  std::vector<std::shared_ptr<KvPage>> pages_;
  std::vector<const void*> table_;  // their bytes
};

}  // namespace tinybrain
