// MarkedText: one string and the ends of its runs, merged as they grow.
#include "text/jinja_text.h"

#include <utf8proc.h>

#include <algorithm>

#include "base/error.h"

namespace tinybrain::jinja {

MarkedText::MarkedText(std::string text, bool trusted) : text_(std::move(text)) {
  if (!text_.empty()) runs_.push_back({text_.size(), trusted});
}

void MarkedText::append(std::string_view text, bool trusted) {
  if (text.empty()) return;
  text_.append(text);
  if (!runs_.empty() && runs_.back().trusted == trusted) {
    runs_.back().end = text_.size();
  } else {
    runs_.push_back({text_.size(), trusted});
  }
}

void MarkedText::append(const MarkedText& other) { append(other, 0, other.size()); }

void MarkedText::append(const MarkedText& other, size_t begin, size_t end) {
  TB_ASSERT(&other != this && begin <= end && end <= other.size());
  for (size_t run = other.run_at(begin); begin < end; ++run) {
    const size_t stop = std::min(end, other.runs_[run].end);
    append(std::string_view(other.text_).substr(begin, stop - begin), other.runs_[run].trusted);
    begin = stop;
  }
}

MarkedText MarkedText::cut(size_t begin, size_t end) const {
  MarkedText out;
  if (begin < end) out.append(*this, begin, end);
  out.markup_ = markup_;
  return out;
}

MarkedText MarkedText::with_markup(bool markup) const {
  MarkedText out = *this;
  out.markup_ = markup;
  return out;
}

size_t MarkedText::run_at(size_t position) const {
  return static_cast<size_t>(
      std::upper_bound(runs_.begin(), runs_.end(), position,
                       [](size_t p, const Run& run) { return p < run.end; }) -
      runs_.begin());
}

bool MarkedText::trusted_at(size_t position) const {
  TB_ASSERT(position < size());
  return runs_[run_at(position)].trusted;
}

std::vector<TextPart> MarkedText::parts() const {
  std::vector<TextPart> out;
  size_t begin = 0;
  for (const Run& run : runs_) {
    out.push_back({text_.substr(begin, run.end - begin), run.trusted});
    begin = run.end;
  }
  return out;
}

Character character_at(std::string_view text, size_t position) {
  utf8proc_int32_t code = -1;
  const auto left = static_cast<utf8proc_ssize_t>(std::min<size_t>(text.size() - position, 4));
  const auto size = utf8proc_iterate(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + position, left, &code);
  if (size <= 0) return {};
  return {code, static_cast<size_t>(size)};
}

size_t count_characters(std::string_view text) {
  size_t n = 0;
  for (size_t at = 0; at < text.size(); at += character_at(text, at).size) ++n;
  return n;
}

size_t byte_of_character(std::string_view text, size_t index) {
  size_t at = 0;
  for (; index > 0 && at < text.size(); --index) at += character_at(text, at).size;
  return at;
}

std::string encode_character(int code) {
  utf8proc_uint8_t bytes[4];
  const auto size = utf8proc_encode_char(code, bytes);
  return std::string(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
}

bool is_space(int code) {
  if (code < 0) return false;
  if (code < 128) return code == ' ' || (code >= 9 && code <= 13) || (code >= 28 && code <= 31);
  if (code == 0x85 || code == 0x2028 || code == 0x2029) return true;
  return utf8proc_category(code) == UTF8PROC_CATEGORY_ZS;
}

bool is_printable(int code) {
  if (code < 0) return false;
  if (code < 128) return code >= 32 && code < 127;
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS: return false;
    default: return true;
  }
}

}  // namespace tinybrain::jinja
