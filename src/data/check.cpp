#include "data/check.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/error.h"
#include "base/messages/data.h"
#include "data/minhash.h"
#include "data/readers.h"
#include "text/unicode.h"

namespace tinybrain {
namespace {

template <class... Args>
Finding finding(Finding::Severity severity, const char* kind, const char* remedy,
                const Message& message, const Args&... args) {
  Finding f;
  f.severity = severity;
  f.kind = kind;
  f.remedy = remedy;
  f.en = text_of(Language::en, message, args...);
  f.ko = text_of(Language::ko, message, args...);
  return f;
}

std::vector<std::string> folded_texts(std::span<const Example> examples) {
  std::vector<std::string> all;
  for (const Example& e : examples) {
    std::string text = e.text;
    for (const Turn& t : e.turns) text += '\n' + t.text;
    // A manual's passages share their headings; what they say is the answer.
    if (!e.heading.empty()) text += '\n' + e.answer;
    all.push_back(unicode::folded(text));
  }
  return all;
}

void keep(Dataset& dataset, const std::vector<bool>& kept) {
  size_t to = 0;
  for (size_t i = 0; i < dataset.examples.size(); ++i)
    if (kept[i]) {
      if (to != i) dataset.examples[to] = std::move(dataset.examples[i]);
      ++to;
    }
  dataset.examples.resize(to);
}

void drop_empty(Dataset& dataset) {
  Finding f = finding(Finding::Severity::warning, "empty", "", msg::kFoundEmpty);
  std::vector<bool> kept(dataset.examples.size(), true);
  for (size_t i = 0; i < kept.size(); ++i) {
    const Example& e = dataset.examples[i];
    const bool empty = e.text.find_first_not_of(" \t\n") == std::string::npos ||
                       (dataset.task == Task::classify && e.label.empty()) ||
                       (dataset.task == Task::answer && e.answer.empty());
    if (!empty) continue;
    kept[i] = false;
    add_row(f, e.row);
  }
  if (f.count == 0) return;
  keep(dataset, kept);
  dataset.findings.push_back(std::move(f));
}

// The same text with different labels, and repeats.
void check_repeats(Dataset& dataset, const CheckOptions& options) {
  const auto& examples = dataset.examples;
  std::vector<bool> kept(examples.size(), true);
  const std::vector<uint32_t> same = first_alike(examples, false, 1);
  Finding contradiction = finding(Finding::Severity::warning, "contradiction",
                                  "--drop-contradictions", msg::kFoundContradiction);
  Finding duplicate =
      finding(Finding::Severity::note, "duplicate", "--drop-duplicates", msg::kFoundDuplicate);
  std::vector<bool> contested(examples.size(), false);
  for (size_t i = 0; i < examples.size(); ++i)
    if (same[i] != i && examples[i].label != examples[same[i]].label) contested[same[i]] = true;
  for (size_t i = 0; i < examples.size(); ++i) {
    if (contested[same[i]]) {
      add_row(contradiction, examples[i].row);
      if (options.drop_contradictions) kept[i] = false;
    } else if (same[i] != i) {
      add_row(duplicate, examples[i].row);
      if (options.drop_duplicates) kept[i] = false;
    }
  }
  Finding near = finding(Finding::Severity::note, "near_duplicate", "--drop-near-duplicates",
                         msg::kFoundNearDuplicate);
  const std::vector<uint32_t> alike = first_alike(examples, true, options.similarity);
  for (size_t i = 0; i < examples.size(); ++i) {
    if (alike[i] == i || same[i] != i) continue;
    add_row(near, examples[i].row);
    if (options.drop_near_duplicates) kept[i] = false;
  }
  for (Finding* f : {&contradiction, &duplicate, &near})
    if (f->count) dataset.findings.push_back(std::move(*f));
  keep(dataset, kept);
}

void check_labels(Dataset& dataset, const CheckOptions& options) {
  std::map<std::string, size_t> counts;
  for (const Example& e : dataset.examples) ++counts[e.label];
  if (counts.size() == 1) throw Error(Code::bad_file, msg::kDataOneClass, counts.begin()->first);
  const auto less = [](const auto& a, const auto& b) { return a.second < b.second; };
  const auto [rare, common] = std::minmax_element(counts.begin(), counts.end(), less);
  if (common->second > 10 * rare->second)
    dataset.findings.push_back(finding(Finding::Severity::warning, "imbalance", "--balance",
                                       msg::kFoundImbalance, common->first, common->second,
                                       rare->first, rare->second));
  std::string few;
  size_t few_count = 0;
  for (const auto& [label, count] : counts) {
    if (count >= options.few_per_label) continue;
    ++few_count;
    if (few_count <= 10) few += (few.empty() ? "" : ", ") + label;
  }
  if (few_count == 0) return;
  if (few_count > 10) few += ", ...";
  dataset.findings.push_back(finding(Finding::Severity::warning, "too_few", "", msg::kFoundTooFew,
                                     few_count, options.few_per_label, few));
  dataset.findings.back().count = few_count;
}

}  // namespace

std::vector<uint32_t> first_alike(std::span<const Example> examples, bool near, double similarity) {
  const std::vector<std::string> texts = folded_texts(examples);
  if (near) return first_near(texts, similarity);
  std::unordered_map<std::string_view, uint32_t> seen;
  std::vector<uint32_t> first;
  for (uint32_t i = 0; i < texts.size(); ++i)
    first.push_back(seen.emplace(texts[i], i).first->second);
  return first;
}

void check_dataset(Dataset& dataset, const CheckOptions& options) {
  drop_empty(dataset);
  if (dataset.examples.empty()) throw Error(Code::bad_file, msg::kDataEmpty);
  check_repeats(dataset, options);
  if (dataset.examples.empty()) throw Error(Code::bad_file, msg::kDataEmpty);
  if (dataset.task == Task::classify) check_labels(dataset, options);
}

Finding find_leaks(const Dataset& train, const Dataset& other, double similarity) {
  std::vector<Example> all = train.examples;
  all.insert(all.end(), other.examples.begin(), other.examples.end());
  Finding f = finding(Finding::Severity::warning, "leak", "--drop-leaks", msg::kFoundLeak);
  const std::vector<uint32_t> alike = first_alike(all, true, similarity);
  for (size_t i = train.examples.size(); i < all.size(); ++i)
    if (alike[i] < train.examples.size()) add_row(f, all[i].row);
  return f;
}

}  // namespace tinybrain
