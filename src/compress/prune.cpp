// Scores, masks and the walk that makes up for the zeros. Counts are exact: the share holds for each matrix.
#include "compress/prune.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.h"
#include "base/messages/compress.h"
#include "base/messages/model.h"
#include "compress/feedback.h"

namespace tinybrain {
namespace {

constexpr LayerInput kInOrder[] = {LayerInput::qkv, LayerInput::out, LayerInput::ffn,
                                   LayerInput::down};
constexpr size_t kStrip = 128;  // columns that SparseGPT chooses zeros in at a time

size_t count_of(double share, size_t n) {
  return static_cast<size_t>(std::llround(share * static_cast<double>(n)));
}

// Marks the `zeros` smallest of n scores; among equals the first.
void mark_smallest(const float* scores, size_t n, size_t zeros, uint8_t* mask) {
  std::vector<uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0u);
  const auto less = [&](uint32_t a, uint32_t b) {
    return scores[a] != scores[b] ? scores[a] < scores[b] : a < b;
  };
  if (zeros < n)
    std::nth_element(order.begin(), order.begin() + static_cast<ptrdiff_t>(zeros), order.end(),
                     less);
  std::fill_n(mask, n, uint8_t{0});
  for (size_t i = 0; i < zeros; ++i) mask[order[i]] = 1;
}

// Two zeros in every four of a row of n scores.
void mark_two_of_four(const float* scores, size_t n, uint8_t* mask) {
  for (size_t i = 0; i < n; i += 4) mark_smallest(scores + i, 4, 2, mask + i);
}

void prune_by_score(float* w, size_t n, size_t k, const PruneOptions& o, const float* mean_square,
                    Threads& threads) {
  std::vector<float> scores(n * k);
  std::vector<uint8_t> mask(n * k);
  threads.run(n, 8, [&](size_t begin, size_t end, size_t) {
    for (size_t r = begin; r < end; ++r) {
      float* s = scores.data() + r * k;
      for (size_t i = 0; i < k; ++i)
        s[i] = std::fabs(w[r * k + i]) * (mean_square ? std::sqrt(mean_square[i]) : 1.0f);
      if (o.two_of_four)
        mark_two_of_four(s, k, mask.data() + r * k);
      else if (mean_square)
        mark_smallest(s, k, count_of(o.share, k), mask.data() + r * k);
    }
  });
  if (!o.two_of_four && !mean_square)
    mark_smallest(scores.data(), n * k, count_of(o.share, n * k), mask.data());
  for (size_t i = 0; i < n * k; ++i)
    if (mask[i]) w[i] = 0;
}

// Zeros of one strip by the loss each makes when its turn comes, as far as is known at the strip's start;
// then every row goes through its columns, the kept weights at their targets.
void prune_strip(float* w, const float* original, float* d, float* targets, size_t n, size_t begin,
                 size_t width, size_t zeros, const PruneOptions& o, const Feedback& f,
                 Threads& threads) {
  const size_t k = f.k();
  std::vector<uint8_t> mask(n * width);
  std::vector<float> scores(n * width);
  threads.run(n, 8, [&](size_t first, size_t last, size_t) {
    for (size_t i = first * width; i < last * width; ++i)
      scores[i] = targets[i] * targets[i] * f.loss(begin + i % width);
  });
  if (!o.two_of_four) mark_smallest(scores.data(), n * width, zeros, mask.data());
  const auto dot = kernels::table().dot;
  threads.run(n, 4, [&](size_t first, size_t last, size_t) {
    for (size_t r = first; r < last; ++r) {
      float* t = targets + r * width;
      float* change = d + r * k + begin;
      uint8_t* m = mask.data() + r * width;
      for (size_t j = 0; j < width; ++j) {
        if (o.two_of_four && j % 4 == 0) {  // what the columns before it ask of these four
          float four[4];
          for (size_t i = 0; i < 4; ++i) {
            const float now = t[j + i] + (j ? dot(f.row(begin + j + i) + begin, change, j) : 0.0f);
            four[i] = now * now * f.loss(begin + j + i);
          }
          mark_smallest(four, 4, 2, m + j);
        }
        const float target = t[j] + (j ? dot(f.row(begin + j) + begin, change, j) : 0.0f);
        const float value = m[j] ? 0.0f : target;
        w[r * k + begin + j] = value;
        change[j] = original[r * k + begin + j] - value;
      }
    }
  });
}

void prune_with_feedback(float* w, size_t n, size_t k, const PruneOptions& o, const Feedback& f,
                         Threads& threads) {
  const std::vector<float> original(w, w + n * k);
  std::vector<float> d(n * k), targets(n * std::min(kStrip, k));
  const size_t zeros = count_of(o.share, n * k);
  for (size_t begin = 0, done = 0; begin < k; begin += kStrip) {
    const size_t width = std::min(kStrip, k - begin);
    f.targets(original.data(), d.data(), n, begin, width, targets.data(), threads);
    // The share of the matrix to one, whatever the strips round to.
    const size_t until = begin + width == k ? zeros : count_of(o.share, n * (begin + width));
    prune_strip(w, original.data(), d.data(), targets.data(), n, begin, width, until - done, o, f,
                threads);
    done = until;
  }
}

}  // namespace

void prune_matrix(float* w, size_t n, size_t k, const PruneOptions& o, const float* mean_square,
                  const Feedback* feedback, Threads& threads) {
  TB_ASSERT(!o.two_of_four || k % 4 == 0);
  if (o.method == PruneMethod::sparsegpt) {
    TB_ASSERT(feedback != nullptr && feedback->k() == k);
    prune_with_feedback(w, n, k, o, *feedback, threads);
  } else {
    TB_ASSERT(o.method == PruneMethod::magnitude || mean_square != nullptr);
    prune_by_score(w, n, k, o, o.method == PruneMethod::wanda ? mean_square : nullptr, threads);
  }
}

void prune_unstructured(EditableModel& model, std::span<const std::vector<TokenId>> chunks,
                        const PruneOptions& options, Threads& threads,
                        const CompressProgress& progress) {
  if (!(options.share >= 0 && options.share < 1))
    throw Error(Code::bad_argument, msg::kCompressShare, options.share, 1);
  const uint32_t layers = model.source().config().layers;
  const bool magnitude = options.method == PruneMethod::magnitude;
  std::unique_ptr<LayerRunner> runner;
  if (!magnitude) runner = std::make_unique<LayerRunner>(model.source(), chunks, threads);
  for (uint32_t i = 0; i < layers; ++i) {
    if (progress && !progress(i, layers)) throw Error(Code::cancelled, msg::kCancelled);
    const std::vector<LayerMatrix> matrices = layer_matrices(model.source(), i);
    for (const LayerInput input : kInOrder) {
      InputStats stats;
      std::unique_ptr<Feedback> feedback;
      if (!magnitude) {
        const bool hessian = options.method == PruneMethod::sparsegpt;
        stats = std::move(runner->look(i, {&input, 1}, hessian).front());
        if (hessian)
          feedback = std::make_unique<Feedback>(std::move(stats.hessian), stats.mean_square.size(),
                                                options.shrink, threads);
      }
      for (const LayerMatrix& m : matrices) {
        if (m.input != input) continue;
        std::vector<float>& w = model.values(m.name);
        const EditableModel::Tensor& t = model.at(m.name);
        if (options.two_of_four && t.k % 4 != 0)
          throw Error(Code::bad_argument, msg::kCompressType, t.name, t.k, "2:4");
        prune_matrix(w.data(), t.n, t.k, options, stats.mean_square.data(), feedback.get(),
                     threads);
        if (runner) runner->replace(m, DType::f32, std::as_bytes(std::span(w)), t.n, t.k);
      }
    }
    if (runner) runner->advance(i);
  }
  if (progress) progress(layers, layers);
}

}  // namespace tinybrain
