// tinybrain for C++17 and later, fourth header: a thin layer over skills.h. What calls take and return is JSON, as of skills.h.
#ifndef TINYBRAIN_SKILLS_HPP
#define TINYBRAIN_SKILLS_HPP

#include <memory>
#include <string>

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
  tb_skill* get() const { return skill_.get(); }

 private:
  struct Close {
    void operator()(tb_skill* skill) const { tb_skill_close(skill); }
  };
  std::unique_ptr<tb_skill, Close> skill_;
};

}  // namespace tb

#endif  // TINYBRAIN_SKILLS_HPP
