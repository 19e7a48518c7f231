// Texts of the preferences of a person: what they were learnt from, and why an item ranks where it does.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kTastePrior{"the prior of the preferences is not a covariance",
                                     "취향의 사전 분포가 공분산이 아닙니다"};
inline constexpr Message kTasteOption{
    "'{}' is no option of preferences, or its value makes no sense",
    "'{}'은(는) 취향 모델의 설정이 아니거나 값이 알맞지 않습니다"};
inline constexpr Message kTasteSignal{"'{}' is no signal; there are {}",
                                      "'{}'(이)라는 신호는 없습니다. 쓸 수 있는 신호: {}"};
inline constexpr Message kTasteValue{"{} is out of range in a signal '{}'",
                                     "'{1}' 신호의 {0} 값이 범위를 벗어났습니다"};
inline constexpr Message kTasteItem{
    "an item needs an id of 1 to {} bytes; its text, tags and creator have at most {}",
    "항목에는 1~{}바이트의 id가 있어야 하고, 글과 태그와 만든 이는 {}바이트 이하여야 합니다"};
inline constexpr Message kTasteContext{"'{}' makes no sense in a context",
                                       "상황 정보의 '{}' 값이 알맞지 않습니다"};
inline constexpr Message kTasteTooMany{
    "{} items are too many to rank at once: at most {}",
    "한 번에 순위를 매기기에 {}개는 너무 많습니다. 최대 {}개입니다"};

inline constexpr Message kPopulationFile{"not a population of tinybrain, or damaged: '{}'",
                                         "tinybrain의 모집단 파일이 아니거나 손상되었습니다: '{}'"};
inline constexpr Message kPopulationColumns{
    "'{}' needs the columns user, item, and one of rating, reward or signal",
    "'{}'에는 user, item 열과 rating, reward, signal 중 한 열이 있어야 합니다"};
inline constexpr Message kPopulationRow{"line {}: '{}' is no {}",
                                        "{}번째 줄: '{}'은(는) {} 값이 아닙니다"};
inline constexpr Message kPopulationFew{
    "{} users with something they liked are too few for a population: at least {}",
    "좋아한 것이 있는 사용자 {}명으로는 모집단을 만들 수 없습니다. {}명 이상이어야 합니다"};

// Why an item ranks where it does.
inline constexpr Message kWhyGeneral{"how you take things in general",
                                     "평소에 대체로 어떻게 받아들이시는지"};
inline constexpr Message kWhyPopular{"how many other people like it",
                                     "다른 사람들이 얼마나 좋아하는지"};
inline constexpr Message kWhyPeople{"people with a similar taste", "취향이 비슷한 사람들"};
inline constexpr Message kWhyText{"what its text is about", "글의 내용"};
inline constexpr Message kWhyCreator{"by {}", "만든 이: {}"};
inline constexpr Message kWhyHour{"{} {}", "{1} 시간대의 {0}"};
inline constexpr Message kWhyMood{"{} when the mood is {}", "기분이 {1}일 때의 {0}"};
inline constexpr Message kWhyWeekend{"{} at the weekend", "주말의 {}"};
inline constexpr Message kWhyDevice{"{} with {}", "{1} 상태일 때의 {0}"};
inline constexpr Message kBandNight{"at night", "밤"};
inline constexpr Message kBandMorning{"in the morning", "아침"};
inline constexpr Message kBandAfternoon{"in the afternoon", "오후"};
inline constexpr Message kBandEvening{"in the evening", "저녁"};

}  // namespace tinybrain::msg
