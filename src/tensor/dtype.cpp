// The one table of element types: numbers, names, block sizes.
#include "tensor/dtype.h"

#include "base/error.h"

namespace tinybrain {
namespace {

constexpr DTypeInfo kTypes[] = {
    {DType::f32, "f32", 1, 4},         {DType::f16, "f16", 1, 2},
    {DType::q4_0, "q4_0", 32, 18},     {DType::q4_1, "q4_1", 32, 20},
    {DType::q5_0, "q5_0", 32, 22},     {DType::q5_1, "q5_1", 32, 24},
    {DType::q8_0, "q8_0", 32, 34},     {DType::q2_k, "q2_k", 256, 84},
    {DType::q3_k, "q3_k", 256, 110},   {DType::q4_k, "q4_k", 256, 144},
    {DType::q5_k, "q5_k", 256, 176},   {DType::q6_k, "q6_k", 256, 210},
    {DType::iq4_nl, "iq4_nl", 32, 18}, {DType::iq4_xs, "iq4_xs", 256, 136},
    {DType::bf16, "bf16", 1, 2},
};

const DTypeInfo* find(DType type) {
  for (const DTypeInfo& info : kTypes) {
    if (info.type == type) return &info;
  }
  return nullptr;
}

}  // namespace

const DTypeInfo& dtype_info(DType type) {
  const DTypeInfo* info = find(type);
  TB_ASSERT(info != nullptr);
  return *info;
}

std::optional<DType> dtype_from_number(uint32_t ggml_type) {
  const DTypeInfo* info = find(static_cast<DType>(ggml_type));
  return info ? std::optional(info->type) : std::nullopt;
}

std::optional<DType> dtype_from_name(std::string_view name) {
  for (const DTypeInfo& info : kTypes) {
    if (info.name == name) return info.type;
  }
  return std::nullopt;
}

}  // namespace tinybrain
