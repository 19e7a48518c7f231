// The endpoints of skills: which there are, what their tools take, calling one, and asking them in words.
#include "base/messages/server_skills.h"
#include "server/endpoint.h"
#include "server/members.h"
#include "server/skill_shelf.h"

namespace tinybrain::server {

Answer list_skills(Service& service, const Call&) {
  return {.body = list_json(service.skills->list()).dump()};
}

Answer show_skill(Service& service, const Call& call) {
  return {.body = service.skills->info(call.rest).dump()};
}

Answer call_skill(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  const std::string tool = plain_text(body.need("tool"), "tool");
  Json arguments{Json::Object{}};
  if (const Json* given = body.find("arguments")) arguments = *given;
  require_object(arguments, "arguments");
  const Json* files = body.find("data");
  const std::string model = body.string("model").value_or("");
  return {
      .body =
          service.skills->call(call.rest, tool, arguments, files ? *files : Json(), model).dump()};
}

Answer ask_skills(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  const std::string words = some_text(plain_text(body.need("text"), "text"), "text");
  const std::string language =
      body.find("language") ? body.choice("language", {"en", "ko"}) : std::string();
  return {.body = service.skills->ask(words, language).dump()};
}

}  // namespace tinybrain::server
