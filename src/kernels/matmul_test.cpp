// Every table's matmul and activation quantization against the scalar one.
#include <doctest/doctest.h>
#include <math.h>

#include "kernels/testing.h"

using namespace tinybrain::kernels;
using namespace tinybrain::kernels::testing;

namespace {

// Of the sum of |w*x|, which is what rounding errors are proportional to.
constexpr float kMatmulTolerance = 1e-5f;

size_t other_tables(const Table* out[kMostTables]) {
  const Table* all[kMostTables];
  size_t n = 0;
  for (size_t i = 0, count = tables(all); i < count; ++i) {
    if (all[i] != &kScalar) out[n++] = all[i];
  }
  return n;
}

MatmulArgs arguments(const Format& f, const Aligned<uint8_t>& w, size_t n, RandomRows& rows,
                     float* y, size_t y_stride) {
  MatmulArgs a{};
  a.pack = f.pack;
  a.weights = w.data();
  a.k = rows.k;
  a.n = n;
  a.panel_begin = 0;
  a.panel_end = (n + kPanelRows - 1) / kPanelRows;
  a.t = rows.t;
  a.x = rows.x.data();
  a.x_stride = rows.k;
  a.xq = rows.quantized();
  a.y = y;
  a.y_stride = y_stride;
  return a;
}

// sum over k of |w*x| for every output, by unpacked weights.
std::vector<float> magnitudes(const Format& f, const Aligned<uint8_t>& w, size_t n,
                              const RandomRows& rows) {
  std::vector<float> out(rows.t * n), row(rows.k);
  for (size_t i = 0; i < n; ++i) {
    unpack_row(f.pack, w.data() + i / 16 * panel_bytes(f.pack, rows.k), i % 16, rows.k, row.data());
    for (size_t t = 0; t < rows.t; ++t) {
      double sum = 0;
      for (size_t k = 0; k < rows.k; ++k) sum += fabs(double{row[k]} * rows.x[t * rows.k + k]);
      out[t * n + i] = static_cast<float>(sum);
    }
  }
  return out;
}

size_t test_k(const Format& f, size_t i) {
  if (f.pack == Pack::bf16_pairs) return (const size_t[]){2, 38, 1100}[i];
  if (f.block_weights == 1) return (const size_t[]){1, 37, 256}[i];
  return f.block_weights == 32 ? (const size_t[]){32, 96, 288}[i]
                               : (const size_t[]){256, 512, 768}[i];
}

}  // namespace

TEST_CASE("scalar matmul is the product of the unpacked weights") {
  std::mt19937 rng(1);
  for (const Format& f : kFormats) {
    CAPTURE(f.name);
    const size_t n = 21, k = f.block_weights == 256 ? 512 : 96;
    const auto w = random_panels(f, n, k, rng);
    RandomRows rows(3, k, rng);
    rows.quantize(kScalar);
    const bool is_float = f.block_weights == 1;
    std::vector<float> y(3 * n), row(k);
    kScalar.matmul(arguments(f, w, n, rows, y.data(), n));
    const auto scale = magnitudes(f, w, n, rows);
    for (size_t i = 0; i < n; ++i) {
      unpack_row(f.pack, w.data() + i / 16 * panel_bytes(f.pack, k), i % 16, k, row.data());
      for (size_t t = 0; t < 3; ++t) {
        double sum = 0;
        for (size_t j = 0; j < k; ++j) {
          const double x =
              f.pack == Pack::bf16_pairs ? bf16_to_float(float_to_bf16(rows.x[t * k + j]))
              : is_float                 ? rows.x[t * k + j]
                         : static_cast<double>(rows.q[t * k + j]) * rows.scale[(t * k + j) / 32];
          sum += row[j] * x;
        }
        CHECK(fabs(y[t * n + i] - sum) <= 1e-6 * scale[t * n + i]);
      }
    }
  }
}

TEST_CASE("matmul of every table agrees with scalar") {
  std::mt19937 rng(2);
  const Table* fast[kMostTables];
  const size_t count = other_tables(fast);
  for (const Format& f : kFormats) {
    for (size_t ki = 0; ki < 3; ++ki) {
      for (size_t n : {1, 16, 37, 150}) {
        for (size_t t : {1, 2, 3, 5, 17, 64}) {
          if (n == 150 && t > 5) continue;
          const size_t k = test_k(f, ki), stride = n + 3;
          const auto w = random_panels(f, n, k, rng);
          RandomRows rows(t, k, rng);
          rows.quantize(kScalar);
          std::vector<float> expected(t * stride, -7.0f);
          kScalar.matmul(arguments(f, w, n, rows, expected.data(), stride));
          const auto scale = magnitudes(f, w, n, rows);
          for (size_t i = 0; i < count; ++i) {
            if (!runs(*fast[i], f)) continue;
            CAPTURE(fast[i]->name);
            CAPTURE(f.name);
            CAPTURE(k);
            CAPTURE(n);
            CAPTURE(t);
            std::vector<float> y(t * stride, -7.0f);
            fast[i]->matmul(arguments(f, w, n, rows, y.data(), stride));
            size_t wrong = 0;
            for (size_t at = 0; at < y.size(); ++at) {
              const size_t row = at / stride, column = at % stride;
              const float allowed = column < n ? kMatmulTolerance * scale[row * n + column] : 0;
              if (!(fabsf(y[at] - expected[at]) <= allowed)) ++wrong;
            }
            CHECK(wrong == 0);
          }
        }
      }
    }
  }
}

TEST_CASE("a row's result depends neither on its neighbours nor on the panel range") {
  std::mt19937 rng(3);
  const Table* all[kMostTables];
  const size_t count = tables(all);
  for (const Format& f : kFormats) {
    const size_t n = 16 * 11 + 5, k = f.block_weights == 256 ? 768 : 288, t = 31;
    const auto w = random_panels(f, n, k, rng);
    RandomRows rows(t, k, rng);
    rows.quantize(kScalar);
    for (size_t i = 0; i < count; ++i) {
      if (!runs(*all[i], f)) continue;
      CAPTURE(all[i]->name);
      CAPTURE(f.name);
      std::vector<float> whole(t * n), parts(t * n);
      MatmulArgs a = arguments(f, w, n, rows, whole.data(), n);
      all[i]->matmul(a);
      const size_t panels = a.panel_end;
      a.y = parts.data();
      for (size_t begin = 0, step = 1; begin < panels; begin += step, step = step % 4 + 1) {
        for (size_t t0 = 0, rows_now = 1; t0 < t; t0 += rows_now, rows_now = rows_now % 7 + 1) {
          MatmulArgs part = a;
          part.panel_begin = begin;
          part.panel_end = begin + step < panels ? begin + step : panels;
          part.t = t0 + rows_now < t ? rows_now : t - t0;
          part.x = a.x + t0 * k;
          part.xq.q += t0 * k;
          part.xq.scale += t0 * k / 32;
          part.xq.sum += t0 * k / 32;
          part.xq.half += t0 * k / 16;
          part.xq.flipped += t0 * k;
          part.y = a.y + t0 * n;
          all[i]->matmul(part);
        }
      }
      CHECK(memcmp(whole.data(), parts.data(), whole.size() * sizeof(float)) == 0);
    }
  }
}

TEST_CASE("the extremes of every integer range are exact") {
  // Largest weights against largest activations: where 16-bit intermediate sums would overflow.
  const Table* all[kMostTables];
  const size_t count = tables(all);
  for (const Format& f : kFormats) {
    if (f.block_weights == 1) continue;
    for (int fill : {0x00, 0xff, 0x80, 0x7f}) {
      for (float x : {127.0f, -127.0f}) {
        const size_t k = 256;
        std::vector<uint8_t> row(k / f.block_weights * f.block_bytes, static_cast<uint8_t>(fill));
        for (size_t b = 0; b < k / f.block_weights; ++b) {
          for (size_t at : f.halves) {
            if (at == 9999) continue;
            const uint16_t one = 0x3c00;
            memcpy(row.data() + b * f.block_bytes + at, &one, 2);
          }
        }
        const void* starts[kPanelRows];
        for (const void*& start : starts) start = row.data();
        Aligned<uint8_t> w(panel_bytes(f.pack, k));
        pack_panel(f.pack, starts, k, w.data());
        std::mt19937 rng(4);
        RandomRows rows(1, k, rng);
        for (size_t i = 0; i < k; ++i) rows.x[i] = x;
        rows.quantize(kScalar);
        float expected[16];
        kScalar.matmul(arguments(f, w, 16, rows, expected, 16));
        for (size_t i = 0; i < count; ++i) {
          if (!runs(*all[i], f)) continue;
          CAPTURE(all[i]->name);
          CAPTURE(f.name);
          CAPTURE(fill);
          CAPTURE(x);
          float y[16];
          all[i]->matmul(arguments(f, w, 16, rows, y, 16));
          for (int r = 0; r < 16; ++r) CHECK(y[r] == doctest::Approx(expected[r]).epsilon(1e-6));
        }
      }
    }
  }
}

TEST_CASE("a broken activation spoils its row and no other") {
  std::mt19937 rng(5);
  const Table* all[kMostTables];
  const size_t count = tables(all);
  for (float bad : {NAN, INFINITY, -INFINITY}) {
    for (const Format& f : kFormats) {
      const size_t n = 20, k = 256, t = 14;
      const auto w = random_panels(f, n, k, rng);
      for (size_t i = 0; i < count; ++i) {
        if (!runs(*all[i], f)) continue;
        CAPTURE(all[i]->name);
        CAPTURE(f.name);
        RandomRows rows(t, k, rng);
        rows.x[3 * k + 77] = bad;
        rows.quantize(*all[i]);
        std::vector<float> y(t * n);
        all[i]->matmul(arguments(f, w, n, rows, y.data(), n));
        for (size_t row = 0; row < t; ++row) {
          for (size_t c = 0; c < n; ++c)
            CHECK(static_cast<bool>(isfinite(y[row * n + c])) == (row != 3));
        }
      }
    }
  }
}

TEST_CASE("quantize_rows is the same bit for bit in every table") {
  std::mt19937 rng(6);
  const Table* fast[kMostTables];
  const size_t count = other_tables(fast);
  const size_t t = 9, k = 160;
  RandomRows expected(t, k, rng);
  float* x = expected.x.data();
  for (size_t i = 0; i < 32; ++i) x[i] = 0;                                   // all zero
  for (size_t i = 0; i < 32; ++i) x[k + i] = 1e-38f * static_cast<float>(i);  // 127/max overflows
  for (size_t i = 0; i < 32; ++i) x[2 * k + i] = static_cast<float>(i) - 15.5f;  // ties
  x[2 * k] = 127;
  x[3 * k + 5] = NAN;
  x[4 * k + 40] = INFINITY;
  x[5 * k + 70] = -INFINITY;
  for (size_t i = 0; i < 32; ++i) x[6 * k + i] = 3e38f * uniform(rng);
  for (size_t i = 0; i < 32; ++i) x[7 * k + i] = -1.0f;
  x[8 * k] = -0.0f;
  x[8 * k + 33] = 1e-44f;
  expected.quantize(kScalar);
  CHECK(expected.scale[0] == 0);
  CHECK(isnan(expected.scale[3 * k / 32]));
  for (size_t i = 0; i < count; ++i) {
    CAPTURE(fast[i]->name);
    RandomRows rows(t, k, rng);
    memcpy(rows.x.data(), x, t * k * sizeof(float));
    rows.quantize(*fast[i]);
    CHECK(memcmp(rows.q.data(), expected.q.data(), t * k) == 0);
    CHECK(memcmp(rows.sum.data(), expected.sum.data(), t * k / 32 * sizeof(int32_t)) == 0);
    CHECK(memcmp(rows.half.data(), expected.half.data(), t * k / 16 * sizeof(int16_t)) == 0);
    for (size_t b = 0; b < t * k / 32; ++b) {
      if (isnan(expected.scale[b]))
        CHECK(isnan(rows.scale[b]));
      else
        CHECK(rows.scale[b] == expected.scale[b]);
    }
  }
}
