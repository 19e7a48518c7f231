// The C interface: the vault.
#include "base/messages/vault.h"
#include "api/home_api.h"
#include "base/clock.h"
#include "base/json.h"
#include "vault/backup.h"
#include "vault/erase.h"
#include "vault/export.h"
#include "vault/receipt.h"

using namespace tinybrain;
using namespace tinybrain::api;

namespace {

Json parsed(const char* json) { return json ? Json::parse(json) : Json(Json::Object{}); }

KeySource key_of(const Json& j) {
  KeySource key;
  key.file = j.get_string("key_file", "");
  key.passphrase = j.get_string("passphrase", "");
  const std::string entry = j.get_string("keyring", "");
  if (!key.passphrase.empty()) {
    key.kind = KeyKind::passphrase;
  } else if (!entry.empty()) {
    key.kind = KeyKind::keyring;
    key.entry = entry;
  }
  return key;
}

VaultOptions options_of(const char* options) {
  const Json j = parsed(options);
  VaultOptions o;
  o.create = j.get_bool("create", true);
  o.key = key_of(j);
  return o;
}

int64_t time_in(const Json& j, const char* name) {
  const std::string text = j.get_string(name, "");
  return text.empty() ? 0 : time_of(text);
}

template <class Filter>
Filter page_of(const Json& j) {
  Filter f;
  f.before = j.get_int("before", 0);
  const int64_t limit = j.get_int("limit", 100);
  f.limit = limit < 0 ? 0 : static_cast<size_t>(limit);
  return f;
}

template <class Rows>
char* list_of(const Rows& rows) {
  Json all{Json::Array{}};
  for (const auto& row : rows) all.push(to_json(row));
  return copy(all.dump());
}

}  // namespace

tb_status tb_vault_open(const char* file, const char* options, tb_vault** vault) {
  return guarded([&] {
    require(file, "file");
    require(vault, "vault");
    *vault = nullptr;
    *vault = new tb_vault(file, options_of(options));
  });
}

void tb_vault_close(tb_vault* vault) { delete vault; }

tb_status tb_vault_info(tb_vault* vault, char** info) {
  return guarded([&] {
    require(vault, "vault");
    require(info, "info");
    *info = copy(vault->vault.info().dump());
  });
}

tb_status tb_vault_verify(tb_vault* vault, char** verdict) {
  return guarded([&] {
    require(vault, "vault");
    require(verdict, "verdict");
    *verdict = copy(vault->vault.verify().dump());
  });
}

tb_status tb_vault_change_key(tb_vault* vault, const char* key) {
  return guarded([&] {
    require(vault, "vault");
    require(key, "key");
    vault->vault.change_key(key_of(Json::parse(key)));
  });
}

tb_status tb_vault_backup(tb_vault* vault, const char* path, char** file) {
  return guarded([&] {
    require(vault, "vault");
    require(file, "file");
    *file = copy(back_up(vault->vault, path ? path : "").string());
  });
}

tb_status tb_vault_restore(const char* backup, const char* file, const char* options,
                           char** result) {
  return guarded([&] {
    require(backup, "backup");
    require(file, "file");
    require(result, "result");
    *result = copy(restore(backup, file, options_of(options)).dump());
  });
}

tb_status tb_vault_audit(tb_vault* vault, const char* filter, char** entries) {
  return guarded([&] {
    require(vault, "vault");
    require(entries, "entries");
    const Json j = parsed(filter);
    auto f = page_of<AuditFilter>(j);
    f.kind = j.get_string("kind", "");
    f.from = time_in(j, "from");
    f.to = time_in(j, "to");
    *entries = list_of(vault->vault.audit().list(f));
  });
}

tb_status tb_vault_note(tb_vault* vault, const char* kind, const char* detail, char** entry) {
  return guarded([&] {
    require(vault, "vault");
    require(kind, "kind");
    const AuditEntry made = vault->vault.audit().append(kind, parsed(detail));
    if (entry) *entry = copy(to_json(made).dump());
  });
}

tb_status tb_consent_list(tb_vault* vault, char** consents) {
  return guarded([&] {
    require(vault, "vault");
    require(consents, "consents");
    Json all{Json::Array{}};
    for (const Consent& c : vault->vault.consents().list()) {
      Json one = to_json(c, language());
      one.set("en", to_json(c, Language::en));
      one.set("ko", to_json(c, Language::ko));
      all.push(std::move(one));
    }
    *consents = copy(all.dump());
  });
}

tb_status tb_consent_set(tb_vault* vault, const char* change, char** result) {
  return guarded([&] {
    require(vault, "vault");
    require(change, "change");
    const Json j = Json::parse(change);
    Consents& consents = vault->vault.consents();
    const std::string purpose = j.at("purpose").as_string("purpose");
    const std::string state = j.at("state").as_string("state"), by = j.get_string("by", "owner");
    if (state == name_of(ConsentState::granted)) {
      const Json* days = j.find("days");
      consents.grant(purpose, by,
                     days && !days->is_null()
                         ? std::optional(static_cast<int>(days->as_int("days")))
                         : std::nullopt);
    } else if (state == name_of(ConsentState::refused)) {
      consents.refuse(purpose, by);
    } else if (state == name_of(ConsentState::withdrawn)) {
      consents.withdraw(purpose, by);
    } else {
      throw Error(Code::bad_argument, msg::kConsentState, state);
    }
    if (!result) return;
    for (const Consent& c : consents.list()) {
      if (purpose != c.purpose->name) continue;
      Json now = to_json(c, language());
      now.set("rows", consents.rows_of(purpose));
      *result = copy(now.dump());
    }
  });
}

tb_status tb_event_record(tb_vault* vault, const char* purpose, const char* kind,
                          const char* detail, int64_t* id) {
  return guarded([&] {
    require(vault, "vault");
    require(purpose, "purpose");
    require(kind, "kind");
    const auto made = vault->vault.events().record(purpose, kind, parsed(detail));
    if (id) *id = made.value_or(0);
  });
}

tb_status tb_event_list(tb_vault* vault, const char* filter, char** events) {
  return guarded([&] {
    require(vault, "vault");
    require(events, "events");
    const Json j = parsed(filter);
    auto f = page_of<EventFilter>(j);
    f.purpose = j.get_string("purpose", "");
    f.kind = j.get_string("kind", "");
    f.from = time_in(j, "from");
    f.to = time_in(j, "to");
    f.withdrawn_too = j.get_bool("withdrawn_too", false);
    *events = list_of(vault->vault.events().list(f));
  });
}

tb_status tb_lessons_add(tb_vault* vault, const char* kind, const char* input, const char* detail,
                         int64_t* id) {
  return guarded([&] {
    require(vault, "vault");
    require(kind, "kind");
    require(input, "input");
    const auto made = vault->vault.lessons().add(kind, input, parsed(detail));
    if (id) *id = made.value_or(0);
  });
}

tb_status tb_lessons_list(tb_vault* vault, const char* filter, char** lessons) {
  return guarded([&] {
    require(vault, "vault");
    require(lessons, "lessons");
    const Json j = parsed(filter);
    auto f = page_of<LessonFilter>(j);
    f.kind = j.get_string("kind", "");
    f.state = j.get_string("state", "");
    f.desk = j.get_string("desk", "");
    f.withdrawn_too = j.get_bool("withdrawn_too", false);
    *lessons = list_of(vault->vault.lessons().list(f));
  });
}

tb_status tb_lessons_set(tb_vault* vault, int64_t id, const char* state, const char* detail) {
  return guarded([&] {
    require(vault, "vault");
    require(state, "state");
    vault->vault.lessons().set(id, state, detail ? Json::parse(detail) : Json());
  });
}

tb_status tb_memory_add(tb_vault* vault, const char* memory, char** result) {
  return guarded([&] {
    require(vault, "vault");
    require(memory, "memory");
    const Json j = Json::parse(memory);
    NewMemory m;
    m.text = j.at("text").as_string("text");
    m.kind = j.get_string("kind", m.kind);
    m.slot = j.get_string("slot", "");
    m.source = j.get_string("source", m.source);
    m.confidence = j.get_double("confidence", m.confidence);
    m.purpose = j.get_string("purpose", m.purpose);
    if (const Json* detail = j.find("detail")) m.detail = *detail;
    const auto done = vault->vault.memories().remember(m);
    if (!result) return;
    Json said;
    said.set("id", done ? done->id : 0);
    said.set("merged", done && done->merged);
    said.set("superseded", done && done->superseded ? Json(*done->superseded) : Json());
    *result = copy(said.dump());
  });
}

tb_status tb_memory_list(tb_vault* vault, const char* filter, char** memories) {
  return guarded([&] {
    require(vault, "vault");
    require(memories, "memories");
    const Json j = parsed(filter);
    auto f = page_of<MemoryFilter>(j);
    f.kind = j.get_string("kind", "");
    f.slot = j.get_string("slot", "");
    f.superseded_too = j.get_bool("superseded_too", false);
    f.withdrawn_too = j.get_bool("withdrawn_too", false);
    *memories = list_of(vault->vault.memories().list(f));
  });
}

tb_status tb_memory_search(tb_vault* vault, const char* question, int32_t most, char** hits) {
  return guarded([&] {
    require(vault, "vault");
    require(question, "question");
    require(hits, "hits");
    Json all{Json::Array{}};
    for (const MemoryHit& hit :
         vault->vault.memories().search(question, static_cast<size_t>(std::max(1, most)))) {
      Json one = to_json(hit.memory);
      one.set("strength", hit.strength);
      all.push(std::move(one));
    }
    *hits = copy(all.dump());
  });
}

tb_status tb_memory_set(tb_vault* vault, int64_t id, const char* change) {
  return guarded([&] {
    require(vault, "vault");
    require(change, "change");
    const Json j = Json::parse(change);
    if (const int64_t by = j.get_int("superseded_by", 0)) vault->vault.memories().supersede(id, by);
    if (j.get_bool("confirmed", false)) vault->vault.memories().confirm(id);
  });
}

tb_status tb_erase(tb_vault* vault, const char* scope, char** receipt) {
  return guarded([&] {
    require(vault, "vault");
    require(scope, "scope");
    require(receipt, "receipt");
    *receipt = copy(erase(vault->vault, erase_scope(Json::parse(scope))).dump());
  });
}

tb_status tb_receipt_verify(const char* receipt, char** verdict) {
  return guarded([&] {
    require(receipt, "receipt");
    require(verdict, "verdict");
    const ReceiptVerdict v = verify_receipt(receipt);
    Json j;
    j.set("good", v.good);
    j.set("public_key", v.public_key);
    *verdict = copy(j.dump());
  });
}

tb_status tb_export(tb_vault* vault, const char* folder, char** json) {
  return guarded([&] {
    require(vault, "vault");
    require(json, "json");
    if (folder) export_to(vault->vault, folder, language());
    *json = copy(export_json(vault->vault, language()).dump());
  });
}

tb_status tb_export_page(tb_vault* vault, char** html) {
  return guarded([&] {
    require(vault, "vault");
    require(html, "html");
    *html = copy(export_page(export_json(vault->vault, language()), language()));
  });
}
