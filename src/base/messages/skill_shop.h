// Texts of the shop: what goes with what and why, what a price may do, and what is worth a notification.
#pragma once

#include "base/error.h"

namespace tinybrain::msg {

inline constexpr Message kShopNoItem{"there is no '{}' here; look for it with search first",
                                     "'{}'에 해당하는 상품이 없습니다. 먼저 search로 찾아보십시오"};
inline constexpr Message kShopManyItems{
    "'{}' fits {} items, among them {}; say which",
    "'{}'에 맞는 상품이 {}개 있습니다. 그중: {}. 어느 것인지 정해 주십시오"};
inline constexpr Message kShopTwice{"{}, line {}: the id {} stands there twice",
                                    "{}, {}번째 줄: id {}이(가) 두 번 나옵니다"};
inline constexpr Message kShopNoPrices{"no prices of '{}' are known up to that day",
                                       "그날까지의 '{}' 가격 기록이 없습니다"};
inline constexpr Message kShopFewPrices{
    "only {1} prices of {0} are known; at least {2} are needed to say anything",
    "{0}의 가격 기록이 {1}개뿐입니다. 예측하려면 {2}개 이상이어야 합니다"};
inline constexpr Message kShopNoAnchor{
    "none of what this customer bought is worn and in the catalogue; name a product in 'items'",
    "이 고객이 산 것 중 카탈로그에 있는 옷이 없습니다. 'items'에 상품을 적어 주십시오"};
inline constexpr Message kShopNoCustomer{"no purchases of customer '{}' are known",
                                         "'{}' 고객의 구매 기록이 없습니다"};

// Why an item is suggested.
inline constexpr Message kShopTogether{
    "bought with {0} in {1} of its {2} baskets, {3:.1f} times as often as by chance",
    "{0}: 이 상품이 담긴 장바구니 {2}개 중 {1}개에 함께 담겼습니다(우연의 {3:.1f}배)"};
inline constexpr Message kShopSameWords{"its name has '{0}' in common with {1}",
                                        "이름의 '{0}'이(가) {1}과(와) 같습니다"};
inline constexpr Message kShopPopular{"bought in {0} of {1} baskets",
                                      "장바구니 {1}개 중 {0}개에 담겼습니다"};
inline constexpr Message kShopPattern{"baskets like this one often have it",
                                      "비슷한 장바구니에 자주 담깁니다"};
inline constexpr Message kShopRepeatOwn{
    "you bought it on {0} days, about every {1:.0f} days; the last time was {2:.0f} days ago",
    "{0}일에 걸쳐 약 {1:.0f}일마다 사셨고, 마지막 구매는 {2:.0f}일 전입니다"};
inline constexpr Message kShopRepeatOthers{
    "who buys it buys it again after about {0:.0f} days; you did {1:.0f} days ago",
    "이 상품은 보통 약 {0:.0f}일 뒤에 다시 삽니다. 마지막 구매는 {1:.0f}일 전입니다"};

// Why an outfit fits.
inline constexpr Message kShopGoesWith{"goes with the {0} you have",
                                       "가지고 계신 {0}과(와) 어울립니다"};
inline constexpr Message kShopGoesWithBought{"goes with the {0} you bought",
                                             "구매하신 {0}과(와) 어울립니다"};
inline constexpr Message kShopTypes{
    "{0} and {1} stand in one collection {2:.1f} times as often as by chance",
    "{0}과(와) {1}은(는) 한 컬렉션에 우연의 {2:.1f}배로 함께 나옵니다"};
inline constexpr Message kShopBothFor{"both are for: {0}", "둘 다 용도가 {0}입니다"};
inline constexpr Message kShopSeason{"both are for: {0}", "둘 다 계절이 {0}입니다"};
inline constexpr Message kShopColours{"{0} and {1}: {2}", "{0}, {1}: {2}"};
inline constexpr Message kShopNeutral{"a neutral colour goes with everything",
                                      "무채색이나 중간색은 어디에나 어울립니다"};
inline constexpr Message kShopSameColour{"one colour in two shades", "같은 계열의 색입니다"};
inline constexpr Message kShopNearColour{"neighbours on the colour wheel",
                                         "색상환에서 이웃한 색입니다"};
inline constexpr Message kShopOppositeColour{"opposites on the colour wheel",
                                             "색상환에서 마주 보는 보색입니다"};
inline constexpr Message kShopTriad{"a third of the colour wheel apart",
                                    "색상환에서 3분의 1 떨어진 색입니다"};
inline constexpr Message kShopClash{"two strong colours that compete; chosen for other reasons",
                                    "강한 두 색이 부딪칩니다. 다른 이유로 골랐습니다"};
inline constexpr Message kShopNothingFits{"nothing in the catalogue fits these wishes",
                                          "카탈로그에 조건에 맞는 것이 없습니다"};

// Prices.
inline constexpr Message kShopBuyNow{
    "Buy when you need it: no fall of 2 % or more is expected by {0}. In {1} past cases buying at "
    "once cost "
    "{2:.1f} % less than buying at a random moment of the time that one could wait.",
    "필요할 때 사십시오. {0}까지 2 % 이상 내릴 것으로 보이지 않습니다. 과거 {1}번의 경우, 바로 "
    "사면 기다릴 수 있는 "
    "기간 중 아무 때나 사는 것보다 {2:.1f} % 덜 들었습니다."};
inline constexpr Message kShopWouldWait{
    "A fall of {0:.1f} % by {1} is the likeliest, but in the past waiting on such a forecast did "
    "not pay for "
    "sure ({2} times, {3:+.1f} % on average, at least {4:+.1f} %). Buy when you need it.",
    "{1}까지 {0:.1f} % 내릴 가능성이 가장 크지만, 과거에 그런 예측을 믿고 기다린 것이 확실히 "
    "이득은 아니었습니다"
    "({2}번, 평균 {3:+.1f} %, 적어도 {4:+.1f} %). 필요할 때 사십시오."};
inline constexpr Message kShopWait{
    "Wait until {1}: {0:.1f} % less is expected. In the past waiting on such a forecast saved "
    "{3:.1f} % on "
    "average ({2} times, at least {4:.1f} % with 95 % certainty).",
    "{1}까지 기다리십시오. {0:.1f} % 내릴 것으로 보입니다. 과거에 그런 예측을 믿고 기다렸을 때 "
    "평균 {3:.1f} % 아꼈습니다"
    "({2}번, 95 % 확신으로 적어도 {4:.1f} %)."};
inline constexpr Message kShopHowHigh{"{0:.0f} % of the {1} known prices were higher than this one",
                                      "알려진 가격 {1}개 중 {0:.0f} %가 지금보다 높았습니다"};

// Notifications.
inline constexpr Message kShopFell{"{0} costs {1} now, at or below the {2} you wished for",
                                   "{0}의 가격이 지금 {1}입니다. 원하신 {2} 이하입니다"};
inline constexpr Message kShopDueNow{
    "{0} may be running out: you buy it about every {1:.0f} days, the last time {2:.0f} days ago",
    "{0}이(가) 떨어질 때가 되었습니다. 약 {1:.0f}일마다 사시며, 마지막 구매는 {2:.0f}일 전입니다"};
inline constexpr Message kShopHeldQuiet{"held back until the quiet hours are over",
                                        "조용한 시간이 끝날 때까지 미뤘습니다"};
inline constexpr Message kShopHeldMany{"held back: {0} a day at most",
                                       "미뤘습니다. 하루 최대 {0}개입니다"};

// The trace.
inline constexpr Message kShopTraceBaskets{
    "{0} baskets, {1} items; ridge regression of items on baskets, and words of names",
    "장바구니 {0}개, 상품 {1}개. 장바구니에 대한 상품의 릿지 회귀와 이름의 낱말"};
inline constexpr Message kShopTraceReturns{"{0} lines were returns and left out",
                                           "반품인 {0}줄은 뺐습니다"};
inline constexpr Message kShopTraceRepeats{"intervals between the days of purchase",
                                           "구매일 사이의 간격"};
inline constexpr Message kShopTraceRules{
    "{0} products, rules learnt from {1} pairs of one collection, a table of colour harmony",
    "상품 {0}개, 한 컬렉션의 쌍 {1}개에서 배운 규칙, 색 조화 표"};
inline constexpr Message kShopTraceSearch{"words and pieces of words, of {0} products",
                                          "상품 {0}개의 낱말과 낱말 조각"};
inline constexpr Message kShopTracePrices{
    "{0} past forecasts of {1} items; the interval is meant to hold {2:.0f} % of prices and held "
    "{3:.0f} %",
    "상품 {1}개의 과거 예측 {0}번. 구간은 가격의 {2:.0f} %를 담으려는 것이며, 실제로 {3:.0f} %를 "
    "담았습니다"};
inline constexpr Message kShopTraceQueue{
    "wishes, repeat intervals, quiet hours and the day's limit; nothing is sent from here",
    "희망 가격, 재구매 간격, 조용한 시간, 하루 한도. 여기서 보내지는 않습니다"};
inline constexpr Message kShopSample{
    "on sample data; the sample's catalogue is invented, not real",
    "예제 데이터로 한 결과입니다. 예제 카탈로그는 지어낸 것입니다"};

}  // namespace tinybrain::msg
