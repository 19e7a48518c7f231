// The endpoints of builds, pulls, and models that come and go while the server runs.
#include <filesystem>

#include "base/file.h"
#include "base/messages/server.h"
#include "server/api_error.h"
#include "server/builds.h"
#include "server/endpoint.h"
#include "server/members.h"
#include "server/pulls.h"

namespace tinybrain::server {
namespace {

namespace fs = std::filesystem;

// A report has pictures and colours of its own and asks nobody for anything; no script runs in it.
constexpr const char* kReportPolicy =
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'";

Builds& builds_of(const Service& service) {
  if (service.sealed) throw ApiError(403, text(msg::kSealedRefuses), {}, "sealed");
  return *service.builds;
}
Pulls& pulls_of(const Service& service) {
  if (service.sealed) throw ApiError(403, text(msg::kSealedRefuses), {}, "sealed");
  return *service.pulls;
}

// Under which name its brain is served; null when it is not.
Json with_served(Service& service, Json build) {
  const fs::path folder = builds_of(service).brain_folder(build.at("id").as_string());
  const ServedPtr served = service.models.at_path(folder.string());
  build.set("served", served ? Json(served->name) : Json());
  return build;
}

// Folders of this machine are nobody's business but ours.
Json public_entry(const Service& service, const Json& entry) {
  Json out{Json::Object{}};
  for (const auto& [name, value] : entry.as_object())
    if (name != "path") out.set(name, value);
  const std::string path = entry.get_string("path", "");
  const ServedPtr served = path.empty() ? nullptr : service.models.at_path(path);
  out.set("served", served ? Json(served->name) : Json());
  return out;
}

std::string path_here(const std::string& name, const char* member) {
  const Json entry = catalogue_entry(name, member);
  if (!entry.get_bool("here", false))
    throw ApiError(404, text(msg::kModelNotHere, name), member, "model_not_here");
  return entry.at("path").as_string();
}

Answer paper(Service& service, const Call& call, const char* file, const char* type,
             const char* policy) {
  const fs::path folder = builds_of(service).brain(call.rest).folder;
  try {
    return {.type = type, .body = read_file(folder / file), .policy = policy};
  } catch (const Error&) {
    throw ApiError(404, text(msg::kNoPaper, file), {}, "build_not_found");
  }
}

}  // namespace

Answer list_builds(Service& service, const Call&) {
  const Json builds = builds_of(service).list();
  Json list{Json::Array{}};
  for (const Json& build : builds.as_array()) list.push(with_served(service, build));
  return {.body = list_json(std::move(list)).dump()};
}

Answer start_build(Service& service, const Call& call) {
  builds_of(service);
  const BuildRequest request = read_build_request(read_json(call));
  const std::string base = request.base == "none" ? "none" : path_here(request.base, "base");
  return {.body = with_served(service, builds_of(service).create(request, base)).dump()};
}

Answer show_build(Service& service, const Call& call) {
  return {.body = with_served(service, builds_of(service).show(call.rest)).dump()};
}

Answer delete_build(Service& service, const Call& call) {
  const Json build = with_served(service, builds_of(service).show(call.rest));
  if (const std::string name = build.get_string("served", ""); !name.empty())
    throw ApiError(409, text(msg::kBuildServed, name), {}, "model_in_use");
  builds_of(service).remove(call.rest);
  Json j;
  j.set("id", call.rest);
  j.set("deleted", true);
  return {.body = j.dump()};
}

Answer stop_build(Service& service, const Call& call) {
  return {.body = with_served(service, builds_of(service).stop(call.rest)).dump()};
}

Answer continue_build(Service& service, const Call& call) {
  return {.body = with_served(service, builds_of(service).go_on(call.rest)).dump()};
}

Answer build_events(Service& service, const Call& call) {
  return {.type = "text/event-stream", .stream = builds_of(service).watch(call.rest, call.client)};
}

Answer build_report(Service& service, const Call& call) {
  return paper(service, call, "report.html", "text/html; charset=utf-8", kReportPolicy);
}

Answer build_card(Service& service, const Call& call) {
  return paper(service, call, "card.md", "text/markdown; charset=utf-8", "default-src 'none'");
}

Answer show_catalogue(Service& service, const Call&) {
  pulls_of(service);
  Json list{Json::Array{}};
  for (const Json& entry : catalogue()) list.push(public_entry(service, entry));
  Json j = list_json(std::move(list));
  j.set("may_pull", pulls_of(service).allowed());
  return {.body = j.dump()};
}

Answer list_pulls(Service& service, const Call&) {
  return {.body = list_json(pulls_of(service).list()).dump()};
}

Answer start_pull(Service& service, const Call& call) {
  const Json json = read_json(call);
  return {.body = pulls_of(service).start(plain_text(Members(json).need("name"), "name")).dump()};
}

Answer stop_pull(Service& service, const Call& call) {
  return {.body = pulls_of(service).stop(call.rest).dump()};
}

Answer load_model(Service& service, const Call& call) {
  builds_of(service);
  const Json json = read_json(call);
  const Members body(json);
  const auto name = body.string("name"), build = body.string("build"), path = body.string("path");
  if (name.has_value() + build.has_value() + path.has_value() != 1)
    throw ApiError(400, text(msg::kOneOfNameBuildPath));
  Builds::Brain brain;
  if (name) brain.folder = path_here(*name, "name");
  if (build) brain = builds_of(service).brain(*build);
  if (path) {
    // Who comes from elsewhere may use what is served, not look around on this disk.
    if (!service.local) throw ApiError(403, text(msg::kPathRefused), "path", "path_refused");
    std::error_code error;
    if (!fs::exists(*path, error))
      throw ApiError(404, text(msg::kNothingAtPath, *path), "path", "model_not_found");
    brain.folder = *path;
  }
  return {.body = service.models.add(brain.folder.string(), brain.name)->json().dump()};
}

Answer unload_model(Service& service, const Call& call) {
  service.models.remove(call.rest);
  Json j;
  j.set("id", call.rest);
  j.set("object", "model");
  j.set("deleted", true);
  return {.body = j.dump()};
}

}  // namespace tinybrain::server
