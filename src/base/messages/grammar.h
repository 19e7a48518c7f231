// Messages of src/grammar: GBNF, regular expressions, JSON Schema, and what bounds them.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kGrammarUtf8{"the grammar is not valid UTF-8 text (byte {})",
                                      "문법이 올바른 UTF-8 텍스트가 아닙니다({}번째 바이트)"};
inline constexpr Message kGrammarNothing{"the grammar matches no text at all",
                                         "이 문법에 맞는 텍스트가 하나도 없습니다"};
inline constexpr Message kGrammarTooLarge{
    "the grammar is too large: more than {} {}; use smaller repeat counts or fewer alternatives",
    "문법이 너무 큽니다: {} {}보다 많습니다. 반복 횟수나 선택지를 줄여 주세요"};
inline constexpr Message kGrammarLeftRecursion{
    "rule '{}' can call itself before it reads anything (left recursion); put the repeated part "
    "after a text, or use '*'",
    "규칙 '{}'이(가) 아무것도 읽기 전에 자기 자신을 부를 수 있습니다(왼쪽 재귀). 텍스트 뒤로 "
    "옮기거나 '*'를 써 주세요"};
inline constexpr Message kGrammarTooDeep{
    "the grammar needs more than {} nested rules to finish any text",
    "어떤 텍스트를 끝내려고 해도 규칙이 {}단계보다 깊게 겹칩니다"};
inline constexpr Message kGrammarAmbiguous{
    "the grammar is too ambiguous: the text so far can be read in more than {} ways",
    "문법이 너무 모호합니다: 지금까지의 텍스트를 읽는 방법이 {}가지보다 많습니다"};
inline constexpr Message kGrammarNoChoices{"a list of choices must not be empty",
                                           "선택지 목록이 비어 있으면 안 됩니다"};
inline constexpr Message kGrammarVocabulary{"the grammar was given a vocabulary without any text",
                                            "문법에 쓸 어휘에 텍스트가 없습니다"};

inline constexpr Message kGbnfSyntax{"grammar, line {}, column {}: {}", "문법 {}행 {}열: {}"};
inline constexpr Message kGbnfNoRoot{"the grammar has no rule named 'root'",
                                     "문법에 'root' 규칙이 없습니다"};
inline constexpr Message kGbnfUndefined{"grammar, line {}: rule '{}' is used but not defined",
                                        "문법 {}행: 규칙 '{}'이(가) 쓰였지만 정의되지 않았습니다"};
inline constexpr Message kGbnfTwice{"grammar, line {}: rule '{}' is defined twice",
                                    "문법 {}행: 규칙 '{}'이(가) 두 번 정의되었습니다"};
inline constexpr Message kGbnfUnsupported{"grammar, line {}, column {}: {} is not supported",
                                          "문법 {}행 {}열: {}은(는) 지원하지 않습니다"};

inline constexpr Message kRegexSyntax{"regular expression, column {}: {}", "정규식 {}열: {}"};
inline constexpr Message kRegexUnsupported{"regular expression, column {}: {} is not supported",
                                           "정규식 {}열: {}은(는) 지원하지 않습니다"};

inline constexpr Message kSchemaKeyword{"JSON Schema, {}: keyword '{}' is not supported",
                                        "JSON 스키마 {}: '{}' 키워드는 지원하지 않습니다"};
inline constexpr Message kSchemaCannot{"JSON Schema, {}: '{}' cannot be honoured here: {}",
                                       "JSON 스키마 {}: 여기서는 '{}'을(를) 지킬 수 없습니다: {}"};
inline constexpr Message kSchemaBad{"JSON Schema, {}: '{}' must be {}",
                                    "JSON 스키마 {}: '{}'의 값은 다음이어야 합니다: {}"};
inline constexpr Message kSchemaNotSchema{"JSON Schema, {}: a schema is an object or true/false",
                                          "JSON 스키마 {}: 스키마는 객체이거나 true/false입니다"};
inline constexpr Message kSchemaRef{"JSON Schema, {}: '$ref' to '{}' leads nowhere",
                                    "JSON 스키마 {}: '$ref'가 가리키는 '{}'이(가) 없습니다"};

}  // namespace tinybrain::msg
