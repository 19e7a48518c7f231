#include "skills/sorter.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.h"
#include "base/messages/skill_sorter.h"
#include "base/messages/tables.h"
#include "base/rng.h"
#include "eval/classification.h"
#include "text/unicode.h"

namespace tinybrain::skills {
namespace {

constexpr uint32_t kPasses = 30, kLeastTexts = 1;
constexpr uint32_t kPassesOfPieces[] = {4, 10, 30};  // one of them, by what the folds say
constexpr size_t kShortest = 2, kLongest = 4;        // characters of a piece
constexpr size_t kFolds = 5, kBatch = 32, kLeastOfLabel = 3;

std::vector<std::string_view> views(std::span<const KnownText> known) {
  std::vector<std::string_view> all;
  for (const KnownText& k : known) all.push_back(k.text);
  return all;
}

// Words, and every piece of a few characters of what stands between spaces, marks included.
std::unordered_map<std::string, uint32_t> piece_terms(std::string_view text) {
  auto terms = terms_of(text);
  std::string plain = " " + unicode::folded(unicode::repaired(text)) + " ";
  std::vector<size_t> places;
  for (size_t at = 0; at < plain.size(); at += unicode::decode(plain.substr(at, 4)).length)
    places.push_back(at);
  places.push_back(plain.size());
  for (size_t length = kShortest; length <= kLongest; ++length)
    for (size_t i = 0; i + length < places.size(); ++i) {
      const std::string piece = plain.substr(places[i], places[i + length] - places[i]);
      const size_t space = piece.find(' ', 1);
      if (space == std::string::npos || space + 1 == piece.size()) ++terms["~" + piece];
    }
  return terms;
}

TermVocabulary::Terms terms_by(Sorter::By by) {
  return by == Sorter::By::pieces ? piece_terms : terms_of;
}

double dot(const TermVector& a, const TermVector& b) {
  double sum = 0;
  for (size_t i = 0, j = 0; i < a.terms.size() && j < b.terms.size();) {
    if (a.terms[i] == b.terms[j])
      sum += double{a.weights[i++]} * b.weights[j++];
    else
      ++(a.terms[i] < b.terms[j] ? i : j);
  }
  return sum;
}

[[noreturn]] void damaged(const char* where) {
  throw Error(Code::bad_file, msg::kScoreDamaged, where);
}

}  // namespace

void Sorter::index_known() {
  for (const KnownText& k : known_) terms_.push_back(vocabulary_.vector_of(k.text));
}

std::vector<float> Sorter::vector_of(const std::string& text) const {
  std::vector<float> v(head_.width());
  const std::string_view one = text;
  if (!v.empty()) embed_texts(*encoder_, {&one, 1}, true, v.data());
  return v;
}

Sorter::Sorter(std::vector<std::string> labels, std::vector<KnownText> known, LoadedModel* encoder,
               double wrong, uint64_t seed, By by)
    : labels_(std::move(labels)), known_(std::move(known)), encoder_(encoder), by_(by) {
  const size_t n = known_.size(), c = labels_.size();
  std::vector<size_t> of_label(c);
  for (const KnownText& k : known_) ++of_label[k.label];
  if (c < 2 || *std::min_element(of_label.begin(), of_label.end()) < kLeastOfLabel)
    throw Error(Code::bad_argument, msg::kSorterFew, "train", n, c);
  const std::vector<std::string_view> texts = views(known_);
  const size_t width = encoder ? encoder->config().width : 0;
  std::vector<float> vectors(n * width);
  for (size_t i = 0; width && i < n; i += kBatch)
    embed_texts(*encoder, std::span(texts).subspan(i, std::min(kBatch, n - i)), true,
                vectors.data() + i * width);
  // Learns from the texts outside a fold; the vocabulary is theirs too.
  const auto learn = [&](const std::vector<size_t>& fold, size_t left_out, uint32_t passes,
                         TermVocabulary& vocabulary, LinearHead& head) {
    std::vector<std::string_view> some;
    std::vector<size_t> which;
    for (size_t i = 0; i < n; ++i)
      if (fold[i] != left_out) some.push_back(texts[i]), which.push_back(i);
    vocabulary = TermVocabulary(some, kLeastTexts, terms_by(by_));
    std::vector<TermVector> terms;
    for (std::string_view text : some) terms.push_back(vocabulary.vector_of(text));
    std::vector<HeadExample> examples;
    for (size_t i = 0; i < which.size(); ++i)
      examples.push_back({&terms[i], vectors.data() + which[i] * width, known_[which[i]].label});
    head = LinearHead(c, vocabulary.size(), width);
    head.train(examples, passes, seed);
  };
  // As many of a label in each fold.
  std::vector<size_t> fold(n), next(c);
  for (uint32_t i : shuffled_indices(n, seed)) fold[i] = next[known_[i].label]++ % kFolds;
  std::vector<uint32_t> truth(n);
  for (size_t i = 0; i < n; ++i) truth[i] = known_[i].label;
  // Chances out of fold, as logarithms.
  const auto out_of_fold = [&](uint32_t passes) {
    std::vector<float> all(n * c);
    for (size_t f = 0; f < kFolds; ++f) {
      TermVocabulary vocabulary;
      LinearHead head;
      learn(fold, f, passes, vocabulary, head);
      for (size_t i = 0; i < n; ++i)
        if (fold[i] == f)
          head.predict(vocabulary.vector_of(texts[i]), vectors.data() + i * width,
                       {all.data() + i * c, c});
    }
    for (float& v : all) v = std::log(std::max(v, 1e-9f));
    return all;
  };
  uint32_t passes = kPasses;
  std::vector<float> p;
  if (by_ == By::words) {
    p = out_of_fold(passes);
  } else {
    size_t most = 0;
    for (uint32_t some : kPassesOfPieces) {
      std::vector<float> tried = out_of_fold(some);
      size_t right = 0;
      for (size_t i = 0; i < n; ++i) {
        const auto first = tried.begin() + static_cast<ptrdiff_t>(i * c);
        right += static_cast<uint32_t>(std::max_element(first, first + static_cast<ptrdiff_t>(c)) -
                                       first) == truth[i];
      }
      if (p.empty() || right > most) most = right, passes = some, p = std::move(tried);
    }
  }
  temperature_ = fit_temperature(p, truth, c);
  // The lowest line over which few enough answers are wrong.
  std::vector<std::pair<double, bool>> answers;
  for (size_t i = 0; i < n; ++i) {
    double sum = 0, most = 0;
    size_t best = 0;
    for (size_t k = 0; k < c; ++k) {
      const double e = std::exp(p[i * c + k] / temperature_);
      sum += e;
      if (e > most) most = e, best = k;
    }
    answers.emplace_back(most / sum, best == truth[i]);
  }
  std::sort(answers.begin(), answers.end(), std::greater<>());
  line_ = 1;
  double errors = 0;
  for (size_t i = 0; i < n; ++i) {
    errors += !answers[i].second;
    if (errors <= wrong * static_cast<double>(i + 1)) line_ = answers[i].first;
  }
  learn(std::vector<size_t>(n, 0), 1, passes, vocabulary_, head_);
  index_known();
}

std::vector<double> Sorter::chances(const std::string& text) const {
  std::vector<float> p(labels_.size());
  head_.predict(vocabulary_.vector_of(text), vector_of(text).data(), p);
  std::vector<double> chances;
  double sum = 0;
  for (float v : p)
    chances.push_back(std::pow(std::max(double{v}, 1e-9), 1 / temperature_)), sum += chances.back();
  for (double& v : chances) v /= sum;
  return chances;
}

bool Sorter::knows_any_of(const std::string& text) const {
  return !vocabulary_.vector_of(text).terms.empty();
}

std::vector<Source> Sorter::sources(const std::string& text, size_t most) const {
  const TermVector v = vocabulary_.vector_of(text);
  std::vector<Source> all;
  for (size_t i = 0; i < terms_.size(); ++i) all.push_back({i, dot(v, terms_[i])});
  std::stable_sort(all.begin(), all.end(),
                   [](const Source& a, const Source& b) { return a.likeness > b.likeness; });
  all.resize(std::min(all.size(), most));
  std::erase_if(all, [](const Source& s) { return s.likeness <= 0; });
  return all;
}

Json Sorter::to_json() const {
  Json j, known{Json::Array{}}, weights{Json::Array{}}, rarities{Json::Array{}};
  for (const KnownText& k : known_) known.push(Json(Json::Array{k.label, k.row, k.text}));
  for (float w : head_.weights()) weights.push(std::round(double{w} * 1e5) / 1e5);
  for (float r : vocabulary_.rarities()) rarities.push(std::round(double{r} * 1e5) / 1e5);
  j.set("format", "tinybrain-sorter").set("version", 1);
  j.set("labels", Json::Array(labels_.begin(), labels_.end())).set("width", head_.width());
  if (by_ == By::pieces) j.set("by", "pieces");
  j.set("temperature", temperature_).set("line", line_).set("known", std::move(known));
  j.set("terms", Json::Array(vocabulary_.names().begin(), vocabulary_.names().end()));
  return j.set("rarities", std::move(rarities)).set("weights", std::move(weights));
}

Sorter::Sorter(const Json& j, LoadedModel* encoder) : encoder_(encoder) {
  if (j.get_string("format", "") != "tinybrain-sorter") damaged("format");
  if (j.get_string("by", "words") == "pieces") by_ = By::pieces;
  if (const int64_t version = j.at("version").as_int(); version != 1)
    throw Error(Code::unsupported, msg::kScoreNewer, version, 1);
  for (const Json& label : j.at("labels").as_array()) labels_.push_back(label.as_string());
  for (const Json& one : j.at("known").as_array()) {
    const Json::Array& k = one.as_array();
    if (k.size() != 3) damaged("known");
    const int64_t label = k[0].as_int();
    if (label < 0 || label >= static_cast<int64_t>(labels_.size())) damaged("known");
    known_.push_back(
        {k[2].as_string(), static_cast<uint32_t>(label), static_cast<uint64_t>(k[1].as_int())});
  }
  std::vector<std::string> names;
  std::vector<float> rarities;
  for (const Json& name : j.at("terms").as_array()) names.push_back(name.as_string());
  for (const Json& r : j.at("rarities").as_array())
    rarities.push_back(static_cast<float>(r.as_double()));
  const int64_t width = j.at("width").as_int();
  const size_t own = encoder ? encoder->config().width : 0;
  if (width != 0 && width != static_cast<int64_t>(own))
    throw Error(Code::not_found, msg::kSorterNoEncoder);
  const Json::Array& weights = j.at("weights").as_array();
  temperature_ = j.at("temperature").as_double();
  line_ = j.at("line").as_double();
  if (labels_.size() < 2 || rarities.size() != names.size() || !(temperature_ > 0))
    damaged("terms");
  if (weights.size() != (names.size() + static_cast<size_t>(width) + 1) * labels_.size())
    damaged("weights");
  head_ = LinearHead(labels_.size(), names.size(), static_cast<size_t>(width));
  for (size_t i = 0; i < weights.size(); ++i)
    head_.weights()[i] = static_cast<float>(weights[i].as_double());
  vocabulary_ = TermVocabulary(std::move(names), std::move(rarities), terms_by(by_));
  index_known();
}

}  // namespace tinybrain::skills
