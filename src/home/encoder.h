// The models that are opened by the name that a person or a file gives them: an encoder for vectors, one that writes.
#pragma once

#include <memory>
#include <string>

#include "tinybrain/tinybrain.hpp"

namespace tinybrain::home {

// "seed", "none", a path or a name. Null for "none".
std::unique_ptr<tb::Model> open_encoder(const std::string& name, const std::string& weights);

// A path or a name.
std::unique_ptr<tb::Model> open_writer(const std::string& name, const std::string& weights);

}  // namespace tinybrain::home
