// Groups of digits with little between them, as numbers of every kind are written: "010-1234-5678",
// "(415) 555-2671", "4111 1111 1111 1111".
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "redact/folded.h"

namespace tinybrain::redact {

class Groups {
 public:
  static constexpr int kMost = 7;      // groups
  static constexpr int kLongest = 20;  // digits of one; a longer one is no number of a person
  enum Between : unsigned { kSpace = 1, kDash = 2, kDot = 4, kParen = 8, kSlash = 16, kOther = 32 };

  // Begins at the digit text[i], which must be the first of its group.
  Groups(const Folded& text, size_t i);

  int count() const { return count_; }
  int length(int group) const { return length_[group]; }
  unsigned between(int group) const { return between_[group]; }  // what stands before it
  size_t begin() const { return begin_; }
  size_t end(int groups) const { return end_[groups - 1]; }
  // The digits of the first `groups` groups.
  std::string_view digits(int groups) const {
    return std::string_view(digits_).substr(0, total_[groups - 1]);
  }
  std::string_view group(int i) const {
    const size_t from = i == 0 ? 0 : total_[i - 1];
    return std::string_view(digits_).substr(from, total_[i] - from);
  }
  // Whether the first groups have these lengths.
  bool shape(std::initializer_list<int> lengths) const;
  // Whether between the first `groups` there is only what `allowed` names.
  bool joined_by(int groups, unsigned allowed) const;
  // The same sign between all of them.
  bool joined_alike(int groups) const;

 private:
  int count_ = 0;
  size_t begin_;
  int length_[kMost] = {};
  unsigned between_[kMost] = {};
  size_t end_[kMost] = {}, total_[kMost] = {};
  std::string digits_;
};

}  // namespace tinybrain::redact
