// tinybrain forget: erases a topic, a row, a purpose, a time or all, and keeps the receipt.
#include <filesystem>

#include "base/file.h"
#include "base/json.h"
#include "base/messages/home_vault.h"
#include "base/messages/vault.h"
#include "cli/output.h"
#include "cli/text.h"
#include "home/commands.h"
#include "home/vault_place.h"

namespace tinybrain::home {
namespace {

namespace fs = std::filesystem;
using cli::text;

Json scope_of(const Options& options) {
  Json scope;
  if (options.all) scope.set("all", true);
  const std::string topic = fmt::format("{}", fmt::join(options.words, " "));
  if (!topic.empty()) scope.set("topic", topic);
  if (!options.purpose.empty()) scope.set("purpose", options.purpose);
  if (!options.from.empty()) scope.set("from", options.from);
  if (!options.to.empty()) scope.set("to", options.to);
  if (!options.row.empty()) {
    const size_t colon = options.row.find(':');
    int64_t id = 0;
    for (size_t i = colon + 1; colon != std::string::npos && i < options.row.size(); ++i) {
      const char c = options.row[i];
      if (c < '0' || c > '9' || id > INT64_MAX / 100)
        throw Error(Code::bad_argument, msg::kForgetRow);
      id = 10 * id + (c - '0');
    }
    if (id == 0) throw Error(Code::bad_argument, msg::kForgetRow);
    scope.set("table", options.row.substr(0, colon));
    scope.set("id", id);
  }
  if (scope.is_null()) throw Error(Code::bad_argument, msg::kEraseNothing);
  Json files{Json::Array{}};
  for (const std::string& file : options.files) files.push(fs::absolute(file).string());
  scope.set("files", std::move(files));
  return scope;
}

fs::path keep(const Options& options, const std::string& receipt, const std::string& id) {
  fs::path path = options.keep;
  if (path.empty()) {
    path = vault_file(options).parent_path() / "receipts" / (id + ".json");
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
  }
  write_file(path, receipt + "\n");
  return path;
}

int check(const Options& options) {
  const std::string json = tb::verify_receipt(read_file(options.file, 16 << 20));
  const Json verdict = Json::parse(json);
  const bool good = verdict.get_bool("good", false);
  if (options.json)
    cli::print_line(json);
  else
    cli::print_line(good ? text(msg::kReceiptGood, verdict.get_string("public_key", ""))
                         : text(msg::kReceiptBad));
  return good ? 0 : 3;
}

void show(const Json& receipt, const fs::path& kept) {
  for (const auto& [table, n] : receipt.at("removed").as_object())
    cli::print_line(fmt::format("  {:<10} {}", table, n.as_int()));
  cli::print_line(text(msg::kForgetAudit, receipt.get_int("audit_details", 0)));
  const Json& probes = receipt.at("probes");
  cli::print_line(text(msg::kForgetProbes, probes.get_int("texts", 0), probes.get_int("pages", 0),
                       probes.get_int("files", 0)));
  for (const Json& place : receipt.at("residue").as_array())
    cli::print_line(text(msg::kForgetResidue, place.as_string()));
  for (const Json& copy : receipt.at("copies_elsewhere").as_array())
    cli::print_line(text(msg::kForgetCopy, copy.as_string()));
  cli::print_line(text(msg::kForgetReceipt, kept.string()));
}

}  // namespace

int run_forget(const Options& options) {
  if (!options.file.empty()) return check(options);
  const Json scope = scope_of(options);
  if (!options.yes && !says_yes(text(msg::kForgetSure)))
    throw Error(Code::cancelled, msg::kForgetNotSure);
  const std::string json = open_vault(options, false).erase(scope.dump());
  const Json receipt = Json::parse(json);
  const fs::path kept = keep(options, json, receipt.get_string("id", ""));
  if (options.json)
    cli::print_line(json);
  else
    show(receipt, kept);
  return receipt.get_bool("clean", false) ? 0 : 3;
}

}  // namespace tinybrain::home
