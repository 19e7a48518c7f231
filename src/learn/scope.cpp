#include "learn/scope.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "learn/gate_data.h"
#include "text/terms.h"

namespace tinybrain {
namespace {

constexpr double kAbout = 3;  // what a term counts for that is in question and answer

// How many of the gate's texts and prompts have a term: which words say little in either language. None of them is trained on.
struct Background {
  std::unordered_map<std::string, uint32_t> frequency;
  double texts = 0;

  Background() {
    for (const FrozenText& t : frozen_texts()) add_sentences(t.text);
    for (const PlainQuestion& q : plain_questions()) add(q.text);
    for (const SafetyPrompt& p : safety_prompts())
      for (const char* text : {p.prompt, p.decent, p.bad}) add(text);
  }
  void add(std::string_view text) {
    for (const auto& [term, n] : terms_of(text)) ++frequency[term];
    ++texts;
  }
  void add_sentences(std::string_view text) {
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find(". ", at), text.size());
      add(text.substr(at, end - at));
      at = end + 2;
    }
  }
};

const Background& background() {
  static const Background all;
  return all;
}

// Runs of digits, each once, in order as text.
std::vector<std::string> numbers_in(std::string_view text) {
  std::vector<std::string> all;
  bool inside = false;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !inside) all.emplace_back();
    if (digit) all.back().push_back(c);
    inside = digit;
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace

void Scope::add(const LearnExample& e) {
  // The answer says what it is about, often in words that another wording of the question has.
  Taught& taught = taught_.emplace_back(Taught{e, {}, numbers_in(e.prompt)});
  const auto asked = terms_of(e.prompt);
  for (const auto& [term, n] : asked) taught.terms[term] = 1;
  for (const auto& [term, n] : terms_of(e.answer))
    taught.terms[term] = asked.contains(term) ? kAbout : 1;
  for (const auto& [term, n] : taught.terms) ++frequency_[term];
}

double Scope::weight(const std::string& term) const {
  const auto count = [&](const auto& frequency) {
    const auto at = frequency.find(term);
    return at == frequency.end() ? 0.0 : static_cast<double>(at->second);
  };
  const double texts = background().texts + static_cast<double>(taught_.size());
  const double idf =
      std::log((texts + 1) / (count(background().frequency) + count(frequency_) + 0.5));
  return idf * idf;
}

Scope::Near Scope::near(std::string_view prompt) const {
  const std::vector<Near> all = nearest(prompt, 1);
  return all.empty() ? Near() : all[0];
}

std::vector<Scope::Near> Scope::nearest(std::string_view prompt, size_t most) const {
  const auto asked = terms_of(prompt);
  double own = 0;
  for (const auto& [term, n] : asked) own += weight(term);
  const std::vector<std::string> numbers = numbers_in(prompt);
  std::vector<Near> all;
  for (const Taught& taught : taught_) {
    if (!std::includes(taught.numbers.begin(), taught.numbers.end(), numbers.begin(),
                       numbers.end()))
      continue;
    double both = 0, norm = 0;
    for (const auto& [term, counts] : taught.terms) {
      const double w = weight(term);
      norm += w * counts * counts;
      if (asked.contains(term)) both += w * counts;
    }
    if (both > 0) all.push_back({taught.lesson.lesson, both / std::sqrt(own * norm)});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Near& a, const Near& b) { return a.likeness > b.likeness; });
  if (all.size() > most) all.resize(most);
  return all;
}

const LearnExample& Scope::lesson(int64_t id) const {
  const auto at = std::find_if(taught_.begin(), taught_.end(),
                               [&](const Taught& t) { return t.lesson.lesson == id; });
  TB_ASSERT(at != taught_.end());
  return at->lesson;
}

Scope scope_of(std::span<const LearnExample> lessons) {
  Scope scope;
  for (const LearnExample& e : lessons) scope.add(e);
  return scope;
}

}  // namespace tinybrain
