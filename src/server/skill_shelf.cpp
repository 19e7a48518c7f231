#include "server/skill_shelf.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "base/messages/home_skills.h"
#include "base/messages/server_skills.h"
#include "base/seed.h"
#include "server/api_error.h"
#include "server/build_request.h"

namespace tinybrain::server {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostOpen = 16, kMostFiles = 50;
constexpr const char* kBrought = ".skill-data";  // in the person's folder

bool is_skill(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / "skill.toml", error);
}

// A support desk has a skill.toml too, and endpoints of its own.
bool is_desk(const fs::path& folder) {
  try {
    tb::desk_info(folder.string());
    return true;
  } catch (const tb::Exception& e) {
    return e.status() != TB_NOT_FOUND;
  }
}

}  // namespace

// A skill as opened on some files.
struct SkillShelf::Open {
  std::string name, files;  // as JSON; "" = the sample
  std::string wants;        // purpose of the model that should write; "" = any
  bool with_vault = false;
  fs::path brought;  // what goes with it
  std::unique_ptr<tb::Skill> skill;
  std::mutex calling;

  // The model may go as soon as the call is over.
  std::string call(const std::string& tool, const std::string& arguments, const ServedPtr& model) {
    const std::lock_guard turn(calling);
    struct Lent {
      tb::Skill& to;
      explicit Lent(tb::Skill& s, Served* lent) : to(s) {
        to.use_model(lent ? &*lent->model : nullptr);
      }
      ~Lent() { tb_skill_use_model(to.get(), nullptr); }
    } const lent(*skill, model.get());
    return skill->call(tool, arguments);
  }

  ~Open() {
    skill.reset();
    std::error_code ignored;
    if (!brought.empty()) fs::remove_all(brought, ignored);
  }
};

// The router of the skills as they were when it was made.
struct SkillShelf::Routing {
  std::string of;  // folders, with when their manifests were last written
  std::shared_ptr<tb::Model> encoder;
  std::unique_ptr<tb::Router> router;
};

SkillShelf::SkillShelf(fs::path folder, fs::path shipped, Home& home, Models& models, bool local)
    : folder_(std::move(folder)),
      shipped_(std::move(shipped)),
      home_(home),
      models_(models),
      local_(local) {
  std::error_code ignored;
  fs::remove_all(folder_ / kBrought, ignored);  // of a server that was killed
}

SkillShelf::~SkillShelf() = default;

fs::path SkillShelf::shipped_folder() {
  try {
    return fs::path(shipped_file("skills", "README.md", msg::kSkillNotThere)).parent_path();
  } catch (const Error&) {
    return {};
  }
}

fs::path SkillShelf::folder_of(const std::string& name) const {
  if (is_plain_name(name)) {
    const fs::path own = folder_ / "skills" / name;
    if (is_skill(own) && !is_desk(own)) return own;
    if (!shipped_.empty() && is_skill(shipped_ / name)) return shipped_ / name;
  }
  throw ApiError(404, text(msg::kNoSuchSkill, name), {}, "skill_not_found");
}

std::vector<std::string> SkillShelf::names() const {
  std::vector<std::string> names;
  for (const fs::path& root : {shipped_, folder_ / "skills"}) {
    std::error_code error;
    if (root.empty()) continue;
    for (const auto& entry : fs::directory_iterator(root, error))
      if (is_plain_name(entry.path().filename().string()) && is_skill(entry.path()) &&
          (root == shipped_ || !is_desk(entry.path())))
        names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::shared_ptr<SkillShelf::Open> SkillShelf::open(const std::string& name, const Json& files) {
  const fs::path folder = folder_of(name);
  const std::string key = files.is_null() ? std::string() : files.dump();
  const bool with_vault = home_.has_vault();
  const std::lock_guard lock(mutex_);
  const auto at = std::find_if(opened_.begin(), opened_.end(), [&](const auto& one) {
    return one->name == name && one->files == key && one->with_vault == with_vault;
  });
  if (at != opened_.end()) {
    opened_.splice(opened_.begin(), opened_, at);
    return opened_.front();
  }
  auto made = std::make_shared<Open>();
  made->name = name;
  made->files = key;
  made->with_vault = with_vault;
  static std::size_t number = 0;
  made->brought = folder_ / kBrought / std::to_string(++number);
  Json options{Json::Object{}};
  if (!local_) options.set("may_run", false);
  if (files.is_null()) {
    // What a tool writes beside the sample goes into a copy of it. Where none can be made, such a tool says so.
    std::error_code error;
    fs::create_directories(made->brought.parent_path(), error);
    fs::copy(folder / "sample", made->brought, fs::copy_options::recursive, error);
    if (error) {
      fs::remove_all(made->brought, error);
      made->brought.clear();
    } else {
      options.set("sample", true);
    }
  } else {
    fs::create_directories(made->brought);
    for (const auto& [file, content] : files.as_object())
      write_file(made->brought / file, content.as_string());
  }
  made->skill = std::make_unique<tb::Skill>(folder.string(), made->brought.string(),
                                            with_vault ? &home_.vault() : nullptr, options.dump());
  made->wants = Json::parse(made->skill->info()).get_string("model", "");
  opened_.push_front(made);
  if (opened_.size() > kMostOpen) opened_.pop_back();
  return made;
}

Json SkillShelf::list() {
  Json all{Json::Array{}};
  for (const std::string& name : names()) {
    Json one;
    one.set("name", name);
    try {
      const Json info = this->info(name);
      Json tools{Json::Array{}};
      for (const Json& tool : info.at("tools").as_array()) tools.push(tool.at("name"));
      one.set("kind", info.at("kind"));
      one.set("about", info.at("about"));
      one.set("tools", std::move(tools));
      one.set("sample", info.at("sample"));
      one.set("installed", folder_of(name).parent_path() != shipped_);
    } catch (const tb::Exception& e) {
      one.set("error", e.what());
    }
    all.push(std::move(one));
  }
  return all;
}

Json SkillShelf::info(const std::string& name) {
  return Json::parse(open(name, Json())->skill->info());
}

Json SkillShelf::call(const std::string& name, const std::string& tool, const Json& arguments,
                      const Json& files, const std::string& model) {
  if (!files.is_null()) {
    if (!files.is_object() || files.as_object().size() > kMostFiles)
      throw bad_member("data", msg::kSkillFiles, kMostFiles);
    for (const auto& [file, content] : files.as_object())
      if (!is_plain_name(file) || !content.is_string())
        throw bad_member("data", msg::kSkillFiles, kMostFiles);
  }
  const std::shared_ptr<Open> skill = open(name, files);
  const ServedPtr writer = model.empty() ? writer_for(skill->wants) : models_.writer(model);
  return Json::parse(skill->call(tool, arguments.dump(), writer));
}

ServedPtr SkillShelf::writer_for(const std::string& purpose) const {
  ServedPtr first;
  for (const ServedPtr& one : models_.all()) {
    if (!one->can_write || !one->model) continue;
    if (one->purpose == purpose && !purpose.empty()) return one;
    if (!first) first = one;
  }
  return first;
}

std::shared_ptr<SkillShelf::Routing> SkillShelf::routing() {
  Json sources, folders{Json::Array{}};
  auto made = std::make_shared<Routing>();
  for (const std::string& name : names()) {
    const fs::path folder = folder_of(name);
    try {
      info(name);
    } catch (const tb::Exception&) {
      continue;  // one that does not open is asked nothing
    }
    folders.push(folder.string());
    made->of +=
        folder.string() + "\n" +
        std::to_string(fs::last_write_time(folder / "skill.toml").time_since_epoch().count()) +
        "\n";
  }
  const std::lock_guard lock(routing_mutex_);
  if (routing_ && routing_->of == made->of) return routing_;
  if (folders.as_array().empty()) throw ApiError(404, text(msg::kNoSkills), {}, "skill_not_found");
  sources.set("skills", std::move(folders));
  std::error_code error;
  if (!shipped_.empty() && fs::exists(shipped_ / "elsewhere.csv", error)) {
    Json elsewhere{Json::Array{}};
    elsewhere.push((shipped_ / "elsewhere.csv").string());
    sources.set("elsewhere", std::move(elsewhere));
  }
  sources.set("cache", (folder_ / "cache").string());
  made->encoder = home_.seed();
  made->router = std::make_unique<tb::Router>(sources.dump(), made->encoder.get());
  routing_ = made;
  return made;
}

Json SkillShelf::ask(const std::string& words, const std::string& language) {
  Json routed = Json::parse(routing()->router->route(words, language));
  const Json *tool = routed.find("tool"), *missing = routed.find("missing");
  if (!tool || !tool->is_string() || !missing || !missing->as_array().empty()) return routed;
  Json result =
      call(routed.at("skill").as_string(), tool->as_string(), routed.at("arguments"), Json());
  Json step, trace = routed.at("trace");
  step.set("who", "skill");
  step.set("did", "call");
  step.set("tool", *tool);
  step.set("arguments", routed.at("arguments"));
  trace.push(std::move(step));
  routed.set("result", std::move(result));
  routed.set("trace", std::move(trace));
  return routed;
}

}  // namespace tinybrain::server
