// The skills that the server has: those that came along and those that the person installed, each opened when it is first
// asked for. A request may bring files for a skill; they, or a copy of the sample, lie in the person's folder while the skill is open and go
// with it.
#pragma once

#include <filesystem>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/json.h"
#include "server/home.h"
#include "server/models.h"
#include "tinybrain/skills.hpp"

namespace tinybrain::server {

class SkillShelf {
 public:
  // folder: of the person's data. shipped: with the skills that came along; "" = none.
  // models: the one that writes for a skill is the first of the purpose that its skill.toml names, else the first that can. local: nobody on another
  // machine can ask; else no skill runs programs.
  SkillShelf(std::filesystem::path folder, std::filesystem::path shipped, Home& home,
             Models& models, bool local);
  SkillShelf(const SkillShelf&) = delete;
  ~SkillShelf();

  // Where the programs keep the skills that came along; "" where there are none.
  static std::filesystem::path shipped_folder();

  // [{"name", "kind", "about": {"en", "ko"}, "tools": [name], "sample", "installed"}]; of one that does not open
  // [{"name", "error"}].
  Json list();
  Json info(const std::string& name);
  // files: {name: text}, in place of the sample; null = the sample. model: that should write; "" = as above. ApiError, and what
  // the library says.
  Json call(const std::string& name, const std::string& tool, const Json& arguments,
            const Json& files, const std::string& model = {});
  // What the router makes of a request, and the result where a tool was called. language: "" = that of the text.
  Json ask(const std::string& text, const std::string& language);

 private:
  struct Open;
  struct Routing;
  std::shared_ptr<Routing> routing();
  std::filesystem::path folder_of(const std::string& name) const;  // ApiError 404
  std::vector<std::string> names() const;
  ServedPtr writer_for(const std::string& purpose) const;  // nullptr: none can write
  std::shared_ptr<Open> open(const std::string& name, const Json& files);

  const std::filesystem::path folder_, shipped_;
  Home& home_;
  Models& models_;
  const bool local_;
  std::mutex mutex_;                         // of what follows
  std::list<std::shared_ptr<Open>> opened_;  // the last used first
  std::mutex routing_mutex_;                 // of what follows
  std::shared_ptr<Routing>
      routing_;  // made when it is first asked for, and anew when the skills change
};

}  // namespace tinybrain::server
