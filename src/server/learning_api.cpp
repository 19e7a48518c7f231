// The endpoints of what is learnt from the person: its state and versions, learning, pausing, going back, and why a reply is as
// it is.
#include "server/endpoint.h"
#include "server/home.h"
#include "server/learner.h"
#include "server/members.h"
#include "tinybrain/learn.hpp"

namespace tinybrain::server {
namespace {

ServedPtr base_in_address(Service& service, const Call& call) {
  const auto at = call.query.find("model");
  if (at == call.query.end()) return service.models.writer("");
  return service.models.writer(plain_text(Json(at->second), "model"));
}

ServedPtr base_in(Service& service, const Members& body) {
  return service.models.writer(body.string("model").value_or(""));
}

}  // namespace

Answer show_learning(Service& service, const Call& call) {
  Json j = service.learner->state(base_in_address(service, call));
  j.set("versions", Json::parse(tb::learned_versions(service.home->vault())));
  return {.body = j.dump()};
}

Answer start_learning(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  Json options{Json::Object{}};
  for (const char* name : {"dry_run", "refit", "again"})
    if (const auto value = body.boolean(name)) options.set(name, *value);
  if (const auto epochs = body.integer("epochs", 1, 1000)) options.set("epochs", *epochs);
  if (const auto seed = body.integer("seed", 0, INT64_MAX)) options.set("seed", *seed);
  if (const auto noise = body.number("noise", 0, 100)) options.set("noise", *noise);
  return {.body = service.learner->start(base_in(service, body), options).dump()};
}

Answer learning_events(Service& service, const Call& call) {
  return {.type = "text/event-stream",
          .stream = service.learner->watch(base_in_address(service, call), call.client)};
}

Answer pause_learning(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);  // {}: nothing is to be said
  return {.body = service.learner->pause().dump()};
}

// 0: the model as it came.
Answer use_learned(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  body.need("version");
  tb::use_learned(service.home->vault(), *body.integer("version", 0, INT64_MAX));
  Json j;
  j.set("versions", Json::parse(tb::learned_versions(service.home->vault())));
  return {.body = j.dump()};
}

Answer why_learned(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  const std::string prompt = plain_text(body.need("prompt"), "prompt");
  const ServedPtr base = base_in(service, body);
  return {.body = tb::learned_why(service.home->vault(), *base->model, prompt)};
}

}  // namespace tinybrain::server
