// exp, tanh, erfc and sigmoid over a vector type (avx2_vec.h, avx512_vec.h): the approximations, once
// for all instruction sets. Errors are a few units in the last place of a float.
#pragma once

#include "kernels/simd.h"

namespace tinybrain::kernels {
namespace {

template <class V>
struct Math {
  using F = typename V::F;

  // 0 below -104, inf above 88.8. NaN stays NaN.
  // x = n*ln2 + r, |r| <= ln2/2, ln2 in two parts so that n*ln2 loses nothing; then 1 + r + r^2*P(r)
  // with the coefficients of Cephes (expf.c).
  TB_INLINE static F exp(F x) {
    const F clamped = V::min(V::set(89.0f), V::max(V::set(-104.0f), x));
    const F n = V::round(V::mul(clamped, V::set(1.44269504088896341f)));
    F r = V::fnma(n, V::set(0.693359375f), clamped);
    r = V::fnma(n, V::set(-2.12194440e-4f), r);
    F p = V::set(1.9875691500e-4f);
    p = V::fma(p, r, V::set(1.3981999507e-3f));
    p = V::fma(p, r, V::set(8.3334519073e-3f));
    p = V::fma(p, r, V::set(4.1665795894e-2f));
    p = V::fma(p, r, V::set(1.6666665459e-1f));
    p = V::fma(p, r, V::set(5.0000001201e-1f));
    p = V::fma(V::mul(r, r), p, r);
    return V::times_power_of_2(V::add(p, V::set(1.0f)), n);
  }

  // 2^x for x <= 0; 0 below -150. NaN stays NaN. 2^x = 2^n 2^r, |r| <= 1/2; 2^r = 1 + r*P(r), whose
  // coefficients minimize the largest relative error, 1.1e-7. 2^0 is 1 exactly.
  TB_INLINE static F exp2_negative(F x) {
    const F clamped = V::max(V::set(-151.0f), x);
    const F n = V::round(clamped), r = V::sub(clamped, n);
    F p = V::set(0.001326472731307149f);
    p = V::fma(p, r, V::set(0.009671512991189957f));
    p = V::fma(p, r, V::set(0.05550733581185341f));
    p = V::fma(p, r, V::set(0.24022242426872253f));
    p = V::fma(p, r, V::set(0.6931470036506653f));
    return V::times_power_of_2(V::fma(p, r, V::set(1.0f)), n);
  }

  // x/(1 + e^-u): x*sigmoid(u).
  TB_INLINE static F times_sigmoid(F x, F u) {
    return V::quotient(x, V::add(V::set(1.0f), exp(V::sub(V::zero(), u))));
  }

  // Near 0 an odd polynomial (Cephes, tanhf.c), else 1 - 2/(e^2|x| + 1) with the sign of x.
  TB_INLINE static F tanh(F x) {
    const F one = V::set(1.0f), z = V::mul(x, x), a = V::abs(x);
    F p = V::set(-5.70498872745e-3f);
    p = V::fma(p, z, V::set(2.06390887954e-2f));
    p = V::fma(p, z, V::set(-5.37397155531e-2f));
    p = V::fma(p, z, V::set(1.33314422036e-1f));
    p = V::fma(p, z, V::set(-3.33332819422e-1f));
    const F near = V::fma(V::mul(p, z), x, x);
    const F far = V::sub(one, V::div(V::set(2.0f), V::add(exp(V::add(a, a)), one)));
    return V::select(V::less(a, V::set(0.625f)), near, V::with_sign_of(far, x));
  }

  // Of |z| with a relative error below 1.3e-7 (Press et al., Numerical Recipes, 6.2: erfcc); then
  // 2 - that for negative z.
  TB_INLINE static F erfc(F z) {
    const F a = V::abs(z), one = V::set(1.0f);
    const F t = V::div(one, V::fma(a, V::set(0.5f), one));
    F p = V::set(0.17087277f);
    p = V::fma(p, t, V::set(-0.82215223f));
    p = V::fma(p, t, V::set(1.48851587f));
    p = V::fma(p, t, V::set(-1.13520398f));
    p = V::fma(p, t, V::set(0.27886807f));
    p = V::fma(p, t, V::set(-0.18628806f));
    p = V::fma(p, t, V::set(0.09678418f));
    p = V::fma(p, t, V::set(0.37409196f));
    p = V::fma(p, t, V::set(1.00002368f));
    p = V::fma(p, t, V::set(-1.26551223f));
    const F r = V::mul(t, exp(V::fnma(a, a, p)));
    return V::select(V::less(z, V::zero()), V::sub(V::set(2.0f), r), r);
  }
};

}  // namespace
}  // namespace tinybrain::kernels
