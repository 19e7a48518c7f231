// Sampling, in the order of llama.cpp's default chain: bias, penalties, DRY, top-k, typical, top-p, min-p,
// temperature, draw. Ties go to the lower id.
#include "generate/sampler.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.h"
#include "base/messages/model.h"

namespace tinybrain {
namespace {

constexpr float kNever = -std::numeric_limits<float>::infinity();

bool better(const Candidate& a, const Candidate& b) {
  return a.logit > b.logit || (a.logit == b.logit && a.token < b.token);
}

// Probabilities of candidates that are sorted best first.
std::vector<double> probabilities(const std::vector<Candidate>& c) {
  std::vector<double> p(c.size());
  double sum = 0;
  for (size_t i = 0; i < c.size(); ++i) sum += p[i] = std::exp(double{c[i].logit} - c[0].logit);
  for (double& v : p) v /= sum;
  return p;
}

// The `count` best, sorted. One pass: most tokens fail one comparison with the worst kept.
std::vector<Candidate> best(std::span<const float> logits, size_t count) {
  std::vector<Candidate> heap;
  heap.reserve(count + 1);
  float worst = kNever;
  for (size_t i = 0; i < logits.size(); ++i) {
    const float v = logits[i];
    if (heap.size() == count && !(v > worst)) continue;
    if (v == kNever || std::isnan(v)) continue;
    if (heap.size() == count) {
      std::pop_heap(heap.begin(), heap.end(), better);
      heap.pop_back();
    }
    heap.push_back({static_cast<TokenId>(i), v});
    std::push_heap(heap.begin(), heap.end(), better);
    if (heap.size() == count) worst = heap.front().logit;
  }
  std::sort(heap.begin(), heap.end(), better);
  return heap;
}

void keep_typical(std::vector<Candidate>& c, float typical_p) {
  const std::vector<double> p = probabilities(c);
  double entropy = 0;
  for (double v : p)
    if (v > 0) entropy -= v * std::log(v);
  std::vector<size_t> order(c.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto distance = [&](size_t i) { return std::abs(-std::log(p[i]) - entropy); };
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return distance(a) < distance(b); });
  std::vector<Candidate> kept;
  double sum = 0;
  for (size_t i : order) {
    kept.push_back(c[i]);
    sum += p[i];
    if (sum >= typical_p) break;
  }
  std::sort(kept.begin(), kept.end(), better);
  c = std::move(kept);
}

void keep_top_p(std::vector<Candidate>& c, float top_p) {
  const std::vector<double> p = probabilities(c);
  double sum = 0;
  for (size_t i = 0; i < c.size(); ++i) {
    sum += p[i];
    if (sum >= top_p) {
      c.resize(i + 1);
      return;
    }
  }
}

void keep_min_p(std::vector<Candidate>& c, float min_p) {
  const double least = c[0].logit + std::log(double{min_p});
  size_t n = 1;
  while (n < c.size() && c[n].logit >= least) ++n;
  c.resize(n);
}

void in_range(const char* name, double v, double low, double high) {
  if (!(v >= low && v <= high))
    throw Error(Code::bad_argument, msg::kSamplingRange, name, v, low, high);
}

}  // namespace

double log_sum_exp(std::span<const float> logits) {
  float top = kNever;
  for (float v : logits) top = std::max(top, v);
  double sum = 0;
  for (float v : logits) sum += std::exp(double{v} - top);
  return top + std::log(sum);
}

void SamplingConfig::check(size_t vocabulary) const {
  constexpr double kMany = 1e9;
  in_range("temperature", temperature, 0, 100);
  in_range("top_k", top_k, 0, kMany);
  in_range("top_p", top_p, 0, 1);
  in_range("min_p", min_p, 0, 1);
  in_range("typical_p", typical_p, 0, 1);
  in_range("repeat_penalty", repeat_penalty, 0.01, 100);
  in_range("presence_penalty", presence_penalty, -100, 100);
  in_range("frequency_penalty", frequency_penalty, -100, 100);
  in_range("penalty_window", penalty_window, -1, kMany);
  in_range("dry_multiplier", dry_multiplier, 0, 100);
  in_range("dry_base", dry_base, 1, 10);
  in_range("dry_allowed_length", dry_allowed_length, 1, kMany);
  in_range("logprobs", logprobs, -1, 20);
  for (const auto& [token, bias] : biases) {
    in_range("logit bias token", token, 0, static_cast<double>(vocabulary) - 1);
    if (std::isnan(bias)) in_range("logit bias", bias, -100, 100);
  }
}

Sampler::Sampler(SamplingConfig config, std::vector<bool> breakers)
    : config_(std::move(config)), breakers_(std::move(breakers)), rng_(config_.seed) {}

void Sampler::penalize(std::span<float> logits, std::span<const TokenId> recent) {
  if (config_.repeat_penalty == 1 && config_.presence_penalty == 0 &&
      config_.frequency_penalty == 0)
    return;
  std::vector<TokenId> sorted(recent.begin(), recent.end());
  std::sort(sorted.begin(), sorted.end());
  for (size_t i = 0; i < sorted.size();) {
    size_t end = i;
    while (end < sorted.size() && sorted[end] == sorted[i]) ++end;
    if (static_cast<size_t>(sorted[i]) < logits.size()) {
      float& v = logits[static_cast<size_t>(sorted[i])];
      v = v > 0 ? v / config_.repeat_penalty : v * config_.repeat_penalty;
      v -= config_.presence_penalty + config_.frequency_penalty * static_cast<float>(end - i);
    }
    i = end;
  }
}

// "Don't repeat yourself" (p-e-w, text-generation-webui #5677): a token that would continue a sequence seen
// before loses multiplier * base^(length - allowed), length = how much of the sequence has been repeated.
void Sampler::dry(std::span<float> logits, std::span<const TokenId> recent) const {
  if (config_.dry_multiplier == 0 || recent.size() < 2) return;
  const size_t n = recent.size();
  const auto breaks = [&](TokenId t) {
    return static_cast<size_t>(t) < breakers_.size() && breakers_[static_cast<size_t>(t)];
  };
  // match[i] = length of the longest common suffix of recent[0..i] and recent, by the Z algorithm on the
  // reversed text: linear, however repetitive the text is.
  std::vector<size_t> z(n, 0);
  const auto at = [&](size_t i) { return recent[n - 1 - i]; };
  for (size_t i = 1, left = 0, right = 0; i < n; ++i) {
    if (i < right) z[i] = std::min(right - i, z[i - left]);
    while (i + z[i] < n && at(z[i]) == at(i + z[i])) ++z[i];
    if (i + z[i] > right) {
      left = i;
      right = i + z[i];
    }
  }
  size_t limit = 0;  // a repeat does not reach back over a breaker
  while (limit < n && !breaks(at(limit))) ++limit;
  std::vector<std::pair<TokenId, size_t>> longest;
  for (size_t i = 1; i < n; ++i) {
    const size_t length = std::min(z[i], limit);
    if (length >= static_cast<size_t>(config_.dry_allowed_length) && !breaks(at(i - 1)))
      longest.emplace_back(at(i - 1), length);
  }
  std::sort(longest.begin(), longest.end());
  for (size_t i = 0; i < longest.size(); ++i) {
    if (i + 1 < longest.size() && longest[i + 1].first == longest[i].first)
      continue;  // a longer one follows
    const auto [token, length] = longest[i];
    const double penalty =
        config_.dry_multiplier *
        std::pow(double{config_.dry_base}, double(length) - config_.dry_allowed_length);
    if (static_cast<size_t>(token) < logits.size())
      logits[static_cast<size_t>(token)] -= static_cast<float>(std::min(penalty, 1e6));
  }
}

std::vector<Candidate> Sampler::shortlist(std::span<const float> logits) const {
  size_t count = config_.top_k > 0 ? static_cast<size_t>(config_.top_k) : logits.size();
  count = std::clamp<size_t>(count, 1, logits.size());
  std::vector<Candidate> c = best(logits, count);
  if (c.empty()) return c;
  if (config_.typical_p < 1) keep_typical(c, config_.typical_p);
  if (config_.top_p < 1) keep_top_p(c, config_.top_p);
  if (config_.min_p > 0) keep_min_p(c, config_.min_p);
  return c;
}

TokenId Sampler::draw(std::vector<Candidate> candidates) {
  for (Candidate& c : candidates) c.logit /= config_.temperature;
  const std::vector<double> p = probabilities(candidates);
  double left = rng_.uniform();
  for (size_t i = 0; i < p.size(); ++i) {
    left -= p[i];
    if (left < 0) return candidates[i].token;
  }
  return candidates.back().token;
}

Choice Sampler::choose(std::span<float> logits, std::span<const TokenId> history) {
  Choice choice;
  double normalizer = 0;
  std::vector<float> plain;
  if (config_.logprobs >= 0) {
    normalizer = log_sum_exp(logits);
    plain.assign(logits.begin(), logits.end());
    if (config_.logprobs > 0) {
      choice.alternatives = best(logits, static_cast<size_t>(config_.logprobs));
      for (Candidate& c : choice.alternatives) c.logit = static_cast<float>(c.logit - normalizer);
    }
  }
  for (const auto& [token, bias] : config_.biases) logits[static_cast<size_t>(token)] += bias;
  const size_t window = config_.penalty_window < 0
                            ? history.size()
                            : std::min(history.size(), static_cast<size_t>(config_.penalty_window));
  const std::span<const TokenId> recent = history.last(window);
  penalize(logits, recent);
  dry(logits, recent);
  if (config_.temperature <= 0) {
    const std::vector<Candidate> c = best(logits, 1);
    choice.token = c.empty() ? 0 : c[0].token;
  } else {
    std::vector<Candidate> c = shortlist(logits);
    choice.token = c.empty() ? 0 : draw(std::move(c));
  }
  if (config_.logprobs >= 0)
    choice.logprob = static_cast<float>(plain[static_cast<size_t>(choice.token)] - normalizer);
  return choice;
}

}  // namespace tinybrain
