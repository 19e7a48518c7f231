#include "knowledge/lexical.h"

#include <algorithm>
#include <cmath>

#include "text/terms.h"

namespace tinybrain {
namespace {

constexpr double kSaturation = 1.2;      // k1
constexpr double kLengthShare = 0.75;    // b
constexpr uint32_t kMostOfQuestion = 2;  // times that a term counts in a question

double rarity(size_t texts, size_t with_term) {
  return std::log(1 + (static_cast<double>(texts - with_term) + 0.5) /
                          (static_cast<double>(with_term) + 0.5));
}

}  // namespace

LexicalIndex::LexicalIndex(const std::vector<std::string_view>& texts) : texts_(texts.size()) {
  std::vector<std::unordered_map<std::string, uint32_t>> all;
  std::vector<double> lengths;
  double sum = 0;
  for (std::string_view text : texts) {
    all.push_back(terms_of(text));
    double length = 0;
    for (const auto& [term, count] : all.back()) length += count;
    lengths.push_back(length);
    sum += length;
  }
  mean_length_ = std::max(1.0, sum / static_cast<double>(std::max<size_t>(1, texts_)));
  for (size_t i = 0; i < all.size(); ++i)
    for (const auto& [term, count] : all[i])
      terms_[term].postings.push_back({static_cast<uint32_t>(i), weight(count, lengths[i])});
  for (auto& [name, term] : terms_)
    term.rarity = static_cast<float>(rarity(texts_, term.postings.size()));
  unseen_ = static_cast<float>(rarity(texts_, 0));
}

float LexicalIndex::weight(double count, double length) const {
  const double norm = 1 - kLengthShare + kLengthShare * length / mean_length_;
  return static_cast<float>(count * (kSaturation + 1) / (count + kSaturation * norm));
}

std::vector<float> LexicalIndex::scores(std::string_view question) const {
  std::vector<float> found(texts_, 0.0f);
  const auto asked = terms_of(question);
  // In one order everywhere: sums of floats depend on it.
  std::vector<std::pair<std::string_view, uint32_t>> terms(asked.begin(), asked.end());
  std::sort(terms.begin(), terms.end());
  double length = 0;
  for (const auto& [term, count] : terms) length += count;
  double best = 1e-9;  // the question against itself
  for (const auto& [term, count] : terms) {
    const auto at = terms_.find(std::string(term));
    const auto times = static_cast<float>(std::min(count, kMostOfQuestion));
    const float rare = at == terms_.end() ? unseen_ : at->second.rarity;
    best += double{times} * rare * weight(count, length);
    if (at == terms_.end()) continue;
    for (const Posting& p : at->second.postings) found[p.text] += times * rare * p.weight;
  }
  for (float& f : found) f /= static_cast<float>(best);
  return found;
}

float LexicalIndex::unseen_share(std::string_view question) const {
  const auto asked = terms_of(question);
  std::vector<std::string_view> terms;
  for (const auto& [term, count] : asked) terms.push_back(term);
  std::sort(terms.begin(), terms.end());
  double all = 1e-9, unseen = 0;
  for (std::string_view term : terms) {
    const auto at = terms_.find(std::string(term));
    all += at == terms_.end() ? unseen_ : at->second.rarity;
    if (at == terms_.end()) unseen += unseen_;
  }
  return static_cast<float>(unseen / all);
}

}  // namespace tinybrain
