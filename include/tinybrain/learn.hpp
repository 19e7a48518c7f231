// tinybrain for C++17 and later, third header: a thin layer over learn.h, as tinybrain.hpp is over tinybrain.h.
#ifndef TINYBRAIN_LEARN_HPP
#define TINYBRAIN_LEARN_HPP

#include <cstdint>
#include <memory>
#include <string>

#include "tinybrain/home.hpp"
#include "tinybrain/learn.h"

namespace tb {

// Makes a file of what other people like; returns measures, as of tb_population_make.
inline std::string make_population(const std::string& table, const std::string& output,
                                   const std::string& options = {}, Progress progress = {}) {
  detail::ProgressArgument p(progress);
  char* json = nullptr;
  p.check(tb_population_make(table.c_str(), detail::or_null(options), output.c_str(), p.function(),
                             p.user(), &json));
  return detail::take(json);
}

// What a person likes. What calls take and return is JSON, as of learn.h.
class Preferences {
 public:
  // vault: nullptr = nothing is kept; encoder: nullptr = texts are not looked at. They must live as long.
  explicit Preferences(Vault* vault, Model* encoder = nullptr, const std::string& options = {}) {
    tb_preferences* opened = nullptr;
    detail::check(tb_preferences_open(vault ? vault->get() : nullptr,
                                      encoder ? encoder->get() : nullptr, detail::or_null(options),
                                      &opened));
    preferences_.reset(opened);
  }
  // The event's number; 0 = not granted, and nothing was kept or learnt.
  std::int64_t observe(const std::string& event) {
    std::int64_t id = 0;
    detail::check(tb_preferences_observe(get(), event.c_str(), &id));
    return id;
  }
  std::string rank(const std::string& request) const {
    char* json = nullptr;
    detail::check(tb_preferences_rank(get(), request.c_str(), &json));
    return detail::take(json);
  }
  std::string why(const std::string& request) const {
    char* json = nullptr;
    detail::check(tb_preferences_why(get(), request.c_str(), &json));
    return detail::take(json);
  }
  std::string info() const {
    char* json = nullptr;
    detail::check(tb_preferences_info(get(), &json));
    return detail::take(json);
  }
  tb_preferences* get() const { return preferences_.get(); }

 private:
  struct Close {
    void operator()(tb_preferences* preferences) const { tb_preferences_close(preferences); }
  };
  std::unique_ptr<tb_preferences, Close> preferences_;
};

}  // namespace tb

#endif  // TINYBRAIN_LEARN_HPP
