// Texts of the tables that skills read: what is wrong with a file, and in which row.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kRowsMissing{
    "this needs {0}.csv (or .tsv, .json, .jsonl) in {1}, with the columns {2}",
    "이 기능에는 {1} 폴더의 {0}.csv(또는 .tsv, .json, .jsonl) 파일이 필요합니다. 열: {2}"};
inline constexpr Message kRowsNoColumn{"{}: there is no column {}; it has {}",
                                       "{}: {} 열이 없습니다. 있는 열: {}"};
inline constexpr Message kRowsEmpty{"{}: there are no rows in it", "{}: 행이 없습니다"};
inline constexpr Message kRowsNumber{
    "{}, line {}: '{}' is not a number that '{}' may have; correct or remove the row",
    "{}, {}번째 줄: '{}'은(는) '{}' 열에 쓸 수 있는 수가 아닙니다. 행을 고치거나 지우십시오"};
inline constexpr Message kRowsTime{
    "{}, line {}: '{}' is not a date such as 2026-03-01 or 2026-03-01 09:30:00",
    "{}, {}번째 줄: '{}'은(는) 2026-03-01이나 2026-03-01 09:30:00과 같은 날짜가 아닙니다"};
inline constexpr Message kRowsBlank{
    "{}, line {}: '{}' is empty; fill it in or remove the row",
    "{}, {}번째 줄: '{}' 값이 비어 있습니다. 채우거나 행을 지우십시오"};
inline constexpr Message kRowsLong{"{}, line {}: '{}' is longer than {} bytes",
                                   "{}, {}번째 줄: '{}' 값이 {}바이트보다 깁니다"};
inline constexpr Message kRowsNotRows{"{}: this should be a list of objects, one a row",
                                      "{}: 행마다 객체 하나인 목록이어야 합니다"};
inline constexpr Message kRowsTooMany{"{}: more than {} rows; give the latest ones",
                                      "{}: 행이 {}개를 넘습니다. 최근 것만 주십시오"};
inline constexpr Message kSkillArgument{"'{}' is missing or makes no sense: {}",
                                        "'{}' 값이 없거나 알맞지 않습니다: {}"};

}  // namespace tinybrain::msg
