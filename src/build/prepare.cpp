#include "build/prepare.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.h"
#include "base/messages/build.h"
#include "base/messages/data.h"
#include "base/rng.h"

namespace tinybrain {
namespace {

Finding finding(Finding::Severity severity, const char* kind, std::string en, std::string ko) {
  Finding f;
  f.severity = severity;
  f.kind = kind;
  f.en = std::move(en);
  f.ko = std::move(ko);
  return f;
}

template <class... Args>
Finding finding(Finding::Severity severity, const char* kind, const Message& message,
                const Args&... args) {
  return finding(severity, kind, text_of(Language::en, message, args...),
                 text_of(Language::ko, message, args...));
}

std::vector<Example> pick(const std::vector<Example>& all, const std::vector<uint32_t>& which) {
  std::vector<Example> picked;
  for (uint32_t i : which) picked.push_back(all[i]);
  return picked;
}

// A held-out file: read, emptied of rows without text, checked for leaks.
std::vector<Example> read_apart(const std::string& path, const Recipe& recipe, const Dataset& data,
                                Prepared& prepared) {
  Dataset apart = read_dataset(path, recipe.read);
  std::erase_if(apart.examples, [&](const Example& e) {
    return e.text.find_first_not_of(" \t\r\n") == std::string::npos ||
           (recipe.task == Task::classify && e.label.empty());
  });
  if (apart.examples.empty()) throw Error(Code::bad_file, msg::kDataEmpty).in(path);
  Finding leaks = find_leaks(data, apart);
  if (leaks.count > 0) {
    if (recipe.drop_leaks) {
      std::vector<Example> all = data.examples;
      all.insert(all.end(), apart.examples.begin(), apart.examples.end());
      const std::vector<uint32_t> alike = first_alike(all, true, recipe.check.similarity);
      std::vector<Example> kept;
      for (size_t i = 0; i < apart.examples.size(); ++i)
        if (alike[data.examples.size() + i] >= data.examples.size())
          kept.push_back(apart.examples[i]);
      apart.examples = std::move(kept);
    }
    prepared.findings.push_back(std::move(leaks));
  }
  for (SourceFile& s : apart.sources) prepared.sources.push_back(std::move(s));
  return std::move(apart.examples);
}

// At most `most` examples of each label, chosen by the seed, in their order.
void limit_per_label(std::vector<Example>& examples, uint32_t most, uint64_t seed) {
  std::map<std::string, std::vector<uint32_t>> by_label;
  for (uint32_t i = 0; i < examples.size(); ++i) by_label[examples[i].label].push_back(i);
  std::vector<uint32_t> kept;
  Rng rng(seed);
  for (auto& [label, rows] : by_label) {
    for (size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[rng.next() % i]);
    rows.resize(std::min<size_t>(rows.size(), most));
    kept.insert(kept.end(), rows.begin(), rows.end());
  }
  std::sort(kept.begin(), kept.end());
  examples = pick(examples, kept);
}

// Questions that are kept from the answerer, of answers that have others; passages and lone questions are never
// held out, for then nothing could know their answer. One in five of an answer's questions, at least one; the
// answers take turns in giving it to dev and to test.
Split split_questions(const Dataset& data, bool dev, bool test, uint64_t seed) {
  std::map<std::string_view, std::vector<uint32_t>> by_answer;
  for (uint32_t i = 0; i < data.examples.size(); ++i)
    by_answer[data.examples[i].answer].push_back(i);
  Split split;
  Rng rng(seed);
  bool to_test = false;
  for (auto& [answer, rows] : by_answer) {
    size_t out = rows.size() < 2 || (!dev && !test) ? 0 : std::max<size_t>(1, rows.size() / 5);
    for (size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[rng.next() % i]);
    for (uint32_t i : rows) {
      if (out == 0) {
        split.train.push_back(i);
        continue;
      }
      --out;
      to_test = test && (!to_test || !dev);
      (to_test ? split.test : split.dev).push_back(i);
    }
  }
  for (auto* side : {&split.train, &split.dev, &split.test}) std::sort(side->begin(), side->end());
  return split;
}

}  // namespace

uint32_t Prepared::index_of(std::string_view label) const {
  const auto at = std::lower_bound(labels.begin(), labels.end(), label);
  return at != labels.end() && *at == label ? static_cast<uint32_t>(at - labels.begin()) : kNoLabel;
}

Prepared prepare(const Recipe& recipe) {
  Prepared p;
  Dataset data = read_dataset(recipe.data, recipe.read);
  check_dataset(data, recipe.check);
  p.rows = data.examples.size();
  p.sources = data.sources;
  p.main_sources = p.sources.size();
  p.findings = data.findings;
  p.given_dev = !recipe.dev.empty();
  p.given_test = !recipe.test.empty();
  const Split split = recipe.task == Task::answer
                          ? split_questions(data, !p.given_dev, !p.given_test, recipe.seed)
                          : split_dataset(data, p.given_dev ? 0 : recipe.dev_share,
                                          p.given_test ? 0 : recipe.test_share, recipe.seed);
  p.train = pick(data.examples, split.train);
  p.dev = p.given_dev ? read_apart(recipe.dev, recipe, data, p) : pick(data.examples, split.dev);
  p.test =
      p.given_test ? read_apart(recipe.test, recipe, data, p) : pick(data.examples, split.test);
  if (recipe.per_label > 0) limit_per_label(p.train, recipe.per_label, recipe.seed);
  if (p.train.empty())
    throw Error(Code::bad_argument, msg::kBuildNoTrain, p.dev.size(), p.test.size());
  if (recipe.task == Task::classify) {
    Dataset train;
    train.examples = p.train;
    p.labels = train.labels();
    if (!recipe.out_of_scope.empty() && p.index_of(recipe.out_of_scope) == Prepared::kNoLabel)
      throw Error(Code::bad_argument, msg::kBuildOutOfScope, recipe.out_of_scope);
    Finding unknown = finding(Finding::Severity::warning, "unknown_label", msg::kFoundUnknownLabel);
    for (const auto* side : {&p.dev, &p.test})
      for (const Example& e : *side) {
        if (p.index_of(e.label) != Prepared::kNoLabel) continue;
        ++unknown.count;
        if (unknown.rows.size() < Finding::kRows) unknown.rows.push_back(e.row);
      }
    if (unknown.count) p.findings.push_back(std::move(unknown));
  }
  if (p.test.size() < 400 && (recipe.task == Task::classify || !p.test.empty())) {
    // Half the width of a 95 % interval of a share near 0.8.
    const double points = 100 * 1.96 * 0.4 / std::sqrt(std::max<double>(1, p.test.size()));
    p.findings.push_back(finding(Finding::Severity::note, "small_test", msg::kFoundSmallTest,
                                 p.test.size(), std::min(50.0, points)));
  }
  return p;
}

}  // namespace tinybrain
