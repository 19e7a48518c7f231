// Catalogue of texts: what the server says about what is kept of a person.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kBadFilter{"'{}' in the address must be {}",
                                    "주소의 '{}'에는 {}을(를) 써야 합니다"};
inline constexpr Message kFilterNumber{"a whole number from {} to {}", "{}~{}의 정수"};
inline constexpr Message kFilterFlag{"true or false", "true나 false"};
inline constexpr Message kFilterWord{"a short word or a time", "짧은 낱말이나 시각"};
inline constexpr Message kFilterOnce{"given once", "한 번만"};
inline constexpr Message kNoSuchRow{"there is no {} '{}'", "{} '{}': 그런 항목이 없습니다"};
inline constexpr Message kNothingToChange{"say what is to change: {}",
                                          "무엇을 바꿀지 알려 주세요: {}"};
inline constexpr Message kEraseFilesRefused{
    "files are erased with `tinybrain forget --file`, not over the network",
    "파일은 네트워크로 지우지 않습니다. `tinybrain forget --file`을 쓰세요"};

}  // namespace tinybrain::msg
