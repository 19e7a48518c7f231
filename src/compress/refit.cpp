// Teacher and student go through the text side by side. In a layer, what reads the state is corrected first, then
// what is added to it: first attention's, then the feed-forward network's, which sees the student's own inputs.
#include "compress/refit.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/messages/compress.h"
#include "base/messages/model.h"
#include "compress/linear_algebra.h"

namespace tinybrain {
namespace {

constexpr size_t kSlice = 2048;          // rows summed at once
constexpr float kLeastDamping = 3e-4f;   // of the mean diagonal
constexpr float kFirstRowWeight = 4.0f;  // as in layers.cpp: all rows attend to a text's first

std::vector<float> transposed(const std::vector<float>& a, size_t n, size_t k) {
  std::vector<float> b(n * k);
  for (size_t i = 0; i < n; ++i)
    for (size_t j = 0; j < k; ++j) b[j * n + i] = a[i * k + j];
  return b;
}

// rows[t][k] times w[n][k].
std::vector<float> product(const std::vector<float>& rows, const std::vector<float>& w, size_t n,
                           size_t k, Threads& threads) {
  const size_t t = rows.size() / k;
  std::vector<float> y(t * n);
  multiply(rows.data(), k, t, pack_rows(w.data(), n, k, threads), y.data(), n, threads);
  return y;
}

std::vector<float> less(std::vector<float> a, const std::vector<float>& b) {
  TB_ASSERT(a.size() == b.size());
  for (size_t i = 0; i < a.size(); ++i) a[i] -= b[i];
  return a;
}

class Refitter {
 public:
  Refitter(EditableModel& student, const ModelSource& teacher,
           std::span<const std::vector<TokenId>> chunks, const RefitOptions& options,
           Threads& threads)
      : model_(student),
        options_(options),
        threads_(threads),
        width_(teacher.config().width),
        student_(student.source(), chunks, threads),
        teacher_(teacher, chunks, threads) {
    for (const std::vector<TokenId>& chunk : chunks)
      for (size_t t = 0; t < chunk.size(); ++t)
        first_weights_.push_back(
            t == 0 ? std::sqrt(kFirstRowWeight * static_cast<float>(chunk.size())) : 1.0f);
  }

  // The teacher's layers before the first one kept.
  void pass_over(uint32_t layers) {
    for (uint32_t i = 0; i < layers; ++i) teacher_.advance(i);
  }

  // The student's layer `layer`, which stands for the teacher's layers [from, to).
  void layer(uint32_t layer, uint32_t from, uint32_t to) {
    constexpr LayerInput kAll[] = {LayerInput::qkv, LayerInput::out, LayerInput::ffn};
    std::vector<std::vector<float>> taught = teacher_.rows_at(from, kAll);
    if (options_.readers) reader(layer, LayerInput::qkv, taught[0]);
    // The teacher's state between its two branches.
    const LayerMatrix out = matrix(teacher_.source(), from, LayerInput::out);
    const SourceTensor& t = teacher_.source().at(out.name);
    std::vector<float> w(t.n * t.k);
    for (size_t i = 0; i < t.n; ++i) ModelSource::read(t, i, w.data() + i * t.k);
    std::vector<float> middle = product(taught[1], w, t.n, t.k, threads_);
    kernels::table().add(middle.data(), teacher_.states().data(), middle.size());
    writer(layer, LayerInput::out, less(middle, student_.states()), row_weights(middle));
    if (options_.readers) reader(layer, LayerInput::ffn, taught[2]);
    for (uint32_t i = from; i < to; ++i) teacher_.advance(i);
    const std::vector<float> before = student_.states();
    student_.advance(layer);
    const std::vector<float> missing = less(teacher_.states(), student_.states());
    student_.states() = before;
    change(layer, LayerInput::down, missing, row_weights(teacher_.states()));
    student_.advance(layer);
  }

 private:
  static LayerMatrix matrix(const ModelSource& source, uint32_t layer, LayerInput input) {
    for (LayerMatrix& m : layer_matrices(source, layer))
      if (m.input == input) return std::move(m);
    TB_ASSERT(false);
    return {};
  }

  // The next norm divides a row's error by the row's size.
  std::vector<float> row_weights(const std::vector<float>& rows) const {
    std::vector<float> weights;
    for (size_t at = 0; at < rows.size(); at += width_) {
      const float square = kernels::table().dot(rows.data() + at, rows.data() + at, width_);
      weights.push_back(1 / std::sqrt(square / static_cast<float>(width_) + 1e-5f));
    }
    return weights;
  }

  void put(const LayerMatrix& m, const std::vector<float>& values) {
    const EditableModel::Tensor& t = model_.at(m.name);
    student_.replace(m, DType::f32, std::as_bytes(std::span(values)), t.n, t.k);
  }

  // What multiplies normed rows gets them as near the teacher's as a matrix can bring them.
  void reader(uint32_t layer, LayerInput input, const std::vector<float>& taught) {
    const std::vector<float> own = std::move(student_.rows_at(layer, {&input, 1}).front());
    const std::vector<float> change =
        least_squares(own, less(taught, own), first_weights_, options_.ridge, threads_);
    const std::vector<float> turned = transposed(change, width_, width_);
    for (const LayerMatrix& m : layer_matrices(model_.source(), layer)) {
      if (m.input != input) continue;
      std::vector<float>& w = model_.values(m.name);
      const std::vector<float> more = product(w, turned, width_, width_, threads_);
      kernels::table().add(w.data(), more.data(), w.size());
      put(m, w);
    }
  }

  // What is added to the state: `wanted` is the whole of it.
  void writer(uint32_t layer, LayerInput input, std::vector<float> wanted,
              const std::vector<float>& weights) {
    const LayerMatrix m = matrix(model_.source(), layer, input);
    const EditableModel::Tensor& t = model_.at(m.name);
    const std::vector<float> rows = std::move(student_.rows_at(layer, {&input, 1}).front());
    const std::vector<float> now = product(rows, model_.values(m.name), t.n, t.k, threads_);
    add_fitted(m, rows, less(std::move(wanted), now), weights);
  }
  // The same where only what is missing is known.
  void change(uint32_t layer, LayerInput input, const std::vector<float>& missing,
              const std::vector<float>& weights) {
    add_fitted(matrix(model_.source(), layer, input), student_.rows_at(layer, {&input, 1}).front(),
               missing, weights);
  }
  void add_fitted(const LayerMatrix& m, const std::vector<float>& rows,
                  const std::vector<float>& missing, const std::vector<float>& weights) {
    std::vector<float>& w = model_.values(m.name);
    const std::vector<float> more = least_squares(rows, missing, weights, options_.ridge, threads_);
    kernels::table().add(w.data(), more.data(), w.size());
    put(m, w);
  }

  EditableModel& model_;
  const RefitOptions& options_;
  Threads& threads_;
  size_t width_;
  LayerRunner student_, teacher_;
  std::vector<float> first_weights_;
};

}  // namespace

std::vector<float> least_squares(const std::vector<float>& x, const std::vector<float>& e,
                                 std::span<const float> weights, float ridge, Threads& threads) {
  const size_t rows = weights.size(), k = x.size() / rows, d = e.size() / rows, all = k + d;
  TB_ASSERT(rows > 0 && x.size() == rows * k && e.size() == rows * d);
  // Both sums of products at once: of [x e] with itself.
  GramSum gram(all);
  std::vector<float> both;
  for (size_t first = 0; first < rows; first += kSlice) {
    const size_t n = std::min(kSlice, rows - first);
    both.resize(n * all);
    for (size_t i = 0; i < n; ++i) {
      float* const row = both.data() + i * all;
      std::copy_n(x.data() + (first + i) * k, k, row);
      std::copy_n(e.data() + (first + i) * d, d, row + k);
      kernels::table().scale(row, weights[first + i], all);
    }
    gram.add(both.data(), all, n, threads);
  }
  const std::vector<float>& sum = gram.sum();
  double trace = 0;
  for (size_t i = 0; i < k; ++i) trace += sum[i * all + i];
  const float mean = trace > 0 ? static_cast<float>(trace / static_cast<double>(k)) : 1.0f;
  std::vector<float> l(k * k);
  bool factored = false;
  float damping = kLeastDamping;
  for (int attempt = 0; attempt < 6 && !factored; ++attempt, damping *= 10) {
    for (size_t i = 0; i < k; ++i)
      for (size_t j = 0; j <= i; ++j)
        l[i * k + j] = sum[i * all + j] * (i == j ? 1 + ridge : 1) + (i == j ? damping * mean : 0);
    factored = cholesky(l.data(), k, threads);
  }
  if (!factored) throw Error(Code::bad_argument, msg::kCompressHessian, k);
  std::vector<float> fitted(d * k);
  for (size_t i = 0; i < d; ++i) std::copy_n(sum.data() + (k + i) * all, k, fitted.data() + i * k);
  cholesky_solve(l.data(), k, fitted.data(), d, threads);
  return fitted;
}

void refit(EditableModel& student, const ModelSource& teacher, std::span<const uint32_t> kept,
           std::span<const std::vector<TokenId>> chunks, const RefitOptions& options,
           Threads& threads, const CompressProgress& progress) {
  const ModelConfig &own = student.source().config(), &c = teacher.config();
  if (c.window_period != 0) throw Error(Code::unsupported, msg::kCompressWindow);
  const auto check = [](const char* what, size_t value, size_t wanted) {
    if (value != wanted)
      throw Error(Code::bad_argument, msg::kCompressCount, what, value, wanted, wanted);
  };
  check("width", own.width, c.width);
  check("vocabulary", own.vocabulary, c.vocabulary);
  check("kept layers", kept.size(), own.layers);
  for (size_t i = 0; i < kept.size(); ++i)
    if (kept[i] >= c.layers || (i > 0 && kept[i] <= kept[i - 1]))
      throw Error(Code::bad_argument, msg::kCompressCount, "kept layer", kept[i],
                  i > 0 ? kept[i - 1] + 1 : 0, c.layers - 1);
  Refitter refitter(student, teacher, chunks, options, threads);
  refitter.pass_over(kept[0]);
  for (uint32_t i = 0; i < own.layers; ++i) {
    if (progress && !progress(i, own.layers)) throw Error(Code::cancelled, msg::kCancelled);
    refitter.layer(i, kept[i], i + 1 < own.layers ? kept[i + 1] : c.layers);
  }
  if (progress) progress(own.layers, own.layers);
}

}  // namespace tinybrain
