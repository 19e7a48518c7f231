// Texts of distillation by states.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kTrainHintWidth{
    "the teacher's states have {} values, the student's {}: only states of one width can be "
    "compared",
    "교사 모델의 상태는 값이 {}개, 학생 모델은 {}개입니다. 폭이 같은 상태만 견줄 수 있습니다"};
inline constexpr Message kTrainHintLayer{
    "a hint of layers {} (student) and {} (teacher): the models have {} and {} layers",
    "학생 {}층과 교사 {}층을 맞추라고 했지만, 두 모델의 층은 각각 {}개와 {}개입니다"};

}  // namespace tinybrain::msg
