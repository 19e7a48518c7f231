// The place in a text that a hand-written parser has reached.
#pragma once

#include <cstddef>
#include <string_view>

namespace tinybrain::grammar {

class Cursor {
 protected:
  explicit Cursor(std::string_view text) : text_(text) {}
  bool done() const { return at_ >= text_.size(); }
  char peek() const { return done() ? '\0' : text_[at_]; }
  bool take(std::string_view what) {
    if (!text_.substr(at_).starts_with(what)) return false;
    at_ += what.size();
    return true;
  }

  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace tinybrain::grammar
