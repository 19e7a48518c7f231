// Texts of the command taste.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kHelpTaste{
    "What you like, learnt from what you do: observe, rank, why",
    "하는 일에서 배우는 취향: 기록하고, 순위를 매기고, 이유를 봅니다"};
inline constexpr Message kArgTasteAction{
    "observe SIGNAL ID, rank FILE (items in JSON; - = standard input), why ID, info, or population "
    "TABLE",
    "observe 신호 ID, rank 파일(항목들의 JSON, - = 표준 입력), why ID, info, population 표"};
inline constexpr Message kArgTasteWords{
    "A signal (play, skip, like, dislike, chosen, ignored, bought, rating, dwell) and an item; a "
    "file; a table",
    "신호(play, skip, like, dislike, chosen, ignored, bought, rating, dwell)와 항목, 파일, 또는 "
    "표"};
inline constexpr Message kOptTasteTag{"A tag of the item; several are possible",
                                      "항목의 태그. 여러 번 쓸 수 있습니다"};
inline constexpr Message kOptTasteBy{"Who made the item", "항목을 만든 이"};
inline constexpr Message kOptTasteText{"The item's text, for an encoder", "인코더가 볼 항목의 글"};
inline constexpr Message kOptTasteHour{"The hour, 0 to 23; else now", "시각, 0~23. 없으면 지금"};
inline constexpr Message kOptTasteWeekday{"The weekday, 1 = Monday to 7; else today",
                                          "요일, 1 = 월요일부터 7까지. 없으면 오늘"};
inline constexpr Message kOptTasteMood{"The mood, in a word", "기분을 나타내는 한 낱말"};
inline constexpr Message kOptTasteSeconds{"How long it was played or looked at",
                                          "재생하거나 본 시간(초)"};
inline constexpr Message kOptTasteOf{"How long it is, or is looked at usually",
                                     "전체 길이 또는 보통 보는 시간(초)"};
inline constexpr Message kOptTasteValue{"The mark of a rating, 1 to 5", "평점, 1~5"};
inline constexpr Message kOptTasteExplore{
    "0 = what is believed best; up to 1 = also what is not known well",
    "0 = 가장 좋아할 것, 1에 가까울수록 아직 잘 모르는 것도"};
inline constexpr Message kOptTastePopulation{"A file of what other people like (see population)",
                                             "다른 사람들이 좋아하는 것의 파일(population 참고)"};
inline constexpr Message kOptTasteModel{"Encoder of the texts: none (the default), seed, a model",
                                        "글의 인코더: none(기본), seed, 또는 모델"};
inline constexpr Message kOptTasteOutput{"The file that population makes",
                                         "population이 만들 파일"};
inline constexpr Message kOptTasteMost{"How many are shown", "보여 줄 개수"};
inline constexpr Message kTasteWords{"{} needs {}; see tinybrain taste --help",
                                     "{}에는 {}이(가) 필요합니다. tinybrain taste --help를 보세요"};
inline constexpr Message kTasteKept{"kept as event {}", "{}번 이벤트로 기록했습니다"};
inline constexpr Message kTasteNotGranted{
    "nothing was kept or learnt: it is not granted (tinybrain consent grant behaviour)",
    "동의하지 않아 기록하지도 배우지도 않았습니다 (tinybrain consent grant behaviour)"};
inline constexpr Message kTasteScore{"{}: {:+.2f}, give or take {:.2f}",
                                     "{}: {:+.2f}, 오차 {:.2f}"};
inline constexpr Message kTasteInfo{
    "learnt from {} events, {} of them with a mood; {} weights",
    "이벤트 {}개에서 배웠고 그중 {}개에 기분이 있습니다. 가중치 {}개"};
inline constexpr Message kTasteMade{"{}: {} people, {} items, {} directions",
                                    "{}: {}명, 항목 {}개, 방향 {}개"};
inline constexpr Message kTasteMaking{"learning the population", "모집단을 배우는 중"};

}  // namespace tinybrain::msg
