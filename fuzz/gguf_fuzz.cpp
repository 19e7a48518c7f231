// Any bytes as a GGUF file: parse, then every look-up that a caller could make.
#include <cstddef>
#include <cstdint>

#include "base/error.h"
#include "tensor/gguf.h"

using namespace tinybrain;

namespace {

template <class Get>
void attempt(Get get) {
  try {
    get();
  } catch (const Error&) {
  }
}

volatile uint8_t sink;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  attempt([&] {
    const Gguf gguf = Gguf::parse(std::as_bytes(std::span(data, size)));
    for (const auto& [name, value] : gguf.metadata()) {
      const std::string_view key = name;
      attempt([&] { gguf.get_int(key); });
      attempt([&] { gguf.get_float(key); });
      attempt([&] { gguf.get_bool(key); });
      attempt([&] { gguf.get_string(key); });
      attempt([&] { gguf.get_strings(key); });
      attempt([&] { gguf.get_ints(key); });
      attempt([&] { gguf.get_floats(key); });
    }
    for (const GgufTensor& tensor : gguf.tensors()) {
      sink = static_cast<uint8_t>(tensor.data.front());
      sink = static_cast<uint8_t>(tensor.data.back());
    }
  });
  return 0;
}
