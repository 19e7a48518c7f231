// "%s and %d" % (a, b) and "{} and {name}".format(a, name=b), as far as templates use them.
#include <algorithm>
#include <cctype>
#include <cstdio>

#include "text/jinja_runtime.h"

namespace tinybrain::jinja {
namespace {

constexpr int64_t kMaxWidth = 1000;

// Pads to `width` characters with spaces; the padding is trusted.
MarkedText pad(const MarkedText& text, size_t width, bool left) {
  const size_t size = count_characters(text.text());
  if (size >= width) return text;
  const std::string space(width - size, ' ');
  MarkedText out;
  if (!left) out.append(space, true);
  out.append(text);
  if (left) out.append(space, true);
  return out;
}

struct Directive {
  std::string flags;
  int64_t width = 0, precision = -1;
  char kind = 's';
};

std::string number_text(Runtime& rt, const Directive& d, const Value& v) {
  if (v.is_undefined()) rt.fail(v.undefined_text());
  if (!v.is_number()) rt.fail(fmt::format("%{} takes a number, not {}", d.kind, v.type_name()));
  char buffer[1500];
  std::string format = fmt::format("%{}{}", d.flags, d.width);
  if (d.precision >= 0) format += fmt::format(".{}", d.precision);
  const bool integral = std::string_view("dioxXu").find(d.kind) != std::string_view::npos;
  if (integral) {
    const double as_double = v.number();
    if (!v.is_integral() && !(as_double > -9e18 && as_double < 9e18))
      rt.fail("a number grew too large");
    const int64_t n = v.is_integral() ? v.integer() : static_cast<int64_t>(as_double);
    if (n < 0 && d.kind != 'd' && d.kind != 'i' && d.kind != 'u')
      rt.fail("a negative number in another base is not supported");
    format += "ll";
    format += d.kind == 'i' || d.kind == 'u' ? 'd' : d.kind;
    std::snprintf(buffer, sizeof buffer, format.c_str(), static_cast<long long>(n));
  } else {
    format += d.kind;
    std::snprintf(buffer, sizeof buffer, format.c_str(), v.number());
  }
  return buffer;
}

class PercentFormat {
 public:
  PercentFormat(Runtime& rt, const MarkedText& format, const Value& values)
      : rt_(rt), format_(format), values_(values) {}

  MarkedText run() {
    const std::string& s = format_.text();
    MarkedText out;
    while (at_ < s.size()) {
      const size_t percent = std::min(s.find('%', at_), s.size());
      out.append(format_, at_, percent);
      at_ = percent;
      if (at_ < s.size()) out.append(directive());
      rt_.charge(out.size() / 64);
    }
    const bool tuple = values_.is_list(ListKind::tuple);
    if (tuple ? used_ < values_.list().items.size()
              : used_ == 0 && !values_.is_dict() && !values_.is_list(ListKind::list))
      rt_.fail("not all arguments were used by the format");
    return out;
  }

 private:
  char peek() {
    if (at_ >= format_.size()) rt_.fail("an unfinished format");
    return format_.text()[at_];
  }

  int64_t number() {
    int64_t n = 0;
    while (std::isdigit(static_cast<unsigned char>(peek()))) {
      n = n * 10 + (format_.text()[at_++] - '0');
      if (n > kMaxWidth) rt_.fail("a format is too wide");
    }
    return n;
  }

  const Value& next() {
    if (!values_.is_list(ListKind::tuple)) {
      if (used_++ > 0) rt_.fail("not enough arguments for the format");
      return values_;
    }
    if (used_ >= values_.list().items.size()) rt_.fail("not enough arguments for the format");
    return values_.list().items[used_++];
  }

  MarkedText directive() {
    const size_t begin = at_++;
    const Value* value = nullptr;
    if (peek() == '(') {
      const size_t end = format_.text().find(')', at_);
      if (end == std::string::npos || !values_.is_dict()) rt_.fail("a bad format");
      value = find(values_.dict(), std::string_view(format_.text()).substr(at_ + 1, end - at_ - 1));
      if (!value) rt_.fail("the format names what is not there");
      at_ = end + 1;
    }
    Directive d;
    while (std::string_view("-+ 0#").find(peek()) != std::string_view::npos) {
      if (d.flags.find(peek()) == std::string::npos) d.flags += peek();
      ++at_;
    }
    d.width = number();
    if (peek() == '.') {
      ++at_;
      d.precision = number();
    }
    d.kind = peek();
    ++at_;
    if (d.kind == '%') return MarkedText("%", format_.trusted_at(begin));
    if (std::string_view("srdioxXufFeEgG").find(d.kind) == std::string_view::npos)
      rt_.fail(fmt::format("the format '%{}' is not supported",
                           std::isprint(static_cast<unsigned char>(d.kind)) ? d.kind : '?'));
    if (!value) value = &next();
    if (d.kind != 's' && d.kind != 'r') return MarkedText(number_text(rt_, d, *value), true);
    MarkedText text = d.kind == 's' ? to_text(rt_, *value) : repr(rt_, *value);
    if (d.precision >= 0)
      text = text.cut(0, byte_of_character(text.text(), static_cast<size_t>(d.precision)));
    return pad(text, static_cast<size_t>(d.width), d.flags.find('-') != std::string::npos);
  }

  Runtime& rt_;
  const MarkedText& format_;
  const Value& values_;
  size_t at_ = 0, used_ = 0;
};

// One field of str.format: "", "0", "name", "name.attribute", with "!r" or ":.2f" behind.
MarkedText brace_field(Runtime& rt, std::string_view field, const Arguments& arguments,
                       size_t& automatic) {
  std::string_view spec;
  if (const size_t colon = field.find(':'); colon != std::string_view::npos) {
    spec = field.substr(colon + 1);
    field = field.substr(0, colon);
  }
  const bool as_repr = field.ends_with("!r");
  if (as_repr || field.ends_with("!s")) field.remove_suffix(2);
  const size_t dot = std::min(field.find_first_of(".["), field.size());
  const std::string_view name = field.substr(0, dot), rest = field.substr(dot);
  if (rest.find('[') != std::string_view::npos) rt.fail("an index in a format is not supported");
  const Value* value = nullptr;
  if (name.empty() || std::isdigit(static_cast<unsigned char>(name[0]))) {
    if (name.size() > 3 || !std::all_of(name.begin(), name.end(), [](char c) {
          return std::isdigit(static_cast<unsigned char>(c));
        }))
      rt.fail("a bad format");
    value = argument(arguments, name.empty() ? automatic++ : std::stoul(std::string(name)), "");
  } else {
    value = argument(arguments, SIZE_MAX, name);
  }
  if (!value) rt.fail("the format names what is not there");
  Value found = *value;
  if (!rest.empty()) found = attribute(rt, found, rest.substr(1));
  if (spec.empty()) return as_repr ? repr(rt, found) : to_text(rt, found);
  // Of the many format specifications, ".2f" is what templates use.
  Directive d;
  d.kind = spec.back();
  const std::string_view digits = spec.substr(0, spec.size() - 1);
  const bool plain = (d.kind == 'f' && digits.size() == 2 && digits[0] == '.' &&
                      std::isdigit(static_cast<unsigned char>(digits[1]))) ||
                     (d.kind == 'd' && digits.empty());
  if (!plain) rt.fail("a format specification that is not supported");
  if (d.kind == 'f') d.precision = digits[1] - '0';
  return MarkedText(number_text(rt, d, found), true);
}

}  // namespace

MarkedText format_percent(Runtime& rt, const MarkedText& format, const Value& values) {
  return PercentFormat(rt, format, values).run();
}

MarkedText format_braces(Runtime& rt, const MarkedText& format, const Arguments& arguments) {
  const std::string& s = format.text();
  MarkedText out;
  size_t automatic = 0;
  for (size_t at = 0; at < s.size();) {
    const size_t brace = std::min(s.find_first_of("{}", at), s.size());
    out.append(format, at, brace);
    at = brace;
    if (at >= s.size()) break;
    if (at + 1 < s.size() && s[at + 1] == s[at]) {
      out.append(format, at, at + 1);
      at += 2;
      continue;
    }
    const size_t end = s.find('}', at);
    if (s[at] == '}' || end == std::string::npos) rt.fail("a bad format");
    out.append(
        brace_field(rt, std::string_view(s).substr(at + 1, end - at - 1), arguments, automatic));
    rt.charge(out.size() / 64);
    at = end + 1;
  }
  rt.charge(out.size());
  return out;
}

}  // namespace tinybrain::jinja
