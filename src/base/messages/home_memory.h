// Texts of the command memory.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kHelpMemory{
    "What is remembered of you: say it, list it, ask for it, forget it",
    "나에 대해 기억하는 것: 말하고, 보고, 묻고, 잊게 합니다"};
inline constexpr Message kArgMemoryAction{
    "hear [TEXT] (as if you said it; without text, lines of standard input), add TEXT, list, "
    "search WORDS, forget "
    "(NUMBER... or what: \"my address\"), context TEXT (what would be put before an answer)",
    "hear [글](직접 말한 것처럼 듣습니다. 글이 없으면 표준 입력의 줄마다), add 글, list, search "
    "낱말, forget(번호... "
    "또는 \"내 주소\"처럼 잊을 것), context 글(답하기 전에 덧붙일 내용)"};
inline constexpr Message kArgMemoryWords{"The text, words or numbers", "글, 낱말 또는 번호"};
inline constexpr Message kOptMemoryMost{"How many are shown", "보여 줄 개수"};
inline constexpr Message kOptMemoryAll{
    "Also what was superseded and what is kept under a withdrawn consent",
    "이전 값과 동의를 철회한 것도 보입니다"};
inline constexpr Message kOptMemorySeed{
    "Let the seed brain help: which message is a question, which question is meant",
    "씨앗 뇌의 도움을 받습니다: 질문인지, 어떤 질문인지"};
inline constexpr Message kMemoryNoWords{"say what: tinybrain memory {} TEXT",
                                        "내용이 없습니다: tinybrain memory {} 글"};
inline constexpr Message kMemoryEmpty{"Nothing is remembered.", "기억하는 것이 없습니다."};
inline constexpr Message kMemorySuperseded{"superseded by {}", "{}번으로 바뀜"};
inline constexpr Message kMemoryErased{"Erased: {}. The receipt: {}",
                                       "{}개를 지웠습니다. 영수증: {}"};
inline constexpr Message kMemoryNothingHeard{"(nothing to remember)", "(기억할 것이 없음)"};

}  // namespace tinybrain::msg
