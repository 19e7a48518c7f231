// tinybrain for C++17 and later, third header: a thin layer over learn.h. What calls take and return is JSON, as of learn.h.
#ifndef TINYBRAIN_LEARN_HPP
#define TINYBRAIN_LEARN_HPP

#include <cstdint>
#include <exception>
#include <memory>
#include <string>

#include "tinybrain/home.hpp"
#include "tinybrain/learn.h"

namespace tb {

// What a person wrote, heard: JSON as of tb_memory_hear. seed: nullptr = by rules alone.
inline std::string hear(Vault& vault, Model* seed, const std::string& text,
                        const std::string& options = {}) {
  char* json = nullptr;
  detail::check(tb_memory_hear(vault.get(), seed ? seed->get() : nullptr, text.c_str(),
                               detail::or_null(options), &json));
  return detail::take(json);
}

// What is remembered that matters for a message: JSON as of tb_memory_context.
inline std::string memory_context(Vault& vault, Model* seed, const std::string& text,
                                  const std::string& options = {}) {
  char* json = nullptr;
  detail::check(tb_memory_context(vault.get(), seed ? seed->get() : nullptr, text.c_str(),
                                  detail::or_null(options), &json));
  return detail::take(json);
}

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

// The row's id; 0 = the purpose is not granted, and nothing was written.
inline std::int64_t feedback(Vault& vault, const std::string& json) {
  std::int64_t id = 0;
  detail::check(tb_feedback(vault.get(), json.c_str(), &id));
  return id;
}

// Returns the report. event gets JSON and returns false to pause, which throws TB_CANCELLED.
inline std::string learn(Vault& vault, Model& base, const std::string& options = {},
                         const Event& event = {}) {
  struct Call {
    const Event& event;
    std::exception_ptr thrown;
  } call{event, {}};
  const tb_event_fn tell = [](void* user, const char* json) {
    auto* c = static_cast<Call*>(user);
    try {
      return c->event(json) ? 0 : 1;
    } catch (...) {
      c->thrown = std::current_exception();
      return 1;
    }
  };
  char* report = nullptr;
  const tb_status status = tb_learn(vault.get(), base.get(), detail::or_null(options),
                                    event ? tell : nullptr, &call, &report);
  if (call.thrown) std::rethrow_exception(call.thrown);
  detail::check(status);
  return detail::take(report);
}

inline std::string learn_status(Vault& vault, Model* base = nullptr) {
  char* json = nullptr;
  detail::check(tb_learn_status(vault.get(), base ? base->get() : nullptr, &json));
  return detail::take(json);
}

inline std::string learned_versions(Vault& vault) {
  char* json = nullptr;
  detail::check(tb_learned_list(vault.get(), &json));
  return detail::take(json);
}

// 0 = the model as it came.
inline void use_learned(Vault& vault, std::int64_t version) {
  detail::check(tb_learned_use(vault.get(), version));
}

// Whether the active version is to answer a prompt: JSON as of tb_learned_near.
inline std::string learned_near(Vault& vault, Model& model, const std::string& prompt) {
  char* json = nullptr;
  detail::check(tb_learned_near(vault.get(), model.get(), prompt.c_str(), &json));
  return detail::take(json);
}

// Of the active version for that model.
inline Adapter learned_adapter(Vault& vault, Model& model) {
  tb_adapter* adapter = nullptr;
  detail::check(tb_learned_adapter(vault.get(), model.get(), &adapter));
  return Adapter(adapter);
}

inline std::string learned_why(Vault& vault, Model& model, const std::string& prompt) {
  char* json = nullptr;
  detail::check(tb_learned_why(vault.get(), model.get(), prompt.c_str(), &json));
  return detail::take(json);
}

}  // namespace tb

#endif  // TINYBRAIN_LEARN_HPP
