// Catalogue of texts: what sorts texts by labelled ones, for several skills.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kSorterFew{
    "{}: {} texts of {} kinds; at least two kinds with 3 texts each are needed",
    "{}: 글 {}개, 종류 {}개입니다. 종류가 둘 이상이고 각각 글이 3개 이상이어야 합니다"};
inline constexpr Message kSorterNoEncoder{
    "it was trained with the seed brain, which is not here; train it again or install brains/seed",
    "시드 두뇌와 함께 학습한 모델인데 시드 두뇌가 없습니다. 다시 학습시키거나 brains/seed를 설치해 "
    "주세요"};

}  // namespace tinybrain::msg
