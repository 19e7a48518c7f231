#include "train/objective.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/error.h"
#include "base/messages/train.h"
#include "base/rng.h"

namespace tinybrain {
namespace {

constexpr double kStartLogit = 8;  // of a class's mean text for its own class, in start_from_means
constexpr size_t kScoreTokens = 1024;  // in one batch when nothing has to be kept for gradients

// Calls body(first, count, batch) over examples in batches of about kScoreTokens tokens.
template <class Body>
void in_batches(std::span<const TokenExample> examples, Body body) {
  for (size_t first = 0; first < examples.size();) {
    Batch batch;
    size_t count = 0;
    while (
        first + count < examples.size() &&
        (count == 0 || batch.tokens.size() + examples[first + count].tokens.size() <= kScoreTokens))
      batch.add(examples[first + count++].tokens);
    body(first, count, batch);
    first += count;
  }
}

std::vector<TokenId> language_targets(const Batch& batch,
                                      std::span<const TokenExample* const> examples,
                                      size_t& count) {
  std::vector<TokenId> targets = next_tokens(batch);
  count = 0;
  for (size_t s = 0; s < examples.size(); ++s)
    for (size_t t = batch.starts[s]; t < batch.starts[s + 1]; ++t) {
      if (t - batch.starts[s] + 1 < examples[s]->learn_from) targets[t] = kNoTarget;
      count += targets[t] != kNoTarget;
    }
  return targets;
}

// Rows to unit length; returns the lengths.
std::vector<float> normalize(std::vector<float>& rows, size_t d) {
  std::vector<float> lengths(rows.size() / d);
  for (size_t i = 0; i < lengths.size(); ++i) {
    float* const row = rows.data() + i * d;
    lengths[i] = std::sqrt(kernels::table().dot(row, row, d)) + 1e-12f;
    kernels::table().scale(row, 1 / lengths[i], d);
  }
  return lengths;
}

// The gradient through that division, in place.
void normalize_backward(const std::vector<float>& rows, const std::vector<float>& lengths,
                        std::vector<float>& drows, size_t d) {
  for (size_t i = 0; i < lengths.size(); ++i) {
    const float along = kernels::table().dot(drows.data() + i * d, rows.data() + i * d, d);
    for (size_t k = 0; k < d; ++k)
      drows[i * d + k] = (drows[i * d + k] - along * rows[i * d + k]) / lengths[i];
  }
}

}  // namespace

std::vector<uint32_t> Objective::order(uint64_t seed) const {
  return shuffled_indices(examples(), seed);
}

std::vector<TokenId> TokenDropout::operator()(const std::vector<TokenId>& tokens, uint64_t step,
                                              uint32_t example) const {
  if (share <= 0) return tokens;
  Rng rng((seed + 1) * 0x9e3779b97f4a7c15u + step * 1000003 + example);
  std::vector<TokenId> seen;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const bool inner = i >= kept_ends && i + kept_ends < tokens.size();
    if (!inner || rng.uniform() >= share)
      seen.push_back(tokens[i]);
    else if (mask >= 0)
      seen.push_back(mask);
  }
  return seen.empty() ? tokens : seen;
}

ClassObjective::ClassObjective(const ModelConfig& config, size_t classes,
                               std::vector<TokenExample> train, std::vector<TokenExample> held_out,
                               const ClassOptions& options)
    : classes_(classes),
      train_(std::move(train)),
      held_out_(std::move(held_out)),
      options_(options),
      weight_("cls." + options.name + ".weight", classes, config.width, true),
      bias_("cls." + options.name + ".bias", 1, classes, false) {
  weight_.train();
  bias_.train();
  if (!options.balance) return;
  std::vector<double> counts(classes, 0);
  for (const TokenExample& e : train_) ++counts[e.label];
  // Square roots of the inverse shares: rare classes count more, but not a hundred times more.
  double sum = 0;
  for (double& c : counts) c = c > 0 ? 1 / std::sqrt(c) : 0;
  for (const TokenExample& e : train_) sum += counts[e.label];
  for (double c : counts)
    class_weights_.push_back(static_cast<float>(c * static_cast<double>(train_.size()) / sum));
}

double ClassObjective::learn(Network& network, std::span<const uint32_t> picks) {
  const size_t d = network.config().width, n = picks.size();
  Batch batch;
  std::vector<uint32_t> labels;
  for (uint32_t i : picks) {
    batch.add(options_.dropout(train_[i].tokens, step_, i));
    labels.push_back(train_[i].label);
  }
  Compute& compute = network.compute();
  const float* hidden = network.forward(batch);
  std::vector<float> pooled(n * d), logits(n * classes_), dlogits(n * classes_), dpooled(n * d),
      dhidden(batch.tokens.size() * d);
  pool_rows(network.config(), batch.starts, hidden, pooled.data());
  const std::vector<float> lengths = normalize(pooled, d);
  Linear head(&weight_);
  head.bias = &bias_;
  head.exact = true;
  head.forward(pooled.data(), n, logits.data(), classes_, compute);
  const double loss = class_loss(logits, classes_, labels, class_weights_, options_.smoothing,
                                 1.0f / static_cast<float>(n), dlogits.data());
  head.backward(pooled.data(), dlogits.data(), classes_, n, dpooled.data(), false, compute);
  normalize_backward(pooled, lengths, dpooled, d);
  pool_rows_backward(network.config(), batch.starts, dpooled.data(), dhidden.data());
  network.backward(dhidden.data());
  return loss;
}

std::vector<float> ClassObjective::pooled(Network& network, const Batch& batch) const {
  std::vector<float> rows(batch.sequences() * network.config().width);
  pool_rows(network.config(), batch.starts, network.forward(batch), rows.data());
  normalize(rows, network.config().width);
  return rows;
}

void ClassObjective::start_from_means(Network& network, size_t most) {
  const size_t d = network.config().width;
  std::vector<size_t> counts(classes_, 0);
  std::vector<TokenExample> some;
  for (const TokenExample& e : train_)
    if (counts[e.label]++ < most) some.push_back(e);
  std::vector<float> means(classes_ * d, 0.0f), middle(d, 0.0f);
  in_batches(some, [&](size_t first, size_t count, const Batch& batch) {
    const std::vector<float> rows = pooled(network, batch);
    for (size_t i = 0; i < count; ++i)
      kernels::table().add(means.data() + some[first + i].label * d, rows.data() + i * d, d);
  });
  for (size_t c = 0; c < classes_; ++c) {
    const auto n = static_cast<float>(std::max<size_t>(1, std::min(counts[c], most)));
    kernels::table().scale(means.data() + c * d, 1 / n, d);
    kernels::table().add(middle.data(), means.data() + c * d, d);
  }
  kernels::table().scale(middle.data(), 1 / static_cast<float>(classes_), d);
  // -|x - m|^2 / 2 of each mean m, but for what all classes share: x.m - m.m / 2, from the middle of them all.
  double spread = 0;
  for (size_t c = 0; c < classes_; ++c)
    for (size_t j = 0; j < d; ++j) {
      means[c * d + j] -= middle[j];
      spread += double{means[c * d + j]} * means[c * d + j];
    }
  const auto scale =
      static_cast<float>(kStartLogit * static_cast<double>(classes_) / (spread + 1e-9));
  for (size_t c = 0; c < classes_; ++c) {
    float* const w = weight_.values() + c * d;
    const float* const m = means.data() + c * d;
    for (size_t j = 0; j < d; ++j) w[j] = scale * m[j];
    bias_.values()[c] =
        -scale * (kernels::table().dot(m, m, d) / 2 + kernels::table().dot(m, middle.data(), d));
  }
}

std::vector<float> ClassObjective::logits(Network& network,
                                          std::span<const TokenExample> examples) {
  std::vector<float> all(examples.size() * classes_);
  Linear head(&weight_);
  head.bias = &bias_;
  head.exact = true;
  in_batches(examples, [&](size_t first, size_t count, const Batch& batch) {
    const std::vector<float> rows = pooled(network, batch);
    head.forward(rows.data(), count, all.data() + first * classes_, classes_, network.compute());
  });
  return all;
}

double ClassObjective::score(Network& network) {
  std::vector<float> found = logits(network, held_out_);
  std::vector<uint32_t> labels;
  size_t right = 0;
  for (size_t i = 0; i < held_out_.size(); ++i) {
    const float* row = found.data() + i * classes_;
    right += static_cast<size_t>(std::max_element(row, row + classes_) - row) == held_out_[i].label;
    labels.push_back(held_out_[i].label);
  }
  const double n = static_cast<double>(std::max<size_t>(1, held_out_.size()));
  const double loss = class_loss(found, classes_, labels, {}, 0, 1, nullptr) / n;
  return static_cast<double>(right) / n - 1e-4 * loss;
}

LanguageObjective::LanguageObjective(std::vector<TokenExample> train,
                                     std::vector<TokenExample> held_out)
    : train_(std::move(train)), held_out_(std::move(held_out)) {}

double LanguageObjective::learn(Network& network, std::span<const uint32_t> picks) {
  Batch batch;
  std::vector<const TokenExample*> examples;
  for (uint32_t i : picks) {
    batch.add(train_[i].tokens);
    examples.push_back(&train_[i]);
  }
  size_t count = 0;
  const std::vector<TokenId> targets = language_targets(batch, examples, count);
  if (count == 0) return 0;
  const float* hidden = network.forward(batch);
  std::vector<float> dhidden(batch.tokens.size() * network.config().width);
  const Teacher teacher{teacher_, teacher_ ? teacher_->forward(batch) : nullptr, teacher_weight_};
  const double loss = next_token_loss(network, hidden, targets, 1.0f / static_cast<float>(count),
                                      dhidden.data(), teacher_ ? &teacher : nullptr);
  network.backward(dhidden.data());
  return loss;
}

void LanguageObjective::set_teacher(Network& teacher, const ModelConfig& student, float weight) {
  if (teacher.config().vocabulary != student.vocabulary)
    throw Error(Code::bad_argument, msg::kTrainTeacher, teacher.config().vocabulary,
                student.vocabulary);
  teacher_ = &teacher;
  teacher_weight_ = weight;
}

double LanguageObjective::score(Network& network) {
  double sum = 0;
  size_t all = 0;
  in_batches(held_out_, [&](size_t first, size_t n, const Batch& batch) {
    std::vector<const TokenExample*> examples;
    for (size_t i = 0; i < n; ++i) examples.push_back(&held_out_[first + i]);
    size_t count = 0;
    const std::vector<TokenId> targets = language_targets(batch, examples, count);
    sum += next_token_loss(network, network.forward(batch), targets, 1, nullptr);
    all += count;
  });
  return -sum / static_cast<double>(std::max<size_t>(1, all));
}

PairObjective::PairObjective(std::vector<TokenExample> train, std::vector<TokenExample> held_out,
                             float temperature, const TokenDropout& dropout)
    : train_(std::move(train)),
      held_out_(std::move(held_out)),
      temperature_(temperature),
      dropout_(dropout) {
  TB_ASSERT(train_.size() % 2 == 0 && held_out_.size() % 2 == 0);
}

// Both directions: each first text among the second ones, and the other way round.
double PairObjective::learn(Network& network, std::span<const uint32_t> picks) {
  const size_t n = picks.size(), d = network.config().width;
  Batch batch;
  for (uint32_t i : picks) batch.add(dropout_(train_[2 * i].tokens, step_, 2 * i));
  for (uint32_t i : picks) batch.add(dropout_(train_[2 * i + 1].tokens, step_, 2 * i + 1));
  const float* hidden = network.forward(batch);
  std::vector<float> rows(2 * n * d), drows(2 * n * d, 0.0f);
  pool_rows(network.config(), batch.starts, hidden, rows.data());
  const std::vector<float> lengths = normalize(rows, d);
  std::vector<float> cosines(n * n), logits(n * n), slopes(n * n), dcosines(n * n, 0.0f);
  std::vector<uint32_t> own(n);
  for (size_t i = 0; i < n; ++i) own[i] = static_cast<uint32_t>(i);
  for (size_t i = 0; i < n; ++i)
    for (size_t j = 0; j < n; ++j)
      cosines[i * n + j] = kernels::table().dot(rows.data() + i * d, rows.data() + (n + j) * d, d);
  double loss = 0;
  const float share = 0.5f / static_cast<float>(n);
  for (const bool across : {false, true}) {
    for (size_t i = 0; i < n; ++i)
      for (size_t j = 0; j < n; ++j)
        logits[i * n + j] = cosines[across ? j * n + i : i * n + j] / temperature_;
    loss += class_loss(logits, n, own, {}, 0, share, slopes.data());
    for (size_t i = 0; i < n; ++i)
      for (size_t j = 0; j < n; ++j)
        dcosines[across ? j * n + i : i * n + j] += slopes[i * n + j] / temperature_;
  }
  for (size_t i = 0; i < n; ++i)
    for (size_t j = 0; j < n; ++j)
      for (size_t k = 0; k < d; ++k) {
        drows[i * d + k] += dcosines[i * n + j] * rows[(n + j) * d + k];
        drows[(n + j) * d + k] += dcosines[i * n + j] * rows[i * d + k];
      }
  normalize_backward(rows, lengths, drows, d);
  std::vector<float> dhidden(batch.tokens.size() * d);
  pool_rows_backward(network.config(), batch.starts, drows.data(), dhidden.data());
  network.backward(dhidden.data());
  return loss;
}

double PairObjective::score(Network& network) {
  const size_t n = held_out_.size() / 2, d = network.config().width;
  if (n == 0) return 0;
  std::vector<float> rows(2 * n * d);
  in_batches(held_out_, [&](size_t first, size_t, const Batch& batch) {
    pool_rows(network.config(), batch.starts, network.forward(batch), rows.data() + first * d);
  });
  normalize(rows, d);
  size_t right = 0;
  for (size_t i = 0; i < n; ++i) {
    size_t best = 0;
    float top = -2;
    for (size_t j = 0; j < n; ++j) {
      const float c =
          kernels::table().dot(rows.data() + 2 * i * d, rows.data() + (2 * j + 1) * d, d);
      if (c > top) top = c, best = j;
    }
    right += best == i;
  }
  return static_cast<double>(right) / static_cast<double>(n);
}

}  // namespace tinybrain
