// Where people live, as it is written in Korea: by road (테헤란로 152), by lot (역삼동 737-1), by flat (101동
// 1203호). A number after a name of a road or a place is the anchor; what belongs to it is gathered to both sides.
#include <algorithm>

#include "redact/addresses.h"
#include "redact/scan.h"

namespace tinybrain::redact {
namespace {

constexpr size_t kLongestWord = 12;
using Text = std::u32string_view;

constexpr Text kProvinces[] = {
    U"서울",     U"서울시",   U"서울특별시",    U"부산",     U"부산시",         U"부산광역시",
    U"대구",     U"대구시",   U"대구광역시",    U"인천",     U"인천시",         U"인천광역시",
    U"광주",     U"광주시",   U"광주광역시",    U"대전",     U"대전시",         U"대전광역시",
    U"울산",     U"울산시",   U"울산광역시",    U"세종",     U"세종시",         U"세종특별자치시",
    U"경기",     U"경기도",   U"강원",          U"강원도",   U"강원특별자치도", U"충북",
    U"충청북도", U"충남",     U"충청남도",      U"전북",     U"전라북도",       U"전북특별자치도",
    U"전남",     U"전라남도", U"경북",          U"경상북도", U"경남",           U"경상남도",
    U"제주",     U"제주도",   U"제주특별자치도"};
// Everyday words that end as places do.
constexpr Text kNoPlaces[] = {
    U"다시", U"혹시", U"역시", U"즉시", U"잠시", U"당시", U"일시", U"반드시", U"필요시",
    U"친구", U"누구", U"연구", U"요구", U"지구", U"도구", U"입구", U"출구",   U"가구",
    U"운동", U"행동", U"활동", U"이동", U"자동", U"노동", U"감동", U"변동",   U"공동",
    U"그리", U"우리", U"자리", U"거리", U"정리", U"처리", U"관리", U"수리",   U"빨리",
    U"라면", U"하면", U"되면", U"이면", U"면",   U"전화", U"화면", U"반면",   U"측면"};
constexpr Text kBuildings[] = {
    U"아파트", U"빌라",       U"오피스텔", U"타워",   U"빌딩",     U"맨션",       U"주택",
    U"하우스", U"캐슬",       U"자이",     U"래미안", U"푸르지오", U"힐스테이트", U"아이파크",
    U"더샵",   U"이편한세상", U"상가",     U"센터",   U"프라자",   U"파크",       U"마을",
    U"단지",   U"스퀘어",     U"고시원",   U"원룸",   U"기숙사"};

template <size_t N>
bool one_of(const Text (&list)[N], Text word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool in_word(char32_t c) { return is_hangul(c) || is_alnum(c); }

class Addresses {
 public:
  explicit Addresses(const Scan& scan) : scan_(scan), text_(scan.text) {}

  void all() {
    for (size_t i = 0; i < text_.size(); ++i) {
      const char32_t c = text_[i];
      if (c == U'로' || c == U'길') by_road(i + 1, c == U'길');
      const bool street = c == U'가' && i > 0 && is_digit(text_[i - 1]);  // 종로3가
      if (c == U'동' || c == U'리' || street || c == U'읍' || c == U'면') by_lot(i + 1);
      if (c == U'동' && i > 0 && is_digit(text_[i - 1])) by_flat(i);
      if (c == U'번' && text_[i + 1] == U'호' && i > 2 && text_[i - 1] == U'편') postal_code(i + 2);
    }
  }

 private:
  size_t word_begin(size_t end) const {
    size_t begin = end;
    while (begin > 0 && end - begin < kLongestWord && in_word(text_[begin - 1])) --begin;
    return begin;
  }
  size_t digits_end(size_t i, size_t most) const {
    size_t end = i;
    while (end <= i + most && is_digit(text_[end])) ++end;
    return end <= i + most ? end : i;
  }
  // "152", "737-1", "152번지": the end, or `at` when there is no number or it counts something.
  size_t house_number(size_t at) const {
    size_t end = digits_end(at, 5);
    if (end == at) return at;
    if (text_[end] == '-' && is_digit(text_[end + 1])) {
      const size_t second = digits_end(end + 1, 4);
      if (second == end + 1) return at;
      end = second;
      if (text_[end] == '-' && is_digit(text_[end + 1])) return at;  // a longer number
    }
    if (text_[end] == U'번' && text_[end + 1] == U'지') return end + 2;
    constexpr Text kUnits = U"년월일시분초원명개번회위살세권대장도억만천백점배차인조주강편%";
    if (text_[end] != 0 && kUnits.find(text_[end]) != Text::npos) return at;
    const bool decimal =
        (text_[end] == '.' || text_[end] == ',' || text_[end] == ':') && is_digit(text_[end + 1]);
    return decimal || goes_on(text_[end]) ? at : end;
  }

  // Words of places before `begin`, from the district up to the province; how many. None without a province, a
  // city or a district among them: everyday words end in 면, 동 and 로 too.
  int places_before(size_t& begin) const {
    int places = 0;
    bool sure = false;
    const size_t before = begin;
    for (int words = 0; words < 5 && begin > 1; ++words) {
      size_t end = begin - 1;
      if (text_[end] != ' ' && text_[end] != ',' && text_[end] != '\n') break;
      if (text_[end] == ' ' && text_[end - 1] == ',') --end;
      const size_t from = word_begin(end);
      const Text word = text_.view(from, end);
      if (!is_place(word)) break;
      sure = sure || one_of(kProvinces, word) || word.back() == U'시' || word.back() == U'군' ||
             word.back() == U'구';
      begin = from;
      ++places;
    }
    if (sure) return places;
    begin = before;
    return 0;
  }
  static bool is_place(Text word) {
    if (one_of(kProvinces, word)) return true;
    if (word.size() < 2 || one_of(kNoPlaces, word)) return false;
    for (const char32_t c : word)
      if (!in_word(c)) return false;
    const char32_t last = word.back();
    if (last == U'시') return word.size() >= 3;
    return last == U'군' || last == U'구' || last == U'읍' || last == U'면' || last == U'동' ||
           last == U'리' || (last == U'로' && word.size() >= 3) ||
           (last == U'가' && is_digit(word[word.size() - 2]));
  }

  // "101동", "1203호", "3층", "지하 1층", "(역삼동)", "래미안아파트" after `end`.
  size_t details_after(size_t end, bool* any) const {
    for (int steps = 0; steps < 7; ++steps) {
      size_t at = end;
      while (at < end + 3 && (text_[at] == ' ' || text_[at] == ',')) ++at;
      if (text_[at] == '(') {
        const size_t close = closing(at);
        if (close == at) break;
        end = close;
        *any = true;
        continue;
      }
      if (at == end && !is_hangul(text_[at])) break;
      const size_t detail = detail_at(at);
      if (detail == at) break;
      end = detail;
      *any = true;
    }
    return end;
  }
  // "(역삼동)", "(역삼동, 강남타워)"
  size_t closing(size_t open) const {
    bool place = false;
    for (size_t i = open + 1; i < open + 30; ++i) {
      if (text_[i] == ')') return place ? i + 1 : open;
      if (!in_word(text_[i]) && text_[i] != ' ' && text_[i] != ',') return open;
      place = place || ((text_[i] == U'동' || text_[i] == U'리') && is_hangul(text_[i - 1]));
    }
    return open;
  }
  size_t detail_at(size_t at) const {
    size_t i = at;
    if (text_[i] == U'지' && text_[i + 1] == U'하') i += text_[i + 2] == ' ' ? 3 : 2;
    if (text_[i] == 'B' || (text_[i] == U'제')) ++i;
    if (is_upper(text_[i]) && text_[i + 1] == U'동') return i + 2;
    if (size_t end = digits_end(i, 4); end > i) {
      if (text_[end] == '-' && is_digit(text_[end + 1])) end = digits_end(end + 1, 4);
      if (text_[end] == U'동' || text_[end] == U'층') return end + 1;
      if (text_[end] == U'호') return text_[end + 1] == U'실' ? end + 2 : end + 1;
      return at;
    }
    size_t end = at;
    while (end < at + kLongestWord && in_word(text_[end])) ++end;
    for (const Text building : kBuildings) {
      const size_t from = text_.view(at, end).find(building);
      if (from != Text::npos) return at + from + building.size();
    }
    // A name that nothing tells, before a number of a flat.
    if (end > at && text_[end] == ' ' && is_digit(text_[end + 1])) {
      const size_t number = digits_end(end + 1, 4);
      if (number > end + 1 && (text_[number] == U'동' || text_[number] == U'호')) return number + 1;
    }
    return at;
  }
  // "06236", "(06236)", "(우) 06236" before the address.
  size_t with_postal_code(size_t begin) const {
    size_t at = begin;
    if (at > 0 && text_[at - 1] == ' ') --at;
    const bool closed = at > 0 && text_[at - 1] == ')';
    if (closed) --at;
    size_t digits = 0;
    while (digits < 6 && at > 0 && is_digit(text_[at - 1])) ++digits, --at;
    if (digits != 5) return begin;
    if (closed) {
      while (at > 0 && (text_[at - 1] == ' ' || text_[at - 1] == U'우')) --at;
      if (at > 0 && text_[at - 1] == '(') --at;
    }
    return at;
  }

  bool named(size_t begin) const { return scan_.cues.before(Cue::address, begin, 12); }

  void add(size_t begin, size_t end, float confidence) {
    scan_.add(Kind::address, with_postal_code(begin), end, confidence);
  }

  void by_road(size_t name_end, bool lane) {
    const size_t at = name_end + (text_[name_end] == ' ');
    size_t end = house_number(at);
    if (end == at) return;
    size_t begin = word_begin(name_end);
    const Text word = text_.view(begin, name_end);
    if (word.size() < 2) return;
    // "테헤란로 10길 5": the road before belongs to it and counts as a place.
    const int places = places_before(begin);
    bool details = false;
    end = details_after(end, &details);
    const bool wide = word.size() >= 4 && word[word.size() - 2] == U'대';
    const bool numbered =
        lane && (is_digit(word[word.size() - 2]) || word[word.size() - 2] == U'번');
    float confidence = 0.3f;
    if (places > 0)
      confidence = 0.95f;
    else if (named(begin))
      confidence = 0.88f;
    else if (details)
      confidence = 0.82f;
    else if (numbered)
      confidence = 0.8f;
    else if (wide)
      confidence = 0.55f;
    add(begin, end, confidence);
  }

  void by_lot(size_t name_end) {
    const bool space = text_[name_end] == ' ';
    size_t at = name_end + space;
    const bool mountain = text_[at] == U'산' && (is_digit(text_[at + 1]) || text_[at + 1] == ' ');
    if (mountain) at += text_[at + 1] == ' ' ? 2 : 1;
    size_t begin = word_begin(name_end);
    const Text word = text_.view(begin, name_end);
    if (word.size() < 2 || one_of(kNoPlaces, word)) return;
    if (is_digit(word[0])) return;
    const int places = places_before(begin);
    size_t end = house_number(at);
    if (end == at) {
      // The place alone, from the province or the city down.
      const char32_t next = text_[name_end];
      bool details = false;
      end = details_after(name_end, &details);
      if (places >= 2 || (places >= 1 && (details || named(begin))))
        add(begin, end, details ? 0.88f : is_hangul(next) ? 0.6f : 0.75f);
      return;
    }
    bool details = false;
    const bool lot = text_[end - 1] == U'지';
    end = details_after(end, &details);
    add(begin, end,
        places > 0     ? 0.93f
        : lot          ? 0.85f
        : named(begin) ? 0.85f
        : details      ? 0.75f
                       : 0.3f);
  }

  // 101동 1203호, with the name of the building before it.
  void by_flat(size_t sign) {
    size_t at = sign + 1 + (text_[sign + 1] == ' ');
    const size_t end = digits_end(at, 4);
    if (end == at || text_[end] != U'호') return;
    size_t begin = sign;
    while (begin > 0 && is_digit(text_[begin - 1]) && sign - begin < 5) --begin;
    if (begin > 1 && text_[begin - 1] == ' ') {
      const size_t from = word_begin(begin - 1);
      for (const Text building : kBuildings)
        if (text_.view(from, begin - 1).find(building) != Text::npos) {
          begin = from;
          break;
        }
    }
    places_before(begin);
    bool any = false;
    add(begin, details_after(end + 1, &any), 0.87f);
  }

  void postal_code(size_t at) {
    const size_t last = at + 6;
    while (at < last && (text_[at] == ' ' || text_[at] == ':' || text_[at] == U'는')) ++at;
    const size_t end = digits_end(at, 5);
    if (end == at + 5) scan_.add(Kind::address, at, end, 0.85f);
  }

  const Scan& scan_;
  const Folded& text_;
};

}  // namespace

void scan_addresses(const Scan& scan) {
  Addresses(scan).all();
  scan_english_addresses(scan);
}

}  // namespace tinybrain::redact
