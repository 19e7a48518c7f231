// Predictions compared row by row, over the whole vocabulary.
#include "compress/divergence.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tinybrain {
namespace {

// logits -> log probabilities, in place.
void log_softmax(float* x, size_t n) {
  const float top = *std::max_element(x, x + n);
  double sum = 0;
  for (size_t i = 0; i < n; ++i) sum += std::exp(x[i] - top);
  const auto shift = static_cast<float>(top + std::log(sum));
  for (size_t i = 0; i < n; ++i) x[i] -= shift;
}

}  // namespace

Divergence::Divergence(LayerRunner& runner, size_t count) {
  const size_t all = runner.rows(), v = runner.weights().config().vocabulary;
  count = std::min(count, all);
  for (size_t i = 0; i < count; ++i) rows_.push_back((2 * i + 1) * all / (2 * count));
  original_.resize(count * v);
  now_.resize(count * v);
  runner.predict(rows_, runner.weights().head(), original_.data());
  for (size_t i = 0; i < count; ++i) log_softmax(original_.data() + i * v, v);
}

double Divergence::measure(LayerRunner& runner, Threads& threads) {
  return measure_with(runner, runner.weights().head(), threads);
}

double Divergence::measure_with(LayerRunner& runner, const Matrix& head, Threads& threads) {
  runner.predict(rows_, head, now_.data());
  return compare(threads);
}

double Divergence::compare(Threads& threads) {
  const size_t v = now_.size() / rows_.size();
  std::vector<double> each(rows_.size());
  threads.run(rows_.size(), 4, [&](size_t begin, size_t end, size_t) {
    for (size_t r = begin; r < end; ++r) {
      const float* p = original_.data() + r * v;
      float* q = now_.data() + r * v;
      log_softmax(q, v);
      double sum = 0;
      for (size_t i = 0; i < v; ++i)
        if (p[i] > -20) sum += std::exp(p[i]) * (p[i] - q[i]);  // the rest weighs nothing
      each[r] = sum;
    }
  });
  return std::accumulate(each.begin(), each.end(), 0.0) / static_cast<double>(each.size());
}

}  // namespace tinybrain
