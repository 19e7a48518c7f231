// A recursive-descent parser of GBNF.
#include "grammar/gbnf.h"

#include <algorithm>
#include <map>
#include <string>

#include "base/error.h"
#include "base/messages/grammar.h"
#include "grammar/cursor.h"
#include "text/unicode.h"

namespace tinybrain::grammar {
namespace {

class Parser : Cursor {
 public:
  explicit Parser(std::string_view text) : Cursor(text) { rule_of("root"); }

  Rules run() {
    for (skip(true); !done(); skip(true)) rule();
    if (!is_defined_[0]) throw Error(Code::bad_argument, msg::kGbnfNoRoot);
    for (RuleId r = 0; r < is_defined_.size(); ++r)
      if (!is_defined_[r])
        throw Error(Code::bad_argument, msg::kGbnfUndefined, first_line_[r],
                    rules_.rules()[r].name);
    return std::move(rules_);
  }

 private:
  size_t line() {  // of at_, which only grows (but for errors)
    if (at_ < counted_) counted_ = 0, lines_ = 1;
    lines_ += static_cast<size_t>(
        std::count(text_.begin() + static_cast<ptrdiff_t>(counted_),
                   text_.begin() + static_cast<ptrdiff_t>(std::min(at_, text_.size())), '\n'));
    counted_ = std::min(at_, text_.size());
    return lines_;
  }
  size_t column() const {
    const size_t start = at_ == 0 ? std::string_view::npos : text_.rfind('\n', at_ - 1);
    return at_ - (start == std::string_view::npos ? 0 : start + 1) + 1;
  }
  [[noreturn]] void fail(std::string_view what) {
    throw Error(Code::bad_argument, msg::kGbnfSyntax, line(), column(), what);
  }

  // White space and comments; ends of lines only where a rule cannot end.
  void skip(bool lines) {
    while (!done()) {
      const char c = peek();
      if (c == '#') {
        while (!done() && peek() != '\n' && peek() != '\r') ++at_;
      } else if (c == ' ' || c == '\t' || (lines && (c == '\n' || c == '\r'))) {
        ++at_;
      } else {
        return;
      }
    }
  }

  static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  }

  std::string name() {
    const size_t begin = at_;
    while (!done() && is_word(peek())) ++at_;
    if (at_ == begin) fail("expected the name of a rule");
    return std::string(text_.substr(begin, at_ - begin));
  }

  RuleId rule_of(const std::string& name) {
    const auto [it, fresh] = names_.try_emplace(name, 0);
    if (fresh) {
      it->second = rules_.add_rule(name);
      is_defined_.push_back(false);
      first_line_.push_back(line());
    }
    return it->second;
  }

  void rule() {
    const size_t where = line();
    const RuleId r = rule_of(name());
    if (is_defined_[r])
      throw Error(Code::bad_argument, msg::kGbnfTwice, where, rules_.rules()[r].name);
    skip(false);
    if (!take("::=")) fail("expected ::=");
    skip(true);
    rules_.define(r, alternatives(0));
    is_defined_[r] = true;
    if (!done() && peek() != '\n' && peek() != '\r') fail("expected the end of the line");
  }

  Expr alternatives(unsigned depth) {
    if (depth > kMostNesting) fail("nested too deeply");
    std::vector<Expr> parts = {sequence(depth)};
    while (take("|")) {
      skip(true);
      parts.push_back(sequence(depth));
    }
    return rules_.choice(std::move(parts));
  }

  Expr sequence(unsigned depth) {
    std::vector<Expr> parts;
    while (!done()) {
      const char c = peek();
      if (c == '"') {
        parts.push_back(literal());
      } else if (c == '[') {
        parts.push_back(char_class());
      } else if (c == '.') {
        ++at_;
        parts.push_back(rules_.chars(CodePoints::all()));
      } else if (c == '(') {
        ++at_;
        skip(true);
        parts.push_back(alternatives(depth + 1));
        if (!take(")")) fail("expected )");
      } else if (c == '<' || c == '!') {
        throw Error(Code::unsupported, msg::kGbnfUnsupported, line(), column(),
                    "a token by its name or number");
      } else if (is_word(c)) {
        parts.push_back(rules_.call(rule_of(name())));
      } else {
        break;
      }
      skip(depth > 0);
      while (repeated(parts.back())) skip(depth > 0);
    }
    return rules_.sequence(std::move(parts));
  }

  bool repeated(Expr& part) {
    if (take("*")) {
      part = rules_.repeat(part, 0, kUnbounded);
    } else if (take("+")) {
      part = rules_.repeat(part, 1, kUnbounded);
    } else if (take("?")) {
      part = rules_.repeat(part, 0, 1);
    } else if (take("{")) {
      const auto inner = [this] { skip(true); };
      inner();
      const uint32_t min = number();
      uint32_t max = min;
      inner();
      if (take(",")) {
        inner();
        max = peek() == '}' ? kUnbounded : number();
        inner();
      }
      if (!take("}")) fail("expected }");
      if (max < min) fail("the counts of a repeat are in the wrong order");
      part = rules_.repeat(part, min, max);
    } else {
      return false;
    }
    return true;
  }

  uint32_t number() {
    uint32_t n = 0;
    const size_t begin = at_;
    for (; peek() >= '0' && peek() <= '9'; ++at_) {
      n = n * 10 + static_cast<uint32_t>(peek() - '0');
      if (n > kMostRepeats)
        throw Error(Code::unsupported, msg::kGrammarTooLarge, kMostRepeats, "repeats");
    }
    if (at_ == begin) fail("expected a number");
    return n;
  }

  // One character of a literal or a class, with its escapes.
  char32_t character() {
    if (done()) fail("the text ends inside quotes or brackets");
    if (peek() != '\\') {
      const unicode::Decoded d = unicode::decode(text_.substr(at_));
      at_ += d.length;
      return d.c;
    }
    ++at_;
    const char c = peek();
    ++at_;
    switch (c) {
      case 'n': return '\n';
      case 'r': return '\r';
      case 't': return '\t';
      case '\\':
      case '"':
      case '[':
      case ']':
      case '-':
      case '^': return static_cast<unsigned char>(c);
      case 'x': return hex(2);
      case 'u': return hex(4);
      case 'U': return hex(8);
      default: --at_; fail("an unknown escape");
    }
  }

  char32_t hex(unsigned digits) {
    char32_t value = 0;
    for (unsigned i = 0; i < digits; ++i, ++at_) {
      const char c = peek();
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) fail("expected a hexadecimal digit");
      value = value * 16 + static_cast<char32_t>(digit);
    }
    if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
      fail("this is not the number of a Unicode character");
    return value;
  }

  Expr literal() {
    ++at_;
    std::string bytes;
    while (!take("\"")) {
      if (peek() == '\n' || peek() == '\r') fail("the line ends inside quotes");
      unicode::append(bytes, character());
    }
    return rules_.literal(bytes);
  }

  Expr char_class() {
    ++at_;
    const bool negated = take("^");
    CodePoints set;
    while (!take("]")) {
      if (peek() == '\n' || peek() == '\r') fail("the line ends inside brackets");
      const char32_t lo = character();
      char32_t hi = lo;
      if (peek() == '-' && at_ + 1 < text_.size() && text_[at_ + 1] != ']') {
        ++at_;
        hi = character();
        if (hi < lo) fail("a range of characters in the wrong order");
      }
      set.add(lo, hi);
    }
    return rules_.chars(negated ? set.complement() : std::move(set));
  }

  size_t counted_ = 0, lines_ = 1;
  Rules rules_;
  std::map<std::string, RuleId> names_;
  std::vector<bool> is_defined_;
  std::vector<size_t> first_line_;
};

}  // namespace

Rules parse_gbnf(std::string_view text) { return Parser(text).run(); }

}  // namespace tinybrain::grammar
