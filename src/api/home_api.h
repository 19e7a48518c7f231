// What the files of the second header share.
#pragma once

#include "api/api.h"
#include "learn/learn.h"
#include "tinybrain/home.h"
#include "vault/vault.h"

struct tb_vault {
  tinybrain::Vault vault;
  tinybrain::LearnedLessons learned;  // of the version in use
  template <class... Args>
  explicit tb_vault(Args&&... args) : vault(std::forward<Args>(args)...) {}
};
