// Weighted least-squares searches for scales; see fit.h. Sums stay in float and in index order on
// purpose: the results are compared byte for byte with the reference.
#include "tensor/fit.h"

#include <algorithm>
#include <cmath>

namespace tinybrain::fit {
namespace {

constexpr size_t kLargest = 32;  // weights in a group

// The value of largest magnitude, with its sign; the first one among equals.
float extreme(std::span<const float> x) {
  float best = 0;
  for (const float v : x) {
    if (std::fabs(v) > std::fabs(best)) best = v;
  }
  return best;
}

// Sums over a group: what least squares for x ~ scale*l needs.
struct Sums {
  float xl = 0, ll = 0;
  void add(float w, float x, int l) {
    xl += w * x * static_cast<float>(l);
    ll += w * static_cast<float>(l) * static_cast<float>(l);
  }
};

int signed_level(float v, int limit) { return clamp(nearest(v), -limit, limit - 1); }

}  // namespace

float symmetric(std::span<const float> x, const float* weights, int limit, int8_t* q) {
  const float max = extreme(x);
  if (!(std::fabs(max) >= kAllZero)) {
    std::fill_n(q, x.size(), int8_t{0});
    return 0;
  }
  const auto weight = [&](size_t i) { return weights ? weights[i] : x[i] * x[i]; };
  const auto measure = [&](float inverse) {
    Sums sums;
    for (size_t i = 0; i < x.size(); ++i)
      sums.add(weight(i), x[i], signed_level(inverse * x[i], limit));
    return sums;
  };
  float kept = static_cast<float>(-limit) / max;  // the inverse scale that the levels come from
  const Sums start = measure(kept);
  float scale = start.ll != 0 ? start.xl / start.ll : 0.0f;
  float best = scale * start.xl;
  for (int i = -9; i <= 9; ++i) {
    if (i == 0) continue;
    const float inverse = -(static_cast<float>(limit) + 0.1f * static_cast<float>(i)) / max;
    const Sums sums = measure(inverse);
    if (sums.ll > 0 && sums.xl * sums.xl > best * sums.ll) {
      kept = inverse;
      scale = sums.xl / sums.ll;
      best = scale * sums.xl;
    }
  }
  for (size_t i = 0; i < x.size(); ++i)
    q[i] = static_cast<int8_t>(limit + signed_level(kept * x[i], limit));
  return scale;
}

float symmetric_one_by_one(std::span<const float> x, int limit, int8_t* q) {
  const float max = extreme(x);
  if (!(std::fabs(max) >= kAllZero)) {
    std::fill_n(q, x.size(), int8_t{0});
    return 0;
  }
  const float inverse = static_cast<float>(-limit) / max;
  Sums sums;
  for (size_t i = 0; i < x.size(); ++i) {
    q[i] = static_cast<int8_t>(signed_level(inverse * x[i], limit));
    sums.add(x[i] * x[i], x[i], q[i]);
  }
  for (int round = 0; round < 5; ++round) {
    bool changed = false;
    for (size_t i = 0; i < x.size(); ++i) {
      const float w = x[i] * x[i];
      const auto level = static_cast<float>(q[i]);
      Sums without{sums.xl - w * x[i] * level, 0};
      if (!(without.xl > 0)) continue;
      without.ll = sums.ll - w * level * level;
      const int other = signed_level(x[i] * without.ll / without.xl, limit);
      if (other == q[i]) continue;
      Sums with = without;
      with.add(w, x[i], other);
      if (with.ll > 0 && with.xl * with.xl * sums.ll > sums.xl * sums.xl * with.ll) {
        q[i] = static_cast<int8_t>(other);
        sums = with;
        changed = true;
      }
    }
    if (!changed) break;
  }
  for (size_t i = 0; i < x.size(); ++i) q[i] = static_cast<int8_t>(q[i] + limit);
  return sums.ll > 0 ? sums.xl / sums.ll : 0.0f;
}

Affine affine(std::span<const float> x, const float* weights, int limit, Grid grid, uint8_t* q) {
  float min = x[0], max = x[0], sum_w = weights[0], sum_x = sum_w * x[0];
  for (size_t i = 1; i < x.size(); ++i) {
    if (x[i] < min) min = x[i];
    if (x[i] > max) max = x[i];
    sum_w += weights[i];
    sum_x += weights[i] * x[i];
  }
  if (min > 0) min = 0;
  if (!(max > min)) {
    std::fill_n(q, x.size(), uint8_t{0});
    return {0, -min};
  }
  const auto levels = [&](float inverse, uint8_t* out) {
    for (size_t i = 0; i < x.size(); ++i) {
      // min may already be a fitted one, near max: the product can be out of nearest()'s range.
      const float v = inverse * (x[i] - min);
      out[i] = static_cast<uint8_t>(v > 0 ? nearest(std::min(v, static_cast<float>(limit))) : 0);
    }
  };
  const auto error = [&](const uint8_t* l, float scale, float base) {
    float sum = 0;
    for (size_t i = 0; i < x.size(); ++i) {
      const float d = scale * static_cast<float>(l[i]) + base - x[i];
      sum += weights[i] * (grid.absolute ? std::fabs(d) : d * d);
    }
    return sum;
  };
  const auto range = static_cast<float>(limit);
  const float inverse = range / (max - min);
  float scale = 1 / inverse;
  levels(inverse, q);
  float best = error(q, scale, min);
  for (int step = 0; step <= grid.count; ++step) {
    uint8_t trial[kLargest];
    levels((grid.first + grid.step * static_cast<float>(step) + range) / (max - min), trial);
    float sum_l = 0, sum_l2 = 0, sum_xl = 0;
    for (size_t i = 0; i < x.size(); ++i) {
      const float w = weights[i];
      const auto l = static_cast<float>(trial[i]);
      sum_l += w * l;
      sum_l2 += w * l * l;
      sum_xl += w * l * x[i];
    }
    const float determinant = sum_w * sum_l2 - sum_l * sum_l;
    if (!(determinant > 0)) continue;
    float this_scale = (sum_w * sum_xl - sum_x * sum_l) / determinant;
    float this_min = (sum_l2 * sum_x - sum_l * sum_xl) / determinant;
    if (this_min > 0) {
      this_min = 0;
      this_scale = sum_xl / sum_l2;
    }
    const float this_error = error(trial, this_scale, this_min);
    if (this_error < best) {
      std::copy_n(trial, x.size(), q);
      best = this_error;
      scale = this_scale;
      min = this_min;
    }
  }
  return {scale, -min};
}

float positive(std::span<const float> x, const float* weights, int limit, uint8_t* q) {
  float max = 0;
  for (const float v : x) max = std::max(max, v);
  if (!(max >= kAllZero)) {
    std::fill_n(q, x.size(), uint8_t{0});
    return 0;
  }
  const auto range = static_cast<float>(limit);
  const auto level = [&](float v) { return clamp(nearest(v), 0, limit); };
  const auto error = [&](float inverse) {
    const float scale = 1 / inverse;
    float sum = 0;
    for (size_t i = 0; i < x.size(); ++i) {
      const float d = x[i] - scale * static_cast<float>(level(inverse * x[i]));
      sum += weights[i] * d * d;
    }
    return sum;
  };
  float inverse = range / max;
  float best = error(inverse);
  for (int step = -4; step <= 4; ++step) {
    if (step == 0) continue;
    const float trial = (0.1f * static_cast<float>(step) + range) / max;
    const float this_error = error(trial);
    if (this_error < best) {
      best = this_error;
      inverse = trial;
    }
  }
  Sums sums;
  for (size_t i = 0; i < x.size(); ++i) {
    q[i] = static_cast<uint8_t>(level(inverse * x[i]));
    sums.add(weights[i], x[i], q[i]);
  }
  for (int round = 0; round < 5; ++round) {
    bool changed = false;
    for (size_t i = 0; i < x.size(); ++i) {
      const float w = weights[i];
      const auto l = static_cast<float>(q[i]);
      Sums with{sums.xl - w * x[i] * l, sums.ll - w * l * l};
      if (!(with.xl > 0 && with.ll > 0)) continue;
      const int other = level(x[i] * with.ll / with.xl);
      if (other == q[i]) continue;
      with.add(w, x[i], other);
      if (with.xl * with.xl * sums.ll > sums.xl * sums.xl * with.ll) {
        q[i] = static_cast<uint8_t>(other);
        sums = with;
        changed = true;
      }
    }
    if (!changed) break;
  }
  return sums.ll > 0 ? sums.xl / sums.ll : 0.0f;
}

}  // namespace tinybrain::fit
