#include "skills/router.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_set>

#include "base/error.h"
#include "base/messages/skills_router.h"
#include "base/rng.h"
#include "eval/logistic.h"
#include "kernels/kernels.h"
#include "skills/router_kept.h"
#include "text/small_talk.h"
#include "text/unicode.h"

namespace tinybrain::skills {
namespace {

constexpr uint32_t kPasses = 12;
constexpr size_t kFolds = 5, kLarge = 4000;  // of more examples one fold is enough
constexpr size_t kBatch = 64, kShown = 5;
constexpr double kHidden =
    0.2;  // of the intents, in each fold: how requests for something else look
constexpr double kRidge = 1.0;
constexpr size_t kMostTimes = 20;  // that an example counts, where those of intents are few
constexpr double kLeastChance = 0.5;
constexpr double kChatThrough = 0.003;  // of small talk that may be taken for a request
constexpr size_t kFeatures = 7;
using Features = std::array<double, kFeatures>;

// Words, their pieces, and pairs of neighbours.
std::unordered_map<std::string, uint32_t> routing_terms(std::string_view text) {
  auto terms = terms_of(text);
  const std::string plain = unicode::folded(unicode::repaired(text));
  std::string before = "^";
  for (size_t at = 0; at <= plain.size();) {
    const size_t end = std::min(plain.find(' ', at), plain.size());
    std::string word = plain.substr(at, end - at);
    while (!word.empty() && std::string_view(".,!?").find(word.back()) != std::string_view::npos)
      word.pop_back();
    if (!word.empty()) {
      ++terms[before + " " + word];
      before = std::move(word);
    }
    at = end + 1;
  }
  return terms;
}

std::vector<float> vectors_of(LoadedModel* encoder, const std::vector<TaggedText>& texts,
                              const std::function<bool(uint64_t, uint64_t)>& progress) {
  if (!encoder) return {};
  const size_t width = encoder->config().width;
  std::vector<float> all(texts.size() * width);
  std::vector<std::string_view> batch;
  for (size_t i = 0; i < texts.size(); i += batch.size()) {
    batch.clear();
    for (size_t k = i; k < std::min(texts.size(), i + kBatch); ++k) batch.push_back(texts[k].text);
    embed_texts(*encoder, batch, true, all.data() + i * width);
    if (progress && !progress(i + batch.size(), texts.size()))
      throw Error(Code::cancelled, msg::kRouterStopped);
  }
  return all;
}

}  // namespace

struct Router::Fit {
  size_t labels = 0;  // intents, then chat, then nothing
  std::vector<std::string_view> texts;
  std::vector<uint32_t> label_of;
  std::vector<const float*> vectors;  // empty without an encoder
  TermVocabulary vocabulary;
  LinearHead head;
  std::unique_ptr<LexicalIndex> lexical;
  std::shared_ptr<const void> keeps;  // what texts and vectors lie in
};

struct Router::Scored {
  std::vector<float> probabilities;  // [labels]
  uint32_t best = 0;                 // intent
  Features features{};
};

namespace {

uint32_t label_of(uint32_t intent, size_t intents) {
  if (intent == kChat) return static_cast<uint32_t>(intents);
  if (intent == kNothing) return static_cast<uint32_t>(intents) + 1;
  return intent;
}

}  // namespace

const char* name_of(Decision decision) {
  switch (decision) {
    case Decision::skill: return "skill";
    case Decision::chat: return "chat";
    case Decision::small_talk: return "small_talk";
    case Decision::nothing: return "nothing";
  }
  return "";
}

namespace {

// What needs no training.
template <class FitType>
void count(FitType& fit, size_t width) {
  fit.vocabulary = TermVocabulary(fit.texts, fit.texts.size() > 500 ? 2 : 1, routing_terms);
  fit.lexical = std::make_unique<LexicalIndex>(fit.texts);
  fit.head = LinearHead(fit.labels, fit.vocabulary.size(), width);
}

// Few examples of intents beside many of small talk are shown more often.
template <class FitType>
void train(FitType& fit, size_t width, uint64_t seed,
           const std::function<bool(uint64_t, uint64_t)>& progress) {
  count(fit, width);
  std::vector<TermVector> terms;
  size_t asked = 0;
  for (size_t i = 0; i < fit.texts.size(); ++i) {
    terms.push_back(fit.vocabulary.vector_of(fit.texts[i]));
    asked += fit.label_of[i] + 2 < fit.labels;
  }
  const size_t times =
      asked ? std::clamp<size_t>((fit.texts.size() - asked) / asked, size_t{1}, size_t{6}) : 1;
  std::vector<HeadExample> examples;
  for (size_t i = 0; i < terms.size(); ++i)
    for (size_t k = 0; k < (fit.label_of[i] + 2 < fit.labels ? times : 1); ++k)
      examples.push_back({&terms[i], width ? fit.vectors[i] : nullptr, fit.label_of[i]});
  if (!fit.head.train(examples, kPasses, seed, progress))
    throw Error(Code::cancelled, msg::kRouterStopped);
}

}  // namespace

Router::Scored Router::score(const Fit& fit, std::string_view text, const float* vector) const {
  Scored s;
  const size_t n = intents_.size();
  s.probabilities.resize(fit.labels);
  fit.head.predict(fit.vocabulary.vector_of(text), vector, s.probabilities);
  // The skill by all of its intents together, then the best of these.
  std::map<std::string_view, float> skills;
  for (size_t i = 0; i < n; ++i) skills[intents_[i].skill] += s.probabilities[i];
  const auto skill =
      std::max_element(skills.begin(), skills.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  float first = -1, second = 0;
  for (uint32_t i = 0; i < n; ++i)
    if (intents_[i].skill == skill->first && s.probabilities[i] > first) {
      first = s.probabilities[i];
      s.best = i;
    }
  for (uint32_t i = 0; i < n; ++i)
    if (i != s.best) second = std::max(second, s.probabilities[i]);
  const std::vector<float> lexical = fit.lexical->scores(text);
  float near = 0, near_other = 0, cosine = 0;
  for (size_t i = 0; i < fit.texts.size(); ++i) {
    if (fit.label_of[i] == s.best) {
      near = std::max(near, lexical[i]);
      if (width_) cosine = std::max(cosine, kernels::table().dot(vector, fit.vectors[i], width_));
    } else {
      near_other = std::max(near_other, lexical[i]);
    }
  }
  const auto log_odds = [](float p) {
    return std::log((double{p} + 1e-4) / (1 - double{p} + 1e-4));
  };
  s.features = {log_odds(first),
                first - second,
                skill->second,
                near,
                near - near_other,
                cosine,
                fit.lexical->unseen_share(text)};
  return s;
}

Router::Router(Examples examples, LoadedModel* encoder, const Options& o)
    : intents_(std::move(examples.intents)),
      encoder_(encoder),
      width_(encoder ? encoder->config().width : 0) {
  if (intents_.empty()) throw Error(Code::bad_argument, msg::kRouterNoIntents);
  const auto kept = std::make_shared<Examples>(std::move(examples));
  const std::string key =
      o.cache.empty() ? "" : router_key(intents_, *kept, encoder, o.seed, o.version);
  std::optional<KeptRouter> known;
  if (!o.cache.empty()) known = read_kept_router(o.cache, key);
  if (known && known->vectors.size() != kept->texts.size() * width_) known.reset();
  auto fit = std::make_shared<Fit>();
  fit->labels = intents_.size() + 2;
  const auto vectors = std::make_shared<std::vector<float>>(
      known ? std::move(known->vectors) : vectors_of(encoder, kept->texts, o.progress));
  for (size_t i = 0; i < kept->texts.size(); ++i) {
    fit->texts.push_back(kept->texts[i].text);
    fit->label_of.push_back(label_of(kept->intent_of[i], intents_.size()));
    if (width_) fit->vectors.push_back(vectors->data() + i * width_);
  }
  fit->keeps =
      std::make_shared<std::pair<std::shared_ptr<Examples>, std::shared_ptr<std::vector<float>>>>(
          kept, vectors);
  if (known) {
    count(*fit, width_);
    const bool fits = known->chance.size() == kFeatures + 1 &&
                      known->head.size() == fit->head.weights().size() &&
                      known->terms == digest_of(fit->vocabulary.names());
    if (!fits) known.reset();
  }
  if (known) {
    fit->head.weights() = std::move(known->head);
    chance_ = std::move(known->chance);
    threshold_ = known->threshold;
  } else {
    fit_chance(*kept, *vectors, o);
    train(*fit, width_, o.seed, {});
    if (!o.cache.empty())
      keep_router(
          o.cache, key,
          {*vectors, fit->head.weights(), chance_, threshold_, digest_of(fit->vocabulary.names())});
  }
  fit_ = fit;

  std::map<uint32_t, std::vector<TaggedText>> marked;
  std::unordered_set<uint32_t> with_spans;
  for (size_t i = 0; i < kept->texts.size(); ++i) {
    if (kept->intent_of[i] >= intents_.size()) continue;
    marked[kept->intent_of[i]].push_back(kept->texts[i]);
    if (!kept->texts[i].spans.empty()) with_spans.insert(kept->intent_of[i]);
  }
  for (uint32_t intent : with_spans) taggers_.emplace(intent, Tagger(marked[intent], {}, o.seed));
}

// On examples that the head did not see, and on those of intents that it does not know at all.
void Router::fit_chance(const Examples& examples, const std::vector<float>& vectors,
                        const Options& o) {
  const size_t n = examples.texts.size(), intents = intents_.size();
  const size_t folds = n > kLarge ? 1 : kFolds;
  const std::vector<uint32_t> order = shuffled_indices(n, o.seed),
                              shuffled = shuffled_indices(intents, o.seed + 1);
  const auto hidden =
      intents < kFolds ? size_t{0} : static_cast<size_t>(kHidden * static_cast<double>(intents));
  std::vector<double> features;
  std::vector<bool> right, chat, in_scope;
  for (size_t fold = 0; fold < folds; ++fold) {
    std::vector<bool> hide(intents);
    for (size_t i = 0; i < hidden; ++i) hide[shuffled[(fold * hidden + i) % intents]] = true;
    Fit fit;
    fit.labels = intents + 2;
    std::vector<uint32_t> held;
    for (size_t k = 0; k < n; ++k) {
      const uint32_t i = order[k], intent = examples.intent_of[i];
      const bool out = intent < intents && hide[intent];
      if (k % kFolds == fold) held.push_back(i);
      if (k % kFolds == fold || out) continue;
      fit.texts.push_back(examples.texts[i].text);
      fit.label_of.push_back(label_of(intent, intents));
      if (width_) fit.vectors.push_back(vectors.data() + i * width_);
    }
    if (fit.texts.empty()) continue;
    train(fit, width_, o.seed, {});
    for (uint32_t i : held) {
      const Scored s =
          score(fit, examples.texts[i].text, width_ ? vectors.data() + i * width_ : nullptr);
      features.insert(features.end(), s.features.begin(), s.features.end());
      right.push_back(examples.intent_of[i] == s.best);
      chat.push_back(examples.intent_of[i] == kChat);
      in_scope.push_back(examples.intent_of[i] < intents);
    }
    if (o.progress && !o.progress(fold + 1, folds))
      throw Error(Code::cancelled, msg::kRouterStopped);
  }
  chance_.assign(kFeatures + 1, 0);
  if (right.empty()) return;
  // As if requests were as many as everything else: in a set of examples they seldom are.
  const auto asked = static_cast<size_t>(std::count(in_scope.begin(), in_scope.end(), true));
  const size_t times =
      asked ? std::clamp<size_t>((right.size() - asked) / asked, size_t{1}, kMostTimes) : 1;
  std::vector<double> rows;
  std::vector<bool> labels;
  for (size_t i = 0; i < right.size(); ++i)
    for (size_t k = 0; k < (in_scope[i] ? times : 1); ++k) {
      rows.insert(rows.end(), features.begin() + static_cast<ptrdiff_t>(i * kFeatures),
                  features.begin() + static_cast<ptrdiff_t>((i + 1) * kFeatures));
      labels.push_back(right[i]);
    }
  chance_ = logistic_regression(rows, labels, kFeatures, kRidge);
  // So high that hardly any small talk gets through.
  std::vector<double> talk;
  for (size_t i = 0; i < right.size(); ++i) {
    if (!chat[i]) continue;
    double z = chance_[kFeatures];
    for (size_t k = 0; k < kFeatures; ++k) z += chance_[k] * features[i * kFeatures + k];
    talk.push_back(1 / (1 + std::exp(-z)));
  }
  std::sort(talk.rbegin(), talk.rend());
  const auto through = static_cast<size_t>(kChatThrough * static_cast<double>(talk.size()));
  threshold_ = kLeastChance;
  if (!talk.empty()) threshold_ = std::max(threshold_, talk[through] + 1e-6);
}

Routed Router::route(std::string_view given) const {
  Routed r;
  const std::string text = unicode::repaired(given);
  if (small_talk_of(text) != SmallTalk::none) {
    r.decision = Decision::small_talk;
    return r;
  }
  if (unicode::folded(text).empty()) return r;
  std::vector<float> vector(width_);
  if (width_) {
    const std::string_view one = text;
    embed_texts(*encoder_, {&one, 1}, true, vector.data());
  }
  const Scored s = score(*fit_, text, vector.data());
  double z = chance_[kFeatures];
  for (size_t k = 0; k < kFeatures; ++k) z += chance_[k] * s.features[k];
  r.chance = 1 / (1 + std::exp(-z));
  const size_t n = intents_.size();
  for (uint32_t i = 0; i < n; ++i) r.ranked.push_back({i, s.probabilities[i]});
  std::stable_sort(r.ranked.begin(), r.ranked.end(), [&](const Ranked& a, const Ranked& b) {
    const bool a_best = a.intent == s.best, b_best = b.intent == s.best;
    return a_best != b_best ? a_best : a.probability > b.probability;
  });
  if (r.ranked.size() > kShown) r.ranked.resize(kShown);
  if (r.chance >= threshold_) {
    r.decision = Decision::skill;
    const auto tagger = taggers_.find(s.best);
    if (tagger != taggers_.end()) r.spans = tagger->second.find(text);
  } else if (s.probabilities[n] > s.probabilities[n + 1]) {
    r.decision = Decision::chat;
  }
  return r;
}

}  // namespace tinybrain::skills
