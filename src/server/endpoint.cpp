#include "server/endpoint.h"

#include "base/messages/server.h"
#include "server/api_error.h"

namespace tinybrain::server {

extern const char kOpenApiJson[];

namespace {

constexpr size_t kMostDepth = 64;

// The next event, or nothing at the end. ClientGone when nobody waits for it any more.
bool next_event(Job& job, const Call& call, std::string& event) {
  for (;;) {
    const Job::Next next = job.next(event);
    if (next != Job::Next::nothing) return next == Job::Next::event;
    if (!call.gone()) continue;
    job.cancel();
    throw ClientGone{};
  }
}

}  // namespace

Json list_json(Json data) {
  Json j;
  j.set("object", "list");
  j.set("data", std::move(data));
  return j;
}

Json read_json(const Call& call) {
  try {
    return Json::parse(call.body, kMostDepth);
  } catch (const Error& e) {
    throw ApiError(400, text(msg::kBadJson, e.message(language())));
  }
}

void run_job(Pool& pool, const Call& call, std::string beginning, Job::Work work) {
  const auto job = std::make_shared<Job>(std::move(work), std::move(beginning), call.client);
  pool.submit(job);
  std::string event;
  while (next_event(*job, call, event)) {
  }
}

Answer stream_job(Pool& pool, const Call& call, std::string beginning, Job::Work work) {
  const auto job = std::make_shared<Job>(std::move(work), std::move(beginning), call.client);
  pool.submit(job);
  Answer answer;
  answer.type = "text/event-stream";
  next_event(*job, call, answer.body);
  answer.stream = job;
  return answer;
}

std::string sse(const Json& json) { return "data: " + json.dump() + "\n\n"; }

Answer health(Service&, const Call&) {
  Json j;
  j.set("status", "ok");
  j.set("version", tb_version());
  return {.body = j.dump()};
}

Answer list_models(Service& service, const Call&) {
  Json list{Json::Array{}}, j;
  for (const auto& served : service.models.all()) list.push(served->json());
  j.set("object", "list");
  j.set("data", std::move(list));
  const ServedPtr understander = service.models.understander();
  j.set("builds", !service.sealed);  // whether /v1/builds, /v1/catalogue and loading are to be had
  j.set("understands", understander ? Json(understander->name) : Json());
  return {.body = j.dump()};
}

Answer show_model(Service& service, const Call& call) {
  if (const ServedPtr served = service.models.exactly(call.rest))
    return {.body = served->json().dump()};
  throw ApiError(404, text(msg::kModelUnknown, call.rest), "model", "model_not_found");
}

Answer show_metrics(Service& service, const Call&) {
  return {.type = "text/plain; version=0.0.4; charset=utf-8",
          .body = service.metrics.page(service.models)};
}

Answer show_openapi(Service&, const Call&) { return {.body = kOpenApiJson}; }

}  // namespace tinybrain::server
