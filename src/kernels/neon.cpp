// The NEON tables (aarch64): norms, rope, activations, conversions and quantization of activations.
// Matmul and attention are in neon_matmul.cpp, neon_i8mm.cpp and neon_attention.cpp. The meaning of
// every function is that of its scalar twin.
// kNeon needs Armv8.2 with dot products (HWCAP_ASIMDDP; Apple: hw.optional.arm.FEAT_DotProd), which is
// what these files are compiled with. kNeonI8mm needs int8 matrices besides (HWCAP2_I8MM; FEAT_I8MM):
// only neon_i8mm.cpp is compiled with them. select.cpp asks.
#include "kernels/neon.h"

#include "kernels/kv_page.h"
#include "kernels/neon_limits.h"
#include "kernels/neon_math.h"

namespace tinybrain::kernels {
namespace {

using namespace neon;

// Calls f(i, Full) for every 4 elements, then f(i, Part) for the rest.
template <class F>
TB_INLINE void for_each4(size_t n, F f) {
  size_t i = 0;
  for (; i + 4 <= n; i += 4) f(i, Full{});
  if (i < n) f(i, Part{n - i});
}

// Sum of what f adds to its accumulator, over all 4s of n, in four accumulators.
template <class F>
TB_INLINE float sum4(size_t n, F f) {
  float32x4_t acc[4];
  TB_UNROLL for (int j = 0; j < 4; ++j) acc[j] = vdupq_n_f32(0);
  size_t i = 0;
  for (; i + 16 <= n; i += 16) {
    TB_UNROLL for (int j = 0; j < 4; ++j) acc[j] = f(acc[j], i + 4 * j, Full{});
  }
  for (; i + 4 <= n; i += 4) acc[0] = f(acc[0], i, Full{});
  if (i < n) acc[1] = f(acc[1], i, Part{n - i});
  return vaddvq_f32(vaddq_f32(vaddq_f32(acc[0], acc[1]), vaddq_f32(acc[2], acc[3])));
}

TB_INLINE float inverse_sqrt(float x) { return 1.0f / vget_lane_f32(vsqrt_f32(vdup_n_f32(x)), 0); }

// ---- Norms --------------------------------------------------------------------------------------

void rms_norm(float* y, const float* x, const float* w, size_t n, float eps) {
  const float sum = sum4(n, [&](float32x4_t acc, size_t i, auto m) {
    const float32x4_t v = load(x + i, m);
    return vfmaq_f32(acc, v, v);
  });
  const float scale = inverse_sqrt(sum / static_cast<float>(n) + eps);
  for_each4(n, [&](size_t i, auto m) {
    store(y + i, vmulq_f32(vmulq_n_f32(load(x + i, m), scale), load(w + i, m)), m);
  });
}

void layer_norm(float* y, const float* x, const float* w, const float* b, size_t n, float eps) {
  const float sum =
      sum4(n, [&](float32x4_t acc, size_t i, auto m) { return vaddq_f32(acc, load(x + i, m)); });
  const float32x4_t mean = vdupq_n_f32(sum / static_cast<float>(n));
  const float squares = sum4(n, [&](float32x4_t acc, size_t i, auto m) {
    const float32x4_t d = only(vsubq_f32(load(x + i, m), mean), m);
    return vfmaq_f32(acc, d, d);
  });
  const float scale = inverse_sqrt(squares / static_cast<float>(n) + eps);
  for_each4(n, [&](size_t i, auto m) {
    const float32x4_t d = vmulq_n_f32(vsubq_f32(load(x + i, m), mean), scale);
    store(y + i, vfmaq_f32(load(b + i, m), d, load(w + i, m)), m);
  });
}

// ---- Rope ---------------------------------------------------------------------------------------

TB_INLINE float32x4x2_t rotate(float32x4_t a, float32x4_t b, float32x4x2_t cs) {
  const float32x4_t c = cs.val[0], s = cs.val[1];
  return {
      {vsubq_f32(vmulq_f32(a, c), vmulq_f32(b, s)), vaddq_f32(vmulq_f32(a, s), vmulq_f32(b, c))}};
}

// Pair i is (x[i*step], x[i*step + apart]); what is left over after the fours.
TB_INLINE void rotate_rest(float* x, const float* cs, size_t from, size_t pairs, size_t step,
                           size_t apart) {
  for (size_t i = from; i < pairs; ++i) {
    float* p = x + i * step;
    const float c = cs[2 * i], s = cs[2 * i + 1], a = p[0], b = p[apart];
    p[0] = a * c - b * s;
    p[apart] = a * s + b * c;
  }
}

void rope(float* x, const float* cs, size_t n, RopeStyle style) {
  const size_t pairs = n / 2;
  size_t i = 0;
  if (style == RopeStyle::pairs) {
    for (; i + 4 <= pairs; i += 4) {
      const float32x4x2_t v = vld2q_f32(x + 2 * i);
      vst2q_f32(x + 2 * i, rotate(v.val[0], v.val[1], vld2q_f32(cs + 2 * i)));
    }
    rotate_rest(x, cs, i, pairs, 2, 1);
    return;
  }
  for (; i + 4 <= pairs; i += 4) {
    const float32x4x2_t v =
        rotate(vld1q_f32(x + i), vld1q_f32(x + pairs + i), vld2q_f32(cs + 2 * i));
    vst1q_f32(x + i, v.val[0]);
    vst1q_f32(x + pairs + i, v.val[1]);
  }
  rotate_rest(x, cs, i, pairs, 1, pairs);
}

// ---- Elementwise --------------------------------------------------------------------------------

void add(float* y, const float* x, size_t n) {
  for_each4(n,
            [&](size_t i, auto m) { store(y + i, vaddq_f32(load(y + i, m), load(x + i, m)), m); });
}

void scale(float* y, float s, size_t n) {
  for_each4(n, [&](size_t i, auto m) { store(y + i, vmulq_n_f32(load(y + i, m), s), m); });
}

void silu_mul(float* gate, const float* up, size_t n) {
  for_each4(n, [&](size_t i, auto m) {
    const float32x4_t g = load(gate + i, m);
    store(gate + i, vmulq_f32(times_sigmoid(g, g), load(up + i, m)), m);
  });
}

// x*sigmoid(2u), u = sqrt(2/pi)(x + 0.044715x^3).
TB_INLINE float32x4_t gelu_tanh_one(float32x4_t x) {
  const float32x4_t inner = vfmaq_f32(vdupq_n_f32(1.0f), vmulq_f32(x, x), vdupq_n_f32(0.044715f));
  const float32x4_t u2 = vmulq_f32(vmulq_n_f32(x, 2 * 0.79788456080286535588f), inner);
  return times_sigmoid(x, u2);
}

void gelu_tanh_mul(float* gate, const float* up, size_t n) {
  for_each4(n, [&](size_t i, auto m) {
    store(gate + i, vmulq_f32(gelu_tanh_one(load(gate + i, m)), load(up + i, m)), m);
  });
}

void gelu_tanh(float* x, size_t n) {
  for_each4(n, [&](size_t i, auto m) { store(x + i, gelu_tanh_one(load(x + i, m)), m); });
}

void gelu_erf(float* x, size_t n) {
  for_each4(n, [&](size_t i, auto m) {
    const float32x4_t v = load(x + i, m);
    const float32x4_t e = erfc4(vmulq_n_f32(v, -0.70710678118654752440f));
    store(x + i, vmulq_f32(vmulq_n_f32(v, 0.5f), e), m);
  });
}

void silu_mul_backward(float* dgate, float* dup, const float* gate, const float* up,
                       const float* dy, size_t n) {
  const float32x4_t one = vdupq_n_f32(1.0f);
  for_each4(n, [&](size_t i, auto m) {
    const float32x4_t g = load(gate + i, m), d = load(dy + i, m), s = times_sigmoid(one, g);
    const float32x4_t slope = vmulq_f32(s, vfmaq_f32(one, g, vsubq_f32(one, s)));
    const float32x4_t by = vmulq_f32(d, load(up + i, m));
    store(dup + i, vmulq_f32(d, vmulq_f32(g, s)), m);
    store(dgate + i, vmulq_f32(by, slope), m);
  });
}

void gelu_tanh_backward(float* dgate, float* dup, const float* gate, const float* up,
                        const float* dy, size_t n) {
  const float32x4_t one = vdupq_n_f32(1.0f);
  const float c = 2 * 0.79788456080286535588f;
  for_each4(n, [&](size_t i, auto m) {
    const float32x4_t g = load(gate + i, m), d = load(dy + i, m), squared = vmulq_f32(g, g);
    const float32x4_t u2 =
        vmulq_f32(vmulq_n_f32(g, c), vfmaq_f32(one, squared, vdupq_n_f32(0.044715f)));
    const float32x4_t u2_slope =
        vmulq_n_f32(vfmaq_f32(one, squared, vdupq_n_f32(3 * 0.044715f)), c);
    const float32x4_t s = times_sigmoid(one, u2), rest = times_sigmoid(one, vnegq_f32(u2));
    const float32x4_t slope = vmulq_f32(s, vfmaq_f32(one, vmulq_f32(g, rest), u2_slope));
    const float32x4_t by = up ? vmulq_f32(d, load(up + i, m)) : d;
    if (dup) store(dup + i, vmulq_f32(d, vmulq_f32(g, s)), m);
    store(dgate + i, vmulq_f32(by, slope), m);
  });
}

void gelu_erf_backward(float* dx, const float* x, const float* dy, size_t n) {
  for_each4(n, [&](size_t i, auto m) {
    const float32x4_t v = load(x + i, m);
    const float32x4_t below = vmulq_n_f32(erfc4(vmulq_n_f32(v, -0.70710678118654752440f)), 0.5f);
    const float32x4_t bell =
        vmulq_n_f32(exp4(vmulq_n_f32(vmulq_f32(v, v), -0.5f)), 0.39894228040143267794f);
    store(dx + i, vmulq_f32(load(dy + i, m), vfmaq_f32(below, v, bell)), m);
  });
}

TB_INLINE float32x4_t load_or_lowest(const float* p, Full m) { return load(p, m); }
TB_INLINE float32x4_t load_or_lowest(const float* p, Part m) {
  return load(p, m, -__builtin_inff());
}

void softmax(float* x, size_t n) {
  float32x4_t max4 = vdupq_n_f32(-__builtin_inff());
  for_each4(n, [&](size_t i, auto m) { max4 = vmaxq_f32(max4, load_or_lowest(x + i, m)); });
  const float32x4_t max = vdupq_n_f32(vmaxvq_f32(max4));
  const float sum = sum4(n, [&](float32x4_t acc, size_t i, auto m) {
    const float32x4_t e = exp4(vsubq_f32(load_or_lowest(x + i, m), max));
    store(x + i, e, m);
    return vaddq_f32(acc, e);  // a lane that is not there is e^-inf = 0
  });
  scale(x, 1.0f / sum, n);
}

float dot(const float* a, const float* b, size_t n) {
  return sum4(n, [&](float32x4_t acc, size_t i, auto m) {
    return vfmaq_f32(acc, load(a + i, m), load(b + i, m));
  });
}

// ---- Conversions --------------------------------------------------------------------------------

void f16_to_f32(float* y, const uint16_t* x, size_t n) {
  size_t i = 0;
  for (; i + 4 <= n; i += 4) vst1q_f32(y + i, load_half4(x + i));
  for (; i < n; ++i) y[i] = load_half(x + i);
}

// 32 floats as int8, their largest magnitude (NaN if one is not finite) and the two sums of 16.
struct Quantized {
  int8x16_t q[2];
  float max;
  int16_t sum[2];
};

TB_INLINE Quantized quantize_block(const float* x) {
  Quantized out;
  float32x4_t v[8], max4 = vdupq_n_f32(0);
  TB_UNROLL for (int i = 0; i < 8; ++i) {
    v[i] = vld1q_f32(x + 4 * i);
    max4 = vmaxq_f32(max4, vabsq_f32(v[i]));  // NaN wins
  }
  const float max = vmaxvq_f32(max4);
  const bool finite = max <= 3.4028234663852886e38f;
  if (!finite || max == 0) {
    out.q[0] = out.q[1] = vdupq_n_s8(0);
    out.max = finite ? 0.0f : __builtin_nanf("");
    out.sum[0] = out.sum[1] = 0;
    return out;
  }
  out.max = max;
  const float inverse = 127.0f / max;
  int16x4_t q[8];
  TB_UNROLL for (int i = 0; i < 8; ++i) {
    const float32x4_t scaled = vmulq_n_f32(v[i], inverse);
    const float32x4_t clamped =
        vmaxq_f32(vminq_f32(scaled, vdupq_n_f32(127.0f)), vdupq_n_f32(-127.0f));
    q[i] = vmovn_s32(vcvtnq_s32_f32(clamped));  // NaN (0*inf, see scalar.cpp) becomes 0
  }
  TB_UNROLL for (int h = 0; h < 2; ++h) {
    const int16x4_t* p = q + 4 * h;
    out.q[h] =
        vcombine_s8(vmovn_s16(vcombine_s16(p[0], p[1])), vmovn_s16(vcombine_s16(p[2], p[3])));
    out.sum[h] = vaddlvq_s8(out.q[h]);
  }
  return out;
}

void quantize_rows(const float* x, size_t x_stride, size_t k, size_t t_begin, size_t t_end,
                   QuantizedRows out) {
  const size_t cells = k / kCell;
  for (size_t t = t_begin; t < t_end; ++t) {
    for (size_t c = 0; c < cells; ++c) {
      const Quantized b = quantize_block(x + t * x_stride + c * kCell);
      int8_t* q = out.q + t * k + c * kCell;
      vst1q_s8(q, b.q[0]);
      vst1q_s8(q + 16, b.q[1]);
      const size_t at = t * cells + c;
      out.scale[at] = b.max / 127.0f;
      out.half[2 * at] = b.sum[0];
      out.half[2 * at + 1] = b.sum[1];
      out.sum[at] = b.sum[0] + b.sum[1];
    }
  }
}

void q8_0_to_f32(float* y, const void* x, size_t n) {
  const uint8_t* block = static_cast<const uint8_t*>(x);
  for (size_t i = 0; i < n; i += kCell, block += 34) {
    const float scale = load_half(block);
    TB_UNROLL for (int j = 0; j < 4; ++j) {
      const int16x8_t q = vmovl_s8(vld1_s8(reinterpret_cast<const int8_t*>(block + 2 + 8 * j)));
      const float32x4_t low = vcvtq_f32_s32(vmovl_s16(vget_low_s16(q)));
      const float32x4_t high = vcvtq_f32_s32(vmovl_s16(vget_high_s16(q)));
      vst1q_f32(y + i + 8 * j, vmulq_n_f32(low, scale));
      vst1q_f32(y + i + 8 * j + 4, vmulq_n_f32(high, scale));
    }
  }
}

}  // namespace

namespace neon {

void f32_to_f16(uint16_t* y, const float* x, size_t n) {
  size_t i = 0;
  for (; i + 4 <= n; i += 4) vst1_u16(y + i, to_half4(vld1q_f32(x + i)));
  for (; i < n; ++i) y[i] = vget_lane_u16(to_half4(vdupq_n_f32(x[i])), 0);
}

void f32_to_q8_0(void* y, const float* x, size_t n) {
  uint8_t* block = static_cast<uint8_t*>(y);
  for (size_t i = 0; i < n; i += kCell, block += 34) {
    const Quantized b = quantize_block(x + i);
    const uint16_t scale = vget_lane_u16(to_half4(vdupq_n_f32(b.max / 127.0f)), 0);
    __builtin_memcpy(block, &scale, 2);
    vst1q_s8(reinterpret_cast<int8_t*>(block + 2), b.q[0]);
    vst1q_s8(reinterpret_cast<int8_t*>(block + 18), b.q[1]);
  }
}

}  // namespace neon

namespace {

// ---- Limits -------------------------------------------------------------------------------------

uint64_t int8_peak(size_t rounds) {
  run_chains(rounds, vdupq_n_s32(0), vdupq_n_s8(1), vdupq_n_s8(1),
             [](int32x4_t sum, int8x16_t a, int8x16_t b) { return vdotq_s32(sum, a, b); });
  return uint64_t{rounds} * kChains * 16 * 2;
}

uint64_t f32_peak(size_t rounds) {
  run_chains(rounds, vdupq_n_f32(1), vdupq_n_f32(0.5f), vdupq_n_f32(0.5f),
             [](float32x4_t sum, float32x4_t a, float32x4_t b) { return vfmaq_f32(a, sum, b); });
  return uint64_t{rounds} * kChains * 4 * 2;
}

void read(const void* p, size_t bytes) { read_all(p, bytes); }

constexpr Table make_table(const char* name, void (*matmul)(const MatmulArgs&),
                           uint64_t (*int8_peak)(size_t)) {
  return {
      name,
      false,
      matmul,
      quantize_rows,
      neon::attention,
      neon::kv_store,
      neon::kv_store_rows,
      kv_load,
      rms_norm,
      layer_norm,
      rope,
      add,
      scale,
      silu_mul,
      gelu_tanh_mul,
      gelu_tanh,
      gelu_erf,
      silu_mul_backward,
      gelu_tanh_backward,
      gelu_erf_backward,
      softmax,
      dot,
      neon::f32_to_f16,
      f16_to_f32,
      neon::f32_to_q8_0,
      q8_0_to_f32,
      int8_peak,
      nullptr,
      f32_peak,
      read,
  };
}

}  // namespace

constinit const Table kNeon = make_table("neon", neon::matmul, int8_peak);
constinit const Table kNeonI8mm = make_table("neon_i8mm", neon::matmul_i8mm, neon::int8_peak_i8mm);

}  // namespace tinybrain::kernels
