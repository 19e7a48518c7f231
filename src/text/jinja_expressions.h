// The expression half of the parser, and the reader of tokens that both halves share.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "text/jinja_ast.h"
#include "text/jinja_lexer.h"

namespace tinybrain::jinja {

class TokenReader {
 public:
  explicit TokenReader(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  // The last token is `end`; it is never passed.
  const Token& peek(size_t ahead = 0) const {
    return tokens_[at_ + ahead < tokens_.size() ? at_ + ahead : tokens_.size() - 1];
  }
  const Token& take() {
    const Token& token = peek();
    if (at_ + 1 < tokens_.size()) ++at_;
    return token;
  }
  int line() const { return peek().line; }
  bool is(TokenKind kind) const { return peek().kind == kind; }
  bool is_name(std::string_view word) const { return peek().is(TokenKind::name, word); }
  bool is_symbol(std::string_view s) const { return peek().is(TokenKind::symbol, s); }
  bool accept(TokenKind kind) { return is(kind) && (take(), true); }
  bool accept_name(std::string_view word) { return is_name(word) && (take(), true); }
  bool accept_symbol(std::string_view s) { return is_symbol(s) && (take(), true); }
  const Token& expect(TokenKind kind, std::string_view what) {
    if (!is(kind)) wanted(what);
    return take();
  }
  void expect_name(std::string_view word) {
    if (!accept_name(word)) wanted(word);
  }
  void expect_symbol(std::string_view s) {
    if (!accept_symbol(s)) wanted(s);
  }

 private:
  [[noreturn]] void wanted(std::string_view what) const;

  std::vector<Token> tokens_;
  size_t at_ = 0;
};

class ExpressionParser {
 public:
  explicit ExpressionParser(TokenReader& tokens) : tokens_(tokens) {}

  // One expression. Without conditions, an `if` behind it is not its own.
  ExpressionPtr parse(bool with_condition = true);
  // One expression, or a tuple when commas follow.
  ExpressionPtr parse_tuple(bool with_condition = true);
  // What a loop or a set may assign to: a name, a tuple of them or (for set) an attribute.
  ExpressionPtr parse_target(bool with_attribute = false);
  // "| name(...) | ..." behind `value` (null: a block's text). first_bare: no bar before the first.
  ExpressionPtr parse_filters(ExpressionPtr value, bool first_bare = false);

  // How many `if` blocks we are in. There an unknown filter or test is an error only when it is
  // reached, as in Jinja: templates ask for what some other engine has.
  unsigned conditional = 0;

 private:
  ExpressionPtr parse_condition();
  ExpressionPtr parse_or();
  ExpressionPtr parse_and();
  ExpressionPtr parse_not();
  ExpressionPtr parse_compare();
  ExpressionPtr parse_sum();
  ExpressionPtr parse_concat();
  ExpressionPtr parse_product();
  ExpressionPtr parse_power();
  ExpressionPtr parse_unary(bool with_filter = true);
  ExpressionPtr parse_primary();
  ExpressionPtr parse_word();
  ExpressionPtr parse_number();
  ExpressionPtr parse_brackets();
  ExpressionPtr parse_list();
  ExpressionPtr parse_dict();
  ExpressionPtr parse_postfix(ExpressionPtr value);
  ExpressionPtr parse_dot(ExpressionPtr value);
  ExpressionPtr parse_subscript(ExpressionPtr value);
  ExpressionPtr parse_behind(ExpressionPtr value);  // filters, tests and calls
  ExpressionPtr parse_filter(ExpressionPtr value);
  ExpressionPtr parse_test(ExpressionPtr value);
  void parse_arguments(Expression& call);
  bool at_tuple_end() const;

  ExpressionPtr make(ExpressionKind kind, std::string text = {});
  // Adds a child; the tree's depth is bounded here.
  void add(Expression& parent, ExpressionPtr child);
  ExpressionPtr binary(ExpressionKind kind, std::string op, ExpressionPtr left,
                       ExpressionPtr right);
  // One more level of recursion of the parser itself.
  class Level;

  TokenReader& tokens_;
  unsigned level_ = 0;
};

}  // namespace tinybrain::jinja
