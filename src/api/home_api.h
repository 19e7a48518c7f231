// What the files of the second header share.
#pragma once

#include "api/api.h"
#include "tinybrain/home.h"
#include "vault/vault.h"

struct tb_vault {
  tinybrain::Vault vault;
  template <class... Args>
  explicit tb_vault(Args&&... args) : vault(std::forward<Args>(args)...) {}
};
