// Texts of the curator: what was ranked by what, how wide a feed is, and where a summary is from.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kCuratorNoItem{"there is no item '{}' in the table of items",
                                        "항목 표에 '{}' 항목이 없습니다"};
inline constexpr Message kCuratorTwice{"{}, line {}: the id {} stands there twice",
                                       "{}, {}번째 줄: id {}이(가) 두 번 나옵니다"};
inline constexpr Message kCuratorNothing{"there is no sentence in the text",
                                         "글에 문장이 없습니다"};
inline constexpr Message kCuratorNoVault{
    "nothing can be kept without a vault; give the events to feed instead",
    "보관소 없이는 아무것도 저장할 수 없습니다. feed에 events로 넘겨 주십시오"};
inline constexpr Message kCuratorNotGranted{
    "not kept: the purpose 'behaviour' is not granted",
    "저장하지 않았습니다. 'behaviour' 목적의 동의가 없습니다"};
inline constexpr Message kCuratorKept{"kept as event {}", "{}번 이벤트로 저장했습니다"};

inline constexpr Message kCuratorWiden{"different from the rest of the feed ({0:.0f} % new)",
                                       "나머지 피드와 다른 내용입니다(새로움 {0:.0f} %)"};
inline constexpr Message kCuratorTaste{"expected to please you: {0:+.2f}",
                                       "마음에 드실 것으로 예상합니다: {0:+.2f}"};

inline constexpr Message kCuratorTraceTaste{"{0} events, ranked {1} items",
                                            "이벤트 {0}건으로 항목 {1}개의 순위를 매겼습니다"};
inline constexpr Message kCuratorTraceDial{
    "dial at {0:.2f}: each next item by taste less its likeness to those before",
    "다이얼 {0:.2f}: 취향에서 앞 항목과의 비슷함을 뺀 값으로 다음 항목을 골랐습니다"};
inline constexpr Message kCuratorTraceMood{"the mood was not used: it is not granted",
                                           "기분은 동의가 없어 쓰지 않았습니다"};
inline constexpr Message kCuratorTraceSummary{
    "{0} of {1} sentences, word for word; {2} of them found in the text again by the support check",
    "문장 {1}개 중 {0}개를 그대로 골랐습니다. 근거 검사에서 {2}개를 글에서 다시 찾았습니다"};
inline constexpr Message kCuratorSample{"on sample data", "예제 데이터로 한 결과입니다"};

}  // namespace tinybrain::msg
