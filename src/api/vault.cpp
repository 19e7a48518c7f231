// The C interface: the vault.
#include "base/messages/vault.h"
#include "api/home_api.h"
#include "base/json.h"

using namespace tinybrain;
using namespace tinybrain::api;

tb_status tb_vault_open(const char* file, const char* options, tb_vault** vault) {
  return guarded([&] {
    require(file, "file");
    require(vault, "vault");
    *vault = nullptr;
    const Json given = options ? Json::parse(options) : Json();
    VaultOptions o;
    o.create = given.get_bool("create", true);
    o.key.file = given.get_string("key_file", "");
    o.key.passphrase = given.get_string("passphrase", "");
    if (!o.key.passphrase.empty()) o.key.kind = KeyKind::passphrase;
    *vault = new tb_vault(file, o);
  });
}

void tb_vault_close(tb_vault* vault) { delete vault; }
