// Names for messages, sizes without overflow; see names.h.
#include "tensor/names.h"

#include "base/error.h"
#include "base/messages/tensor.h"

namespace tinybrain {

std::string shown(std::string_view name) {
  constexpr size_t kLongest = 80;
  std::string out(name.substr(0, kLongest));
  for (char& c : out) {
    if (c < ' ' || c > '~') c = '?';
  }
  if (name.size() > kLongest) out += "...";
  return out;
}

std::string ggml_type_name(uint32_t type) {
  if (const auto known = dtype_from_number(type)) return std::string(dtype_info(*known).name);
  switch (type) {  // ggml.h, enum ggml_type
    case 9: return "q8_1";
    case 15: return "q8_k";
    case 16: return "iq2_xxs";
    case 17: return "iq2_xs";
    case 18: return "iq3_xxs";
    case 19: return "iq1_s";
    case 21: return "iq3_s";
    case 22: return "iq2_s";
    case 24: return "i8";
    case 25: return "i16";
    case 26: return "i32";
    case 27: return "i64";
    case 28: return "f64";
    case 29: return "iq1_m";
    case 34: return "tq1_0";
    case 35: return "tq2_0";
    case 39: return "mxfp4";
    case 40: return "nvfp4";
    default: return std::to_string(type);
  }
}

std::optional<uint64_t> tensor_size(DType type, std::span<const uint64_t> dims,
                                    std::string_view name) {
  constexpr uint64_t kLimit = uint64_t{1} << 62;
  const DTypeInfo& info = dtype_info(type);
  uint64_t elements = 1;
  for (const uint64_t dim : dims) {
    if (dim == 0 || __builtin_mul_overflow(elements, dim, &elements) || elements > kLimit)
      return std::nullopt;
  }
  const uint64_t k = dims.empty() ? 1 : dims[0];
  if (k % info.block != 0)
    throw Error(Code::bad_file, msg::kTensorBlock, shown(name), k, info.name, info.block);
  uint64_t bytes;
  if (__builtin_mul_overflow(elements / info.block, uint64_t{info.bytes}, &bytes) || bytes > kLimit)
    return std::nullopt;
  return bytes;
}

}  // namespace tinybrain
