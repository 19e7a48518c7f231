// The command line of what the vault holds: vault, consent, audit, forget, export, memory.
#include "base/messages/cli_help.h"
#include "base/messages/home_memory.h"
#include "base/messages/home_vault.h"
#include "home/parse.h"

namespace tinybrain::home {
namespace {

using cli::text;

CLI::App& add(CLI::App& app, const char* name, const Message& help, Options& o) {
  CLI::App& command = add_command(app, name, help, o);
  const std::string group = text(msg::kGroupCommand);
  command.add_option("--vault", o.vault, text(msg::kOptVault))->type_name("FILE")->group(group);
  command.add_option("--key-file", o.key_file, text(msg::kOptKeyFile))
      ->type_name("FILE")
      ->group(group);
  return command;
}

void add_action(CLI::App& command, const Message& help, std::vector<std::string> actions,
                Options& o) {
  command.add_option("action", o.action, text(help))
      ->required()
      ->check(cli::one_of(std::move(actions)))
      ->type_name("");
}

void add_span(CLI::App& command, Options& o) {
  const std::string group = text(msg::kGroupCommand);
  command.add_option("--from", o.from, text(msg::kOptFrom))->type_name("TIME")->group(group);
  command.add_option("--to", o.to, text(msg::kOptBefore))->type_name("TIME")->group(group);
}

}  // namespace

void add_vault_commands(CLI::App& app, Options& o) {
  const std::string group = text(msg::kGroupCommand);

  CLI::App& vault = add(app, "vault", msg::kHelpVault, o);
  add_action(vault, msg::kArgVaultAction,
             {"info", "verify", "backup", "restore", "passphrase", "keyfile", "keyring"}, o);
  vault.add_option("file", o.file, text(msg::kArgVaultFile))->type_name("");

  CLI::App& consent = add(app, "consent", msg::kHelpConsent, o);
  add_action(consent, msg::kArgConsentAction, {"list", "ask", "grant", "refuse", "withdraw"}, o);
  consent.add_option("purposes", o.words, text(msg::kArgPurposes))->type_name("");
  consent.add_option("--days", o.days, text(msg::kOptDays))
      ->check(cli::within(0, 36500))
      ->type_name("N")
      ->group(group);

  CLI::App& audit = add(app, "audit", msg::kHelpAudit, o);
  add_action(audit, msg::kArgAuditAction, {"list", "verify", "export"}, o);
  audit.add_option("file", o.file, text(msg::kArgAuditFile))->type_name("");
  audit.add_option("--kind", o.kind, text(msg::kOptKind))->type_name("KIND")->group(group);
  add_span(audit, o);
  audit.add_option("-n,--most", o.most, text(msg::kOptAuditMost))
      ->check(cli::within(1, 10000))
      ->default_val(20)
      ->type_name("N")
      ->group(group);

  CLI::App& forget = add(app, "forget", msg::kHelpForget, o);
  forget.add_option("topic", o.words, text(msg::kArgTopic))->type_name("");
  forget.add_flag("--all", o.all, text(msg::kOptForgetAll))->group(group);
  forget.add_option("--purpose", o.purpose, text(msg::kOptPurpose))
      ->type_name("NAME")
      ->group(group);
  forget.add_option("--row", o.row, text(msg::kOptRow))->type_name("TABLE:ID")->group(group);
  add_span(forget, o);
  forget.add_option("--file", o.files, text(msg::kOptForgetFile))->type_name("PATH")->group(group);
  forget.add_option("--receipt", o.keep, text(msg::kOptReceipt))->type_name("FILE")->group(group);
  forget.add_option("--check", o.file, text(msg::kOptCheckReceipt))
      ->type_name("FILE")
      ->group(group);
  forget.add_flag("-y,--yes", o.yes, text(msg::kOptYes))->group(group);

  CLI::App& all = add(app, "export", msg::kHelpExport, o);
  all.add_option("folder", o.file, text(msg::kArgExportFolder))->type_name("");

  CLI::App& memory = add(app, "memory", msg::kHelpMemory, o);
  add_action(memory, msg::kArgMemoryAction, {"hear", "add", "list", "search", "forget", "context"},
             o);
  memory.add_option("words", o.words, text(msg::kArgMemoryWords))->type_name("");
  memory.add_option("-n,--most", o.most, text(msg::kOptMemoryMost))
      ->check(cli::within(1, 10000))
      ->default_val(20)
      ->type_name("N")
      ->group(group);
  memory.add_flag("--all", o.all, text(msg::kOptMemoryAll))->group(group);
  memory.add_flag("--seed", o.seeded, text(msg::kOptMemorySeed))->group(group);
}

}  // namespace tinybrain::home
