// What stands around a value but is none of it: when, why, and remarks.
#include <algorithm>

#include "memory/values.h"
#include "memory/writing.h"
#include "text/unicode.h"

namespace tinybrain::memory {
namespace {

bool is_capital(std::string_view word) {
  return unicode::class_of(unicode::decode(word).c) & unicode::kUpper;
}

template <size_t N>
bool one_of(std::string_view word, const std::string_view (&list)[N]) {
  return std::find(list, list + N, word) != list + N;
}

}  // namespace

// Korean says when before what: "이번에 강릉", "10년째 교사".
std::string_view without_adverbs(std::string_view value) {
  constexpr std::string_view kWhen[] = {
      "이번에",     "지난주에", "지난달에", "지금은", "지금",   "최근에", "작년에",   "올해",
      "얼마",       "전에",     "전부터",   "요즘",   "요즘은", "현재",   "이제",     "이제는",
      "드디어",     "새로",     "다시",     "아직",   "아직도", "여전히", "작년부터", "올해부터",
      "오래전부터", "계속",     "원래",     "사실",   "특히",   "주로",   "이미",     "정말",
      "진짜",       "그냥",     "보통",     "평소에", "어제",   "오늘",   "벌써",     "결국",
      "방금",       "몇",       "동안",     "새"};
  for (;;) {
    const size_t space = value.find(' ');
    if (space == value.npos) return trimmed(value);
    const std::string_view word = value.substr(0, space);
    // "직장 때문에 포항", "직업을 바꿔서 디자이너": a reason before it.
    const size_t reason = value.rfind("때문에 ");
    if (reason != value.npos) {
      value.remove_prefix(reason + std::string_view("때문에 ").size());
      continue;
    }
    bool joined = false;
    for (std::string_view join : {"부터 ", "까지 ", "중에 ", "중에서 ", "해서 ", "꿔서 ", "겨서 ",
                                  "어서 ", "와서 ", "나서 ", "덕분에 ", "하다가 ", "두고 "})
      if (const size_t at = value.rfind(join); at != value.npos && at > 0) {
        value.remove_prefix(at + join.size());
        joined = true;
        break;
      }
    if (joined) continue;
    const bool span = word[0] >= '0' && word[0] <= '9' &&
                      (word.ends_with("째") || word.ends_with("동안") || word.ends_with("부터") ||
                       word.ends_with("전") || word.ends_with("전에"));
    if (!span && !one_of(word, kWhen)) return trimmed(value);
    value.remove_prefix(space + 1);
  }
}

std::string_view without_tail(std::string_view value, Language language) {
  constexpr std::string_view kTails[] = {"now",
                                         "currently",
                                         "these days",
                                         "at the moment",
                                         "by the way",
                                         "btw",
                                         "too",
                                         "as well",
                                         "actually",
                                         "though",
                                         "nowadays",
                                         "at present",
                                         "lol",
                                         "haha",
                                         "right now",
                                         "please",
                                         "very much",
                                         "so much",
                                         "a lot",
                                         "the most",
                                         "you know",
                                         "more than anything",
                                         "if you must know",
                                         "if you want",
                                         "thanks",
                                         "thank you",
                                         "for now",
                                         "again",
                                         "this year",
                                         "already",
                                         "instead",
                                         "anyway",
                                         "in fact",
                                         "of course",
                                         "for short",
                                         "last week",
                                         "last month",
                                         "last year",
                                         "last spring",
                                         "last summer",
                                         "last fall",
                                         "last winter",
                                         "recently",
                                         "this week",
                                         "this month",
                                         "yesterday",
                                         "today",
                                         "a few months ago",
                                         "a year ago",
                                         "two years ago",
                                         "last weekend",
                                         "earlier this year",
                                         "these days",
                                         "fluently",
                                         "well",
                                         "natively",
                                         "a little",
                                         "a bit"};
  constexpr std::string_view kCuts[] = {", ",
                                        " because ",
                                        " since ",
                                        " but ",
                                        " which ",
                                        " with my ",
                                        " with a ",
                                        " so i ",
                                        " so my ",
                                        " where ",
                                        " after ",
                                        " though ",
                                        " although ",
                                        " and i ",
                                        " and my ",
                                        " ever since",
                                        " as of ",
                                        " - ",
                                        " (",
                                        ": ",
                                        " until ",
                                        " when ",
                                        " not ",
                                        " instead of ",
                                        " rather than ",
                                        " and we ",
                                        " and it ",
                                        " and she ",
                                        " and he ",
                                        " and carry ",
                                        " and have ",
                                        " and need ",
                                        " and can ",
                                        " and am ",
                                        " and want ",
                                        " and work ",
                                        " and live ",
                                        " and always ",
                                        " and never ",
                                        " and avoid ",
                                        " or do ",
                                        ", so ",
                                        " as a child",
                                        " for a ",
                                        " for over ",
                                        " for about ",
                                        " for almost ",
                                        " for many ",
                                        " for several ",
                                        " for years",
                                        " for two ",
                                        " for three ",
                                        " for four ",
                                        " for five ",
                                        " for six ",
                                        " for seven ",
                                        " for eight ",
                                        " for nine ",
                                        " for ten ",
                                        " for twenty ",
                                        " for more than ",
                                        " for the past ",
                                        " for the last ",
                                        " for 1",
                                        " for 2",
                                        " for 3",
                                        " for nearly "};
  if (language == Language::ko) return without_adverbs(value);
  if (language == Language::en) {
    for (bool cut = true; cut;) {
      cut = false;
      for (std::string_view adverb :
           {"actually ", "really ", "definitely ", "now ", "in fact ", "still ", "currently ",
            "just ", "simply ", "certainly ", "of course ", "probably ", "clearly ", "officially "})
        if (value.size() > adverb.size() && lowered(value).starts_with(adverb)) {
          value.remove_prefix(adverb.size());
          cut = true;
        }
    }
    const std::string lower = lowered(value);
    size_t end = value.size();
    for (std::string_view cut : kCuts)
      if (const size_t at = lower.find(cut, 1); at != lower.npos) end = std::min(end, at);
    // "Portland, Oregon" is one place.
    if (const size_t comma = value.find(", "); comma == end && comma + 2 < value.size()) {
      const std::string_view rest = value.substr(comma + 2);
      if (is_capital(rest) && words_of(rest).size() <= 2 && rest.find(',') == rest.npos &&
          !rest.starts_with("I ") && !rest.starts_with("I'"))
        end = value.size();
    }
    value = value.substr(0, end);
    for (bool cut = true; cut;) {
      cut = false;
      for (std::string_view tail : kTails) {
        const std::string now = lowered(value);
        if (value.size() > tail.size() + 1 && now.ends_with(tail) &&
            now[value.size() - tail.size() - 1] == ' ') {
          value = trimmed(value.substr(0, value.size() - tail.size()));
          cut = true;
        }
      }
    }
  }
  return trimmed(value);
}

std::string same_value(std::string_view value) {
  std::string plain = unicode::folded(value);
  for (std::string_view article : {"a ", "an ", "the ", "my "})
    if (plain.starts_with(article)) plain.erase(0, article.size());
  std::string core;
  for (size_t at = 0; at < plain.size();) {
    const unicode::Decoded d = unicode::decode(std::string_view(plain).substr(at));
    if (unicode::class_of(d.c) & (unicode::kLetter | unicode::kMark | unicode::kNumber))
      core.append(plain, at, d.length);
    at += d.length;
  }
  return core;
}

}  // namespace tinybrain::memory
