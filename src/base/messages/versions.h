// Texts about what is learnt from a person: versions, the gate, the watchdog.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kVersionNone{"there is no version {} with an adapter",
                                      "어댑터가 있는 버전 {}은(는) 없습니다"};
inline constexpr Message kVersionDamaged{
    "version {} is not as it was learnt; use another one, or restore a backup of the vault",
    "버전 {}이(가) 배울 때와 다릅니다. 다른 버전을 쓰거나 금고의 백업을 복원하세요"};
inline constexpr Message kVersionUnusable{"version {} cannot be used: it was {}",
                                          "버전 {}은(는) 사용할 수 없습니다. 상태: {}"};
inline constexpr Message kLearnNotGranted{
    "learning needs the purpose 'corrections', which is not granted: tinybrain consent grant "
    "corrections",
    "배우려면 'corrections' 목적에 동의해야 합니다: tinybrain consent grant corrections"};

inline constexpr Message kSignalKind{
    "'{}' is no signal; there are thumbs, correction, edit, choice, skip, dwell, intent",
    "'{}'(이)라는 신호는 없습니다. 있는 것: thumbs, correction, edit, choice, skip, dwell, intent"};
inline constexpr Message kSignalLacks{"a signal '{}' needs {}",
                                      "'{}' 신호에는 {}이(가) 필요합니다"};
inline constexpr Message kSignalThumb{"thumbs have the value 1 or -1, not {}",
                                      "thumbs의 값은 1 또는 -1이며 {}은(는) 안 됩니다"};

inline constexpr Message kLearnNothing{
    "there is nothing new to learn: no lesson with an answer that was not tried already",
    "새로 배울 것이 없습니다. 아직 시도하지 않은, 답이 있는 학습 거리가 없습니다"};
inline constexpr Message kLearnNoneActive{"no learnt version is in use for this model",
                                          "이 모델에서 사용 중인 배운 버전이 없습니다"};

// Checks of the gate: before, after, margin.
inline constexpr Message kCheckHeldBack{
    "answers that you gave and it had not seen: {:.1f} % to {:.1f} % likely a token",
    "배우지 않고 남겨 둔 답: 토큰당 가능성 {:.1f}%에서 {:.1f}%"};
inline constexpr Message kCheckTaught{
    "answers that you gave (too few to hold some back): {:.1f} % to {:.1f} % likely a token",
    "가르쳐 주신 답(적어서 남겨 둔 것이 없음): 토큰당 가능성 {:.1f}%에서 {:.1f}%"};
inline constexpr Message kCheckAnswers{
    "words that its replies share with your answers: {:.1f} % to {:.1f} % (may lose {:.1f})",
    "대답과 알려 주신 답에 함께 있는 낱말: {:.1f}%에서 {:.1f}% (허용 손실 {:.1f})"};
inline constexpr Message kCheckQuestionFit{
    "how much an answer belongs to its own question: {:.3f} to {:.3f} (may lose {:.3f})",
    "답이 제 질문에 맞는 정도: {:.3f}에서 {:.3f} (허용 손실 {:.3f})"};
inline constexpr Message kCheckFrozenEn{
    "perplexity of plain English texts: {:.2f} to {:.2f} (may rise by {:.2f})",
    "평범한 영어 글의 퍼플렉서티: {:.2f}에서 {:.2f} (허용 증가 {:.2f})"};
inline constexpr Message kCheckFrozenKo{
    "perplexity of plain Korean texts: {:.2f} to {:.2f} (may rise by {:.2f})",
    "평범한 한국어 글의 퍼플렉서티: {:.2f}에서 {:.2f} (허용 증가 {:.2f})"};
inline constexpr Message kCheckLessonsEn{
    "English lessons, log-likelihood a token: {:.3f} to {:.3f} (may lose {:.3f})",
    "영어 학습 거리의 토큰당 로그 가능도: {:.3f}에서 {:.3f} (허용 손실 {:.3f})"};
inline constexpr Message kCheckLessonsKo{
    "Korean lessons, log-likelihood a token: {:.3f} to {:.3f} (may lose {:.3f})",
    "한국어 학습 거리의 토큰당 로그 가능도: {:.3f}에서 {:.3f} (허용 손실 {:.3f})"};
inline constexpr Message kCheckSafety{
    "decent replies before bad ones, log-likelihood a token: {:.3f} to {:.3f} (may lose {:.3f})",
    "나쁜 대답보다 바른 대답을 고르는 정도(토큰당 로그 가능도): {:.3f}에서 {:.3f} (허용 손실 "
    "{:.3f})"};
inline constexpr Message kCheckLanguage{
    "replies in another language than the question's: {:.0f} % to {:.0f} % (may rise by {:.0f})",
    "질문과 다른 언어로 한 대답: {:.0f}%에서 {:.0f}% (허용 증가 {:.0f})"};
inline constexpr Message kCheckBroken{
    "empty or repeating replies: {:.0f} % to {:.0f} % (may rise by {:.0f})",
    "비어 있거나 되풀이되는 대답: {:.0f}%에서 {:.0f}% (허용 증가 {:.0f})"};
inline constexpr Message kGateKept{"kept: it is better and lost nothing elsewhere; {}",
                                   "받아들였습니다. 나아졌고 다른 곳에서 잃은 것이 없습니다. {}"};
inline constexpr Message kGateRefused{"not kept: {}", "받아들이지 않았습니다. {}"};

inline constexpr Message kLearnRunning{
    "another process is learning already; let it finish",
    "다른 프로세스가 이미 배우고 있습니다. 끝날 때까지 기다리세요"};
inline constexpr Message kLearnTakenBack{
    "stopped: a lesson was erased or the consent withdrawn meanwhile; nothing was kept",
    "멈췄습니다. 그사이 학습 거리가 지워졌거나 동의가 철회되었습니다. 남긴 것은 없습니다"};
inline constexpr Message kLearnPlanned{"{} lessons would be learnt and {} held back to judge by",
                                       "학습 거리 {}개를 배우고 {}개는 판정에 쓰려고 남겨 둡니다"};
inline constexpr Message kLearnOption{"'{}' cannot be {}", "'{}' 값으로 {}은(는) 쓸 수 없습니다"};
inline constexpr Message kMomentGood{"a good moment to learn", "배우기에 좋은 때입니다"};
inline constexpr Message kMomentBattery{"it runs on battery", "배터리로 작동하고 있습니다"};
inline constexpr Message kMomentBusy{"the machine is busy", "컴퓨터가 다른 일로 바쁩니다"};
inline constexpr Message kMomentHot{"the machine is hot", "컴퓨터가 뜨겁습니다"};
inline constexpr Message kMomentMemory{"too little memory is free", "빈 메모리가 너무 적습니다"};

}  // namespace tinybrain::msg
