// Unicode over utf8proc, with the few ranges where the reference tokenizers' data is older or
// newer.
#include "text/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <new>

#include "base/error.h"
#include "text/unicode_tables.h"

namespace tinybrain::unicode {
namespace {

// The range of a sorted table that holds c, or nullptr.
template <class Row, size_t N>
const Row* find_range(const Row (&table)[N], char32_t c) {
  const Row* row = std::upper_bound(std::begin(table), std::end(table), c,
                                    [](char32_t x, const Row& r) { return x < r.first; });
  if (row == std::begin(table)) return nullptr;
  --row;
  return c <= row->last ? row : nullptr;
}

uint8_t class_of_category(utf8proc_category_t category) {
  switch (category) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT: return kUpper;
    case UTF8PROC_CATEGORY_LL: return kLower;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO: return kOtherLetter;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME: return kMark;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return kNumber;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return kSpace;
    default: return 0;
  }
}

bool is_category(char32_t c, utf8proc_category_t first, utf8proc_category_t last) {
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return category >= first && category <= last;
}

// Characters that NFC neither changes nor lets combine with what stands before them, when all of a
// text is of this kind: nearly every text is, and skips the work.
bool is_plainly_composed(char32_t c) {
  return c < 0x300 || (c >= 0x2010 && c <= 0x2027) || (c >= 0x3000 && c <= 0x3029) ||
         (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A0 && c <= 0x30FF) ||
         (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0x1F300 && c <= 0x1FAFF);
}

void append_normalized(std::string& out, std::string_view s, int form) {
  if (s.empty()) return;
  utf8proc_uint8_t* result = nullptr;
  const utf8proc_ssize_t size = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(s.data()), static_cast<utf8proc_ssize_t>(s.size()),
      &result, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | form));
  if (size == UTF8PROC_ERROR_NOMEM) throw std::bad_alloc();
  TB_ASSERT(size >= 0);
  const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owner(result, std::free);
  out.append(reinterpret_cast<const char*>(result), static_cast<size_t>(size));
}

std::string normalized(std::string_view s, int form) {
  std::string out;
  size_t begin = 0;  // of what is not yet normalized
  for (size_t i = 0; i < s.size();) {
    const Decoded d = decode(s.substr(i));
    if (d.c >= kNotReordered[0].first && find_range(kNotReordered, d.c)) {
      append_normalized(out, s.substr(begin, i - begin), form);
      out.append(s.substr(i, d.length));
      begin = i + d.length;
    }
    i += d.length;
  }
  append_normalized(out, s.substr(begin), form);
  return out;
}

// Length of a character by its first byte, and the range of its second byte: Unicode, table 3-7.
struct Lead {
  uint32_t length;
  uint8_t low, high;
};
Lead lead_of(uint8_t byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {1, 0, 0};
}

}  // namespace

Decoded decode(std::string_view s) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(s[i]); };
  const uint8_t first = byte(0);
  if (first < 0x80) return {first, 1, true, false};
  const Lead lead = lead_of(first);
  if (lead.length == 1) return {kReplacement, 1, false, false};
  char32_t c = first & (0x7F >> lead.length);
  for (uint32_t i = 1; i < lead.length; ++i) {
    if (i >= s.size()) return {kReplacement, i, false, true};
    const uint8_t low = i == 1 ? lead.low : 0x80, high = i == 1 ? lead.high : 0xBF;
    if (byte(i) < low || byte(i) > high) return {kReplacement, i, false, false};
    c = (c << 6) | (byte(i) & 0x3F);
  }
  return {c, lead.length, true, false};
}

std::vector<size_t> places_of(std::string_view s) {
  std::vector<size_t> places;
  for (size_t at = 0; at < s.size(); at += decode(s.substr(at)).length) places.push_back(at);
  places.push_back(s.size());
  return places;
}

void append(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

bool is_valid(std::string_view s) {
  while (!s.empty()) {
    const Decoded d = decode(s);
    if (!d.valid) return false;
    s.remove_prefix(d.length);
  }
  return true;
}

std::string repaired(std::string_view s) {
  std::string out;
  out.reserve(s.size() + 8);
  while (!s.empty()) {
    const Decoded d = decode(s);
    if (d.valid)
      out.append(s.substr(0, d.length));
    else
      append(out, kReplacement);
    s.remove_prefix(d.length);
  }
  return out;
}

uint8_t class_beyond_ascii(char32_t c) {
  if (c < 128) return kAsciiClass[c];
  if (c == 0x85) return kSpace;  // the one Cc beyond ASCII that is white space
  const uint8_t cls = class_of_category(utf8proc_category(static_cast<utf8proc_int32_t>(c)));
  if (cls != 0) return cls;
  const ClassRange* newer = find_range(kNewerClasses, c);
  return newer ? newer->cls : 0;
}

std::string nfc(std::string_view s) {
  bool plain = true;
  for (size_t i = 0; plain && i < s.size();) {
    const Decoded d = decode(s.substr(i));
    plain = is_plainly_composed(d.c);
    i += d.length;
  }
  return plain ? std::string(s) : normalized(s, UTF8PROC_COMPOSE);
}

std::string nfd(std::string_view s) { return normalized(s, UTF8PROC_DECOMPOSE); }

std::string folded(std::string_view s) {
  const std::string whole =
      normalized(repaired(s), UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
  std::string out;
  for (size_t i = 0; i < whole.size();) {
    const Decoded d = decode(std::string_view(whole).substr(i));
    if (!is_space(d.c))
      out.append(whole, i, d.length);
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
    i += d.length;
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool is_bert_punctuation(char32_t c) {
  if (c < 128) return c > 32 && c < 127 && kAsciiClass[c] == 0;
  if (c == 0x166D || c == 0x111C9) return true;
  return is_category(c, UTF8PROC_CATEGORY_PC, UTF8PROC_CATEGORY_PO) &&
         !find_range(kNotBertPunctuation, c);
}

bool is_bert_accent(char32_t c) {
  if (c < 0x300) return false;
  if (c == 0x1734) return true;  // it was Mn once
  return is_category(c, UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_MN) &&
         !find_range(kNotBertAccent, c) && !find_range(kNewerClasses, c);
}

bool is_bert_control(char32_t c) {
  if (c == '\t' || c == '\n' || c == '\r') return false;
  const bool is_control = is_category(c, UTF8PROC_CATEGORY_CC, UTF8PROC_CATEGORY_CF) ||
                          is_category(c, UTF8PROC_CATEGORY_CO, UTF8PROC_CATEGORY_CO);
  return is_control && !find_range(kNotBertControl, c);
}

void append_lower(std::string& out, char32_t c) {
  if (c < 128) {
    out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  } else if (c == 0x130) {
    append(out, 'i');
    append(out, 0x307);
  } else if (const LowerRange* newer = find_range(kNewerLower, c)) {
    append(out, static_cast<char32_t>(static_cast<int32_t>(c) + newer->distance));
  } else {
    append(out, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c))));
  }
}

}  // namespace tinybrain::unicode
