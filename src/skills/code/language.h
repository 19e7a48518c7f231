// The programming languages that the skill knows: names, file names, where a comment begins.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace tinybrain::skills::code {

enum class CodeLanguage { python, javascript, cpp };

struct LanguageFacts {
  CodeLanguage language;
  const char* name;     // in arguments and results
  const char* written;  // as people write it
  const char* program;  // the file that a program is saved as
  const char* comment;  // to the end of the line
};
const LanguageFacts& facts_of(CodeLanguage language);

// Of its name, or of one that code blocks are marked with ("py", "js", "c++"). nullptr: none of them.
const LanguageFacts* language_named(std::string_view name);
// By what stands in it; Python where nothing tells.
CodeLanguage language_like(std::string_view code);
// The argument "code_language"; where it is missing, what `code` looks like. Error{bad_argument}.
CodeLanguage asked_code_language(const Json& arguments, std::string_view code);

std::vector<std::string_view> lines_of(std::string_view text);  // without their ends

}  // namespace tinybrain::skills::code
