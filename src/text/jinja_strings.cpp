// Operations on marked text: case, stripping, replacing, joining. All keep each byte's mark; what is
// put in brings its own.
#include <utf8proc.h>

#include <algorithm>

#include "text/jinja_runtime.h"

namespace tinybrain::jinja {
namespace {

// Maps each character; `map` gets the code and its place and gives the new code.
template <class Map>
MarkedText map_characters(const MarkedText& text, Map map) {
  MarkedText out;
  const std::string& s = text.text();
  for (size_t at = 0; at < s.size();) {
    const Character c = character_at(s, at);
    const int mapped = c.code < 0 ? -1 : map(c.code);
    if (mapped < 0 || mapped == c.code) {
      out.append(text, at, at + c.size);
    } else {
      out.append(encode_character(mapped), text.trusted_at(at));
    }
    at += c.size;
  }
  return out.with_markup(text.markup());
}

int to_upper(int code) { return utf8proc_toupper(code); }
int to_lower(int code) { return utf8proc_tolower(code); }
int to_title(int code) { return utf8proc_totitle(code); }

bool is_cased(int code) {
  const auto category = utf8proc_category(code);
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LL ||
         category == UTF8PROC_CATEGORY_LT;
}

}  // namespace

MarkedText upper(const MarkedText& text) { return map_characters(text, to_upper); }
MarkedText lower(const MarkedText& text) { return map_characters(text, to_lower); }

MarkedText capitalize(const MarkedText& text) {
  bool first = true;
  return map_characters(text, [&](int code) {
    return std::exchange(first, false) ? to_title(code) : to_lower(code);
  });
}

MarkedText title(const MarkedText& text, bool python) {
  // Python: a word is a run of cased letters. Jinja's filter: words part at white space and -([{<.
  bool in_word = false;
  return map_characters(text, [&](int code) {
    if (python) {
      if (!is_cased(code)) {
        in_word = false;
        return code;
      }
      return std::exchange(in_word, true) ? to_lower(code) : to_title(code);
    }
    if (is_space(code) || (code < 128 && std::string_view("-([{<").find(static_cast<char>(code)) !=
                                             std::string_view::npos)) {
      in_word = false;
      return code;
    }
    return std::exchange(in_word, true) ? to_lower(code) : to_upper(code);
  });
}

MarkedText strip(const MarkedText& text, Side side, const MarkedText* characters) {
  const std::string& s = text.text();
  std::vector<int> codes;
  if (characters)
    for (size_t at = 0; at < characters->size();) {
      const Character c = character_at(characters->text(), at);
      codes.push_back(c.code);
      at += c.size;
    }
  size_t begin = std::string::npos, end = 0;
  for (size_t at = 0; at < s.size();) {
    const Character c = character_at(s, at);
    const bool drop = characters ? std::find(codes.begin(), codes.end(), c.code) != codes.end()
                                 : is_space(c.code);
    if (!drop) {
      if (begin == std::string::npos) begin = at;
      end = at + c.size;
    }
    at += c.size;
  }
  if (begin == std::string::npos) return MarkedText().with_markup(text.markup());
  return text.cut(side == Side::right ? 0 : begin, side == Side::left ? s.size() : end);
}

MarkedText replace(Runtime& rt, const MarkedText& text, const MarkedText& from,
                   const MarkedText& to, int64_t limit) {
  const std::string& s = text.text();
  rt.charge(s.size());
  MarkedText out;
  size_t at = 0;
  const auto put = [&](size_t begin, size_t end) {
    rt.charge(out.size() / 256 + to.size() + 16);
    if (out.size() + to.size() > (size_t{16} << 20)) rt.charge(out.size() + to.size());
    out.append(text, begin, end);
    out.append(to);
  };
  while (limit != 0) {
    // An empty text is found before every character and at the end.
    const size_t found = from.empty() ? at : s.find(from.text(), at);
    if (found == std::string::npos) break;
    if (limit > 0) --limit;
    if (from.empty()) {
      put(at, at);
      if (at >= s.size()) return out;
      const size_t size = character_at(s, at).size;
      out.append(text, at, at + size);
      at += size;
    } else {
      put(at, found);
      at = found + from.size();
    }
  }
  out.append(text, at, s.size());
  return out;
}

MarkedText escape_html(Runtime& rt, const MarkedText& text) {
  if (text.markup()) return text;
  MarkedText out = text;
  constexpr std::pair<std::string_view, std::string_view> kEscapes[] = {
      {"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"'", "&#39;"}, {"\"", "&#34;"}};
  for (const auto& [from, to] : kEscapes)
    out = replace(rt, out, MarkedText(std::string(from), true), MarkedText(std::string(to), true),
                  -1);
  return out.with_markup(true);
}

MarkedText join(Runtime& rt, const std::vector<Value>& items, const MarkedText& separator) {
  MarkedText out;
  bool first = true;
  for (const Value& item : items) {
    const MarkedText text = to_text(rt, item);
    rt.charge(text.size() + separator.size() + 16);
    if (!std::exchange(first, false)) out.append(separator);
    out.append(text);
  }
  rt.charge(out.size());
  return out;
}

}  // namespace tinybrain::jinja
