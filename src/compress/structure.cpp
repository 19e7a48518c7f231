// Choosing what goes by what it adds to the outputs (or, for layers, by what its absence changes), and cutting
// the tensors. While layers are still being measured the runner keeps the old shapes with zeros in them.
#include "compress/structure.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <numeric>

#include "base/error.h"
#include "base/messages/compress.h"
#include "base/messages/model.h"
#include "compress/divergence.h"
#include "compress/feedback.h"

namespace tinybrain {
namespace {

constexpr size_t kStrip = 128;
constexpr size_t kJudged = 1024;  // rows whose predictions choose the layers to remove
constexpr float kShrink = 0.1f;   // feedback.h

void report(const CompressProgress& progress, uint64_t done, uint64_t total) {
  if (progress && !progress(done, total)) throw Error(Code::cancelled, msg::kCancelled);
}

void check_count(const char* what, uint32_t value, uint32_t low, uint32_t high) {
  if (value < low || value > high)
    throw Error(Code::bad_argument, msg::kCompressCount, what, value, low, high);
}

// The `keep` indices of highest score, ascending.
std::vector<size_t> best(const std::vector<double>& scores, size_t keep) {
  std::vector<size_t> order(scores.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return scores[a] > scores[b]; });
  order.resize(keep);
  std::sort(order.begin(), order.end());
  return order;
}

std::vector<size_t> others(const std::vector<size_t>& chosen, size_t n) {
  std::vector<size_t> rest;
  for (size_t i = 0, at = 0; i < n; ++i) {
    if (at < chosen.size() && chosen[at] == i)
      ++at;
    else
      rest.push_back(i);
  }
  return rest;
}

// What each column adds to the outputs: mean square of its input times the squared length of the column.
std::vector<double> column_scores(const std::vector<float>& w, size_t n, size_t k,
                                  const std::vector<float>& mean_square) {
  std::vector<double> scores(k);
  for (size_t r = 0; r < n; ++r)
    for (size_t i = 0; i < k; ++i) scores[i] += double{w[r * k + i]} * w[r * k + i];
  for (size_t i = 0; i < k; ++i) scores[i] *= mean_square[i];
  return scores;
}

// Zeros in all columns but `kept`, which make up for them: the walk of feedback.h with the lost columns first
// and every kept weight at its target, which is the least-squares solution.
void drop_columns(std::vector<float>& w, size_t n, size_t k, const std::vector<size_t>& kept,
                  const std::vector<float>& hessian, Threads& threads) {
  std::vector<size_t> order = others(kept, k);
  const size_t lost = order.size();
  order.insert(order.end(), kept.begin(), kept.end());
  std::vector<float> turned(k * k), original(n * k), d(n * k);
  for (size_t i = 0; i < k; ++i)
    for (size_t j = 0; j < k; ++j) turned[i * k + j] = hessian[order[i] * k + order[j]];
  for (size_t r = 0; r < n; ++r)
    for (size_t j = 0; j < k; ++j) original[r * k + j] = w[r * k + order[j]];
  const Feedback f(std::move(turned), k, kShrink, threads);
  const auto dot = kernels::table().dot;
  std::vector<float> targets(n * kStrip);
  for (size_t begin = 0; begin < k; begin += kStrip) {
    const size_t width = std::min(kStrip, k - begin);
    f.targets(original.data(), d.data(), n, begin, width, targets.data(), threads);
    threads.run(n, 4, [&](size_t first, size_t last, size_t) {
      for (size_t r = first; r < last; ++r)
        for (size_t j = 0; j < width; ++j) {
          float* change = d.data() + r * k + begin;
          float value = 0;
          if (begin + j >= lost) {
            value = targets[r * width + j];
            if (j) value += dot(f.row(begin + j) + begin, change, j);
          }
          change[j] = original[r * k + begin + j] - value;
          w[r * k + order[begin + j]] = value;
        }
    });
  }
}

// A layer's product `name` without some of its inputs, in the model and in the runner, whose shapes stay.
struct Lost {
  std::string name;
  LayerInput input;
  std::vector<size_t> kept;
};
Lost drop_inputs(EditableModel& model, LayerRunner& runner, uint32_t layer, LayerInput input,
                 size_t unit, size_t keep_units, Threads& threads) {
  std::vector<LayerMatrix> matrices = layer_matrices(model.source(), layer);
  const auto m = std::find_if(matrices.begin(), matrices.end(),
                              [&](const LayerMatrix& l) { return l.input == input; });
  TB_ASSERT(m != matrices.end());
  const InputStats stats = std::move(runner.look(layer, {&input, 1}, true).front());
  std::vector<float>& w = model.values(m->name);
  const size_t n = model.at(m->name).n, k = model.at(m->name).k;
  const std::vector<double> columns = column_scores(w, n, k, stats.mean_square);
  std::vector<double> units(k / unit);
  for (size_t i = 0; i < k; ++i) units[i / unit] += columns[i];
  std::vector<size_t> kept;
  for (const size_t u : best(units, keep_units))
    for (size_t i = 0; i < unit; ++i) kept.push_back(u * unit + i);
  drop_columns(w, n, k, kept, stats.hessian, threads);
  runner.replace(*m, DType::f32, std::as_bytes(std::span(w)), n, k);
  return {m->name, input, std::move(kept)};
}

void keep_if_there(EditableModel& model, const std::string& name, const std::vector<size_t>& kept) {
  const EditableModel::Tensor* t = model.find(name);
  if (!t) return;
  if (t->vector)
    model.keep_columns(name, kept);
  else
    model.keep_rows(name, kept);
}

std::vector<size_t> shifted(std::vector<size_t> indices, size_t by) {
  for (size_t& i : indices) i += by;
  return indices;
}

void append(std::vector<size_t>& to, const std::vector<size_t>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

// The layer's tensors get the numbers of their place among those that remain.
void renumber(EditableModel& model, const std::vector<uint32_t>& removed) {
  std::erase_if(model.tensors(), [&](EditableModel::Tensor& t) {
    if (!t.name.starts_with("blk.")) return false;
    uint32_t layer = 0;
    const char* end = t.name.data() + t.name.size();
    const char* rest = std::from_chars(t.name.data() + 4, end, layer).ptr;
    if (std::find(removed.begin(), removed.end(), layer) != removed.end()) return true;
    const auto before =
        std::count_if(removed.begin(), removed.end(), [&](uint32_t r) { return r < layer; });
    t.name = "blk." + std::to_string(layer - static_cast<uint32_t>(before)) +
             t.name.substr(static_cast<size_t>(rest - t.name.data()));
    return false;
  });
}

}  // namespace

std::vector<uint32_t> prune_depth(EditableModel& model, uint32_t count,
                                  std::span<const std::vector<TokenId>> chunks, Threads& threads,
                                  const CompressProgress& progress) {
  const uint32_t layers = model.source().config().layers;
  check_count("layers to remove", count, 0, layers - 1);
  if (model.source().config().window_period != 0)
    throw Error(Code::unsupported, msg::kCompressWindow);
  LayerRunner runner(model.source(), chunks, threads);
  std::vector<uint32_t> alive(layers), removed;
  std::iota(alive.begin(), alive.end(), 0u);
  for (const uint32_t i : alive) runner.advance(i);
  Divergence divergence(runner, kJudged);
  for (uint32_t round = 0; round < count; ++round) {
    runner.embed();
    double least = std::numeric_limits<double>::infinity();
    size_t choice = 0;
    for (size_t i = 0; i < alive.size(); ++i) {
      report(progress, uint64_t{round} * layers + i, uint64_t{count} * layers);
      const std::vector<float> before = runner.states();
      for (size_t j = i + 1; j < alive.size(); ++j) runner.advance(alive[j]);
      if (const double moved = divergence.measure(runner, threads); moved < least) {
        least = moved;
        choice = i;
      }
      runner.states() = before;
      runner.advance(alive[i]);
    }
    removed.push_back(alive[choice]);
    alive.erase(alive.begin() + static_cast<ptrdiff_t>(choice));
  }
  remove_layers(model, removed);
  report(progress, 1, 1);
  return removed;
}

void remove_layers(EditableModel& model, std::span<const uint32_t> layers) {
  const ModelConfig& c = model.source().config();
  if (c.window_period != 0) throw Error(Code::unsupported, msg::kCompressWindow);
  std::vector<uint32_t> removed(layers.begin(), layers.end());
  std::sort(removed.begin(), removed.end());
  removed.erase(std::unique(removed.begin(), removed.end()), removed.end());
  check_count("layers to remove", static_cast<uint32_t>(removed.size()), 0, c.layers - 1);
  if (!removed.empty()) check_count("layer", removed.back(), 0, c.layers - 1);
  renumber(model, removed);
  model.edit_config().layers = c.layers - static_cast<uint32_t>(removed.size());
}

void prune_ffn(EditableModel& model, uint32_t keep, std::span<const std::vector<TokenId>> chunks,
               Threads& threads, const CompressProgress& progress) {
  const ModelConfig& c = model.source().config();
  check_count("feed_forward", keep, 32, c.feed_forward);
  if (keep % 32 != 0)
    throw Error(Code::bad_argument, msg::kCompressMultiple, "feed_forward", keep, 32);
  LayerRunner runner(model.source(), chunks, threads);
  for (uint32_t i = 0; i < c.layers; ++i) {
    report(progress, i, c.layers);
    const Lost lost = drop_inputs(model, runner, i, LayerInput::down, 1, keep, threads);
    const std::string prefix = "blk." + std::to_string(i) + ".";
    std::vector<size_t> up = lost.kept;
    if (!model.find(prefix + "ffn_gate.weight"))  // gate above up in one matrix
      append(up, shifted(lost.kept, c.feed_forward));
    keep_if_there(model, prefix + "ffn_gate.weight", lost.kept);
    keep_if_there(model, prefix + "ffn_up.weight", up);
    keep_if_there(model, prefix + "ffn_up.bias", lost.kept);
    model.keep_columns(lost.name, lost.kept);
    runner.advance(i);
  }
  model.edit_config().feed_forward = keep;
  report(progress, c.layers, c.layers);
}

void prune_heads(EditableModel& model, uint32_t keep, std::span<const std::vector<TokenId>> chunks,
                 Threads& threads, const CompressProgress& progress) {
  const ModelConfig& c = model.source().config();
  check_count("kv_heads", keep, 1, c.kv_heads);
  const size_t hd = c.head_dim, group = c.heads / c.kv_heads;
  LayerRunner runner(model.source(), chunks, threads);
  for (uint32_t i = 0; i < c.layers; ++i) {
    report(progress, i, c.layers);
    const Lost lost = drop_inputs(model, runner, i, LayerInput::out, hd * group, keep, threads);
    std::vector<size_t> kv;
    for (size_t at = 0; at < lost.kept.size(); at += hd * group)
      for (size_t j = 0; j < hd; ++j) kv.push_back(lost.kept[at] / group + j);
    const std::string prefix = "blk." + std::to_string(i) + ".";
    for (const char* kind : {".weight", ".bias"}) {
      keep_if_there(model, prefix + "attn_q" + kind, lost.kept);
      keep_if_there(model, prefix + "attn_k" + kind, kv);
      keep_if_there(model, prefix + "attn_v" + kind, kv);
    }
    if (model.find(prefix + "attn_qkv.weight")) {
      std::vector<size_t> rows = lost.kept;
      append(rows, shifted(kv, hd * c.heads));
      append(rows, shifted(kv, hd * (c.heads + c.kv_heads)));
      model.keep_rows(prefix + "attn_qkv.weight", rows);
    }
    model.keep_columns(lost.name, lost.kept);
    runner.advance(i);
  }
  model.edit_config().heads = static_cast<uint32_t>(keep * group);
  model.edit_config().kv_heads = keep;
  report(progress, c.layers, c.layers);
}

}  // namespace tinybrain
