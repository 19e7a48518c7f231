// Any bytes as a safetensors file.
#include <cstddef>
#include <cstdint>

#include "base/error.h"
#include "tensor/safetensors.h"

using namespace tinybrain;

namespace {
volatile uint8_t sink;
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  try {
    for (const SafeTensor& tensor : parse_safetensors(std::as_bytes(std::span(data, size)))) {
      if (tensor.data.empty()) continue;
      sink = static_cast<uint8_t>(tensor.data.front());
      sink = static_cast<uint8_t>(tensor.data.back());
    }
  } catch (const Error&) {
  }
  return 0;
}
