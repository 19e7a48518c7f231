#include "redact/folded.h"

#include "text/unicode.h"

namespace tinybrain::redact {
namespace {

bool is_dash(char32_t c) {
  return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe58 || c == 0xfe63 || c == 0x30fc ||
         c == 0x2043 || c == 0xfe31 || c == 0x3161;
}
bool is_invisible(char32_t c) {
  return c == 0xad || c == 0x34f || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2060 && c <= 0x2064) || c == 0xfeff || (c >= 0xfe00 && c <= 0xfe0f);
}

char32_t plain(char32_t c) {
  if (c < 0x80) return c == '\r' || c == '\f' || c == '\v' ? U'\n' : c;
  if (c >= 0xff01 && c <= 0xff5e) return plain(c - 0xff01 + '!');
  if (is_dash(c)) return '-';
  if (c == 0xa0 || c == 0x3000 || c == 0x202f || (c >= 0x2000 && c <= 0x200a)) return ' ';
  if (c == 0x2028 || c == 0x2029 || c == 0x85) return '\n';
  if (c >= 0x2460 && c <= 0x2468) return c;  // circled numbers count, they do not spell
  if (c == 0x00b7 || c == 0x2024 || c == 0x2027 || c == 0x30fb) return '.';
  if (c == 0x2018 || c == 0x2019 || c == 0x02bc) return '\'';
  if (c == 0x201c || c == 0x201d) return '"';
  return c;
}

// Conjoining jamo, as some file systems and keyboards give them.
bool join_jamo(char32_t& last, char32_t c) {
  if (last >= 0x1100 && last <= 0x1112 && c >= 0x1161 && c <= 0x1175) {
    last = 0xac00 + ((last - 0x1100) * 21 + (c - 0x1161)) * 28;
    return true;
  }
  if (is_hangul(last) && (last - 0xac00) % 28 == 0 && c > 0x11a7 && c <= 0x11c2) {
    last += c - 0x11a7;
    return true;
  }
  return false;
}

}  // namespace

Folded::Folded(std::string_view utf8) {
  text_.reserve(utf8.size());
  for (size_t i = 0; i < utf8.size();) {
    const unicode::Decoded d = unicode::decode(utf8.substr(i));
    const auto begin = static_cast<uint32_t>(i);
    i += d.length;
    const auto end = static_cast<uint32_t>(i);
    if (d.valid && is_invisible(d.c)) continue;
    const char32_t c = plain(d.c);
    if (!text_.empty() && end_.back() == begin && join_jamo(text_.back(), c)) {
      end_.back() = end;
      continue;
    }
    text_ += c;
    begin_.push_back(begin);
    end_.push_back(end);
  }
}

}  // namespace tinybrain::redact
