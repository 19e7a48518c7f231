// The C interface: skills.
#include "tinybrain/skills.h"
#include "api/api.h"
#include "api/home_api.h"
#include "base/json.h"
#include "skills/registry.h"

using namespace tinybrain;
using namespace tinybrain::api;

struct tb_skill {
  skills::Opened opened;
};

tb_status tb_skill_open(const char* folder, const char* data, tb_vault* vault, const char* options,
                        tb_skill** skill) {
  return guarded([&] {
    require(folder, "folder");
    require(skill, "skill");
    *skill = new tb_skill{skills::open(folder, data ? data : "", vault ? &vault->vault : nullptr,
                                       Json::parse(options ? options : "{}"))};
  });
}

void tb_skill_close(tb_skill* skill) { delete skill; }

tb_status tb_skill_info(tb_skill* skill, char** info) {
  return guarded([&] {
    require(skill, "skill");
    require(info, "info");
    *info = copy(skill->opened.info().dump());
  });
}

tb_status tb_skill_call(tb_skill* skill, const char* tool, const char* arguments, char** result) {
  return guarded([&] {
    require(skill, "skill");
    require(tool, "tool");
    require(result, "result");
    *result = copy(skill->opened.call(tool, Json::parse(arguments ? arguments : "{}")).dump());
  });
}
