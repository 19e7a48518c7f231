// tinybrain for C++17 and later, third header: a thin layer over learn.h. What calls take and return is JSON, as of learn.h.
#ifndef TINYBRAIN_LEARN_HPP
#define TINYBRAIN_LEARN_HPP

#include <cstdint>
#include <exception>
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
