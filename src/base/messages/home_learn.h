// Texts of the command learn.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

// ---- Help ----
inline constexpr Message kHelpLearn{
    "Learn from your corrections; see, judge, undo and explain what was learnt",
    "고쳐 주신 것에서 배우고, 배운 것을 보고, 되돌리고, 까닭을 봅니다"};
inline constexpr Message kArgLearnAction{
    "now (the default), status, list, report N, use N (0 = none), undo, why QUESTION",
    "now(기본), status, list, report 번호, use 번호(0 = 없음), undo, why 질문"};
inline constexpr Message kArgLearnWords{"A version's number, or the words of a question",
                                        "버전 번호 또는 질문"};
inline constexpr Message kOptLearnNow{"Learn now, whatever the machine does (the default)",
                                      "컴퓨터 상태와 상관없이 지금 배웁니다(기본)"};
inline constexpr Message kOptLearnDry{"Only tell what would be learnt",
                                      "무엇을 배울지만 알려 줍니다"};
inline constexpr Message kOptLearnAgain{"Also when nothing is new", "새것이 없어도 다시 배웁니다"};
inline constexpr Message kOptLearnIdle{
    "Only while the machine is idle, not hot, and not on battery",
    "컴퓨터가 쉬고 있고, 뜨겁지 않고, 전원에 연결된 동안에만"};
inline constexpr Message kOptLearnRate{"Learning rate; 0.006 without it",
                                       "학습률. 주지 않으면 0.006"};
inline constexpr Message kOptLearnEpochs{"How often each lesson is learnt from",
                                         "학습 거리마다 배우는 횟수"};
inline constexpr Message kOptLearnSeed{"Of all that is random", "무작위의 씨앗"};
inline constexpr Message kOptLearnNoise{
    "Noise that hides single lessons; the report then tells epsilon",
    "학습 거리 하나하나를 가리는 잡음. 보고서에 엡실론이 나옵니다"};
inline constexpr Message kOptLearnModel{"The model that learns: a file or a name",
                                        "배울 모델: 파일 또는 이름"};

// ---- What it says ----
inline constexpr Message kLearnRead{"reading lessons", "학습 거리를 읽는 중"};
inline constexpr Message kLearnLearn{"learning", "배우는 중"};
inline constexpr Message kLearnBefore{"measuring how it was before", "이전 상태를 재는 중"};
inline constexpr Message kLearnJudge{"judging", "판정하는 중"};
inline constexpr Message kLearnRefit{"learning the held-back lessons too",
                                     "남겨 둔 학습 거리까지 배우는 중"};
inline constexpr Message kLearnPaused{"paused; the next 'tinybrain learn' goes on from here",
                                      "멈췄습니다. 다음 'tinybrain learn'이 여기서 이어 갑니다"};
inline constexpr Message kLearnDone{"version {}, {} lessons, {} s",
                                    "버전 {}, 학습 거리 {}개, {}초"};
inline constexpr Message kLearnStatus{"{} lessons, {} of them new; version in use: {}",
                                      "학습 거리 {}개, 그중 새것 {}개, 사용 중인 버전: {}"};
inline constexpr Message kLearnIsRunning{"it is learning now", "지금 배우고 있습니다"};
inline constexpr Message kLearnIsPaused{"a run was paused", "멈춘 학습이 있습니다"};
inline constexpr Message kLearnIsNotGranted{
    "the purpose 'corrections' is not granted, so nothing is learnt or used",
    "'corrections' 목적에 동의하지 않아 배우거나 사용하지 않습니다"};
inline constexpr Message kLearnNumber{"say which version, by its number: tinybrain learn list",
                                      "버전 번호를 정하세요: tinybrain learn list"};
inline constexpr Message kLearnNoVersion{"there is no version {}: tinybrain learn list",
                                         "버전 {}은(는) 없습니다: tinybrain learn list"};
inline constexpr Message kLearnNoneInUse{"no learnt version is in use",
                                         "사용 중인 배운 버전이 없습니다"};
inline constexpr Message kLearnQuestion{"say a question: tinybrain learn why QUESTION",
                                        "질문을 적으세요: tinybrain learn why 질문"};
inline constexpr Message kLearnExample{"\n  {}\n    wanted: {}\n    before: {}\n    after:  {}",
                                       "\n  {}\n    알려 주신 답: {}\n    이전: {}\n    이후: {}"};
inline constexpr Message kLearnUsed{"version {} is in use", "버전 {}을(를) 사용합니다"};
inline constexpr Message kLearnUsedNone{"the model answers as it came",
                                        "모델이 처음 상태로 답합니다"};
inline constexpr Message kLearnWhy{"with version {}: {}\nwithout:        {}",
                                   "버전 {}의 답: {}\n배우기 전의 답: {}"};
inline constexpr Message kLearnWhyMoved{
    "Lesson {} moved that answer. With the version, but without that lesson before it: {}",
    "학습 거리 {}이(가) 이 답을 바꾸었습니다. 같은 버전이 이 학습 거리를 앞에 두지 않고 한 답: {}"};
inline constexpr Message kLearnWhySame{
    "Without lesson {} before it, the version says the same.",
    "학습 거리 {}을(를) 앞에 두지 않아도 같은 버전이 똑같이 답합니다."};
inline constexpr Message kLearnWhyNear{"nearest lessons:", "가장 가까운 학습 거리:"};
inline constexpr Message kLearnElsewhere{
    "That is not near what you taught, so the model answers as it came.",
    "가르친 내용과 가깝지 않아 모델이 원래대로 답합니다."};
inline constexpr Message kLearnWhyLesson{"  {}  {} -> {}", "  {}  {} -> {}"};

}  // namespace tinybrain::msg
