#include "train/network.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>

#include "base/error.h"
#include "base/messages/model.h"
#include "base/rng.h"
#include "model/write.h"
#include "train/layer_ops.h"

namespace tinybrain {

struct Network::Layer {
  Parameter *attention_norm = nullptr, *attention_norm_bias = nullptr, *q_norm = nullptr,
            *k_norm = nullptr, *post_attention_norm = nullptr, *ffn_norm = nullptr,
            *ffn_norm_bias = nullptr, *post_ffn_norm = nullptr;
  std::unique_ptr<Linear> q, k, v, qkv, out, gate, up, gate_up, down;
};

// What one layer's forward leaves for its backward. Widths in floats a row.
struct Network::Tape {
  Buffer raw;       // (H+2K)hd: before head norms and rotation; only with head norms
  Buffer qkv;       // (H+2K)hd
  Buffer attended;  // H*hd
  Buffer branch;    // D: what out gave; only with a norm after it
  Buffer middle;    // D: x after the attention branch (encoders: before the norm)
  Buffer gate;      // 2F: gate and up (encoders: F)
  Buffer
      ffn_branch;  // D: what down gave (encoders: the sum before the norm); only with a norm after it
  bool valid = false;
};

// What all layers use one after the other, for it is soon made again from a layer's tape.
struct Network::Shared {
  Buffer h;                       // D: input of q, k, v
  Buffer ffn_input;               // D
  Buffer active;                  // F
  Buffer branch;                  // D: what out or down gave
  std::optional<uint32_t> layer;  // whose they are now
};

namespace {

float* grown(Buffer& buffer, size_t floats) {
  if (buffer.size() < floats * sizeof(float)) buffer = Buffer(floats * sizeof(float));
  return buffer.as<float>();
}

// Normal by Box and Muller.
void fill_normal(Parameter& p, float deviation, Rng& rng) {
  float* const y = p.values();
  for (size_t i = 0; i < p.size(); i += 2) {
    const double radius = std::sqrt(-2 * std::log(1 - rng.uniform()));
    const double angle = 6.283185307179586 * rng.uniform();
    y[i] = static_cast<float>(deviation * radius * std::cos(angle));
    if (i + 1 < p.size()) y[i + 1] = static_cast<float>(deviation * radius * std::sin(angle));
  }
}

// Parameters that are not random at the start.
bool is_one(const std::string& name) {
  return name.find("norm") != std::string::npos && name.find(".bias") == std::string::npos;
}

uint64_t name_seed(uint64_t seed, const std::string& name) {
  uint64_t hash = 1469598103934665603u ^ seed;  // FNV-1a
  for (char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

}  // namespace

Network::Network(const ModelSource& source, const NetworkOptions& options, Threads& threads)
    : source_(&source),
      config_(source.config()),
      options_(options),
      compute_(threads, options.precision) {
  compute_.int8_gradients = options.int8_gradients;
  build();
}

Network::Network(const ModelConfig& config, const NetworkOptions& options, Threads& threads)
    : config_(config), options_(options), compute_(threads, options.precision) {
  options_.train_weights = options_.train_embedding = true;
  build();
}

Network::~Network() = default;

Parameter* Network::parameter(const std::string& name, size_t n, size_t k, bool required,
                              bool train) {
  const SourceTensor* tensor = source_ ? source_->find(name) : nullptr;
  if (source_ && !tensor) {
    if (required) throw Error(Code::bad_file, msg::kModelTensorMissing, name);
    return nullptr;
  }
  if (!source_ && !required) return nullptr;
  if (tensor && (tensor->n != n || tensor->k != k))
    throw Error(Code::bad_file, msg::kModelTensorShape, name, tensor->n, tensor->k, n, k);
  Parameter& p = parameters_.emplace_back(name, n, k, n > 1);
  if (tensor) {
    for (size_t i = 0; i < n; ++i) ModelSource::read(*tensor, i, p.values() + i * k);
  } else if (is_one(name)) {
    std::fill(p.values(), p.values() + p.size(), 1.0f);
  } else if (n > 1) {
    const bool ends_branch =
        name.find("attn_output") != std::string::npos || name.find("ffn_down") != std::string::npos;
    Rng rng(name_seed(options_.seed, name));
    fill_normal(p, ends_branch ? 0.02f / std::sqrt(2.0f * config_.layers) : 0.02f, rng);
  }
  if (train) p.train();
  return &p;
}

std::unique_ptr<Linear> Network::linear(const std::string& name, size_t n, size_t k, bool train) {
  const std::string full = name + ".weight";
  std::unique_ptr<Linear> made;
  if (!source_ || train) {
    made = std::make_unique<Linear>(parameter(full, n, k, true, train));
    if (name.starts_with("blk.") && !is_float(options_.round_to))
      made->round_to = type_in_model(full, n, k, options_.round_to);
  } else {
    const SourceTensor& t = source_->at(full);
    if (t.n != n || t.k != k)
      throw Error(Code::bad_file, msg::kModelTensorShape, full, t.n, t.k, n, k);
    if (t.adjust == Adjust::none && !is_float(t.dtype)) {
      made = std::make_unique<Linear>(&t, Matrix::pack(t.dtype, t.data, n, k, compute_.threads));
    } else {
      made = std::make_unique<Linear>(parameter(full, n, k, true, false));
    }
  }
  const LoraOptions* lora = options_.lora;
  const std::string last = name.substr(name.rfind('.') + 1);
  if (lora && name.starts_with("blk.") &&
      (lora->targets.empty() ||
       std::find(lora->targets.begin(), lora->targets.end(), last) != lora->targets.end()))
    made->adapter = new_adapter(full, *made);
  return made;
}

LowRank Network::new_adapter(const std::string& name, const Linear& base) {
  const LoraOptions& lora = *options_.lora;
  TB_ASSERT(lora.rank > 0 && lora.rank % 2 == 0);
  Parameter& a = parameters_.emplace_back(name + ".lora_a", lora.rank, base.k(), true);
  Parameter& b = parameters_.emplace_back(name + ".lora_b", base.n(), lora.rank, true);
  Rng rng(name_seed(options_.seed, a.name));
  // As peft: kaiming_uniform(sqrt(5)).
  const float bound = 1 / std::sqrt(static_cast<float>(base.k()));
  for (size_t i = 0; i < a.size(); ++i)
    a.values()[i] = static_cast<float>((2 * rng.uniform() - 1) * bound);
  a.train();
  b.train();
  LowRank made{&a, &b, lora.alpha / static_cast<float>(lora.rank)};
  if (lora.dora) {
    made.magnitude = &parameters_.emplace_back(name + ".lora_magnitude", 1, base.n(), false);
    row_norms(
        made.view(), [&](size_t i, float* y) { base.row(i, y); }, made.magnitude->values(),
        compute_.threads);
    made.magnitude->train();
  }
  return made;
}

void Network::build() {
  const ModelConfig& c = config_;
  TB_ASSERT(options_.first_layer < c.layers &&
            (options_.first_layer == 0 || (source_ && !c.encoder)));
  const size_t d = c.width, f = c.feed_forward;
  const size_t q = size_t{c.heads} * c.head_dim, kv = size_t{c.kv_heads} * c.head_dim;
  const bool train = options_.train_weights;
  const auto has = [&](const std::string& name) { return source_ && source_->find(name); };
  if (source_ && !options_.train_embedding) {
    frozen_embedding_ = &source_->at("token_embd.weight");
  } else {
    embedding_ = parameter("token_embd.weight", c.vocabulary, d, true, options_.train_embedding);
  }
  if (c.encoder) {
    // The file may have more rows than the context uses.
    const size_t rows = source_ ? source_->at("position_embd.weight").n : c.context;
    positions_ = parameter("position_embd.weight", std::max<size_t>(rows, c.context), d, true,
                           options_.train_embedding);
    const SourceTensor* types = source_ ? source_->find("token_types.weight") : nullptr;
    if (types) {  // row 0 only: one kind of text
      Parameter& p = parameters_.emplace_back("token_types.weight", 1, d, false);
      ModelSource::read(*types, 0, p.values());
      token_type_ = &p;
    }
    embedding_norm_ = parameter("token_embd_norm.weight", 1, d, true, train);
    embedding_norm_bias_ = parameter("token_embd_norm.bias", 1, d, true, train);
  } else {
    output_norm_ = parameter("output_norm.weight", 1, d, true, train);
    if (has("output.weight")) {
      head_ = linear("output", c.vocabulary, d, options_.train_embedding);
    } else if (embedding_) {
      head_ = std::make_unique<Linear>(embedding_);
    } else {
      const SourceTensor& t = *frozen_embedding_;
      if (is_float(t.dtype))
        head_ =
            std::make_unique<Linear>(parameter("token_embd.weight", c.vocabulary, d, true, false));
      else
        head_ =
            std::make_unique<Linear>(&t, Matrix::pack(t.dtype, t.data, t.n, t.k, compute_.threads));
    }
  }
  layers_.resize(c.layers);
  for (uint32_t i = options_.first_layer; i < c.layers; ++i) {
    Layer& l = layers_[i];
    const std::string prefix = "blk." + std::to_string(i) + ".";
    const auto vector = [&](const char* name, size_t size, bool required) {
      return parameter(prefix + name, 1, size, required, train);
    };
    const auto matrix = [&](const char* name, size_t n, size_t k) {
      return linear(prefix + name, n, k, train);
    };
    const bool biased = c.encoder || c.architecture == "qwen2";
    if (has(prefix + "attn_qkv.weight")) {
      l.qkv = matrix("attn_qkv", q + 2 * kv, d);
    } else {
      l.q = matrix("attn_q", q, d);
      l.k = matrix("attn_k", kv, d);
      l.v = matrix("attn_v", kv, d);
      l.q->bias = vector("attn_q.bias", q, biased);
      l.k->bias = vector("attn_k.bias", kv, biased);
      l.v->bias = vector("attn_v.bias", kv, biased);
    }
    const bool head_norms = c.architecture == "qwen3" || c.architecture == "gemma3";
    l.q_norm = vector("attn_q_norm.weight", c.head_dim, head_norms);
    l.k_norm = vector("attn_k_norm.weight", c.head_dim, head_norms);
    l.out = matrix("attn_output", d, q);
    l.out->bias = vector("attn_output.bias", d, c.encoder);
    l.attention_norm = vector(c.encoder ? "attn_output_norm.weight" : "attn_norm.weight", d, true);
    l.ffn_norm = vector(c.encoder ? "layer_output_norm.weight" : "ffn_norm.weight", d, true);
    if (c.encoder) {
      l.attention_norm_bias = vector("attn_output_norm.bias", d, true);
      l.ffn_norm_bias = vector("layer_output_norm.bias", d, true);
    }
    l.post_attention_norm = vector("post_attention_norm.weight", d, c.architecture == "gemma3");
    l.post_ffn_norm = vector("post_ffw_norm.weight", d, c.architecture == "gemma3");
    if (!c.encoder && source_ && !has(prefix + "ffn_gate.weight")) {
      l.gate_up = matrix("ffn_up", 2 * f, d);
    } else {
      if (!c.encoder) l.gate = matrix("ffn_gate", f, d);
      l.up = matrix("ffn_up", f, d);
      l.up->bias = vector("ffn_up.bias", f, c.encoder);
    }
    l.down = matrix("ffn_down", d, f);
    l.down->bias = vector("ffn_down.bias", d, c.encoder);
  }
  if (!c.encoder) rope_ = std::make_unique<Rope>(c, c.context);
  tapes_.resize(options_.checkpoint ? 1 : c.layers);
  for (auto& tape : tapes_) tape = std::make_unique<Tape>();
  shared_ = std::make_unique<Shared>();
  inputs_.resize(c.layers + 1);
}

std::vector<Parameter*> Network::trained() {
  std::vector<Parameter*> found;
  for (Parameter& p : parameters_)
    if (p.trained()) found.push_back(&p);
  return found;
}

std::vector<std::pair<std::string, Linear*>> Network::adapted() {
  std::vector<std::pair<std::string, Linear*>> found;
  for (uint32_t i = 0; i < layers_.size(); ++i) {
    const std::string prefix = "blk." + std::to_string(i) + ".";
    Layer& l = layers_[i];
    const std::pair<const char*, Linear*> all[] = {{"attn_q", l.q.get()},
                                                   {"attn_k", l.k.get()},
                                                   {"attn_v", l.v.get()},
                                                   {"attn_qkv", l.qkv.get()},
                                                   {"attn_output", l.out.get()},
                                                   {"ffn_gate", l.gate.get()},
                                                   {"ffn_up", l.up ? l.up.get() : l.gate_up.get()},
                                                   {"ffn_down", l.down.get()}};
    for (const auto& [name, layer] : all)
      if (layer && layer->adapter) found.emplace_back(prefix + name + ".weight", layer);
  }
  return found;
}

void Network::read_row(const std::string& name, size_t row, float* y) const {
  for (const Parameter& p : parameters_) {
    if (p.name != name) continue;
    std::memcpy(y, p.values() + row * p.k, p.k * sizeof(float));
    return;
  }
  TB_ASSERT(source_);
  ModelSource::read(source_->at(name), row, y);
}

// The angles of every row's position.
void Network::place(const Batch& batch) {
  batch_ = batch;
  rows_ = batch.tokens.size();
  TB_ASSERT(rows_ > 0);
  if (config_.encoder) return;
  const size_t n = config_.rope.dimensions;
  float* const cs = grown(angles_, rows_ * n);
  float* const window_cs = rope_->has_window_base() ? grown(window_angles_, rows_ * n) : nullptr;
  const auto angles = [&](size_t first, size_t last, size_t from) {
    for (size_t t = first; t < last; ++t) {
      const auto position = static_cast<double>(from + t - first);
      rope_->angles(position, false, cs + t * n);
      if (window_cs) rope_->angles(position, true, window_cs + t * n);
    }
  };
  angles(0, batch.shared(), 0);
  compute_.threads.run(batch.sequences(), 1, [&](size_t begin, size_t end, size_t) {
    for (size_t s = begin; s < end; ++s)
      angles(batch.starts[s], batch.starts[s + 1], batch.follows(s) ? batch.shared() : 0);
  });
}

void Network::embed(const Batch& batch) {
  const ModelConfig& c = config_;
  const size_t d = c.width;
  const kernels::Table& k = kernels::table();
  float* const x = grown(inputs_[0], rows_ * d);
  float* const sums = c.encoder ? grown(embedded_, rows_ * d) : x;
  compute_.threads.run(batch.sequences(), 1, [&](size_t begin, size_t end, size_t) {
    for (size_t s = begin; s < end; ++s) {
      for (size_t t = batch.starts[s]; t < batch.starts[s + 1]; ++t) {
        const size_t position = t - batch.starts[s];
        const auto token = static_cast<size_t>(batch.tokens[t]);
        float* const row = sums + t * d;
        if (embedding_)
          std::memcpy(row, embedding_->values() + token * d, d * sizeof(float));
        else
          ModelSource::read(*frozen_embedding_, token, row);
        if (c.encoder) {
          k.add(row, positions_->values() + position * d, d);
          if (token_type_) k.add(row, token_type_->values(), d);
        } else if (c.embedding_scale != 1) {
          k.scale(row, c.embedding_scale, d);
        }
      }
    }
  });
  if (c.encoder)
    ops::layer_norm(sums, embedding_norm_->values(), embedding_norm_bias_->values(), x, rows_, d,
                    c.norm_epsilon, compute_.threads);
}

void Network::embed_backward(const float* dx) {
  const ModelConfig& c = config_;
  const size_t d = c.width;
  std::vector<float> dsum;
  const float* from = dx;
  if (c.encoder) {
    if (!(positions_->trained() || embedding_norm_->trained())) return;
    dsum.resize(rows_ * d);
    ops::layer_norm_backward(embedded_.as<float>(), embedding_norm_->values(), dx, dsum.data(),
                             embedding_norm_->grad(), embedding_norm_bias_->grad(), rows_, d,
                             c.norm_epsilon, compute_.threads);
    from = dsum.data();
  }
  if (!embedding_ || !embedding_->trained()) return;
  for (size_t s = 0; s < batch_.sequences(); ++s) {
    for (size_t t = batch_.starts[s]; t < batch_.starts[s + 1]; ++t) {
      float* const row = embedding_->grad() + static_cast<size_t>(batch_.tokens[t]) * d;
      for (size_t i = 0; i < d; ++i) row[i] += c.embedding_scale * from[t * d + i];
      if (positions_)
        kernels::table().add(positions_->grad() + (t - batch_.starts[s]) * d, from + t * d, d);
    }
  }
}

// qkv = raw with the heads' norms.
void Network::head_norms(const Layer& l, const float* raw, float* qkv) {
  const ModelConfig& c = config_;
  const size_t hd = c.head_dim, heads = c.heads + c.kv_heads, row = (heads + c.kv_heads) * hd;
  compute_.threads.run(rows_, 4, [&](size_t begin, size_t end, size_t) {
    for (size_t t = begin; t < end; ++t) {
      std::memcpy(qkv + t * row, raw + t * row, row * sizeof(float));
      for (size_t i = 0; i < heads; ++i)
        kernels::table().rms_norm(qkv + t * row + i * hd, raw + t * row + i * hd,
                                  (i < c.heads ? l.q_norm : l.k_norm)->values(), hd,
                                  c.norm_epsilon);
    }
  });
}

// Rotates queries and keys by their positions; back = by the opposite angle (the transposed rotation).
void Network::rotate(uint32_t layer, float* qkv, bool back) {
  const ModelConfig& c = config_;
  const bool window = c.layer_has_window(layer) && c.rope.base_window > 0;
  const size_t n = c.rope.dimensions, hd = c.head_dim, heads = c.heads + c.kv_heads;
  const size_t row = (heads + c.kv_heads) * hd;
  const float* const angles = (window ? window_angles_ : angles_).as<float>();
  compute_.threads.run(rows_, 4, [&](size_t begin, size_t end, size_t) {
    std::vector<float> turned(n);
    for (size_t t = begin; t < end; ++t) {
      const float* cs = angles + t * n;
      if (back) {
        for (size_t i = 0; i < n; i += 2) turned[i] = cs[i], turned[i + 1] = -cs[i + 1];
        cs = turned.data();
      }
      for (size_t i = 0; i < heads; ++i)
        kernels::table().rope(qkv + t * row + i * hd, cs, n, c.rope.style);
    }
  });
}

// Rows as attention wants them: every sequence that goes on from the shared beginning with a copy of it before.
struct Network::Whole {
  explicit Whole(const Batch& batch) : batch(batch) {
    starts.push_back(batch.shared());
    for (size_t s = 0; s < batch.sequences(); ++s)
      starts.push_back(starts.back() + (batch.follows(s) ? batch.shared() : 0) +
                       batch.starts[s + 1] - batch.starts[s]);
    // The beginning is a sequence of its own: its rows do not see what follows.
    starts.insert(starts.begin(), 0);
  }
  size_t own(size_t s) const { return starts[s + 1] + (batch.follows(s) ? batch.shared() : 0); }
  size_t length(size_t s) const { return batch.starts[s + 1] - batch.starts[s]; }
  std::vector<float> of(const float* rows, size_t width, bool copies) const {
    std::vector<float> all(starts.back() * width);
    const size_t beginning = batch.shared() * width;
    std::copy_n(rows, beginning, all.data());
    for (size_t s = 0; s < batch.sequences(); ++s) {
      if (copies && batch.follows(s)) std::copy_n(rows, beginning, &all[starts[s + 1] * width]);
      std::copy_n(rows + batch.starts[s] * width, length(s) * width, &all[own(s) * width]);
    }
    return all;
  }
  // Back: what the copies have is added to the beginning, or dropped.
  void put(const std::vector<float>& all, float* rows, size_t width, bool add) const {
    const size_t beginning = batch.shared() * width;
    std::copy_n(all.data(), beginning, rows);
    for (size_t s = 0; s < batch.sequences(); ++s) {
      if (add && batch.follows(s))
        kernels::table().add(rows, &all[starts[s + 1] * width], beginning);
      std::copy_n(&all[own(s) * width], length(s) * width, rows + batch.starts[s] * width);
    }
  }
  const Batch& batch;
  std::vector<uint32_t> starts;
};

void Network::attend(const AttentionShape& shape, const float* qkv, float* attended) {
  if (batch_.shared() == 0) return attention(shape, batch_.starts, qkv, attended, compute_.threads);
  const Whole whole(batch_);
  const size_t width = shape.heads * shape.head_dim;
  std::vector<float> out(whole.starts.back() * width);
  attention(shape, whole.starts, whole.of(qkv, shape.row(), true).data(), out.data(),
            compute_.threads);
  whole.put(out, attended, width, false);
}

void Network::attend_backward(const AttentionShape& shape, const float* qkv, const float* dattended,
                              float* dqkv) {
  if (batch_.shared() == 0)
    return attention_backward(shape, batch_.starts, qkv, dattended, dqkv, compute_.threads);
  const Whole whole(batch_);
  std::vector<float> slopes(whole.starts.back() * shape.row());
  attention_backward(shape, whole.starts, whole.of(qkv, shape.row(), true).data(),
                     whole.of(dattended, shape.heads * shape.head_dim, false).data(), slopes.data(),
                     compute_.threads);
  whole.put(slopes, dqkv, shape.row(), true);
}

void Network::forward_layer(uint32_t index, const float* x, float* y, Tape& tape, bool again) {
  const ModelConfig& c = config_;
  Layer& l = layers_[index];
  Threads& threads = compute_.threads;
  const size_t t = rows_, d = c.width, f = c.feed_forward;
  const AttentionShape shape = attention_shape(c, index);
  const size_t qkv_width = shape.row(), q = shape.heads * shape.head_dim,
               kv = shape.kv_heads * shape.head_dim;
  shared_->layer = index;
  const float* h = x;
  if (!c.encoder) {
    float* const normed = grown(shared_->h, t * d);
    ops::rms_norm(x, l.attention_norm->values(), normed, t, d, c.norm_epsilon, threads);
    h = normed;
  }
  float* const qkv = grown(tape.qkv, t * qkv_width);
  float* const raw = l.q_norm ? grown(tape.raw, t * qkv_width) : qkv;
  if (l.qkv) {
    l.qkv->forward(h, t, raw, qkv_width, compute_);
  } else {
    l.q->forward(h, t, raw, qkv_width, compute_);
    l.k->forward(h, t, raw + q, qkv_width, compute_);
    l.v->forward(h, t, raw + q + kv, qkv_width, compute_);
  }
  if (l.q_norm) head_norms(l, raw, qkv);
  if (!c.encoder) rotate(index, qkv, false);
  float* const attended = grown(tape.attended, t * q);
  attend(shape, qkv, attended);
  float* const branch = grown(l.post_attention_norm ? tape.branch : shared_->branch, t * d);
  l.out->forward(attended, t, branch, d, compute_);
  float* const middle = grown(tape.middle, t * d);
  float* const ffn_input = grown(shared_->ffn_input, t * d);
  if (c.encoder) {
    std::memcpy(middle, branch, t * d * sizeof(float));
    ops::add(middle, x, t * d, threads);
    ops::layer_norm(middle, l.attention_norm->values(), l.attention_norm_bias->values(), ffn_input,
                    t, d, c.norm_epsilon, threads);
  } else {
    if (l.post_attention_norm)
      ops::rms_norm(branch, l.post_attention_norm->values(), middle, t, d, c.norm_epsilon, threads);
    else
      std::memcpy(middle, branch, t * d * sizeof(float));
    ops::add(middle, x, t * d, threads);
    ops::rms_norm(middle, l.ffn_norm->values(), ffn_input, t, d, c.norm_epsilon, threads);
  }
  float* const gate = grown(tape.gate, t * 2 * f);
  float* const active = grown(shared_->active, t * f);
  if (c.encoder) {
    l.up->forward(ffn_input, t, gate, f, compute_);
    ops::activate(c.activation, gate, nullptr, active, t * f, threads);
  } else {
    float* up = gate + t * f;
    if (l.gate_up) {  // gate and up lie side by side in a row: apart for the rest
      std::vector<float> both(t * 2 * f);
      l.gate_up->forward(ffn_input, t, both.data(), 2 * f, compute_);
      for (size_t i = 0; i < t; ++i) {
        std::memcpy(gate + i * f, both.data() + i * 2 * f, f * sizeof(float));
        std::memcpy(up + i * f, both.data() + i * 2 * f + f, f * sizeof(float));
      }
    } else {
      l.gate->forward(ffn_input, t, gate, f, compute_);
      l.up->forward(ffn_input, t, up, f, compute_);
    }
    ops::activate(c.activation, gate, up, active, t * f, threads);
  }
  // The way back needs what stands before the last product, and the product only for a norm after it.
  if (again && !c.encoder && !l.post_ffn_norm) {
    tape.valid = true;
    return;
  }
  float* const ffn_branch =
      grown(c.encoder || l.post_ffn_norm ? tape.ffn_branch : shared_->branch, t * d);
  l.down->forward(active, t, ffn_branch, d, compute_);
  if (c.encoder) {
    ops::add(ffn_branch, ffn_input, t * d, threads);
    ops::layer_norm(ffn_branch, l.ffn_norm->values(), l.ffn_norm_bias->values(), y, t, d,
                    c.norm_epsilon, threads);
  } else {
    if (l.post_ffn_norm)
      ops::rms_norm(ffn_branch, l.post_ffn_norm->values(), y, t, d, c.norm_epsilon, threads);
    else
      std::memcpy(y, ffn_branch, t * d * sizeof(float));
    ops::add(y, middle, t * d, threads);
  }
  tape.valid = true;
}

const float* Network::forward(const Batch& batch) {
  TB_ASSERT(options_.first_layer == 0 && batch.shared() == 0);
  place(batch);
  embed(batch_);
  return run_layers();
}

const float* Network::forward_from(const Batch& batch, const float* rows) {
  place(batch);
  const size_t size = rows_ * config_.width;
  std::copy_n(rows, size, grown(inputs_[options_.first_layer], size));
  return run_layers();
}

const float* Network::run_layers() {
  const ModelConfig& c = config_;
  for (uint32_t i = options_.first_layer; i < c.layers; ++i) {
    float* const y = grown(inputs_[i + 1], rows_ * c.width);
    Tape& tape = *tapes_[options_.checkpoint ? 0 : i];
    tape.valid = false;
    forward_layer(i, inputs_[i].as<float>(), y, tape, false);
    if (options_.checkpoint) tape.valid = i + 1 == c.layers;  // the last needs no second run
  }
  if (c.encoder) return inputs_[c.layers].as<float>();
  float* const hidden = grown(hidden_, rows_ * c.width);
  ops::rms_norm(inputs_[c.layers].as<float>(), output_norm_->values(), hidden, rows_, c.width,
                c.norm_epsilon, compute_.threads);
  return hidden;
}

// Once more what the way back needs of the shared buffers: norms and the activation, no products.
void Network::make_shared_again(uint32_t index, const float* x, const Tape& tape) {
  if (shared_->layer == index) return;
  const ModelConfig& c = config_;
  const Layer& l = layers_[index];
  Threads& threads = compute_.threads;
  const size_t t = rows_, d = c.width, f = c.feed_forward;
  const float *const middle = tape.middle.as<float>(), *const gate = tape.gate.as<float>();
  float* const ffn_input = grown(shared_->ffn_input, t * d);
  if (c.encoder) {
    ops::layer_norm(middle, l.attention_norm->values(), l.attention_norm_bias->values(), ffn_input,
                    t, d, c.norm_epsilon, threads);
  } else {
    ops::rms_norm(x, l.attention_norm->values(), grown(shared_->h, t * d), t, d, c.norm_epsilon,
                  threads);
    ops::rms_norm(middle, l.ffn_norm->values(), ffn_input, t, d, c.norm_epsilon, threads);
  }
  ops::activate(c.activation, gate, c.encoder ? nullptr : gate + t * f,
                grown(shared_->active, t * f), t * f, threads);
  shared_->layer = index;
}

// On entry dx is the gradient of the layer's result, on return that of its input.
void Network::backward_layer(uint32_t index, const float* x, float* dx, Tape& tape) {
  const ModelConfig& c = config_;
  Layer& l = layers_[index];
  Threads& threads = compute_.threads;
  const size_t t = rows_, d = c.width, f = c.feed_forward;
  const AttentionShape shape = attention_shape(c, index);
  const size_t qkv_width = shape.row(), q = shape.heads * shape.head_dim,
               kv = shape.kv_heads * shape.head_dim;
  const auto grad = [](Parameter* p) { return p ? p->grad() : nullptr; };
  make_shared_again(index, x, tape);
  float* const dbranch = grown(slopes_.branch, t * d);
  if (c.encoder)
    ops::layer_norm_backward(tape.ffn_branch.as<float>(), l.ffn_norm->values(), dx, dx,
                             grad(l.ffn_norm), grad(l.ffn_norm_bias), t, d, c.norm_epsilon,
                             threads);
  if (l.post_ffn_norm)
    ops::rms_norm_backward(tape.ffn_branch.as<float>(), l.post_ffn_norm->values(), dx, dbranch,
                           grad(l.post_ffn_norm), t, d, d, c.norm_epsilon, false, threads);
  else
    std::memcpy(dbranch, dx, t * d * sizeof(float));

  // Feed-forward: dbranch -> dffn_input.
  float* const dactive = grown(slopes_.active, t * f);
  float* const dup = c.encoder ? nullptr : grown(slopes_.up, t * f);
  float* const dffn = grown(slopes_.ffn, t * d);
  l.down->backward(shared_->active.as<float>(), dbranch, d, t, dactive, false, compute_);
  const float* const gate = tape.gate.as<float>();
  const float* const ffn_input = shared_->ffn_input.as<float>();
  if (c.encoder) {
    ops::activate_backward(c.activation, gate, nullptr, dactive, dactive, nullptr, t * f, threads);
    l.up->backward(ffn_input, dactive, f, t, dffn, false, compute_);
    ops::add(dx, dffn, t * d, threads);  // ffn_input is also in the sum
  } else {
    ops::activate_backward(c.activation, gate, gate + t * f, dactive, dactive, dup, t * f, threads);
    if (l.gate_up) {
      std::vector<float> both(t * 2 * f);
      for (size_t i = 0; i < t; ++i) {
        std::memcpy(both.data() + i * 2 * f, dactive + i * f, f * sizeof(float));
        std::memcpy(both.data() + i * 2 * f + f, dup + i * f, f * sizeof(float));
      }
      l.gate_up->backward(ffn_input, both.data(), 2 * f, t, dffn, false, compute_);
    } else {
      l.gate->backward(ffn_input, dactive, f, t, dffn, false, compute_);
      l.up->backward(ffn_input, dup, f, t, dffn, true, compute_);
    }
    ops::rms_norm_backward(tape.middle.as<float>(), l.ffn_norm->values(), dffn, dx,
                           grad(l.ffn_norm), t, d, d, c.norm_epsilon, true, threads);
  }

  // Attention: dx is now the gradient after the attention branch was added.
  if (c.encoder)
    ops::layer_norm_backward(tape.middle.as<float>(), l.attention_norm->values(), dx, dx,
                             grad(l.attention_norm), grad(l.attention_norm_bias), t, d,
                             c.norm_epsilon, threads);
  if (l.post_attention_norm)
    ops::rms_norm_backward(tape.branch.as<float>(), l.post_attention_norm->values(), dx, dbranch,
                           grad(l.post_attention_norm), t, d, d, c.norm_epsilon, false, threads);
  else
    std::memcpy(dbranch, dx, t * d * sizeof(float));
  float* const dattended = grown(slopes_.attended, t * q);
  float* const dqkv = grown(slopes_.qkv, t * qkv_width);
  float* const dh = grown(slopes_.h, t * d);
  l.out->backward(tape.attended.as<float>(), dbranch, d, t, dattended, false, compute_);
  attend_backward(shape, tape.qkv.as<float>(), dattended, dqkv);
  if (!c.encoder) rotate(index, dqkv, true);
  if (l.q_norm) {
    const float* const raw = tape.raw.as<float>();
    for (size_t i = 0; i < shape.heads + shape.kv_heads; ++i) {
      Parameter* const norm = i < shape.heads ? l.q_norm : l.k_norm;
      const size_t at = i * shape.head_dim;
      ops::rms_norm_backward(raw + at, norm->values(), dqkv + at, dqkv + at, grad(norm), t,
                             shape.head_dim, qkv_width, c.norm_epsilon, false, threads);
    }
  }
  const float* const h = c.encoder ? x : shared_->h.as<float>();
  if (l.qkv) {
    l.qkv->backward(h, dqkv, qkv_width, t, dh, false, compute_);
  } else {
    l.q->backward(h, dqkv, qkv_width, t, dh, false, compute_);
    l.k->backward(h, dqkv + q, qkv_width, t, dh, true, compute_);
    l.v->backward(h, dqkv + q + kv, qkv_width, t, dh, true, compute_);
  }
  if (c.encoder)
    ops::add(dx, dh, t * d, threads);
  else
    ops::rms_norm_backward(x, l.attention_norm->values(), dh, dx, grad(l.attention_norm), t, d, d,
                           c.norm_epsilon, true, threads);
}

void Network::backward(float* dhidden, const StateSlope& slope) {
  const ModelConfig& c = config_;
  if (!c.encoder)
    ops::rms_norm_backward(inputs_[c.layers].as<float>(), output_norm_->values(), dhidden, dhidden,
                           output_norm_->grad(), rows_, c.width, c.width, c.norm_epsilon, false,
                           compute_.threads);
  std::vector<float> unused(options_.checkpoint ? rows_ * c.width : 0);
  for (uint32_t i = c.layers; i-- > options_.first_layer;) {
    if (slope) slope(i, dhidden);
    Tape& tape = *tapes_[options_.checkpoint ? 0 : i];
    if (!tape.valid) forward_layer(i, inputs_[i].as<float>(), unused.data(), tape, true);
    backward_layer(i, inputs_[i].as<float>(), dhidden, tape);
    tape.valid = false;
  }
  if (options_.first_layer == 0) embed_backward(dhidden);
}

}  // namespace tinybrain
