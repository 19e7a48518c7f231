// Catalogue of texts: skills in general. Each skill has a catalogue of its own.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kSkillField{"{}: '{}' is missing or of the wrong kind",
                                     "{}: '{}' 항목이 없거나 종류가 맞지 않습니다"};
inline constexpr Message kSkillUnknownField{"{}: unknown entry '{}'", "{}: 알 수 없는 항목 '{}'"};
inline constexpr Message kSkillUnknownKind{"{}: there is no skill of kind '{}'; there are {}",
                                           "{}: '{}' 종류의 스킬이 없습니다. 있는 종류: {}"};
inline constexpr Message kSkillNoTool{"the skill {} has no tool '{}'; it has {}",
                                      "{} 스킬에 '{}' 도구가 없습니다. 있는 도구: {}"};
inline constexpr Message kSkillNoData{"the skill {} reads '{}', which is not in {}",
                                      "{} 스킬이 읽는 '{}' 파일이 {}에 없습니다"};
inline constexpr Message kSkillDataName{
    "{}: 'data' names files of one folder, without a path; '{}' is none",
    "{}: 'data'에는 경로 없이 한 폴더 안의 파일 이름만 적습니다. '{}'은(는) 그런 이름이 아닙니다"};
inline constexpr Message kSkillModel{
    "{}: 'model' is what the model that writes is for: chat, complete or code; '{}' is none of "
    "them",
    "{}: 'model'에는 글을 쓸 모델의 용도인 chat, complete, code 중 하나를 적습니다. '{}'은(는) "
    "그중에 "
    "없습니다"};
inline constexpr Message kSkillFileName{
    "'{}': only the name of a file in the skill's data folder, without a path",
    "'{}': 스킬의 데이터 폴더에 있는 파일 이름만 쓸 수 있습니다(경로 없이)"};
inline constexpr Message kSkillSampleKept{
    "nothing is written into the sample that came along; copy it to a folder of your own and work "
    "on that: cp -r '{}' my-data, then --data my-data",
    "함께 온 예시 자료에는 아무것도 쓰지 않습니다. 직접 가진 폴더로 복사한 뒤 그 폴더를 지정해 "
    "주세요: cp -r '{}' my-data 실행 후 --data my-data"};
inline constexpr Message kSchemaWrong{"the schema is wrong at '{}'",
                                      "스키마의 '{}' 부분이 올바르지 않습니다"};
inline constexpr Message kSchemaKeyword{"a tool's schema cannot have the keyword '{}' (at '{}')",
                                        "도구의 스키마에는 '{}' 키워드를 쓸 수 없습니다('{}')"};
inline constexpr Message kArgumentWrong{"{} is not as the tool wants it: {}",
                                        "{} 값이 도구가 요구하는 것과 다릅니다: {}"};
inline constexpr Message kArgumentMissing{"{} is missing", "{} 값이 없습니다"};
inline constexpr Message kArgumentUnknown{"the tool knows no '{}'",
                                          "도구가 모르는 항목입니다: '{}'"};
inline constexpr Message kArgumentsNoObject{"arguments of a tool are a JSON object",
                                            "도구의 인수는 JSON 객체여야 합니다"};
inline constexpr Message kToolNoObject{"the app's tool '{}' did not answer with a JSON object",
                                       "앱의 도구 '{}'이(가) JSON 객체로 답하지 않았습니다"};
inline constexpr Message kToolFailed{"the app's tool '{}' failed",
                                     "앱의 도구 '{}'이(가) 실패했습니다"};
inline constexpr Message kToolName{
    "'{}' is no name for a tool: letters, digits, '_' and '-', at most 64",
    "'{}'은(는) 도구 이름이 될 수 없습니다. 영문자, 숫자, '_', '-'로 "
    "64자까지 쓸 수 있습니다"};
inline constexpr Message kToolOfApp{"the tool '{}' is the app's, and it has not added it",
                                    "'{}'은(는) 앱이 제공하는 도구인데 아직 추가되지 않았습니다"};
inline constexpr Message kTableEmpty{"{}: the table is empty", "{}: 표가 비어 있습니다"};
inline constexpr Message kTableRow{"{}, line {}: {} fields, but there are {} columns",
                                   "{} {}번째 줄: 칸이 {}개인데 열은 {}개입니다"};
inline constexpr Message kTableColumn{"{}: {}: there is no column '{}' in {}",
                                      "{}: {}: 열 '{}'이(가) {}에 없습니다"};

}  // namespace tinybrain::msg
