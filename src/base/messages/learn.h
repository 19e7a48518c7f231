// Texts of learning from lessons.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kLearnNoLessons{"there are no lessons to learn from",
                                         "배울 내용이 없습니다"};
inline constexpr Message kLearnEmptyAnswer{"lesson {} has no answer to learn",
                                           "{}번 교정에는 배울 답이 없습니다"};
inline constexpr Message kLearnTooLong{
    "the question of lesson {} has {} tokens, at most {} can be learnt from",
    "{}번 교정의 질문은 {}토큰입니다. {}토큰까지만 배울 수 있습니다"};
inline constexpr Message kLearnTemplate{
    "this model's chat template changes a question once it is answered: it cannot be taught yet",
    "이 모델의 대화 템플릿은 답이 붙으면 질문 부분이 달라지므로 아직 가르칠 수 없습니다"};
inline constexpr Message kLearnReplayMissing{
    "the replayed set that comes with the program is not there (looked in {})",
    "프로그램에 딸린 복습용 예문이 없습니다 (찾아본 곳: {})"};
inline constexpr Message kLearnReplayEmpty{"an example without an answer", "답이 없는 예문입니다"};
inline constexpr Message kLearnRange{"'{}' is {}; it must be {}",
                                     "'{}' 값은 {}이(가) 아니라 {}여야 합니다"};

}  // namespace tinybrain::msg
