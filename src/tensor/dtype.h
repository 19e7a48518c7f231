// The element types of model files, with GGUF's numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tinybrain {

// Values are ggml's type numbers as written in GGUF files.
enum class DType : uint32_t {
  f32 = 0,
  f16 = 1,
  q4_0 = 2,
  q4_1 = 3,
  q5_0 = 6,
  q5_1 = 7,
  q8_0 = 8,
  q2_k = 10,
  q3_k = 11,
  q4_k = 12,
  q5_k = 13,
  q6_k = 14,
  iq4_nl = 20,
  iq4_xs = 23,
  bf16 = 30,
};

struct DTypeInfo {
  DType type;
  std::string_view name;  // "q4_0", as the CLI takes it and as `info` prints it
  uint32_t block;         // weights per block (1, 32 or 256)
  uint32_t bytes;         // bytes per block
};

const DTypeInfo& dtype_info(DType type);
std::optional<DType> dtype_from_number(uint32_t ggml_type);  // nullopt = not one we read
std::optional<DType> dtype_from_name(std::string_view name);
inline bool is_float(DType t) { return t == DType::f32 || t == DType::f16 || t == DType::bf16; }
// Bytes of one row of k weights. k must be a multiple of the block.
inline size_t row_bytes(DType type, size_t k) {
  const DTypeInfo& i = dtype_info(type);
  return k / i.block * i.bytes;
}

}  // namespace tinybrain
