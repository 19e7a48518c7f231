// Writing one reply: logits to tokens to text, guesses ahead checked, stops found, the window kept in bounds.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "generate/model_drafter.h"
#include "generate/session.h"
#include "generate/stop_strings.h"
#include "grammar/matcher.h"

namespace tinybrain {

class Generation {
 public:
  // The session's window holds `prompt`, its logits are in row 0. Fills `reply`.
  Generation(Session& session, std::vector<TokenId> prompt, uint32_t keep,
             const GenerateConfig& config, const Session::Stream& stream, Reply& reply);
  void run();

 private:
  bool choose();
  bool allow();
  bool take(TokenId token, const Choice* choice);
  bool advance();
  bool take_forced();
  bool show(const std::string& text, const Choice* choice);

  Session& s_;
  const Tokenizer& tokenizer_;
  const Session::Stream& stream_;
  Reply& reply_;
  uint32_t keep_, most_;
  std::vector<TokenId> history_;
  Sampler sampler_;
  Drafter drafter_;
  std::optional<ModelDrafter> model_drafter_;
  Utf8Stream utf8_;
  StopStrings stops_;
  std::optional<Matcher> matcher_;  // where the reply stands in its grammar
  bool may_force_;                  // tokens that must come need no choosing
  Choice choice_;
  // Tokens of the last pass: the one that was chosen, then guesses. logits_row(i) belongs to batch_[i]; the
  // guesses before row_ were right.
  std::vector<TokenId> batch_;
  size_t row_ = 0;
  bool by_model_ = false;  // whether model_drafter_ was asked for guesses
  double pass_seconds_ = 0;
};

}  // namespace tinybrain
