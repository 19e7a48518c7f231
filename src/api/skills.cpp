// The C interface: skills.
#include "tinybrain/skills.h"

#include <mutex>

#include "api/api.h"
#include "api/home_api.h"
#include "base/json.h"
#include "base/messages/skills.h"
#include "skills/registry.h"

using namespace tinybrain;
using namespace tinybrain::api;

struct tb_skill {
  skills::Opened opened;
  std::mutex mutex;
};

tb_status tb_skill_open(const char* folder, const char* data, tb_vault* vault, const char* options,
                        tb_skill** skill) {
  return guarded([&] {
    require(folder, "folder");
    require(skill, "skill");
    *skill = new tb_skill{skills::open(folder, data ? data : "", vault ? &vault->vault : nullptr,
                                       Json::parse(options ? options : "{}")),
                          {}};
  });
}

void tb_skill_close(tb_skill* skill) { delete skill; }

tb_status tb_skill_info(tb_skill* skill, char** info) {
  return guarded([&] {
    require(skill, "skill");
    require(info, "info");
    const std::lock_guard turn(skill->mutex);
    *info = copy(skill->opened.info().dump());
  });
}

tb_status tb_skill_call(tb_skill* skill, const char* tool, const char* arguments, char** result) {
  return guarded([&] {
    require(skill, "skill");
    require(tool, "tool");
    require(result, "result");
    const std::lock_guard turn(skill->mutex);
    *result = copy(skill->opened.call(tool, Json::parse(arguments ? arguments : "{}")).dump());
  });
}

tb_status tb_skill_use_model(tb_skill* skill, tb_model* model) {
  return guarded([&] {
    require(skill, "skill");
    const std::lock_guard turn(skill->mutex);
    skill->opened.skill->use_model(model ? &model->loaded : nullptr);
  });
}

tb_status tb_skill_add_tool(tb_skill* skill, const char* name, const char* schema, tb_tool_fn run,
                            void* user) {
  return guarded([&] {
    require(skill, "skill");
    require(name, "name");
    require(schema, "schema");
    if (!run) throw Error(Code::bad_argument, msg::kArgumentNull, "run");
    skills::Tool tool{.name = name, .about = {}, .arguments = Json::parse(schema), .entry = {}};
    tool.about.en = tool.about.ko = tool.arguments.get_string("description", name);
    const std::lock_guard turn(skill->mutex);
    skill->opened.add_tool(std::move(tool),
                           [run, user, called = std::string(name)](const Json& arguments) {
                             const char* result = run(user, arguments.dump().c_str());
                             if (!result) throw Error(Code::cancelled, msg::kToolFailed, called);
                             return Json::parse(result);
                           });
  });
}
