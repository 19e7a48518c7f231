#include "skills/coach/stress.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/messages/skill_coach.h"
#include "base/messages/skill_coach_guides.h"
#include "skills/coach/arguments.h"
#include "skills/coach/statistics.h"
#include "text/unicode.h"

namespace tinybrain::skills::coach {
namespace {

// Emotions that come with strain, and those that speak against it.
constexpr std::pair<const char*, double> kStrain[] = {{"nervousness", 1},  {"fear", 1},
                                                      {"grief", 1},        {"sadness", 0.8},
                                                      {"anger", 0.8},      {"annoyance", 0.6},
                                                      {"remorse", 0.6},    {"disappointment", 0.6},
                                                      {"disgust", 0.5},    {"embarrassment", 0.6},
                                                      {"confusion", 0.3},  {"disapproval", 0.4},
                                                      {"joy", -1},         {"relief", -0.6},
                                                      {"gratitude", -0.8}, {"amusement", -0.8},
                                                      {"love", -0.8},      {"optimism", -0.6},
                                                      {"pride", -0.6},     {"excitement", -0.6},
                                                      {"admiration", -0.6}};

// Words that say it themselves.
constexpr const char* kWords[] = {
    "stress",   "anxious",     "anxiety",    "overwhelm", "exhaust",  "burnt out", "burned out",
    "panic",    "can't sleep", "cant sleep", "worried",   "pressure", "tense",     "deadline",
    "스트레스", "불안",        "초조",       "지쳤",      "지친",     "번아웃",    "압박",
    "걱정",     "잠이 안",     "잠을 못",    "예민",      "긴장",     "답답",      "막막"};

double strain_in(const Emotions& emotions) {
  double sum = 0;
  for (const auto& [label, p] : emotions)
    for (const auto& [name, weight] : kStrain)
      if (label == name) sum += weight * p;
  return sum;  // -1 to 1
}

int named(const std::string& text) {
  int n = 0;
  for (const char* word : kWords) n += text.find(word) != std::string::npos;
  return n;
}

// The share of strain that the words tell, 0 to 1.
double of_words(std::string_view text, const Feel& feel) {
  const std::string folded = unicode::folded(unicode::repaired(text));
  const double strain = strain_in(feel(text));
  return 1 / (1 + std::exp(-(3.0 * strain + 1.2 * std::min(named(folded), 2) - 0.3)));
}

std::vector<std::string> pieces_of(std::string_view text) {
  std::vector<std::string> pieces;
  std::string piece;
  for (char c : std::string(text) + " ") {
    if (c != ' ' && c != '\n' && c != '\t') {
      piece += c;
    } else if (!piece.empty()) {
      pieces.push_back(piece);
      piece.clear();
    }
  }
  return pieces;
}

// What falls when a word is left out; the most telling three.
Json words_that_matter(std::string_view text, double all, const Feel& feel) {
  const std::vector<std::string> pieces = pieces_of(text);
  std::vector<std::pair<double, std::string>> falls;
  for (size_t out = 0; out < pieces.size() && pieces.size() <= 40; ++out) {
    std::string rest;
    for (size_t i = 0; i < pieces.size(); ++i)
      if (i != out) rest += (rest.empty() ? "" : " ") + pieces[i];
    falls.emplace_back(all - of_words(rest, feel), pieces[out]);
  }
  std::stable_sort(falls.begin(), falls.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  Json list{Json::Array{}};
  for (size_t i = 0; i < falls.size() && i < 3; ++i) {
    if (falls[i].first < 0.02) break;
    Json one;
    list.push(one.set("word", falls[i].second).set("weight", rounded(falls[i].first, 3)));
  }
  return list;
}

// Deviations above the person's own usual; nothing without at least seven days of it.
std::optional<double> above_usual(const Person* person, const char* measure, double value,
                                  Json& said) {
  if (!person || value <= 0) return std::nullopt;
  const auto at = person->daily.find(measure);
  if (at == person->daily.end() || at->second.size() < 7) return std::nullopt;
  std::vector<double> days;
  for (auto day = at->second.rbegin(); day != at->second.rend() && days.size() < 28; ++day)
    days.push_back(day->second);
  const double usual = median_of(days), spread = std::max(deviation_of(days), 0.03 * usual);
  Json one;
  one.set("value", value)
      .set("usual", rounded(usual, 1))
      .set("deviations", rounded((value - usual) / spread, 2))
      .set("days", days.size());
  said.set(measure, one);
  return std::clamp((value - usual) / spread, -3.0, 3.0);
}

}  // namespace

Json stress(const Json& arguments, const Person* person, const Feel& feel, Language language) {
  const std::string text = arguments.get_string("text", "");
  const double rate = asked_number(arguments, "resting_heart_rate", 0, 25, 220);
  const double hrv = asked_number(arguments, "hrv", 0, 1, 400);
  Json pulse{Json::Object{}}, words{Json::Array{}}, used{Json::Array{}}, j;
  double logit = 0, weight = 0;  // weight: how many guesses as good as one text this is worth
  if (text.size() > 20000) throw Error(Code::bad_argument, msg::kCoachArgument, "text", "<= 20000");
  if (text.find_first_not_of(" \n\t") != std::string::npos) {
    const double p = std::clamp(of_words(text, feel), 0.02, 0.98);
    logit += std::log(p / (1 - p));
    weight += feel(text).empty() ? 2 : 4;
    words = words_that_matter(text, p, feel);
    used.push("words");
  }
  if (const auto z = above_usual(person, "resting_heart_rate", rate, pulse)) {
    logit += 0.5 * *z;
    weight += 3;
    used.push("resting_heart_rate");
  }
  if (const auto z = above_usual(person, "hrv", hrv, pulse)) {
    logit -= 0.5 * *z;
    weight += 3;
    used.push("hrv");
  }
  const double p = 1 / (1 + std::exp(-logit));
  // Wilson's interval for a share seen in so few guesses: wide on purpose.
  const double z2 = 1.64 * 1.64, n = std::max(weight, 0.5);
  const double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half = 1.64 * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);
  const double low = std::min(p, middle - half), high = std::max(p, middle + half);
  const Message& says = weight == 0  ? msg::kStressNothing
                        : low > 0.5  ? msg::kStressHigh
                        : high < 0.5 ? msg::kStressLow
                        : p > 0.6    ? msg::kStressSome
                                     : msg::kStressUnclear;
  j.set("score", weight == 0 ? Json() : Json(rounded(100 * p, 0)))
      .set("low", rounded(100 * low, 0))
      .set("high", rounded(100 * high, 0));
  j.set("interval", 0.9).set("used", used).set("words", words).set("pulse", pulse);
  return j.set("says", text_of(language, says))
      .set("not_a_diagnosis", text_of(language, msg::kCoachNotDiagnosis));
}

}  // namespace tinybrain::skills::coach
