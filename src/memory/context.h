// What is remembered that matters for a message: the few facts to put before it, and the answer that the person taught.
#pragma once

#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "generate/loaded_model.h"
#include "memory/taught.h"
#include "vault/vault.h"

namespace tinybrain::memory {

struct ContextOptions {
  size_t most = 5;
  std::optional<Language> language;  // else the message's
};
struct Context {
  Language language = Language::en;
  std::vector<Memory> facts;  // that hold now
  std::optional<Taught> taught;
  std::string text;  // a system text; "" = nothing matters
};
// Nothing is kept, and what the program says with it is nobody's word: it must not be heard.
Context context_for(Vault& vault, LoadedModel* seed, std::string_view text,
                    const ContextOptions& options = {});

Json to_json(const Context& context);

}  // namespace tinybrain::memory
