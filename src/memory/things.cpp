// Devices by their makers' names, medicine, and what a text is about: health, feelings.
#include <algorithm>
#include <span>

#include "memory/lexicon.h"
#include "memory/writing.h"

namespace tinybrain::memory {
namespace {

using Words = std::span<const std::string_view>;

struct Device {
  std::string_view kind;
  Words names;
};
constexpr std::string_view kPhones[] = {"iphone", "galaxy", "pixel", "oneplus",    "xperia",
                                        "갤럭시", "아이폰", "픽셀",  "갤럭시 폴드"};
constexpr std::string_view kLaptops[] = {"macbook", "thinkpad", "chromebook", "surface",  "xps",
                                         "zenbook", "맥북",     "그램",       "씽크패드", "lg gram",
                                         "서피스",  "갤럭시북", "갤럭시 북",  "크롬북"};
constexpr std::string_view kTablets[] = {"ipad",      "galaxy tab", "kindle", "아이패드",
                                         "갤럭시 탭", "갤럭시탭",   "킨들"};
constexpr std::string_view kWatches[] = {"apple watch", "galaxy watch", "fitbit",      "garmin",
                                         "애플워치",    "애플 워치",    "갤럭시 워치", "갤럭시워치",
                                         "가민",        "핏빗"};
constexpr std::string_view kCars[] = {
    "tesla", "hyundai",    "kia",      "toyota",  "honda",   "ford",     "bmw",
    "audi",  "volkswagen", "volvo",    "mazda",   "nissan",  "subaru",   "chevrolet",
    "jeep",  "lexus",      "mercedes", "renault", "porsche", "테슬라",   "현대",
    "기아",  "소나타",     "쏘나타",   "아반떼",  "그랜저",  "쏘렌토",   "싼타페",
    "투싼",  "스포티지",   "카니발",   "모닝",    "레이",    "아이오닉", "제네시스",
    "벤츠",  "아우디",     "볼보",     "캐스퍼",  "코나",    "셀토스",   "티볼리"};
constexpr std::string_view kConsoles[] = {
    "playstation",    "ps5",  "ps4",      "xbox",  "nintendo switch", "steam deck", "닌텐도",
    "플레이스테이션", "플스", "엑스박스", "스팀덱"};
constexpr Device kDevices[] = {{"tablet", kTablets},   {"watch", kWatches}, {"laptop", kLaptops},
                               {"console", kConsoles}, {"phone", kPhones},  {"car", kCars}};

constexpr std::string_view kHealth[] = {
    "allerg",  "diagnos", "blood",       "medicine", "medication",   "pill",     "insulin",
    "surgery", "illness", "disease",     "pregnan",  "cholesterol",  "asthma",   "diabet",
    "inhaler", "therapy", "doctor said", "mg of",    "prescription", "알레르기", "알러지",
    "진단",    "혈압",    "혈당",        "복용",     "약을 먹",      "수술",     "임신",
    "질환",    "환자",    "당뇨",        "천식",     "병원",         "인슐린",   "처방"};
constexpr std::string_view kMood[] = {
    "anxious",  "depress",      "panic",  "lonely", "stressed", "overwhelmed", "my mood",
    "feel sad", "feeling down", "suicid", "불안",   "우울",     "공황",        "외로",
    "스트레스", "기분이",       "슬프",   "무기력", "자살"};

bool contains_word(std::string_view text, std::string_view word) {
  const size_t at = text.find(word);
  if (at == text.npos) return false;
  return at == 0 || text[at - 1] == ' ';
}
}  // namespace

bool is_medicine(std::string_view phrase) {
  constexpr std::string_view kWords[] = {"insulin",
                                         "metformin",
                                         "aspirin",
                                         "ibuprofen",
                                         "vitamin",
                                         "pill",
                                         "statin",
                                         " mg",
                                         "tablet",
                                         "medication",
                                         "medicine",
                                         "antidepressant",
                                         "lisinopril",
                                         "levothyroxine",
                                         "warfarin",
                                         "antihistamine",
                                         "inhaler",
                                         "blood thinner",
                                         "iron supplement",
                                         "omeprazole",
                                         "supplement",
                                         "birth control",
                                         "약",
                                         "인슐린",
                                         "비타민",
                                         "영양제",
                                         "아스피린",
                                         "스테로이드",
                                         "항생제",
                                         "진통제",
                                         "수면제",
                                         "혈압약",
                                         "철분제"};
  const std::string lower = lowered(phrase);
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](auto w) { return lower.find(w) != lower.npos && lower != "약"; });
}

std::string_view device_of(std::string_view phrase) {
  const std::string lower = lowered(phrase);
  for (const Device& d : kDevices)
    for (std::string_view name : d.names)
      if (contains_word(lower, name)) return d.kind;
  return {};
}

bool is_about_health(std::string_view lower) {
  return std::any_of(std::begin(kHealth), std::end(kHealth),
                     [&](auto w) { return contains_word(lower, w); });
}

bool is_about_mood(std::string_view lower) {
  return std::any_of(std::begin(kMood), std::end(kMood),
                     [&](auto w) { return contains_word(lower, w); });
}
}  // namespace tinybrain::memory
