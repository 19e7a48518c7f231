// Texts of the support desk: making it, its decisions, and what it says to a customer.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kDeskFile{"not a support desk of tinybrain, or damaged: '{}'",
                                   "tinybrain의 상담 데스크 파일이 아니거나 손상되었습니다: '{}'"};
inline constexpr Message kDeskEncoder{
    "the desk's vectors are {} wide, the encoder's {}: give the encoder that it was made with",
    "데스크의 벡터 너비는 {}인데 인코더는 {}입니다. 만들 때 쓴 인코더를 주세요"};
inline constexpr Message kDeskStopped{"stopped; nothing was written",
                                      "멈췄습니다. 쓴 것은 없습니다"};
inline constexpr Message kDeskTooFew{
    "{} questions with {} answers are too few for a desk: at least {} questions with two answers",
    "질문 {}개와 답 {}개로는 데스크를 만들 수 없습니다. 질문이 {}개 이상, 답이 둘 이상이어야 "
    "합니다"};
inline constexpr Message kDeskDial{
    "the dial is a share of wrong answers from 0.001 to 0.5, not {}",
    "다이얼은 틀린 답의 비율입니다. {}이(가) 아니라 0.001에서 0.5 사이로 하세요"};
inline constexpr Message kDeskMissing{
    "no support desk in '{}'; make one: tinybrain skill new support",
    "'{}'에 상담 데스크가 없습니다. 먼저 만드세요: tinybrain skill new "
    "support"};
inline constexpr Message kDeskNoQuestion{"the question is empty", "질문이 비어 있습니다"};

// ---- Why it decided as it did; for the trace ----
inline constexpr Message kDeskWhyAnswer{
    "an answer is right with a chance of {} %; from {} % on, at most {} % of answers are wrong",
    "답이 맞을 확률이 {}%입니다. {}% 이상이면 틀린 답이 {}%를 넘지 않습니다"};
inline constexpr Message kDeskWhyPassage{
    "no answer of the list is sure enough ({} %), but a passage of the manual has what was asked",
    "목록에는 충분히 확실한 답이 없지만({}%), 설명서에 물어본 내용이 있습니다"};
inline constexpr Message kDeskWhyAsk{"two answers are near each other ({} and {} %): asked which",
                                     "두 답이 비슷합니다({}%, {}%). 어느 쪽인지 되물었습니다"};
inline constexpr Message kDeskWhyUnknown{
    "the best answer is right with a chance of {} % only; {} % are needed",
    "가장 가까운 답이 맞을 확률이 {}%뿐입니다. {}% 이상이어야 합니다"};
inline constexpr Message kDeskWhyNoDial{"no chance is high enough to keep to the dial of {} %",
                                        "다이얼 {}%를 지킬 만큼 확실한 답이 없습니다"};
inline constexpr Message kDeskWhySmallTalk{"a greeting or thanks: no answer is looked for",
                                           "인사나 감사의 말이라 답을 찾지 않았습니다"};
inline constexpr Message kDeskWhyChosen{"the customer chose among the two answers",
                                        "고객이 두 답 가운데 하나를 골랐습니다"};

// ---- What it says ----
inline constexpr Message kDeskUnknown{"I do not know that for certain, so I will not guess.",
                                      "그 내용은 확실히 알지 못해서 지어내지 않겠습니다."};
inline constexpr Message kDeskHandOver{
    "I do not know that for certain. I am passing your question on.",
    "그 내용은 확실히 알지 못합니다. 담당자에게 질문을 전달하겠습니다."};
inline constexpr Message kDeskWhich{"Which do you mean?\n1. {}\n2. {}",
                                    "어느 쪽을 말씀하시나요?\n1. {}\n2. {}"};
inline constexpr Message kDeskHello{"Hello. What can I do for you?",
                                    "안녕하세요. 무엇을 도와드릴까요?"};
inline constexpr Message kDeskThanks{"You are welcome.", "도움이 되었다니 다행입니다."};
inline constexpr Message kDeskBye{"Goodbye.", "안녕히 가세요."};

}  // namespace tinybrain::msg
