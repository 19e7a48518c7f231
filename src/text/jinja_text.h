// Text that remembers, run by run, whether the template said it (trusted) or a message did. Every
// string of the Jinja interpreter is one; cutting and joining keep the marks.
// Positions are bytes; the helpers at the end count in characters (code points), as Python does.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/tokenizer.h"

namespace tinybrain::jinja {

class MarkedText {
 public:
  MarkedText() = default;
  MarkedText(std::string text, bool trusted);

  const std::string& text() const { return text_; }
  size_t size() const { return text_.size(); }
  bool empty() const { return text_.empty(); }
  // Python's Markup: what `safe` and `escape` give. It matters in one place, text + text.
  bool markup() const { return markup_; }
  MarkedText with_markup(bool markup) const;
  bool all_trusted() const { return runs_.empty() || (runs_.size() == 1 && runs_[0].trusted); }

  void append(std::string_view text, bool trusted);
  void append(const MarkedText& other);
  // Bytes [begin, end) of other.
  void append(const MarkedText& other, size_t begin, size_t end);
  MarkedText cut(size_t begin, size_t end) const;
  bool trusted_at(size_t position) const;

  // The runs as the tokenizer takes them: no empty part, neighbours differ in trust.
  std::vector<TextPart> parts() const;

 private:
  struct Run {
    size_t end;  // one past its last byte; a run begins where the one before ends
    bool trusted;
  };
  size_t run_at(size_t position) const;

  std::string text_;
  std::vector<Run> runs_;
  bool markup_ = false;
};

// One character of UTF-8 at `position`; a byte that starts none is a character of its own, with
// code = -1.
struct Character {
  int code = -1;
  size_t size = 1;
};
Character character_at(std::string_view text, size_t position);
size_t count_characters(std::string_view text);
// Byte position of character number `index`, or text.size() when there are fewer.
size_t byte_of_character(std::string_view text, size_t index);
std::string encode_character(int code);
// What Python's str.isspace says.
bool is_space(int code);
// What Python's str.isprintable says.
bool is_printable(int code);

}  // namespace tinybrain::jinja
