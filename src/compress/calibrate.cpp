// Statistics of a whole model's inputs, and the two sources of calibration text.
#include "compress/calibrate.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/messages/compress.h"
#include "base/messages/model.h"
#include "base/rng.h"

namespace tinybrain {
namespace {

constexpr LayerInput kInputs[] = {LayerInput::qkv, LayerInput::out, LayerInput::ffn,
                                  LayerInput::down};

void report(const CompressProgress& progress, uint64_t done, uint64_t total) {
  if (progress && !progress(done, total)) throw Error(Code::cancelled, msg::kCancelled);
}

}  // namespace

const InputStats& Calibration::of(std::string_view name) const {
  const auto it = index_.find(name);
  if (it == index_.end()) throw Error(Code::bad_argument, msg::kCompressTensor, name);
  return stats_[it->second];
}

Calibration calibrate(const ModelSource& source, std::span<const std::vector<TokenId>> chunks,
                      const CalibrateOptions& options, Threads& threads,
                      const CompressProgress& progress) {
  size_t used = 0;
  for (uint64_t rows = 0; used < chunks.size(); ++used) {
    rows += chunks[used].size();
    if (options.max_rows != 0 && rows > options.max_rows && used > 0) break;
  }
  LayerRunner runner(source, chunks.first(used), threads);
  const uint32_t layers = source.config().layers;
  Calibration c;
  for (uint32_t i = 0; i < layers; ++i) {
    report(progress, i, layers);
    const size_t first = c.stats_.size();
    for (InputStats& s : runner.look(i, kInputs, options.hessian)) c.stats_.push_back(std::move(s));
    for (const LayerMatrix& m : layer_matrices(source, i))
      c.index_[m.name] = first + static_cast<size_t>(m.input);
    runner.advance(i);
  }
  c.index_[head_name(source)] = c.stats_.size();
  c.stats_.push_back(runner.look_at_head(options.hessian));
  report(progress, layers, layers);
  return c;
}

std::vector<std::vector<TokenId>> calibration_chunks(const Tokenizer& tokenizer,
                                                     std::string_view text, size_t length,
                                                     size_t count) {
  TB_ASSERT(length > 1 && length <= Workspace::kMaxBatch && count > 0);
  const std::vector<TokenId> ids = tokenizer.encode(text, true);
  const size_t whole = ids.size() / length;
  if (whole == 0) throw Error(Code::bad_argument, msg::kCompressText, ids.size(), length);
  count = std::min(count, whole);
  const TokenizerSpec& spec = tokenizer.spec();
  std::vector<std::vector<TokenId>> chunks;
  for (size_t i = 0; i < count; ++i) {
    const auto begin = ids.begin() + static_cast<ptrdiff_t>(i * whole / count * length);
    chunks.emplace_back(begin, begin + static_cast<ptrdiff_t>(length));
    if (spec.add_bos && spec.bos >= 0) chunks.back()[0] = spec.bos;
  }
  return chunks;
}

namespace {

constexpr size_t kTogether = 64;  // texts written at once

// One token of softmax(logits), by inverting the sum.
TokenId draw(const float* logits, size_t n, Rng& rng) {
  const float top = *std::max_element(logits, logits + n);
  double sum = 0;
  for (size_t i = 0; i < n; ++i) sum += std::exp(logits[i] - top);
  double left = rng.uniform() * sum;
  for (size_t i = 0; i < n; ++i) {
    left -= std::exp(logits[i] - top);
    if (left < 0) return static_cast<TokenId>(i);
  }
  return static_cast<TokenId>(n - 1);
}

}  // namespace

std::vector<std::vector<TokenId>> self_written_chunks(const ModelSource& source, size_t length,
                                                      size_t count, uint64_t seed, Threads& threads,
                                                      const CompressProgress& progress) {
  TB_ASSERT(length > 1 && length <= Workspace::kMaxBatch);
  if (source.config().encoder) throw Error(Code::unsupported, msg::kCompressNotDecoder);
  const Weights weights(source, threads, {});
  const ModelConfig& c = weights.config();
  const TokenizerSpec spec = source.tokenizer();
  const size_t choices = std::min<size_t>(spec.tokens.size(), c.vocabulary);
  const auto pool = std::make_shared<KvPool>(c, kernels::KvType::f16);
  const Rope rope(c, static_cast<uint32_t>(length));
  Workspace work(c, threads.count());
  std::vector<std::vector<TokenId>> texts(count);
  std::vector<Rng> generators;
  for (size_t i = 0; i < count; ++i) {
    generators.emplace_back(seed + i);
    const auto random =
        static_cast<TokenId>(generators[i].uniform() * static_cast<double>(choices));
    texts[i].push_back(spec.add_bos && spec.bos >= 0 ? spec.bos : random);
  }
  std::vector<float> logits(kTogether * c.vocabulary);
  for (size_t first = 0; first < count; first += kTogether) {
    const size_t n = std::min(kTogether, count - first);
    std::vector<KvCache> caches(n, KvCache(pool, static_cast<uint32_t>(length)));
    for (size_t at = 0; at + 1 < length; ++at) {
      report(progress, first * length + at * n, count * length);
      std::vector<Sequence> batch;
      for (size_t i = 0; i < n; ++i)
        batch.push_back({&caches[i], &rope, static_cast<uint32_t>(at),
                         std::span(texts[first + i]).last(1), 1, logits.data() + i * c.vocabulary});
      forward(weights, work, batch, threads);
      threads.run(n, 1, [&](size_t begin, size_t end, size_t) {
        for (size_t i = begin; i < end; ++i)
          texts[first + i].push_back(
              draw(logits.data() + i * c.vocabulary, choices, generators[first + i]));
      });
    }
  }
  return texts;
}

}  // namespace tinybrain
