// The endpoints of support desks: making, asking, granting, teaching, setting, and what their owner wants to know.
#include "base/home.h"
#include "base/messages/server.h"
#include "remote/large_model.h"
#include "server/api_error.h"
#include "server/endpoint.h"
#include "server/home.h"
#include "server/members.h"

namespace tinybrain::server {
namespace {

constexpr size_t kMostFiles = 200, kMostOffered = 10;

BuildFile file_member(const Json& json, const std::string& path, const char* use) {
  BuildFile file = read_sent_file(json, path, {use});
  file.use = use;
  return file;
}

DeskRequest read_request(const Json& json) {
  const Members body(json);
  DeskRequest r;
  r.name = plain_text(body.need("name"), "name");
  if (!is_plain_name(r.name)) throw bad_member("name", msg::kNotPlainName, 100);
  r.encoder = body.string("encoder").value_or("seed");
  r.dial = body.number("dial", 0.001, 0.5).value_or(0.05);
  r.text_column = body.string("text_column").value_or("");
  r.answer_column = body.string("answer_column").value_or("");
  r.files.push_back(file_member(body.need("faq"), "faq", "faq"));
  if (const Json* asked = body.find("asked"))
    r.files.push_back(file_member(*asked, "asked", "asked"));
  if (const Json::Array* docs = body.array("docs", kMostFiles))
    for (size_t i = 0; i < docs->size(); ++i)
      r.files.push_back(file_member((*docs)[i], "docs[" + std::to_string(i) + "]", "docs"));
  for (size_t i = 0; i < r.files.size(); ++i)
    for (size_t k = 0; k < i; ++k)
      if (r.files[i].name == r.files[k].name &&
          (r.files[i].use == "docs") == (r.files[k].use == "docs"))
        throw bad_member(r.files[i].use, msg::kSameFileName);
  return r;
}

// A sealed server can send nothing, whatever is granted: the slip says so, and there is nothing to grant.
void refuse_when_sealed(const Service& service, Json& reply) {
  const Json* slip = reply.find("slip");
  if (!service.sealed || !slip || slip->is_null()) return;
  Json refused = *slip;
  refused.set("allowed", false);
  refused.set("granted", false);
  refused.set("refusal", text(msg::kSealedSends));
  reply.set("slip", std::move(refused));
}

// What the library takes, checked only to be an object of texts that do not end early: it names what is wrong itself.
std::string object_body(const Call& call) {
  const Json json = read_json(call);
  require_object(json, "");
  plain_texts(json, "");
  return json.dump();
}

}  // namespace

Answer list_desks(Service& service, const Call&) {
  return {.body = list_json(service.home->desks()).dump()};
}

Answer make_desk(Service& service, const Call& call) {
  return {.type = "text/event-stream",
          .stream = service.home->make_desk(read_request(read_json(call)), call.client)};
}

Answer delete_desk(Service& service, const Call& call) {
  service.home->remove_desk(call.rest);
  Json j;
  j.set("id", call.rest);
  j.set("deleted", true);
  return {.body = j.dump()};
}

Answer ask_desk(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  plain_text(body.need("text"), "text");
  body.choice("language", {"en", "ko"});
  if (const Json* given = body.find("conversation")) {
    const Members conversation(*given, "conversation");
    conversation.string("last");
    conversation.array("offered", kMostOffered);
  }
  Json reply = Json::parse(service.home->desk(call.rest)->ask(json.dump()));
  refuse_when_sealed(service, reply);
  return {.body = reply.dump()};
}

// The person's word on a slip; granted, it goes now, and the reply is what came of it.
Answer grant_slip(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  body.need("slip");
  const int64_t slip = *body.integer("slip", 1, INT64_MAX);
  body.need("granted");
  const bool granted = *body.boolean("granted");
  const std::shared_ptr<tb::Desk> desk = service.home->desk(call.rest);
  if (granted && service.sealed) throw ApiError(403, text(msg::kSealedSends), {}, "sealed");
  const Json to_send = Json::parse(desk->grant(slip, granted));
  if (!granted) {
    Json j;
    j.set("refused", true);
    return {.body = j.dump()};
  }
  const char* key = environment("TINYBRAIN_ESCALATION_KEY");
  const Json result = remote::ask_large_model(to_send, key ? key : "");
  return {.body = desk->received(slip, result.dump())};
}

Answer teach_desk(Service& service, const Call& call) {
  return {.body = service.home->desk(call.rest)->teach(object_body(call))};
}

Answer show_desk_settings(Service& service, const Call& call) {
  return {.body = service.home->desk(call.rest)->settings()};
}

Answer set_desk_settings(Service& service, const Call& call) {
  return {.body = service.home->desk(call.rest)->settings(object_body(call))};
}

Answer desk_report(Service& service, const Call& call) {
  return {.body = service.home->desk(call.rest)->report()};
}

Answer desk_answers(Service& service, const Call& call) {
  return {.body = list_json(Json::parse(service.home->desk(call.rest)->answers())).dump()};
}

Answer desk_queue(Service& service, const Call& call) {
  service.home->desk(call.rest);  // 404 for one that is none
  Json open;
  open.set("kind", "question");
  open.set("state", "open");
  open.set("desk", call.rest);
  open.set("limit", 200);
  return {.body = list_json(Json::parse(service.home->vault().lessons(open.dump()))).dump()};
}

}  // namespace tinybrain::server
