// Expressions, one function a level of precedence: condition, or, and, not, comparison, + -, ~,
// * / // %, **, unary, postfix, filters and tests (Jinja's own order).
#include "text/jinja_expressions.h"

#include <charconv>

#include "base/messages/text_template.h"
#include "text/jinja_parser.h"

namespace tinybrain::jinja {
namespace {
constexpr unsigned kMaxDepth = 200;  // of the tree; the interpreter recurses this deep
constexpr unsigned kMaxLevel = 100;  // of brackets; the parser recurses ten functions a level
}  // namespace

void TokenReader::wanted(std::string_view what) const {
  const Token& found = peek();
  constexpr std::string_view kFound[] = {"text", "'{{'", "'}}'", "'{%'", "the end of the tag"};
  std::string text = found.text;
  if (found.kind == TokenKind::end)
    text = "the end of the template";
  else if (static_cast<size_t>(found.kind) < std::size(kFound))
    text = kFound[static_cast<size_t>(found.kind)];
  syntax_error(found.line, fmt::format("expected {}, found {}", what, text));
}

class ExpressionParser::Level {
 public:
  explicit Level(ExpressionParser& parser) : parser_(parser) {
    if (++parser_.level_ > kMaxLevel)
      syntax_error(parser_.tokens_.line(), "an expression is nested too deeply");
  }
  ~Level() { --parser_.level_; }

 private:
  ExpressionParser& parser_;
};

ExpressionPtr ExpressionParser::make(ExpressionKind kind, std::string text) {
  auto e = std::make_unique<Expression>();
  e->kind = kind;
  e->line = tokens_.line();
  e->text = std::move(text);
  return e;
}

void ExpressionParser::add(Expression& parent, ExpressionPtr child) {
  if (child) parent.depth = std::max(parent.depth, child->depth + 1);
  parent.children.push_back(std::move(child));
  if (parent.depth > kMaxDepth) syntax_error(parent.line, "an expression is too long");
}

ExpressionPtr ExpressionParser::binary(ExpressionKind kind, std::string op, ExpressionPtr left,
                                       ExpressionPtr right) {
  auto e = make(kind, std::move(op));
  e->line = left->line;
  add(*e, std::move(left));
  add(*e, std::move(right));
  return e;
}

ExpressionPtr ExpressionParser::parse(bool with_condition) {
  const Level level(*this);
  return with_condition ? parse_condition() : parse_or();
}

bool ExpressionParser::at_tuple_end() const {
  const Token& t = tokens_.peek();
  return t.kind == TokenKind::variable_end || t.kind == TokenKind::block_end ||
         t.kind == TokenKind::end || t.is(TokenKind::symbol, ")") || t.is(TokenKind::symbol, "=") ||
         t.is(TokenKind::name, "in") || t.is(TokenKind::name, "if");
}

ExpressionPtr ExpressionParser::parse_tuple(bool with_condition) {
  ExpressionPtr first = parse(with_condition);
  if (!tokens_.is_symbol(",")) return first;
  auto tuple = make(ExpressionKind::tuple);
  add(*tuple, std::move(first));
  while (tokens_.accept_symbol(",") && !at_tuple_end()) add(*tuple, parse(with_condition));
  return tuple;
}

ExpressionPtr ExpressionParser::parse_target(bool with_attribute) {
  const Level level(*this);
  const auto one = [&]() -> ExpressionPtr {
    if (tokens_.accept_symbol("(")) {
      auto inner = parse_target();
      tokens_.expect_symbol(")");
      return inner;
    }
    auto name = make(ExpressionKind::name);
    name->text = tokens_.expect(TokenKind::name, "a name to assign to").text;
    constexpr std::string_view kReserved[] = {"true", "false", "none", "True", "False", "None"};
    for (const auto word : kReserved)
      if (name->text == word) syntax_error(name->line, fmt::format("cannot assign to '{}'", word));
    if (!with_attribute || !tokens_.accept_symbol(".")) return name;
    auto e = make(ExpressionKind::attribute);
    e->text = tokens_.expect(TokenKind::name, "an attribute's name").text;
    add(*e, std::move(name));
    return e;
  };
  auto first = one();
  if (!tokens_.is_symbol(",")) return first;
  auto tuple = make(ExpressionKind::tuple);
  add(*tuple, std::move(first));
  while (tokens_.accept_symbol(",") && !at_tuple_end()) add(*tuple, one());
  return tuple;
}

ExpressionPtr ExpressionParser::parse_condition() {
  ExpressionPtr value = parse_or();
  while (tokens_.accept_name("if")) {
    auto e = make(ExpressionKind::condition);
    add(*e, std::move(value));
    add(*e, parse_or());
    add(*e, tokens_.accept_name("else") ? parse(true) : nullptr);
    value = std::move(e);
  }
  return value;
}

ExpressionPtr ExpressionParser::parse_or() {
  ExpressionPtr left = parse_and();
  while (tokens_.accept_name("or"))
    left = binary(ExpressionKind::logical_or, "or", std::move(left), parse_and());
  return left;
}

ExpressionPtr ExpressionParser::parse_and() {
  ExpressionPtr left = parse_not();
  while (tokens_.accept_name("and"))
    left = binary(ExpressionKind::logical_and, "and", std::move(left), parse_not());
  return left;
}

ExpressionPtr ExpressionParser::parse_not() {
  if (!tokens_.is_name("not")) return parse_compare();
  const Level level(*this);
  auto e = make(ExpressionKind::logical_not);
  tokens_.take();
  add(*e, parse_not());
  return e;
}

ExpressionPtr ExpressionParser::parse_compare() {
  ExpressionPtr first = parse_sum();
  ExpressionPtr chain;
  while (true) {
    std::string op;
    constexpr std::string_view kOperators[] = {"==", "!=", "<", "<=", ">", ">="};
    for (const std::string_view s : kOperators)
      if (tokens_.is_symbol(s)) op = s;
    if (tokens_.is_name("in")) op = "in";
    if (tokens_.is_name("not") && tokens_.peek(1).is(TokenKind::name, "in")) op = "not in";
    if (op.empty()) break;
    if (!chain) {
      chain = make(ExpressionKind::compare);
      add(*chain, std::move(first));
    }
    tokens_.take();
    if (op == "not in") tokens_.take();
    chain->operators.push_back(std::move(op));
    add(*chain, parse_sum());
  }
  return chain ? std::move(chain) : std::move(first);
}

ExpressionPtr ExpressionParser::parse_sum() {
  ExpressionPtr left = parse_concat();
  while (tokens_.is_symbol("+") || tokens_.is_symbol("-")) {
    std::string op = tokens_.take().text;
    left = binary(ExpressionKind::binary, std::move(op), std::move(left), parse_concat());
  }
  return left;
}

ExpressionPtr ExpressionParser::parse_concat() {
  ExpressionPtr left = parse_product();
  while (tokens_.accept_symbol("~"))
    left = binary(ExpressionKind::binary, "~", std::move(left), parse_product());
  return left;
}

ExpressionPtr ExpressionParser::parse_product() {
  ExpressionPtr left = parse_power();
  while (tokens_.is_symbol("*") || tokens_.is_symbol("/") || tokens_.is_symbol("//") ||
         tokens_.is_symbol("%")) {
    std::string op = tokens_.take().text;
    left = binary(ExpressionKind::binary, std::move(op), std::move(left), parse_power());
  }
  return left;
}

ExpressionPtr ExpressionParser::parse_power() {
  ExpressionPtr left = parse_unary();
  while (tokens_.accept_symbol("**"))
    left = binary(ExpressionKind::binary, "**", std::move(left), parse_unary());
  return left;
}

ExpressionPtr ExpressionParser::parse_unary(bool with_filter) {
  const Level level(*this);
  ExpressionPtr value;
  if (tokens_.is_symbol("-") || tokens_.is_symbol("+")) {
    value = make(tokens_.is_symbol("-") ? ExpressionKind::negate : ExpressionKind::plus);
    tokens_.take();
    add(*value, parse_unary(false));
  } else {
    value = parse_primary();
  }
  value = parse_postfix(std::move(value));
  return with_filter ? parse_behind(std::move(value)) : std::move(value);
}

ExpressionPtr ExpressionParser::parse_primary() {
  switch (tokens_.peek().kind) {
    case TokenKind::name: return parse_word();
    case TokenKind::integer:
    case TokenKind::real: return parse_number();
    case TokenKind::string: {
      auto e = make(ExpressionKind::constant);
      std::string text;
      while (tokens_.is(TokenKind::string)) text += tokens_.take().text;
      e->value = Value::trusted(std::move(text));
      return e;
    }
    default: break;
  }
  if (tokens_.is_symbol("(")) return parse_brackets();
  if (tokens_.is_symbol("[")) return parse_list();
  if (tokens_.is_symbol("{")) return parse_dict();
  const Token& t = tokens_.peek();
  syntax_error(t.line, t.text.empty() ? std::string("an expression is missing")
                                      : fmt::format("unexpected '{}'", t.text));
}

ExpressionPtr ExpressionParser::parse_word() {
  auto e = make(ExpressionKind::constant);
  std::string word = tokens_.take().text;
  if (word == "true" || word == "True") {
    e->value = true;
  } else if (word == "false" || word == "False") {
    e->value = false;
  } else if (word == "none" || word == "None") {
    e->value = None{};
  } else {
    e->kind = ExpressionKind::name;
    e->text = std::move(word);
  }
  return e;
}

ExpressionPtr ExpressionParser::parse_number() {
  auto e = make(ExpressionKind::constant);
  const Token& token = tokens_.take();
  std::string_view text = token.text;
  if (token.kind == TokenKind::real) {
    double value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ec != std::errc{}) syntax_error(token.line, "a number is out of range");
    e->value = value;
    return e;
  }
  int base = 10;
  if (text.size() > 2 && text[0] == '0' && (text[1] | 32) > '9') {
    base = (text[1] | 32) == 'x' ? 16 : (text[1] | 32) == 'o' ? 8 : 2;
    text.remove_prefix(2);
  }
  int64_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (result.ec != std::errc{} || result.ptr != text.data() + text.size())
    syntax_error(token.line, fmt::format("'{}' is not a number that fits", token.text));
  e->value = value;
  return e;
}

ExpressionPtr ExpressionParser::parse_brackets() {
  tokens_.take();
  if (tokens_.is_symbol(")")) {
    auto empty = make(ExpressionKind::tuple);
    tokens_.take();
    return empty;
  }
  ExpressionPtr inside = parse_tuple();
  tokens_.expect_symbol(")");
  return inside;
}

ExpressionPtr ExpressionParser::parse_list() {
  auto e = make(ExpressionKind::list);
  tokens_.take();
  while (!tokens_.accept_symbol("]")) {
    if (!e->children.empty()) tokens_.expect_symbol(",");
    if (!e->children.empty() && tokens_.accept_symbol("]")) break;
    add(*e, parse());
  }
  return e;
}

ExpressionPtr ExpressionParser::parse_dict() {
  auto e = make(ExpressionKind::dict);
  tokens_.take();
  while (!tokens_.accept_symbol("}")) {
    if (!e->children.empty()) tokens_.expect_symbol(",");
    if (!e->children.empty() && tokens_.accept_symbol("}")) break;
    add(*e, parse());
    tokens_.expect_symbol(":");
    add(*e, parse());
  }
  return e;
}

ExpressionPtr ExpressionParser::parse_postfix(ExpressionPtr value) {
  while (true) {
    if (tokens_.is_symbol(".")) {
      value = parse_dot(std::move(value));
    } else if (tokens_.is_symbol("[")) {
      value = parse_subscript(std::move(value));
    } else if (tokens_.is_symbol("(")) {
      auto call = make(ExpressionKind::call);
      add(*call, std::move(value));
      parse_arguments(*call);
      value = std::move(call);
    } else {
      return value;
    }
  }
}

ExpressionPtr ExpressionParser::parse_dot(ExpressionPtr value) {
  tokens_.take();
  if (tokens_.is(TokenKind::integer)) {
    auto e = make(ExpressionKind::item);
    add(*e, std::move(value));
    add(*e, parse_number());
    return e;
  }
  auto e = make(ExpressionKind::attribute);
  e->text = tokens_.expect(TokenKind::name, "an attribute's name").text;
  add(*e, std::move(value));
  return e;
}

ExpressionPtr ExpressionParser::parse_subscript(ExpressionPtr value) {
  auto e = make(ExpressionKind::item);
  tokens_.take();
  add(*e, std::move(value));
  if (!tokens_.is_symbol(":")) {
    add(*e, parse());
    if (tokens_.accept_symbol("]")) return e;
    if (tokens_.is_symbol(",")) unsupported(e->line, "more than one index in brackets");
  } else {
    add(*e, nullptr);
  }
  e->kind = ExpressionKind::slice;
  for (int i = 0; i < 2; ++i) {
    const bool colon = tokens_.accept_symbol(":");
    add(*e, colon && !tokens_.is_symbol(":") && !tokens_.is_symbol("]") ? parse() : nullptr);
  }
  tokens_.expect_symbol("]");
  return e;
}

void ExpressionParser::parse_arguments(Expression& call) {
  const Level level(*this);
  tokens_.expect_symbol("(");
  bool first = true;
  const auto deepen = [&](const ExpressionPtr& e) {
    call.depth = std::max(call.depth, e->depth + 1);
    if (call.depth > kMaxDepth) syntax_error(call.line, "an expression is too long");
  };
  while (!tokens_.accept_symbol(")")) {
    if (!first) tokens_.expect_symbol(",");
    if (!first && tokens_.accept_symbol(")")) break;
    first = false;
    if (tokens_.accept_symbol("*")) {
      if (call.star) syntax_error(call.line, "more than one '*' in a call");
      call.star = parse();
      deepen(call.star);
    } else if (tokens_.accept_symbol("**")) {
      if (call.star_star) syntax_error(call.line, "more than one '**' in a call");
      call.star_star = parse();
      deepen(call.star_star);
    } else if (tokens_.is(TokenKind::name) && tokens_.peek(1).is(TokenKind::symbol, "=")) {
      std::string name = tokens_.take().text;
      tokens_.take();
      call.named.emplace_back(std::move(name), parse());
      deepen(call.named.back().second);
    } else {
      if (!call.named.empty()) syntax_error(call.line, "a positional argument follows a named one");
      add(call, parse());
    }
  }
}

ExpressionPtr ExpressionParser::parse_behind(ExpressionPtr value) {
  while (true) {
    if (tokens_.is_symbol("|")) {
      tokens_.take();
      value = parse_filter(std::move(value));
    } else if (tokens_.is_name("is")) {
      value = parse_test(std::move(value));
    } else if (tokens_.is_symbol("(")) {
      auto call = make(ExpressionKind::call);
      add(*call, std::move(value));
      parse_arguments(*call);
      value = std::move(call);
    } else {
      return value;
    }
  }
}

ExpressionPtr ExpressionParser::parse_filters(ExpressionPtr value, bool first_bare) {
  if (first_bare) value = parse_filter(std::move(value));
  while (tokens_.accept_symbol("|")) value = parse_filter(std::move(value));
  return value;
}

ExpressionPtr ExpressionParser::parse_filter(ExpressionPtr value) {
  auto e = make(ExpressionKind::filter);
  e->text = tokens_.expect(TokenKind::name, "a filter's name").text;
  if (conditional == 0 && !has_filter(e->text))
    unsupported(e->line, fmt::format("the filter '{}'", e->text));
  add(*e, std::move(value));
  if (tokens_.is_symbol("(")) parse_arguments(*e);
  return e;
}

ExpressionPtr ExpressionParser::parse_test(ExpressionPtr value) {
  tokens_.take();
  auto e = make(ExpressionKind::test);
  const bool negated = tokens_.accept_name("not");
  e->text = tokens_.expect(TokenKind::name, "a test's name").text;
  if (conditional == 0 && !has_test(e->text))
    unsupported(e->line, fmt::format("the test '{}'", e->text));
  add(*e, std::move(value));
  const Token& t = tokens_.peek();
  const bool word = t.kind == TokenKind::name && t.text != "else" && t.text != "or" &&
                    t.text != "and" && t.text != "is";
  if (tokens_.is_symbol("(")) {
    parse_arguments(*e);
  } else if (word || t.kind == TokenKind::string || t.kind == TokenKind::integer ||
             t.kind == TokenKind::real || tokens_.is_symbol("[") || tokens_.is_symbol("{")) {
    // `x is divisibleby 3`: one argument may stand without brackets.
    add(*e, parse_postfix(parse_primary()));
  }
  if (!negated) return e;
  auto negation = make(ExpressionKind::logical_not);
  add(*negation, std::move(e));
  return negation;
}

}  // namespace tinybrain::jinja
