// The language of this run, and texts in it.
#pragma once

#include <string>

#include "base/error.h"

namespace tinybrain::cli {

Language language();
// Decides from --lang, else LC_ALL, LC_MESSAGES, LANG; English otherwise. Also tells the library.
void choose_language(int argc, char** argv);

// One text of the catalogue in the language of this run.
template <class... Args>
std::string text(const Message& message, const Args&... args) {
  return text_of(language(), message, args...);
}

// "12.3 MB", in powers of ten as disks are sold and models are named.
std::string human_bytes(double bytes);
// "3 s", "2 min 10 s", "1 h 5 min".
std::string human_time(double seconds);
// Thousands separated: 1,234,567.
std::string human_count(int64_t number);
// Columns that a text takes on a terminal (Hangul and other wide characters take two).
size_t display_width(std::string_view utf8);
// The text followed by spaces up to `width` columns.
std::string padded(std::string_view utf8, size_t width, bool right = false);

}  // namespace tinybrain::cli
