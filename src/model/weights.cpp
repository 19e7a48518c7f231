// Loading: each tensor is checked against the shape its family asks for, packed, and its pages of the
// file given back.
#include "model/weights.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"
#include "base/messages/model.h"
#include "tensor/quantize.h"

namespace tinybrain {

// Reads tensors of one model with their checks, and keeps count for the progress.
class Loader {
 public:
  Loader(const ModelSource& source, Threads& threads, const Weights::Progress& progress)
      : source_(source), threads_(threads), progress_(progress) {
    for (const SourceTensor& t : source.tensors()) total_ += t.data.size();
  }

  Vector vector(const std::string& name, size_t size, bool required) {
    const SourceTensor* t = find(name, required);
    if (!t) return {};
    check(*t, 1, size);
    Vector v(size);
    ModelSource::read(*t, 0, v.data());
    bytes += size * sizeof(float);
    return v;
  }

  Matrix matrix(const std::string& name, size_t n, size_t k, bool required = true) {
    const SourceTensor* t = find(name, required);
    if (!t) return {};
    check(*t, n, k);
    Matrix m =
        t->adjust == Adjust::none ? Matrix::pack(t->dtype, t->data, n, k, threads_) : adjusted(*t);
    source_.drop(*t);
    bytes += m.bytes();
    done_ += t->data.size();
    if (progress_ && !progress_(done_, total_)) throw Error(Code::cancelled, msg::kCancelled);
    return m;
  }

  static void check(const SourceTensor& t, size_t n, size_t k) {
    if (t.n != n || t.k != k)
      throw Error(Code::bad_file, msg::kModelTensorShape, t.name, t.n, t.k, n, k);
  }

  uint64_t bytes = 0;

 private:
  const SourceTensor* find(const std::string& name, bool required) {
    const SourceTensor* t = source_.find(name);
    if (!t && required) throw Error(Code::bad_file, msg::kModelTensorMissing, name);
    return t;
  }

  // Rows in another order than in the file: the bytes of rows move, their values do not.
  Matrix adjusted(const SourceTensor& t) {
    TB_ASSERT(t.adjust == Adjust::pair_heads);
    const size_t bytes_per_row = row_bytes(t.dtype, t.k), dim = t.n / t.heads;
    std::vector<std::byte> rows(t.data.size());
    for (size_t row = 0; row < t.n; ++row) {
      const size_t i = row % dim, from = row - i + i / 2 + (i % 2) * (dim / 2);
      std::memcpy(rows.data() + row * bytes_per_row, t.data.data() + from * bytes_per_row,
                  bytes_per_row);
    }
    return Matrix::pack(t.dtype, rows, t.n, t.k, threads_);
  }

  const ModelSource& source_;
  Threads& threads_;
  const Weights::Progress& progress_;
  uint64_t done_ = 0, total_ = 0;
};

namespace {

LayerWeights load_layer(Loader& load, const ModelConfig& c, const ModelSource& source,
                        uint32_t index) {
  const std::string prefix = "blk." + std::to_string(index) + ".";
  const size_t d = c.width, f = c.feed_forward;
  const size_t q = size_t{c.heads} * c.head_dim, kv = size_t{c.kv_heads} * c.head_dim;
  const auto vector = [&](const char* name, size_t size, bool required = false) {
    return load.vector(prefix + name, size, required);
  };
  const auto matrix = [&](const char* name, size_t n, size_t k) {
    return load.matrix(prefix + name, n, k);
  };
  LayerWeights w;
  if (source.find(prefix + "attn_qkv.weight")) {
    w.qkv = matrix("attn_qkv.weight", q + 2 * kv, d);
  } else {
    w.q = matrix("attn_q.weight", q, d);
    w.k = matrix("attn_k.weight", kv, d);
    w.v = matrix("attn_v.weight", kv, d);
    w.q_bias = vector("attn_q.bias", q, c.encoder || c.architecture == "qwen2");
    w.k_bias = vector("attn_k.bias", kv, c.encoder || c.architecture == "qwen2");
    w.v_bias = vector("attn_v.bias", kv, c.encoder || c.architecture == "qwen2");
  }
  const bool head_norms = c.architecture == "qwen3" || c.architecture == "gemma3";
  w.q_norm = vector("attn_q_norm.weight", c.head_dim, head_norms);
  w.k_norm = vector("attn_k_norm.weight", c.head_dim, head_norms);
  w.out = matrix("attn_output.weight", d, q);
  w.out_bias = vector("attn_output.bias", d, c.encoder);
  if (c.encoder) {
    w.attention_norm = vector("attn_output_norm.weight", d, true);
    w.attention_norm_bias = vector("attn_output_norm.bias", d, true);
    w.ffn_norm = vector("layer_output_norm.weight", d, true);
    w.ffn_norm_bias = vector("layer_output_norm.bias", d, true);
  } else {
    w.attention_norm = vector("attn_norm.weight", d, true);
    w.ffn_norm = vector("ffn_norm.weight", d, true);
  }
  w.post_attention_norm = vector("post_attention_norm.weight", d, c.architecture == "gemma3");
  w.post_ffn_norm = vector("post_ffw_norm.weight", d, c.architecture == "gemma3");
  if (!c.encoder && !source.find(prefix + "ffn_gate.weight")) {
    w.gate_up = matrix("ffn_up.weight", 2 * f, d);
  } else {
    if (!c.encoder) w.gate = matrix("ffn_gate.weight", f, d);
    w.up = matrix("ffn_up.weight", f, d);
  }
  w.up_bias = vector("ffn_up.bias", f, c.encoder);
  w.down = matrix("ffn_down.weight", d, f);
  w.down_bias = vector("ffn_down.bias", d, c.encoder);
  return w;
}

}  // namespace

void Embedding::row(size_t token, float* y) const {
  if (packed_)
    packed_->row(token, y);
  else
    ModelSource::read(*tensor_, token, y);
}

Weights::Weights(const ModelSource& source, Threads& threads, const Progress& progress)
    : config_(source.config()) {
  ModelConfig& c = config_;
  Loader load(source, threads, progress);
  const size_t d = c.width, v = c.vocabulary;
  Loader::check(source.at("token_embd.weight"), v, d);
  // Factors that came with the tensors and not with the metadata.
  const size_t pairs = c.rope.dimensions / 2;
  if (source.find("rope_freqs.weight"))
    c.rope.factors = load.vector("rope_freqs.weight", pairs, true);
  if (source.find("rope_factors_long.weight")) {
    c.rope.long_factors = load.vector("rope_factors_long.weight", pairs, true);
    c.rope.short_factors = load.vector("rope_factors_short.weight", pairs, true);
  }
  for (const std::vector<float>* f : {&c.rope.factors, &c.rope.long_factors, &c.rope.short_factors})
    if (!f->empty() && f->size() != pairs)
      throw Error(Code::bad_file, msg::kModelKeyRange, "rope factors", f->size(), pairs, pairs);
  if (!c.encoder) {
    // The head first: while it is packed, its pages of the file and its panels are both in memory, and it
    // is by far the largest.
    output_norm = load.vector("output_norm.weight", d, true);
    const bool tied = !source.find("output.weight");
    head_ = load.matrix(tied ? "token_embd.weight" : "output.weight", v, d);
    // Halves may be packed as bf16: the look-up takes them as they are in the file.
    if (tied && !(head_.dtype() == DType::f16 && head_.pack() == kernels::Pack::bf16_pairs))
      embedding.use(&head_);
    else
      embedding.use(&source.at("token_embd.weight"));
  }
  const uint64_t before_layers = load.bytes;
  for (uint32_t i = 0; i < c.layers; ++i) layers.push_back(load_layer(load, c, source, i));
  bytes_per_token_ = load.bytes - before_layers + head_.bytes();
  if (c.encoder) load_encoder(load, source);
  bytes_ = load.bytes;
}

void Weights::load_encoder(Loader& load, const ModelSource& source) {
  const size_t d = config_.width;
  embedding.use(&source.at("token_embd.weight"));
  const SourceTensor& p = source.at("position_embd.weight");
  if (p.n < config_.context)
    throw Error(Code::bad_file, msg::kModelTensorShape, p.name, p.n, p.k, config_.context, d);
  Loader::check(p, p.n, d);
  positions.resize(size_t{config_.context} * d);
  for (size_t i = 0; i < config_.context; ++i) ModelSource::read(p, i, positions.data() + i * d);
  const SourceTensor& types = source.at("token_types.weight");
  Loader::check(types, types.n, d);
  token_type.resize(d);
  ModelSource::read(types, 0, token_type.data());
  embedding_norm = load.vector("token_embd_norm.weight", d, true);
  embedding_norm_bias = load.vector("token_embd_norm.bias", d, true);
}

}  // namespace tinybrain
