#include "data/encoding.h"

#include <errno.h>
#include <iconv.h>

#include <algorithm>

#include "text/unicode.h"

namespace tinybrain {
namespace {

// The bytes by the system's converter; ok = false when some fit nothing (they become U+FFFD).
std::string convert(std::string_view bytes, const char* from, bool& ok) {
  ok = true;
  const iconv_t handle = iconv_open("UTF-8", from);
  if (handle == reinterpret_cast<iconv_t>(-1)) {
    ok = false;
    return std::string(bytes);
  }
  std::string out;
  char* in = const_cast<char*>(bytes.data());
  size_t left = bytes.size();
  while (left > 0) {
    char piece[4096];
    char* to = piece;
    size_t room = sizeof piece;
    const size_t result = iconv(handle, &in, &left, &to, &room);
    out.append(piece, static_cast<size_t>(to - piece));
    if (result != static_cast<size_t>(-1) || errno == E2BIG) continue;
    ok = false;
    out += "\xef\xbf\xbd";
    ++in;
    --left;
  }
  iconv_close(handle);
  return out;
}

std::string plain_line_ends(std::string text) {
  size_t to = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r') {
      if (i + 1 < text.size() && text[i + 1] == '\n') continue;
      text[to++] = '\n';
    } else if (text[i] != '\0') {
      text[to++] = text[i];
    }
  }
  text.resize(to);
  return text;
}

// Lines of neither encoding alone: each by itself.
DecodedText mixed(std::string_view bytes) {
  struct Line {
    std::string text;
    bool utf8, damaged;
  };
  std::vector<Line> lines;
  size_t utf8_lines = 0, other_lines = 0;
  for (size_t at = 0; at <= bytes.size();) {
    const size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = bytes.substr(at, end - at);
    bool ascii = std::all_of(line.begin(), line.end(), [](char c) { return (c & 0x80) == 0; });
    if (ascii || unicode::is_valid(line)) {
      utf8_lines += !ascii;
      lines.push_back({std::string(line), true, false});
    } else {
      bool ok;
      std::string text = convert(line, "CP949", ok);
      if (!ok) text = unicode::repaired(line);
      ++other_lines;
      lines.push_back({std::move(text), false, !ok});
    }
    if (end == bytes.size()) break;
    at = end + 1;
  }
  DecodedText out;
  const bool mostly_utf8 = utf8_lines >= other_lines;
  out.encoding = "mixed";
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i) out.text += '\n';
    out.text += lines[i].text;
    out.damaged |= lines[i].damaged;
    if (lines[i].damaged || (!lines[i].utf8 && mostly_utf8)) out.odd_lines.push_back(i + 1);
  }
  if (!mostly_utf8 && !out.damaged && utf8_lines == 0) out.encoding = "CP949";
  out.text = plain_line_ends(std::move(out.text));
  return out;
}

}  // namespace

DecodedText decode_text(std::string_view bytes) {
  bool ok = true;
  if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) {
    const bool little = bytes[0] == '\xff';
    DecodedText out;
    out.encoding = little ? "UTF-16LE" : "UTF-16BE";
    out.text = plain_line_ends(convert(bytes.substr(2), out.encoding.c_str(), ok));
    out.damaged = !ok;
    return out;
  }
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  if (unicode::is_valid(bytes)) return {plain_line_ends(std::string(bytes)), "UTF-8", {}, false};
  return mixed(bytes);
}

}  // namespace tinybrain
