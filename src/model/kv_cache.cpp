// KV cache rows, rotary angles, and the two together: context shift.
#include "model/kv_cache.h"

#include <cmath>
#include <cstring>

#include "base/error.h"

namespace tinybrain {
namespace {

size_t bytes_of_row(uint32_t head_dim, kernels::KvType type) {
  switch (type) {
    case kernels::KvType::f16: return head_dim * 2;
    case kernels::KvType::q8_0: return head_dim / 32 * 34;
    case kernels::KvType::f32: return head_dim * 4;
  }
  return 0;
}

}  // namespace

KvCache::KvCache(const ModelConfig& config, uint32_t context, kernels::KvType type)
    : layers_(config.layers),
      heads_(config.kv_heads),
      head_dim_(config.head_dim),
      context_(context),
      type_(type),
      row_bytes_(bytes_of_row(config.head_dim, type)),
      buffer_(size_t{config.layers} * 2 * config.kv_heads * context * row_bytes_,
              Buffer::Pages::small) {}

size_t KvCache::bytes_per_token(const ModelConfig& config, kernels::KvType type) {
  return size_t{config.layers} * 2 * config.kv_heads * bytes_of_row(config.head_dim, type);
}

std::byte* KvCache::key(uint32_t layer, uint32_t head, size_t position) {
  return buffer_.data() +
         (((size_t{layer} * 2) * heads_ + head) * context_ + position) * row_bytes_;
}

std::byte* KvCache::value(uint32_t layer, uint32_t head, size_t position) {
  return buffer_.data() +
         (((size_t{layer} * 2 + 1) * heads_ + head) * context_ + position) * row_bytes_;
}

void KvCache::store(std::byte* row, const float* x) const {
  const kernels::Table& k = kernels::table();
  switch (type_) {
    case kernels::KvType::f16: return k.f32_to_f16(reinterpret_cast<uint16_t*>(row), x, head_dim_);
    case kernels::KvType::q8_0: return k.f32_to_q8_0(row, x, head_dim_);
    case kernels::KvType::f32: std::memcpy(row, x, head_dim_ * sizeof(float)); return;
  }
}

void KvCache::load(float* x, const std::byte* row) const {
  const kernels::Table& k = kernels::table();
  switch (type_) {
    case kernels::KvType::f16:
      return k.f16_to_f32(x, reinterpret_cast<const uint16_t*>(row), head_dim_);
    case kernels::KvType::q8_0: return k.q8_0_to_f32(x, row, head_dim_);
    case kernels::KvType::f32: std::memcpy(x, row, head_dim_ * sizeof(float)); return;
  }
}

void KvCache::shift(const ModelConfig& config, uint32_t used, uint32_t keep, uint32_t drop) {
  TB_ASSERT(keep + drop <= used && used <= context_);
  const kernels::Table& k = kernels::table();
  const Rope rope(config, context_);
  std::vector<float> angles(rope.pairs() * 2), angles_window(rope.pairs() * 2), x(head_dim_);
  rope.angles(-static_cast<double>(drop), false, angles.data());
  rope.angles(-static_cast<double>(drop), true, angles_window.data());
  // The angles of LongRoPE carry a factor that the stored keys have already.
  for (auto* list : {&angles, &angles_window})
    for (size_t i = 0; i < list->size(); i += 2) {
      const float length = std::hypot((*list)[i], (*list)[i + 1]);
      (*list)[i] /= length;
      (*list)[i + 1] /= length;
    }
  const size_t moved = used - keep - drop;
  for (uint32_t layer = 0; layer < layers_; ++layer) {
    const float* cs =
        (config.layer_has_window(layer) && rope.has_window_base() ? angles_window : angles).data();
    for (uint32_t head = 0; head < heads_; ++head) {
      std::memmove(value(layer, head, keep), value(layer, head, keep + drop), moved * row_bytes_);
      std::memmove(key(layer, head, keep), key(layer, head, keep + drop), moved * row_bytes_);
      for (size_t i = 0; i < moved; ++i) {
        std::byte* row = key(layer, head, keep + i);
        load(x.data(), row);
        k.rope(x.data(), cs, rope.pairs() * 2, config.rope.style);
        store(row, x.data());
      }
    }
  }
}

Rope::Rope(const ModelConfig& config, uint32_t context) {
  const RopeConfig& r = config.rope;
  const std::vector<float>* factors = &r.factors;
  if (!r.long_factors.empty()) {
    factors = context > r.original_context ? &r.long_factors : &r.short_factors;
    attention_factor_ = static_cast<float>(r.attention_factor);
  }
  const auto frequencies = [&](double base, bool scaled) {
    std::vector<float> f(r.dimensions / 2);
    for (size_t i = 0; i < f.size(); ++i) {
      double v = 1 / std::pow(base, 2.0 * static_cast<double>(i) / r.dimensions);
      if (scaled) {
        v /= r.linear_factor;
        if (!factors->empty()) v /= (*factors)[i];
      }
      f[i] = static_cast<float>(v);
    }
    return f;
  };
  global_ = frequencies(r.base, true);
  if (r.base_window > 0) window_ = frequencies(r.base_window, false);
}

void Rope::angles(double position, bool window_layer, float* cs) const {
  const std::vector<float>& f = window_layer && has_window_base() ? window_ : global_;
  for (size_t i = 0; i < f.size(); ++i) {
    // The product is rounded to a float first: so do the implementations the models were trained with.
    const double angle = static_cast<float>(position) * f[i];
    cs[2 * i] = static_cast<float>(std::cos(angle)) * attention_factor_;
    cs[2 * i + 1] = static_cast<float>(std::sin(angle)) * attention_factor_;
  }
}

}  // namespace tinybrain
