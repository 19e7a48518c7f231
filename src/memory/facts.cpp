#include "memory/facts.h"

#include <algorithm>
#include <optional>
#include <utility>

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
