// The C interface: skills made, checked, packed and installed.
#include "api/api.h"
#include "base/json.h"
#include "skills/check.h"
#include "skills/pack.h"
#include "skills/skeleton.h"
#include "tinybrain/skills.h"

using namespace tinybrain;
using namespace tinybrain::api;

tb_status tb_skill_new(const char* folder) {
  return guarded([&] {
    require(folder, "folder");
    skills::make_skeleton(folder);
  });
}

tb_status tb_skill_check(const char* folder, const char* others, char** report) {
  return guarded([&] {
    require(folder, "folder");
    require(report, "report");
    std::vector<std::filesystem::path> beside;
    const Json list = Json::parse(others ? others : "[]");
    for (const Json& one : list.as_array("others")) beside.emplace_back(one.as_string("others"));
    *report = copy(skills::findings_json(skills::check_skill(folder, beside)).dump());
  });
}

tb_status tb_skill_pack(const char* folder, const char* key_file, const char* output,
                        char** packed) {
  return guarded([&] {
    require(folder, "folder");
    require(key_file, "key_file");
    require(output, "output");
    const Json told = skills::pack_skill(folder, key_file, output);
    if (packed) *packed = copy(told.dump());
  });
}

tb_status tb_skill_install(const char* pack, const char* into, const char* options,
                           char** installed) {
  return guarded([&] {
    require(pack, "pack");
    require(into, "into");
    const Json j = Json::parse(options ? options : "{}");
    skills::Installing how{.into = into, .signers = {}, .trust = j.get_bool("trust", false)};
    if (const Json* signers = j.find("signers"))
      for (const Json& one : signers->as_array("signers"))
        how.signers.push_back(one.as_string("signers"));
    if (const std::string key = j.get_string("key_file", ""); !key.empty())
      how.signers.push_back(skills::signer_of(key));
    const Json told = skills::install_skill(pack, how);
    if (installed) *installed = copy(told.dump());
  });
}
