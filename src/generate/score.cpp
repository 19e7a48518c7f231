// Choosing among answers: every label is a branch after the prompt, and all branches run in one pass. They
// share the prompt's pages; only the rows of the last page, which is not full, are copied.
#include "base/error.h"
#include "base/messages/model.h"
#include "generate/session.h"

namespace tinybrain {
namespace {

double log_probability(std::span<const float> logits, TokenId token) {
  return logits[static_cast<size_t>(token)] - log_sum_exp(logits);
}

}  // namespace

std::vector<double> Session::score(const ChatRequest& request,
                                   std::span<const std::string> labels) {
  const Busy busy(busy_);
  Reply unused;
  uint32_t keep = 0;
  return score_tokens(fit_messages(request, 0, unused, keep), tokens_of(labels), true);
}

std::vector<double> Session::score(std::string_view prompt, std::span<const std::string> labels) {
  const Busy busy(busy_);
  return score_tokens(model_.tokenizer().encode(prompt, true), tokens_of(labels), true);
}

std::vector<double> Session::score(std::span<const TokenId> prompt,
                                   std::span<const std::vector<TokenId>> continuations) {
  const Busy busy(busy_);
  return score_tokens(prompt, continuations, false);
}

std::vector<std::vector<TokenId>> Session::tokens_of(std::span<const std::string> labels) const {
  std::vector<std::vector<TokenId>> tokens;
  for (const std::string& label : labels) tokens.push_back(model_.tokenizer().encode(label, false));
  return tokens;
}

// log P(label) = sum of log P(token | prompt, tokens before), and of the end after the last one if asked for.
std::vector<double> Session::score_tokens(std::span<const TokenId> prompt,
                                          std::span<const std::vector<TokenId>> labels,
                                          bool with_end) {
  require_fit(prompt.size());
  const TokenizerSpec& spec = model_.tokenizer().spec();
  const TokenId end = !with_end ? -1 : spec.eot >= 0 ? spec.eot : spec.eos;
  for (size_t i = 0; i < labels.size(); ++i) {
    const size_t n = labels[i].size();
    if (n == 0) throw Error(Code::bad_argument, msg::kSessionLabel, i + 1);
    if (prompt.size() + n > cache_.context() || n > Workspace::kMaxBatch)
      throw Error(Code::context_full, msg::kSessionTooLong, prompt.size() + n, cache_.context(),
                  model_.config().context);
  }
  cancelled_ = false;
  Reply unused;
  if (!prefill(prompt, unused)) throw Error(Code::cancelled, msg::kCancelled);
  const size_t choices = model_.choices(), v = model_.config().vocabulary;
  std::vector<double> scores(labels.size());
  for (size_t i = 0; i < labels.size(); ++i)
    scores[i] = log_probability({logits_row(0), choices}, labels[i][0]);
  // What runs of a label: its last token only for the end after it.
  const auto rows_of = [&](size_t i) { return labels[i].size() - (end < 0); };
  std::vector<float> logits;
  for (size_t first = 0; first < labels.size();) {
    // As many branches as one pass takes.
    size_t last = first, rows = 0;
    while (last < labels.size() && rows + rows_of(last) <= Workspace::kMaxBatch)
      rows += rows_of(last++);
    logits.resize(rows * v);
    std::vector<std::unique_ptr<KvCache>> caches;
    std::vector<Sequence> batch;
    float* at = logits.data();
    for (size_t i = first; i < last; ++i) {
      if (rows_of(i) == 0) continue;
      caches.push_back(
          std::make_unique<KvCache>(cache_.fork(static_cast<uint32_t>(prompt.size()))));
      batch.push_back({caches.back().get(), &rope_, static_cast<uint32_t>(prompt.size()),
                       std::span(labels[i]).first(rows_of(i)), rows_of(i), at});
      if (adapter_) batch.back().adapter = &adapter_->weights;
      at += rows_of(i) * v;
    }
    if (!batch.empty()) model_.engine().run(batch);
    const float* row = logits.data();
    for (size_t i = first; i < last; ++i) {
      for (size_t j = 0; j < rows_of(i); ++j, row += v)
        scores[i] +=
            log_probability({row, choices}, j + 1 < labels[i].size() ? labels[i][j + 1] : end);
    }
    first = last;
  }
  return scores;
}

}  // namespace tinybrain
