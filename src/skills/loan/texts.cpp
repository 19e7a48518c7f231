#include "skills/loan/texts.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "base/error.h"
#include "base/format.h"
#include "base/messages/tables.h"
#include "base/rng.h"
#include "text/unicode.h"

namespace tinybrain::skills::loan {
namespace {

using tables::Sheet;

constexpr size_t kFolds = 5, kShown = 3;
constexpr uint32_t kPasses = 12, kLeastTexts = 3;  // that have a term: fewer could tell who it is
constexpr size_t kMostBytes = 20'000;              // of a text that are looked at
constexpr double kLeastWords = 4, kLeastDifferent = 0.5;
constexpr size_t kMostTerms = 1'000'000;

std::string_view looked_at(std::string_view text) { return text.substr(0, kMostBytes); }

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  const std::string plain = unicode::folded(unicode::repaired(looked_at(text)));
  for (size_t at = 0; at < plain.size();) {
    const size_t end = std::min(plain.find(' ', at), plain.size());
    std::string_view word = std::string_view(plain).substr(at, end - at);
    constexpr std::string_view kMarks = ".,!?;:()\"'";
    while (!word.empty() && kMarks.find(word.back()) != word.npos) word.remove_suffix(1);
    while (!word.empty() && kMarks.find(word.front()) != word.npos) word.remove_prefix(1);
    if (!word.empty()) words.emplace_back(word);
    at = end + 1;
  }
  return words;
}

// Not numbers, a few words each, and hardly ever the same.
bool is_text(const Sheet& sheet, size_t at) {
  std::unordered_set<std::string_view> different;
  size_t there = 0, words = 0;
  for (const auto& row : sheet.rows) {
    if (tables::is_missing(row[at])) continue;
    ++there;
    different.insert(row[at]);
    words += words_of(row[at]).size();
  }
  const auto n = static_cast<double>(there);
  return there > 0 && static_cast<double>(words) >= kLeastWords * n &&
         static_cast<double>(different.size()) >= kLeastDifferent * n;
}

}  // namespace

TextColumn::TextColumn(std::string name, const std::vector<std::string_view>& texts,
                       const std::vector<bool>& good, uint64_t seed)
    : name_(std::move(name)), vocabulary_(texts, kLeastTexts) {
  std::vector<TermVector> terms;
  for (std::string_view text : texts) terms.push_back(vocabulary_.vector_of(looked_at(text)));
  std::vector<HeadExample> examples;
  for (size_t i = 0; i < terms.size(); ++i)
    examples.push_back({&terms[i], nullptr, good[i] ? 1u : 0u});
  LinearHead head(2, vocabulary_.size(), 0);
  head.train(examples, kPasses, seed);
  for (size_t i = 0; i < vocabulary_.size(); ++i)
    weights_.push_back(head.weights()[2 * i + 1] - head.weights()[2 * i]);
  bias_ = head.weights()[2 * vocabulary_.size() + 1] - head.weights()[2 * vocabulary_.size()];
}

double TextColumn::log_odds(std::string_view text) const {
  const TermVector v = vocabulary_.vector_of(looked_at(text));
  double sum = bias_;
  for (size_t i = 0; i < v.terms.size(); ++i)
    sum += double{v.weights[i]} * double{weights_[v.terms[i]]};
  return sum;
}

std::vector<std::string> TextColumn::words_in(std::string_view text, bool good) const {
  std::vector<std::pair<double, std::string>> all;
  for (std::string& word : words_of(text)) {
    const double says = log_odds(word) - bias_;
    if (good ? says > 0 : says < 0) all.emplace_back(-std::abs(says), std::move(word));
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::vector<std::string> words;
  for (size_t i = 0; i < std::min(kShown, all.size()); ++i)
    words.push_back(std::move(all[i].second));
  return words;
}

std::string TextColumn::cell(std::string_view text) const {
  return tables::is_missing(text) ? "" : fmt::format("{:.4f}", log_odds(text));
}

Json TextColumn::to_json() const {
  Json j, names{Json::Array{}}, rarities{Json::Array{}}, weights{Json::Array{}};
  for (size_t i = 0; i < weights_.size(); ++i) {
    names.push(vocabulary_.names()[i]);
    rarities.push(double{vocabulary_.rarities()[i]});
    weights.push(double{weights_[i]});
  }
  j.set("name", name_).set("bias", bias_).set("terms", std::move(names));
  return j.set("rarities", std::move(rarities)).set("weights", std::move(weights));
}

TextColumn::TextColumn(const Json& json) : name_(json.at("name").as_string()) {
  bias_ = json.at("bias").as_double();
  std::vector<std::string> names;
  std::vector<float> rarities;
  for (const Json& one : json.at("terms").as_array()) names.push_back(one.as_string());
  for (const Json& one : json.at("rarities").as_array())
    rarities.push_back(static_cast<float>(one.as_double()));
  for (const Json& one : json.at("weights").as_array())
    weights_.push_back(static_cast<float>(one.as_double()));
  const auto finite = [](float v) { return std::isfinite(v); };
  if (names.size() != rarities.size() || names.size() != weights_.size() ||
      names.size() > kMostTerms || !std::isfinite(bias_) ||
      !std::all_of(rarities.begin(), rarities.end(), finite) ||
      !std::all_of(weights_.begin(), weights_.end(), finite))
    throw Error(Code::bad_file, msg::kScoreDamaged, "texts");
  vocabulary_ = TermVocabulary(std::move(names), std::move(rarities));
}

std::vector<std::string> text_columns_of(const Sheet& sheet, const Json& arguments,
                                         const std::set<std::string>& out) {
  std::vector<std::string> names;
  if (const Json* given = arguments.find("text_columns")) {
    for (const Json& one : given->as_array("text_columns")) {
      const std::string& name = one.as_string("text_columns");
      sheet.column(name);
      if (!out.count(name)) names.push_back(name);
    }
    return names;
  }
  for (size_t k = 0; k < sheet.header.size(); ++k)
    if (!out.count(sheet.header[k]) && is_text(sheet, k)) names.push_back(sheet.header[k]);
  return names;
}

std::vector<TextColumn> learn_texts(Sheet& sheet, const std::vector<uint32_t>& rows,
                                    const std::vector<bool>& good,
                                    const std::vector<std::string>& names, uint64_t seed) {
  std::vector<TextColumn> learnt;
  std::vector<size_t> fold(rows.size());
  size_t next[2] = {0, 0};
  for (uint32_t i : shuffled_indices(rows.size(), seed)) fold[i] = next[good[i]]++ % kFolds;
  for (const std::string& name : names) {
    const size_t at = sheet.column(name);
    // left_out: a fold; kFolds = none.
    const auto from = [&](size_t left_out) {
      std::vector<std::string_view> texts;
      std::vector<bool> labels;
      for (size_t i = 0; i < rows.size(); ++i) {
        const std::string& cell = sheet.rows[rows[i]][at];
        if (fold[i] == left_out || tables::is_missing(cell)) continue;
        texts.push_back(cell);
        labels.push_back(good[i]);
      }
      return TextColumn(name, texts, labels, seed);
    };
    learnt.push_back(from(kFolds));
    std::vector<std::string> cells(rows.size());
    for (size_t f = 0; f < kFolds; ++f) {
      const TextColumn others = from(f);
      for (size_t i = 0; i < rows.size(); ++i)
        if (fold[i] == f) cells[i] = others.cell(sheet.rows[rows[i]][at]);
    }
    for (auto& row : sheet.rows) row[at].clear();
    for (size_t i = 0; i < rows.size(); ++i) sheet.rows[rows[i]][at] = std::move(cells[i]);
  }
  return learnt;
}

void put_numbers(Sheet& sheet, const std::vector<TextColumn>& texts) {
  for (const TextColumn& text : texts) {
    const auto at = std::find(sheet.header.begin(), sheet.header.end(), text.name());
    if (at == sheet.header.end()) continue;
    for (auto& row : sheet.rows) {
      std::string& cell = row[static_cast<size_t>(at - sheet.header.begin())];
      cell = text.cell(cell);
    }
  }
}

}  // namespace tinybrain::skills::loan
