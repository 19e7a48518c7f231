// Rotary angles: frequencies once, then sines and cosines by position.
#include "model/rope.h"

#include <cmath>

namespace tinybrain {

Rope::Rope(const ModelConfig& config, uint32_t context) {
  const RopeConfig& r = config.rope;
  const std::vector<float>* factors = &r.factors;
  if (!r.long_factors.empty()) {
    long_factors_ = context > r.original_context;
    factors = long_factors_ ? &r.long_factors : &r.short_factors;
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

std::string Rope::identity() const { return long_factors_ ? "long" : "short"; }

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
