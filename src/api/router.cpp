// The C interface: the router of skills.
#include <mutex>

#include "api/api.h"
#include "base/json.h"
#include "skills/dispatch.h"
#include "tinybrain/skills.h"

using namespace tinybrain;
using namespace tinybrain::api;

struct tb_router {
  skills::Dispatch dispatch;
  std::mutex mutex;
};

namespace {

skills::Dispatch::Sources sources_of(const Json& j) {
  skills::Dispatch::Sources s;
  if (const Json* folders = j.find("skills"))
    for (const Json& folder : folders->as_array("skills"))
      s.skills.emplace_back(folder.as_string("skills"));
  if (const Json* tables = j.find("tables"))
    for (const Json& table : tables->as_array("tables"))
      s.tables.emplace_back(table.at("file").as_string("file"), table.get_string("skill", "skill"));
  if (const Json* files = j.find("elsewhere"))
    for (const Json& file : files->as_array("elsewhere"))
      s.elsewhere.emplace_back(file.as_string("elsewhere"));
  return s;
}

}  // namespace

tb_status tb_router_make(const char* sources, tb_model* encoder, tb_progress_fn progress,
                         void* user, tb_router** router) {
  return guarded([&] {
    require(sources, "sources");
    require(router, "router");
    const Json j = Json::parse(sources);
    const skills::Router::Options options{.seed = static_cast<uint64_t>(j.get_int("seed", 0)),
                                          .progress = progress_of(progress, user),
                                          .cache = j.get_string("cache", ""),
                                          .version = TINYBRAIN_VERSION};
    *router = new tb_router{
        skills::Dispatch(sources_of(j), encoder ? &encoder->loaded : nullptr, options), {}};
  });
}

void tb_router_close(tb_router* router) { delete router; }

tb_status tb_router_route(tb_router* router, const char* text, const char* language,
                          char** result) {
  return guarded([&] {
    require(router, "router");
    require(text, "text");
    require(result, "result");
    const std::lock_guard turn(router->mutex);
    *result = copy(router->dispatch.route(text, language ? language : "").dump());
  });
}
