// The forward pass, step by step. Shapes: T rows of this batch, D width, H heads, K key/value heads,
// hd head_dim, F feed-forward width, V vocabulary. Every step works on whole batches; the work of a row
// never depends on its neighbours, so a prompt may be cut into batches anywhere.
#include "model/forward.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/error.h"

namespace tinybrain {
namespace {

constexpr size_t kRowGrain = 4;         // rows of element-wise work per chunk
constexpr size_t kQueriesPerItem = 96;  // queries that share one pass over a head's keys and values

}  // namespace

Workspace::Workspace(const ModelConfig& config, size_t threads)
    : config_(config), attention_scratch_(threads) {}

void Workspace::reserve(size_t rows) {
  if (rows <= rows_) return;
  const ModelConfig& c = config_;
  // A little more than asked for, so that chats of growing turns do not grow this each time.
  rows_ = rows == 1   ? 1
          : c.encoder ? (rows + 63) / 64 * 64
                      : std::min<size_t>(kMaxBatch, (rows + 63) / 64 * 64);
  const size_t q = size_t{c.heads} * c.head_dim, kv = size_t{c.kv_heads} * c.head_dim;
  const size_t widest = std::max({size_t{c.width}, q, size_t{c.feed_forward}});
  const size_t sizes[] = {rows_ * c.width,
                          rows_ * c.width,
                          rows_ * (q + 2 * kv),
                          rows_ * q,
                          rows_ * 2 * c.feed_forward,
                          rows_ * c.rope.dimensions,
                          rows_ * c.rope.dimensions};
  float** const places[] = {&x_, &h_, &qkv_, &attention_, &ffn_, &cs_, &cs_window_};
  size_t total = 0;
  for (size_t s : sizes) total += (s + 15) / 16 * 16;
  buffer_ = Buffer(total * sizeof(float));
  float* at = buffer_.as<float>();
  for (size_t i = 0; i < std::size(sizes); ++i) {
    *places[i] = at;
    at += (sizes[i] + 15) / 16 * 16;
  }
  activations_ = std::make_unique<Activations>(rows_, widest);
  const size_t queries = std::max<size_t>(kQueriesPerItem, c.heads);
  for (Buffer& b : attention_scratch_)
    b = Buffer(kernels::attention_scratch_floats(c.head_dim, queries) * sizeof(float) +
               queries * c.head_dim * 2 * sizeof(float));
  sequence_.resize(rows_);
  position_.resize(rows_);
  items_.reserve(rows_ * c.heads);
}

void Workspace::reserve_logits(size_t rows) {
  if (rows <= logit_rows_) return;
  logit_rows_ = rows;
  logits_ = Buffer(rows * config_.vocabulary * sizeof(float));
}

// For all rows that were reserved.
void Workspace::reserve_adapter(size_t rank, size_t n) {
  if (rows_ <= low_rows_ && rank <= low_rank_ && n <= low_n_) return;
  low_rows_ = rows_;
  low_rank_ = std::max(low_rank_, rank);
  low_n_ = std::max(low_n_, n);
  low_ = Buffer(low_rows_ * low_rank_ * sizeof(float));
  added_ = Buffer(low_rows_ * low_n_ * sizeof(float));
  low_activations_ = std::make_unique<Activations>(low_rows_, low_rank_);
}

// One batch on its way through the layers.
class ForwardPass {
 public:
  ForwardPass(const Weights& weights, Workspace& work, std::span<const Sequence> batch,
              Threads& threads)
      : weights_(weights),
        c_(weights.config()),
        w_(work),
        k_(kernels::table()),
        threads_(threads),
        batch_(batch),
        q_width_(size_t{c_.heads} * c_.head_dim),
        kv_width_(size_t{c_.kv_heads} * c_.head_dim),
        qkv_width_(q_width_ + 2 * kv_width_) {
    for (const Sequence& s : batch_) t_ += s.tokens.size();
    TB_ASSERT(t_ > 0 && (c_.encoder || t_ <= Workspace::kMaxBatch));
    w_.reserve(t_);
    w_.adapters_.clear();
    size_t t = 0;
    for (uint32_t i = 0; i < batch_.size(); ++i) {
      const Sequence& s = batch_[i];
      if (const AdapterWeights* a = adapter_of(s);
          a && std::find(w_.adapters_.begin(), w_.adapters_.end(), a) == w_.adapters_.end())
        w_.adapters_.push_back(a);
      const auto end = s.start + static_cast<uint32_t>(s.tokens.size());
      TB_ASSERT(!s.tokens.empty() && end <= s.cache->context() && s.wanted <= s.tokens.size());
      s.cache->make_writable(s.start, end);
      for (uint32_t position = s.start; position < end; ++position, ++t) {
        w_.sequence_[t] = i;
        w_.position_[t] = position;
      }
    }
    plan_attention();
  }

  void decoder() {
    for (uint32_t i = 0; i <= c_.layers; ++i) part(i);
  }

  // Of a decoder's pass: layer i, or what follows the last.
  void part(uint32_t i) {
    if (i == 0) embed();
    if (i < c_.layers) {
      branch_norm_ = layer(i, i, branch_norm_);
      return;
    }
    each_row([&](size_t t) { add_branch(t, *branch_norm_); });
    head();
  }

  void layer_alone(uint32_t i, float* hidden) {
    each_row([&](size_t t) { angles(t); });
    std::memcpy(w_.x_, hidden, t_ * c_.width * sizeof(float));
    const Vector* branch_norm = layer(i, 0, nullptr);
    each_row([&](size_t t) { add_branch(t, *branch_norm); });
    std::memcpy(hidden, w_.x_, t_ * c_.width * sizeof(float));
  }

  void encoder(float* hidden) {
    embed_encoder();
    for (uint32_t i = 0; i < c_.layers; ++i) {
      const LayerWeights& l = weights_.layers[i];
      std::memcpy(w_.h_, w_.x_, t_ * c_.width * sizeof(float));
      begin(w_.h_, c_.width, c_.width);
      project_qkv(l);
      store_kv(0);  // one layer of cache serves all: no position is ever revisited
      attend(0, 0);
      project_out(l);
      add_bias(w_.h_, c_.width, l.out_bias);
      sum_and_norm(l.attention_norm, l.attention_norm_bias);
      std::memcpy(w_.h_, w_.x_, t_ * c_.width * sizeof(float));
      begin(w_.h_, c_.width, c_.width);
      feed_forward(l, i);
      add_bias(w_.h_, c_.width, l.down_bias);
      sum_and_norm(l.ffn_norm, l.ffn_norm_bias);
    }
    std::memcpy(hidden, w_.x_, t_ * c_.width * sizeof(float));
  }

 private:
  // One layer, whose keys and values are layer `slot` of the cache; returns the norm of the branch that it
  // leaves in h.
  const Vector* layer(uint32_t i, uint32_t slot, const Vector* branch_norm) {
    const LayerWeights& l = weights_.layers[i];
    add_branch_and_norm(branch_norm, l.attention_norm, l.qkv ? l.qkv : l.q);
    observed(i, LayerInput::qkv, w_.h_, c_.width, c_.width);
    project_qkv(l);
    rotate_and_store(l, i, slot);
    attend(i, slot);
    observed(i, LayerInput::out, w_.attention_, q_width_, q_width_);
    project_out(l);
    add_branch_and_norm(&l.post_attention_norm, l.ffn_norm, l.gate_up ? l.gate_up : l.up);
    observed(i, LayerInput::ffn, w_.h_, c_.width, c_.width);
    feed_forward(l, i);
    return &l.post_ffn_norm;
  }

  void observed(uint32_t layer, LayerInput input, const float* x, size_t stride, size_t k) {
    if (w_.observer_) w_.observer_(layer, input, x, stride, t_, k);
  }

  // body(row) for every row of the batch, shared among threads when there are enough of them.
  template <class Body>
  void each_row(Body&& body) {
    threads_.run(t_, kRowGrain, [&](size_t begin, size_t end, size_t) {
      for (size_t t = begin; t < end; ++t) body(t);
    });
  }

  float* x(size_t t) { return w_.x_ + t * c_.width; }
  float* h(size_t t) { return w_.h_ + t * c_.width; }
  float* qkv(size_t t) { return w_.qkv_ + t * qkv_width_; }

  // What follows multiplies from[T,width]; rows are `stride` apart.
  void begin(const float* from, size_t stride, size_t width) {
    w_.activations_->set(from, stride, t_, width, false, threads_);
  }

  const Sequence& sequence(size_t t) const { return batch_[w_.sequence_[t]]; }
  const AdapterWeights* adapter_of(const Sequence& s) const {
    return s.adapter ? s.adapter : weights_.adapter();
  }
  TokenId token(size_t t) const { return sequence(t).tokens[w_.position_[t] - sequence(t).start]; }

  // x[T,D] = embedding rows, scaled; and the rows' angles.
  void embed() {
    each_row([&](size_t t) {
      weights_.embedding.row(static_cast<size_t>(token(t)), x(t));
      if (c_.embedding_scale != 1) k_.scale(x(t), c_.embedding_scale, c_.width);
      angles(t);
    });
  }

  void angles(size_t t) {
    const size_t n = c_.rope.dimensions;
    const Rope& rope = *sequence(t).rope;
    rope.angles(w_.position_[t], false, w_.cs_ + t * n);
    if (rope.has_window_base()) rope.angles(w_.position_[t], true, w_.cs_window_ + t * n);
  }

  void embed_encoder() {
    each_row([&](size_t t) {
      weights_.embedding.row(static_cast<size_t>(token(t)), x(t));
      k_.add(x(t), weights_.positions.data() + t * c_.width, c_.width);
      k_.add(x(t), weights_.token_type.data(), c_.width);
      k_.layer_norm(x(t), x(t), weights_.embedding_norm.data(), weights_.embedding_norm_bias.data(),
                    c_.width, c_.norm_epsilon);
    });
  }

  // x += h, after the branch's own norm where the family has one.
  void add_branch(size_t t, const Vector& post_norm) {
    if (!post_norm.empty()) k_.rms_norm(h(t), h(t), post_norm.data(), c_.width, c_.norm_epsilon);
    k_.add(x(t), h(t), c_.width);
  }

  // The step between two blocks, row by row while the row is in the cache: x += h (if there is a branch), then
  // h = norm(x), as `next` wants to multiply it.
  void add_branch_and_norm(const Vector* post_norm, const Vector& weight, const Matrix& next) {
    begin(w_.h_, c_.width, c_.width);
    if (next.needs_q8()) w_.activations_->quantize_rows_as_written();
    each_row([&](size_t t) {
      if (post_norm) add_branch(t, *post_norm);
      k_.rms_norm(h(t), x(t), weight.data(), c_.width, c_.norm_epsilon);
      if (next.needs_q8()) w_.activations_->quantize_row(t);
    });
  }

  // y[T,N] += B (A x) and times the rows' factors, where the sequence's adapter has that product; x is what was
  // multiplied last.
  void adapt(const LayerWeights& l, LowRankProduct LayerAdapter::* product, float* y,
             size_t y_stride) {
    const auto layer = static_cast<size_t>(&l - weights_.layers.data());
    for (const AdapterWeights* a : w_.adapters_)
      if (const LowRankProduct& p = a->layers[layer].*product; p.a) adapt(*a, p, y, y_stride);
  }

  // The few rows of A and B are multiplied with the rows of all sequences, which is little beside the pass that they
  // share, and added where that adapter is wanted.
  void adapt(const AdapterWeights& adapter, const LowRankProduct& p, float* y, size_t y_stride) {
    const size_t rank = p.a.n(), n = p.b.n();
    w_.reserve_adapter(rank, n);
    float* const low = w_.low_.as<float>();
    float* const added = w_.added_.as<float>();
    const Product down{&p.a, low, rank}, up{&p.b, added, n};
    matmul({&down, 1}, *w_.activations_, threads_);
    w_.low_activations_->set(low, rank, t_, rank, false, threads_);
    matmul({&up, 1}, *w_.low_activations_, threads_);
    each_row([&](size_t t) {
      if (adapter_of(sequence(t)) != &adapter) return;
      float* const row = y + t * y_stride;
      k_.add(row, added + t * n, n);
      for (size_t i = 0; i < p.row_scale.size(); ++i) row[i] *= p.row_scale[i];
    });
  }

  // h[T,D] = attention W^T
  void project_out(const LayerWeights& l) {
    w_.activations_->set(w_.attention_, q_width_, t_, q_width_, l.out.needs_q8(), threads_);
    const Product p{&l.out, w_.h_, c_.width};
    matmul({&p, 1}, *w_.activations_, threads_);
    adapt(l, &LayerAdapter::out, w_.h_, c_.width);
  }

  // qkv[T,(H+2K)hd] = h W^T + bias
  void project_qkv(const LayerWeights& l) {
    if (l.qkv) {
      const Product p{&l.qkv, w_.qkv_, qkv_width_};
      matmul({&p, 1}, *w_.activations_, threads_);
      adapt(l, &LayerAdapter::qkv, w_.qkv_, qkv_width_);
      return;
    }
    const Product p[] = {{&l.q, w_.qkv_, qkv_width_},
                         {&l.k, w_.qkv_ + q_width_, qkv_width_},
                         {&l.v, w_.qkv_ + q_width_ + kv_width_, qkv_width_}};
    matmul(p, *w_.activations_, threads_);
    adapt(l, &LayerAdapter::q, p[0].y, qkv_width_);
    adapt(l, &LayerAdapter::k, p[1].y, qkv_width_);
    adapt(l, &LayerAdapter::v, p[2].y, qkv_width_);
    if (l.q_bias.empty()) return;
    each_row([&](size_t t) {
      k_.add(qkv(t), l.q_bias.data(), q_width_);
      k_.add(qkv(t) + q_width_, l.k_bias.data(), kv_width_);
      k_.add(qkv(t) + q_width_ + kv_width_, l.v_bias.data(), kv_width_);
    });
  }

  // Queries and keys: RMS norm of each head where the family has it, then rotation by position; keys and
  // values into the cache.
  void rotate_and_store(const LayerWeights& l, uint32_t layer, uint32_t slot) {
    const bool window = c_.layer_has_window(layer) && c_.rope.base_window > 0;
    const size_t n = c_.rope.dimensions;
    each_row([&](size_t t) {
      const float* cs = (window ? w_.cs_window_ : w_.cs_) + t * n;
      for (uint32_t i = 0; i < c_.heads + c_.kv_heads; ++i) {
        float* head = qkv(t) + size_t{i} * c_.head_dim;
        const Vector& weight = i < c_.heads ? l.q_norm : l.k_norm;
        if (!weight.empty()) k_.rms_norm(head, head, weight.data(), c_.head_dim, c_.norm_epsilon);
        k_.rope(head, cs, n, c_.rope.style);
      }
    });
    store_kv(slot);
  }

  // Keys and values into the cache, a page of one head at a time.
  void store_kv(uint32_t slot) {
    threads_.run(t_ * c_.kv_heads, kRowGrain * 4, [&](size_t begin, size_t end, size_t) {
      for (size_t i = begin; i < end;) {
        const size_t head = i / t_, t = i % t_;
        // The run of rows of one sequence that this chunk has for this head.
        size_t n = 1;
        while (i + n < end && t + n < t_ && w_.sequence_[t + n] == w_.sequence_[t]) ++n;
        const float* key = qkv(t) + q_width_ + head * c_.head_dim;
        sequence(t).cache->store(slot, static_cast<uint32_t>(head), w_.position_[t],
                                 static_cast<uint32_t>(n), key, key + kv_width_, qkv_width_);
        i += n;
      }
    });
  }

  // Splits attention into items for the threads. Query heads that share a key/value head are done together,
  // some rows at a time. With few rows, groups are split until every thread has something to do.
  // Later rows attend to more: handing out the last ones first balances the threads.
  void plan_attention() {
    const uint32_t group = c_.heads / c_.kv_heads;
    heads_per_item_ = group;
    if (t_ * c_.kv_heads < threads_.count()) heads_per_item_ = 1;
    const uint32_t rows_per_item =
        std::max<uint32_t>(1, static_cast<uint32_t>(kQueriesPerItem) / heads_per_item_);
    w_.items_.clear();
    auto end = static_cast<uint32_t>(t_);
    for (auto i = static_cast<uint32_t>(batch_.size()); i-- > 0;) {
      const uint32_t begin = end - static_cast<uint32_t>(batch_[i].tokens.size());
      for (uint32_t last = end; last > begin;) {
        const uint32_t rows = std::min(rows_per_item, last - begin);
        last -= rows;
        for (uint32_t head = 0; head < c_.heads; head += heads_per_item_)
          w_.items_.push_back({i, last, rows, head});
      }
      end = begin;
    }
  }

  // attention[T,H*hd]
  void attend(uint32_t layer, uint32_t slot) {
    threads_.run(w_.items_.size(), 1, [&](size_t begin, size_t end, size_t worker) {
      for (size_t i = begin; i < end; ++i) attend_item(layer, slot, w_.items_[i], worker);
    });
  }

  void attend_item(uint32_t layer, uint32_t slot, const Workspace::AttentionItem& item,
                   size_t worker) {
    const size_t hd = c_.head_dim, heads = heads_per_item_, queries = item.rows * heads;
    const uint32_t window = c_.layer_has_window(layer) ? c_.window : 0;
    Buffer& memory = w_.attention_scratch_[worker];
    float* const q = memory.as<float>();
    float* const out = q + queries * hd;
    uint32_t first[kQueriesPerItem + 512], last[kQueriesPerItem + 512];
    for (size_t r = 0; r < item.rows; ++r) {
      const uint32_t position = w_.position_[item.row + r];
      for (size_t i = 0; i < heads; ++i) {
        std::memcpy(q + (r * heads + i) * hd, qkv(item.row + r) + (item.head + i) * hd,
                    hd * sizeof(float));
        first[r * heads + i] = window && position + 1 > window ? position + 1 - window : 0;
        last[r * heads + i] = c_.encoder ? static_cast<uint32_t>(t_) : position + 1;
      }
    }
    const KvCache& cache = *batch_[item.sequence].cache;
    const uint32_t kv_head = item.head / (c_.heads / c_.kv_heads);
    kernels::AttentionArgs a{};
    a.type = cache.pool().type();
    a.head_dim = hd;
    a.q = q;
    a.q_stride = hd;
    a.n_queries = queries;
    a.first = first;
    a.last = last;
    a.pages = cache.pages();
    a.k_offset = cache.pool().key_offset(slot, kv_head);
    a.v_offset = cache.pool().value_offset(slot, kv_head);
    a.scale = c_.attention_scale;
    a.out = out;
    a.out_stride = hd;
    a.scratch = out + queries * hd;
    k_.attention(a);
    for (size_t r = 0; r < item.rows; ++r)
      std::memcpy(w_.attention_ + (item.row + r) * q_width_ + item.head * hd, out + r * heads * hd,
                  heads * hd * sizeof(float));
  }

  // x = layer_norm(x + h)
  void sum_and_norm(const Vector& weight, const Vector& bias) {
    each_row([&](size_t t) {
      k_.add(x(t), h(t), c_.width);
      k_.layer_norm(x(t), x(t), weight.data(), bias.data(), c_.width, c_.norm_epsilon);
    });
  }

  void add_bias(float* y, size_t width, const Vector& bias) {
    if (!bias.empty()) each_row([&](size_t t) { k_.add(y + t * width, bias.data(), width); });
  }

  // h[T,D] = down(activation(gate(h)) * up(h)), or down(activation(up(h) + bias)) without a gate
  void feed_forward(const LayerWeights& l, uint32_t layer) {
    const size_t f = c_.feed_forward, stride = 2 * f;
    if (l.gate_up) {
      const Product p{&l.gate_up, w_.ffn_, stride};
      matmul({&p, 1}, *w_.activations_, threads_);
      adapt(l, &LayerAdapter::up, w_.ffn_, stride);
    } else if (l.gate) {
      const Product p[] = {{&l.gate, w_.ffn_, stride}, {&l.up, w_.ffn_ + f, stride}};
      matmul(p, *w_.activations_, threads_);
      adapt(l, &LayerAdapter::gate, p[0].y, stride);
      adapt(l, &LayerAdapter::up, p[1].y, stride);
    } else {
      const Product p{&l.up, w_.ffn_, stride};
      matmul({&p, 1}, *w_.activations_, threads_);
      adapt(l, &LayerAdapter::up, w_.ffn_, stride);
    }
    const bool gated = l.gate_up || l.gate;
    begin(w_.ffn_, stride, f);
    if (l.down.needs_q8()) w_.activations_->quantize_rows_as_written();
    each_row([&](size_t t) {
      float* gate = w_.ffn_ + t * stride;
      if (!l.up_bias.empty()) k_.add(gate, l.up_bias.data(), f);
      switch (c_.activation) {
        case Activation::silu: k_.silu_mul(gate, gate + f, f); break;
        case Activation::gelu_tanh:
          if (gated)
            k_.gelu_tanh_mul(gate, gate + f, f);
          else
            k_.gelu_tanh(gate, f);
          break;
        case Activation::gelu_erf: k_.gelu_erf(gate, f); break;
      }
      if (l.down.needs_q8()) w_.activations_->quantize_row(t);
    });
    observed(layer, LayerInput::down, w_.ffn_, stride, f);
    const Product p{&l.down, w_.h_, c_.width};
    matmul({&p, 1}, *w_.activations_, threads_);
    adapt(l, &LayerAdapter::down, w_.h_, c_.width);
  }

  // The logits of the rows that are wanted, computed together; straight to where they belong when they are
  // of one sequence.
  void head() {
    size_t rows = 0, end = 0, sources = 0;
    float* logits = nullptr;
    for (const Sequence& s : batch_) {
      end += s.tokens.size();
      if (s.hidden) {
        for (size_t i = 0; i < s.wanted; ++i)
          k_.rms_norm(s.hidden + i * c_.width, x(end - s.wanted + i), weights_.output_norm.data(),
                      c_.width, c_.norm_epsilon);
        continue;
      }
      if (s.wanted == 0) continue;
      for (size_t t = end - s.wanted; t < end; ++t)  // rows only move up: nothing is overwritten
        k_.rms_norm(h(rows++), x(t), weights_.output_norm.data(), c_.width, c_.norm_epsilon);
      ++sources;
      logits = s.logits;
    }
    if (rows == 0) return;
    if (sources > 1) {
      w_.reserve_logits(rows);
      logits = w_.logits_.as<float>();
    }
    const Matrix& w = weights_.head();
    w_.activations_->set(w_.h_, c_.width, rows, c_.width, w.needs_q8(), threads_);
    const Product p{&w, logits, c_.vocabulary};
    matmul({&p, 1}, *w_.activations_, threads_);
    if (c_.final_softcap > 0)
      for (size_t i = 0; i < rows * c_.vocabulary; ++i)
        logits[i] = c_.final_softcap * std::tanh(logits[i] / c_.final_softcap);
    if (sources == 1) return;
    for (const Sequence& s : batch_) {
      if (s.hidden) continue;
      std::memcpy(s.logits, logits, s.wanted * c_.vocabulary * sizeof(float));
      logits += s.wanted * c_.vocabulary;
    }
  }

  const Weights& weights_;
  const ModelConfig& c_;
  Workspace& w_;
  const kernels::Table& k_;
  Threads& threads_;
  std::span<const Sequence> batch_;
  size_t t_ = 0;
  const Vector* branch_norm_ = nullptr;  // of the branch in h that x does not have yet
  uint32_t heads_per_item_ = 1;
  size_t q_width_, kv_width_, qkv_width_;
};

void forward(const Weights& weights, Workspace& work, std::span<const Sequence> batch,
             Threads& threads) {
  ForwardPass(weights, work, batch, threads).decoder();
}

PassInParts::PassInParts(const Weights& weights, Workspace& work, std::span<const Sequence> batch,
                         Threads& threads)
    : pass_(std::make_unique<ForwardPass>(weights, work, batch, threads)),
      layers_(weights.config().layers) {}

PassInParts::~PassInParts() = default;

bool PassInParts::logits_next() const { return done_ == layers_; }

bool PassInParts::next() {
  if (done_ > layers_) return false;
  pass_->part(done_++);
  return done_ <= layers_;
}

void forward_layer(const Weights& weights, Workspace& work, uint32_t layer,
                   const Sequence& sequence, float* hidden, Threads& threads) {
  TB_ASSERT(sequence.start == 0 && sequence.wanted == 0 && layer < weights.layers.size());
  ForwardPass(weights, work, {&sequence, 1}, threads).layer_alone(layer, hidden);
}

void encode(const Weights& weights, Workspace& work, std::span<const TokenId> tokens, float* hidden,
            Threads& threads) {
  TB_ASSERT(!tokens.empty() && tokens.size() <= weights.config().context);
  if (!work.encoder_cache_) {
    ModelConfig one_layer = weights.config();
    one_layer.layers = 1;
    work.encoder_cache_ = std::make_unique<KvCache>(
        std::make_shared<KvPool>(one_layer, kernels::KvType::f32), one_layer.context);
  }
  const Sequence text{work.encoder_cache_.get(), nullptr, 0, tokens, 0, nullptr};
  ForwardPass(weights, work, {&text, 1}, threads).encoder(hidden);
}

void pool(const ModelConfig& config, const float* hidden, size_t rows, bool normalize, float* y) {
  const size_t d = config.width;
  const float* row = hidden;
  if (config.pooling == Pooling::last) row = hidden + (rows - 1) * d;
  if (config.pooling == Pooling::cls || config.pooling == Pooling::last) {
    std::memcpy(y, row, d * sizeof(float));
  } else {
    for (size_t i = 0; i < d; ++i) {
      double sum = 0;
      for (size_t t = 0; t < rows; ++t) sum += hidden[t * d + i];
      y[i] = static_cast<float>(sum / static_cast<double>(rows));
    }
  }
  if (!normalize) return;
  double squares = 0;
  for (size_t i = 0; i < d; ++i) squares += double{y[i]} * y[i];
  const float inverse = squares > 0 ? static_cast<float>(1 / std::sqrt(squares)) : 0;
  for (size_t i = 0; i < d; ++i) y[i] *= inverse;
}

}  // namespace tinybrain
