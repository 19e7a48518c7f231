#include "learn/belief.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/file.h"
#include "base/folder_testing.h"
#include "base/json.h"

namespace tinybrain {
namespace {

// What tests/golden/belief.py describes.
std::vector<Direction> row(int t) {
  std::vector<Direction> x;
  for (int i = 0; i < 8; ++i)
    if ((t + i) % 3 != 0) x.push_back({static_cast<uint32_t>(i), std::cos(0.7 * t + 1.9 * i)});
  return x;
}

Belief prior() {
  std::vector<double> precision(36);
  for (int i = 0; i < 6; ++i) {
    for (int j = 0; j < 6; ++j)
      for (int k = 0; k < 3; ++k)
        precision[i * 6 + j] += std::sin(1 + 3 * i + 5 * k) * std::sin(1 + 3 * j + 5 * k);
    precision[i * 6 + i] += 1;
  }
  return Belief(precision);
}

void observe(Belief& belief, int t) { belief.observe(row(t), std::sin(t), 0.2 + 0.1 * (t % 7)); }

void check(const Belief& belief, const Json& expected) {
  std::vector<Direction> probe;
  for (uint32_t i = 0; i < 8; ++i) probe.push_back({i, (i + 1) / 8.0});
  for (size_t i = 0; i < 8; ++i) {
    CHECK(belief.mean()[i] ==
          doctest::Approx(expected.at("mean").as_array()[i].as_double()).epsilon(1e-10));
    const Direction unit[] = {{static_cast<uint32_t>(i), 1}};
    const std::vector<double> column = belief.reach(unit);
    for (size_t j = 0; j < 8; ++j)
      CHECK(column[j] ==
            doctest::Approx(expected.at("covariance").as_array()[i].as_array()[j].as_double())
                .epsilon(1e-10));
  }
  CHECK(belief.variance(probe) ==
        doctest::Approx(expected.at("variance").as_double()).epsilon(1e-10));
}

Json golden() {
  return Json::parse(read_file(std::string(TINYBRAIN_SOURCE_DIR) + "/tests/golden/belief.json"));
}

}  // namespace

TEST_CASE("updates one by one are the closed form, in any order, with directions that come late") {
  Belief there = prior(), back = prior();
  there.grow(2);
  there.grow(0.5);
  for (int t = 0; t < 20; ++t) observe(there, t);
  check(there, golden().at("all"));
  back.grow(2);
  back.grow(0.5);
  for (int t = 20; t-- > 0;) observe(back, t);
  check(back, golden().at("all"));
}

TEST_CASE("what fades is what was observed until then, not the prior") {
  Belief belief = prior();
  belief.grow(2);
  belief.grow(0.5);
  for (int t = 0; t < 10; ++t) observe(belief, t);
  belief.fade(0.25);
  for (int t = 10; t < 20; ++t) observe(belief, t);
  check(belief, golden().at("faded"));
}

TEST_CASE("draws have the mean and the covariance of the belief") {
  Belief belief = prior();
  belief.grow(2);
  belief.grow(0.5);
  for (int t = 0; t < 20; ++t) observe(belief, t);
  const Json expected = golden().at("all");
  constexpr int kDraws = 40'000;
  Rng rng(3);
  std::vector<double> mean(8), square(64);
  for (int n = 0; n < kDraws; ++n) {
    const std::vector<double> w = belief.draw(rng);
    for (size_t i = 0; i < 8; ++i) {
      mean[i] += w[i] / kDraws;
      for (size_t j = 0; j < 8; ++j) square[i * 8 + j] += w[i] * w[j] / kDraws;
    }
  }
  const auto covariance = [&](size_t i, size_t j) {
    return expected.at("covariance").as_array()[i].as_array()[j].as_double();
  };
  for (size_t i = 0; i < 8; ++i) {
    // Five standard errors.
    CHECK(std::abs(mean[i] - belief.mean()[i]) < 5 * std::sqrt(covariance(i, i) / kDraws));
    for (size_t j = 0; j < 8; ++j)
      CHECK(std::abs(square[i * 8 + j] - mean[i] * mean[j] - covariance(i, j)) <
            8 * std::sqrt(covariance(i, i) * covariance(j, j) / kDraws));
  }
}

TEST_CASE("many directions and observations stay exact, and a prior must be one") {
  Belief belief;
  for (size_t i = 0; i < Belief::kMost; ++i) belief.grow(1);
  Rng rng(1);
  for (int n = 0; n < 600; ++n) {
    std::vector<Direction> x;
    double y = 0;
    for (uint32_t i = 0; i < Belief::kMost; ++i) {
      x.push_back({i, normal_pair(rng).first});
      y += x.back().value * std::sin(i);
    }
    belief.observe(x, y, 100);
  }
  for (size_t i = 0; i < Belief::kMost; ++i)
    CHECK(belief.mean()[i] == doctest::Approx(std::sin(static_cast<double>(i))).epsilon(0.01));
  const std::vector<double> odd = {1, 2, 2, 1};
  CHECK(testing::code_of([&] { Belief bad(odd); }) == Code::bad_file);
}

}  // namespace tinybrain
