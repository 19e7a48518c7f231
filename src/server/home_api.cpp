// The endpoints of what is kept: the knowledge base, consents, the audit, lessons and feedback.
#include "base/messages/server.h"
#include "base/zeros.h"
#include "server/api_error.h"
#include "server/endpoint.h"
#include "server/home.h"
#include "server/members.h"
#include "tinybrain/learn.hpp"

namespace tinybrain::server {
namespace {

constexpr int kMostFound = 50;

// Its name's ending says how a document is read.
std::string format_of(const std::string& name) {
  const auto ends = [&](const char* ending) { return name.ends_with(ending); };
  if (ends(".md") || ends(".markdown")) return "md";
  if (ends(".html") || ends(".htm")) return "html";
  return "txt";
}

}  // namespace

Answer list_knowledge(Service& service, const Call&) {
  if (!service.home->has_knowledge()) {
    Json none = list_json(Json::Array{});
    none.set("passages", 0);
    none.set("encoder", "");
    return {.body = none.dump()};
  }
  tb::Passages& base = service.home->knowledge(false);
  Json j = list_json(Json::parse(base.list()));
  const Json info = Json::parse(base.info());
  j.set("passages", info.get_int("passages", 0));
  j.set("encoder", info.get_string("encoder", ""));
  return {.body = j.dump()};
}

Answer add_knowledge(Service& service, const Call& call) {
  const Json json = read_json(call);
  const BuildFile file = read_sent_file(json, "", {"docs"});
  return {.body = service.home->knowledge(true).add_text(file.name, without_zeros(file.bytes),
                                                         format_of(file.name))};
}

Answer delete_knowledge(Service& service, const Call& call) {
  Json j;
  j.set("name", call.rest);
  j.set("deleted", true);
  j.set("passages_removed", service.home->knowledge(false).remove(call.rest));
  return {.body = j.dump()};
}

Answer search_knowledge(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  const std::string question = plain_text(body.need("question"), "question");
  const auto most = static_cast<int32_t>(body.integer("most", 1, kMostFound).value_or(5));
  const std::string found = service.home->knowledge(false).search(question, most);
  return {.body = list_json(Json::parse(found)).dump()};
}

Answer list_consents(Service& service, const Call&) {
  return {.body = list_json(Json::parse(service.home->vault().consents())).dump()};
}

Answer set_consent(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  Json change;
  change.set("purpose", plain_text(body.need("purpose"), "purpose"));
  body.need("state");  // nothing is granted by leaving it out
  change.set("state", body.choice("state", {"granted", "refused", "withdrawn"}));
  if (const auto days = body.integer("days", 0, 36'500)) change.set("days", *days);
  change.set("by", "page");
  return {.body = service.home->vault().set_consent(change.dump())};
}

Answer show_audit(Service& service, const Call&) {
  tb::Vault& vault = service.home->vault();
  Json j = list_json(Json::parse(vault.audit(R"({"limit": 500})")));
  // Of a damaged vault the chain is not looked at: then its own verdict says so.
  const Json whole = Json::parse(vault.verify());
  const Json* chain = whole.find("audit");
  j.set("verdict", chain ? *chain : whole);
  return {.body = j.dump()};
}

// What a person thinks of a reply, whoever wrote it; kept where "corrections" is granted. With "signal": as of tb_feedback.
Answer add_feedback(Service& service, const Call& call) {
  Json json = read_json(call);
  // A model may have written U+0000, and whoever judges or edits its reply sends it back.
  for (const char* name : {"answer", "text", "reply", "correction"})
    if (const Json* value = json.find(name); value && value->is_string())
      json.set(name, without_zeros(value->as_string()));
  const Members body(json);
  if (body.string("signal")) {
    for (const auto& [name, value] : json.as_object())
      if (value.is_string()) plain_text(value, name);
    const int64_t id = tb::feedback(service.home->vault(), json.dump());
    Json j;
    j.set("kept", id != 0);
    j.set("id", id ? Json(id) : Json());
    return {.body = j.dump()};
  }
  Json detail;
  body.need("rating");
  detail.set("rating", *body.integer("rating", -1, 1));
  for (const char* name : {"target", "reply", "correction", "model"})
    if (const auto value = body.string(name)) detail.set(name, *value);
  const std::string input = plain_text(body.need("text"), "text");
  const int64_t id = service.home->vault().add_lesson("feedback", input, detail.dump());
  Json j;
  j.set("kept", id != 0);
  j.set("lesson", id ? Json(id) : Json());
  return {.body = j.dump()};
}

}  // namespace tinybrain::server
