// Jinja source to tokens, whitespace already controlled: trim_blocks and lstrip_blocks are on, as
// transformers renders. Does not know the grammar.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace tinybrain::jinja {

enum class TokenKind {
  data,
  variable_begin,
  variable_end,
  block_begin,
  block_end,
  name,
  string,
  integer,
  real,
  symbol,
  end
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;  // string: its value; symbol, name, number: as written (numbers without '_')
  int line = 1;
  bool is(TokenKind k, std::string_view t) const { return kind == k && text == t; }
};

// Error{bad_file} with the line.
std::vector<Token> tokenize(std::string_view source);

[[noreturn]] void syntax_error(int line, std::string_view what);  // Error{bad_file}
[[noreturn]] void unsupported(int line, std::string_view what);   // Error{unsupported}

}  // namespace tinybrain::jinja
