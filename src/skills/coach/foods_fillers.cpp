// Words beside foods in a list of ingredients: amounts, cuts, states. Nothing here may hide a food: "sauce", "seasoning" or
// "toppings" are no fillers, and neither is "similar", "choice" or "etc".
#include "skills/coach/foods.h"

namespace tinybrain::skills::coach {

std::string_view english_fillers() {
  return " a an the of or and to for with in into on at from about by as per plus each one two three four five six seven eight "
         "nine ten half quarter third dozen few some couple extra more less than most if you your it is are be can will until "
         "not too very only just also both all together side other use used using needed need serve serving serves garnish "
         "garnishing sprinkle taste optional optionally preferably preferred recommended ideally approx approximately around "
         "roughly g gr gm gram gramm kg kilo kilogram mg ml milliliter millilitre l liter litre dl cl cup c mug glass tbsp tb tbs "
         "tablespoon tsp t ts teaspoon teaspoons oz ounce fl fluid lb pound pint quart gallon inch cm mm pinch dash handful "
         "knob splash drizzle bunch stick stalk head bulb piece part sprig strand slice strip chunk cube block can tin jar bottle "
         "pack packet package box bag carton container pod rib rasher sheet leaf leave wedge spoon spoonful shot bowl batch "
         "large medium small big medium-sized sized size thick thin thinly thickly finely coarsely roughly fine coarse long short "
         "bite little tiny whole fresh freshly dried dry raw cooked uncooked boiled cut chopped minced diced sliced grated "
         "shredded crushed ground mashed peeled unpeeled deseeded seeded seedless pitted cored trimmed halved quartered cubed "
         "julienned pressed crumbled beaten whisked melted softened soft warm hot cold lukewarm chilled frozen thawed defrosted "
         "drained rinsed washed cleaned soaked canned tinned packed sifted divided separated separate squeezed squirt removed "
         "boneless skinless bone skin lean extra-virgin virgin organic ripe firm hard tender good quality high low reduced "
         "sodium unsweetened sweetened salted unsalted plain natural pure regular standard normal instant quick strong mild "
         "light dark red white green yellow black brown purple orange sweet sour bitter spicy italian french german spanish "
         "english mexican greek turkish hungarian swiss korean chinese japanese thai indian irish american dutch room temperature "
         "room-temperature weight volume total amount enough equal double single full heaped level overfilled generous scant "
         "adjust depending according preference desired old new day left over leftover top bottom base main dish "
         "grease greasing frying fry deep baking bake roasting roast roasted grilling grilled toasted toast "
         "steamed smoked cooking dusting coating rolling brushing soaking kneading boil pan tray oven pot skillet baby young "
         "whipped like into kosher flaky lengthwise crosswise diagonally ring round half-moon matchstick floret stem zest "
         "juiced skin-on bone-in piece-of pcs pc ea x min minute hour overnight then this that these any no without free "
         "first second last adult portion people person recipe ingredient following make made do does don't i my we prefer "
         "time times split tied twine cloth paper foil thumb length wide diameter heat-proof store bought store-bought homemade but loaf they want bit usually best work find pre don doesn easy traditional authentic really own right get see pkg square heavy waxy prepared so up out even either up lbs rest below above here worth "
         "home-made brand real flat flake grain kernel powder powdered granulated liquid concentrate concentrated extract paste "
         "puree purée pureed type variety kind vary non unrefined refined unbleached bleached enriched "
         "have purpose all-purpose strong-flavoured ' s ";
}

std::string_view korean_fillers() {
  return " 다진 다져서 채썬 채썰은 썬 썰은 잘게 곱게 굵게 얇게 어슷썬 슬라이스 간 갈은 으깬 데친 삶은 볶은 구운 찐 튀긴 말린 불린 건조 냉동 냉장 "
         "해동 생 신선한 익힌 국산 국내산 수입산 미국산 중국산 호주산 인도산 일본산 한국산 외국산 유기농 무농약 큰 작은 중간 중간크기 약간 조금 적당량 적당히 "
         "소량 한줌 한 두 세 네 반 큰술 작은술 스푼 숟갈 숟가락 컵 종이컵 개 알 장 줄 대 쪽 톨 뿌리 포기 단 줌 모 봉 봉지 팩 캔 통 병 마리 덩이 "
         "토막 조각 가닥 그램 리터 밀리리터 정도 또는 혹은 와 과 및 용 선택 선택사항 생략가능 손질 손질한 씻은 껍질 껍질벗긴 깐 통 가루 분말 즙 "
         "생것 삶은것 데친것 구운것 찐것 말린것 볶은것 튀긴것 끓인것 조린것 절인것 삶아서 잎 줄기 뿌리 열매 과육 껍질 순 꽃 씨 전체 포함 제거 속 "
         "재배 노지 하우스 양식 자연산 야생 토종 개량종 재래종 도정 반건조 어린것 여름 봄 가을 겨울 적색 빨간색 노란색 초록색 하얀색 자색 갈색 검정색 붉은 검은 "
         "1등급 2등급 3등급 플레인 저지방 무가당 생물 몸통 날개 다리 가슴 살 살코기 뼈없는 ";
}

}  // namespace tinybrain::skills::coach
