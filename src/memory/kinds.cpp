#include "memory/kinds.h"

#include <algorithm>

#include "memory/lexicon.h"
#include "memory/values.h"
#include "memory/writing.h"

namespace tinybrain::memory {

std::string_view without_article(std::string_view value) {
  const std::string lower = lowered(value);
  for (std::string_view article : {"a ", "an ", "the ", "my ", "our ", "all ", "any "})
    if (lower.starts_with(article)) return value.substr(article.size());
  return value;
}

bool is_family_state(std::string_view value) {
  constexpr std::string_view kStates[] = {
      "married",      "single",     "divorced",   "engaged",
      "widowed",      "a widow",    "a widower",  "a single mom",
      "a single dad", "결혼했어",   "결혼했어요", "결혼했습니다",
      "미혼이에요",   "미혼이야",   "미혼입니다", "기혼이에요",
      "기혼이야",     "기혼입니다", "이혼했어",   "이혼했어요",
      "결혼했고",     "결혼했는데", "결혼했고요", "결혼한 지 오래됐어요",
      "신혼이에요",   "신혼이야",   "약혼했어",   "약혼했어요"};
  return std::find(std::begin(kStates), std::end(kStates), lowered(value)) != std::end(kStates);
}

// "two kids", "a son and a daughter", "딸 둘", "남동생": whom one has.
bool is_family_member(std::string_view value, Language language, bool& children) {
  const std::string lower = lowered(value);
  bool member = false;
  for (std::string_view word : words_of(lower)) {
    word = trimmed(word);
    std::string single(word);
    if (language == Language::en && single.ends_with("s") && single != "us") single.pop_back();
    if (language == Language::ko)
      for (std::string_view particle : {"이", "가", "은", "는", "도"})
        if (word.size() > particle.size() + 2 && word.ends_with(particle) && word != "아이" &&
            word != "쌍둥이") {
          word.remove_suffix(particle.size());
          break;
        }
    const bool child = word == "kids" || word == "children" || single == "son" ||
                       single == "daughter" || word == "kid" || word == "child" ||
                       word == "twins" || word == "딸" || word == "아들" || word == "아이" ||
                       word == "아이들" || word == "자녀" || word == "쌍둥이" || word == "애";
    constexpr std::string_view kOthers[] = {
        "a",       "an",    "one",    "two",  "three", "four",  "five", "six",   "and",
        "younger", "older", "little", "big",  "twin",  "young", "only", "no",    "adult",
        "grown",   "하나",  "둘",     "셋",   "넷",    "한",    "두",   "세",    "네",
        "명",      "한명",  "두명",   "세명", "한 명", "명의",  "명이", "쌍둥이"};
    const bool other = std::find(std::begin(kOthers), std::end(kOthers), word) != std::end(kOthers);
    if (child) {
      member = children = true;
    } else if (single == "sibling" || single == "brother" || single == "sister" || word == "형제" ||
               word == "자매" ||
               (language == Language::ko &&
                (word == "형" || word == "누나" || word == "언니" || word == "남동생" ||
                 word == "여동생" || word == "동생"))) {
      member = true;
    } else if (word == "이" || word == "이랑" || word == "하나랑" || word == "하나와" ||
               word.starts_with("딸") || word.starts_with("아들")) {
      // joined: "아들 하나랑 딸 하나"
    } else if (!other) {
      return false;
    }
  }
  return member && words_of(lower).size() <= 6;
}

bool is_pet(std::string_view value, Language language, std::string& slot) {
  const std::string lower = lowered(without_article(value));
  const auto words = words_of(lower);
  if (words.empty() || words.size() > 5) return false;
  for (std::string_view odd : {"person", "people", "lover", "lady", "video", "picture", "plan",
                               "wish", "food", "allergy", "sitter", " for ", " with ", " of "})
    if (lower.find(odd) != lower.npos) return false;
  for (std::string_view word : words) {
    word = trimmed(word);
    for (std::string_view join : {"와", "랑", "하고", "과"})
      if (word.ends_with(join) && animal_of(word.substr(0, word.size() - join.size())))
        word.remove_suffix(join.size());
    if (const Named* animal = animal_of(word)) {
      if (animal->slot == "fish" && language == Language::ko && word == "새") continue;
      slot = animal->slot;
      return true;
    }
  }
  return animal_of(lower) != nullptr;
}

bool is_food(std::string_view value, Language language) {
  constexpr std::string_view kNoFood[] = {
      "bullshit", "stupidity",     "people",    "this",  "that",   "you",    "it",    "work",
      "much",     "anything",      "breakfast", "lunch", "dinner", "enough", "here",  "there",
      "fun",      "love",          "nonsense",  "bs",    "idiots", "well",   "a lot", "out",
      "at",       "before",        "after",     "when",  "until",  "today",  "yet",   "mornings",
      "feelings", "stupid people", "hard work", "밥",    "아침",   "점심",   "저녁",  "약",
      "오늘",     "아무것",        "아무것도",  "간식",  "야식",   "더",     "다",    "술도",
      "그거",     "이거",          "많이",      "하나",  "아침밥", "말",     "욕",    "겁",
      "나이",     "마음",          "사람",      "이런",  "그런",   "저런"};
  const auto words = words_of(value);
  if (words.empty() || words.size() > 6 || value.find('[') != value.npos) return false;
  for (std::string_view word : words)
    for (std::string_view no : kNoFood)
      if (lowered(trimmed(word)) == no) return false;
  return is_plain_value(value, language, 6);
}

bool is_school(std::string_view value) {
  const std::string lower = lowered(value);
  for (std::string_view word :
       {"university", "college", "school", "institute", "academy", "kaist", "mit", "polytechnic"})
    for (std::string_view has : words_of(lower))
      if (trimmed(has) == word)
        return words_of(lower).size() <= 6 && lower != "school" && lower != "college" &&
               lower != "my school" && lower != "a school";
  if (lower.starts_with("the university of") || lower.starts_with("university of")) return true;
  for (std::string_view end : {"대학교", "고등학교", "중학교", "초등학교", "대학원", "여고", "여중",
                               "카이스트", "포스텍", "과학고", "외고", "교대"})
    if (lower.ends_with(end) && lower.size() > end.size()) return words_of(lower).size() <= 3;
  return lower == "카이스트" || lower == "포스텍" ||
         (lower.ends_with("대") && lower.size() >= 9 && lower.size() <= 15 &&
          lower.find(' ') == lower.npos);
}

// By its writing: a capital, or an ending of companies.
bool names_a_company(std::string_view value) {
  for (std::string_view word : words_of(value))
    if (word[0] >= 'A' && word[0] <= 'Z') return true;
  for (std::string_view end :
       {"전자",   "은행",   "병원",   "그룹",   "코리아", "건설",   "화학",
        "물산",   "텔레콤", "네이버", "카카오", "쿠팡",   "라인",   "제약",
        "식품",   "항공",   "자동차", "증권",   "보험",   "출판사", "신문사",
        "방송국", "공사",   "연구소", "시청",   "구청",   "대학교", "중공업"})
    if (value.ends_with(end)) return true;
  return false;
}

bool is_company(std::string_view value) {
  constexpr std::string_view kLeisure[] = {
      "학원",   "병원",   "헬스장", "교회",     "성당",   "절",     "여행",   "등산",   "수영장",
      "도서관", "체육관", "요가",   "필라테스", "운동",   "학교",   "데",     "곳",     "회사",
      "직장",   "학원도", "카페",   "치과",     "미용실", "피부과", "한의원", "백화점", "시장"};
  for (std::string_view no : kLeisure)
    if (value == no || value.ends_with(std::string(" ") + std::string(no))) return false;
  return is_plain_value(value, Language::ko, 3);
}
}  // namespace tinybrain::memory
