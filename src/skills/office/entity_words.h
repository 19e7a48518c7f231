// The words that tell amounts, organisations and places. No claim to be complete.
#pragma once

#include <array>
#include <string_view>

namespace tinybrain::skills::office {

inline constexpr auto kSigns = std::to_array<std::string_view>({"$", "€", "£", "¥", "₩"});
inline constexpr auto kLargeKorean = std::to_array<std::string_view>({"천만", "백만", "십만", "조", "억",
                                                                  "만",   "천", "백", "십"});
inline constexpr auto kLargeEnglish = std::to_array<std::string_view>({
    "thousand", "million", "billion", "trillion", "bn", "k", "m"});
// Right after a number, with or without a space; the longer come first. Those in Latin letters must end there.
inline constexpr auto kUnits = std::to_array<std::string_view>({
    "퍼센트",  "percent", "달러",   "유로",   "위안", "파운드", "원",    "엔",   "%",
    "dollars", "dollar",  "euros",  "euro",   "won",  "pounds", "pound", "yen",  "cents",
    "USD",     "KRW",     "EUR",    "GBP",    "JPY",  "km/h",   "km",    "cm",   "mm",
    "kg",      "mg",      "ml",     "kWh",    "kW",   "GB",     "MB",    "TB",   "m²",
    "㎡",      "°C",      "miles",  "meters", "metres", "litres", "liters", "grams", "kilometers",
    "kilometres", "킬로미터", "킬로그램", "미터", "그램", "리터", "톤", "평"});

// The last word of an organisation's name.
inline constexpr auto kOrganisationEnds = std::to_array<std::string_view>({
    "Inc",        "Ltd",       "LLC",       "Corp",    "Corporation", "Company",  "GmbH",
    "University", "College",   "Institute", "Bank",    "Ministry",    "Agency",   "Foundation",
    "Association", "Committee", "Council",  "Party",   "Museum",      "Hospital", "School",
    "Club",       "Group",     "Holdings",  "Airlines", "Society",    "Union",    "Department",
    "Commission", "Laboratory", "Academy",  "Parliament", "Congress"});
// The same when "of" follows: "University of Washington".
inline constexpr auto kPlaceEnds = std::to_array<std::string_view>({
    "Street", "Avenue", "Road",   "River", "Lake",   "Island", "Islands", "Mountain", "Mountains",
    "City",   "County", "Park",   "Square", "Beach", "Bay",    "Valley",  "Desert",   "Ocean",
    "Sea",    "Peninsula", "Province", "District", "Village", "Bridge", "Airport", "Station",
    "Harbor", "Harbour", "Canal", "Canyon", "Falls", "Palace", "Cathedral"});
inline constexpr auto kPlaces = std::to_array<std::string_view>({
    "Africa",     "Antarctica",  "Argentina",  "Asia",       "Athens",     "Australia", "Austria",
    "Bangkok",    "Barcelona",   "Beijing",    "Belgium",    "Berlin",     "Boston",    "Brazil",
    "Britain",    "Busan",       "Cairo",      "California", "Cambodia",   "Canada",    "Chicago",
    "Chile",      "China",       "Colombia",   "Cuba",       "Daegu",      "Daejeon",   "Denmark",
    "Dubai",      "Dublin",      "Egypt",      "England",    "Europe",     "Finland",   "Florida",
    "France",     "Germany",     "Gwangju",    "Greece",     "Hanoi",      "Hawaii",    "Hong Kong",
    "Hungary",    "Iceland",     "Incheon",    "India",      "Indonesia",  "Iran",      "Iraq",
    "Ireland",    "Israel",      "Istanbul",   "Italy",      "Japan",      "Jeju",      "Kenya",
    "Korea",      "London",      "Los Angeles", "Madrid",    "Malaysia",   "Mexico",    "Moscow",
    "Mumbai",     "Myanmar",     "Nepal",      "Netherlands", "New York",  "New Zealand", "Nigeria",
    "Norway",     "Osaka",       "Pakistan",   "Paris",      "Peru",       "Philippines", "Poland",
    "Portugal",   "Rome",        "Russia",     "San Francisco", "Scotland", "Seattle",  "Seoul",
    "Shanghai",   "Singapore",   "Spain",      "Sweden",     "Switzerland", "Sydney",   "Taiwan",
    "Texas",      "Thailand",    "Tokyo",      "Turkey",     "Ukraine",    "United Kingdom",
    "United States", "Vietnam",  "Washington", "Wales"});

// Where in Korean a text speaks of: provinces, cities, countries, for the tagger to know besides what it learns.
inline constexpr auto kPlacesKorean = std::to_array<std::string_view>({
    "서울",     "부산",     "대구",     "인천",     "광주",     "대전",     "울산",     "세종",
    "경기",     "경기도",   "강원",     "강원도",   "충북",     "충청북도", "충남",     "충청남도",
    "전북",     "전라북도", "전남",     "전라남도", "경북",     "경상북도", "경남",     "경상남도",
    "제주",     "제주도",   "수원",     "성남",     "용인",     "고양",     "창원",     "청주",
    "전주",     "천안",     "포항",     "김해",     "안산",     "안양",     "의정부",   "평택",
    "원주",     "춘천",     "강릉",     "속초",     "여수",     "순천",     "목포",     "군산",
    "익산",     "경주",     "구미",     "안동",     "진주",     "통영",     "거제",     "서귀포",
    "강남",     "강남구",   "종로",     "종로구",   "홍대",     "명동",     "이태원",   "여의도",
    "잠실",     "판교",     "분당",     "한국",     "대한민국", "북한",     "남한",     "한반도",
    "조선",     "미국",     "중국",     "일본",     "영국",     "프랑스",   "독일",     "이탈리아",
    "스페인",   "포르투갈", "네덜란드", "벨기에",   "스위스",   "오스트리아", "스웨덴", "노르웨이",
    "덴마크",   "핀란드",   "폴란드",   "체코",     "헝가리",   "그리스",   "터키",     "러시아",
    "우크라이나", "캐나다", "멕시코",   "브라질",   "아르헨티나", "칠레",   "페루",     "쿠바",
    "호주",     "뉴질랜드", "인도",     "파키스탄", "네팔",     "태국",     "베트남",   "캄보디아",
    "라오스",   "미얀마",   "말레이시아", "싱가포르", "인도네시아", "필리핀", "대만",    "홍콩",
    "몽골",     "이란",     "이라크",   "이스라엘", "사우디아라비아", "이집트", "케냐", "나이지리아",
    "남아프리카공화국", "뉴욕", "워싱턴", "로스앤젤레스", "샌프란시스코", "시카고", "런던", "파리",
    "베를린",   "로마",     "마드리드", "모스크바", "도쿄",     "오사카",   "교토",     "베이징",
    "상하이",   "방콕",     "하노이",   "시드니",   "유럽",     "아시아",   "아프리카", "남미",
    "북미",     "중동",     "동남아",   "캘리포니아", "하와이", "괌",       "히말라야", "한강"});

}  // namespace tinybrain::skills::office
