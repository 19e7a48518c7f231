// Statements: recursive descent over the tokens. Expressions are in jinja_expressions.cpp.
#include "text/jinja_parser.h"

#include <algorithm>

#include "base/messages/text_template.h"
#include "text/jinja_expressions.h"
#include "text/jinja_lexer.h"

namespace tinybrain::jinja {
namespace {

constexpr unsigned kMaxNesting = 64;  // of statements

class Parser {
 public:
  explicit Parser(std::string_view source) : tokens_(tokenize(source)), expressions_(tokens_) {}

  Body run() {
    Body body;
    parse_body({}, body);
    return body;
  }

 private:
  using Words = std::initializer_list<std::string_view>;

  TokenReader& in() { return tokens_; }

  std::unique_ptr<Statement> make(StatementKind kind) {
    auto s = std::make_unique<Statement>();
    s->kind = kind;
    s->line = in().line();
    return s;
  }

  void end_tag() { in().expect(TokenKind::block_end, "the end of the tag"); }

  // Statements until a tag that opens with one of `ends`; stands at that word then.
  void parse_body(Words ends, Body& out) {
    if (++nesting_ > kMaxNesting) syntax_error(in().line(), "blocks are nested too deeply");
    const int opened = in().line();
    while (true) {
      if (in().is(TokenKind::end)) {
        if (ends.size() == 0) break;
        syntax_error(opened, fmt::format("a block without its '{}'", *(ends.end() - 1)));
      } else if (in().is(TokenKind::data)) {
        auto s = make(StatementKind::data);
        s->text = in().take().text;
        out.push_back(std::move(s));
      } else if (in().accept(TokenKind::variable_begin)) {
        auto s = make(StatementKind::output);
        s->value = expressions_.parse_tuple();
        in().expect(TokenKind::variable_end, "'}}'");
        out.push_back(std::move(s));
      } else {
        in().expect(TokenKind::block_begin, "a tag");
        if (std::any_of(ends.begin(), ends.end(), [&](auto w) { return in().is_name(w); })) break;
        out.push_back(parse_statement());
      }
    }
    --nesting_;
  }

  // The rest of a block whose tag ends here: its body and its closing tag.
  void parse_block(std::string_view end, Body& out) {
    end_tag();
    parse_body({end}, out);
    in().take();
  }

  std::unique_ptr<Statement> parse_statement() {
    if (!in().is(TokenKind::name)) syntax_error(in().line(), "a tag must open with a word");
    const std::string word = in().peek().text;
    using Rule = std::unique_ptr<Statement> (Parser::*)();
    constexpr std::pair<std::string_view, Rule> kRules[] = {
        {"if", &Parser::parse_if},       {"for", &Parser::parse_for},
        {"set", &Parser::parse_set},     {"macro", &Parser::parse_macro},
        {"call", &Parser::parse_call},   {"filter", &Parser::parse_filter},
        {"with", &Parser::parse_with},   {"generation", &Parser::parse_generation},
        {"break", &Parser::parse_break}, {"continue", &Parser::parse_continue},
        {"block", &Parser::parse_named},
    };
    for (const auto& [name, rule] : kRules) {
      if (name != word) continue;
      auto statement = (this->*rule)();
      end_tag();
      return statement;
    }
    constexpr std::string_view kKnown[] = {"include", "import", "from",  "extends", "autoescape",
                                           "do",      "trans",  "print", "debug"};
    if (std::find(std::begin(kKnown), std::end(kKnown), word) != std::end(kKnown))
      unsupported(in().line(), fmt::format("{{% {} %}}", word));
    syntax_error(in().line(), fmt::format("unexpected tag '{}'", word));
  }

  std::unique_ptr<Statement> parse_if() {
    auto s = make(StatementKind::conditional);
    ++expressions_.conditional;
    do {
      in().take();  // if, elif
      Branch branch;
      branch.condition = expressions_.parse_tuple(false);
      end_tag();
      parse_body({"elif", "else", "endif"}, branch.body);
      s->branches.push_back(std::move(branch));
    } while (in().is_name("elif"));
    if (in().accept_name("else")) {
      end_tag();
      parse_body({"endif"}, s->otherwise);
    }
    --expressions_.conditional;
    in().take();
    return s;
  }

  std::unique_ptr<Statement> parse_for() {
    auto s = make(StatementKind::loop);
    in().take();
    s->target = expressions_.parse_target();
    in().expect_name("in");
    s->value = expressions_.parse_tuple(false);
    if (in().accept_name("if")) s->condition = expressions_.parse();
    if (in().is_name("recursive")) unsupported(in().line(), "a recursive for loop");
    end_tag();
    const unsigned outside = std::exchange(loops_, loops_ + 1);
    parse_body({"else", "endfor"}, s->body);
    loops_ = outside;
    if (in().accept_name("else")) {
      end_tag();
      parse_body({"endfor"}, s->otherwise);
    }
    in().take();
    return s;
  }

  std::unique_ptr<Statement> parse_set() {
    auto s = make(StatementKind::assign);
    in().take();
    s->target = expressions_.parse_target(true);
    if (in().accept_symbol("=")) {
      s->value = expressions_.parse_tuple();
      return s;
    }
    s->kind = StatementKind::assign_block;
    if (in().is_symbol("|")) s->value = expressions_.parse_filters(nullptr);
    parse_block("endset", s->body);
    return s;
  }

  // The names in the brackets behind a macro's name.
  void parse_parameters(std::vector<Parameter>& out) {
    in().expect_symbol("(");
    while (!in().accept_symbol(")")) {
      if (!out.empty()) in().expect_symbol(",");
      if (!out.empty() && in().accept_symbol(")")) break;
      Parameter p;
      p.name = in().expect(TokenKind::name, "a parameter's name").text;
      if (in().accept_symbol("="))
        p.otherwise = expressions_.parse();
      else if (!out.empty() && out.back().otherwise)
        syntax_error(in().line(), "a parameter without a default follows one with a default");
      out.push_back(std::move(p));
    }
  }

  // A body that breaks and continues no loop around it.
  void parse_closed_block(std::string_view end, Body& out) {
    const unsigned outside = std::exchange(loops_, 0);
    parse_block(end, out);
    loops_ = outside;
  }

  std::unique_ptr<Statement> parse_macro() {
    auto s = make(StatementKind::macro);
    in().take();
    s->text = in().expect(TokenKind::name, "a macro's name").text;
    parse_parameters(s->parameters);
    parse_closed_block("endmacro", s->body);
    return s;
  }

  std::unique_ptr<Statement> parse_call() {
    auto s = make(StatementKind::call_block);
    in().take();
    if (in().is_symbol("(")) parse_parameters(s->parameters);
    s->value = expressions_.parse();
    if (s->value->kind != ExpressionKind::call) syntax_error(s->line, "a call block needs a call");
    parse_closed_block("endcall", s->body);
    return s;
  }

  std::unique_ptr<Statement> parse_filter() {
    auto s = make(StatementKind::filter_block);
    in().take();
    s->value = expressions_.parse_filters(nullptr, true);
    parse_closed_block("endfilter", s->body);
    return s;
  }

  std::unique_ptr<Statement> parse_with() {
    auto s = make(StatementKind::with);
    in().take();
    while (!in().is(TokenKind::block_end)) {
      if (!s->assignments.empty()) in().expect_symbol(",");
      auto target = expressions_.parse_target();
      in().expect_symbol("=");
      s->assignments.emplace_back(std::move(target), expressions_.parse());
    }
    parse_block("endwith", s->body);
    return s;
  }

  std::unique_ptr<Statement> parse_generation() {
    auto s = make(StatementKind::scope);
    in().take();
    parse_closed_block("endgeneration", s->body);
    return s;
  }

  std::unique_ptr<Statement> parse_named() {
    auto s = make(StatementKind::scope);
    in().take();
    s->text = in().expect(TokenKind::name, "a block's name").text;
    parse_closed_block("endblock", s->body);
    in().accept_name(s->text);
    return s;
  }

  std::unique_ptr<Statement> parse_break() { return parse_jump(StatementKind::break_loop); }
  std::unique_ptr<Statement> parse_continue() { return parse_jump(StatementKind::continue_loop); }
  std::unique_ptr<Statement> parse_jump(StatementKind kind) {
    if (loops_ == 0)
      syntax_error(in().line(), fmt::format("'{}' outside a loop", in().peek().text));
    auto s = make(kind);
    in().take();
    return s;
  }

  TokenReader tokens_;
  ExpressionParser expressions_;
  unsigned nesting_ = 0;
  unsigned loops_ = 0;  // that a break here could leave
};

}  // namespace

Body parse(std::string_view source) { return Parser(source).run(); }

}  // namespace tinybrain::jinja
