// A base that knows nothing yet: a vocabulary learned from texts, and random weights in a small shape, as a model file
// like any other.
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>

#include "base/threads.h"
#include "model/config.h"

namespace tinybrain {

struct FreshShape {
  bool encoder = false;  // BERT's shape, which sees both ways; else Llama's, which writes
  uint32_t layers = 4;
  uint32_t width = 256;        // D, a multiple of 64: heads are 64 wide
  uint32_t vocabulary = 8192;  // at most
  uint32_t context = 512;      // tokens
};

// Error{bad_argument} for a shape that cannot be; Error{cancelled}. The same texts, shape and seed give the same bytes.
void write_fresh(const FreshShape& shape, std::span<const std::string> texts, uint64_t seed,
                 const std::filesystem::path& output, Threads& threads,
                 const std::function<bool(uint64_t, uint64_t)>& progress);

}  // namespace tinybrain
