// Strings and comments of each language, told from code.
#include "skills/code/style.h"

namespace tinybrain::skills::code {
namespace {

class Lexer {
 public:
  Lexer(CodeLanguage language, std::string_view text)
      : language_(language), text_(text), out_(text) {}

  std::string run() {
    while (at_ < text_.size()) step();
    return std::move(out_);
  }

 private:
  char here(size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool starts(std::string_view s) const { return text_.compare(at_, s.size(), s) == 0; }

  void hide(size_t count = 1) {
    for (; count > 0 && at_ < text_.size(); --count, ++at_)
      if (text_[at_] != '\n') out_[at_] = ' ';
  }
  void hide_line() {
    while (at_ < text_.size() && text_[at_] != '\n') hide();
  }
  void hide_to(std::string_view end) {
    while (at_ < text_.size() && !starts(end)) hide();
    hide(end.size());
  }
  // With escapes; a string on one line ends with it.
  void hide_string(std::string_view end, bool lines) {
    while (at_ < text_.size() && !starts(end)) {
      if (text_[at_] == '\\') {
        hide(2);
        continue;
      }
      if (text_[at_] == '\n' && !lines) return;
      hide();
    }
    hide(end.size());
  }

  void step() {
    const bool python = language_ == CodeLanguage::python;
    if (python ? here() == '#' : starts("//")) return hide_line();
    if (!python && starts("/*")) return hide_to("*/");
    if (python && (starts("\"\"\"") || starts("'''"))) {
      const std::string end(3, here());
      hide(3);
      return hide_string(end, true);
    }
    if (language_ == CodeLanguage::cpp && starts("R\"")) return raw_string();
    if (language_ == CodeLanguage::cpp && here() == '\'' && is_digit(before_) &&
        is_digit(here(1))) {
      before_ = text_[at_++];  // 1'000
      return;
    }
    if (here() == '"' || here() == '\'' ||
        (here() == '`' && language_ == CodeLanguage::javascript)) {
      const std::string end(1, here());
      hide();
      hide_string(end, end == "`");
      before_ = '"';
      return;
    }
    if (language_ == CodeLanguage::javascript && here() == '/' && may_begin_pattern())
      return pattern();
    if (here() != ' ' && here() != '\t') before_ = here();
    ++at_;
  }

  void raw_string() {
    size_t open = at_ + 2;
    while (open < text_.size() && open < at_ + 20 && text_[open] != '(') ++open;
    const std::string end = ")" + std::string(text_.substr(at_ + 2, open - at_ - 2)) + "\"";
    hide(open - at_ + 1);
    hide_to(end);
  }

  // A slash where a value may begin is no division.
  bool may_begin_pattern() const {
    return before_ == '\0' || std::string_view("(,=:[!&|?{};\n").find(before_) != std::string::npos;
  }
  void pattern() {
    hide();
    bool in_class = false;
    while (at_ < text_.size() && here() != '\n' && (in_class || here() != '/')) {
      if (here() == '\\') hide();
      in_class = here() == '[' || (in_class && here() != ']');
      hide();
    }
    hide();
    before_ = '/';
  }

  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  CodeLanguage language_;
  std::string_view text_;
  std::string out_;
  size_t at_ = 0;
  char before_ = '\0';  // the last character of code that is no space
};

}  // namespace

std::string code_only(CodeLanguage language, std::string_view program) {
  return Lexer(language, program).run();
}

}  // namespace tinybrain::skills::code
