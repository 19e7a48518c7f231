// How a network comes to be: its parameters from a file or from chance, its matrices, its adapters.
#include "train/network.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/error.h"
#include "base/messages/model.h"
#include "base/rng.h"
#include "model/write.h"
#include "train/network_parts.h"

namespace tinybrain {
namespace {

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

}  // namespace tinybrain
