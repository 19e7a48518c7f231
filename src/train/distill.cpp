#include "train/distill.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

#include "base/error.h"
#include "base/messages/train.h"
#include "tensor/gguf.h"

namespace tinybrain {
namespace {

constexpr size_t kAskTokens = 1024;  // in one pass of the teacher
constexpr float kLeast = -60;        // log of what counts as impossible: keeps products finite
constexpr int64_t kVersion = 1;

// The `count` largest of row[v], largest first; equal ones by their number.
void take_largest(const float* row, size_t v, uint32_t count, uint32_t* tokens,
                  std::vector<uint32_t>& order) {
  order.resize(v);
  std::iota(order.begin(), order.end(), 0u);
  const auto before = [row](uint32_t a, uint32_t b) {
    return row[a] > row[b] || (row[a] == row[b] && a < b);
  };
  std::nth_element(order.begin(), order.begin() + (count - 1), order.end(), before);
  std::sort(order.begin(), order.begin() + count, before);
  std::copy_n(order.begin(), count, tokens);
}

// Log probabilities of the listed outcomes and, last, of all others together.
std::vector<double> with_rest(const float* logs, size_t count) {
  std::vector<double> all(count + 1);
  double sum = 0;
  for (size_t i = 0; i < count; ++i) {
    all[i] = std::max(logs[i], kLeast);
    sum += std::exp(all[i]);
  }
  all[count] = std::max(std::log(std::max(1 - sum, 0.0)), double{kLeast});
  return all;
}

// The divergence over those outcomes; row[v], the student's logits over the temperature, becomes its gradient.
double divergence(float* row, size_t v, const uint32_t* tokens, const float* logs, size_t count,
                  bool reverse) {
  float largest = row[0];
  for (size_t j = 1; j < v; ++j) largest = std::max(largest, row[j]);
  double sum = 0;
  for (size_t j = 0; j < v; ++j) sum += std::exp(row[j] - largest);
  const double log_sum = largest + std::log(sum);
  const std::vector<double> p = with_rest(logs, count);
  std::vector<double> q(count + 1);
  double listed = 0;
  for (size_t i = 0; i < count; ++i) {
    q[i] = row[tokens[i]] - log_sum;
    listed += std::exp(q[i]);
  }
  q[count] = std::max(std::log(std::max(1 - listed, 0.0)), double{kLeast});
  double loss = 0;
  for (size_t i = 0; i <= count; ++i)
    loss += reverse ? std::exp(q[i]) * (q[i] - p[i]) : std::exp(p[i]) * (p[i] - q[i]);
  // d/dz_j: forward q_j - p_j, the rest's p shared as q is in it; reverse q_j (log q/p of its outcome - loss).
  const auto slope = [&](double own, size_t i) {
    return reverse ? own * (q[i] - p[i] - loss) : own - std::exp(p[i] - q[i]) * own;
  };
  std::vector<double> special(count);
  for (size_t i = 0; i < count; ++i) special[i] = slope(std::exp(q[i]), i);
  // slope() is linear in `own`, so that the rest's is a factor.
  const auto factor = static_cast<float>(slope(1, count) / sum);
  for (size_t j = 0; j < v; ++j) row[j] = factor * std::exp(row[j] - largest);
  for (size_t i = 0; i < count; ++i) row[tokens[i]] = static_cast<float>(special[i]);
  return loss;
}

Error damaged(const std::filesystem::path& path) {
  return Error(Code::bad_file, msg::kTrainExpectationsDamaged, path.string());
}

}  // namespace

Expectations Expectations::of(Network& teacher, std::span<const TokenExample> texts, uint32_t count,
                              float temperature,
                              const std::function<bool(uint64_t, uint64_t)>& progress) {
  TB_ASSERT(count > 0 && temperature > 0);
  Expectations e;
  e.vocabulary_ = teacher.config().vocabulary;
  e.count_ = std::min(count, e.vocabulary_ - 1);
  e.temperature_ = temperature;
  for (const TokenExample& text : texts)
    e.starts_.push_back(e.starts_.back() + (text.tokens.empty() ? 0 : text.tokens.size() - 1));
  e.tokens_.resize(e.starts_.back() * e.count_);
  e.logs_.resize(e.tokens_.size());
  for (size_t first = 0; first < texts.size();) {
    if (progress && !progress(first, texts.size()))
      throw Error(Code::cancelled, msg::kTrainStopped);
    Batch batch;
    const size_t begin = first;
    do batch.add(texts[first++].tokens);
    while (first < texts.size() && batch.tokens.size() + texts[first].tokens.size() <= kAskTokens);
    const std::vector<uint32_t> rows = rows_with_target(next_tokens(batch));
    uint32_t* const tokens = e.tokens_.data() + e.starts_[begin] * e.count_;
    float* const logs = e.logs_.data() + e.starts_[begin] * e.count_;
    const RowLoss keep = [&](size_t i, float* row) {
      const size_t v = e.vocabulary_;
      std::vector<uint32_t> order;
      take_largest(row, v, e.count_, tokens + i * e.count_, order);
      const float largest = row[order[0]];
      double sum = 0;
      for (size_t j = 0; j < v; ++j) sum += std::exp((row[j] - largest) / temperature);
      for (size_t j = 0; j < e.count_; ++j)
        logs[i * e.count_ + j] =
            static_cast<float>((row[order[j]] - largest) / temperature - std::log(sum));
      return 0.0;
    };
    head_losses(teacher, teacher.forward(batch), batch.tokens.size(), rows, keep, nullptr);
  }
  return e;
}

void Expectations::save(const std::filesystem::path& path, const std::string& fingerprint) const {
  GgufWriter writer;
  writer.set("general.architecture", std::string("tinybrain-expectations"));
  writer.set("expectations.version", static_cast<uint32_t>(kVersion));
  writer.set("expectations.fingerprint", fingerprint);
  writer.set("expectations.vocabulary", vocabulary_);
  writer.set("expectations.count", count_);
  writer.set("expectations.temperature", temperature_);
  std::vector<int32_t> rows;
  for (size_t i = 0; i < texts(); ++i) rows.push_back(static_cast<int32_t>(this->rows(i)));
  writer.set("expectations.rows", rows);
  // Tokens as floats, which are exact up to 2^24: the format's tensors know no integers here.
  writer.declare("tokens", DType::f32, {tokens_.size()});
  writer.declare("logs", DType::f32, {logs_.size()});
  const std::vector<float> tokens(tokens_.begin(), tokens_.end());
  AtomicFile file(path);
  writer.write(file, [&](size_t i, const GgufWriter::Sink& sink) {
    sink(i == 0 ? tokens.data() : logs_.data(), logs_.size() * sizeof(float));
  });
  file.commit();
}

std::optional<Expectations> Expectations::load(const std::filesystem::path& path,
                                               const std::string& fingerprint) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return std::nullopt;
  const MappedFile file(path);
  const Gguf gguf = Gguf::parse(file.bytes());
  if (gguf.get_int("expectations.version") != kVersion ||
      gguf.get_string("expectations.fingerprint").value_or("") != fingerprint)
    return std::nullopt;
  const int64_t count = gguf.get_int("expectations.count").value_or(0);
  const int64_t vocabulary = gguf.get_int("expectations.vocabulary").value_or(0);
  Expectations e;
  e.temperature_ = static_cast<float>(gguf.get_float("expectations.temperature").value_or(0));
  if (vocabulary < 2 || vocabulary > (1 << 24) || count < 1 || count >= vocabulary ||
      !(e.temperature_ > 0) || !std::isfinite(e.temperature_))
    throw damaged(path);
  e.count_ = static_cast<uint32_t>(count);
  e.vocabulary_ = static_cast<uint32_t>(vocabulary);
  for (int64_t rows : gguf.get_ints("expectations.rows")) {
    if (rows < 0 || rows > INT32_MAX) throw damaged(path);
    e.starts_.push_back(e.starts_.back() + static_cast<size_t>(rows));
  }
  const GgufTensor *tokens = gguf.find_tensor("tokens"), *logs = gguf.find_tensor("logs");
  for (const GgufTensor* t :
       {tokens, logs})  // rows: below 2^31 each, as many as the file has bytes at most
    if (!t || t->dtype != DType::f32 || t->elements() % e.count_ != 0 ||
        t->elements() / e.count_ != e.starts_.back())
      throw damaged(path);
  e.logs_.resize(tokens->elements());
  std::memcpy(e.logs_.data(), tokens->data.data(), e.logs_.size() * sizeof(float));
  for (float token : e.logs_) {
    if (!(token >= 0 && token < static_cast<float>(vocabulary)) || token != std::floor(token))
      throw damaged(path);
    e.tokens_.push_back(static_cast<uint32_t>(token));
  }
  std::memcpy(e.logs_.data(), logs->data.data(), e.logs_.size() * sizeof(float));
  for (float log : e.logs_)
    if (!(log <= 0)) throw damaged(path);
  return e;
}

DistillObjective::DistillObjective(const ModelConfig& student, std::vector<TokenExample> train,
                                   std::vector<TokenExample> held_out, Expectations expected,
                                   const DistillOptions& options)
    : train_(std::move(train)),
      language_({}, std::move(held_out)),
      expected_(std::move(expected)),
      options_(options) {
  if (expected_.vocabulary() != student.vocabulary)
    throw Error(Code::bad_argument, msg::kTrainTeacher, expected_.vocabulary(), student.vocabulary);
  bool same = expected_.texts() == train_.size();
  for (size_t i = 0; same && i < train_.size(); ++i)
    same = expected_.rows(i) + 1 == std::max<size_t>(1, train_[i].tokens.size());
  if (!same) throw Error(Code::bad_argument, msg::kTrainExpectations);
}

double DistillObjective::learn(Network& network, std::span<const uint32_t> picks) {
  Batch batch;
  std::vector<TokenId> targets;
  std::vector<std::pair<uint32_t, uint32_t>> places;  // of each row: text, token
  for (uint32_t i : picks) {
    const TokenExample& e = train_[i];
    batch.add(e.tokens);
    for (size_t t = 1; t <= e.tokens.size(); ++t) {
      targets.push_back(t < e.tokens.size() && t >= e.learn_from ? e.tokens[t] : kNoTarget);
      if (targets.back() != kNoTarget) places.emplace_back(i, static_cast<uint32_t>(t - 1));
    }
  }
  if (places.empty()) return 0;
  const std::vector<uint32_t> rows = rows_with_target(targets);
  const size_t v = network.config().vocabulary;
  const float scale = 1.0f / static_cast<float>(rows.size()), temperature = expected_.temperature();
  const RowLoss row_loss = [&](size_t i, float* row) {
    const auto [text, at] = places[i];
    const auto target = static_cast<size_t>(targets[rows[i]]);
    // Of the text's own token, at temperature 1.
    std::vector<float> own(row, row + v);
    float largest = own[0];
    for (size_t j = 1; j < v; ++j) largest = std::max(largest, own[j]);
    double sum = 0;
    for (size_t j = 0; j < v; ++j) sum += std::exp(own[j] - largest);
    const double token_loss = largest + std::log(sum) - own[target];
    kernels::table().softmax(own.data(), v);
    own[target] -= 1;
    kernels::table().scale(row, 1 / temperature, v);
    const double taught = divergence(row, v, expected_.tokens(text, at), expected_.logs(text, at),
                                     expected_.count(), options_.reverse);
    // Times the temperature's square, so that the slopes are as large as at 1.
    const float w = options_.weight;
    for (size_t j = 0; j < v; ++j) row[j] = scale * (w * temperature * row[j] + (1 - w) * own[j]);
    return w * temperature * temperature * taught + (1 - w) * token_loss;
  };
  std::vector<float> dhidden(batch.tokens.size() * network.config().width);
  const float* const hidden = network.forward(batch);
  double loss = 0;
  for (double l : head_losses(network, hidden, batch.tokens.size(), rows, row_loss, dhidden.data()))
    loss += l * scale;
  network.backward(dhidden.data());
  return loss;
}

}  // namespace tinybrain
