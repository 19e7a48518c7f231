// Fitting to a teacher: the least squares against a solution that is known, and tiny models that lost something.
#include "compress/refit.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "base/error.h"
#include "base/folder_testing.h"
#include "base/rng.h"
#include "compress/structure.h"

using namespace tinybrain;

namespace {

std::string path_of(const std::string& family) {
  return std::string(TINYBRAIN_SOURCE_DIR) + "/tests/data/models/" + family;
}

std::vector<std::vector<TokenId>> some_chunks(const ModelSource& source) {
  std::vector<std::vector<TokenId>> chunks(8);
  Rng rng(5);
  for (std::vector<TokenId>& chunk : chunks)
    for (size_t i = 0; i < 64; ++i)
      chunk.push_back(static_cast<TokenId>(rng.next() % source.config().vocabulary));
  return chunks;
}

// Mean over rows of |a - b|^2 / |b|^2 of the states after all layers.
double distance(const ModelSource& a, const ModelSource& b,
                const std::vector<std::vector<TokenId>>& chunks, Threads& threads) {
  LayerRunner one(a, chunks, threads), other(b, chunks, threads);
  for (uint32_t i = 0; i < a.config().layers; ++i) one.advance(i);
  for (uint32_t i = 0; i < b.config().layers; ++i) other.advance(i);
  const size_t d = a.config().width;
  double sum = 0;
  for (size_t r = 0; r < one.rows(); ++r) {
    double off = 0, all = 0;
    for (size_t i = r * d; i < (r + 1) * d; ++i) {
      off += std::pow(double{one.states()[i]} - other.states()[i], 2);
      all += std::pow(double{other.states()[i]}, 2);
    }
    sum += off / all;
  }
  return sum / static_cast<double>(one.rows());
}

}  // namespace

TEST_CASE(
    "least squares find the matrix that made the rows, by their weights, and less of it with a "
    "ridge") {
  Threads threads(2);
  Rng rng(3);
  const size_t rows = 300, k = 37, d = 5;
  const auto fill = [&](size_t n) {
    std::vector<float> v(n);
    for (float& x : v) x = static_cast<float>(rng.uniform() - 0.5);
    return v;
  };
  const std::vector<float> x = fill(rows * k), w = fill(d * k);
  std::vector<float> e(rows * d), weights(rows);
  for (size_t r = 0; r < rows; ++r) {
    weights[r] = r % 3 == 0 ? 0.0f : 1.0f + static_cast<float>(r % 5);
    for (size_t i = 0; i < d; ++i)
      for (size_t j = 0; j < k; ++j) e[r * d + i] += w[i * k + j] * x[r * k + j];
    if (weights[r] == 0) e[r * d] += 100;  // a row that does not count
  }
  const std::vector<float> found = least_squares(x, e, weights, 0, threads);
  double length = 0, small = 0;
  for (size_t i = 0; i < d * k; ++i) {
    CHECK(found[i] == doctest::Approx(w[i]).epsilon(0.02).scale(0.5));
    length += double{w[i]} * w[i];
  }
  for (const float v : least_squares(x, e, weights, 10, threads)) small += double{v} * v;
  CHECK(small < 0.1 * length);
}

TEST_CASE("nothing was cut: nothing changes much") {
  Threads threads(2);
  const testing::TemporaryFolder folder;
  const ModelSource source(path_of("llama"));
  const auto chunks = some_chunks(source);
  EditableModel model(source);
  std::vector<uint32_t> all(source.config().layers);
  std::iota(all.begin(), all.end(), 0u);
  refit(model, source, all, chunks, {}, threads, {});
  model.write(folder.path / "same.gguf", {DType::f32, {}}, threads, {});
  CHECK(distance(ModelSource(folder.path / "same.gguf"), source, chunks, threads) < 1e-4);
}

TEST_CASE("a model that lost a layer and hidden units comes nearer to what it was") {
  Threads threads(2);
  const testing::TemporaryFolder folder;
  for (const char* family : {"llama", "qwen2", "qwen3", "phi3"}) {
    CAPTURE(family);
    const ModelSource source(path_of(family));
    const auto chunks = some_chunks(source);
    {
      EditableModel model(source);
      const uint32_t gone[] = {1};
      remove_layers(model, gone);
      model.write(folder.path / "less.gguf", {DType::f32, {}}, threads, {});
    }
    const ModelSource less(folder.path / "less.gguf");
    {
      EditableModel model(less);
      prune_ffn(model, 32, chunks, threads, {});
      model.write(folder.path / "cut.gguf", {DType::f32, {}}, threads, {});
    }
    const ModelSource cut(folder.path / "cut.gguf");
    std::vector<uint32_t> kept;
    for (uint32_t i = 0; i < source.config().layers; ++i)
      if (i != 1) kept.push_back(i);
    {
      EditableModel model(cut);
      refit(model, source, kept, chunks, {}, threads, {});
      model.write(folder.path / "fitted.gguf", {DType::f32, {}}, threads, {});
    }
    const ModelSource fitted(folder.path / "fitted.gguf");
    CHECK(distance(fitted, source, chunks, threads) < 0.9 * distance(cut, source, chunks, threads));
    EditableModel model(cut);
    kept.pop_back();
    CHECK_THROWS_AS(refit(model, source, kept, chunks, {}, threads, {}), Error);
    kept.push_back(source.config().layers);
    CHECK_THROWS_AS(refit(model, source, kept, chunks, {}, threads, {}), Error);
  }
}
