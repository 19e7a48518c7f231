#include "skills/tutor/outlook.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/error.h"
#include "base/messages/skill_tutor.h"
#include "eval/logistic.h"
#include "skills/tutor/course.h"

namespace tinybrain::skills::tutor {
namespace {

constexpr size_t kFewest = 20;
constexpr double kMostMark = 1e6;
// What is known besides counts less than marks do unless the rows are clear: its values are made this small before the
// penalty, which is the same for all.
constexpr double kBesides = 0.25;
constexpr double kRidge = 1.0;

bool is_number(const Table& t, const std::string& column) {
  for (size_t i = 0; i < t.size(); ++i) {
    char* end = nullptr;
    const std::string& text = t.text(i, column);
    std::strtod(text.c_str(), &end);
    if (text.empty() || *end != '\0') return false;
  }
  return true;
}

}  // namespace

Outlook outlook(const std::filesystem::path& folder, const std::vector<std::string>& earlier,
                const std::string& outcome, double pass, const std::vector<std::string>& besides) {
  const Table t(folder, "pupils.csv", {outcome.c_str()});
  for (const auto* list : {&earlier, &besides})
    for (const std::string& column : *list)
      if (!t.has(column)) throw Error(Code::bad_file, msg::kTutorColumn, (folder / "pupils.csv").string(), column);
  Outlook result;
  std::vector<std::vector<double>> columns;
  const auto add = [&](const std::string& name, std::vector<double> values, double scale) {
    double mean = 0, squares = 0;
    for (const double v : values) mean += v / static_cast<double>(values.size());
    for (const double v : values) squares += (v - mean) * (v - mean) / static_cast<double>(values.size());
    if (squares < 1e-12) return;
    for (double& v : values) v = (v - mean) / std::sqrt(squares) * scale;
    columns.push_back(std::move(values));
    result.features.push_back(name);
  };
  // Marks: the level that they are signs of, with the newest counting most, where it goes, and whether it is near the edge.
  std::vector<std::vector<double>> marks;
  for (const std::string& column : earlier) {
    marks.emplace_back();
    for (size_t i = 0; i < t.size(); ++i) marks.back().push_back(t.number(i, column, 0, kMostMark));
  }
  if (!marks.empty()) {
    std::vector<double> level(t.size()), trend(t.size()), edge(t.size());
    for (size_t i = 0; i < t.size(); ++i) {
      double weight = 1, all = 0;
      for (const auto& mark : marks) {
        level[i] += weight * mark[i];
        all += weight;
        weight *= 2;
      }
      level[i] /= all;
      trend[i] = marks.back()[i] - marks.front()[i];
      edge[i] = std::tanh((marks.back()[i] - pass + 0.5) / 2);
    }
    add("level", level, 1);
    add("edge", edge, 1);
    if (marks.size() > 1) add("trend", trend, 1);
  }
  for (const std::string& column : besides) {
    if (is_number(t, column)) {
      std::vector<double> values;
      for (size_t i = 0; i < t.size(); ++i) values.push_back(t.number(i, column, -kMostMark, kMostMark));
      add(column, values, kBesides);
      continue;
    }
    std::set<std::string> kinds;
    for (size_t i = 0; i < t.size(); ++i) kinds.insert(t.text(i, column));
    if (kinds.size() > 20) throw Error(Code::bad_argument, msg::kTutorKinds, column, 20);
    for (const std::string& kind : kinds) {
      std::vector<double> values;
      for (size_t i = 0; i < t.size(); ++i) values.push_back(t.text(i, column) == kind);
      add(column + "=" + kind, values, kBesides);
    }
  }
  std::vector<double> rows;
  std::vector<bool> labels;
  for (size_t i = 0; i < t.size(); ++i) {
    if (t.text(i, outcome).empty()) continue;
    labels.push_back(t.number(i, outcome, 0, kMostMark) >= pass);
    for (const auto& column : columns) rows.push_back(column[i]);
  }
  const auto passed = static_cast<size_t>(std::count(labels.begin(), labels.end(), true));
  if (labels.size() < kFewest || passed == 0 || passed == labels.size() || columns.empty())
    throw Error(Code::bad_argument, msg::kTutorTooFew, kFewest);
  const std::vector<double> w = logistic_regression(rows, labels, columns.size(), kRidge);
  result.learnt_from = labels.size();
  result.weights.assign(w.begin(), w.end() - 1);
  for (size_t i = 0; i < t.size(); ++i) {
    if (!t.text(i, outcome).empty()) continue;
    double sum = w.back();
    for (size_t k = 0; k < columns.size(); ++k) sum += w[k] * columns[k][i];
    result.chances.push_back(1 / (1 + std::exp(-sum)));
  }
  return result;
}

}  // namespace tinybrain::skills::tutor
