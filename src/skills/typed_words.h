// The words that numbers, days and spans of time are said with, in English and Korean. Private to typed.cpp.
#pragma once

#include <array>
#include <string_view>

namespace tinybrain::skills {

inline constexpr double kMinute = 60, kHour = 3600, kDay = 86'400;  // seconds

struct Word {
  std::string_view text;
  double value;
};
inline constexpr std::array kEnglish = {
    Word{"zero", 0},      Word{"one", 1},        Word{"two", 2},       Word{"three", 3},
    Word{"four", 4},      Word{"five", 5},       Word{"six", 6},       Word{"seven", 7},
    Word{"eight", 8},     Word{"nine", 9},       Word{"ten", 10},      Word{"eleven", 11},
    Word{"twelve", 12},   Word{"thirteen", 13},  Word{"fourteen", 14}, Word{"fifteen", 15},
    Word{"sixteen", 16},  Word{"seventeen", 17}, Word{"eighteen", 18}, Word{"nineteen", 19},
    Word{"twenty", 20},   Word{"thirty", 30},    Word{"forty", 40},    Word{"fifty", 50},
    Word{"sixty", 60},    Word{"seventy", 70},   Word{"eighty", 80},   Word{"ninety", 90},
    Word{"hundred", 100}, Word{"thousand", 1000}};
// Before what is counted. The longer come first.
inline constexpr std::array kCounts = {
    Word{"하나", 1}, Word{"다섯", 5},  Word{"여섯", 6},  Word{"일곱", 7},  Word{"여덟", 8},
    Word{"아홉", 9}, Word{"스무", 20}, Word{"스물", 20}, Word{"서른", 30}, Word{"마흔", 40},
    Word{"한", 1},   Word{"두", 2},    Word{"둘", 2},    Word{"세", 3},    Word{"셋", 3},
    Word{"네", 4},   Word{"넷", 4},    Word{"열", 10}};
inline constexpr std::array kDigits = {Word{"일", 1}, Word{"이", 2}, Word{"삼", 3},
                                       Word{"사", 4}, Word{"오", 5}, Word{"육", 6},
                                       Word{"칠", 7}, Word{"팔", 8}, Word{"구", 9}};
inline constexpr std::array kCounters = {"명",   "개",   "번", "잔",   "권",   "대", "마리", "살",
                                         "시간", "시",   "분", "초",   "일",   "주", "달",   "개월",
                                         "년",   "킬로", "원", "인분", "사람", "회", "켤레", "벌",
                                         "장",   "병",   "곡", "편",   "세트", "월"};
// Those that a single digit of the other row may stand before: 이 분, 오 킬로; but 이번, 이 사람, 이 곡 are "this".
inline constexpr std::array kDigitCounters = {"분",   "초", "일",   "주", "개월", "년",
                                              "킬로", "원", "인분", "회", "월"};
inline constexpr std::array kUnits = {Word{"seconds", 1},        Word{"second", 1},
                                      Word{"secs", 1},           Word{"sec", 1},
                                      Word{"minutes", kMinute},  Word{"minute", kMinute},
                                      Word{"mins", kMinute},     Word{"min", kMinute},
                                      Word{"hours", kHour},      Word{"hour", kHour},
                                      Word{"hrs", kHour},        Word{"hr", kHour},
                                      Word{"days", kDay},        Word{"day", kDay},
                                      Word{"weeks", 7 * kDay},   Word{"week", 7 * kDay},
                                      Word{"months", 30 * kDay}, Word{"month", 30 * kDay},
                                      Word{"years", 365 * kDay}, Word{"year", 365 * kDay}};
inline constexpr std::array kKoreanUnits = {
    Word{"시간", kHour},  Word{"개월", 30 * kDay}, Word{"주일", 7 * kDay},
    Word{"주", 7 * kDay}, Word{"달", 30 * kDay},   Word{"년", 365 * kDay},
    Word{"분", kMinute},  Word{"초", 1},           Word{"일", kDay}};
inline constexpr std::array kWeekdays = {
    Word{"sunday", 0},   Word{"monday", 1}, Word{"tuesday", 2}, Word{"wednesday", 3},
    Word{"thursday", 4}, Word{"friday", 5}, Word{"saturday", 6}};
inline constexpr std::array kKoreanWeekdays = {
    Word{"일요일", 0}, Word{"월요일", 1}, Word{"화요일", 2}, Word{"수요일", 3},
    Word{"목요일", 4}, Word{"금요일", 5}, Word{"토요일", 6}};
inline constexpr std::array kMonths = {
    Word{"january", 1},   Word{"february", 2}, Word{"march", 3},     Word{"april", 4},
    Word{"may", 5},       Word{"june", 6},     Word{"july", 7},      Word{"august", 8},
    Word{"september", 9}, Word{"october", 10}, Word{"november", 11}, Word{"december", 12},
    Word{"jan", 1},       Word{"feb", 2},      Word{"mar", 3},       Word{"apr", 4},
    Word{"jun", 6},       Word{"jul", 7},      Word{"aug", 8},       Word{"sept", 9},
    Word{"sep", 9},       Word{"oct", 10},     Word{"nov", 11},      Word{"dec", 12}};
inline constexpr std::array kDays = {Word{"today", 0}, Word{"tonight", 0}, Word{"tomorrow", 1},
                                     Word{"yesterday", -1}};
inline constexpr std::array kKoreanDays = {Word{"오늘", 0}, Word{"내일", 1},    Word{"모레", 2},
                                           Word{"글피", 3}, Word{"그저께", -2}, Word{"어제", -1}};

}  // namespace tinybrain::skills
