// A vault for tests of what is said, with every consent that the memory asks for.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/folder_testing.h"
#include "memory/hear.h"
#include "memory/keep.h"
#include "vault/vault.h"

namespace tinybrain::memory::testing {

struct Place {
  tinybrain::testing::TemporaryFolder folder;
  VaultOptions options;
  int64_t time = time_of("2026-03-01");
  Vault vault;
  std::vector<int64_t> last;

  explicit Place(bool granted = true) : vault(folder.path / "vault.tbv", with_key()) {
    if (granted)
      for (const char* purpose : {"remember", "health", "mood", "corrections"})
        vault.consents().grant(purpose, "owner");
  }
  VaultOptions with_key() {
    options.key.file = folder.path / "vault.key";
    options.clock = [this] { return time; };
    return options;
  }
  // In one conversation.
  Heard hear(std::string_view text) {
    HearOptions how;
    how.last = last;
    Heard heard = memory::hear(vault, nullptr, text, how);
    last = heard.last;
    return heard;
  }
  // What is stored of a message, as "kind/slot=value; ...".
  std::string stored(std::string_view text) {
    std::string all;
    for (const Memory& m : hear(text).stored)
      all += (all.empty() ? "" : "; ") + m.kind + "/" + m.slot + "=" + value_of(m);
    return all;
  }
};

}  // namespace tinybrain::memory::testing
