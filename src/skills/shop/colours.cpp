#include "skills/shop/colours.h"

#include <algorithm>
#include <cstdlib>

#include "base/messages/skill_shop.h"
#include "text/unicode.h"

namespace tinybrain::skills::shop {
namespace {

// A name that holds another stands before it.
constexpr Colour kColours[] = {
    {"off white", "오프화이트", -1},
    {"navy", "남색", -1},
    {"sea green", "바다색", 200},
    {"turquoise", "청록", 205},
    {"teal", "암녹", 205},
    {"burgundy", "버건디", 350},
    {"maroon", "적갈", 350},
    {"magenta", "자홍", 330},
    {"mustard", "겨자", 110},
    {"fluorescent green", "형광", 165},
    {"olive", "올리브", 140},
    {"lavender", "라벤더", 285},
    {"mauve", "연보라", 300},
    {"peach", "복숭아", 45},
    {"coffee", "커피", -1},
    {"charcoal", "차콜", -1},
    {"black", "검", -1},
    {"white", "흰", -1},
    {"grey", "회색", -1},
    {"gray", "그레이", -1},
    {"beige", "베이지", -1},
    {"cream", "크림", -1},
    {"brown", "갈색", -1},
    {"tan", "황갈", -1},
    {"khaki", "카키", -1},
    {"silver", "은색", -1},
    {"steel", "강철", -1},
    {"nude", "누드", -1},
    {"taupe", "토프", -1},
    {"skin", "살색", -1},
    {"gold", "금색", 100},
    {"copper", "구리", 40},
    {"bronze", "청동", 60},
    {"rust", "녹슨", 30},
    {"red", "빨", 0},
    {"orange", "주황", 60},
    {"yellow", "노", 120},
    {"green", "초록", 180},
    {"blue", "파란", 240},
    {"purple", "보라", 290},
    {"violet", "바이올렛", 290},
    {"pink", "분홍", 345},
    {"rose", "장미", 345},
    {"black", "블랙", -1},
    {"white", "화이트", -1},
    {"blue", "블루", 240},
    {"red", "레드", 0},
    {"navy", "네이비", -1},
    {"pink", "핑크", 345},
    {"blue", "파랑", 240},
    {"green", "녹색", 180},
};

struct Pair {
  const char *ko, *en;
};
constexpr Pair kWords[] = {
    {"청바지", "jeans"},        {"바지", "trousers"},
    {"셔츠", "shirts"},         {"티셔츠", "tshirts"},
    {"원피스", "dresses"},      {"드레스", "dresses"},
    {"치마", "skirts"},         {"스커트", "skirts"},
    {"재킷", "jackets"},        {"자켓", "jackets"},
    {"스웨터", "sweaters"},     {"니트", "sweaters"},
    {"운동화", "sports shoes"}, {"구두", "formal shoes"},
    {"신발", "shoes"},          {"샌들", "sandals"},
    {"가방", "bags"},           {"배낭", "backpacks"},
    {"핸드백", "handbags"},     {"지갑", "wallets"},
    {"시계", "watches"},        {"벨트", "belts"},
    {"허리띠", "belts"},        {"모자", "caps"},
    {"양말", "socks"},          {"넥타이", "ties"},
    {"스카프", "scarves"},      {"목도리", "scarves"},
    {"귀걸이", "earrings"},     {"목걸이", "necklace"},
    {"반바지", "shorts"},       {"남성", "men"},
    {"여성", "women"},          {"남자", "men"},
    {"여자", "women"},          {"여름", "summer"},
    {"겨울", "winter"},         {"봄", "spring"},
    {"가을", "fall"},           {"정장", "formal"},
    {"캐주얼", "casual"},       {"운동", "sports"},
};

}  // namespace

const Colour* colour_of(std::string_view name) {
  const std::string folded = unicode::folded(unicode::repaired(name));
  for (const Colour& colour : kColours)
    if (folded.find(colour.en) != std::string::npos || folded.find(colour.ko) != std::string::npos)
      return &colour;
  return nullptr;
}

Harmony harmony_of(std::string_view one, std::string_view other) {
  const Colour *a = colour_of(one), *b = colour_of(other);
  if (!a || !b) return Harmony::unknown;
  if (a->hue < 0 || b->hue < 0) return Harmony::neutral;
  const int between = std::abs(a->hue - b->hue), apart = std::min(between, 360 - between);
  if (apart <= 10) return Harmony::same;
  if (apart <= 50) return Harmony::near;
  if (apart >= 160) return Harmony::opposite;
  return apart >= 110 && apart <= 130 ? Harmony::triad : Harmony::clash;
}

double value_of(Harmony harmony) {
  switch (harmony) {
    case Harmony::neutral: return 1;
    case Harmony::same: return 0.6;
    case Harmony::near: return 0.5;
    case Harmony::opposite: return 0.4;
    case Harmony::triad: return 0.2;
    case Harmony::clash: return -0.5;
    case Harmony::unknown: break;
  }
  return 0;
}

std::string words(Harmony harmony, Language language) {
  switch (harmony) {
    case Harmony::neutral: return text_of(language, msg::kShopNeutral);
    case Harmony::same: return text_of(language, msg::kShopSameColour);
    case Harmony::near: return text_of(language, msg::kShopNearColour);
    case Harmony::opposite: return text_of(language, msg::kShopOppositeColour);
    case Harmony::triad: return text_of(language, msg::kShopTriad);
    case Harmony::clash: return text_of(language, msg::kShopClash);
    case Harmony::unknown: break;
  }
  return "";
}

std::string translated(std::string_view word) {
  for (const Pair& pair : kWords)
    if (word == pair.ko) return pair.en;
  for (const Colour& colour : kColours)
    if (word.starts_with(colour.ko)) return colour.en;
  return "";
}

std::string in_words(const std::string& english, Language language) {
  if (language == Language::ko) {
    const std::string folded = unicode::folded(unicode::repaired(english));
    for (const Pair& pair : kWords)
      if (folded == pair.en) return pair.ko;
  }
  return english;
}

}  // namespace tinybrain::skills::shop
