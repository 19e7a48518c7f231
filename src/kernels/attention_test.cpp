// Every table's attention against the scalar one, and its independence from neighbours.
#include <doctest/doctest.h>
#include <math.h>

#include "kernels/testing.h"

using namespace tinybrain::kernels;
using namespace tinybrain::kernels::testing;

namespace {

struct Case {
  KvType type;
  size_t head_dim, rows;
  std::vector<uint32_t> first, last;
  float scale = 0.125f, softcap = 0;
};

// Owns what AttentionArgs points to. Cached rows that no query sees are NaN.
struct Problem {
  Case c;
  size_t n, row_bytes;
  Aligned<float> q;
  Aligned<uint8_t> k, v;

  Problem(const Case& test, std::mt19937& rng)
      : c(test),
        n(test.first.size()),
        row_bytes(test.type == KvType::f16   ? 2 * test.head_dim
                  : test.type == KvType::f32 ? 4 * test.head_dim
                                             : test.head_dim / 32 * 34),
        q(n * test.head_dim),
        k(test.rows * row_bytes),
        v(test.rows * row_bytes) {
    for (size_t i = 0; i < q.size(); ++i) q[i] = uniform(rng, -3, 3);
    std::vector<float> row(c.head_dim);
    for (size_t j = 0; j < c.rows; ++j) {
      bool seen = false;
      for (size_t i = 0; i < n; ++i) seen |= c.first[i] <= j && j < c.last[i];
      for (auto* cache : {&k, &v}) {
        for (float& x : row) x = seen ? uniform(rng, -2, 2) : NAN;
        uint8_t* at = cache->data() + j * row_bytes;
        if (c.type == KvType::f16)
          kScalar.f32_to_f16(reinterpret_cast<uint16_t*>(at), row.data(), c.head_dim);
        else if (c.type == KvType::f32)
          memcpy(at, row.data(), c.head_dim * sizeof(float));
        else
          kScalar.f32_to_q8_0(at, row.data(), c.head_dim);
      }
    }
  }

  // Queries [begin, end) in one call.
  std::vector<float> run(const Table& table, size_t begin, size_t end) const {
    const size_t count = end - begin, stride = c.head_dim + 1;
    std::vector<float> out(count * stride);
    Aligned<float> scratch(attention_scratch_floats(c.head_dim, count));
    memset(static_cast<void*>(scratch.data()), 0xff,
           scratch.size() * sizeof(float));  // NaN: nothing may rely on it
    table.attention({c.type, c.head_dim, q.data() + begin * c.head_dim, c.head_dim, count,
                     c.first.data() + begin, c.last.data() + begin, k.data(), v.data(), row_bytes,
                     c.scale, c.softcap, out.data(), stride, scratch.data()});
    return out;
  }
};

std::vector<Case> cases() {
  std::vector<Case> out;
  for (KvType type : {KvType::f16, KvType::q8_0, KvType::f32}) {
    for (size_t head_dim : {32, 64, 96, 128, 256}) {
      Case one{type, head_dim, 1, {0}, {1}};
      out.push_back(one);
      Case decode{type, head_dim, 333, {0, 0, 0}, {333, 333, 333}};
      out.push_back(decode);
      Case prompt{type, head_dim, 150, {}, {}};
      for (uint32_t i = 0; i < 150; ++i) {
        for (int head = 0; head < 2; ++head)
          prompt.first.push_back(0), prompt.last.push_back(i + 1);
      }
      out.push_back(prompt);
      Case window{type, head_dim, 211, {}, {}};
      for (uint32_t i = 0; i < 211; i += 3)
        window.first.push_back(i < 70 ? 0 : i - 70), window.last.push_back(i + 1);
      window.softcap = 20;
      out.push_back(window);
      Case mixed{type,
                 head_dim,
                 300,
                 {5, 200, 63, 64, 0, 128, 299, 0, 10},
                 {6, 300, 64, 65, 300, 129, 300, 64, 250}};
      out.push_back(mixed);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("attention of every table agrees with scalar") {
  std::mt19937 rng(1);
  const Table* all[4];
  const size_t count = tables(all);
  for (const Case& c : cases()) {
    const Problem problem(c, rng);
    const auto expected = problem.run(kScalar, 0, problem.n);
    for (size_t i = 0; i < count; ++i) {
      CAPTURE(all[i]->name);
      CAPTURE(c.head_dim);
      CAPTURE(c.rows);
      CAPTURE(problem.n);
      const auto out = problem.run(*all[i], 0, problem.n);
      float worst = 0;  // an output is an average of values up to 2
      for (size_t j = 0; j < out.size(); ++j) {
        const float error = fabsf(out[j] - expected[j]);
        if (!(error <= worst)) worst = error;
      }
      CHECK(worst <= 1e-5f);
    }
  }
}

TEST_CASE("a query's attention is the same bits alone and in company") {
  std::mt19937 rng(2);
  const Table* all[4];
  const size_t count = tables(all);
  for (const Case& c : cases()) {
    const Problem problem(c, rng);
    for (size_t i = 0; i < count; ++i) {
      CAPTURE(all[i]->name);
      CAPTURE(c.head_dim);
      CAPTURE(c.rows);
      CAPTURE(problem.n);
      const auto whole = problem.run(*all[i], 0, problem.n);
      size_t wrong = 0;
      for (size_t begin = 0, step = 1; begin < problem.n; begin += step, step = step % 8 + 1) {
        const size_t end = begin + step < problem.n ? begin + step : problem.n;
        const auto part = problem.run(*all[i], begin, end);
        wrong += memcmp(part.data(), whole.data() + begin * (c.head_dim + 1),
                        part.size() * sizeof(float)) != 0;
      }
      CHECK(wrong == 0);
    }
  }
}

TEST_CASE("a broken cached row reaches only the queries that see it") {
  std::mt19937 rng(3);
  Case c{KvType::f16, 64, 100, {}, {}};
  for (uint32_t i = 0; i < 100; ++i) c.first.push_back(0), c.last.push_back(i + 1);
  const Table* all[4];
  const size_t count = tables(all);
  for (uint16_t bad : {0x7e00, 0x7c00}) {  // NaN, infinity
    Problem problem(c, rng);
    memcpy(problem.v.data() + 70 * problem.row_bytes + 6, &bad, 2);
    for (size_t i = 0; i < count; ++i) {
      CAPTURE(all[i]->name);
      const auto out = problem.run(*all[i], 0, problem.n);
      for (size_t q = 0; q < 100; ++q)
        CHECK(static_cast<bool>(isfinite(out[q * 65 + 3])) == (q < 70));
    }
  }
}

TEST_CASE("scores far apart and far from zero") {
  std::mt19937 rng(4);
  Case c{KvType::f16, 64, 130, {0, 0}, {130, 77}};
  c.scale = 40;
  const Problem problem(c, rng);
  const auto expected = problem.run(kScalar, 0, 2);
  const Table* all[4];
  for (size_t i = 0, count = tables(all); i < count; ++i) {
    CAPTURE(all[i]->name);
    const auto out = problem.run(*all[i], 0, 2);
    for (size_t j = 0; j < out.size(); ++j)
      CHECK(fabsf(out[j] - expected[j]) <= 2e-3f);  // e^s of s ~ 4000
  }
}
