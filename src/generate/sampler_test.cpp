// What each sampling setting promises.
#include "generate/sampler.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include "base/error.h"

using namespace tinybrain;

namespace {

SamplingConfig plain(float temperature) {
  SamplingConfig c;
  c.temperature = temperature;
  c.top_k = 0;
  c.top_p = 1;
  c.min_p = 0;
  return c;
}

// Which tokens come out in many draws, and how often.
std::map<TokenId, double> draws(SamplingConfig config, const std::vector<float>& logits,
                                std::vector<TokenId> history = {}, int n = 20000) {
  Sampler sampler(config);
  std::map<TokenId, double> share;
  for (int i = 0; i < n; ++i) {
    std::vector<float> l = logits;
    share[sampler.choose(l, history).token] += 1.0 / n;
  }
  return share;
}

const std::vector<float> kLogits = {1.0f, 3.0f, 2.0f, -1.0f, 0.0f};

}  // namespace

TEST_CASE("greedy takes the largest, the lower id of equals") {
  std::vector<float> l = {1, 5, 5, 2};
  CHECK(Sampler(plain(0)).choose(l, {}).token == 1);
}

TEST_CASE("plain sampling follows the softmax") {
  const auto share = draws(plain(1), kLogits);
  double sum = 0;
  for (float v : kLogits) sum += std::exp(v);
  for (size_t i = 0; i < kLogits.size(); ++i)
    CHECK(share.at(static_cast<TokenId>(i)) ==
          doctest::Approx(std::exp(kLogits[i]) / sum).epsilon(0.03).scale(0.3));
}

TEST_CASE("temperature sharpens") {
  CHECK(draws(plain(0.5f), kLogits).at(1) > draws(plain(1), kLogits).at(1) + 0.1);
}

TEST_CASE("top-k, top-p and min-p cut the tail") {
  SamplingConfig c = plain(1);
  c.top_k = 2;
  CHECK(draws(c, kLogits).size() == 2);
  c = plain(1);
  c.top_p = 0.6f;  // 1 has 0.64 alone
  CHECK(draws(c, kLogits).size() == 1);
  c.top_p = 0.8f;  // with 2: 0.87
  CHECK(draws(c, kLogits).size() == 2);
  c = plain(1);
  c.min_p = 0.2f;  // 2 has 0.37 of the best, 0 has 0.135
  CHECK(draws(c, kLogits).size() == 2);
}

TEST_CASE("typical sampling may leave out the most likely token") {
  SamplingConfig c = plain(1);
  c.typical_p = 0.2f;
  // Many equal tokens and one a little likelier: the typical ones are the many.
  std::vector<float> l(50, 0.0f);
  l[7] = 2.0f;
  CHECK(draws(c, l, {}, 2000).count(7) == 0);
}

TEST_CASE("penalties lower what was said, by presence and by count") {
  SamplingConfig c = plain(0);
  c.repeat_penalty = 2;
  std::vector<float> l = {2.0f, 3.0f, -1.0f};
  std::vector<TokenId> said = {1};
  CHECK(Sampler(c).choose(l, said).token == 0);
  CHECK(l[1] == 1.5f);
  c = plain(0);
  c.presence_penalty = 0.5f;
  c.frequency_penalty = 0.25f;
  l = {2.0f, 3.0f, -1.0f};
  said = {1, 1, 2};
  Sampler(c).choose(l, said);
  CHECK(l[1] == 2.0f);
  CHECK(l[2] == -1.75f);
  CHECK(l[0] == 2.0f);
  c.penalty_window = 1;
  l = {2.0f, 3.0f, -1.0f};
  Sampler(c).choose(l, said);
  CHECK(l[1] == 3.0f);
}

TEST_CASE("DRY punishes the token that would go on with a repetition, more the longer it is") {
  SamplingConfig c = plain(0);
  c.dry_multiplier = 1;
  c.dry_base = 2;
  c.dry_allowed_length = 2;
  c.penalty_window = -1;
  std::vector<float> l(10, 0.0f);
  const std::vector<TokenId> said = {1, 2, 3, 4,
                                     1, 2, 3};  // 4 would make "1 2 3 4" twice: length 3
  Sampler(c).choose(l, said);
  CHECK(l[4] == -2.0f);
  CHECK(l[1] == 0.0f);
  std::vector<bool> breakers(10);
  breakers[2] = true;  // nothing is remembered across it: only "3" matches
  l.assign(10, 0.0f);
  Sampler(c, breakers).choose(l, said);
  CHECK(l[4] == 0.0f);
}

TEST_CASE("a bias forbids or forces") {
  SamplingConfig c = plain(1);
  c.biases = {{1, -INFINITY}, {3, 100.0f}};
  const auto share = draws(c, kLogits, {}, 500);
  CHECK(share.size() == 1);
  CHECK(share.count(3) == 1);
}

TEST_CASE("the same seed draws the same tokens") {
  SamplingConfig c = plain(1);
  c.seed = 42;
  Sampler a(c), b(c);
  c.seed = 43;
  Sampler other(c);
  bool differs = false;
  for (int i = 0; i < 100; ++i) {
    std::vector<float> l1 = kLogits, l2 = kLogits, l3 = kLogits;
    const TokenId t = a.choose(l1, {}).token;
    CHECK(t == b.choose(l2, {}).token);
    differs |= t != other.choose(l3, {}).token;
  }
  CHECK(differs);
}

TEST_CASE("log-probabilities are those of the model, before any setting") {
  SamplingConfig c = plain(0);
  c.logprobs = 2;
  c.biases = {{0, 100.0f}};
  std::vector<float> l = kLogits;
  const Choice choice = Sampler(c).choose(l, {});
  double sum = 0;
  for (float v : kLogits) sum += std::exp(v);
  CHECK(choice.token == 0);
  CHECK(choice.logprob == doctest::Approx(1.0 - std::log(sum)));
  REQUIRE(choice.alternatives.size() == 2);
  CHECK(choice.alternatives[0].token == 1);
  CHECK(choice.alternatives[0].logit == doctest::Approx(3.0 - std::log(sum)));
}

TEST_CASE("settings out of range are named") {
  SamplingConfig c;
  c.top_p = 1.5f;
  CHECK_THROWS_WITH_AS(c.check(10), "top_p is 1.5; accepted are 0 to 1", Error);
  c = {};
  c.temperature = NAN;
  CHECK_THROWS_AS(c.check(10), Error);
  c = {};
  c.biases = {{10, 1.0f}};
  CHECK_THROWS_AS(c.check(10), Error);
}
