// Catalogue of texts: the program tinybrain-home and what it keeps or sends.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

// ---- Help ----
inline constexpr Message kHelpHome{"tinybrain-home: what tinybrain keeps and sends for you",
                                   "tinybrain-home: tinybrain이 보관하고 보내는 것을 다룹니다"};
inline constexpr Message kHelpRedact{
    "Replace names, numbers, addresses and other personal data in a text by placeholders",
    "글 속의 이름, 번호, 주소 같은 개인 정보를 자리표시로 바꿉니다"};
inline constexpr Message kArgRedactFile{"The text; - or nothing reads standard input",
                                        "글 파일. -이거나 없으면 표준 입력을 읽습니다"};
inline constexpr Message kOptRedactList{"Also list what was found, on standard error",
                                        "찾은 것을 표준 오류에 함께 보여 줍니다"};
inline constexpr Message kOptRedactLines{
    "Lines are JSON strings, each a text of its own; one line of JSON for each",
    "줄마다 JSON 문자열 하나가 글 하나입니다. 결과도 줄마다 JSON으로 씁니다"};

}  // namespace tinybrain::msg
