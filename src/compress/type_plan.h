// Which weight type each tensor is written in.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "tensor/dtype.h"

namespace tinybrain {

struct TypePlan {
  std::optional<DType> otherwise;  // nullopt: as in the source
  std::map<std::string, DType, std::less<>> types;

  // The type of a tensor; rows that its blocks do not divide get the fallback of model/write.h.
  DType of(std::string_view name, size_t n, size_t k, bool vector, DType source) const;
};

}  // namespace tinybrain
