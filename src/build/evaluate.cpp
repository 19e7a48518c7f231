#include "build/evaluate.h"

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/messages/build.h"
#include "base/messages/train.h"
#include "base/system.h"
#include "generate/classify.h"

namespace tinybrain {
namespace {

constexpr size_t kBatch = 16;  // texts between two looks at progress
constexpr size_t kConfusions = 20;

Json classes_json(const ClassifierEvaluation& e) {
  Json all{Json::Array{}};
  for (size_t c = 0; c < e.labels.size(); ++c) {
    const ClassScores& s = e.judged.classes[c];
    if (s.support == 0 && s.precision == 0) continue;
    Json one;
    one.set("label", e.labels[c]);
    one.set("precision", s.precision);
    one.set("recall", s.recall);
    one.set("f1", s.f1);
    one.set("texts", s.support);
    all.push(std::move(one));
  }
  return all;
}

Json confusions_json(const ClassifierEvaluation& e) {
  struct Pair {
    uint32_t count;
    size_t truth, answer;
  };
  std::vector<Pair> pairs;
  const size_t n = e.labels.size();
  for (size_t t = 0; t < n; ++t)
    for (size_t a = 0; a < n; ++a)
      if (t != a && e.judged.confusion[t * n + a])
        pairs.push_back({e.judged.confusion[t * n + a], t, a});
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.count > b.count; });
  if (pairs.size() > kConfusions) pairs.resize(kConfusions);
  Json all{Json::Array{}};
  for (const Pair& p : pairs) {
    Json one;
    one.set("truth", e.labels[p.truth]);
    one.set("answer", e.labels[p.answer]);
    one.set("texts", p.count);
    all.push(std::move(one));
  }
  return all;
}

Json reliability_json(const Calibration& c) {
  Json bins{Json::Array{}};
  for (const Calibration::Bin& b : c.bins) {
    if (b.texts == 0) continue;
    Json one;
    one.set("confidence", b.confidence);
    one.set("accuracy", b.accuracy);
    one.set("texts", b.texts);
    bins.push(std::move(one));
  }
  return bins;
}

}  // namespace

ClassifierEvaluation evaluate_classifier(LoadedModel& model, const ClassifierHead& head,
                                         std::span<const Example> examples,
                                         const std::function<bool(uint64_t, uint64_t)>& progress) {
  ClassifierEvaluation e;
  e.labels = head.labels;
  const size_t classes = e.labels.size(), n = examples.size();
  std::map<std::string_view, uint32_t> index;
  for (uint32_t c = 0; c < classes; ++c)
    if (e.labels[c] != head.out_of_scope) index.emplace(e.labels[c], c);
  e.probabilities.resize(n * classes);
  for (size_t first = 0; first < n; first += kBatch) {
    if (progress && !progress(first, n)) throw Error(Code::cancelled, msg::kTrainStopped);
    std::vector<std::string_view> texts;
    for (size_t i = first; i < std::min(n, first + kBatch); ++i) texts.push_back(examples[i].text);
    classify_texts(model, head, texts, e.probabilities.data() + first * classes);
  }
  std::vector<float> with_class;
  std::vector<uint32_t> with_class_truth, best(n);
  std::vector<bool> inside;
  for (size_t i = 0; i < n; ++i) {
    const float* const row = e.probabilities.data() + i * classes;
    const auto found = index.find(examples[i].label);
    e.truth.push_back(found == index.end() ? kNoClass : found->second);
    const uint32_t answer = head.decide(row);
    e.answers.push_back(answer == ClassifierHead::kNone ? kNoClass : answer);
    uint32_t top = kNoClass;
    for (const auto& [label, c] : index)
      if (top == kNoClass || row[c] > row[top]) top = c;
    best[i] = top;
    e.confidence.push_back(top == kNoClass ? 0 : double{row[top]});
    inside.push_back(e.truth[i] != kNoClass);
    e.out_of_scope += e.truth[i] == kNoClass;
    if (!inside[i]) continue;
    with_class.insert(with_class.end(), row, row + classes);
    with_class_truth.push_back(e.truth[i]);
  }
  if (e.out_of_scope == n) {
    std::string known;
    for (size_t c = 0; c < std::min<size_t>(classes, 12); ++c)
      known += (c ? ", " : "") + e.labels[c];
    throw Error(Code::bad_argument, msg::kEvalNoLabel, known + (classes > 12 ? ", ..." : ""));
  }
  e.judged = judge(e.truth, e.answers, classes);
  e.reliability = calibration(with_class, with_class_truth, classes);
  e.log_loss = log_loss(with_class, with_class_truth, classes);
  e.rejection = reject_below(e.confidence, e.answers, e.truth, head.threshold);
  e.out_of_scope_auroc = auroc(e.confidence, inside);
  return e;
}

std::vector<bool> right_answers(const ClassifierEvaluation& e) {
  std::vector<bool> right;
  for (size_t i = 0; i < e.truth.size(); ++i) right.push_back(e.truth[i] == e.answers[i]);
  return right;
}

Json interval_json(const Interval& i) {
  Json j;
  j.set("low", i.low);
  j.set("high", i.high);
  return j;
}

Json groups_json(const std::vector<bool>& right, std::span<const Example> examples) {
  std::map<std::string, std::pair<uint64_t, uint64_t>> groups;  // hits, all
  for (size_t i = 0; i < examples.size(); ++i) {
    auto& [hits, all] = groups[examples[i].group];
    hits += right[i];
    ++all;
  }
  Json found{Json::Array{}};
  if (groups.size() < 2) return found;
  for (const auto& [name, counts] : groups) {
    Json one;
    one.set("group", name);
    one.set("texts", counts.second);
    one.set("accuracy", static_cast<double>(counts.first) / static_cast<double>(counts.second));
    one.set("interval", interval_json(wilson(counts.first, counts.second)));
    found.push(std::move(one));
  }
  return found;
}

Json evaluation_json(const ClassifierEvaluation& e, std::span<const Example> examples) {
  Json j;
  j.set("texts", e.judged.texts);
  j.set("accuracy", e.judged.accuracy);
  j.set("accuracy_interval", interval_json(wilson(e.judged.right, e.judged.texts)));
  j.set("macro_f1", e.judged.macro_f1);
  j.set("weighted_f1", e.judged.weighted_f1);
  j.set("log_loss", e.log_loss);
  j.set("calibration_error", e.reliability.ece);
  j.set("reliability", reliability_json(e.reliability));
  if (e.out_of_scope > 0) {
    Json o;
    o.set("texts", e.out_of_scope);
    o.set("threshold", e.rejection.threshold);
    o.set("recall", e.rejection.out_of_scope_recall);
    o.set("precision", e.rejection.out_of_scope_precision);
    o.set("in_scope_accuracy", e.rejection.in_scope_accuracy);
    o.set("auroc", e.out_of_scope_auroc);
    j.set("out_of_scope", std::move(o));
  }
  j.set("classes", classes_json(e));
  j.set("confusions", confusions_json(e));
  Json groups = groups_json(right_answers(e), examples);
  if (!groups.as_array().empty()) j.set("groups", std::move(groups));
  return j;
}

double classify_seconds(LoadedModel& model, const ClassifierHead& head,
                        std::span<const Example> examples) {
  const size_t count = std::min<size_t>(examples.size(), 41);
  std::vector<double> seconds;
  std::vector<float> p(head.labels.size());
  for (size_t i = 0; i < count; ++i) {
    const std::string_view text = examples[i * examples.size() / count].text;
    const double start = seconds_now();
    classify_texts(model, head, {&text, 1}, p.data());
    seconds.push_back(seconds_now() - start);
  }
  if (seconds.empty()) return 0;
  std::nth_element(seconds.begin(), seconds.begin() + static_cast<std::ptrdiff_t>(count / 2),
                   seconds.end());
  return seconds[count / 2];
}

}  // namespace tinybrain
