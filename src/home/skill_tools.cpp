// tinybrain skill info, call: any skill's tools from the command line, one by one or by lines of JSON.
#include "home/skill_tools.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <set>
#include <system_error>

#include "base/messages/home_skills.h"
#include "base/seed.h"
#include "cli/output.h"
#include "cli/text.h"
#include "home/desk_folder.h"
#include "home/encoder.h"
#include "home/vault_place.h"
#include "tinybrain/skills.hpp"

namespace tinybrain::home {
namespace {

namespace fs = std::filesystem;
using cli::text;

const std::string& word(const Options& options, size_t at, const char* what) {
  if (options.words.size() <= at)
    throw Error(Code::bad_argument, msg::kSkillWords, options.action, what);
  return options.words[at];
}

std::string in_language(const Json& words) {
  return words.get_string(cli::language() == Language::ko ? "ko" : "en", "");
}

struct Opened {
  std::unique_ptr<tb::Vault> vault;
  std::unique_ptr<tb::Model> model;  // for what only a language model can do
  tb::Skill skill;
  explicit Opened(const Options& options)
      : vault(options.vault.empty() ? nullptr : std::make_unique<tb::Vault>(open_vault(options))),
        model(options.model.empty() ? nullptr : open_writer(options.model, options.weights)),
        skill(skill_folder(word(options, 0, "NAME")), options.data, vault.get()) {
    if (model) skill.use_model(model.get());
  }
};

}  // namespace

std::string skill_folder(const std::string& name) {
  if (fs::exists(fs::path(name) / "skill.toml") || name.find('/') != std::string::npos) return name;
  if (fs::exists(skills_folder() / name / "skill.toml")) return (skills_folder() / name).string();
  return fs::path(shipped_file("skills/" + name, "skill.toml", msg::kSkillNotThere))
      .parent_path()
      .string();
}

std::vector<fs::path> skill_folders() {
  std::vector<fs::path> folders;
  std::set<std::string> names;
  std::error_code error;
  const auto add = [&](const fs::path& root) {
    for (const auto& entry : fs::directory_iterator(root, error))
      if (fs::exists(entry.path() / "skill.toml") && !is_desk(entry.path()) &&
          names.insert(entry.path().filename().string()).second)
        folders.push_back(entry.path());
  };
  add(skills_folder());  // what was installed goes before what came along
  add(fs::path(shipped_file("skills", "README.md", msg::kSkillNotThere)).parent_path());
  std::sort(folders.begin(), folders.end(),
            [](const fs::path& a, const fs::path& b) { return a.filename() < b.filename(); });
  return folders;
}

int run_skill_info(const Options& options) {
  const Json info = Json::parse(Opened(options).skill.info());
  if (options.json) {
    cli::print_json(info);
    return 0;
  }
  cli::print_line(in_language(info.at("about")));
  for (const Json& tool : info.at("tools").as_array()) {
    cli::print_line("  " + tool.get_string("name", "") + "\t" + in_language(tool));
    if (const Json* arguments = tool.at("arguments").find("properties"))
      for (const auto& [name, schema] : arguments->as_object())
        cli::print_line("    " + name + "\t" + schema.get_string("description", ""));
  }
  for (const Json& file : info.at("data").as_array())
    cli::print_line(text(msg::kSkillReads, file.as_string()));
  if (info.get_bool("sample", false)) cli::note(text(msg::kSkillOnSample));
  return 0;
}

int run_skill_call(const Options& options) {
  Opened opened(options);
  const std::string& tool = word(options, 1, "TOOL");
  const bool lines = options.words.size() < 3 && !::isatty(STDIN_FILENO) && options.json_lines;
  if (!lines) {
    const Json result = Json::parse(
        opened.skill.call(tool, options.words.size() > 2 ? options.words[2] : std::string("{}")));
    cli::print_json(result);
    return 0;
  }
  for (std::string line; std::getline(std::cin, line);)
    if (!line.empty()) cli::print_line(opened.skill.call(tool, line));
  return 0;
}

Json ready_skills() {
  Json all{Json::Array{}};
  for (const fs::path& folder : skill_folders()) {
    Json one;
    one.set("name", folder.filename().string());
    one.set("folder", folder.string());
    try {
      const Json info = Json::parse(tb::Skill(folder.string()).info());
      one.set("kind", info.at("kind"));
      one.set("about", info.at("about"));
    } catch (const tb::Exception& e) {
      one.set("error", e.what());
    }
    all.push(std::move(one));
  }
  return all;
}

}  // namespace tinybrain::home
