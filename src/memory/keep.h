// Facts into the vault and out of it again: one fact said twice is one, a newer value takes over, and what is erased goes
// with all that says the same.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "memory/commands.h"
#include "memory/facts.h"
#include "vault/vault.h"

namespace tinybrain::memory {

struct Kept {
  std::optional<Memory> memory;  // nothing: not granted
  std::optional<Memory> superseded;
  bool known = false;  // it was said before
};
// A fact that has ended is kept only where there is something that it ends; `memory` and `purpose` tell.
Kept keep(Vault& vault, const Fact& fact);
// What the person asked to remember and no rule knows: its words.
Kept keep_note(Vault& vault, std::string_view text);
std::string_view purpose_of_note(std::string_view text);

// Current ones that a wish means, the newest first. withdrawn_too: also of purposes granted no longer.
std::vector<Memory> meant_by(Vault& vault, const Wish& wish);
// The same for erasing: with what was superseded, said in other words, or kept under a grant that is gone.
std::vector<Memory> to_erase(Vault& vault, const Wish& wish, const std::vector<int64_t>& last);
std::optional<Memory> memory_of(Vault& vault, int64_t id);

std::string value_of(const Memory& memory);  // as it was said; of a note its text
Topic topic_of(const Memory& memory);

}  // namespace tinybrain::memory
