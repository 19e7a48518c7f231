// Perplexity over chunks of a text.
#include "eval/perplexity.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/error.h"
#include "base/messages/model.h"

namespace tinybrain {
namespace {

double negative_log_likelihood(const float* logits, size_t vocabulary, TokenId token) {
  const float top = *std::max_element(logits, logits + vocabulary);
  double sum = 0;
  for (size_t i = 0; i < vocabulary; ++i) sum += std::exp(logits[i] - top);
  return std::log(sum) + top - logits[token];
}

}  // namespace

Perplexity measure_perplexity(LoadedModel& model, std::string_view text, uint32_t context,
                              uint32_t chunks, kernels::KvType kv_type,
                              const std::function<bool(uint64_t, uint64_t)>& progress) {
  SessionConfig config;
  config.context = context;
  config.kv_type = kv_type;
  Session session(model, config);
  context = session.context();
  const std::vector<TokenId> ids = model.tokenizer().encode(text, true);
  if (ids.size() < 2 * size_t{context})
    throw Error(Code::bad_argument, msg::kPerplexityShort, ids.size(), 2 * size_t{context},
                context);
  const auto all = static_cast<uint32_t>(ids.size() / context);
  chunks = chunks == 0 ? all : std::min(chunks, all);
  const size_t vocabulary = model.config().vocabulary;
  const TokenizerSpec& spec = model.tokenizer().spec();
  std::vector<float> logits(size_t{context} * vocabulary);
  std::vector<double> losses(context);
  Perplexity result;
  result.chunks = chunks;
  double sum = 0, squares = 0;
  for (uint32_t i = 0; i < chunks; ++i) {
    if (progress && !progress(i, chunks)) throw Error(Code::cancelled, msg::kCancelled);
    std::vector<TokenId> chunk(ids.begin() + ptrdiff_t{i} * context,
                               ids.begin() + ptrdiff_t{i + 1} * context);
    if (spec.add_bos && spec.bos >= 0) chunk[0] = spec.bos;
    session.logits(chunk, logits.data());
    const size_t first = context / 2, last = context - 1;
    model.threads().run(last - first, 1, [&](size_t begin, size_t end, size_t) {
      for (size_t j = first + begin; j < first + end; ++j)
        losses[j] =
            negative_log_likelihood(logits.data() + j * vocabulary, vocabulary, chunk[j + 1]);
    });
    for (size_t j = first; j < last; ++j) {
      sum += losses[j];
      squares += losses[j] * losses[j];
    }
    result.tokens += last - first;
  }
  const double n = static_cast<double>(result.tokens), mean = sum / n;
  result.perplexity = std::exp(mean);
  result.error =
      n > 1 ? std::sqrt(std::max(0.0, squares / n - mean * mean) / (n - 1)) * result.perplexity : 0;
  if (progress) progress(chunks, chunks);
  return result;
}

}  // namespace tinybrain
