// The table of pages, copy on write, and context shift; see kv_cache.h.
#include "model/kv_cache.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/error.h"

namespace tinybrain {
namespace {

using kernels::kPageRows;

}  // namespace

KvCache::KvCache(std::shared_ptr<KvPool> pool, uint32_t context)
    : pool_(std::move(pool)), context_(context) {
  const size_t most = (size_t{context} + kPageRows - 1) / kPageRows;
  pages_.reserve(most);  // no allocation but the pages themselves while tokens come
  table_.reserve(most);
}

void KvCache::set_variant(uint64_t variant) {
  truncate(0);
  variant_ = variant;
}

size_t KvCache::bytes_per_token(const ModelConfig& config, kernels::KvType type) {
  return KvPool(config, type).page_bytes() / kPageRows;
}

void KvCache::set_page(size_t index, std::shared_ptr<KvPage> page) {
  if (index == pages_.size()) {
    pages_.emplace_back();
    table_.emplace_back();
  }
  table_[index] = page->data.data();
  pages_[index] = std::move(page);
}

void KvCache::make_writable(uint32_t begin, uint32_t end) {
  TB_ASSERT(begin <= end && end <= context_ && begin <= pages_.size() * kPageRows);
  for (size_t i = begin / kPageRows; i * kPageRows < end; ++i) {
    if (i == pages_.size()) {
      set_page(i, pool_->allocate());
    } else if (pages_[i]->sealed || pages_[i].use_count() > 1) {
      std::shared_ptr<KvPage> copy = pool_->allocate();
      std::memcpy(copy->data.data(), pages_[i]->data.data(), pool_->page_bytes());
      set_page(i, std::move(copy));
    }
  }
}

void KvCache::truncate(uint32_t rows) {
  const size_t needed = (size_t{rows} + kPageRows - 1) / kPageRows;
  if (needed >= pages_.size()) return;
  pages_.resize(needed);
  table_.resize(needed);
}

KvCache KvCache::fork(uint32_t rows) const {
  KvCache other(pool_, context_);
  other.variant_ = variant_;
  const size_t needed = (size_t{rows} + kPageRows - 1) / kPageRows;
  TB_ASSERT(needed <= pages_.size());
  for (size_t i = 0; i < needed; ++i) other.set_page(i, pages_[i]);
  return other;
}

void KvCache::store(uint32_t layer, uint32_t head, uint32_t begin, uint32_t count,
                    const float* keys, const float* values, size_t stride) {
  const kernels::Table& k = kernels::table();
  const size_t key_offset = pool_->key_offset(layer, head),
               value_offset = pool_->value_offset(layer, head);
  for (uint32_t done = 0; done < count;) {
    const size_t slot = (begin + done) % kPageRows;
    const auto n = static_cast<uint32_t>(std::min<size_t>(kPageRows - slot, count - done));
    std::byte* page = pages_[(begin + done) / kPageRows]->data.data();
    k.kv_store_rows(pool_->type(), page + key_offset, page + value_offset, slot, n,
                    pool_->head_dim(), keys + done * stride, values + done * stride, stride);
    done += n;
  }
}

void KvCache::load(uint32_t layer, uint32_t head, uint32_t row, float* key, float* value) const {
  const std::byte* page = pages_[row / kPageRows]->data.data();
  kernels::table().kv_load(pool_->type(), page + pool_->key_offset(layer, head),
                           page + pool_->value_offset(layer, head), row % kPageRows,
                           pool_->head_dim(), key, value);
}

uint32_t KvCache::adopt(std::span<const TokenId> tokens, uint32_t have) {
  std::shared_ptr<KvPage> parent;
  for (size_t i = 0; (i + 1) * kPageRows < tokens.size(); ++i) {
    const auto page_tokens = tokens.subspan(i * kPageRows, kPageRows);
    if ((i + 1) * kPageRows <= have) {
      if (!pages_[i]->sealed) set_page(i, pool_->seal(variant_, pages_[i], parent, page_tokens));
    } else {
      std::shared_ptr<KvPage> found = pool_->find(variant_, parent, page_tokens);
      if (!found) break;
      set_page(i, std::move(found));
      have = static_cast<uint32_t>((i + 1) * kPageRows);
    }
    parent = pages_[i];
  }
  return have;
}

void KvCache::share(std::span<const TokenId> tokens) {
  std::shared_ptr<KvPage> parent;
  for (size_t i = 0; (i + 1) * kPageRows <= tokens.size(); ++i) {
    if (!pages_[i]->sealed)
      set_page(i,
               pool_->seal(variant_, pages_[i], parent, tokens.subspan(i * kPageRows, kPageRows)));
    parent = pages_[i];
  }
}

void KvCache::shift(const ModelConfig& config, uint32_t used, uint32_t keep, uint32_t drop) {
  TB_ASSERT(keep + drop <= used && used <= context_);
  const kernels::Table& k = kernels::table();
  const Rope rope(config, context_);
  std::vector<float> angles(rope.pairs() * 2), angles_window(rope.pairs() * 2);
  std::vector<float> key(pool_->head_dim()), value(pool_->head_dim());
  rope.angles(-static_cast<double>(drop), false, angles.data());
  rope.angles(-static_cast<double>(drop), true, angles_window.data());
  // The angles of LongRoPE carry a factor that the stored keys have already.
  for (auto* list : {&angles, &angles_window})
    for (size_t i = 0; i < list->size(); i += 2) {
      const float length = std::hypot((*list)[i], (*list)[i + 1]);
      (*list)[i] /= length;
      (*list)[i + 1] /= length;
    }
  const uint32_t end = used - drop;
  make_writable(keep, end);
  for (uint32_t layer = 0; layer < pool_->layers(); ++layer) {
    const float* cs =
        (config.layer_has_window(layer) && rope.has_window_base() ? angles_window : angles).data();
    for (uint32_t head = 0; head < pool_->heads(); ++head) {
      for (uint32_t row = keep; row < end; ++row) {
        load(layer, head, row + drop, key.data(), value.data());
        k.rope(key.data(), cs, rope.pairs() * 2, config.rope.style);
        store(layer, head, row, 1, key.data(), value.data(), 0);
      }
    }
  }
  truncate(end);
}

std::span<const std::byte> KvCache::page(size_t index) const {
  return {pages_[index]->data.data(), pool_->page_bytes()};
}
std::span<std::byte> KvCache::page(size_t index) {
  return {pages_[index]->data.data(), pool_->page_bytes()};
}

}  // namespace tinybrain
