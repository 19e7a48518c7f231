#include "skills/coach/amounts.h"

#include <cmath>
#include <cstdlib>
#include <vector>

#include "skills/coach/words.h"
#include "text/unicode.h"

namespace tinybrain::skills::coach {
namespace {

struct Unit {
  const char* words;  // with spaces around each
  double grams;
  bool volume = false;
};
constexpr Unit kUnits[] = {
    {" g gr gm gram gramm 그램 ", 1},
    {" kg kilo kilogram 킬로 ", 1000},
    {" mg ", 0.001},
    {" ml milliliter millilitre 밀리리터 cc ", 1},
    {" l liter litre 리터 ", 1000},
    {" dl ", 100},
    {" cl ", 10},
    {" oz ounce ", 28.35},
    {" lb pound ", 453.6},
    {" cup c mug 컵 ", 240, true},
    {" tbsp tb tb tbs tablespoon 큰술 스푼 숟가락 ", 15, true},
    {" tsp t ts teaspoon 작은술 ", 5, true},
    {" pinch dash 꼬집 ", 0.5},
    {" clof 쪽 톨 ", 5},
    {" handful 줌 ", 30},
    {" slice slicef 장 ", 25},
    {" sprig leaf 잎 ", 1},
    {" stalk stick rib 줄기 ", 40},
    {" can tin 캔 ", 400},
};
constexpr Unit kPieces[] = {
    {" onion 양파 ", 150},
    {" egg 달걀 계란 ", 50},
    {" yolk ", 18},
    {" tomato 토마토 ", 120},
    {" potato 감자 ", 170},
    {" carrot 당근 ", 80},
    {" lemon lime 레몬 ", 60},
    {" orange apple 사과 배 ", 170},
    {" pepper 파프리카 피망 ", 130},
    {" garlic 마늘 ", 5},
    {" zucchini courget courgette 애호박 ", 200},
    {" cucumber 오이 ", 200},
    {" avocado banana 바나나 ", 120},
    {" shallot ", 30},
    {" chicken 닭 ", 170},
    {" bread 식빵 bun tortilla ", 40},
    {" cabbage 양배추 배추 ", 900},
    {" eggplant aubergin aubergine 가지 ", 250},
    {" leek ", 120},
    {" broccoli 브로콜리 ", 350},
    {" chili chilli jalapeno 고추 ", 12},
    {" mushroom 버섯 ", 20},
    {" squash pumpkin 호박 ", 800},
};

// "½", "1 1/2", "2-3", "1.5"; where it ends in `at`.
std::optional<double> number_at(const std::string& s, size_t& at) {
  char* end = nullptr;
  if (at >= s.size() || s[at] < '0' || s[at] > '9') return std::nullopt;
  double value = std::strtod(s.c_str() + at, &end);
  at = static_cast<size_t>(end - s.c_str());
  const auto fraction = [&](size_t from, double& out) {
    size_t i = from;
    double over = 0, under = 0;
    while (i < s.size() && s[i] >= '0' && s[i] <= '9') over = over * 10 + (s[i++] - '0');
    if (i == from || i >= s.size() || s[i] != '/') return false;
    const size_t slash = ++i;
    while (i < s.size() && s[i] >= '0' && s[i] <= '9') under = under * 10 + (s[i++] - '0');
    if (i == slash || under == 0) return false;
    out = over / under;
    at = i;
    return true;
  };
  double more = 0;
  if (at < s.size() && s[at] == '/') {
    const size_t slash = at + 1;
    double under = 0;
    size_t i = slash;
    while (i < s.size() && s[i] >= '0' && s[i] <= '9') under = under * 10 + (s[i++] - '0');
    if (under > 0) {
      value /= under;
      at = i;
    }
  } else if (at < s.size() && s[at] == ' ' && fraction(at + 1, more)) {
    value += more;
  } else if (at + 1 < s.size() && s[at] == '-') {
    size_t i = at + 1;
    while (i < s.size() && s[i] == ' ') ++i;
    if (i < s.size() && s[i] >= '0' && s[i] <= '9') {
      value = (value + std::strtod(s.c_str() + i, &end)) / 2;
      at = static_cast<size_t>(end - s.c_str());
    }
  }
  if (!std::isfinite(value) || value <= 0 || value > 1e5) return std::nullopt;
  return value;
}

bool within(const char* words, const std::string& word) {
  return std::string_view(words).find(" " + word + " ") != std::string_view::npos;
}

}  // namespace

std::optional<double> grams_in(std::string_view line) {
  std::string s = unicode::folded(unicode::repaired(line));
  for (size_t at; (at = s.find("\u2044")) != std::string::npos;) s.replace(at, 3, "/");  // of "½"
  size_t at = s.find_first_of("0123456789");
  if (at == std::string::npos) return std::nullopt;
  const std::optional<double> count = number_at(s, at);
  if (!count) return std::nullopt;
  const std::vector<std::string> words = food_words(std::string_view(s).substr(at));
  for (size_t i = 0; i < words.size() && i < 2; ++i)
    for (const Unit& unit : kUnits) {
      if (!within(unit.words, words[i])) continue;
      double grams = *count * unit.grams;
      // Dry things are lighter than water; salt and sugar as well as flour, near enough.
      for (const std::string& w : words)
        if (unit.volume &&
            within(" flour sugar oat cheese breadcrumb cocoa powder 가루 밀가루 설탕 치즈 ", w)) {
          grams *= 0.55;
          break;
        }
      return grams;
    }
  for (const std::string& word : words)
    for (const Unit& piece : kPieces)
      if (within(piece.words, word)) return *count * piece.grams;
  return std::nullopt;
}

}  // namespace tinybrain::skills::coach
