// The way back: from the gradient of the last rows to those of the parameters, a layer at a time.
#include <cstring>

#include "train/layer_ops.h"
#include "train/network_parts.h"

namespace tinybrain {

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
