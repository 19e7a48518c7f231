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
inline constexpr Message kMemoryAndForm{
    "{} goes with neither tools nor response_format: what is asked of it is answered in words",
    "{}은(는) tools나 response_format과 함께 쓸 수 없습니다. 기억에 관한 부탁에는 말로 답합니다"};
inline constexpr Message kLearnedAndAdapter{
    "{} goes without adapter: what was learnt is one itself",
    "{}은(는) adapter와 함께 쓸 수 없습니다. 배운 것도 어댑터입니다"};
inline constexpr Message kLearningNotGranted{"learning from corrections is not granted",
                                             "고쳐 주신 것에서 배우는 것을 허락하지 않으셨습니다"};
inline constexpr Message kLearningRuns{"it is learning already", "이미 배우는 중입니다"};
inline constexpr Message kLearningNone{"it is not learning now", "지금은 배우고 있지 않습니다"};

}  // namespace tinybrain::msg
