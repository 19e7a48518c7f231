// The language of this run, and texts in it. From --lang, else LC_ALL, LC_MESSAGES, LANG.
#pragma once

#include <string>

#include "base/error.h"

namespace tinybrain::server {

Language language();
void choose_language(int argc, char** argv);  // also tells the library

// One text of the catalogue in the language of this run.
template <class... Args>
std::string text(const Message& message, const Args&... args) {
  return text_of(language(), message, args...);
}

}  // namespace tinybrain::server
