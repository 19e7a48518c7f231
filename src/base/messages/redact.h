// Catalogue of texts: personal data and its placeholders.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kRedactKind{"'{}' is no kind of personal data",
                                     "'{}'은(는) 개인 정보의 종류가 아닙니다"};
inline constexpr Message kRedactPlaceholder{"'{}' is no placeholder such as [NAME_1]",
                                            "'{}'은(는) [이름_1] 같은 자리표시가 아닙니다"};
inline constexpr Message kRedactTwice{"the placeholder {} stands for two values",
                                      "자리표시 {}에 값이 두 개 있습니다"};
inline constexpr Message kRedactConfidence{"least_confidence is {}; it must be from 0 to 1",
                                           "least_confidence가 {}입니다. 0에서 1까지여야 합니다"};
inline constexpr Message kRedactLanguage{"'{}': placeholders come in \"en\" or \"ko\"",
                                         "'{}': 자리표시의 언어는 \"en\"이나 \"ko\"입니다"};
inline constexpr Message kRedactOption{"unknown option '{}'", "모르는 옵션입니다: '{}'"};

}  // namespace tinybrain::msg
