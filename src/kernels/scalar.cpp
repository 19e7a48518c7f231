// The scalar table: the specification of every kernel, written to be read, and what runs where no
// fast table does. Sums are kept in double so that the fast tables have something exact to be
// compared with. Nothing here is tuned.
#include <math.h>
#include <string.h>

#include "kernels/decode.h"
#include "kernels/kernels.h"
#include "kernels/kv_page.h"

namespace tinybrain::kernels {

float half_to_float(uint16_t h) {
  const uint32_t sign = static_cast<uint32_t>(h & 0x8000) << 16;
  const uint32_t exponent = (h >> 10) & 31, mantissa = h & 0x3ff;
  union {
    uint32_t u;
    float f;
  } v;
  if (exponent == 31) {
    v.u = sign | 0x7f800000 | mantissa << 13 | (mantissa ? 0x00400000u : 0u);  // NaN becomes quiet
  } else if (exponent != 0) {
    v.u = sign | (exponent + 112) << 23 | mantissa << 13;
  } else {
    v.f = static_cast<float>(mantissa) * 0x1p-24f;  // subnormal or zero: exact
    v.u |= sign;
  }
  return v.f;
}

uint16_t float_to_half(float f) {
  union {
    float f;
    uint32_t u;
  } v{f};
  const uint16_t sign = static_cast<uint16_t>((v.u >> 16) & 0x8000);
  const uint32_t magnitude = v.u & 0x7fffffff;
  if (magnitude > 0x7f800000) {  // NaN: keep the upper payload, make it quiet
    return static_cast<uint16_t>(sign | 0x7e00 | ((magnitude >> 13) & 0x1ff));
  }
  if (magnitude >= 0x47800000) return sign | 0x7c00;  // 65536 and above
  uint32_t bits, rest, tie;
  if (magnitude >= 0x38800000) {  // normal halves: 2^-14 and above
    bits = (magnitude - 0x38000000) >> 13;
    rest = magnitude & 0x1fff;
    tie = 0x1000;
  } else if (magnitude < 0x33000000) {  // below half of the smallest subnormal
    return sign;
  } else {
    const uint32_t shift = 126 - (magnitude >> 23);  // 14 to 24
    const uint32_t mantissa = (magnitude & 0x7fffff) | 0x800000;
    bits = mantissa >> shift;
    rest = mantissa & ((1u << shift) - 1);
    tie = 1u << (shift - 1);
  }
  if (rest > tie || (rest == tie && (bits & 1))) ++bits;  // may carry up to infinity, rightly
  return static_cast<uint16_t>(sign | bits);
}

uint16_t float_to_bf16(float f) {
  union {
    float f;
    uint32_t u;
  } v{f};
  if ((v.u & 0x7fffffff) > 0x7f800000) return static_cast<uint16_t>(v.u >> 16 | 0x40);
  return static_cast<uint16_t>((v.u + 0x7fff + ((v.u >> 16) & 1)) >> 16);
}

namespace {

// ---- Matmul -------------------------------------------------------------------------------------

float float_weight(Pack pack, const void* panel, size_t i) {
  const uint8_t* p = static_cast<const uint8_t*>(panel);
  if (pack == Pack::f32) {
    float f;
    memcpy(&f, p + 4 * i, 4);
    return f;
  }
  uint16_t h;
  memcpy(&h, p + 2 * i, 2);
  return pack == Pack::f16 ? half_to_float(h) : bf16_to_float(h);
}

void matmul_float_row(const MatmulArgs& a, const void* panel, size_t r, size_t n) {
  for (size_t t = 0; t < a.t; ++t) {
    const float* x = a.x + t * a.x_stride;
    double sum = 0;
    if (a.pack == Pack::bf16_pairs) {
      for (size_t k = 0; k < a.k; ++k)
        sum += double{bf16_to_float(float_to_bf16(x[k]))} *
               float_weight(Pack::bf16, panel, (k / 2 * kPanelRows + r) * 2 + k % 2);
    } else {
      for (size_t k = 0; k < a.k; ++k)
        sum += double{x[k]} * float_weight(a.pack, panel, k * kPanelRows + r);
    }
    a.y[t * a.y_stride + n] = static_cast<float>(sum);
  }
}

// Rows of activations that share one decoding of a cell.
constexpr size_t kScalarTile = 64;

void matmul_quantized_row(const MatmulArgs& a, const void* panel, size_t r, size_t n) {
  const PackTraits traits = pack_traits(a.pack);
  const size_t cells = a.k / kCell;
  for (size_t t0 = 0; t0 < a.t; t0 += kScalarTile) {
    const size_t count = a.t - t0 < kScalarTile ? a.t - t0 : kScalarTile;
    double sum[kScalarTile] = {};
    for (size_t c = 0; c < cells; ++c) {
      CellWeights w;
      decode_cell(a.pack, cell_place(traits, panel, c), r, w);
      for (size_t i = 0; i < count; ++i) {
        const size_t t = t0 + i;
        const int8_t* q = a.xq.q + t * a.k + c * kCell;
        double cell_sum = 0;
        for (size_t h = 0; h < 2; ++h) {
          int32_t dot = 0;
          for (size_t j = 16 * h; j < 16 * h + 16; ++j) dot += w.q[j] * q[j];
          cell_sum +=
              double{w.scale[h]} * dot + double{w.min[h]} * a.xq.half[(t * cells + c) * 2 + h];
        }
        sum[i] += cell_sum * a.xq.scale[t * cells + c];
      }
    }
    for (size_t i = 0; i < count; ++i) a.y[(t0 + i) * a.y_stride + n] = static_cast<float>(sum[i]);
  }
}

void matmul(const MatmulArgs& a) {
  const size_t bytes = panel_bytes(a.pack, a.k);
  const bool is_float = pack_traits(a.pack).float_bytes != 0;
  for (size_t p = a.panel_begin; p < a.panel_end; ++p) {
    const uint8_t* panel = static_cast<const uint8_t*>(a.weights) + p * bytes;
    for (size_t r = 0; r < kPanelRows && p * kPanelRows + r < a.n; ++r) {
      const size_t n = p * kPanelRows + r;
      if (is_float)
        matmul_float_row(a, panel, r, n);
      else
        matmul_quantized_row(a, panel, r, n);
    }
  }
}

// ---- Quantizing activations ---------------------------------------------------------------------

// Largest magnitude of 32 values; NaN if one is NaN or infinite.
float block_max(const float* x) {
  float max = 0;
  for (size_t i = 0; i < kCell; ++i) {
    if (!isfinite(x[i])) return NAN;
    const float magnitude = fabsf(x[i]);
    if (magnitude > max) max = magnitude;
  }
  return max;
}

// Round to nearest even of x/scale as x*(127/max), within [-127, 127]. The product is a float one.
// 127/max overflows when max is below about 3.7e-37: then x*inverse is clamped, as everywhere.
void quantize_block(const float* x, float max, int8_t* q) {
  const float inverse = max > 0 ? 127.0f / max : 0.0f;
  for (size_t i = 0; i < kCell; ++i) {
    float v = x[i] * inverse;
    if (!(v <= 127.0f)) v = v > 127.0f ? 127.0f : 0.0f;  // 0*inf is NaN: a zero stays zero
    if (v < -127.0f) v = -127.0f;
    q[i] = static_cast<int8_t>(nearbyintf(v));
  }
}

void quantize_rows(const float* x, size_t x_stride, size_t k, size_t t_begin, size_t t_end,
                   QuantizedRows out) {
  const size_t cells = k / kCell;
  for (size_t t = t_begin; t < t_end; ++t) {
    for (size_t c = 0; c < cells; ++c) {
      const float* block = x + t * x_stride + c * kCell;
      int8_t* q = out.q + t * k + c * kCell;
      const float max = block_max(block);
      if (max > 0)
        quantize_block(block, max, q);  // false for NaN
      else
        memset(q, 0, kCell);
      int32_t sums[2] = {0, 0};
      for (size_t i = 0; i < kCell; ++i) {
        sums[i / 16] += q[i];
        out.flipped[t * k + c * kCell + i] = static_cast<uint8_t>(q[i] + 128);
      }
      const size_t at = t * cells + c;
      out.scale[at] = max / 127.0f;
      out.half[2 * at] = static_cast<int16_t>(sums[0]);
      out.half[2 * at + 1] = static_cast<int16_t>(sums[1]);
      out.sum[at] = sums[0] + sums[1];
    }
  }
}

// ---- Attention ----------------------------------------------------------------------------------

const char* page_of(const AttentionArgs& a, size_t row, size_t offset) {
  return static_cast<const char*>(a.pages[row / kPageRows]) + offset;
}

void attention(const AttentionArgs& a) {
  for (size_t i = 0; i < a.n_queries; ++i) {
    const float* q = a.q + i * a.q_stride;
    double out[256] = {}, total = 0;
    double max = -INFINITY;
    for (size_t j = a.first[i]; j < a.last[i]; ++j) {
      const char *keys = page_of(a, j, a.k_offset), *values = page_of(a, j, a.v_offset);
      const size_t slot = j % kPageRows;
      double score = 0;
      for (size_t d = 0; d < a.head_dim; ++d) score += double{q[d]} * kv_key(a.type, keys, slot, d);
      score *= a.scale;
      if (a.softcap != 0) score = a.softcap * tanh(score / a.softcap);
      if (score > max) {  // online softmax: bring what is summed so far to the new maximum
        const double shrink = exp(max - score);
        for (size_t d = 0; d < a.head_dim; ++d) out[d] *= shrink;
        total *= shrink;
        max = score;
      }
      const double p = exp(score - max);
      total += p;
      for (size_t d = 0; d < a.head_dim; ++d)
        out[d] += p * kv_value(a.type, values, slot, d, a.head_dim);
    }
    for (size_t d = 0; d < a.head_dim; ++d)
      a.out[i * a.out_stride + d] = static_cast<float>(out[d] / total);
  }
}

// ---- Norms, rope, activations -------------------------------------------------------------------

void rms_norm(float* y, const float* x, const float* w, size_t n, float eps) {
  double sum = 0;
  for (size_t i = 0; i < n; ++i) sum += double{x[i]} * x[i];
  const float scale = static_cast<float>(1.0 / sqrt(sum / static_cast<double>(n) + eps));
  for (size_t i = 0; i < n; ++i) y[i] = x[i] * scale * w[i];
}

void layer_norm(float* y, const float* x, const float* w, const float* b, size_t n, float eps) {
  double sum = 0;
  for (size_t i = 0; i < n; ++i) sum += x[i];
  const double mean = sum / static_cast<double>(n);
  double squares = 0;
  for (size_t i = 0; i < n; ++i) squares += (x[i] - mean) * (x[i] - mean);
  const double scale = 1.0 / sqrt(squares / static_cast<double>(n) + eps);
  for (size_t i = 0; i < n; ++i) y[i] = static_cast<float>((x[i] - mean) * scale * w[i] + b[i]);
}

void rope(float* x, const float* cs, size_t n, RopeStyle style) {
  for (size_t i = 0; i < n / 2; ++i) {
    const size_t a = style == RopeStyle::pairs ? 2 * i : i;
    const size_t b = style == RopeStyle::pairs ? 2 * i + 1 : i + n / 2;
    const float c = cs[2 * i], s = cs[2 * i + 1], xa = x[a], xb = x[b];
    x[a] = xa * c - xb * s;
    x[b] = xa * s + xb * c;
  }
}

void add(float* y, const float* x, size_t n) {
  for (size_t i = 0; i < n; ++i) y[i] += x[i];
}

void scale(float* y, float s, size_t n) {
  for (size_t i = 0; i < n; ++i) y[i] *= s;
}

void silu_mul(float* gate, const float* up, size_t n) {
  for (size_t i = 0; i < n; ++i) gate[i] = gate[i] / (1.0f + expf(-gate[i])) * up[i];
}

// gelu_tanh(x) = 0.5x(1 + tanh(u)) = x*sigmoid(2u), u = sqrt(2/pi)(x + 0.044715x^3); the second form
// keeps its relative precision where the first cancels.
float gelu_tanh_one(float x) {
  const double u = 0.79788456080286535588 * (x + 0.044715 * x * x * x);
  return static_cast<float>(x / (1.0 + exp(-2.0 * u)));
}

void gelu_tanh_mul(float* gate, const float* up, size_t n) {
  for (size_t i = 0; i < n; ++i) gate[i] = gelu_tanh_one(gate[i]) * up[i];
}

void gelu_tanh(float* x, size_t n) {
  for (size_t i = 0; i < n; ++i) x[i] = gelu_tanh_one(x[i]);
}

// 1 + erf(z) = erfc(-z), which does not cancel for negative z.
void gelu_erf(float* x, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    x[i] = static_cast<float>(0.5 * x[i] * erfc(-x[i] * 0.70710678118654752440));
  }
}

// silu(g) = g s, s = sigmoid(g): silu' = s (1 + g (1 - s)).
void silu_mul_backward(float* dgate, float* dup, const float* gate, const float* up,
                       const float* dy, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    const float g = gate[i], s = 1.0f / (1.0f + expf(-g)), d = dy[i];
    dup[i] = d * (g * s);
    dgate[i] = d * up[i] * (s * (1.0f + g * (1.0f - s)));
  }
}

// gelu(g) = g s, s = sigmoid(2u): gelu' = s (1 + g (1 - s) 2u').
void gelu_tanh_backward(float* dgate, float* dup, const float* gate, const float* up,
                        const float* dy, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    const double g = gate[i], u2 = 2 * 0.79788456080286535588 * (g + 0.044715 * g * g * g);
    const double slope = 2 * 0.79788456080286535588 * (1 + 3 * 0.044715 * g * g);
    const double s = 1.0 / (1.0 + exp(-u2)), rest = 1.0 / (1.0 + exp(u2));
    const double d = dy[i], by = up ? d * up[i] : d;
    if (dup) dup[i] = static_cast<float>(d * g * s);
    dgate[i] = static_cast<float>(by * (s * (1 + g * rest * slope)));
  }
}

// gelu(x) = x Phi(x): gelu' = Phi(x) + x phi(x).
void gelu_erf_backward(float* dx, const float* x, const float* dy, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    const double v = x[i], below = 0.5 * erfc(-v * 0.70710678118654752440);
    dx[i] = static_cast<float>(dy[i] * (below + v * exp(-0.5 * v * v) * 0.39894228040143267794));
  }
}

void softmax(float* x, size_t n) {
  float max = -INFINITY;
  for (size_t i = 0; i < n; ++i) max = x[i] > max ? x[i] : max;
  double sum = 0;
  for (size_t i = 0; i < n; ++i) {
    x[i] = expf(x[i] - max);
    sum += x[i];
  }
  const float inverse = static_cast<float>(1.0 / sum);
  for (size_t i = 0; i < n; ++i) x[i] *= inverse;
}

float dot(const float* a, const float* b, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; ++i) sum += double{a[i]} * b[i];
  return static_cast<float>(sum);
}

// ---- Conversions --------------------------------------------------------------------------------

void f32_to_f16(uint16_t* y, const float* x, size_t n) {
  for (size_t i = 0; i < n; ++i) y[i] = float_to_half(x[i]);
}

void f16_to_f32(float* y, const uint16_t* x, size_t n) {
  for (size_t i = 0; i < n; ++i) y[i] = half_to_float(x[i]);
}

void f32_to_q8_0(void* y, const float* x, size_t n) {
  uint8_t* block = static_cast<uint8_t*>(y);
  for (size_t i = 0; i < n; i += kCell, block += 34) {
    const float max = block_max(x + i);
    const uint16_t scale = float_to_half(max / 127.0f);
    memcpy(block, &scale, 2);
    int8_t q[kCell] = {};
    if (max > 0) quantize_block(x + i, max, q);
    memcpy(block + 2, q, kCell);
  }
}

void q8_0_to_f32(float* y, const void* x, size_t n) {
  const uint8_t* block = static_cast<const uint8_t*>(x);
  for (size_t i = 0; i < n; i += kCell, block += 34) {
    for (size_t j = 0; j < kCell; ++j)
      y[i + j] = half_at(block, 0) * static_cast<float>(static_cast<int8_t>(block[2 + j]));
  }
}

// ---- Limits -------------------------------------------------------------------------------------
// What the compiler makes of plain loops over a few cached rows.

constexpr size_t kRow = 1024;

uint64_t int8_peak(size_t rounds) {
  int8_t a[kRow], b[kRow];
  memset(a, 1, sizeof a);
  memset(b, 1, sizeof b);
  for (size_t r = 0; r < rounds; ++r) {
    __asm__ volatile("" : : "r"(a), "r"(b) : "memory");  // they may have changed
    int32_t sum = 0;
    for (size_t i = 0; i < kRow; ++i) sum += a[i] * b[i];
    __asm__ volatile("" : : "r"(sum));
  }
  return uint64_t{rounds} * kRow * 2;
}

uint64_t f32_peak(size_t rounds) {
  float sum[kRow] = {};
  for (size_t r = 0; r < rounds; ++r) {
    for (size_t i = 0; i < kRow; ++i) sum[i] = sum[i] * 0.5f + 1.0f;
    __asm__ volatile("" : : "r"(sum) : "memory");
  }
  return uint64_t{rounds} * kRow * 2;
}

void read(const void* p, size_t bytes) {
  const char* from = static_cast<const char*>(p);
  for (const char* end = from + bytes; from < end; from += sizeof(uint64_t)) {
    uint64_t word;
    memcpy(&word, from, sizeof word);
    __asm__ volatile("" : : "r"(word));
  }
}

}  // namespace

constinit const Table kScalar = {
    "scalar",
    false,
    matmul,
    quantize_rows,
    attention,
    kv_store_scalar,
    kv_store_rows_scalar,
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
    f32_to_f16,
    f16_to_f32,
    f32_to_q8_0,
    q8_0_to_f32,
    int8_peak,
    nullptr,
    f32_peak,
    read,
};

}  // namespace tinybrain::kernels
