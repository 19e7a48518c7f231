// The way forward: layer by layer, each leaving on its tape what the way back needs, or only its input.
#include <algorithm>
#include <cstring>

#include "base/error.h"
#include "train/layer_ops.h"
#include "train/network_parts.h"

namespace tinybrain {

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

}  // namespace tinybrain
