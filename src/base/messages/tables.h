// Catalogue of texts: tables of numbers and categories, and models of them.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kTableNoColumn{"{}: there is no column '{}'; there are {}",
                                        "{}: '{}' 열이 없습니다. 있는 열: {}"};
inline constexpr Message kTableEmpty{
    "{}: a line with the names of the columns and at least one row are needed",
    "{}: 열 이름이 적힌 첫 줄과 한 행 이상이 필요합니다"};
inline constexpr Message kTableHeader{
    "{}: the first line must name every column, each by another name (at most 2,000)",
    "{}: 첫 줄에는 모든 열의 이름이 서로 다르게 있어야 합니다(최대 2,000개)"};
inline constexpr Message kTableFields{"{}:{}: the row has {} fields where the first line has {}",
                                      "{}:{}: 이 행의 칸은 {}개인데 첫 줄은 {}개입니다"};
inline constexpr Message kTableEncoding{
    "{}:{}: some bytes are no text; save the table as UTF-8",
    "{}:{}: 글자로 읽을 수 없는 바이트가 있습니다. 표를 UTF-8로 저장해 주세요"};
inline constexpr Message kTableNotNumber{
    "{}: column '{}' holds numbers, but here stands '{}'; mend it or leave it empty",
    "{}: '{}' 열은 숫자여야 하는데 '{}'이(가) 있습니다. 고치거나 비워 두세요"};
inline constexpr Message kTableFewRows{
    "{}: {} rows with a known outcome, of them {} of the rarer; {} and {} are needed to learn from",
    "{}: 결과를 아는 행이 {}개이고 그중 드문 쪽이 {}개입니다. 학습하려면 {}개와 {}개가 필요합니다"};
inline constexpr Message kTableOneLabel{
    "{}: column '{}' must have two values, one of them '{}'; it has: {}",
    "{}: '{}' 열에는 두 가지 값이 있어야 하고 그중 하나가 '{}'이어야 합니다. 있는 값: {}"};
inline constexpr Message kTableNoInputs{"{}: no column is left to learn from",
                                        "{}: 학습에 쓸 열이 남아 있지 않습니다"};
inline constexpr Message kScoreDamaged{"the model file is damaged at '{}'; train it again",
                                       "모델 파일의 '{}' 부분이 손상되었습니다. 다시 학습시켜 주세요"};
inline constexpr Message kScoreNewer{
    "the model file is of version {}, this program reads {}; train it again or update the program",
    "모델 파일은 {} 버전이고 이 프로그램은 {} 버전을 읽습니다. 다시 학습하거나 프로그램을 업데이트해 주세요"};

}  // namespace tinybrain::msg
