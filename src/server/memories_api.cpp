// The endpoints of what is known of the person, row by row: memories, lessons, events. Deleting is an erasure: it answers
// with the receipt.
#include "base/messages/server.h"
#include "base/messages/server_kept.h"
#include "server/api_error.h"
#include "server/endpoint.h"
#include "server/filter.h"
#include "server/home.h"
#include "server/members.h"

namespace tinybrain::server {
namespace {

constexpr int kMostFound = 50;

Json memory_of(tb::Vault& vault, const std::string& id) {
  return find_row(id, "memory", [&](const std::string& filter) { return vault.memories(filter); });
}

Json lesson_of(tb::Vault& vault, const std::string& id) {
  return find_row(id, "lesson", [&](const std::string& filter) { return vault.lessons(filter); });
}

// A purpose that nobody knows is a mistake, not one without rows.
void require_purpose(tb::Vault& vault, const std::string& name) {
  const Json purposes = Json::parse(vault.consents());
  std::string all;
  for (const Json& one : purposes.as_array()) {
    if (one.get_string("purpose", "") == name) return;
    all += (all.empty() ? "" : ", ") + one.get_string("purpose", "");
  }
  throw bad_member("purpose", msg::kNotOneOfThese, all);
}

Answer erase_row(Service& service, const char* table, const Json& row) {
  Json scope;
  scope.set("table", table);
  scope.set("id", row.at("id"));
  return {.body = service.home->erase(scope)};
}

// {"kept", "memory": its number or null, ...}: nothing is kept without a grant of its purpose.
Json kept_memory(const std::string& result) {
  const Json done = Json::parse(result);
  const int64_t id = done.get_int("id", 0);
  Json j;
  j.set("kept", id != 0);
  j.set("memory", id ? Json(id) : Json());
  j.set("merged", done.get_bool("merged", false));
  j.set("superseded", *done.find("superseded"));
  return j;
}

// What the person puts in place of a memory: a new one, which the old one stays beneath.
Json put_right(tb::Vault& vault, const Json& old, const std::string& said) {
  Json memory;
  memory.set("text", said);
  for (const char* same : {"kind", "slot", "purpose", "detail"})
    if (const Json* value = old.find(same)) memory.set(same, *value);
  memory.set("source", "page");
  Json done = kept_memory(vault.remember(memory.dump()));
  const int64_t id = old.at("id").as_int(),
                by = done.at("kept").as_bool() ? done.get_int("memory", 0) : 0;
  if (by == 0) return done;
  if (by != id) {
    Json change;
    change.set("superseded_by", by);
    vault.set_memory(id, change.dump());
    done.set("superseded", id);
  }
  vault.set_memory(by, R"({"confirmed": true})");
  return done;
}

}  // namespace

// ---- Memories ----

Answer list_memories(Service& service, const Call& call) {
  const Json filter = read_filter(call, {"kind", "slot"}, {"superseded_too", "withdrawn_too"});
  return {.body = list_json(Json::parse(service.home->vault().memories(filter.dump()))).dump()};
}

Answer add_memory(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  Json memory;
  memory.set("text", plain_text(body.need("text"), "text"));
  for (const char* name : {"kind", "slot"})
    if (const auto value = body.string(name)) memory.set(name, some_text(*value, name));
  memory.set("purpose", body.choice("purpose", {"remember", "health", "mood"}));
  memory.set("source", "page");
  return {.body = kept_memory(service.home->vault().remember(memory.dump())).dump()};
}

Answer search_memories(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  const std::string question = plain_text(body.need("question"), "question");
  const auto most = static_cast<int32_t>(body.integer("most", 1, kMostFound).value_or(5));
  return {.body = list_json(Json::parse(service.home->vault().search(question, most))).dump()};
}

Answer change_memory(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  const bool confirmed = body.boolean("confirmed").value_or(false);
  const auto said = body.string("text");
  if (confirmed == said.has_value())
    throw ApiError(400, text(msg::kNothingToChange, "confirmed, text"));
  tb::Vault& vault = service.home->vault();
  const Json memory = memory_of(vault, call.rest);
  if (said) return {.body = put_right(vault, memory, *said).dump()};
  vault.set_memory(memory.at("id").as_int(), R"({"confirmed": true})");
  return {.body = memory_of(vault, call.rest).dump()};
}

Answer delete_memory(Service& service, const Call& call) {
  return erase_row(service, "memories", memory_of(service.home->vault(), call.rest));
}

// ---- Lessons ----

Answer list_lessons(Service& service, const Call& call) {
  const Json filter = read_filter(call, {"kind"}, {"withdrawn_too"}, {"open", "done", "dismissed"});
  return {.body = list_json(Json::parse(service.home->vault().lessons(filter.dump()))).dump()};
}

Answer change_lesson(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  body.need("state");
  const std::string state = body.choice("state", {"open", "done", "dismissed"});
  tb::Vault& vault = service.home->vault();
  vault.set_lesson(lesson_of(vault, call.rest).at("id").as_int(), state);
  return {.body = lesson_of(vault, call.rest).dump()};
}

Answer delete_lesson(Service& service, const Call& call) {
  return erase_row(service, "lessons", lesson_of(service.home->vault(), call.rest));
}

// ---- Events ----

Answer list_events(Service& service, const Call& call) {
  const Json filter = read_filter(call, {"purpose", "kind", "from", "to"}, {"withdrawn_too"});
  if (const Json* purpose = filter.find("purpose"))
    require_purpose(service.home->vault(), purpose->as_string());
  return {.body = list_json(Json::parse(service.home->vault().events(filter.dump()))).dump()};
}

Answer delete_event(Service& service, const Call& call) {
  tb::Vault& vault = service.home->vault();
  const Json event =
      find_row(call.rest, "event", [&](const std::string& filter) { return vault.events(filter); });
  return erase_row(service, "events", event);
}

}  // namespace tinybrain::server
