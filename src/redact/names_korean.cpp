// Korean names: a surname and one or two syllables at the beginning of a word, weighed by what stands around
// them. The features are those of tools/korean_names.py, which made the weights.
#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>
#include <vector>

#include "redact/names.h"
#include "text/unicode.h"

namespace tinybrain::redact {
namespace {

using Text = std::u32string_view;

#include "redact/korean_names.inc"

constexpr double kSteps = 16;  // of a weight of one
constexpr Text kSurnames =
    U"김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진나지엄채원"
    U"천방공현함변염여추도소석선설마길연위표명"
    U"기반라왕금옥육인맹제모탁국어은편용예경봉사부가복태목형계피두감음빈동온호범좌팽승간상갈단견당";
constexpr Text kDouble[] = {U"남궁", U"황보", U"제갈", U"사공", U"선우", U"서문", U"독고", U"동방"};
constexpr Text kGiven =
    U"가강건겸경고관광교구국권규균근금기길나남노다단달담대덕도동두라란래령로록림마만명모무문미민배"
    U"백범별병보복본봉빈빛산상새서석선설섭성세소솔송수"
    U"숙순슬승시신아안애양언여연열엽영예오옥온완용우욱운웅원월유윤율은을음의이익인일임자잔재정제조"
    U"종주준중지진찬창채천철초춘충치탁태택평표필하학한"
    U"해향헌혁현형혜호홍화환효후훈휘흥희";
constexpr Text kTitles[] = {
    U"씨",     U"님",     U"군",     U"양",   U"옹",   U"선생님", U"선생",   U"고객님",
    U"고객",   U"대리",   U"과장",   U"부장", U"차장", U"팀장",   U"실장",   U"본부장",
    U"사원",   U"사장",   U"대표",   U"이사", U"교수", U"박사",   U"의원",   U"장관",
    U"총리",   U"대통령", U"감독",   U"배우", U"기자", U"선수",   U"변호사", U"의사",
    U"후보",   U"회장",   U"위원장", U"원장", U"총장", U"검사",   U"판사",   U"대변인",
    U"작가",   U"가수",   U"시장",   U"지사", U"주임", U"과장님", U"코치",   U"여사",
    U"형",     U"누나",   U"언니",   U"오빠", U"엄마", U"아빠",   U"할머니", U"작가님",
    U"간호사", U"매니저", U"사무관", U"경위", U"소장", U"목사",   U"신부",   U"스님"};
constexpr Text kParticles[] = {
    U"이",     U"가",     U"은",       U"는",     U"을",    U"를",     U"의",     U"과",
    U"와",     U"도",     U"에게",     U"께",     U"한테",  U"께서",   U"에게서", U"이가",
    U"이는",   U"이를",   U"이의",     U"이와",   U"이도",  U"랑",     U"이랑",   U"하고",
    U"이라고", U"라고",   U"이라는",   U"라는",   U"이고",  U"이며",   U"이다",   U"입니다",
    U"이에요", U"예요",   U"이예요",   U"인데",   U"이면",  U"만",     U"이나",   U"나",
    U"로",     U"으로",   U"처럼",     U"보다",   U"에",    U"부터",   U"까지",   U"이란",
    U"란",     U"야",     U"아",       U"이여",   U"여",    U"였다",   U"이었다", U"이라",
    U"라",     U"인",     U"이네",     U"네",     U"네요",  U"이네요", U"때문에", U"땜에",
    U"에겐",   U"에게는", U"한테는",   U"님이",   U"님은",  U"님께",   U"님의",   U"씨는",
    U"씨가",   U"씨의",   U"씨를",     U"씨에게", U"씨와",  U"씨도",   U"이요",   U"요",
    U"일",     U"이지만", U"입니다만", U"이신",   U"님이고"};
// What introduces a name; a particle and a colon may follow.
constexpr Text kIntroductions[] = {
    U"이름",      U"성함",    U"성명",        U"저는",      U"나는",   U"예금주", U"수령인",
    U"받는 사람", U"받는 분", U"보내는 사람", U"보내는 분", U"고객명", U"신청인", U"신청자",
    U"담당자",    U"담당",    U"환자",        U"보호자",    U"대표자", U"작성자", U"입금자",
    U"입금자명",  U"수취인",  U"주문자",      U"예약자"};

template <size_t N>
bool one_of(const Text (&list)[N], Text word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}
bool has(Text list, char32_t c) { return list.find(c) != Text::npos; }

struct Tables {
  std::unordered_map<std::string, int> weights;
  std::unordered_map<std::string, int> words;

  Tables() {
    for (size_t i = 0; i < kNameWeights.size();) {
      const size_t end = kNameWeights.find(';', i);
      const std::string_view entry = kNameWeights.substr(i, end - i);
      const size_t space = entry.rfind(' ');
      weights.emplace(entry.substr(0, space), std::stoi(std::string(entry.substr(space + 1))));
      i = end + 1;
    }
    int level = 0;
    for (const std::string_view list : kCommonWords) {
      ++level;
      for (size_t i = 0; i < list.size();) {
        const size_t end = std::min(list.find(' ', i), list.size());
        words.emplace(list.substr(i, end - i), level);
        i = end + 1;
      }
    }
  }
};
const Tables& tables() {
  static const Tables it;
  return it;
}

std::string bytes_of(Text text) {
  std::string out;
  for (const char32_t c : text) unicode::append(out, c);
  return out;
}

class Names {
 public:
  explicit Names(const Scan& scan) : scan_(scan), text_(scan.text) {}

  void all() {
    for (size_t i = 0; i < text_.size(); ++i) {
      if (!is_hangul(text_[i]) || (i > 0 && is_hangul(text_[i - 1]))) continue;
      size_t end = i;
      while (is_hangul(text_[end])) ++end;
      // After a digit it is a unit or a particle.
      if (i == 0 || !is_digit(text_[i - 1])) word(i, end);
      i = end;
    }
  }

 private:
  // Length of the surname when [begin, end) is one with one or two syllables after it; else 0.
  size_t surname(size_t begin, size_t end) const {
    const size_t length = end - begin;
    if (length >= 3 && length <= 4 && one_of(kDouble, text_.view(begin, begin + 2))) return 2;
    return length <= 3 && has(kSurnames, text_[begin]) ? 1 : 0;
  }

  void word(size_t begin, size_t word_end) {
    for (size_t length = 2; length <= 4 && begin + length <= word_end; ++length)
      // 고객님, 사장님: never the end of a name.
      if (surname(begin, begin + length) && text_[begin + length - 1] != U'님')
        candidate(begin, begin + length, word_end);
    family(begin, word_end);
  }

  void add(const std::string& feature) {
    const auto at = tables().weights.find(feature);
    if (at != tables().weights.end()) total_ += at->second;
  }
  int common(Text word) const {
    const auto at = tables().words.find(bytes_of(word));
    return at == tables().words.end() ? 0 : at->second;
  }
  // The longest title that `after` begins with; alone = what follows in the word is a particle.
  static Text title_of(Text after, bool in_word) {
    Text longest;
    for (const Text one : kTitles) {
      if (!after.starts_with(one) || one.size() <= longest.size()) continue;
      const bool alone = !in_word || after == one || one_of(kParticles, after.substr(one.size()));
      if (one.size() > 1 || alone) longest = one;
    }
    return longest;
  }

  void candidate(size_t begin, size_t end, size_t word_end) {
    constexpr size_t kLongestRest = 8;
    const Text rest = text_.view(end, std::min(word_end, end + kLongestRest));
    const Text given = text_.view(begin + surname(begin, end), end);
    const std::string kind = std::to_string(given.size());
    const int seen = common(text_.view(begin, end));
    total_ = kNameBias;
    add("k" + kind);
    add("s" + bytes_of(text_.view(begin, end - given.size())));
    add("a" + bytes_of(given.substr(0, 1)));
    add("G" +
        std::to_string(
            std::count_if(given.begin(), given.end(), [](char32_t c) { return has(kGiven, c); })) +
        kind);
    add("z" + std::to_string(seen) + kind);
    if (given.size() > 1) {
      add("b" + bytes_of(given.substr(1)));
      add("y" + std::to_string(common(text_.view(begin, begin + 2))));
    }
    size_t next_end = word_end;
    if (rest.empty() && text_[word_end] == ' ')
      for (++next_end; next_end < word_end + 5 && is_hangul(text_[next_end]);) ++next_end;
    const Text next = next_end > word_end ? text_.view(word_end + 1, next_end) : Text();
    const Text title = title_of(rest.empty() ? next : rest, !rest.empty());
    if (!title.empty()) {
      add((rest.empty() ? "N" : "R") + bytes_of(title));
      add((rest.empty() ? "T2" : "T1") + kind);
    } else if (!rest.empty()) {
      const bool known = one_of(kParticles, rest);
      add("P" + (known ? bytes_of(rest) : "?"));
      add((known ? "Q1" : "Q0") + kind);
    } else {
      add("P.");
      add("Q2" + kind);
    }
    add("m" + std::to_string(std::min<size_t>(rest.size(), 4)));
    if (rest.empty())
      add("c" + (word_end < text_.size() ? bytes_of(text_.view(word_end, word_end + 1)) : "$"));
    if (begin > 1 && text_[begin - 1] == ' ' && is_hangul(text_[begin - 2])) {
      const size_t from = begin > 2 && is_hangul(text_[begin - 3]) ? begin - 3 : begin - 2;
      add("p" + bytes_of(text_.view(from, begin - 1)));
      add("q" + bytes_of(text_.view(begin - 2, begin - 1)));
    } else {
      add("d" + (begin ? bytes_of(text_.view(begin - 1, begin)) : "^"));
    }
    decide(begin, end, seen, given.size(), rest, title);
  }

  void decide(size_t begin, size_t end, int seen, size_t given, Text rest, Text title) const {
    const double chance = 1 / (1 + std::exp(-total_ / kSteps));
    // One in five is taken: what is missed is sent, what is taken too much is only shown.
    auto confidence = static_cast<float>(std::pow(chance, std::log(0.5) / std::log(0.2)));
    const bool plausible = chance > 0.02 && seen < 2;
    const bool called = title == U"님" || title == U"고객님" || title == U"고객" || title == U"씨";
    const bool ends = rest.empty() || one_of(kParticles, rest) || !title.empty();
    if (plausible && called && (given == 2 || seen == 0)) confidence = std::max(confidence, 0.8f);
    if (ends && given == 2 && chance > 0.004 && introduced(begin, rest))
      confidence = std::max(confidence, 0.85f);
    scan_.add(Kind::name, begin, end, confidence);
  }

  // "이름은 ", "예금주: ", "저는 ...입니다"
  bool introduced(size_t begin, Text rest) const {
    size_t at = begin;
    for (int i = 0; i < 4 && at > 0; ++i) {
      const char32_t c = text_[at - 1];
      if (c != ' ' && c != ':' && c != '(' && c != '-' && c != '"' && c != '\'') break;
      --at;
    }
    if (at > 0 && at < begin && (text_[at - 1] == U'은' || text_[at - 1] == U'이')) {
      if (ends_with_introduction(at - 1)) return true;
    }
    if (at == begin || !ends_with_introduction(at)) return false;
    const bool self = text_[at - 1] == U'는';
    return !self || rest.starts_with(U"입니다") || rest.starts_with(U"이라고") ||
           rest.starts_with(U"라고") || rest.starts_with(U"이에요") || rest.starts_with(U"예요") ||
           rest.starts_with(U"인데");
  }
  bool ends_with_introduction(size_t end) const {
    for (const Text word : kIntroductions)
      if (end >= word.size() && text_.view(end - word.size(), end) == word) return true;
    return false;
  }

  // "김씨는", "김 씨": a surname alone.
  void family(size_t begin, size_t word_end) const {
    if (!has(kSurnames, text_[begin])) return;
    const size_t sign = word_end == begin + 1 && text_[word_end] == ' ' ? begin + 2 : begin + 1;
    if (text_[sign] != U'씨') return;
    const Text rest = text_.view(sign + 1, std::min(text_.size(), sign + 3));
    const bool ends = rest.empty() || !is_hangul(rest[0]) ||
                      one_of(kParticles, rest.substr(0, 1)) || one_of(kParticles, rest);
    if (ends) scan_.add(Kind::name, begin, begin + 1, 0.65f);
  }

  const Scan& scan_;
  const Folded& text_;
  int total_ = 0;
};

}  // namespace

void scan_korean_names(const Scan& scan) { Names(scan).all(); }

}  // namespace tinybrain::redact
