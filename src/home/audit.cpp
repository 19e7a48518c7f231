// tinybrain audit: what was done with a person's data, and whether a line of it was changed or taken out.
#include "base/file.h"
#include "base/json.h"
#include "base/messages/home_vault.h"
#include "cli/output.h"
#include "cli/text.h"
#include "home/commands.h"
#include "home/vault_place.h"

namespace tinybrain::home {
namespace {

using cli::text;

constexpr int64_t kPage = 1000;

Json filter_of(const Options& options, int64_t limit, int64_t before) {
  Json f;
  f.set("kind", options.kind);
  f.set("from", options.from);
  f.set("to", options.to);
  f.set("limit", limit);
  f.set("before", before);
  return f;
}

int run_list(const Options& options) {
  const std::string json =
      open_vault(options, false).audit(filter_of(options, options.most, 0).dump());
  if (options.json) {
    cli::print_line(json);
    return 0;
  }
  const Json entries = Json::parse(json);
  for (const Json& e : entries.as_array())
    cli::print_line(
        fmt::format("{:>6}  {}  {}  {}", e.get_int("seq", 0), e.get_string("time", ""),
                    e.get_string("kind", ""),
                    e.get_bool("erased", false) ? text(msg::kAuditErased) : e.at("detail").dump()));
  return 0;
}

int run_verify(const Options& options) {
  tb::Vault vault = open_vault(options, false);
  const Json whole = Json::parse(vault.verify());
  const Json* audit = whole.find("audit");
  const bool good = audit && audit->get_bool("good", false);
  if (options.json)
    cli::print_json(audit ? *audit : whole);
  else if (good)
    cli::print_line(
        text(msg::kAuditWhole, audit->get_int("entries", 0), audit->get_int("erased", 0)));
  else if (audit)
    cli::print_line(
        text(msg::kAuditBroken, audit->get_int("broken_at", 0), audit->get_string("why", "")));
  else
    for (const Json& damage : whole.at("damages").as_array()) cli::print_line(damage.as_string());
  return good ? 0 : 3;
}

// One entry a line, newest first; to a file or standard output.
int export_audit(const Options& options) {
  tb::Vault vault = open_vault(options, false);
  std::string lines;
  int64_t before = 0;
  for (;;) {
    const Json page = Json::parse(vault.audit(filter_of(options, kPage, before).dump()));
    for (const Json& e : page.as_array()) {
      lines += e.dump() + "\n";
      before = e.get_int("seq", 0);
    }
    if (static_cast<int64_t>(page.as_array().size()) < kPage) break;
  }
  if (options.file.empty() || options.file == "-") {
    cli::print(lines);
  } else {
    write_file(options.file, lines);
  }
  return 0;
}

}  // namespace

int run_audit(const Options& options) {
  if (options.action == "list") return run_list(options);
  return options.action == "verify" ? run_verify(options) : export_audit(options);
}

}  // namespace tinybrain::home
