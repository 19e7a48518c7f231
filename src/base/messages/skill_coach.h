// Catalogue of texts: the coach's records, trends and plans.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kCoachEmpty{"{} is empty; export it anew",
                                     "{} 파일이 비어 있습니다. 다시 내보내 주세요"};
inline constexpr Message kCoachNoColumn{"{} has no column '{}'; it has {}",
                                        "{} 파일에 '{}' 열이 없습니다. 있는 열: {}"};
inline constexpr Message kCoachShortRow{
    "{}, line {}: {} cells where the header has {}; the file may be cut off, export it anew",
    "{} {}번째 줄: 칸이 {}개인데 머리글은 {}개입니다. 파일이 잘렸을 수 있으니 다시 내보내 주세요"};
inline constexpr Message kCoachNotNumber{
    "{}, line {}: '{}' holds '{}', which is no number; put it right or empty the cell",
    "{} {}번째 줄: '{}' 열의 '{}'은(는) 숫자가 아닙니다. 고치거나 칸을 비워 주세요"};
inline constexpr Message kCoachNotCount{
    "{}, line {}: '{}' holds '{}', which cannot be; put it right or empty the cell",
    "{} {}번째 줄: '{}' 열에 있을 수 없는 값 '{}'이(가) 있습니다. 고치거나 칸을 비워 주세요"};
inline constexpr Message kCoachNotDate{
    "{}, line {}: '{}' is not a date that I can read; write 2026-11-29",
    "{} {}번째 줄: '{}'은(는) 읽을 수 없는 날짜입니다. 2026-11-29처럼 적어 주세요"};
inline constexpr Message kCoachNoRecords{
    "there are no records in {}: put daily_activity.csv, sleep_day.csv, heartrate_seconds.csv, "
    "weight_log.csv, Apple Health's "
    "export.xml or Google Fit's \"Daily activity metrics.csv\" there",
    "{}에 기록이 없습니다. daily_activity.csv, sleep_day.csv, heartrate_seconds.csv, "
    "weight_log.csv, 애플 건강의 export.xml 또는 "
    "구글 피트니스의 \"Daily activity metrics.csv\"를 넣어 주세요"};
inline constexpr Message kCoachXml{"{}: byte {}: {}", "{}: {}바이트: {}"};
inline constexpr Message kCoachXmlEntity{
    "an entity or a document type of its own, which is not read",
    "자체 개체나 문서 형식 정의는 읽지 않습니다"};
inline constexpr Message kCoachXmlLong{"an element that is longer than 64 KiB",
                                       "64KiB보다 긴 요소입니다"};
inline constexpr Message kCoachXmlCut{"the file ends within an element; export it anew",
                                      "요소 중간에서 파일이 끝납니다. 다시 내보내 주세요"};
inline constexpr Message kCoachXmlOther{"not an export of Apple Health: no HealthData in it",
                                        "애플 건강 내보내기가 아닙니다. HealthData가 없습니다"};
inline constexpr Message kCoachXmlLarge{"larger than 4 GiB", "4GiB보다 큽니다"};
inline constexpr Message kCoachArgument{"'{}' must be {}", "'{}' 값은 {}이어야 합니다"};
inline constexpr Message kCoachNoMeasure{"there are no records of '{}'; there are {}",
                                         "'{}' 기록이 없습니다. 있는 기록: {}"};
inline constexpr Message kCoachTooFew{
    "{} days of '{}' are too few; at least {} are needed",
    "{}일치의 '{}' 기록으로는 부족합니다. 적어도 {}일이 필요합니다"};
inline constexpr Message kCoachNoPerson{"there are no records of person '{}'; there are {}",
                                        "'{}'의 기록이 없습니다. 있는 사람: {}"};
inline constexpr Message kCoachUnknownTool{"the coach cannot do '{}'",
                                           "코치가 할 수 없는 일입니다: '{}'"};
inline constexpr Message kCoachUnknownLimit{
    "'{}' is not a limit that I know, so no plan can promise to respect it; there are {}",
    "'{}'은(는) 제가 아는 제한이 아니어서 지킨다고 약속할 수 없습니다. 있는 제한: {}"};
inline constexpr Message kCoachUnknownGuide{"there is no guide '{}'; there are {}",
                                            "'{}' 안내가 없습니다. 있는 안내: {}"};

inline constexpr Message kCoachTrendUp{"rising by {:.3g} a week (95 % interval {:.3g} to {:.3g})",
                                       "매주 {:.3g}씩 늘고 있습니다(95% 구간 {:.3g}~{:.3g})"};
inline constexpr Message kCoachTrendDown{
    "falling by {:.3g} a week (95 % interval {:.3g} to {:.3g})",
    "매주 {:.3g}씩 줄고 있습니다(95% 구간 {:.3g}~{:.3g})"};
inline constexpr Message kCoachTrendFlat{
    "no clear change: {:.3g} a week, but the 95 % interval {:.3g} to {:.3g} holds zero",
    "뚜렷한 변화가 없습니다. 매주 {:.3g}이지만 95% 구간 {:.3g}~{:.3g}에 0이 들어 있습니다"};
inline constexpr Message kCoachNotDiagnosis{
    "An estimate from words and numbers, not a diagnosis. How you feel is what counts; if it stays "
    "hard, talk to someone you trust or "
    "to a professional.",
    "말과 수치로 짐작한 값이며 진단이 아닙니다. 무엇보다 본인이 느끼시는 것이 중요합니다. 힘든 "
    "상태가 이어지면 믿을 만한 사람이나 "
    "전문가와 이야기해 주세요."};
inline constexpr Message kCoachLoadHigh{
    "load of the last week is well above what you are used to; an easy day or two fit now",
    "지난주 부하가 평소보다 꽤 높습니다. 하루 이틀은 가볍게 하시는 것이 좋겠습니다"};
inline constexpr Message kCoachLoadLow{
    "load of the last week is well below what you are used to; build up again slowly",
    "지난주 부하가 평소보다 꽤 낮습니다. 천천히 다시 늘려 가세요"};
inline constexpr Message kCoachLoadSteady{"load is in line with the last four weeks",
                                          "부하가 지난 4주와 비슷합니다"};
inline constexpr Message kCoachLoadSoon{
    "fewer than 28 days are recorded, so the longer average is still settling",
    "기록이 28일보다 적어 장기 평균이 아직 안정되지 않았습니다"};
inline constexpr Message kCoachPlanDoctor{
    "Clear this plan with your doctor first. Stop and call for help at chest pain, faintness, or "
    "trouble breathing.",
    "먼저 의사와 상의해 주세요. 가슴 통증, 실신할 듯한 느낌, 숨쉬기 어려움이 있으면 멈추고 도움을 "
    "요청하세요."};
inline constexpr Message kCoachPlanNote{
    "A plan for a healthy adult within the limits you named, not medical advice. Pain is a reason "
    "to stop.",
    "말씀하신 제한 안에서 짠 건강한 성인용 계획이며 의학적 조언이 아닙니다. 아프면 멈추세요."};
inline constexpr Message kCoachOnSample{"from sample data of other people, not yours",
                                        "본인이 아닌 다른 사람들의 예시 자료입니다"};

}  // namespace tinybrain::msg
