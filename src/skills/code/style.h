// Style by rules, without a model and without running anything: what stands on a line, names, imports that nobody uses.
// By simple lexing: strings and comments are told from code, the grammar is not known.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "skills/code/language.h"

namespace tinybrain::skills::code {

struct Finding {
  size_t line = 0, column = 0;  // from 1; column 0 = the whole line
  const char* rule = "";        // a short name, the same in both languages
  std::string text;
};

struct StyleWish {
  size_t columns = 100;  // characters that a line may have
  Language language = Language::en;
};

// By line.
std::vector<Finding> check_style(CodeLanguage language, std::string_view program,
                                 const StyleWish& wish);

// The program with each character of strings and comments made a space; line ends stay where they are.
std::string code_only(CodeLanguage language, std::string_view program);

// Its parts. Each adds what it finds; `code`: the program as code_only has it.
void check_lines(CodeLanguage language, std::string_view program, std::string_view code,
                 const StyleWish& wish, std::vector<Finding>& found);
void check_words(CodeLanguage language, std::string_view program, std::string_view code,
                 const StyleWish& wish, std::vector<Finding>& found);
void check_imports(CodeLanguage language, std::string_view program, std::string_view code,
                   const StyleWish& wish, std::vector<Finding>& found);

}  // namespace tinybrain::skills::code
