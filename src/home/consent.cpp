// tinybrain consent: what may be kept and what for; asked, granted, refused and withdrawn here.
#include "base/json.h"
#include "base/messages/home_vault.h"
#include "cli/output.h"
#include "cli/text.h"
#include "home/commands.h"
#include "home/vault_place.h"

namespace tinybrain::home {
namespace {

using cli::text;

const Message& state_text(const std::string& state) {
  if (state == "granted") return msg::kStateGranted;
  if (state == "refused") return msg::kStateRefused;
  if (state == "withdrawn") return msg::kStateWithdrawn;
  return msg::kStateOpen;
}

void show(const Json& c) {
  cli::print_line(fmt::format("{} ({}): {}", c.get_string("title", ""), c.get_string("purpose", ""),
                              text(state_text(c.get_string("state", "")))));
  const auto line = [&](const Message& label, const char* name) {
    cli::print_line(fmt::format("  {}: {}", text(label), c.get_string(name, "")));
  };
  line(msg::kConsentWhat, "what");
  line(msg::kConsentWhy, "why");
  line(msg::kConsentHowLong, "how_long");
  line(msg::kConsentWho, "who");
}

Json set(tb::Vault& vault, const std::string& purpose, const char* state, int days) {
  Json change;
  change.set("purpose", purpose);
  change.set("state", state);
  change.set("by", "command line");
  if (days >= 0) change.set("days", days);
  return Json::parse(vault.set_consent(change.dump()));
}

// What was never answered, one after the other. No answer is no consent.
int run_ask(const Options& options) {
  tb::Vault vault = open_vault(options);
  if (!cli::input_is_terminal()) throw Error(Code::bad_argument, msg::kConsentNobody);
  const Json all = Json::parse(vault.consents());
  for (const Json& c : all.as_array()) {
    if (c.get_string("state", "") != "open") continue;
    show(c);
    const bool yes = says_yes(text(msg::kConsentAsk));
    set(vault, c.get_string("purpose", ""), yes ? "granted" : "refused", -1);
    cli::print_line("");
  }
  cli::print_line(text(msg::kConsentDone));
  return 0;
}

int run_list(const Options& options) {
  const std::string json = open_vault(options).consents();
  if (options.json) {
    cli::print_line(json);
    return 0;
  }
  const Json all = Json::parse(json);
  for (const Json& c : all.as_array()) show(c);
  return 0;
}

}  // namespace

int run_consent(const Options& options) {
  if (options.action == "list") return run_list(options);
  if (options.action == "ask") return run_ask(options);
  if (options.words.empty()) throw Error(Code::bad_argument, msg::kConsentWhich);
  tb::Vault vault = open_vault(options);
  const char* state = options.action == "grant"    ? "granted"
                      : options.action == "refuse" ? "refused"
                                                   : "withdrawn";
  for (const std::string& purpose : options.words) {
    const Json now = set(vault, purpose, state, options.days);
    if (options.json) {
      cli::print_json(now);
      continue;
    }
    cli::print_line(fmt::format("{}: {}", now.get_string("title", ""),
                                text(state_text(now.get_string("state", "")))));
    const int64_t rows = now.get_int("rows", 0);
    if (options.action != "grant" && rows > 0)
      cli::print_line(text(msg::kConsentRows, rows, purpose));
  }
  return 0;
}

}  // namespace tinybrain::home
