#include "redact/groups.h"

namespace tinybrain::redact {
namespace {

constexpr size_t kWidest = 3;  // characters between two groups: " - ", ") "

unsigned between_of(char32_t c) {
  switch (c) {
    case ' ': return Groups::kSpace;
    case '-': return Groups::kDash;
    case '.': return Groups::kDot;
    case '(':
    case ')': return Groups::kParen;
    case '/': return Groups::kSlash;
    case '~':
    case '_': return Groups::kOther;
    default: return 0;
  }
}

}  // namespace

Groups::Groups(const Folded& text, size_t i) : begin_(i) {
  while (count_ < kMost) {
    int length = 0;
    for (; length <= kLongest && is_digit(text[i]); ++length, ++i)
      digits_ += static_cast<char>(text[i]);
    if (length > kLongest) {
      digits_.resize(digits_.size() - static_cast<size_t>(length));
      return;
    }
    length_[count_] = length;
    end_[count_] = i;
    total_[count_] = digits_.size();
    ++count_;
    unsigned between = 0;
    size_t next = i;
    for (; next < i + kWidest; ++next) {
      const unsigned one = between_of(text[next]);
      if (!one) break;
      between |= one;
    }
    if (count_ == kMost || next == i || !is_digit(text[next])) return;
    between_[count_] = between;
    i = next;
  }
}

bool Groups::shape(std::initializer_list<int> lengths) const {
  if (static_cast<int>(lengths.size()) > count_) return false;
  int i = 0;
  for (const int length : lengths)
    if (length_[i++] != length) return false;
  return true;
}

bool Groups::joined_by(int groups, unsigned allowed) const {
  for (int i = 1; i < groups; ++i)
    if (between_[i] & ~allowed) return false;
  return true;
}

bool Groups::joined_alike(int groups) const {
  for (int i = 2; i < groups; ++i)
    if (between_[i] != between_[1]) return false;
  return true;
}

}  // namespace tinybrain::redact
