#include "tables/logistic.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/messages/tables.h"
#include "eval/logistic.h"

namespace tinybrain::tables {
namespace {

constexpr double kMostWidths = 4;

double scaled(double value, double middle, double width) {
  return std::isnan(value) ? 0 : std::clamp((value - middle) / width, -kMostWidths, kMostWidths);
}

size_t place(double value, size_t categories) {
  return std::isnan(value) ? categories : std::min(static_cast<size_t>(value), categories);
}

}  // namespace

Logistic::Logistic(const Matrix& rows, std::span<const Column> columns,
                   const std::vector<bool>& labels, std::span<const double> row_weights,
                   double ridge) {
  TB_ASSERT(rows.d == columns.size() && rows.rows() == labels.size());
  const size_t n = labels.size();
  size_t features = 0;
  for (size_t k = 0; k < rows.d; ++k) {
    Part part;
    part.number = columns[k].number;
    if (part.number) {
      double sum = 0, squares = 0, count = 0;
      for (size_t i = 0; i < n; ++i)
        if (const double v = rows.row(i)[k]; !std::isnan(v)) sum += v, squares += v * v, ++count;
      part.middle = count > 0 ? sum / count : 0;
      const double spread = count > 0 ? squares / count - part.middle * part.middle : 0;
      part.width = spread > 0 ? std::sqrt(spread) : 1;
    }
    part.weights.resize(part.number ? 1 : columns[k].categories.size() + 1);
    features += part.weights.size();
    parts_.push_back(std::move(part));
  }
  std::vector<double> x(n * features);
  for (size_t i = 0; i < n; ++i) {
    size_t at = i * features;
    for (size_t k = 0; k < rows.d; at += parts_[k++].weights.size()) {
      const Part& part = parts_[k];
      if (part.number)
        x[at] = scaled(rows.row(i)[k], part.middle, part.width);
      else
        x[at + place(rows.row(i)[k], part.weights.size() - 1)] = 1;
    }
  }
  const std::vector<double> w = logistic_regression(x, labels, features, ridge, row_weights);
  size_t at = 0;
  for (Part& part : parts_)
    for (double& weight : part.weights) weight = w[at++];
  mean_ = bias_ = w[at];
  for (size_t k = 0; k < parts_.size(); ++k) {
    for (size_t i = 0; i < n; ++i)
      parts_[k].mean += added(parts_[k], rows.row(i)[k]) / static_cast<double>(n);
    mean_ += parts_[k].mean;
  }
}

double Logistic::added(const Part& part, double value) {
  return part.number ? part.weights[0] * scaled(value, part.middle, part.width)
                     : part.weights[place(value, part.weights.size() - 1)];
}

double Logistic::log_odds(std::span<const double> row) const {
  double sum = bias_;
  for (size_t k = 0; k < parts_.size(); ++k) sum += added(parts_[k], row[k]);
  return sum;
}

void Logistic::add_contributions(std::span<const double> row, std::span<double> of_columns) const {
  for (size_t k = 0; k < parts_.size(); ++k)
    of_columns[k] += added(parts_[k], row[k]) - parts_[k].mean;
}

Json Logistic::to_json() const {
  Json j, parts{Json::Array{}};
  for (const Part& p : parts_) {
    Json one;
    if (p.number) one.set("middle", p.middle).set("width", p.width);
    one.set("mean", p.mean).set("weights", Json::Array(p.weights.begin(), p.weights.end()));
    parts.push(std::move(one));
  }
  return j.set("bias", bias_).set("columns", std::move(parts));
}

Logistic Logistic::from_json(const Json& json, std::span<const Column> columns) {
  const auto need = [](bool good) {
    if (!good) throw Error(Code::bad_file, msg::kScoreDamaged, "linear");
  };
  Logistic model;
  model.mean_ = model.bias_ = json.at("bias").as_double();
  const Json::Array& parts = json.at("columns").as_array();
  need(parts.size() == columns.size() && std::isfinite(model.bias_));
  for (size_t k = 0; k < parts.size(); ++k) {
    Part part;
    part.number = columns[k].number;
    if (part.number) {
      part.middle = parts[k].at("middle").as_double();
      part.width = parts[k].at("width").as_double();
      need(std::isfinite(part.middle) && std::isfinite(part.width) && part.width > 0);
    }
    part.mean = parts[k].at("mean").as_double();
    need(std::isfinite(part.mean));
    for (const Json& w : parts[k].at("weights").as_array()) {
      part.weights.push_back(w.as_double());
      need(std::isfinite(part.weights.back()));
    }
    need(part.weights.size() == (part.number ? 1 : columns[k].categories.size() + 1));
    model.mean_ += part.mean;
    model.parts_.push_back(std::move(part));
  }
  return model;
}

}  // namespace tinybrain::tables
