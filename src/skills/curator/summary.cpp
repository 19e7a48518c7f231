#include "skills/curator/summary.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "base/error.h"
#include "base/messages/skill_rows.h"
#include "knowledge/sentences.h"
#include "text/terms.h"
#include "text/unicode.h"

namespace tinybrain::skills::curator {
namespace {

// Chosen on the training part of mts_dialog (docs/skills/curator.md).
constexpr double kFirstOfText = 0.3, kQuestion = 0.7, kAlike = 0.9, kAsked = 0.5;
constexpr size_t kFewWords = 6;     // a shorter answer is shown with its question
constexpr size_t kNothingSaid = 3;  // fewer words than that say little
constexpr size_t kLongName = 40;

struct Unit {
  Picked said;
  bool asks = false;
  size_t words = 0;
  std::unordered_map<std::string, double> terms;  // of length 1
};

size_t count_words(std::string_view text) {
  size_t count = 0;
  bool within = false;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    count += !space && !within;
    within = !space;
  }
  return count;
}

// Without what a transcriber put in braces: {vocalsound}.
std::string without_marks(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t end = text[i] == '{' ? text.find('}', i) : std::string_view::npos;
    if (end != std::string_view::npos && end - i < kLongName)
      i = end;
    else
      out += text[i];
  }
  return out;
}

double dot(const Unit& a, const std::unordered_map<std::string, double>& b) {
  double sum = 0;
  for (const auto& [term, weight] : a.terms)
    if (const auto at = b.find(term); at != b.end()) sum += weight * at->second;
  return sum;
}

void to_length_one(std::unordered_map<std::string, double>& terms) {
  double square = 0;
  for (const auto& [term, weight] : terms) square += weight * weight;
  if (square > 0)
    for (auto& [term, weight] : terms) weight /= std::sqrt(square);
}

std::vector<Unit> units_of(std::span<const Turn> turns) {
  std::vector<Unit> units;
  std::string asked, asker;
  for (size_t t = 0; t < turns.size(); ++t) {
    const std::string text = without_marks(turns[t].text);
    size_t place = 0;
    for (const std::string_view sentence : sentences_of(text)) {
      Unit unit;
      unit.said.sentence = sentence;
      unit.said.speaker = turns[t].speaker;
      unit.said.turn = t;
      unit.said.place = place;
      unit.asks = sentence.ends_with('?');
      unit.words = count_words(sentence);
      if (place++ == 0 && !unit.asks && !asked.empty() && asker != turns[t].speaker &&
          unit.words <= kFewWords) {
        unit.said.question = asked;
        unit.said.asker = asker;
      }
      units.push_back(std::move(unit));
    }
    if (!units.empty() && units.back().said.turn == t && units.back().asks) {
      asked = units.back().said.sentence;
      asker = turns[t].speaker;
    } else {
      asked.clear();
    }
  }
  return units;
}

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > kLongName || std::count(name.begin(), name.end(), ' ') > 3)
    return false;
  return name.find_first_of(".?!,;\"") == std::string_view::npos;
}

}  // namespace

std::string Picked::shown() const {
  std::string all;
  if (!question.empty()) all = (asker.empty() ? "" : asker + ": ") + question + " ";
  return all + (speaker.empty() ? "" : speaker + ": ") + sentence;
}

std::vector<Turn> turns_in(std::string_view text) {
  std::vector<Turn> turns;
  size_t lines = 0, named = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    ++lines;
    const size_t colon = line.find(':');
    if (colon != std::string_view::npos && is_name(line.substr(0, colon))) {
      ++named;
      turns.push_back({std::string(line.substr(0, colon)), std::string(line.substr(colon + 1))});
    } else if (turns.empty()) {
      turns.push_back({"", std::string(line)});
    } else {
      turns.back().text += "\n" + std::string(line);
    }
  }
  if (lines < 2 || named * 3 < lines * 2) return {{"", std::string(text)}};
  return turns;
}

std::vector<Turn> turns_of(const Json& turns) {
  const auto wrong = [] {
    return Error(Code::bad_argument, msg::kSkillArgument, "turns",
                 R"([{"speaker": "", "text": ""}])");
  };
  if (!turns.is_array()) throw wrong();
  std::vector<Turn> all;
  for (const Json& turn : turns.as_array()) {
    Turn t{turn.get_string("speaker", turn.get_string("role", "")),
           turn.get_string("text", turn.get_string("content", ""))};
    if (t.text.empty()) throw wrong();
    all.push_back(std::move(t));
  }
  return all;
}

Summary summarize(std::span<const Turn> turns, const SummaryWish& wish) {
  std::vector<Unit> units = units_of(turns);
  Summary summary{.picked = {}, .sentences = units.size()};
  const bool spoken = turns.size() > 1;
  std::unordered_map<std::string, double> having, middle, asked;
  for (Unit& unit : units) {
    for (const auto& [term, count] : terms_of(unit.said.sentence)) unit.terms[term] = count;
    for (const auto& [term, count] : terms_of(unit.said.question)) unit.terms[term] += 0.5 * count;
    for (const auto& [term, weight] : unit.terms) having[term] += 1;
  }
  const auto all = static_cast<double>(units.size());
  for (Unit& unit : units) {
    for (auto& [term, weight] : unit.terms)
      weight = (1 + std::log(1 + weight)) * std::log(1 + all / having[term]);
    to_length_one(unit.terms);
    for (const auto& [term, weight] : unit.terms) middle[term] += weight;
  }
  to_length_one(middle);
  for (const auto& [term, count] : terms_of(wish.about))
    if (having.contains(term)) asked[term] = std::log(1 + all / having[term]);
  to_length_one(asked);
  for (size_t i = 0; i < units.size(); ++i) {
    Unit& unit = units[i];
    double score = dot(unit, middle);
    if (!asked.empty()) score = (1 - kAsked) * score + kAsked * dot(unit, asked);
    if (!spoken) score += kFirstOfText / (1 + static_cast<double>(i));
    if (unit.asks) score *= kQuestion;
    const size_t words =
        unit.words + (unit.said.question.empty() ? 0 : count_words(unit.said.question) / 2);
    score *= std::min(1.0, static_cast<double>(words) / (kNothingSaid + 3));
    unit.said.score = score;
  }
  std::vector<bool> used(units.size());
  std::vector<double> nearest(units.size());
  for (size_t words = 0; summary.picked.size() < std::min(wish.sentences, units.size());) {
    size_t best = units.size();
    double best_value = 0;
    for (size_t i = 0; i < units.size(); ++i) {
      // The first may be longer than all words that are allowed: something must be said.
      const size_t length = count_words(units[i].said.shown());
      if (used[i] || (!summary.picked.empty() && words + length > wish.words)) continue;
      const double value = units[i].said.score * (1 - kAlike * nearest[i]);
      if (best == units.size() || value > best_value) {
        best = i;
        best_value = value;
      }
    }
    if (best == units.size()) break;
    used[best] = true;
    words += count_words(units[best].said.shown());
    summary.picked.push_back(units[best].said);
    for (size_t i = 0; i < units.size(); ++i)
      if (!used[i]) nearest[i] = std::max(nearest[i], dot(units[i], units[best].terms));
  }
  std::sort(summary.picked.begin(), summary.picked.end(), [](const Picked& a, const Picked& b) {
    return a.turn != b.turn ? a.turn < b.turn : a.place < b.place;
  });
  return summary;
}

}  // namespace tinybrain::skills::curator
