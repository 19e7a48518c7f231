// The encoder that vectors are made with, by the name that a person or a file gives it.
#pragma once

#include <memory>
#include <string>

#include "tinybrain/tinybrain.hpp"

namespace tinybrain::home {

// "seed", "none", a path or a name. Null for "none".
std::unique_ptr<tb::Model> open_encoder(const std::string& name, const std::string& weights);

}  // namespace tinybrain::home
