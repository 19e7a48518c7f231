// English: learners' usual mistakes. Every rule is one that holds wherever its words stand; what needs a parse is left out.
#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <utility>

#include "skills/tutor/correct_rules.h"
#include "skills/tutor/english_words.h"

namespace tinybrain::skills::tutor {
namespace {

bool starts_with_vowel_sound(const std::string& w) {
  for (const std::string_view h : {"hour", "honest", "honour", "honor", "heir"})
    if (w.starts_with(h)) return true;
  for (const std::string_view u :
       {"uni", "use", "usu", "eur", "one", "once", "ubiq", "uten", "ewe"})
    if (w.starts_with(u) && !w.starts_with("unin") && !w.starts_with("unim")) return false;
  return !w.empty() && std::string_view("aeiou").find(w[0]) != std::string_view::npos;
}

std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  for (size_t at = 0; at < text.size();) {
    const auto is_word = [&](size_t i) {
      return std::isalpha(static_cast<unsigned char>(text[i])) ||
             (text[i] == '\'' && i > at && i + 1 < text.size() &&
              std::isalpha(static_cast<unsigned char>(text[i + 1])));
    };
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    Token t;
    t.at = at;
    t.word = std::isalpha(static_cast<unsigned char>(text[at])) != 0;
    size_t end = at + 1;
    while (t.word && end < text.size() && is_word(end)) ++end;
    t.text = text.substr(at, end - at);
    for (const char c : t.text)
      t.lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    tokens.push_back(t);
    at = end;
  }
  return tokens;
}

// With the capital of what it takes the place of.
std::string cased(std::string_view now, const std::string& was) {
  std::string out(now);
  if (!was.empty() && !out.empty() && std::isupper(static_cast<unsigned char>(was[0])))
    out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
  return out;
}

class Corrector {
 public:
  explicit Corrector(std::string_view text) : text_(text), tokens_(tokens_of(text)), edits_(text) {}

  std::vector<Edit> run() {
    for (size_t i = 0; i < tokens_.size(); ++i) {
      if (!tokens_[i].word) continue;
      phrases(i);
      repeated(i);
      base_forms(i);
      agreement(i);
      articles(i);
      words(i);
      capitals(i);
    }
    return edits_.take();
  }

 private:
  const std::string& lower(size_t i) const {
    static const std::string kNone;
    return i < tokens_.size() ? tokens_[i].lower : kNone;
  }
  void swap(size_t i, std::string_view now, const char* rule) {
    edits_.put(tokens_[i].at, tokens_[i].text.size(), cased(now, tokens_[i].text), rule);
  }
  void swap(size_t first, size_t last, std::string_view now, const char* rule) {
    const size_t end = tokens_[last].at + tokens_[last].text.size();
    edits_.put(tokens_[first].at, end - tokens_[first].at, cased(now, tokens_[first].text), rule);
  }

  void phrases(size_t i) {
    const Phrase* best = nullptr;
    for (const Phrase& p : kPhrases) {
      if (best && best->was.size() >= p.was.size()) continue;
      size_t n = 0;
      while (n < p.was.size() && lower(i + n) == p.was[n]) ++n;
      if (n == p.was.size()) best = &p;
    }
    if (best) swap(i, i + best->was.size() - 1, best->now, best->rule);
  }

  // "the the"; "had had" and "that that" are English.
  void repeated(size_t i) {
    if (i + 1 < tokens_.size() && lower(i) == lower(i + 1) && lower(i) != "had" &&
        lower(i) != "that" && lower(i) != "very" && lower(i).size() > 1)
      swap(i, i + 1, tokens_[i].text, "repeated");
  }

  // "did not went", "can goes", "to went"
  void base_forms(size_t i) {
    const bool modal = kModals.contains(lower(i));
    if (!modal && lower(i) != "to") return;
    size_t verb = i + 1;
    if (modal && lower(verb) == "not") ++verb;
    if (modal && kOthers.contains(lower(verb)) && lower(i) != "can") return;
    const auto base = kBase.find(lower(verb));
    // "what he does is": the next is another clause's verb. "thought" and "had" after "to" may be nouns or a contact.
    if (base == kBase.end() || (!modal && (base->first == "thought" || base->first == "had")))
      return;
    const bool does = lower(i) == "does" || lower(i) == "did" || lower(i) == "don't";
    if (does &&
        (base->first == "is" || base->first == "was" || base->first == "are" ||
         base->first == "were") &&
        verb == i + 1)
      return;
    if (lower(i) == "will" || lower(i) == "may" || lower(i) == "can" ||
        lower(i) == "must")  // also nouns
      if (base->first == "is" || base->first == "was") return;
    swap(verb, base->second, "base form");
  }

  void agreement(size_t i) {
    const std::string& before = i > 0 ? lower(i - 1) : lower(tokens_.size());
    const std::string& verb = lower(i + 1);
    // "he and she go", "to it go"
    if (kTakesBase.contains(before)) return;
    if (kThirdPersons.contains(lower(i))) {
      if (const auto third = kThird.find(verb);
          third != kThird.end() && !(verb == "were" && before == "if"))
        swap(i + 1, third->second, "agreement");
      if (verb == "don't" || verb == "dont") swap(i + 1, "doesn't", "agreement");
    } else if (kOthers.contains(lower(i))) {
      if (const auto other = kNotThird.find(verb); other != kNotThird.end())
        swap(i + 1, other->second, "agreement");
    }
  }

  void articles(size_t i) {
    if (i + 1 >= tokens_.size() || !tokens_[i + 1].word || tokens_[i + 1].text.size() < 2) return;
    const Token& next = tokens_[i + 1];
    // Abbreviations are read letter by letter.
    if (std::isupper(static_cast<unsigned char>(next.text[1]))) return;
    if (lower(i) == "a" && starts_with_vowel_sound(next.lower) && next.lower != "and" &&
        next.lower != "in" && next.lower != "is" && next.lower != "of" && next.lower != "or")
      swap(i, "an", "article");
    if (lower(i) == "an" && !starts_with_vowel_sound(next.lower) && next.lower[0] != 'h')
      swap(i, "a", "article");
  }

  void words(size_t i) {
    for (const auto& [list, rule] : std::initializer_list<std::pair<const Pairs*, const char*>>{
             {&kSpelling, "spelling"},
             {&kPast, "past"},
             {&kUncountable, "uncountable"},
             {&kPlural, "plural"},
             {&kNoApostrophe, "contraction"}})
      if (const auto found = list->find(lower(i)); found != list->end()) {
        if (rule == std::string_view("uncountable") && found->first == "researches" &&
            kThirdPersons.contains(lower(i - 1)))
          return;
        swap(i, found->second, rule);
      }
    // "bigger then"
    if (lower(i) == "then" && i > 0 && lower(i - 1).size() > 4 && lower(i - 1).ends_with("er") &&
        lower(i - 1) != "after" && lower(i - 1) != "however" && lower(i - 1) != "other" &&
        lower(i - 1) != "never" &&
        (lower(i - 1) == "better" || lower(i - 1) == "bigger" || lower(i - 1) == "faster" ||
         lower(i - 1) == "easier" || lower(i - 1) == "cheaper" || lower(i - 1) == "higher" ||
         lower(i - 1) == "older" || lower(i - 1) == "rather" || lower(i - 1) == "longer" ||
         lower(i - 1) == "larger"))
      swap(i, "than", "confused");
  }

  void capitals(size_t i) {
    static const Words kNames{
        "english",   "korean",  "japanese", "chinese",   "french",   "german", "spanish",
        "american",  "monday",  "tuesday",  "wednesday", "thursday", "friday", "saturday",
        "sunday",    "january", "february", "april",     "june",     "july",   "august",
        "september", "october", "november", "december",  "korea",    "japan",  "china",
        "america",   "europe",  "internet"};
    const Token& t = tokens_[i];
    if (t.text == "i" &&
        (i + 1 >= tokens_.size() || lower(i + 1) != "." || i + 2 >= tokens_.size()))
      edits_.put(t.at, 1, "I", "capital");
    const bool begins =
        i == 0 || ((lower(i - 1) == "." || lower(i - 1) == "!" || lower(i - 1) == "?") && i > 1 &&
                   tokens_[i - 2].word && tokens_[i - 2].text.size() > 2);
    if ((begins || (kNames.contains(t.lower) && t.lower != "internet")) &&
        std::islower(static_cast<unsigned char>(t.text[0])))
      edits_.put(t.at, t.text.size(), cased(t.text, "X"), "capital");
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  Edits edits_;
};

}  // namespace

std::vector<Edit> english_corrections(std::string_view text) { return Corrector(text).run(); }

}  // namespace tinybrain::skills::tutor
