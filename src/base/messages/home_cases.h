// Catalogue of texts: a skill tried on its cases.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kCasesNone{
    "{} is not there: write what is asked and what must come of it, a JSON object a line "
    "(docs/skills.md, Cases)",
    "{} 파일이 없습니다. 요청과 나와야 할 결과를 한 줄에 JSON 객체 하나씩 적어 주세요"
    "(docs/skills.md의 Cases)"};
inline constexpr Message kCasesEmpty{"{} has no cases", "{}에 사례가 없습니다"};
inline constexpr Message kCasesMany{"{} has more than {} cases", "{}의 사례가 {}개를 넘습니다"};
inline constexpr Message kCaseLine{"{}, line {}: {}", "{} {}번째 줄: {}"};
inline constexpr Message kCaseKind{
    "a case has either 'ask', a request in words, or 'call', a tool, with 'arguments'; and "
    "'expect' "
    "or 'error'",
    "사례에는 요청하는 말인 'ask'나 도구 이름인 'call'(과 'arguments') 중 하나, 그리고 'expect'나 "
    "'error'가 있어야 합니다"};
inline constexpr Message kCaseMember{"unknown entry '{}'", "알 수 없는 항목 '{}'"};
inline constexpr Message kCaseTest{
    "'{}' is no test; there are is, has, lacks, least, most, length, there",
    "'{}'은(는) 검사 이름이 아닙니다. 쓸 수 있는 것: is, has, lacks, least, most, length, there"};
inline constexpr Message kCaseAbsent{"{} is not there", "{} 값이 없습니다"};
inline constexpr Message kCaseThere{"{} is there: {}", "{} 값이 있습니다: {}"};
inline constexpr Message kCaseIs{"{} is {}, not {}", "{} 값이 {}입니다(기대한 값: {})"};
inline constexpr Message kCaseTestFails{"{} is {}, which fails {} {}",
                                        "{} 값 {}이(가) 검사 {} {}에 맞지 않습니다"};
inline constexpr Message kCaseNoError{"it worked; an error was expected: {}",
                                      "오류({})를 기대했으나 성공했습니다"};
inline constexpr Message kCaseOtherError{"another error than {}: {}", "{} 오류가 아닙니다: {}"};
inline constexpr Message kCaseFailed{"it failed: {}", "실패했습니다: {}"};
inline constexpr Message kCaseNotCalled{"no tool was called: {}", "도구를 부르지 않았습니다: {}"};
inline constexpr Message kCasesRight{"{}: {} of {} cases right", "{}: 사례 {}/{}개 통과"};
inline constexpr Message kCasesTaught{
    "{} of the requests are examples of skill.toml word for word: they tell nothing",
    "요청 {}개가 skill.toml의 예문과 똑같습니다. 이런 사례로는 아무것도 알 수 없습니다"};
inline constexpr Message kCasesWritten{"Written to {}", "{}에 적었습니다"};
inline constexpr Message kCasesOnSample{
    "Tried on the skill's sample; --data DIR tries your own data.",
    "스킬의 예시 자료로 시험했습니다. 직접 가진 자료로 하려면 --data DIR을 쓰세요."};
inline constexpr Message kColumnMeasure{"measure", "측정"};
inline constexpr Message kColumnValue{"value", "값"};
inline constexpr Message kColumnLimit{"limit", "한도"};
inline constexpr Message kColumnCases{"cases", "사례"};
inline constexpr Message kColumnLine{"line", "줄"};
inline constexpr Message kColumnCase{"case", "내용"};
inline constexpr Message kColumnWhy{"why it failed", "실패한 까닭"};

}  // namespace tinybrain::msg
