// The memory that listens: a message becomes a command that is done ("remember that ...", "forget my address", "what do you
// know about me?") or facts that are kept as far as granted; nothing else is kept, and nothing that the person did not say.
// Secrets are never kept. See src/vault/memory.h for what lies underneath.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "generate/loaded_model.h"
#include "vault/vault.h"

namespace tinybrain::memory {

struct HearOptions {
  std::vector<int64_t> last;         // what Heard::last was in this conversation
  std::optional<Language> language;  // of the reply; else the message's
};

struct Heard {
  enum class Command { none, remember, forget, recall, correct } command = Command::none;
  Language language = Language::en;
  std::vector<Memory> stored, superseded, erased, recalled;
  std::vector<std::string> not_granted;  // purposes
  std::vector<std::string> secrets;      // kinds, as redact calls them
  std::vector<Json> receipts;            // of what was erased
  std::vector<int64_t> last;             // ids of what this was about
  std::string reply;                     // with Command::none a remark, "" when nothing happened
};

// text: the person's own words. seed: nullptr, or a model whose head "kind" tells questions and commands.
Heard hear(Vault& vault, LoadedModel* seed, std::string_view text, const HearOptions& options = {});

Json to_json(const Heard& heard);

}  // namespace tinybrain::memory
