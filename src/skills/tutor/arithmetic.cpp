#include "skills/tutor/arithmetic.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/error.h"
#include "base/messages/skill_tutor.h"

namespace tinybrain::skills::tutor {
namespace {

constexpr int kDeepest = 64;
constexpr size_t kLongest = 400;

[[noreturn]] void too_large() { throw Error(Code::bad_argument, msg::kTutorTooLarge); }

int64_t times(int64_t a, int64_t b) {
  int64_t out;
  if (__builtin_mul_overflow(a, b, &out)) too_large();
  return out;
}

int64_t plus(int64_t a, int64_t b) {
  int64_t out;
  if (__builtin_add_overflow(a, b, &out)) too_large();
  return out;
}

Rational fraction(int64_t top, int64_t bottom) {
  if (bottom == 0) throw Error(Code::bad_argument, msg::kTutorDivision);
  if (top == std::numeric_limits<int64_t>::min() || bottom == std::numeric_limits<int64_t>::min())
    too_large();
  const int64_t common = std::gcd(top, bottom) * (bottom < 0 ? -1 : 1);
  return {top / common, bottom / common};
}

Rational add(const Rational& a, const Rational& b) {
  const int64_t common = std::gcd(a.bottom, b.bottom);
  return fraction(plus(times(a.top, b.bottom / common), times(b.top, a.bottom / common)),
                  times(a.bottom / common, b.bottom));
}

Rational multiply(const Rational& a, const Rational& b) {
  const Rational left = fraction(a.top, b.bottom), right = fraction(b.top, a.bottom);
  return fraction(times(left.top, right.top), times(left.bottom, right.bottom));
}

Rational negative(const Rational& a) { return {-a.top, a.bottom}; }

Rational inverse(const Rational& a) { return fraction(a.bottom, a.top); }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Rational read() {
    const Rational all = sum();
    space();
    if (at_ != text_.size()) wrong();
    return all;
  }

 private:
  [[noreturn]] void wrong() const {
    throw Error(Code::bad_argument, msg::kTutorExpression, std::string(text_.substr(0, 60)),
                at_ + 1);
  }

  void space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '$' || text_[at_] == '\t'))
      ++at_;
  }

  bool take(std::string_view what) {
    space();
    if (!text_.substr(at_).starts_with(what)) return false;
    at_ += what.size();
    return true;
  }

  Rational sum() {
    if (++depth_ > kDeepest) wrong();
    Rational all = product();
    for (;;) {
      if (take("+"))
        all = add(all, product());
      else if (take("-") || take("−") || take("–"))
        all = add(all, negative(product()));
      else
        break;
    }
    --depth_;
    return all;
  }

  Rational product() {
    Rational all = power();
    for (;;) {
      if (take("*") || take("×") || take("x") || take("X") || take("·"))
        all = multiply(all, power());
      else if (take("/") || take("÷") || take(":"))
        all = multiply(all, inverse(power()));
      else if (space(), at_ < text_.size() && text_[at_] == '(')
        all = multiply(all, power());  // 2(3 + 4)
      else
        return all;
    }
  }

  Rational power() {
    if (++depth_ > kDeepest) wrong();
    if (take("-") || take("−")) {
      const Rational r = negative(power());
      --depth_;
      return r;
    }
    if (take("+")) {
      const Rational r = power();
      --depth_;
      return r;
    }
    const Rational base = single();
    --depth_;
    if (!take("^") && !take("**")) return base;
    const Rational exponent = power();
    if (exponent.bottom != 1 || std::abs(exponent.top) > 64) wrong();
    Rational all;
    all.top = 1;
    for (int64_t i = 0; i < std::abs(exponent.top); ++i) all = multiply(all, base);
    return exponent.top < 0 ? inverse(all) : all;
  }

  Rational single() {
    Rational all;
    if (take("(")) {
      all = sum();
      if (!take(")")) wrong();
    } else {
      all = number();
    }
    while (take("%")) all = multiply(all, {1, 100});
    return all;
  }

  Rational number() {
    space();
    int64_t top = 0, bottom = 1;
    size_t digits = 0;
    bool point = false;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c >= '0' && c <= '9') {
        top = plus(times(top, 10), c - '0');
        if (point) bottom = times(bottom, 10);
        ++digits;
      } else if (c == '.' && !point && at_ + 1 < text_.size() && text_[at_ + 1] >= '0' &&
                 text_[at_ + 1] <= '9') {
        point = true;
      } else if (c == ',' && !point && digits > 0 && thousands()) {
        continue;
      } else {
        break;
      }
    }
    if (digits == 0) wrong();
    if (at_ < text_.size() && text_[at_] == '.' && at_ + 1 == text_.size()) ++at_;  // "5."
    return fraction(top, bottom);
  }

  // A comma that three digits follow, and no fourth.
  bool thousands() const {
    size_t n = 0;
    while (at_ + 1 + n < text_.size() &&
           std::isdigit(static_cast<unsigned char>(text_[at_ + 1 + n])))
      ++n;
    return n == 3;
  }

  std::string_view text_;
  size_t at_ = 0;
  int depth_ = 0;
};

bool is_arithmetic(char c) {
  return c > 0 && (std::isdigit(static_cast<unsigned char>(c)) ||
                   std::string_view(" .,+-*/()^%$x").find(c) != std::string_view::npos);
}

// As many digits after the point as a number was written with.
int decimals(std::string_view number) {
  const size_t point = number.find('.');
  int n = 0;
  for (size_t i = point; point != std::string_view::npos && ++i < number.size() &&
                         std::isdigit(static_cast<unsigned char>(number[i]));)
    ++n;
  return n;
}

std::string_view trimmed(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == ',' || s.front() == '.'))
    s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == ',' || s.back() == '.')) s.remove_suffix(1);
  return s;
}

std::optional<Rational> quietly(std::string_view text) {
  try {
    return calculate(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

std::string text_of(const Rational& number) {
  if (number.bottom == 1) return std::to_string(number.top);
  int64_t bottom = number.bottom;
  int twos = 0, fives = 0;
  for (; bottom % 2 == 0; bottom /= 2) ++twos;
  for (; bottom % 5 == 0; bottom /= 5) ++fives;
  const int digits = std::max(twos, fives);
  __int128 scale = 1;
  for (int i = 0; i < digits; ++i) scale *= 10;
  if (bottom != 1 || digits > 12)
    return std::to_string(number.top) + "/" + std::to_string(number.bottom);
  const __int128 all =
      (number.top < 0 ? -__int128{number.top} : __int128{number.top}) * scale / number.bottom;
  std::string text = std::to_string(static_cast<uint64_t>(all % scale));
  text.insert(0, static_cast<size_t>(digits) - text.size(), '0');
  return (number.top < 0 ? "-" : "") + std::to_string(static_cast<uint64_t>(all / scale)) + "." +
         text;
}

Rational calculate(std::string_view expression) {
  if (expression.size() > kLongest) throw Error(Code::bad_argument, msg::kTutorTooLong, kLongest);
  return Reader(expression).read();
}

std::vector<Equation> equations_in(std::string_view text) {
  std::vector<Equation> all;
  for (size_t equals = text.find('='); equals != std::string_view::npos;
       equals = text.find('=', equals + 1)) {
    size_t begin = equals, end = equals + 1;
    while (begin > 0 && is_arithmetic(text[begin - 1])) --begin;
    while (end < text.size() && is_arithmetic(text[end])) ++end;
    std::string_view left = trimmed(text.substr(begin, equals - begin));
    // A number alone on the right: what follows it is the sentence's.
    std::string_view right = trimmed(text.substr(equals + 1, end - equals - 1));
    auto is = quietly(left);
    // "12 * 3 = 36, 36 + 5 = 41": what stands before a comma and a space belongs to another equation.
    for (size_t comma = left.find(", "); !is && comma != std::string_view::npos;
         comma = left.find(", ")) {
      left = trimmed(left.substr(comma + 1));
      is = quietly(left);
    }
    auto said = quietly(right);
    while (is && !said && right.find(' ') != std::string_view::npos) {
      right = trimmed(right.substr(0, right.rfind(' ')));
      said = quietly(right);
    }
    if (!is || !said || left.empty()) continue;
    Equation e;
    e.left = left;
    e.right = right;
    e.is = *is;
    e.at = static_cast<size_t>(left.data() - text.data());
    e.length = static_cast<size_t>(right.data() + right.size() - left.data());
    const double half = 0.5 * std::pow(10.0, -decimals(right));
    // Rounded to what is written; whole numbers must be exact.
    e.holds = *is == *said ||
              (decimals(right) > 0 && std::abs(is->value() - said->value()) <= half * 1.0001);
    all.push_back(std::move(e));
  }
  return all;
}

}  // namespace tinybrain::skills::tutor
