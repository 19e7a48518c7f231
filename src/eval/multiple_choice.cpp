#include "eval/multiple_choice.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/model.h"

namespace tinybrain {
namespace {

// Tokens of the option after those of the prompt. Where both together are split another way at the seam than
// apart, the harness lets the prompt keep its own split.
std::vector<TokenId> option_tokens(const Tokenizer& tokenizer, std::string_view prompt,
                                   size_t prompt_tokens, const std::string& option) {
  const std::vector<TokenId> whole = tokenizer.encode(std::string(prompt) + option, true);
  const size_t end = whole.size() - tokenizer.spec().add_eos;
  if (end > prompt_tokens)
    return {whole.begin() + static_cast<std::ptrdiff_t>(prompt_tokens),
            whole.begin() + static_cast<std::ptrdiff_t>(end)};
  return tokenizer.encode(option, false);  // the seam swallowed it
}

}  // namespace

ChoiceScores score_choices(Session& session, std::string_view prompt,
                           std::span<const std::string> options) {
  const Tokenizer& tokenizer = session.model().tokenizer();
  const TokenizerSpec& spec = tokenizer.spec();
  const size_t last = prompt.find_last_not_of(" \t\n\r");
  const std::string_view kept = prompt.substr(0, last == prompt.npos ? 0 : last + 1);
  const std::string seam = std::string(prompt.substr(kept.size())) + " ";
  std::vector<TokenId> context = tokenizer.encode(kept, true);
  if (spec.add_eos && !context.empty()) context.pop_back();
  ChoiceScores scores;
  std::vector<std::vector<TokenId>> tokens;
  size_t longest = 0;
  for (size_t i = 0; i < options.size(); ++i) {
    if (options[i].empty()) throw Error(Code::bad_argument, msg::kSessionLabel, i + 1);
    tokens.push_back(option_tokens(tokenizer, kept, context.size(), seam + options[i]));
    longest = std::max(longest, tokens.back().size());
  }
  // An empty prompt: whatever marks the beginning of a text, else its end.
  if (context.empty()) context.push_back(spec.bos >= 0 ? spec.bos : std::max(spec.eos, 0));
  if (longest < session.context() && context.size() + longest > session.context()) {
    context.erase(context.begin(), context.end() - (session.context() - longest));
    scores.cut = true;
  }
  scores.log_likelihood = session.score(context, tokens);
  const auto by_bytes = [&](size_t i) {
    return scores.log_likelihood[i] / static_cast<double>(options[i].size());
  };
  for (uint32_t i = 1; i < options.size(); ++i) {
    if (scores.log_likelihood[i] > scores.log_likelihood[scores.best]) scores.best = i;
    if (by_bytes(i) > by_bytes(scores.best_by_bytes)) scores.best_by_bytes = i;
  }
  return scores;
}

}  // namespace tinybrain
