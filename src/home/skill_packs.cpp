// tinybrain skill new, check, pack, install: making a skill, looking at it, giving it away, taking one in.
#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "base/home.h"
#include "base/messages/home_skills.h"
#include "cli/output.h"
#include "cli/text.h"
#include "home/desk_folder.h"
#include "home/skill_tools.h"
#include "tinybrain/skills.hpp"

namespace tinybrain::home {
namespace {

namespace fs = std::filesystem;
using cli::text;

fs::path signing_key() { return data_home() / "skill-signing.key"; }
fs::path signers_file() { return data_home() / "skill-signers.json"; }  // [public key], trusted

const std::string& word(const Options& o, const char* what) {
  if (o.words.size() != 1) throw Error(Code::bad_argument, msg::kSkillWords, o.action, what);
  return o.words[0];
}

Json trusted_signers() {
  if (!fs::exists(signers_file())) return Json(Json::Array{});
  return Json::parse(read_file(signers_file(), 1 << 20));
}

void trust(const std::string& signer) {
  Json signers = trusted_signers();
  for (const Json& one : signers.as_array("signers"))
    if (one.is_string() && one.as_string() == signer) return;
  signers.push(signer);
  write_file(signers_file(), signers.dump(2) + "\n");
}

}  // namespace

int run_skill_new(const Options& o) {
  const std::string& name = word(o, "NAME");
  const fs::path folder = !o.output.empty()                     ? fs::path(o.output)
                          : name.find('/') != std::string::npos ? fs::path(name)
                                                                : skills_folder() / name;
  tb::new_skill(folder.string());
  if (o.json) {
    Json j;
    j.set("folder", folder.string());
    cli::print_json(j);
  } else {
    cli::print_line(text(msg::kSkillStarted, folder.string()));
  }
  return 0;
}

int run_skill_check(const Options& o) {
  Json others{Json::Array{}};
  for (const fs::path& folder : skill_folders()) others.push(folder.string());
  const Json report = Json::parse(tb::check_skill(skill_folder(word(o, "FOLDER")), others.dump()));
  const bool good = report.get_bool("good", false);
  if (o.json) {
    cli::print_json(report);
  } else {
    for (const Json& f : report.at("findings").as_array())
      cli::print_line((f.get_string("level", "") == "error" ? "! " : "- ") +
                      f.get_string(cli::language() == Language::ko ? "ko" : "en", ""));
    cli::print_line(text(good ? msg::kSkillGood : msg::kSkillNotGood));
  }
  return good ? 0 : static_cast<int>(Code::bad_argument) + 1;
}

int run_skill_pack(const Options& o) {
  const std::string folder = skill_folder(word(o, "FOLDER"));
  const std::string name = fs::absolute(folder).lexically_normal().filename().string() + ".tbskill";
  const std::string output = o.output.empty() ? name : o.output;
  const Json told = Json::parse(tb::pack_skill(folder, signing_key().string(), output));
  if (o.json)
    cli::print_json(told);
  else
    cli::print_line(
        text(msg::kSkillPacked, output, told.get_int("files", 0), told.get_string("signer", "")));
  return 0;
}

int run_skill_install(const Options& o) {
  Json options;
  options.set("trust", o.trust);
  options.set("signers", trusted_signers());
  options.set("key_file", signing_key().string());
  const Json told =
      Json::parse(tb::install_skill(word(o, "FILE"), skills_folder().string(), options.dump()));
  const std::string signer = told.get_string("signer", "");
  if (o.trust && !told.get_bool("known", false)) trust(signer);
  if (o.json)
    cli::print_json(told);
  else
    cli::print_line(text(msg::kSkillInstalled, told.get_string("name", ""),
                         told.get_string("folder", ""), signer));
  return 0;
}

}  // namespace tinybrain::home
