#include "vault/export.h"

#include <algorithm>

#include "base/clock.h"
#include "base/file.h"
#include "base/messages/base.h"
#include "base/messages/vault_consent.h"
#include "text/html.h"
#include "vault/store.h"
#include "vault/vault.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;
constexpr size_t kPage = 1000;

// All rows, oldest first, page by page from the newest.
template <class Part, class Filter>
Json all_of(Part& part, Filter filter) {
  Json::Array all;
  filter.limit = kPage;
  for (;;) {
    const auto page = part.list(filter);
    for (const auto& row : page) all.push_back(to_json(row));
    if (page.size() < kPage) break;
    if constexpr (requires { page.back().seq; })
      filter.before = page.back().seq;
    else
      filter.before = page.back().id;
  }
  std::reverse(all.begin(), all.end());
  return all;
}

std::string shown(const Json& value) {
  if (value.is_string()) return escape_html(value.as_string());
  if (value.is_null()) return "";
  if (!value.is_object() || value.as_object().empty()) return escape_html(value.dump());
  std::string out = "<dl>";
  for (const auto& [name, v] : value.as_object())
    out += fmt::format("<dt>{}</dt><dd>{}</dd>", escape_html(name), shown(v));
  return out + "</dl>";
}

std::string table_of(const Json& rows, std::span<const char* const> columns) {
  std::string out = "<table><tr>";
  for (const char* name : columns) out += fmt::format("<th>{}</th>", name);
  out += "</tr>\n";
  for (const Json& row : rows.as_array()) {
    out += "<tr>";
    for (const char* name : columns) {
      const Json* value = row.find(name);
      out += fmt::format("<td>{}</td>", value ? shown(*value) : "");
    }
    out += "</tr>\n";
  }
  return out + "</table>\n";
}

constexpr const char* kStyle =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #ccc;padding:.3rem .5rem;"
    "text-align:left;vertical-align:top;overflow-wrap:anywhere}dl{margin:0;display:grid;"
    "grid-template-columns:max-content 1fr;gap:0 .6rem}dt{color:#666}dd{margin:0}";

}  // namespace

Json export_json(Vault& vault, Language language) {
  const std::scoped_lock lock(vault.store().mutex);
  Json j;
  j.set("tinybrain_export", 1);
  j.set("time", time_text(vault.store().clock()));
  Json consents{Json::Array{}}, ledger{Json::Array{}};
  for (const Consent& c : vault.consents().list()) consents.push(to_json(c, language));
  for (const Consent& c : vault.consents().ledger()) {
    Json line;
    line.set("time", time_text(c.time));
    line.set("purpose", c.purpose->name);
    line.set("state", name_of(c.state));
    line.set("days", c.days);
    line.set("by", c.who);
    ledger.push(std::move(line));
  }
  j.set("consents", std::move(consents));
  j.set("ledger", std::move(ledger));
  j.set("events", all_of(vault.events(), EventFilter{.withdrawn_too = true}));
  j.set("lessons", all_of(vault.lessons(), LessonFilter{.withdrawn_too = true}));
  j.set("memories",
        all_of(vault.memories(), MemoryFilter{.superseded_too = true, .withdrawn_too = true}));
  Json versions{Json::Array{}};  // without their bytes
  for (const Version& v : vault.versions().list()) versions.push(to_json(v));
  j.set("versions", std::move(versions));
  j.set("audit", all_of(vault.audit(), AuditFilter{}));
  return j;
}

std::string export_page(const Json& e, Language language) {
  const auto said = [&](const Message& m) { return escape_html(text_of(language, m)); };
  std::string page = fmt::format(
      "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\"><title>{}</title><style>{}</style>\n<h1>{}</h1><p>{}</p>\n",
      language == Language::ko ? "ko" : "en", said(msg::kExportTitle), kStyle,
      said(msg::kExportTitle), escape_html(e.get_string("time", "")));
  const auto section = [&](const Message& title, const char* name,
                           std::initializer_list<const char*> columns) {
    page += fmt::format("<h2>{} ({})</h2>\n{}", said(title), e.at(name).as_array().size(),
                        table_of(e.at(name), columns));
  };
  section(msg::kExportConsents, "consents",
          {"title", "state", "time", "by", "what", "why", "how_long", "who"});
  section(msg::kExportLedger, "ledger", {"time", "purpose", "state", "days", "by"});
  section(msg::kExportEvents, "events", {"id", "time", "purpose", "kind", "detail", "until"});
  section(
      msg::kExportMemories, "memories",
      {"id", "time", "kind", "slot", "text", "source", "confidence", "confirmed", "superseded_by"});
  section(msg::kExportLessons, "lessons", {"id", "time", "kind", "input", "detail", "state"});
  section(msg::kExportVersions, "versions",
          {"id", "parent", "time", "state", "base_name", "lessons", "held_back", "report"});
  section(msg::kExportAudit, "audit", {"seq", "time", "kind", "detail"});
  return page + "</html>\n";
}

void export_to(Vault& vault, const fs::path& folder, Language language) {
  const Json exported = export_json(vault, language);
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw Error(Code::io, msg::kFileWrite, folder.string(), error.message());
  write_private(folder / "export.json", exported.dump(2) + "\n");
  write_private(folder / "export.html", export_page(exported, language));
  Json detail;
  detail.set("folder", fs::absolute(folder, error).string());
  vault.audit().append("export", detail);
}

}  // namespace tinybrain
