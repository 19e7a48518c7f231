// Rotary angles of the positions of one session.
#pragma once

#include <string>
#include <vector>

#include "model/config.h"

namespace tinybrain {

// cs[pair] = (cos, sin) of `position` for layers with or without a window.
class Rope {
 public:
  // context: of the session; LongRoPE chooses its factors by it.
  Rope(const ModelConfig& config, uint32_t context);
  size_t pairs() const { return global_.size(); }
  bool has_window_base() const { return !window_.empty(); }
  void angles(double position, bool window_layer, float* cs) const;
  // Tells apart what gives different angles: the choice of factors, which depends on the context.
  std::string identity() const;

 private:
  std::vector<float> global_, window_;  // frequency of each pair
  float attention_factor_ = 1;
  bool long_factors_ = false;
};

}  // namespace tinybrain
