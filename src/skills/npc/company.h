// What the characters on one model share: the setting, how prompts are written, what a spoken line may hold.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "generate/session.h"
#include "grammar/matcher.h"
#include "model/rope.h"
#include "skills/npc/persona.h"
#include "skills/npc/view.h"

namespace tinybrain::skills::npc {

class Company {
 public:
  // {"setting": "...", "language": "en" or "ko", "context": 2048, "line_tokens": 24, "temperature": 0.7, "seed": 1}, all of
  // them optional. Error{bad_argument} names the entry; Error{unsupported}: the model does not write.
  Company(LoadedModel& model, const Json& options);

  LoadedModel& model() const { return model_; }
  Language language() const { return language_; }
  uint32_t context() const { return context_; }
  uint32_t line_tokens() const { return line_tokens_; }
  SamplingConfig sampling() const { return sampling_; }
  const Rope& rope() const { return rope_; }
  std::shared_ptr<KvPool> pool() const { return pool_; }

  // A conversation to the point where the character answers. The older of what it remembers is left out when it does not
  // fit. Error{context_full}: without that neither.
  std::vector<TokenId> prompt(const Persona& persona, const PlayerMemory& memory,
                              const std::string& scene, const std::string& player) const;
  // As far as it is the same whatever the player says.
  std::vector<TokenId> prompt_before(const Persona& persona, const PlayerMemory& memory,
                                     const std::string& scene) const;
  // "[open chest]"
  std::vector<TokenId> bracketed(const std::string& action) const;
  // Where a line begins. Its characters are visible ones, without brackets and what else marks something.
  Matcher line() const { return *line_; }

 private:
  std::vector<TokenId> encode(const Persona& persona, const PlayerMemory& memory, size_t facts,
                              size_t talk, const std::string& user) const;

  LoadedModel& model_;
  std::string setting_;
  Language language_ = Language::en;
  uint32_t context_ = 2048, line_tokens_ = 24;
  SamplingConfig sampling_;
  std::unique_ptr<Session> writer_;  // renders prompts
  Rope rope_;
  std::shared_ptr<KvPool> pool_;
  std::unique_ptr<Matcher> line_;
};

}  // namespace tinybrain::skills::npc
