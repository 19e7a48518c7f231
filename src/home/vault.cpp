// tinybrain vault: what the vault holds, whether it is whole, its backups and its key.
#include <algorithm>

#include "base/json.h"
#include "base/messages/home_vault.h"
#include "cli/output.h"
#include "cli/table.h"
#include "cli/text.h"
#include "home/commands.h"
#include "home/vault_place.h"

namespace tinybrain::home {
namespace {

namespace fs = std::filesystem;
using cli::text;

int run_info(const Options& options) {
  const std::string json = open_vault(options, false).info();
  if (options.json) {
    cli::print_line(json);
    return 0;
  }
  const Json info = Json::parse(json);
  std::string granted;
  for (const Json& purpose : info.at("granted").as_array())
    granted += (granted.empty() ? "" : ", ") + purpose.as_string();
  cli::print_line(text(msg::kVaultInfo, info.get_string("file", ""),
                       cli::human_bytes(static_cast<double>(info.get_int("bytes", 0))),
                       info.get_string("key", "")));
  for (const auto& [table, rows] : info.at("rows").as_object())
    cli::print_line(fmt::format("  {:<10} {}", table, rows.as_int()));
  cli::print_line(fmt::format("  {:<10} {}", "audit", info.get_int("audit", 0)));
  cli::print_line(granted.empty() ? text(msg::kVaultNothingGranted)
                                  : text(msg::kVaultGranted, granted));
  cli::print_line(text(msg::kVaultPublicKey, info.get_string("public_key", "")));
  const std::string backup = info.get_string("backup", "");
  cli::print_line(backup.empty() ? text(msg::kVaultNoBackup) : text(msg::kVaultBackup, backup));
  return 0;
}

int run_verify(const Options& options) {
  const std::string json = open_vault(options, false).verify();
  const Json verdict = Json::parse(json);
  if (options.json) {
    cli::print_line(json);
  } else if (verdict.get_bool("good", false)) {
    cli::print_line(text(msg::kVaultWhole, verdict.at("audit").get_int("entries", 0)));
  } else {
    for (const Json& damage : verdict.at("damages").as_array()) cli::print_line(damage.as_string());
    if (const Json* audit = verdict.find("audit"); audit && !audit->get_bool("good", false))
      cli::print_line(
          text(msg::kAuditBroken, audit->get_int("broken_at", 0), audit->get_string("why", "")));
    const std::string backup = verdict.get_string("backup", "");
    cli::print_line(backup.empty() ? text(msg::kVaultNoBackup) : text(msg::kVaultBackup, backup));
  }
  return verdict.get_bool("good", false) ? 0 : 3;
}

int run_backup(const Options& options) {
  const std::string file = open_vault(options, false).backup(options.file);
  if (options.json) {
    Json j;
    j.set("file", file);
    cli::print_json(j);
  } else {
    cli::print_line(text(msg::kVaultBackedUp, file));
  }
  return 0;
}

fs::path newest_backup(const Options& options) {
  fs::path newest;
  std::error_code error;
  for (const auto& entry :
       fs::directory_iterator(vault_file(options).parent_path() / "backups", error))
    newest = std::max(newest, entry.path());
  if (newest.empty()) throw Error(Code::not_found, msg::kVaultNoBackup);
  return newest;
}

int run_restore(const Options& options) {
  const std::string backup = options.file.empty() ? newest_backup(options).string() : options.file;
  const std::string json =
      tb::Vault::restore(backup, vault_file(options).string(), vault_options(options, false));
  if (options.json) {
    cli::print_line(json);
    return 0;
  }
  const Json done = Json::parse(json);
  cli::print_line(text(msg::kVaultRestored, backup, vault_file(options).string() + ".old"));
  if (done.get_bool("carried", false))
    cli::print_line(text(msg::kVaultCarried, done.get_int("erased_again", 0),
                         done.get_int("withdrawn_again", 0)));
  else
    cli::warn(text(msg::kVaultNotCarried));
  return 0;
}

int change_key(const Options& options, Json key) {
  tb::Vault vault = open_vault(options);
  if (key.find("passphrase")) {
    const std::string first = secret(msg::kAskNewPassphrase);
    if (cli::input_is_terminal() && secret(msg::kAskAgain) != first)
      throw Error(Code::bad_argument, msg::kPassphrasesDiffer);
    key.set("passphrase", first);
  }
  vault.change_key(key.dump());
  const std::string kind = Json::parse(vault.info()).get_string("key", "");
  if (options.json) {
    Json j;
    j.set("key", kind);
    cli::print_json(j);
  } else {
    cli::print_line(text(msg::kVaultKeyChanged, kind));
  }
  return 0;
}

}  // namespace

int run_vault(const Options& options) {
  if (options.action == "info") return run_info(options);
  if (options.action == "verify") return run_verify(options);
  if (options.action == "backup") return run_backup(options);
  if (options.action == "restore") return run_restore(options);
  Json key;
  if (options.action == "passphrase") key.set("passphrase", "");
  if (options.action == "keyfile") key.set("key_file", key_file(options).string());
  if (options.action == "keyring") key.set("keyring", "vault");
  return change_key(options, std::move(key));
}

}  // namespace tinybrain::home
