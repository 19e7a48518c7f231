// Catalogue of texts: the router of skills, and what it asks back.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kRouterSpan{"a slot's place is not in its text, or two overlap",
                                     "슬롯의 위치가 글을 벗어나거나 서로 겹칩니다"};
inline constexpr Message kRouterTooMany{"more than {} examples", "예문이 {}개를 넘습니다"};
inline constexpr Message kRouterMark{
    "in the example \"{}\" a value is marked as {{slot:value}}; a mark there is not whole",
    "예문 \"{}\"에서 값은 {{슬롯:값}} 꼴로 표시합니다. 온전하지 않은 표시가 있습니다"};
inline constexpr Message kRouterExamples{"{}: '{}' is a list of texts",
                                         "{}: '{}'은(는) 글의 목록입니다"};
inline constexpr Message kRouterColumns{"{}: a table of examples has the columns text and intent",
                                        "{}: 예문 표에는 text 열과 intent 열이 있어야 합니다"};
inline constexpr Message kRouterRow{"{}, line {}: not as many fields as columns",
                                    "{} {}번째 줄: 칸 수가 열 수와 다릅니다"};
inline constexpr Message kRouterNoIntents{"there is nothing to send a request to: no intents",
                                          "요청을 보낼 곳이 없습니다. 인텐트가 없습니다"};
inline constexpr Message kRouterStopped{"making the router was stopped",
                                        "라우터를 만드는 중에 멈췄습니다"};
inline constexpr Message kRouterSlot{"{}: 'slots.{}.type' is none of {}",
                                     "{}: 'slots.{}.type'은(는) 다음 중 하나여야 합니다: {}"};
inline constexpr Message kRouterAsk{"Please tell me: {}", "알려 주세요: {}"};

}  // namespace tinybrain::msg
