// The one error type of the library: a code for programs, a message in English and Korean for
// people. Data from outside that is wrong throws Error; a promise broken by our own code is a
// TB_ASSERT, in every build. Exceptions stop at the C ABI, the CLI and the server.
#pragma once

#include <exception>
#include <string>
#include <string_view>

#include "base/format.h"

namespace tinybrain {

// What kind of failure it is. Values are those of tb_status in tinybrain.h.
enum class Code {
  ok = 0,
  bad_argument = 1,  // the caller asked for something that makes no sense
  bad_file = 2,      // truncated, hostile or not the format it claims to be
  not_found = 3,     // no such file, model, tensor, template
  io = 4,            // the operating system refused to read or write
  no_memory = 5,     // the model or the session does not fit
  no_space = 6,      // the disk is full
  unsupported = 7,   // well-formed, but not something this build can do
  context_full = 8,  // the prompt does not fit in the window
  cancelled = 9,     // stopped on request
  internal = 10,     // our own fault
};

// One text of the catalogue (src/base/messages/), in both languages, in fmt's syntax. The check at
// compile time: both languages use the same arguments ({} or {0}, {1}, ...; never mixed).
struct Message {
  const char* en;
  const char* ko;
  consteval Message(const char* english, const char* korean) : en(english), ko(korean) {
    if (arguments(english) != arguments(korean)) throw "both languages must use the same arguments";
  }

 private:
  static constexpr unsigned arguments(const char* s) {
    unsigned automatic = 0, numbered = 0;
    for (; *s; ++s) {
      if (s[0] != '{') continue;
      if (s[1] == '{') {
        ++s;
        continue;
      }
      if (s[1] >= '0' && s[1] <= '9')
        numbered |= 1u << (s[1] - '0');
      else
        automatic = (automatic << 1) | 1u;
    }
    return automatic | numbered;
  }
};

enum class Language { en, ko };

class Error : public std::exception {
 public:
  template <class... Args>
  Error(Code code, const Message& message, const Args&... args)
      : code_(code),
        en_(fmt::format(fmt::runtime(message.en), args...)),
        ko_(fmt::format(fmt::runtime(message.ko), args...)) {}

  Code code() const { return code_; }
  const std::string& message(Language language) const {
    return language == Language::ko ? ko_ : en_;
  }
  const char* what() const noexcept override { return en_.c_str(); }

  // The same error with the place it happened in put before it: "model.gguf: ...".
  Error in(std::string_view place) const {
    Error e = *this;
    e.en_ = fmt::format("{}: {}", place, en_);
    e.ko_ = fmt::format("{}: {}", place, ko_);
    return e;
  }

 private:
  Code code_;
  std::string en_, ko_;
};

// Formats one text of the catalogue in one language.
template <class... Args>
std::string text_of(Language language, const Message& message, const Args&... args) {
  return fmt::format(fmt::runtime(language == Language::ko ? message.ko : message.en), args...);
}

[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);

}  // namespace tinybrain

#define TB_ASSERT(condition) \
  ((condition) ? void(0) : ::tinybrain::assertion_failed(#condition, __FILE__, __LINE__))
