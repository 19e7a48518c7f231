// Norms, activations, softmax and dot over a vector type: one source for all instruction sets. The
// meaning of each is that of its twin in scalar.cpp.
#pragma once

#include "kernels/simd.h"
#include "kernels/simd_math.h"

namespace tinybrain::kernels {
namespace {

template <class V>
struct Rows {
  using F = typename V::F;
  using M = typename V::M;
  static constexpr size_t kLanes = V::kLanes;

  // y[i] = f(load) for all i; load(array) gives the array's values at the place in hand.
  template <class Fn>
  TB_INLINE static void map(float* y, size_t n, Fn f) {
    size_t i = 0;
    for (; i + kLanes <= n; i += kLanes)
      V::store(y + i, f([i](const float* p) { return V::load(p + i); }));
    if (i < n) {
      V::store(y + i, f([i, n](const float* p) { return V::load(p + i, V::first(n - i)); }),
               V::first(n - i));
    }
  }

  // Sum of all lanes of acc = f(acc, mask, load), in four accumulators. load gives 0 past the end, and
  // f must leave acc as it was there (where the mask is off).
  template <class Fn>
  TB_INLINE static float reduce(size_t n, Fn f) {
    F acc[4] = {V::zero(), V::zero(), V::zero(), V::zero()};
    size_t i = 0;
    for (; i + 4 * kLanes <= n; i += 4 * kLanes) {
      TB_UNROLL for (int j = 0; j < 4; ++j) {
        const size_t at = i + kLanes * j;
        acc[j] = f(acc[j], V::first(kLanes), [at](const float* p) { return V::load(p + at); });
      }
    }
    for (; i < n; i += kLanes) {
      acc[0] = f(acc[0], V::first(n - i),
                 [i, n](const float* p) { return V::load(p + i, V::first(n - i)); });
    }
    return V::sum(V::add(V::add(acc[0], acc[1]), V::add(acc[2], acc[3])));
  }

  static void rms_norm(float* y, const float* x, const float* w, size_t n, float eps) {
    const float sum = reduce(n, [&](F acc, M, auto load) { return V::fma(load(x), load(x), acc); });
    const F scale = V::set(1.0f / V::square_root(sum / static_cast<float>(n) + eps));
    map(y, n, [&](auto load) { return V::mul(V::mul(load(x), scale), load(w)); });
  }

  static void layer_norm(float* y, const float* x, const float* w, const float* b, size_t n,
                         float eps) {
    const float total = reduce(n, [&](F acc, M, auto load) { return V::add(acc, load(x)); });
    const F mean = V::set(total / static_cast<float>(n));
    const float squares = reduce(n, [&](F acc, M m, auto load) {
      const F d = V::select(m, V::sub(load(x), mean), V::zero());
      return V::fma(d, d, acc);
    });
    const F scale = V::set(1.0f / V::square_root(squares / static_cast<float>(n) + eps));
    map(y, n,
        [&](auto load) { return V::fma(V::mul(V::sub(load(x), mean), scale), load(w), load(b)); });
  }

  static void add(float* y, const float* x, size_t n) {
    map(y, n, [&](auto load) { return V::add(load(y), load(x)); });
  }

  static void scale(float* y, float s, size_t n) {
    map(y, n, [&](auto load) { return V::mul(load(y), V::set(s)); });
  }

  static void silu_mul(float* gate, const float* up, size_t n) {
    map(gate, n, [&](auto load) {
      return V::mul(Math<V>::times_sigmoid(load(gate), load(gate)), load(up));
    });
  }

  // x*sigmoid(2u), u = sqrt(2/pi)(x + 0.044715x^3).
  TB_INLINE static F gelu_tanh_of(F x) {
    const F inner = V::fma(V::mul(x, x), V::set(0.044715f), V::set(1.0f));
    return Math<V>::times_sigmoid(x, V::mul(V::mul(x, V::set(2 * 0.79788456080286535588f)), inner));
  }

  static void gelu_tanh_mul(float* gate, const float* up, size_t n) {
    map(gate, n, [&](auto load) { return V::mul(gelu_tanh_of(load(gate)), load(up)); });
  }

  static void gelu_tanh(float* x, size_t n) {
    map(x, n, [&](auto load) { return gelu_tanh_of(load(x)); });
  }

  static void gelu_erf(float* x, size_t n) {
    map(x, n, [&](auto load) {
      const F v = load(x);
      return V::mul(V::mul(v, V::set(0.5f)),
                    Math<V>::erfc(V::mul(v, V::set(-0.70710678118654752440f))));
    });
  }

  // As map, for two results: f gives {first, second}; b may be nullptr.
  template <class Fn>
  TB_INLINE static void map_two(float* a, float* b, size_t n, Fn f) {
    for (size_t i = 0; i < n; i += kLanes) {
      const M m = V::first(n - i);
      const Two two = f([i, m](const float* p) { return V::load(p + i, m); });
      V::store(a + i, two.first, m);
      if (b) V::store(b + i, two.second, m);
    }
  }
  struct Two {
    F first, second;
  };

  static void silu_mul_backward(float* dgate, float* dup, const float* gate, const float* up,
                                const float* dy, size_t n) {
    const F one = V::set(1.0f);
    map_two(dgate, dup, n, [&](auto load) {
      const F g = load(gate), s = Math<V>::times_sigmoid(one, g), d = load(dy);
      const F slope = V::mul(s, V::fma(g, V::sub(one, s), one));
      return Two{V::mul(V::mul(d, load(up)), slope), V::mul(d, V::mul(g, s))};
    });
  }

  static void gelu_tanh_backward(float* dgate, float* dup, const float* gate, const float* up,
                                 const float* dy, size_t n) {
    const F one = V::set(1.0f), c = V::set(2 * 0.79788456080286535588f);
    map_two(dgate, dup, n, [&](auto load) {
      const F g = load(gate), d = load(dy), squared = V::mul(g, g);
      const F u2 = V::mul(V::mul(g, c), V::fma(squared, V::set(0.044715f), one));
      const F u2_slope = V::mul(c, V::fma(squared, V::set(3 * 0.044715f), one));
      const F s = Math<V>::times_sigmoid(one, u2);
      const F rest = Math<V>::times_sigmoid(one, V::sub(V::zero(), u2));
      const F slope = V::mul(s, V::fma(V::mul(g, rest), u2_slope, one));
      return Two{V::mul(up ? V::mul(d, load(up)) : d, slope), V::mul(d, V::mul(g, s))};
    });
  }

  static void gelu_erf_backward(float* dx, const float* x, const float* dy, size_t n) {
    map(dx, n, [&](auto load) {
      const F v = load(x);
      const F below =
          V::mul(V::set(0.5f), Math<V>::erfc(V::mul(v, V::set(-0.70710678118654752440f))));
      const F bell = V::mul(Math<V>::exp(V::mul(V::mul(v, v), V::set(-0.5f))),
                            V::set(0.39894228040143267794f));
      return V::mul(load(dy), V::fma(v, bell, below));
    });
  }

  static void softmax(float* x, size_t n) {
    const F lowest = V::set(-__builtin_inff());
    F tops = lowest;
    size_t i = 0;
    for (; i + kLanes <= n; i += kLanes) tops = V::max(tops, V::load(x + i));
    if (i < n)
      tops = V::max(tops, V::select(V::first(n - i), V::load(x + i, V::first(n - i)), lowest));
    const F top = V::set(V::largest(tops));
    map(x, n, [&](auto load) { return Math<V>::exp(V::sub(load(x), top)); });
    const float sum = reduce(n, [&](F acc, M, auto load) { return V::add(acc, load(x)); });
    scale(x, 1.0f / sum, n);
  }

  static float dot(const float* a, const float* b, size_t n) {
    return reduce(n, [&](F acc, M, auto load) { return V::fma(load(a), load(b), acc); });
  }
};

}  // namespace
}  // namespace tinybrain::kernels
