// The lexer: text between tags, then tokens inside a tag until its end. The rules on whitespace
// around tags follow Jinja's documentation of trim_blocks, lstrip_blocks and the - and + signs.
#include "text/jinja_lexer.h"

#include <cctype>

#include "base/messages/text_template.h"
#include "text/jinja_text.h"

namespace tinybrain::jinja {

void syntax_error(int line, std::string_view what) {
  throw Error(Code::bad_file, msg::kTemplateSyntax, line, what);
}

void unsupported(int line, std::string_view what) {
  throw Error(Code::unsupported, msg::kTemplateFeature, line, what);
}

namespace {

// Bytes of white space at the start of the text.
size_t leading_space(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const Character c = character_at(text, at);
    if (!is_space(c.code)) break;
    at += c.size;
  }
  return at;
}

std::string_view without_trailing_space(std::string_view text) {
  size_t end = 0;
  for (size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    at += c.size;
    if (!is_space(c.code)) end = at;
  }
  return text.substr(0, end);
}

// Every line break is "\n", and the last one of the source is dropped.
std::string normalize_newlines(std::string_view source) {
  std::string out;
  out.reserve(source.size());
  for (size_t i = 0; i < source.size(); ++i) {
    if (source[i] == '\r') {
      out += '\n';
      if (i + 1 < source.size() && source[i + 1] == '\n') ++i;
    } else {
      out += source[i];
    }
  }
  if (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

bool starts_name(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool in_name(char c) { return starts_name(c) || std::isdigit(static_cast<unsigned char>(c)); }

class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(source) {}

  std::vector<Token> run() {
    while (at_ < source_.size()) text_until_tag();
    push(TokenKind::end, "");
    return std::move(tokens_);
  }

 private:
  std::string_view rest() const { return source_.substr(at_); }
  bool next_is(std::string_view text) const { return rest().starts_with(text); }
  void push(TokenKind kind, std::string text) { tokens_.push_back({kind, std::move(text), line_}); }
  void advance(size_t n) {
    for (size_t i = 0; i < n; ++i) line_ += source_[at_ + i] == '\n';
    at_ += n;
  }

  static size_t find_tag(std::string_view text) {
    for (size_t i = 0; i + 1 < text.size(); ++i)
      if (text[i] == '{' && (text[i + 1] == '{' || text[i + 1] == '%' || text[i + 1] == '#'))
        return i;
    return std::string_view::npos;
  }

  void data(std::string_view text) {
    if (!text.empty()) push(TokenKind::data, std::string(text));
  }

  // The text before a tag, after what the tag's sign (or lstrip_blocks, for all but {{) takes off.
  std::string_view before_tag(std::string_view text, char sign, bool variable) const {
    if (sign == '-') return without_trailing_space(text);
    if (sign == '+' || variable) return text;
    const size_t newline = text.rfind('\n');
    const size_t line_start = newline == std::string_view::npos ? 0 : newline + 1;
    if (line_start == 0 && !line_starting_) return text;
    const std::string_view indent = text.substr(line_start);
    return leading_space(indent) == indent.size() ? text.substr(0, line_start) : text;
  }

  void text_until_tag() {
    const size_t tag = find_tag(rest());
    if (tag == std::string_view::npos) {
      data(rest());
      advance(rest().size());
      return;
    }
    const std::string_view text = rest().substr(0, tag);
    const char kind = source_[at_ + tag + 1];
    const char after = at_ + tag + 2 < source_.size() ? source_[at_ + tag + 2] : '\0';
    const char sign = after == '-' || after == '+' ? after : '\0';
    data(before_tag(text, sign, kind == '{'));
    const size_t raw = kind == '%' ? raw_tag(at_ + tag, "raw", false) : 0;
    advance(tag);
    if (raw > 0) return raw_block(raw);
    advance(sign == '\0' ? 2 : 3);
    if (kind == '#') return comment();
    push(kind == '{' ? TokenKind::variable_begin : TokenKind::block_begin, "");
    expression(kind == '{' ? '}' : '%');
  }

  // Size of "{%- raw -%}" at `begin`, or 0. With `trim`, a line break after it belongs to it.
  size_t raw_tag(size_t begin, std::string_view word, bool trim) const {
    std::string_view text = source_.substr(begin);
    if (!text.starts_with("{%")) return 0;
    text.remove_prefix(2);
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
    text.remove_prefix(leading_space(text));
    if (!text.starts_with(word)) return 0;
    text.remove_prefix(word.size());
    text.remove_prefix(leading_space(text));
    if (text.starts_with("-%}")) {
      text.remove_prefix(3);
      text.remove_prefix(leading_space(text));
    } else if (trim && text.starts_with("+%}")) {
      text.remove_prefix(3);
    } else if (text.starts_with("%}")) {
      text.remove_prefix(2);
      if (trim && text.starts_with("\n")) text.remove_prefix(1);
    } else {
      return 0;
    }
    return source_.size() - begin - text.size();
  }

  void raw_block(size_t tag_size) {
    const int opened = line_;
    advance(tag_size);
    line_starting_ = source_[at_ - 1] == '\n';
    for (size_t at = source_.find("{%", at_); at != std::string_view::npos;
         at = source_.find("{%", at + 1)) {
      const size_t size = raw_tag(at, "endraw", true);
      if (size == 0) continue;
      const char sign = source_[at + 2] == '-' || source_[at + 2] == '+' ? source_[at + 2] : '\0';
      data(before_tag(source_.substr(at_, at - at_), sign, false));
      advance(at - at_ + size);
      line_starting_ = source_[at_ - 1] == '\n';
      return;
    }
    syntax_error(opened, "a raw block without its end");
  }

  void comment() {
    const size_t end = source_.find("#}", at_);
    if (end == std::string_view::npos) syntax_error(line_, "a comment without its end");
    const char sign = end > at_ ? source_[end - 1] : '\0';
    advance(end - at_ + 2);
    after_tag(sign);
  }

  // Behind a tag: what its sign, or trim_blocks, takes off.
  void after_tag(char sign) {
    if (sign == '-')
      advance(leading_space(rest()));
    else if (sign != '+' && next_is("\n"))
      advance(1);
    line_starting_ = source_[at_ - 1] == '\n';
  }

  // Whether the tag ends here; leaves the position behind it.
  bool tag_end(char closer) {
    char sign = '\0';
    size_t skip = 0;
    if (next_is("-") || (closer == '%' && next_is("+"))) {
      sign = source_[at_];
      skip = 1;
    }
    const std::string_view text = rest().substr(skip);
    if (text.size() < 2 || text[0] != closer || text[1] != '}') return false;
    push(closer == '}' ? TokenKind::variable_end : TokenKind::block_end, "");
    advance(skip + 2);
    if (closer == '}' && sign == '\0')
      line_starting_ = false;
    else
      after_tag(sign);
    return true;
  }

  void expression(char closer) {
    const int opened = line_;
    std::string brackets;  // the closing ones we wait for
    while (true) {
      advance(leading_space(rest()));
      if (at_ >= source_.size()) syntax_error(opened, "a tag without its end");
      if (brackets.empty() && tag_end(closer)) return;
      const char c = source_[at_];
      if (starts_name(c))
        name();
      else if (std::isdigit(static_cast<unsigned char>(c)))
        number();
      else if (c == '"' || c == '\'')
        string(c);
      else
        symbol(brackets);
    }
  }

  void name() {
    size_t n = 1;
    while (n < rest().size() && in_name(rest()[n])) ++n;
    push(TokenKind::name, std::string(rest().substr(0, n)));
    advance(n);
  }

  // Digits with single '_' between them, appended to `out`; how many bytes that was.
  size_t digits(size_t from, int (*is_digit)(int), std::string& out) const {
    size_t n = from;
    while (n < rest().size()) {
      const char c = rest()[n];
      if (is_digit(static_cast<unsigned char>(c))) {
        out += c;
      } else if (c != '_' || n + 1 >= rest().size() ||
                 !is_digit(static_cast<unsigned char>(rest()[n + 1]))) {
        break;
      }
      ++n;
    }
    return n - from;
  }

  void number() {
    std::string out;
    const std::string_view text = rest();
    if (text.size() > 2 && text[0] == '0' &&
        std::string_view("xXoObB").find(text[1]) != std::string_view::npos) {
      out.append(text, 0, 2);
      const size_t n = digits(2, std::isxdigit, out);
      if (n == 0) syntax_error(line_, "a number without digits");
      push(TokenKind::integer, std::move(out));
      return advance(2 + n);
    }
    size_t n = digits(0, std::isdigit, out);
    bool real = false;
    if (n + 1 < text.size() && text[n] == '.' &&
        std::isdigit(static_cast<unsigned char>(text[n + 1]))) {
      out += '.';
      n += 1 + digits(n + 1, std::isdigit, out);
      real = true;
    }
    if (n < text.size() && (text[n] == 'e' || text[n] == 'E')) {
      const size_t sign = n + 1 < text.size() && (text[n + 1] == '-' || text[n + 1] == '+') ? 1 : 0;
      std::string power;
      const size_t m = digits(n + 1 + sign, std::isdigit, power);
      if (m > 0) {
        out.append("e").append(text.substr(n + 1, sign)).append(power);
        n += 1 + sign + m;
        real = true;
      }
    }
    push(real ? TokenKind::real : TokenKind::integer, std::move(out));
    advance(n);
  }

  // A code point in `count` hexadecimal digits at `at`.
  int hexadecimal(std::string_view text, size_t at, size_t count) const {
    if (at + count > text.size()) syntax_error(line_, "an unfinished escape in a string");
    int code = 0;
    for (const char c : text.substr(at, count)) {
      if (!std::isxdigit(static_cast<unsigned char>(c)) || code > 0x10FFFF)
        syntax_error(line_, "a bad escape in a string");
      code =
          code * 16 + (std::isdigit(static_cast<unsigned char>(c)) ? c - '0' : (c | 32) - 'a' + 10);
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
      syntax_error(line_, "an escape that names no character");
    return code;
  }

  // One escape of a Python string, at the byte after the backslash; returns how many bytes it took.
  size_t escape(std::string_view text, size_t at, std::string& out) const {
    const char c = text[at];
    constexpr std::string_view kLetters = "abfnrtv\\'\"", kMeanings = "\a\b\f\n\r\t\v\\'\"";
    if (const size_t i = kLetters.find(c); i != std::string_view::npos) {
      out += kMeanings[i];
      return 1;
    }
    if (c == '\n') return 1;
    if (c >= '0' && c <= '7') {
      int code = 0;
      size_t n = 0;
      for (; n < 3 && at + n < text.size() && text[at + n] >= '0' && text[at + n] <= '7'; ++n)
        code = code * 8 + (text[at + n] - '0');
      out += encode_character(code);
      return n;
    }
    if (c == 'x' || c == 'u' || c == 'U') {
      const size_t count = c == 'x' ? 2 : c == 'u' ? 4 : 8;
      out += encode_character(hexadecimal(text, at + 1, count));
      return 1 + count;
    }
    if (c == 'N') syntax_error(line_, "the escape \\N{...} in a string is not supported");
    out += '\\';
    return 0;  // an unknown escape stands for itself
  }

  void string(char quote) {
    std::string_view text = rest().substr(1);
    size_t end = 0;
    while (end < text.size() && text[end] != quote) end += text[end] == '\\' ? 2 : 1;
    if (end >= text.size()) syntax_error(line_, "a string without its end");
    text = text.substr(0, end);
    std::string out;
    for (size_t i = 0; i < text.size();) {
      if (text[i] != '\\')
        out += text[i++];
      else
        i += 1 + escape(text, i + 1, out);
    }
    push(TokenKind::string, std::move(out));
    advance(end + 2);
  }

  void symbol(std::string& brackets) {
    constexpr std::string_view kDouble[] = {"==", "!=", "<=", ">=", "//", "**"};
    for (const std::string_view two : kDouble) {
      if (!next_is(two)) continue;
      push(TokenKind::symbol, std::string(two));
      return advance(2);
    }
    const char c = source_[at_];
    constexpr std::string_view kOpen = "([{", kClose = ")]}";
    if (const size_t i = kOpen.find(c); i != std::string_view::npos) {
      brackets += kClose[i];
    } else if (kClose.find(c) != std::string_view::npos) {
      if (brackets.empty() || brackets.back() != c)
        syntax_error(line_, fmt::format("'{}' closes nothing", c));
      brackets.pop_back();
    } else if (std::string_view("+-/*%~<>=.:|,;").find(c) == std::string_view::npos) {
      syntax_error(line_, fmt::format("unexpected character '{}'", c));
    }
    push(TokenKind::symbol, std::string(1, c));
    advance(1);
  }

  std::string_view source_;
  size_t at_ = 0;
  int line_ = 1;
  bool line_starting_ = true;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view source) {
  const std::string text = normalize_newlines(source);
  return Lexer(text).run();
}

}  // namespace tinybrain::jinja
