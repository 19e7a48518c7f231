// Pages of keys and values: 16 tokens in all layers. Sessions of one model share pages that hold the same
// tokens after the same tokens, as those of a common system prompt do; a shared page is never written to.
#pragma once

#include <array>
#include <compare>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "kernels/kernels.h"
#include "model/config.h"
#include "tensor/buffer.h"
#include "text/tokenizer.h"

namespace tinybrain {

struct KvPage {
  Buffer data;
  std::shared_ptr<KvPage> parent;  // the page before, when sealed
  bool sealed = false;             // known to the pool: others may share it at any time
};

// One for each model and type of cache. Thread safe.
// Pages are shared among those of one `variant` only: what a number stands for is the caller's (adapters).
class KvPool : public std::enable_shared_from_this<KvPool> {
 public:
  using Tokens = std::array<TokenId, kernels::kPageRows>;

  KvPool(const ModelConfig& config, kernels::KvType type);

  kernels::KvType type() const { return type_; }
  size_t page_bytes() const { return page_bytes_; }
  // Where in a page one head's keys and values are (AttentionArgs).
  size_t key_offset(uint32_t layer, uint32_t head) const {
    return (size_t{layer} * 2 * heads_ + head) * head_bytes_;
  }
  size_t value_offset(uint32_t layer, uint32_t head) const {
    return ((size_t{layer} * 2 + 1) * heads_ + head) * head_bytes_;
  }
  uint32_t layers() const { return layers_; }
  uint32_t heads() const { return heads_; }
  uint32_t head_dim() const { return head_dim_; }

  std::shared_ptr<KvPage> allocate();  // Error{no_memory}

  // The page with these tokens that follows `parent` (null: the first), or null.
  std::shared_ptr<KvPage> find(uint64_t variant, const std::shared_ptr<KvPage>& parent,
                               std::span<const TokenId> tokens);
  // Offers a full page to others. Returns the page to use: this one, or one that was there before.
  std::shared_ptr<KvPage> seal(uint64_t variant, std::shared_ptr<KvPage> page,
                               const std::shared_ptr<KvPage>& parent,
                               std::span<const TokenId> tokens);
  size_t pages() const;  // in use

 private:
  struct Key {
    uint64_t variant;
    const KvPage* parent;  // alive as long as the page is
    Tokens tokens;
    auto operator<=>(const Key&) const = default;
  };
  void drop(KvPage* page);

  uint32_t layers_, heads_, head_dim_;
  kernels::KvType type_;
  size_t head_bytes_, page_bytes_;
  mutable std::mutex mutex_;
  std::map<Key, std::weak_ptr<KvPage>> sealed_;
  std::map<const KvPage*, Key> keys_;  // of sealed pages
  std::vector<Buffer> free_;           // of pages that were given up, for the next ones
  size_t count_ = 0;
};

}  // namespace tinybrain
