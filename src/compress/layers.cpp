// Running a decoder layer by layer through the one forward pass, with an observer for what is multiplied.
#include "compress/layers.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.h"
#include "base/messages/compress.h"
#include "base/messages/model.h"
#include "compress/linear_algebra.h"

namespace tinybrain {
namespace {

struct Kind {
  const char* suffix;
  LayerInput input;
  Matrix LayerWeights::* place;
};
constexpr Kind kKinds[] = {
    {"attn_qkv.weight", LayerInput::qkv, &LayerWeights::qkv},
    {"attn_q.weight", LayerInput::qkv, &LayerWeights::q},
    {"attn_k.weight", LayerInput::qkv, &LayerWeights::k},
    {"attn_v.weight", LayerInput::qkv, &LayerWeights::v},
    {"attn_output.weight", LayerInput::out, &LayerWeights::out},
    {"ffn_gate.weight", LayerInput::ffn, &LayerWeights::gate},
    {"ffn_up.weight", LayerInput::ffn, &LayerWeights::up},
    {"ffn_down.weight", LayerInput::down, &LayerWeights::down},
};

// Most attention of many heads rests on a text's first token (Xiao et al. 2023): an error in what is made of it
// is an error in every row. How many times all other rows together it counts; chosen on SmolLM2-135M, where
// 2 to 16 do alike and 0.25 loses.
constexpr float kSinkWeight = 4.0f;

// Sums of what one matrix is multiplied with.
class InputSum {
 public:
  InputSum(size_t k, bool hessian) : squares_(k) {
    if (hessian) gram_.emplace(k);
  }
  void add(const float* x, size_t stride, size_t rows, Threads& threads) {
    rows_ += rows;
    if (gram_) return gram_->add(x, stride, rows, threads);
    threads.run(squares_.size(), 64, [&](size_t begin, size_t end, size_t) {
      for (size_t t = 0; t < rows; ++t)
        for (size_t i = begin; i < end; ++i)
          squares_[i] += double{x[t * stride + i]} * x[t * stride + i];
    });
  }
  InputStats stats() const {
    InputStats s;
    s.rows = rows_;
    const size_t k = squares_.size();
    const double n = static_cast<double>(std::max<uint64_t>(1, rows_));
    s.mean_square.resize(k);
    if (gram_) {
      s.hessian.resize(k * k);
      for (size_t i = 0; i < k * k; ++i) s.hessian[i] = static_cast<float>(gram_->sum()[i] / n);
      for (size_t i = 0; i < k; ++i) s.mean_square[i] = s.hessian[i * k + i];
    } else {
      for (size_t i = 0; i < k; ++i) s.mean_square[i] = static_cast<float>(squares_[i] / n);
    }
    return s;
  }

 private:
  std::vector<double> squares_;
  std::optional<GramSum> gram_;
  uint64_t rows_ = 0;
};

ModelConfig one_layer(ModelConfig config) {
  config.layers = 1;
  return config;
}

const ModelSource& decoder_only(const ModelSource& source) {
  if (source.config().encoder) throw Error(Code::unsupported, msg::kCompressNotDecoder);
  return source;
}

}  // namespace

std::vector<LayerMatrix> layer_matrices(const ModelSource& source, uint32_t layer) {
  std::vector<LayerMatrix> found;
  const std::string prefix = "blk." + std::to_string(layer) + ".";
  // Phi-3 has gate and up in one matrix under the name of up.
  const bool gate_up = !source.find(prefix + "ffn_gate.weight");
  for (const Kind& kind : kKinds) {
    std::string name = prefix + kind.suffix;
    if (!source.find(name)) continue;
    const bool stacked = gate_up && kind.place == &LayerWeights::up;
    found.push_back(
        {std::move(name), layer, kind.input, stacked ? &LayerWeights::gate_up : kind.place});
  }
  return found;
}

std::string head_name(const ModelSource& source) {
  return source.find("output.weight") ? "output.weight" : "token_embd.weight";
}

LayerRunner::~LayerRunner() = default;

LayerRunner::LayerRunner(const ModelSource& source, std::span<const std::vector<TokenId>> chunks,
                         Threads& threads)
    : source_(decoder_only(source)),
      chunks_(chunks),
      threads_(threads),
      weights_(source, threads, {}),
      work_(weights_.config(), threads.count()),
      cache_(std::make_shared<KvPool>(one_layer(weights_.config()), kernels::KvType::f32),
             Workspace::kMaxBatch),
      rope_(weights_.config(), Workspace::kMaxBatch) {
  const auto vocabulary = static_cast<TokenId>(weights_.config().vocabulary);
  for (const std::vector<TokenId>& chunk : chunks) {
    TB_ASSERT(!chunk.empty() && chunk.size() <= Workspace::kMaxBatch);
    for (const TokenId id : chunk)
      if (id < 0 || id >= vocabulary)
        throw Error(Code::bad_argument, msg::kSessionToken, id, vocabulary - 1);
    rows_ += chunk.size();
  }
  embed();
}

void LayerRunner::embed() {
  const ModelConfig& c = weights_.config();
  states_.resize(rows_ * c.width);
  float* x = states_.data();
  for (const std::vector<TokenId>& chunk : chunks_)
    for (const TokenId id : chunk) {
      weights_.embedding.row(static_cast<size_t>(id), x);
      if (c.embedding_scale != 1) kernels::table().scale(x, c.embedding_scale, c.width);
      x += c.width;
    }
}

void LayerRunner::run(uint32_t layer, bool keep) {
  const size_t d = weights_.config().width;
  std::vector<float> copy;
  float* x = states_.data();
  for (const std::vector<TokenId>& chunk : chunks_) {
    float* at = x;
    if (!keep) {
      copy.assign(x, x + chunk.size() * d);
      at = copy.data();
    }
    forward_layer(weights_, work_, layer, {&cache_, &rope_, 0, chunk, 0, nullptr}, at, threads_);
    x += chunk.size() * d;
  }
}

const std::vector<float>& LayerRunner::row_scales(uint32_t layer) {
  if (scales_of_ == layer) return row_scales_;
  const size_t d = weights_.config().width;
  row_scales_.clear();
  std::vector<float> copy;
  const float* x = states_.data();
  for (const std::vector<TokenId>& chunk : chunks_) {
    copy.assign(x, x + chunk.size() * d);
    forward_layer(weights_, work_, layer, {&cache_, &rope_, 0, chunk, 0, nullptr}, copy.data(),
                  threads_);
    for (size_t t = 0; t < chunk.size(); ++t) {
      const float* row = copy.data() + t * d;
      const float mean = kernels::table().dot(row, row, d) / static_cast<float>(d);
      row_scales_.push_back(1 / std::sqrt(mean + weights_.config().norm_epsilon));
    }
    x += chunk.size() * d;
  }
  scales_of_ = layer;
  return row_scales_;
}

std::vector<InputStats> LayerRunner::look(uint32_t layer, std::span<const LayerInput> inputs,
                                          bool hessian) {
  const std::vector<float>& scales = row_scales(layer);
  std::map<LayerInput, InputSum> sums;
  std::map<LayerInput, size_t> at;  // rows seen
  std::vector<float> scaled;
  work_.observe([&](uint32_t, LayerInput input, const float* x, size_t stride, size_t t, size_t k) {
    if (std::find(inputs.begin(), inputs.end(), input) == inputs.end()) return;
    InputSum& sum = sums.try_emplace(input, k, hessian).first->second;
    const float* scale = scales.data() + at[input];
    at[input] += t;
    const bool added = input == LayerInput::out || input == LayerInput::down;
    scaled.resize(t * k);
    threads_.run(t, 8, [&](size_t begin, size_t end, size_t) {
      for (size_t r = begin; r < end; ++r) {
        float by = added ? scale[r] : 1.0f;
        if (!added && r == 0) by = std::sqrt(kSinkWeight * static_cast<float>(t));
        for (size_t i = 0; i < k; ++i) scaled[r * k + i] = x[r * stride + i] * by;
      }
    });
    sum.add(scaled.data(), k, t, threads_);
  });
  run(layer, false);
  work_.observe({});
  std::vector<InputStats> stats;
  for (const LayerInput input : inputs) stats.push_back(sums.at(input).stats());
  return stats;
}

std::vector<std::vector<float>> LayerRunner::rows_at(uint32_t layer,
                                                     std::span<const LayerInput> inputs) {
  std::vector<std::vector<float>> all(inputs.size());
  work_.observe([&](uint32_t, LayerInput input, const float* x, size_t stride, size_t t, size_t k) {
    for (size_t i = 0; i < inputs.size(); ++i) {
      if (inputs[i] != input) continue;
      all[i].reserve(rows_ * k);
      for (size_t r = 0; r < t; ++r)
        all[i].insert(all[i].end(), x + r * stride, x + r * stride + k);
    }
  });
  run(layer, false);
  work_.observe({});
  return all;
}

void LayerRunner::advance(uint32_t layer) {
  run(layer, true);
  scales_of_.reset();
}

InputStats LayerRunner::look_at_head(bool hessian) {
  const ModelConfig& c = weights_.config();
  InputSum sum(c.width, hessian);
  std::vector<float> rows(size_t{Workspace::kMaxBatch} * c.width);
  for (size_t at = 0; at < rows_; at += Workspace::kMaxBatch) {
    const size_t n = std::min<size_t>(Workspace::kMaxBatch, rows_ - at);
    for (size_t t = 0; t < n; ++t)
      kernels::table().rms_norm(rows.data() + t * c.width, states_.data() + (at + t) * c.width,
                                weights_.output_norm.data(), c.width, c.norm_epsilon);
    sum.add(rows.data(), c.width, n, threads_);
  }
  return sum.stats();
}

void LayerRunner::predict(std::span<const size_t> rows, const Matrix& head, float* logits) {
  const ModelConfig& c = weights_.config();
  std::vector<float> x(rows.size() * c.width);
  for (size_t i = 0; i < rows.size(); ++i)
    kernels::table().rms_norm(x.data() + i * c.width, states_.data() + rows[i] * c.width,
                              weights_.output_norm.data(), c.width, c.norm_epsilon);
  Activations activations(rows.size(), c.width);
  activations.set(x.data(), c.width, rows.size(), c.width, head.needs_q8(), threads_);
  const Product product{&head, logits, c.vocabulary};
  matmul({&product, 1}, activations, threads_);
  if (c.final_softcap > 0)
    for (size_t i = 0; i < rows.size() * c.vocabulary; ++i)
      logits[i] = c.final_softcap * std::tanh(logits[i] / c.final_softcap);
}

void LayerRunner::replace(const LayerMatrix& matrix, DType type, Bytes rows, size_t n, size_t k) {
  weights_.layers[matrix.layer].*matrix.place = Matrix::pack(type, rows, n, k, threads_);
}

}  // namespace tinybrain
