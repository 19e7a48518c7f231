// A calculator: expressions as people write them, computed exactly as fractions; and the equations of a worked solution,
// checked one by one. What a tutor says of numbers comes from here, never from a model.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tinybrain::skills::tutor {

// A fraction in lowest terms, the denominator positive.
struct Rational {
  int64_t top = 0, bottom = 1;
  bool operator==(const Rational&) const = default;
  double value() const { return static_cast<double>(top) / static_cast<double>(bottom); }
};
// "12", "0.5", "1/3" where no decimal ends.
std::string text_of(const Rational& number);

// + - * / x × ÷ : ^ ( ) decimals, 1,000, 50%, $. Error{bad_argument}: no expression, a division by zero, or numbers that
// exact arithmetic in 64 bits cannot hold.
Rational calculate(std::string_view expression);

// An equation in a text, as "5 + 3 = 8": what it says and what is right.
struct Equation {
  std::string left, right;
  Rational is;                      // of the left side
  bool holds = false;               // to the digits that are written
  size_t at = 0, length = 0;        // bytes of the text
};
// Those that both sides of an "=" make arithmetic of; others, with unknowns, are left out.
std::vector<Equation> equations_in(std::string_view text);

}  // namespace tinybrain::skills::tutor
