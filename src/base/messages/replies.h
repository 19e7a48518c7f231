// What the smallest brain says by itself: short, true of itself, and never advice. Chosen by language, kind and emotion.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kReplyQuestion{
    "That is a question that I am too small to answer by myself.",
    "저는 아주 작아서 그 질문에는 스스로 답하지 못해요."};
inline constexpr Message kReplyCommand{
    "I understood that as a request, but I can do nothing with it here.",
    "부탁으로 알아들었지만, 여기서는 제가 해 드릴 수 있는 것이 없어요."};
inline constexpr Message kReplyFragment{"Could you say a little more?",
                                        "조금만 더 말씀해 주시겠어요?"};
inline constexpr Message kReplySadness{"I am sorry to hear that.", "속상하셨겠어요."};
inline constexpr Message kReplyAnger{"That sounds upsetting.", "화가 나실 만한 일이네요."};
inline constexpr Message kReplyFear{"That sounds worrying.", "걱정이 되시겠어요."};
inline constexpr Message kReplyJoy{"That is good to hear.", "잘됐네요."};
inline constexpr Message kReplySurprise{"Oh, is that so?", "아, 정말요?"};
inline constexpr Message kReplyDisgust{"That does not sound pleasant.",
                                       "썩 유쾌한 일은 아니었겠네요."};
inline constexpr Message kReplyStatement{"I see.", "그렇군요."};

}  // namespace tinybrain::msg
