// Small helpers of the two file readers: names from a file made fit for a message, sizes of tensors
// without overflow. Private to src/tensor.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tensor/dtype.h"

namespace tinybrain {

// A name out of a file that may be hostile: at most 80 bytes, anything but printable ASCII as '?'.
std::string shown(std::string_view name);

// "q8_1" and so on for every ggml type, also those that we do not read; "42" for an unknown number.
std::string ggml_type_name(uint32_t type);

// Bytes of a tensor whose dims[0] is the row length; nullopt when a dim is zero or the size overflows
// (elements and bytes stay below 2^62). Error{bad_file} when rows are not whole blocks.
std::optional<uint64_t> tensor_size(DType type, std::span<const uint64_t> dims,
                                    std::string_view name);

}  // namespace tinybrain
