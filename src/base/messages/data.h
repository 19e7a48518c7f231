// Texts of reading and checking data.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kCsvQuoteOpen{
    "line {}: a quoted field begins here and never ends; a quote inside a field is written twice",
    "{}번째 줄: 여기서 시작한 따옴표 필드가 끝나지 않습니다. 필드 안의 따옴표는 두 번 씁니다"};
inline constexpr Message kCsvAfterQuote{
    "line {}: text after a closing quote; a quote inside a field is written twice",
    "{}번째 줄: 닫는 따옴표 뒤에 글자가 있습니다. 필드 안의 따옴표는 두 번 씁니다"};
inline constexpr Message kDataNoColumn{
    "no column for {} (there are: {}); name it with --{}-column",
    "{}에 쓸 열이 없습니다 (있는 열: {}). --{}-column으로 지정하십시오"};
inline constexpr Message kDataNoSuchColumn{"there is no column '{}' (there are: {})",
                                           "'{}' 열이 없습니다 (있는 열: {})"};
inline constexpr Message kDataOptionAnswer{
    "row {}: the answer '{}' names none of the {} options; give its number, its letter or its "
    "text, "
    "the same way in every row",
    "{}행: 답 '{}'이(가) 선택지 {}개 중 어느 것도 가리키지 않습니다. 모든 행에서 같은 방식으로 "
    "번호, "
    "글자, 또는 선택지의 글을 적으십시오"};
inline constexpr Message kDataOptionsFew{
    "row {}: {} options; at least two are needed, none empty",
    "{}행: 선택지가 {}개입니다. 빈 것 없이 둘 이상 필요합니다"};
inline constexpr Message kDataEmpty{"no examples found", "쓸 수 있는 예시가 없습니다"};
inline constexpr Message kDataOneClass{
    "every example has the label '{}': there is nothing to tell apart; add examples of at least "
    "one "
    "other label",
    "모든 예시의 라벨이 '{}'입니다. 구별할 것이 없으니 다른 라벨의 예시를 더하십시오"};
inline constexpr Message kDataBadRows{
    "{} of {} rows have another number of fields than the header; is the separator right?",
    "{}개 행(전체 {}개)의 필드 수가 머리글과 다릅니다. 구분자가 맞습니까?"};
inline constexpr Message kDataFileKind{
    "'{}' is no kind of file this can read: .csv, .tsv, .jsonl, .json, .md, .html, .txt, .pdf",
    "'{}'은(는) 읽을 수 없는 파일입니다. 읽을 수 있는 것: .csv, .tsv, .jsonl, .json, .md, .html, "
    ".txt, .pdf"};
inline constexpr Message kDataJsonLine{"line {}: {}", "{}번째 줄: {}"};
inline constexpr Message kDataPdf{
    "pdftotext could not read it; it is part of the package poppler-utils",
    "pdftotext로 읽지 못했습니다. poppler-utils 패키지에 들어 있습니다"};
inline constexpr Message kDataBadShares{
    "the shares held out must be at least 0 and under 1 together",
    "떼어 놓는 몫은 0 이상이고 합이 1보다 작아야 합니다"};

// Findings.
inline constexpr Message kFoundEncoding{
    "some lines are in another encoding than the rest, or damaged",
    "다른 인코딩이거나 손상된 줄이 있습니다"};
inline constexpr Message kFoundBadRow{
    "rows with another number of fields than the header: left out",
    "필드 수가 머리글과 다른 행: 뺐습니다"};
inline constexpr Message kFoundEmpty{"rows without text or label: left out",
                                     "글이나 라벨이 없는 행: 뺐습니다"};
inline constexpr Message kFoundDuplicate{"rows that repeat an earlier one",
                                         "앞의 행을 되풀이하는 행"};
inline constexpr Message kFoundNearDuplicate{"rows that nearly repeat an earlier one",
                                             "앞의 행과 거의 같은 행"};
inline constexpr Message kFoundContradiction{"rows with the same text and different labels",
                                             "글은 같은데 라벨이 다른 행"};
inline constexpr Message kFoundImbalance{"'{}' has {} examples, '{}' only {}",
                                         "'{}'은(는) 예시가 {}개인데 '{}'은(는) {}개뿐입니다"};
inline constexpr Message kFoundTooFew{
    "{} labels have fewer than {} examples; what the model does with them cannot be trusted: {}",
    "라벨 {}개는 예시가 {}개도 안 됩니다. 이 라벨의 결과는 믿기 어렵습니다: {}"};
inline constexpr Message kFoundLeak{"held-out rows whose text is also in the training data",
                                    "학습 데이터에도 있는 평가용 행"};

}  // namespace tinybrain::msg
