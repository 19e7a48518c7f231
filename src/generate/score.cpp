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

struct Branch {
  std::vector<TokenId> tokens;
  std::unique_ptr<KvCache> cache;
};

}  // namespace

std::vector<double> Session::score(const ChatRequest& request,
                                   std::span<const std::string> labels) {
  const Busy busy(busy_);
  Reply unused;
  uint32_t keep = 0;
  return score_tokens(fit_messages(request, 0, unused, keep), labels);
}

std::vector<double> Session::score(std::string_view prompt, std::span<const std::string> labels) {
  const Busy busy(busy_);
  return score_tokens(model_.tokenizer().encode(prompt, true), labels);
}

// log P(label) = sum of log P(token | prompt, tokens before), and of the end after the last one.
std::vector<double> Session::score_tokens(const std::vector<TokenId>& prompt,
                                          std::span<const std::string> labels) {
  require_fit(prompt.size());
  const Tokenizer& tokenizer = model_.tokenizer();
  const TokenId end = tokenizer.spec().eot >= 0 ? tokenizer.spec().eot : tokenizer.spec().eos;
  std::vector<Branch> branches(labels.size());
  for (size_t i = 0; i < labels.size(); ++i) {
    branches[i].tokens = tokenizer.encode(labels[i], false);
    if (branches[i].tokens.empty()) throw Error(Code::bad_argument, msg::kSessionLabel, i + 1);
    const size_t n = branches[i].tokens.size();
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
    scores[i] = log_probability({logits_row(0), choices}, branches[i].tokens[0]);
  std::vector<float> logits;
  for (size_t first = 0; first < branches.size();) {
    // As many branches as one pass takes.
    size_t last = first, rows = 0;
    while (last < branches.size() && rows + branches[last].tokens.size() <= Workspace::kMaxBatch)
      rows += branches[last++].tokens.size();
    logits.resize(rows * v);
    std::vector<Sequence> batch;
    float* at = logits.data();
    for (size_t i = first; i < last; ++i) {
      Branch& b = branches[i];
      b.cache = std::make_unique<KvCache>(cache_.fork(static_cast<uint32_t>(prompt.size())));
      batch.push_back({b.cache.get(), &rope_, static_cast<uint32_t>(prompt.size()), b.tokens,
                       b.tokens.size(), at});
      at += b.tokens.size() * v;
    }
    model_.engine().run(batch);
    for (size_t i = first; i < last; ++i) {
      const std::vector<TokenId>& t = branches[i].tokens;
      const float* row = batch[i - first].logits;
      for (size_t j = 1; j < t.size(); ++j, row += v)
        scores[i] += log_probability({row, choices}, t[j]);
      if (end >= 0) scores[i] += log_probability({row, choices}, end);
      branches[i].cache.reset();
    }
    first = last;
  }
  return scores;
}

}  // namespace tinybrain
