// tinybrain for C++17 and later, third header: a thin layer over learn.h, as home.hpp is over home.h.
#ifndef TINYBRAIN_LEARN_HPP
#define TINYBRAIN_LEARN_HPP

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

}  // namespace tb

#endif  // TINYBRAIN_LEARN_HPP
