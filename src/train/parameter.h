// A trainable tensor: its values, its gradient, and the optimizer's state of it.
#pragma once

#include <string>
#include <utility>

#include "tensor/buffer.h"

namespace tinybrain {

struct Parameter {
  Parameter(std::string n, size_t rows, size_t columns, bool is_decayed)
      : name(std::move(n)), n(rows), k(columns), decay(is_decayed), value(rows * columns * 4) {}

  std::string name;      // GGUF's, or with .lora_a / .lora_b
  size_t n, k;           // a vector is {1, k}
  bool decay;            // whether weight decay applies: to matrices
  Buffer value;          // f32 [n][k]
  Buffer gradient;       // the same; empty until train() was called
  Buffer first, second;  // moments, made by the optimizer

  size_t size() const { return n * k; }
  float* values() { return value.as<float>(); }
  const float* values() const { return value.as<float>(); }
  bool trained() const { return gradient.size() != 0; }
  void train() { gradient = Buffer(size() * 4); }
  float* grad() { return trained() ? gradient.as<float>() : nullptr; }
};

}  // namespace tinybrain
