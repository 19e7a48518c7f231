// Allocating pages and knowing which ones can be shared; see kv_pool.h.
#include "model/kv_pool.h"

#include <algorithm>

#include "base/error.h"

namespace tinybrain {
namespace {

constexpr size_t kFreeBytes = size_t{32}
                              << 20;  // kept for reuse: fresh memory costs the system's zeroing

}  // namespace

KvPool::KvPool(const ModelConfig& config, kernels::KvType type)
    : layers_(config.layers),
      heads_(config.kv_heads),
      head_dim_(config.head_dim),
      type_(type),
      head_bytes_(kernels::kv_page_bytes(type, config.head_dim)),
      page_bytes_(size_t{config.layers} * 2 * config.kv_heads * head_bytes_) {}

std::shared_ptr<KvPage> KvPool::allocate() {
  auto page = std::make_unique<KvPage>();
  {
    const std::lock_guard lock(mutex_);
    ++count_;
    if (!free_.empty()) {
      page->data = std::move(free_.back());
      free_.pop_back();
    }
  }
  try {
    if (page->data.size() == 0) page->data = Buffer(page_bytes_, Buffer::Pages::small);
  } catch (...) {
    const std::lock_guard lock(mutex_);
    --count_;
    throw;
  }
  return {page.release(), [pool = shared_from_this()](KvPage* p) { pool->drop(p); }};
}

void KvPool::drop(KvPage* page) {
  {
    const std::lock_guard lock(mutex_);
    --count_;
    if (const auto it = keys_.find(page); it != keys_.end()) {
      sealed_.erase(it->second);
      keys_.erase(it);
    }
    if ((free_.size() + 1) * page_bytes_ <= kFreeBytes) free_.push_back(std::move(page->data));
  }
  delete page;  // and with it, perhaps, its parent: outside of the lock
}

std::shared_ptr<KvPage> KvPool::find(uint64_t variant, const std::shared_ptr<KvPage>& parent,
                                     std::span<const TokenId> tokens) {
  TB_ASSERT(tokens.size() == kernels::kPageRows);
  Key key{variant, parent.get(), {}};
  std::copy(tokens.begin(), tokens.end(), key.tokens.begin());
  const std::lock_guard lock(mutex_);
  const auto it = sealed_.find(key);
  return it == sealed_.end() ? nullptr : it->second.lock();
}

std::shared_ptr<KvPage> KvPool::seal(uint64_t variant, std::shared_ptr<KvPage> page,
                                     const std::shared_ptr<KvPage>& parent,
                                     std::span<const TokenId> tokens) {
  TB_ASSERT(tokens.size() == kernels::kPageRows && !page->sealed);
  Key key{variant, parent.get(), {}};
  std::copy(tokens.begin(), tokens.end(), key.tokens.begin());
  const std::lock_guard lock(mutex_);
  const auto [it, is_new] = sealed_.try_emplace(key, page);
  if (!is_new) {
    if (std::shared_ptr<KvPage> known = it->second.lock()) return known;
    // Its page is on the way out and will erase the entry by its own key: give it up first.
    std::erase_if(keys_, [&](const auto& entry) { return entry.second == key; });
    it->second = page;
  }
  page->parent = parent;
  page->sealed = true;
  keys_.emplace(page.get(), key);
  return page;
}

size_t KvPool::pages() const {
  const std::lock_guard lock(mutex_);
  return count_;
}

}  // namespace tinybrain
