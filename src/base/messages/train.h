// Texts of training.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kTrainTeacher{
    "the teacher has a vocabulary of {} tokens, the student of {}: it cannot teach token by token; "
    "let "
    "it write texts to learn from instead",
    "교사 모델의 어휘는 {}개, 학생 모델은 {}개라 토큰 단위로 가르칠 수 없습니다. 교사가 쓴 글로 "
    "학습하십시오"};
inline constexpr Message kTrainExpectations{
    "the teacher was asked about other texts than these; let it be asked again",
    "교사 모델의 예측이 이 글에 대한 것이 아닙니다. 다시 물어보게 하십시오"};
inline constexpr Message kTrainExpectationsDamaged{
    "'{}', where the teacher's expectations are kept, is damaged; delete it to have them made "
    "again",
    "교사 모델의 예측을 담은 '{}' 파일이 손상됐습니다. 지우면 다시 만듭니다"};
inline constexpr Message kTrainNotFinite{
    "step {}: the loss is no number any more, three times in a row; a smaller learning rate helps",
    "{}단계: 손실이 세 번 연속 숫자가 아닙니다. 학습률을 낮추면 도움이 됩니다"};
inline constexpr Message kTrainStopped{"stopped; the same command goes on from here",
                                       "멈췄습니다. 같은 명령으로 여기서부터 이어집니다"};
inline constexpr Message kTrainCheckpointDiffers{
    "the checkpoint does not fit this model ('{}'); delete it to start again",
    "체크포인트가 이 모델과 맞지 않습니다('{}'). 처음부터 하려면 그 파일을 지우십시오"};

}  // namespace tinybrain::msg
