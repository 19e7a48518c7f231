// Every table's attention against the scalar one, and its independence from neighbours.
#include <doctest/doctest.h>
#include <math.h>

#include <algorithm>

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

constexpr KvType kTypes[] = {KvType::f16, KvType::q8_0, KvType::f32, KvType::q4_0};

// Owns what AttentionArgs points to. Pages lie in shuffled order, each with something in front of the
// keys and between keys and values; those that no query needs are null. All that no query sees is NaN.
struct Problem {
  Case c;
  size_t n, page_bytes, k_offset = 64, v_offset;
  Aligned<float> q;
  Aligned<uint8_t> memory;
  std::vector<uint8_t*> pages;

  Problem(const Case& test, std::mt19937& rng)
      : c(test),
        n(test.first.size()),
        page_bytes(kv_page_bytes(test.type, test.head_dim)),
        v_offset(k_offset + page_bytes + 192),
        q(n * test.head_dim),
        memory((test.rows + kPageRows - 1) / kPageRows * (v_offset + page_bytes)),
        pages((test.rows + kPageRows - 1) / kPageRows) {
    memset(memory.data(), 0xff, memory.size());
    for (size_t p = 0; p < pages.size(); ++p)
      pages[p] = memory.data() + p * (v_offset + page_bytes);
    std::shuffle(pages.begin(), pages.end(), rng);
    for (size_t i = 0; i < q.size(); ++i) q[i] = uniform(rng, -3, 3);
    std::vector<float> key(c.head_dim), value(c.head_dim);
    for (size_t p = 0; p < pages.size(); ++p) {
      bool needed = false;
      for (size_t j = p * kPageRows; j < p * kPageRows + kPageRows && j < c.rows; ++j) {
        if (!seen(j)) continue;
        needed = true;
        for (float& x : key) x = uniform(rng, -2, 2);
        for (float& x : value) x = uniform(rng, -2, 2);
        kScalar.kv_store(c.type, keys(j), values(j), j % kPageRows, c.head_dim, key.data(),
                         value.data());
      }
      if (!needed) pages[p] = nullptr;
    }
  }

  bool seen(size_t row) const {
    for (size_t i = 0; i < n; ++i)
      if (c.first[i] <= row && row < c.last[i]) return true;
    return false;
  }
  uint8_t* keys(size_t row) const { return pages[row / kPageRows] + k_offset; }
  uint8_t* values(size_t row) const { return pages[row / kPageRows] + v_offset; }

  // Queries [begin, end) in one call.
  std::vector<float> run(const Table& table, size_t begin, size_t end) const {
    const size_t count = end - begin, stride = c.head_dim + 1;
    std::vector<float> out(count * stride);
    Aligned<float> scratch(attention_scratch_floats(c.head_dim, count));
    memset(static_cast<void*>(scratch.data()), 0xff,
           scratch.size() * sizeof(float));  // NaN: nothing may rely on it
    table.attention({c.type, c.head_dim, q.data() + begin * c.head_dim, c.head_dim, count,
                     c.first.data() + begin, c.last.data() + begin,
                     reinterpret_cast<const void* const*>(pages.data()), k_offset, v_offset,
                     c.scale, c.softcap, out.data(), stride, scratch.data()});
    return out;
  }
};

std::vector<Case> cases() {
  std::vector<Case> out;
  for (KvType type : kTypes) {
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
      // Neighbours with unneeded pages between them, in a block and over blocks.
      Case gaps{type,
                head_dim,
                400,
                {3, 50, 3, 37, 320, 399, 16, 130, 0},
                {4, 60, 16, 41, 321, 400, 17, 200, 16}};
      gaps.softcap = 5;
      out.push_back(gaps);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("attention of every table agrees with scalar") {
  std::mt19937 rng(1);
  const Table* all[kMostTables];
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
  const Table* all[kMostTables];
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
  const Table* all[kMostTables];
  const size_t count = tables(all);
  for (uint16_t bad : {0x7e00, 0x7c00}) {  // NaN, infinity
    Problem problem(c, rng);
    memcpy(problem.values(70) + 70 % kPageRows * 128 + 6, &bad, 2);
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
  const Table* all[kMostTables];
  for (size_t i = 0, count = tables(all); i < count; ++i) {
    CAPTURE(all[i]->name);
    const auto out = problem.run(*all[i], 0, 2);
    for (size_t j = 0; j < out.size(); ++j)
      CHECK(fabsf(out[j] - expected[j]) <= 2e-3f);  // e^s of s ~ 4000
  }
}
