#include "learn/scope.h"

#include <cmath>

#include "learn/gate_data.h"
#include "text/terms.h"

namespace tinybrain {
namespace {

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

}  // namespace

void Scope::add(const LearnExample& e) {
  taught_.push_back({e.lesson, e.prompt, e.answer, terms_of(e.prompt)});
  for (const auto& [term, n] : taught_.back().terms) ++frequency_[term];
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
  const auto asked = terms_of(prompt);
  const auto norm = [&](const auto& terms) {
    double sum = 0;
    for (const auto& [term, n] : terms) sum += weight(term);
    return sum;
  };
  const double own = norm(asked);
  Near nearest;
  const Taught* which = nullptr;
  for (const Taught& taught : taught_) {
    double both = 0;
    for (const auto& [term, n] : taught.terms)
      if (asked.contains(term)) both += weight(term);
    if (both <= 0) continue;
    const double likeness = both / std::sqrt(own * norm(taught.terms));
    if (likeness <= nearest.likeness) continue;
    nearest.likeness = likeness;
    which = &taught;
  }
  if (which) {
    nearest.lesson = which->lesson;
    nearest.question = which->question;
    nearest.answer = which->answer;
  }
  return nearest;
}

Scope scope_of(std::span<const LearnExample> lessons, bool answers) {
  Scope scope;
  for (LearnExample e : lessons) {
    if (!answers) e.answer.clear();
    scope.add(e);
  }
  return scope;
}

}  // namespace tinybrain
