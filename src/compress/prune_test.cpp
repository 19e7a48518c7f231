// Pruning against a numpy SparseGPT (tests/golden/compress/make.py), and the counts of zeros.
#include "compress/prune.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/json.h"

using namespace tinybrain;

namespace {

const std::string kRoot = TINYBRAIN_SOURCE_DIR;

struct Golden {
  Json json = Json::parse(read_file(kRoot + "/tests/golden/compress/sparsegpt.json"));
  size_t n = static_cast<size_t>(json.at("n").as_int());
  size_t k = static_cast<size_t>(json.at("k").as_int());
  size_t rows = static_cast<size_t>(json.at("rows").as_int());
  float shrink = static_cast<float>(json.at("shrink").as_double());
  std::vector<float> w, hessian;

  Golden() : w(n * k), hessian(k * k) {
    std::vector<double> x(rows * k);
    for (size_t t = 0; t < rows; ++t)
      for (size_t i = 0; i < k; ++i)
        x[t * k + i] =
            std::sin(0.37 * static_cast<double>(t * (i + 1))) +
            std::cos(0.11 * static_cast<double>(t * (i % 7 + 1))) * static_cast<double>(1 + i % 5);
    for (size_t i = 0; i < k; ++i)
      for (size_t j = 0; j < k; ++j) {
        double sum = 0;
        for (size_t t = 0; t < rows; ++t) sum += x[t * k + i] * x[t * k + j];
        hessian[i * k + j] = static_cast<float>(sum / static_cast<double>(rows));
      }
    for (size_t r = 0; r < n; ++r)
      for (size_t j = 0; j < k; ++j)
        w[r * k + j] = static_cast<float>(json.at("w").as_array()[r].as_array()[j].as_double());
  }

  // Share of weights that differ by more than rounding.
  double different(const std::vector<float>& ours, const char* key) const {
    size_t count = 0;
    for (size_t r = 0; r < n; ++r)
      for (size_t j = 0; j < k; ++j)
        count += std::fabs(json.at(key).as_array()[r].as_array()[j].as_double() - ours[r * k + j]) >
                 2e-3;
    return static_cast<double>(count) / static_cast<double>(n * k);
  }
};

size_t zeros(const std::vector<float>& w) {
  return static_cast<size_t>(std::count(w.begin(), w.end(), 0.0f));
}

}  // namespace

TEST_CASE("the factor and SparseGPT agree with numpy, whose way is another") {
  Golden g;
  Threads threads(2);
  const Feedback feedback(g.hessian, g.k, g.shrink, threads);
  for (size_t j = 0; j < g.k; ++j)
    CHECK(feedback.loss(j) ==
          doctest::Approx(g.json.at("loss").as_array()[j].as_double()).epsilon(2e-3));
  PruneOptions options;
  std::vector<float> half = g.w;
  prune_matrix(half.data(), g.n, g.k, options, nullptr, &feedback, threads);
  CHECK(zeros(half) == g.n * g.k / 2);
  // Float and double may disagree on which of two nearly equal scores is the last one to go; then the rest of
  // those two rows differs.
  CHECK(g.different(half, "half") < 0.05);
  options.two_of_four = true;
  std::vector<float> groups = g.w;
  prune_matrix(groups.data(), g.n, g.k, options, nullptr, &feedback, threads);
  CHECK(g.different(groups, "two_of_four") == 0);
}

TEST_CASE("every method makes the share of zeros that was asked for, and two in every four") {
  Golden g;
  Threads threads(2);
  const Feedback feedback(g.hessian, g.k, g.shrink, threads);
  std::vector<float> squares(g.k);
  for (size_t i = 0; i < g.k; ++i) squares[i] = g.hessian[i * g.k + i];
  for (const PruneMethod method :
       {PruneMethod::magnitude, PruneMethod::wanda, PruneMethod::sparsegpt}) {
    PruneOptions options;
    options.method = method;
    std::vector<float> w = g.w;
    options.share = 0.25;
    prune_matrix(w.data(), g.n, g.k, options, squares.data(), &feedback, threads);
    CHECK(zeros(w) == g.n * g.k / 4);
    options.two_of_four = true;
    w = g.w;
    prune_matrix(w.data(), g.n, g.k, options, squares.data(), &feedback, threads);
    for (size_t i = 0; i < w.size(); i += 4)
      CHECK(std::count(w.begin() + static_cast<ptrdiff_t>(i),
                       w.begin() + static_cast<ptrdiff_t>(i + 4), 0.0f) == 2);
  }
}
