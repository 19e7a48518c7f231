#include "memory/facts.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "memory/kinds.h"
#include "memory/lexicon.h"
#include "memory/pattern.h"
#include "memory/values.h"
#include "text/josa.h"

namespace tinybrain::memory {
namespace {

constexpr size_t kLongestClause = 400;  // bytes; longer ones are no plain statement

struct Compiled {
  Pattern pattern;
  const Rule* rule;
};

std::vector<Compiled> compiled(const Rules& rules) {
  Pieces pieces;
  for (size_t i = 0; i < rules.piece_count; ++i)
    pieces.emplace(rules.pieces[i][0], rules.pieces[i][1]);
  std::vector<Compiled> all;
  for (const Rule* r = rules.begin; r != rules.end; ++r)
    all.push_back({Pattern(r->pattern, pieces), r});
  return all;
}

const std::vector<Compiled>& rules_of(Language language) {
  static const std::vector<Compiled> kEnglish = compiled(english_rules());
  static const std::vector<Compiled> kKorean = compiled(korean_rules());
  return language == Language::ko ? kKorean : kEnglish;
}

// Whether a Korean value and what is glued to it fit by sound: 민수 + 예요, 봄 + 이에요.
bool sounds_right(std::string_view value, std::string_view after) {
  // "민수이고" is written too, so the forms with 이 fit both.
  constexpr std::string_view kAfterConsonant[] = {"으로", "은 ", "을 ", "과 "};
  constexpr std::string_view kAfterVowel[] = {"예요", "예여", "야",  "고",   "라",   "거든",
                                              "죠",   "지",   "며",  "네요", "니까", "는 ",
                                              "를 ",  "가 ",  "와 ", "로 ",  "구요", "란"};
  if (after.empty() || after[0] == ' ') return true;
  const bool consonant = ends_in_consonant(value);
  const bool hangul = static_cast<unsigned char>(value.back()) >= 0x80;
  if (!hangul) return true;
  const auto starts = [&](auto& list) {
    return std::any_of(std::begin(list), std::end(list),
                       [&](auto s) { return after.starts_with(s); });
  };
  if (after.starts_with("에요")) return !consonant && !value.ends_with("이");
  if (after.starts_with("이에요") || after.starts_with("이예요") || after.starts_with("이에여"))
    return true;
  if (starts(kAfterConsonant)) return consonant;
  if (after.starts_with("로 "))
    return josa(value, "으로", "로").ends_with("로") &&
           !josa(value, "으로", "로").ends_with("으로");
  if (starts(kAfterVowel)) return !consonant;
  return true;
}

// One clause against one rule.
class Reading {
 public:
  Reading(const Clause& clause, const Rule& rule, const Sentence& sentence, std::string_view about)
      : clause_(clause),
        rule_(rule),
        sentence_(sentence),
        about_(about),
        language_(sentence.language) {}

  bool accept(const Pattern::Match& match) {
    facts.clear();
    const std::string_view v = value(match, 'v');
    for (const auto& span : match)
      if (language_ == Language::ko && span.name != 't' &&
          !sounds_right(text(span), std::string_view(clause_.text).substr(span.end)))
        return false;
    const bool by_noun = rule_.check == Check::noun || rule_.check == Check::favourite ||
                         rule_.check == Check::birthday || rule_.check == Check::called ||
                         rule_.check == Check::passing;
    return by_noun ? noun(match, v) : checked(match, v);
  }

  std::vector<Fact> facts;

 private:
  std::string_view text(const Pattern::Span& span) const {
    return std::string_view(clause_.text).substr(span.begin, span.end - span.begin);
  }
  std::string_view value(const Pattern::Match& match, char name) const {
    for (const auto& span : match)
      if (span.name == name) return without_tail(text(span), language_);
    return {};
  }
  // "Hi, I'm Minsu", "I'm Minsu and I live in Busan".
  bool introduces() const {
    if (language_ == Language::ko) return false;
    const std::string lower = lowered(sentence_.text);
    for (std::string_view hello : {"hi", "hello", "hey", "good morning", "good evening",
                                   "good afternoon", "nice to meet you"})
      if (lower.starts_with(hello)) return true;
    return sentence_.clauses.size() > 1 || lower.find("nice to meet") != lower.npos;
  }
  bool add(std::string kind, std::string slot, std::string_view value) {
    // "a company called Globex"
    if (kind == "work" && language_ == Language::ko &&
        (value.find("를 ") != value.npos || value.find("을 ") != value.npos))
      return false;
    if (kind == "work")
      for (std::string_view called : {" called ", " named "})
        if (const size_t at = value.find(called); at != value.npos)
          value.remove_prefix(at + called.size());
    facts.push_back({{std::move(kind), std::move(slot)},
                     std::string(value),
                     clause_.text,
                     rule_.confidence,
                     rule_.ended});
    return true;
  }

  bool noun(const Pattern::Match& match, std::string_view v) {
    std::string n = lowered(value(match, 'n'));
    for (std::string_view now : {"new ", "current ", "present "})
      if (n.starts_with(now)) n.erase(0, now.size());
    if (rule_.check == Check::passing &&
        (topic_of(n, language_) || (!is_surely_a_name(v, language_) && !may_be_a_name(v))))
      return false;
    if (rule_.check == Check::favourite)
      n = (language_ == Language::ko ? "좋아하는 " : "favorite ") + n;
    if (rule_.check == Check::birthday) n += " 생일";
    std::optional<Topic> topic = topic_of(n, language_);
    if (!topic) {
      // "my dog is called Max"
      const std::string name = n + (language_ == Language::ko ? " 이름" : "'s name");
      const bool named = rule_.check == Check::called || rule_.check == Check::passing ||
                         std::string_view(rule_.pattern).find("named") != std::string_view::npos ||
                         std::string_view(rule_.pattern).find("이름") != std::string_view::npos ||
                         std::string_view(rule_.pattern).find("call") != std::string_view::npos ||
                         std::string_view(rule_.pattern).find("이라는") != std::string_view::npos ||
                         std::string_view(rule_.pattern).find("name") != std::string_view::npos;
      const bool old = std::string_view(rule_.pattern).find("years old") != std::string_view::npos;
      if (old)
        topic = topic_of(n + "'s age", language_);
      else if (named || is_surely_a_name(v, language_))
        topic = topic_of(name, language_);
      if (!topic) return false;
      if (language_ == Language::ko && !named && !is_surely_a_name(v, language_)) return false;
    } else if (std::string_view(rule_.pattern).find("years old") != std::string_view::npos) {
      return false;
    }
    if (topic->kind == "like" || topic->kind == "appointment" || topic->kind == "note" ||
        topic->kind == "pet")
      if (topic->slot.empty()) return false;
    if (topic->kind == "family" && (topic->slot.empty() || topic->slot == "family.children"))
      return false;
    // "My school is far away" names none.
    if (topic->slot == "school" && !is_school(v)) return false;
    if (topic->slot == "work.place" && !names_a_company(v)) return false;
    if (topic->kind == "device") v = without_article(v);
    const bool date = topic->slot.ends_with("birthday") || topic->slot == "family.anniversary";
    if (v.starts_with(date ? "on " : "in ") && (date || topic->kind == "home")) v.remove_prefix(3);
    if (!fits(*topic, v, language_)) return false;
    std::string said(v);
    // 콩이, 별이: hardly anybody is called by one syllable.
    for (const auto& span : match)
      if (span.name == 'v' && language_ == Language::ko && topic->slot.ends_with("name") &&
          said.size() == 3 && std::string_view(clause_.text).substr(span.end).starts_with("이"))
        said += "이";
    return add(topic->kind, topic->slot, said);
  }

  bool checked(const Pattern::Match& match, std::string_view v) {
    const Topic topic{rule_.kind, rule_.slot};
    std::string slot = topic.slot;
    if (v.empty()) return false;
    switch (rule_.check) {
      case Check::topic:
        if (topic.kind == "home" && language_ == Language::en) v = v.substr(0, v.find(" from "));
        if (!fits(topic, v, language_)) return false;
        break;
      case Check::sure:
        // "Mum, I'm ... here" is no introduction.
        for (const auto& span : match)
          if (span.name == 'v' && text(span).find(',') != std::string_view::npos) return false;
        if (!is_surely_a_name(v, language_) && !(introduces() && may_be_a_name(v))) return false;
        break;
      case Check::job: {
        if (!is_job(v, language_)) return false;
        const std::string_view p = value(match, 'p');
        add(topic.kind, slot, v);
        if (!p.empty() && is_plain_value(p, language_, 6) && names_a_company(p))
          add("work", "work.place", p);
        return true;
      }
      case Check::taste:
        if (!is_taste(v, language_)) return false;
        break;
      case Check::language:
        if (!is_language(v)) return false;
        break;
      case Check::illness:
        if (!is_illness(without_article(v)) && !is_illness(v)) return false;
        break;
      case Check::diet:
        if (!is_diet(v)) return false;
        break;
      case Check::food:
        if (language_ == Language::ko && v.ends_with("에")) return false;
        if (!is_food(v, language_)) return false;
        break;
      case Check::medicine:
        if (!is_plain_value(v, language_, 4) || !is_medicine(v)) return false;
        break;
      case Check::company:
        if (!is_company(v)) return false;
        break;
      case Check::blood:
        if (v.size() > 3 || v.find_first_of("ABOabo") == v.npos) return false;
        break;
      case Check::district:
        if (words_of(v).size() != 1 || v.size() < 6 || !fits(topic, v, language_)) return false;
        for (std::string_view adverb : {"대로", "게", "히", "이", "로", "만", "서", "고", "며",
                                        "면", "껏", "토록", "도", "잘", "니", "나", "랑"})
          if (v.ends_with(adverb)) return false;
        break;
      case Check::pet: {
        std::string animal;
        if (!is_pet(v, language_, animal)) return false;
        // "a little dog named Max"
        for (std::string_view called : {" named ", " called "})
          if (const size_t at = v.find(called); at != v.npos) {
            const std::string_view name = v.substr(at + called.size());
            if (!is_person_name(name, language_) || !(name[0] >= 'A' && name[0] <= 'Z'))
              return false;
            return add("pet", fmt::format("pet.{}.name", animal), name);
          }
        break;
      }
      case Check::event: {
        const std::string_view t = value(match, 't');
        if (v.starts_with("to ") || !is_event(v) || words_of(v).size() > 4 || !names_a_time(t) ||
            words_of(t).size() > 7)
          return false;
        return add(topic.kind, slot, fmt::format("{}, {}", without_article(v), t));
      }
      case Check::instrument:
        if (!is_instrument(without_article(v))) return false;
        break;
      case Check::device:
        if (device_of(v).empty() || words_of(v).size() > 5 || !is_plain_value(v, language_, 5) ||
            v.find("myself") != v.npos)
          return false;
        slot = "device." + std::string(device_of(v));
        break;
      case Check::school:
        if (!is_school(v)) return false;
        break;
      case Check::family: {
        bool children = false;
        if (topic.slot == "family.status") {
          if (!is_family_state(v)) return false;
        } else if (!is_family_member(v, language_, children)) {
          return false;
        }
        if (children) slot = "family.children";
        break;
      }
      case Check::plain:
        if (!is_plain_value(v, language_, 6)) return false;
        break;
      case Check::known_company:
        if (!is_company(v) || !names_a_company(v)) return false;
        break;
      case Check::noun:
      case Check::birthday:
      case Check::introduced:
        if (!is_surely_a_name(v, language_) && !may_be_a_name(v)) return false;
        break;
      case Check::theirs:
        if (about_.empty() || !is_person_name(v, language_)) return false;
        return add(std::string(about_.substr(0, about_.find('.'))), std::string(about_) + ".name",
                   v);
      case Check::called:
      case Check::passing:
      case Check::favourite: return false;
    }
    return add(topic.kind, slot, v);
  }

  const Clause& clause_;
  const Rule& rule_;
  const Sentence& sentence_;
  std::string_view about_;
  Language language_;
};

// Whom a clause speaks of, as a slot begins: "pet.dog", "family.wife"; "" = nobody that the rules know.
std::string spoken_of(const Clause& clause, Language language) {
  for (std::string_view word : words_of(clause.lower)) {
    word = trimmed(word);
    if (language == Language::ko)
      for (std::string_view particle :
           {"를", "을", "가", "이", "는", "은", "도", "와", "랑", "한테"})
        if (word.size() > particle.size() + 2 && word.ends_with(particle) && !animal_of(word) &&
            !relative_of(word)) {
          word.remove_suffix(particle.size());
          break;
        }
    if (const Named* animal = animal_of(word);
        animal && word != "새" && word != "말" && word != "개")
      return fmt::format("pet.{}", animal->slot);
    if (const Named* relative = relative_of(word)) return fmt::format("family.{}", relative->slot);
  }
  return {};
}

void read(const Clause& clause, const Sentence& sentence, std::string_view about,
          std::vector<Fact>& all) {
  if (clause.text.size() > kLongestClause) return;
  for (const Compiled& c : rules_of(sentence.language)) {
    Reading reading(clause, *c.rule, sentence, about);
    if (!c.pattern.match(clause.lower, [&](const Pattern::Match& m) { return reading.accept(m); }))
      continue;
    for (Fact& fact : reading.facts) all.push_back(std::move(fact));
    return;  // a clause says one thing
  }
}

}  // namespace

std::vector<Fact> facts_in(const Sentence& sentence, std::string& about) {
  std::vector<Fact> all;
  if (!sentence.is_plain()) {
    about.clear();
    return all;
  }
  for (const Clause& clause : sentence.clauses) {
    read(clause, sentence, about, all);
    if (std::string now = spoken_of(clause, sentence.language); !now.empty()) about = now;
  }
  // "I can't eat nuts, I'm allergic to them" is one statement in two clauses.
  if (all.empty() && sentence.clauses.size() > 1) {
    Clause whole;
    whole.text = trimmed(sentence.text);
    whole.lower = lowered(whole.text);
    read(whole, sentence, about, all);
  }
  return all;
}

}  // namespace tinybrain::memory
