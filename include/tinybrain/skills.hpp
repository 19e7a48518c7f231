// tinybrain for C++17 and later, fourth header: a thin layer over skills.h. What calls take and return is JSON, as of skills.h.
#ifndef TINYBRAIN_SKILLS_HPP
#define TINYBRAIN_SKILLS_HPP

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tinybrain/home.hpp"
#include "tinybrain/skills.h"

namespace tb {

// A skill, opened. Movable; the vault must live as long.
class Skill {
 public:
  // data: "" = the sample that came along. vault: nullptr = nothing is kept.
  explicit Skill(const std::string& folder, const std::string& data = {}, Vault* vault = nullptr,
                 const std::string& options = {}) {
    tb_skill* opened = nullptr;
    detail::check(tb_skill_open(folder.c_str(), detail::or_null(data),
                                vault ? vault->get() : nullptr, detail::or_null(options), &opened));
    skill_.reset(opened);
  }
  std::string info() const {
    char* json = nullptr;
    detail::check(tb_skill_info(get(), &json));
    return detail::take(json);
  }
  std::string call(const std::string& tool, const std::string& arguments = "{}") {
    char* json = nullptr;
    detail::check(tb_skill_call(get(), tool.c_str(), arguments.c_str(), &json));
    return detail::take(json);
  }
  // nullptr = none. The model must live as long.
  void use_model(Model* model) {
    detail::check(tb_skill_use_model(get(), model ? model->get() : nullptr));
  }
  // arguments to a result, JSON both; what it throws is a failed call.
  using Tool = std::function<std::string(const std::string& arguments)>;
  void add_tool(const std::string& name, const std::string& schema, Tool run) {
    tools_.push_back(std::make_unique<Added>(Added{std::move(run), {}}));
    detail::check(
        tb_skill_add_tool(get(), name.c_str(), schema.c_str(), run_added, tools_.back().get()));
  }
  tb_skill* get() const { return skill_.get(); }

 private:
  struct Added {
    Tool run;
    std::string result;
  };
  static const char* run_added(void* user, const char* arguments) {
    auto& added = *static_cast<Added*>(user);
    try {
      added.result = added.run(arguments);
      return added.result.c_str();
    } catch (...) {
      return nullptr;
    }
  }
  struct Close {
    void operator()(tb_skill* skill) const { tb_skill_close(skill); }
  };
  std::vector<std::unique_ptr<Added>> tools_;  // outlive the skill
  std::unique_ptr<tb_skill, Close> skill_;
};

// As of tb_skill_new, tb_skill_check, tb_skill_pack and tb_skill_install.
inline void new_skill(const std::string& folder) { detail::check(tb_skill_new(folder.c_str())); }
inline std::string check_skill(const std::string& folder, const std::string& others = {}) {
  char* json = nullptr;
  detail::check(tb_skill_check(folder.c_str(), detail::or_null(others), &json));
  return detail::take(json);
}
inline std::string pack_skill(const std::string& folder, const std::string& key_file,
                              const std::string& output) {
  char* json = nullptr;
  detail::check(tb_skill_pack(folder.c_str(), key_file.c_str(), output.c_str(), &json));
  return detail::take(json);
}
inline std::string install_skill(const std::string& pack, const std::string& into,
                                 const std::string& options = {}) {
  char* json = nullptr;
  detail::check(tb_skill_install(pack.c_str(), into.c_str(), detail::or_null(options), &json));
  return detail::take(json);
}

// The router. Movable; the encoder must live as long.
class Router {
 public:
  // sources: as of tb_router_make. encoder: nullptr = words alone. Stops when progress returns false.
  explicit Router(const std::string& sources, Model* encoder = nullptr,
                  const std::function<bool(uint64_t, uint64_t)>& progress = {}) {
    const auto call = [](void* user, uint64_t done, uint64_t total) {
      const auto& f = *static_cast<const std::function<bool(uint64_t, uint64_t)>*>(user);
      return f(done, total) ? 0 : 1;
    };
    void* user = const_cast<void*>(static_cast<const void*>(&progress));
    tb_router* made = nullptr;
    detail::check(tb_router_make(sources.c_str(), encoder ? encoder->get() : nullptr,
                                 progress ? static_cast<tb_progress_fn>(call) : nullptr, user,
                                 &made));
    router_.reset(made);
  }
  std::string route(const std::string& text, const std::string& language = {}) {
    char* json = nullptr;
    detail::check(tb_router_route(get(), text.c_str(), detail::or_null(language), &json));
    return detail::take(json);
  }
  tb_router* get() const { return router_.get(); }

 private:
  struct Close {
    void operator()(tb_router* router) const { tb_router_close(router); }
  };
  std::unique_ptr<tb_router, Close> router_;
};

}  // namespace tb

#endif  // TINYBRAIN_SKILLS_HPP
