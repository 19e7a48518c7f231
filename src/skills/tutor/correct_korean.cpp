// Korean: particles that do not fit the sound before them, words that are written apart, and words that are often misspelt.
#include <algorithm>
#include <array>
#include <utility>

#include "skills/tutor/correct_rules.h"
#include "text/josa.h"
#include "text/unicode.h"

namespace tinybrain::skills::tutor {
namespace {

struct Change {
  std::string_view was, now;
  const char* rule;
};

// Wherever they stand.
constexpr Change kAnywhere[] = {
    {"몇일", "며칠", "spelling"},           {"어떻해", "어떡해", "spelling"},
    {"오랫만", "오랜만", "spelling"},       {"금새", "금세", "spelling"},
    {"역활", "역할", "spelling"},           {"설겆이", "설거지", "spelling"},
    {"웬지", "왠지", "spelling"},           {"왠만", "웬만", "spelling"},
    {"왠일", "웬일", "spelling"},           {"희안", "희한", "spelling"},
    {"일일히", "일일이", "spelling"},       {"깨끗히", "깨끗이", "spelling"},
    {"곰곰히", "곰곰이", "spelling"},       {"뵈요", "봬요", "contraction"},
    {"되요", "돼요", "contraction"},        {"됬", "됐", "contraction"},
    {"되서", "돼서", "contraction"},        {"할께", "할게", "spelling"},
    {"갈께", "갈게", "spelling"},           {"올께", "올게", "spelling"},
    {"줄께", "줄게", "spelling"},           {"볼께", "볼게", "spelling"},
    {"먹을께", "먹을게", "spelling"},       {"할려고", "하려고", "spelling"},
    {"갈려고", "가려고", "spelling"},       {"볼려고", "보려고", "spelling"},
    {"올려고 했", "오려고 했", "spelling"}, {"바껴", "바뀌어", "contraction"},
    {"바꼈", "바뀌었", "contraction"},      {"사겼", "사귀었", "contraction"},
    {"어의없", "어이없", "spelling"},       {"무릎쓰고", "무릅쓰고", "spelling"},
    {"들어나", "드러나", "spelling"},       {"건들이", "건드리", "spelling"},
    {"닥달", "닦달", "spelling"},           {"통채", "통째", "spelling"},
    {"않하", "안 하", "spacing"},           {"않되", "안 되", "spacing"},
    {"않돼", "안 돼", "spacing"},           {"않됩", "안 됩", "spacing"},
    {"않 하", "안 하", "spelling"},         {"않 되", "안 되", "spelling"},
    {"않 돼", "안 돼", "spelling"},         {"않 됩", "안 됩", "spelling"},
    {"안되요", "안 돼요", "contraction"},   {"안되서", "안 돼서", "contraction"},
    {"안해요", "안 해요", "spacing"},       {"안먹", "안 먹", "spacing"},
    {"안가", "안 가", "spacing"},           {"못먹", "못 먹", "spacing"},
    {"못가", "못 가", "spacing"},           {"못봤", "못 봤", "spacing"}};

// A verb's form in ㄹ and what stands apart after it.
constexpr std::string_view kApart[] = {
    "수있", "수없", "수가", "수도",   "수 있", "수 없",  "것같", "것 같", "거예요", "것이",
    "것을", "것은", "거야", "때마다", "때는",  "때까지", "줄알", "줄 알", "뿐만",   "만큼"};

constexpr std::string_view kObjectNouns[] = {
    "가을", "마을", "노을", "여을", "개울", "거울", "서울", "저울", "겨울", "고을", "씨을",
    "이을", "지을", "나을", "부을", "그을", "저을", "무을", "주을", "푸을", "쓰을"};

constexpr char32_t kFirst = 0xAC00, kLast = 0xD7A3;

struct Syllable {
  char32_t c = 0;
  size_t at = 0, length = 0;
  bool hangul() const { return c >= kFirst && c <= kLast; }
  uint32_t coda() const { return hangul() ? (c - kFirst) % 28 : 0; }
};

class Corrector {
 public:
  explicit Corrector(std::string_view text) : text_(text), edits_(text) {
    for (size_t at = 0; at < text.size();) {
      const unicode::Decoded d = unicode::decode(text.substr(at));
      all_.push_back({d.c, at, d.length});
      at += d.length;
    }
  }

  std::vector<Edit> run() {
    // Long ones first: 안되요 before 되요.
    std::vector<Change> changes(std::begin(kAnywhere), std::end(kAnywhere));
    std::stable_sort(changes.begin(), changes.end(),
                     [](const Change& a, const Change& b) { return a.was.size() > b.was.size(); });
    for (const Change& c : changes)
      for (size_t at = text_.find(c.was); at != std::string_view::npos;
           at = text_.find(c.was, at + 1)) {
        // 안가, 못가: only where a word begins.
        const bool begins = at == 0 || text_[at - 1] == ' ';
        if ((c.was.starts_with("안") || c.was.starts_with("못")) && !begins) continue;
        edits_.put(at, c.was.size(), std::string(c.now), c.rule);
      }
    for (size_t i = 0; i < all_.size(); ++i) {
      apart(i);
      if (ends_word(i + 1)) particles(i);
    }
    return edits_.take();
  }

 private:
  bool ends_word(size_t i) const { return i >= all_.size() || !all_[i].hangul(); }

  // 할수있다: 할 수 있다.
  void apart(size_t i) {
    if (all_[i].coda() != 8) return;  // ㄹ
    const size_t after = all_[i].at + all_[i].length;
    for (const std::string_view word : kApart) {
      if (!text_.substr(after).starts_with(word)) continue;
      // 별것이, 올것을: a verb's form alone, which a word in 한 syllable or more begins.
      std::string now = " " + std::string(word);
      for (const auto& [tight, loose] :
           {std::pair<std::string_view, std::string_view>{"수있", "수 있"},
            {"수없", "수 없"},
            {"것같", "것 같"},
            {"줄알", "줄 알"}})
        if (word == tight) now = " " + std::string(loose);
      edits_.put(after, word.size(), now, "spacing");
      return;
    }
  }

  // A particle at the end of a word, and the syllable before it.
  void particles(size_t i) {
    if (i == 0 || !all_[i - 1].hangul()) return;
    size_t begin = i;
    while (begin > 0 && all_[begin - 1].hangul()) --begin;
    const std::string_view word =
        text_.substr(all_[begin].at, all_[i].at + all_[i].length - all_[begin].at);
    const uint32_t coda = all_[i - 1].coda();
    const auto put = [&](size_t first, const std::string& now) {
      edits_.put(all_[first].at, all_[i].at + all_[i].length - all_[first].at, now, "particle");
    };
    if (all_[i].c == U'를' && coda != 0) return put(i, "을");
    if (all_[i].c == U'을' && coda == 0 && i - begin >= 2 &&
        std::find(std::begin(kObjectNouns), std::end(kObjectNouns), word) ==
            std::end(kObjectNouns) &&
        !is_verb(i - 1))
      return put(i, "를");
    if (all_[i].c == U'와' && coda != 0 && i - begin >= 1) return put(i, "과");
    if (i - begin >= 2 && all_[i].c == U'로' && all_[i - 1].c == U'으') {
      const uint32_t before = all_[i - 2].coda();
      if (before == 0 || before == 8) put(i - 1, "로");
    }
  }

  // 지을, 나을: verbs whose stem the vowel ends.
  bool is_verb(size_t i) const {
    return all_[i].c == U'지' || all_[i].c == U'나' || all_[i].c == U'이';
  }

  std::string_view text_;
  std::vector<Syllable> all_;
  Edits edits_;
};

}  // namespace

std::vector<Edit> korean_corrections(std::string_view text) { return Corrector(text).run(); }

}  // namespace tinybrain::skills::tutor
