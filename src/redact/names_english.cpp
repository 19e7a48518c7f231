// Names in Latin letters: given names that census counts as common, capitalised words after a cue (Dear,
// Regards, Attendees:) or before one (an officer's title). A company named after people looks the same.
#include <algorithm>
#include <string>
#include <unordered_map>

#include "redact/names.h"

namespace tinybrain::redact {
namespace {

using Text = std::u32string_view;

#include "redact/english_names.inc"

enum Sign : int { kGiven = 1, kUnsure = 2, kSurname = 4 };

const std::unordered_map<std::u32string, int>& name_table() {
  static const std::unordered_map<std::u32string, int> it = [] {
    std::unordered_map<std::u32string, int> table;
    const auto fill = [&](std::string_view list, int sign) {
      for (size_t i = 0; i < list.size();) {
        const size_t end = std::min(list.find(' ', i), list.size());
        table[std::u32string(list.begin() + static_cast<std::ptrdiff_t>(i),
                             list.begin() + static_cast<std::ptrdiff_t>(end))] |= sign;
        i = end + 1;
      }
    };
    fill(kGivenNames, kGiven);
    fill(kUnsureNames, kUnsure);
    fill(kSurnames, kSurname);
    return table;
  }();
  return it;
}

// What makes a name one of a company, a place or a product; and words that begin sentences and headings.
constexpr Text kNoPeople[] = {U"Inc",
                              U"Corp",
                              U"LLC",
                              U"Ltd",
                              U"Co",
                              U"Company",
                              U"Corporation",
                              U"Group",
                              U"Holdings",
                              U"Partners",
                              U"Bank",
                              U"Insurance",
                              U"Health",
                              U"Healthcare",
                              U"Energy",
                              U"Systems",
                              U"Technologies",
                              U"Technology",
                              U"Solutions",
                              U"Services",
                              U"Financial",
                              U"Industries",
                              U"International",
                              U"Labs",
                              U"Media",
                              U"Foundation",
                              U"University",
                              U"College",
                              U"School",
                              U"Hospital",
                              U"Street",
                              U"Avenue",
                              U"Road",
                              U"Lane",
                              U"Drive",
                              U"City",
                              U"County",
                              U"River",
                              U"Lake",
                              U"Island",
                              U"Transmission",
                              U"Scientific",
                              U"Motor",
                              U"Motors",
                              U"Electronics",
                              U"Communications",
                              U"Entertainment",
                              U"Pharmaceuticals",
                              U"Foods",
                              U"Farms",
                              U"Stores",
                              U"Brothers",
                              U"Associates",
                              U"Center",
                              U"Centre",
                              U"Museum",
                              U"Park",
                              U"Team",
                              U"Account",
                              U"Status",
                              U"Manager",
                              U"Customer",
                              U"Project",
                              U"The",
                              U"This",
                              U"That",
                              U"These",
                              U"Our",
                              U"Your",
                              U"We",
                              U"You",
                              U"It",
                              U"If",
                              U"In",
                              U"On",
                              U"At",
                              U"For",
                              U"And",
                              U"But",
                              U"With",
                              U"From",
                              U"As",
                              U"By",
                              U"To",
                              U"Of",
                              U"Is",
                              U"Are",
                              U"Do",
                              U"Does",
                              U"How",
                              U"What",
                              U"When",
                              U"Why",
                              U"Who",
                              U"Where",
                              U"All",
                              U"Each",
                              U"Please",
                              U"Next",
                              U"New",
                              U"Overall",
                              U"However",
                              U"Additionally",
                              U"Furthermore",
                              U"Also",
                              U"Title",
                              U"Date",
                              U"Subject",
                              U"Meeting",
                              U"Action",
                              U"Schedule",
                              U"Follow",
                              U"Monday",
                              U"Tuesday",
                              U"Wednesday",
                              U"Thursday",
                              U"Friday",
                              U"Saturday",
                              U"Sunday",
                              U"January",
                              U"February",
                              U"March",
                              U"April",
                              U"May",
                              U"June",
                              U"July",
                              U"August",
                              U"September",
                              U"October",
                              U"November",
                              U"December",
                              U"United",
                              U"North",
                              U"South",
                              U"East",
                              U"West",
                              U"There",
                              U"Everyone",
                              U"Sir",
                              U"Madam",
                              U"Team",
                              U"Customer",
                              U"Support",
                              U"Revenue",
                              U"Total",
                              U"Performance",
                              U"Name"};
constexpr Text kTitles[] = {U"Mr", U"Mrs", U"Ms", U"Miss", U"Dr", U"Prof", U"Professor", U"Mister"};
// Of people; in parentheses or after a comma or a dash.
constexpr Text kRoles[] = {
    U"manager",    U"officer",     U"director",   U"engineer",       U"ceo",       U"cto",
    U"cfo",        U"coo",         U"vp",         U"president",      U"executive", U"analyst",
    U"assistant",  U"lead",        U"head",       U"representative", U"developer", U"designer",
    U"specialist", U"coordinator", U"supervisor", U"accountant",     U"consultant"};
// Ends of cues; lower case, a space stands for any white space.
struct Phrase {
  Text text;
  float one, two;  // confidence of one word after it, of two
};
constexpr Phrase kPhrases[] = {
    {U"my name is ", 0.9f, 0.93f},
    {U"name is ", 0.75f, 0.85f},
    {U"name: ", 0.7f, 0.85f},
    {U"full name: ", 0.8f, 0.9f},
    {U"i am ", 0.3f, 0.55f},
    {U"i'm ", 0.3f, 0.55f},
    {U"this is ", 0.2f, 0.4f},
    {U"dear ", 0.7f, 0.75f},
    {U"hi ", 0.6f, 0.6f},
    {U"hello ", 0.6f, 0.6f},
    {U"hey ", 0.55f, 0.55f},
    {U"regards, ", 0.75f, 0.85f},
    {U"sincerely, ", 0.75f, 0.85f},
    {U"best, ", 0.7f, 0.8f},
    {U"thanks, ", 0.55f, 0.65f},
    {U"cheers, ", 0.7f, 0.8f},
    {U"manager: ", 0.6f, 0.85f},
    {U"contact: ", 0.5f, 0.8f},
    {U"contact person: ", 0.7f, 0.85f},
    {U"attendees: ", 0.6f, 0.8f},
    {U"participants: ", 0.6f, 0.8f},
    {U"present: ", 0.5f, 0.7f},
    {U"prepared by: ", 0.6f, 0.8f},
    {U"prepared by ", 0.5f, 0.7f},
    {U"employee: ", 0.7f, 0.85f},
    {U"employee name: ", 0.8f, 0.9f},
    {U"patient: ", 0.7f, 0.85f},
    {U"reviewer: ", 0.7f, 0.85f},
    {U"signed, ", 0.7f, 0.8f},
    {U"from: ", 0.4f, 0.6f},
    {U"to: ", 0.3f, 0.5f},
    {U"cc: ", 0.4f, 0.6f},
    {U"executive: ", 0.6f, 0.85f},
    {U"representative: ", 0.6f, 0.85f},
    {U"host: ", 0.5f, 0.7f},
    {U"chair: ", 0.5f, 0.7f},
    {U"lead: ", 0.6f, 0.8f},
    {U"supervisor: ", 0.7f, 0.85f},
    {U"led by ", 0.5f, 0.7f},
    {U"reported by ", 0.5f, 0.65f},
    {U"author: ", 0.6f, 0.8f},
};

template <size_t N>
bool one_of(const Text (&list)[N], Text word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

struct Word {
  size_t begin, end;
};

class EnglishNames {
 public:
  explicit EnglishNames(const Scan& scan) : scan_(scan), text_(scan.text) {}

  void all() {
    size_t list_end = 0;  // of names after "Attendees:", which goes on at commas
    for (size_t i = 0; i < text_.size();) {
      if (!is_capital(text_[i]) ||
          (i > 0 && (goes_on(text_[i - 1]) || text_[i - 1] == '@' || text_[i - 1] == '.'))) {
        ++i;
        continue;
      }
      const Word first = word(i);
      if (first.end == i) {
        ++i;
        continue;
      }
      i = sequence(first, list_end);
    }
  }

 private:
  // A capitalised word, also with a hyphen or an apostrophe in it; empty if none begins at i.
  Word word(size_t i) const {
    if (!is_capital(text_[i])) return {i, i};
    size_t end = i + 1;
    while (end < i + 30 && (is_latin(text_[end]) || ((text_[end] == '-' || text_[end] == '\'') &&
                                                     is_capital(text_[end + 1]))))
      ++end;
    const bool shout = end > i + 1 && is_capital(text_[i + 1]) && is_capital(text_[end - 1]);
    return shout || is_digit(text_[end]) || text_[end] == '_' ? Word{i, i} : Word{i, end};
  }
  Text of(Word w) const { return text_.view(w.begin, w.end); }
  int signs(Word w) const {
    const auto& table = name_table();
    const Text whole = of(w);
    const auto at = table.find(std::u32string(whole.substr(0, whole.find('-'))));
    return at == table.end() ? 0 : at->second;
  }
  bool may_be_name(Word w) const { return w.end > w.begin && !one_of(kNoPeople, of(w)); }

  // The next word of a name after `w`, past an initial: "John F. Kennedy". Empty if none.
  Word next(Word w) const {
    if (text_[w.end] != ' ') return {w.end, w.end};
    size_t at = w.end + 1;
    if (is_upper(text_[at]) && text_[at + 1] == '.' && text_[at + 2] == ' ')
      at += 3;
    else if (is_upper(text_[at]) && text_[at + 1] == ' ')
      at += 2;
    return word(at);
  }

  // Looks at the name that may begin with `first`; returns where to go on.
  size_t sequence(Word first, size_t& list_end) {
    if (one_of(kTitles, of(first))) return titled(first);
    if (!may_be_name(first)) return first.end;
    Word last = first;
    int words = 1;
    for (Word w = next(first); words < 3 && may_be_name(w) && w.end - w.begin > 1; w = next(w)) {
      last = w;
      ++words;
    }
    const Word after = next(last);
    const bool company =
        after.end > after.begin && one_of(kNoPeople, of(after)) && after_is_company(after);
    float best = 0;
    if (!company) {
      best = std::max(by_table(first, last, words), by_cue(first.begin, words, list_end));
      if (words >= 2 && words <= 3 && role_after(last.end)) best = std::max(best, 0.8f);
    }
    // A heading or a sentence may begin with a word that is no name: "Contact Jane Smith".
    if (best < 0.5f && words >= 2) {
      const Word second = next(first);
      if (!company && (signs(second) & (kGiven | kUnsure)) && second.end < last.end)
        if (const float inner = by_table(second, last, words - 1); inner >= 0.5f) {
          scan_.add(Kind::name, second.begin, last.end, inner);
          return last.end;
        }
      if (!company && signs(second) & kGiven && second.end == last.end)
        scan_.add(Kind::name, second.begin, second.end, 0.55f);
    }
    if (best > 0) scan_.add(Kind::name, first.begin, last.end, best);
    if (best >= 0.5f && list_end && first.begin <= list_end) list_end = last.end + 60;
    return last.end;
  }
  bool after_is_company(Word after) const {
    const Text t = of(after);
    // The first half of the list: forms of companies and places.
    const auto at = std::find(std::begin(kNoPeople), std::end(kNoPeople), t);
    return at < std::find(std::begin(kNoPeople), std::end(kNoPeople), Text(U"Team"));
  }

  float by_table(Word first, Word last, int words) const {
    const int given = signs(first), surname = signs(last);
    if (words == 1) return given & kGiven ? 0.6f : given & kUnsure ? 0.25f : 0;
    if (given & kGiven) return surname & kSurname ? 0.92f : 0.78f;
    if (given & kUnsure) return surname & kSurname ? 0.8f : words == 2 ? 0.52f : 0.4f;
    return 0;
  }

  float by_cue(size_t begin, int words, size_t& list_end) const {
    constexpr size_t kLongest = 20;
    std::u32string before;
    for (size_t i = begin; i > 0 && before.size() < kLongest; --i) {
      const char32_t c = text_[i - 1] == '\n' || text_[i - 1] == '\t' ? U' ' : lower(text_[i - 1]);
      if (c == ' ' && !before.empty() && before.back() == ' ') continue;
      before += c;
    }
    std::reverse(before.begin(), before.end());
    for (const Phrase& phrase : kPhrases) {
      if (!Text(before).ends_with(phrase.text)) continue;
      const size_t at = before.size() - phrase.text.size();
      if (at > 0 && is_latin(before[at - 1])) continue;
      if (phrase.text.find(':') != Text::npos) list_end = begin + 60;
      const float confidence = words > 1 ? phrase.two : phrase.one;
      const char32_t start = phrase.text[0];
      const bool greeting = start == 'd' || start == 'h';
      if (greeting && words > 2) return 0;
      return confidence;
    }
    // "Attendees: A B (Manager), C D, E F"
    const bool listed = begin <= list_end && words >= 2 && Text(before).ends_with(U", ");
    return listed ? 0.75f : 0;
  }

  bool role_after(size_t end) const {
    size_t at = end;
    while (at < end + 3 && (text_[at] == ' ' || text_[at] == ',' || text_[at] == '(' ||
                            text_[at] == '-' || text_[at] == '\n'))
      ++at;
    if (at == end || (at == end + 1 && text_[end] == ' ')) return false;
    for (int words = 0; words < 4; ++words) {
      size_t to = at;
      std::u32string role;
      while (to < at + 20 && is_latin(text_[to])) role += lower(text_[to++]);
      if (to == at) return false;
      for (const Text one : kRoles)
        if (role == one) return true;
      if (text_[to] != ' ' && text_[to] != '-') return false;
      at = to + 1;
    }
    return false;
  }

  size_t titled(Word title) {
    size_t at = title.end + (text_[title.end] == '.' ? 1 : 0);
    if (text_[at] != ' ') return at;
    ++at;
    const Word first = word(at);
    if (!may_be_name(first)) return at;
    const Word second = next(first);
    const size_t end = may_be_name(second) ? second.end : first.end;
    scan_.add(Kind::name, first.begin, end, 0.88f);
    return end;
  }

  const Scan& scan_;
  const Folded& text_;
};

}  // namespace

void scan_english_names(const Scan& scan) { EnglishNames(scan).all(); }

}  // namespace tinybrain::redact
