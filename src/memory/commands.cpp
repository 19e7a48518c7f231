#include "memory/commands.h"

#include <algorithm>
#include <optional>

#include "memory/lexicon.h"
#include "memory/orders.h"
#include "memory/pattern.h"
#include "text/josa.h"

namespace tinybrain::memory {
namespace {

using What = Wish::What;
using Kind = Wish::Kind;

struct Compiled {
  Pattern pattern;
  const Order* order;
};

std::vector<Compiled> compiled(const Orders& orders) {
  Pieces all;
  for (const auto& piece : orders.pieces) all.emplace(piece[0], piece[1]);
  std::vector<Compiled> patterns;
  for (const Order& order : orders.orders)
    patterns.push_back({Pattern(order.pattern, all), &order});
  return patterns;
}

std::vector<Topic> listed(std::string_view topics) {
  std::vector<Topic> all;
  for (std::string_view one : words_of(topics)) {
    const size_t slash = one.find('/');
    all.push_back({std::string(one.substr(0, slash)), std::string(one.substr(slash + 1))});
  }
  return all;
}

// What "my {n}" means: a topic, a relative, an animal; "" of words when none of them.
bool meant(std::string_view n, std::string_view how, Language language, Wish& wish) {
  std::string phrase = lowered(n);
  for (std::string_view mine : {"내가 ", "제가 ", "제일 ", "가장 "})
    if (phrase.starts_with(mine)) phrase.erase(0, mine.size());
  if (how == "named") phrase += language == Language::ko ? " 이름" : "'s name";
  if (how == "favourite") phrase.insert(0, "favorite ");
  if (how == "aged") phrase += language == Language::ko ? " 나이" : "'s age";
  if (auto topic = topic_of(phrase, language)) {
    wish.topics = {*topic};
    if (topic->kind == "pet" && topic->slot.empty()) wish.topics.push_back({"pet", "pet."});
    if (topic->kind == "like") wish.topics.push_back({"favourite", "favourite."});
    return true;
  }
  if (const Named* relative = relative_of(phrase)) {
    wish.topics = {{"family", fmt::format("family.{}.", relative->slot)}};
    return true;
  }
  if (const Named* animal = animal_of(phrase)) {
    wish.topics = {{"pet", fmt::format("pet.{}.", animal->slot)}};
    wish.words = phrase;
    return true;
  }
  if (is_event(phrase)) {
    wish.topics = {{"appointment", ""}};
    wish.words = phrase;
    return true;
  }
  return false;
}

bool is_about_me(std::string_view lower) {
  for (std::string_view start :
       {"i ", "i'm ", "i've ", "my ", "our ", "we ", "내 ", "내가 ", "나는 ", "난 ", "나 ", "저는 ",
        "전 ", "제 ", "제가 ", "우리 ", "저희 "})
    if (lower.starts_with(start)) return true;
  return false;
}

// "부산에 사" + 는 거 -> "부산에 산다".
std::string statement(std::string_view stem, std::string_view how) {
  std::string s(stem);
  if (how == "다") return s + "다";
  if (how == "야") return s + (ends_in_consonant(s) ? "이야" : "야");
  if (how == "는") {
    constexpr std::pair<std::string_view, std::string_view> kStems[] = {
        {"사", "산다"}, {"있", "있다"},   {"하", "한다"}, {"다니", "다닌다"}, {"키우", "키운다"},
        {"쓰", "쓴다"}, {"먹", "먹는다"}, {"타", "탄다"}, {"없", "없다"}};
    for (const auto& [end, full] : kStems)
      if (s.ends_with(end)) return s.substr(0, s.size() - end.size()) + std::string(full);
    return s + "는다";
  }
  return s;
}

bool accepted(const Order& order, const Pattern::Match& match, std::string_view text,
              const Sentence& sentence, Wish& wish) {
  const Language language = sentence.language;
  wish = {};
  wish.kind = order.kind;
  wish.what = order.what;
  const std::string_view how = order.topics;
  if (how == "whose" && !sentence.question) return false;
  if (how == "?" && !sentence.question) return false;
  std::string_view n, v, w;
  for (const auto& span : match) {
    const std::string_view part = text.substr(span.begin, span.end - span.begin);
    if (span.name == 'n') n = part;
    if (span.name == 'v') v = part;
    if (span.name == 'w') w = part;
  }
  if (how.find('/') != how.npos) {
    // What goes on is no question: "내가 뭘 좋아하는지 모르겠어".
    if (order.kind == Kind::recall && (v.size() > 36 || v.find("모르") != v.npos)) return false;
    wish.topics = listed(how);
    // "나 결혼했어" says it, "나 결혼했어?" asks.
    return sentence.question || wish.topics[0].slot != "family.status";
  }
  if (how == "asks") {
    const bool knows =
        v.find("알") != v.npos || v.find("기억") != v.npos || v.find("아는") != v.npos;
    return knows && v.size() < 90 && v.find("잊") == v.npos && v.find("지워") == v.npos;
  }
  if (!n.empty()) {
    if (order.kind == Kind::recall && (v.size() > 36 || v.find("모르") != v.npos)) return false;
    if (how == "whose") {  // without "my": of relatives and animals alone
      const Named* named = relative_of(n) ? relative_of(n) : animal_of(n);
      if (!named) return false;
      const std::string_view what = text.find("생일") != text.npos   ? "birthday"
                                    : text.find("나이") != text.npos ? "age"
                                                                     : "name";
      const char* kind = relative_of(n) ? "family" : "pet";
      wish.topics = {{kind, fmt::format("{}.{}.{}", kind, named->slot, what)}};
      return true;
    }
    if (meant(n, how, language, wish)) return true;
    // "forget my peanut allergy": by its words; a question of something unknown is for the model.
    if (order.kind != Kind::forget || words_of(n).size() > 5) return false;
    if (language == Language::ko && !is_about_me(text)) return false;
    wish.what = What::words;
    wish.words = n;
    return true;
  }
  if (order.what != What::words) return true;
  const std::string lower = lowered(v);
  if (how == "mine") {
    if (!is_about_me(lower)) return false;
    if (order.kind == Kind::remember &&
        (topic_of(lower.substr(lower.find(' ') + 1), language) || words_of(v).size() < 3))
      return false;
  }
  if (order.kind == Kind::remember)
    for (std::string_view no : {"to ", "when ", "how ", "what ", "where ", "who ", "why ", "me ",
                                "that time ", "the time ", "this song"})
      if (lower.starts_with(no)) return false;
  if (order.kind == Kind::correct) {
    if (words_of(v).size() > (how == "short" ? 4 : 6)) return false;
    wish.instead_of = w;
  }
  wish.words = trimmed(language == Language::ko ? statement(v, how) : std::string(v));
  return !wish.words.empty();
}

}  // namespace

Wish wish_of(const Sentence& sentence) {
  static const std::vector<Compiled> kEnglishOrders = compiled(english_orders());
  static const std::vector<Compiled> kKoreanOrders = compiled(korean_orders());
  // As a whole, then without what opens it.
  std::string_view whole = sentence.text;
  while (!whole.empty() && (whole.back() == ' ' || whole.back() == '.' || whole.back() == '!' ||
                            whole.back() == '?' || whole.back() == '~'))
    whole.remove_suffix(1);
  std::vector<std::string> tries = {std::string(whole)};
  if (!sentence.clauses.empty()) {
    const std::string& first = sentence.clauses[0].text;
    const size_t at = whole.find(first);
    if (at != whole.npos && at > 0) tries.emplace_back(trimmed(whole.substr(at)));
    for (std::string_view you :
         {"이제 ", "저장된 ", "저장된 내 ", "너 ", "넌 ", "너는 ", "혹시 ", "너 혹시 "})
      if (whole.starts_with(you)) tries.emplace_back(whole.substr(you.size()));
  }
  Wish wish;
  for (const std::string& text : tries) {
    if (text.size() > 600) continue;
    const std::string lower = lowered(text);
    for (const Compiled& c : sentence.language == Language::ko ? kKoreanOrders : kEnglishOrders) {
      if (c.pattern.match(lower, [&](const Pattern::Match& m) {
            return accepted(*c.order, m, text, sentence, wish);
          }))
        return wish;
    }
  }
  return {};
}

}  // namespace tinybrain::memory
