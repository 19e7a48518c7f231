// The methods of texts, dicts and lists that a template may call. Methods that change a dict or a
// list are refused, as the immutable sandbox refuses them.
#include <algorithm>

#include "text/jinja_runtime.h"

namespace tinybrain::jinja {
namespace {

using TextMethod = Value (*)(Runtime&, const MarkedText&, const Arguments&);

Value stripped(Runtime& rt, const MarkedText& text, const Arguments& a, Side side) {
  rt.charge(text.size());
  const Value* characters = argument(a, 0, "chars");
  if (!characters || characters->is_none()) return strip(text, side, nullptr);
  const MarkedText& set = text_argument(rt, a, 0, "chars");
  rt.step(std::min<size_t>(set.size(), 4096) * (text.size() / 64 + 1));
  return strip(text, side, &set);
}

// Splits at white space, at most `limit` times (< 0: always).
std::vector<Value> split_spaces(const MarkedText& text, int64_t limit) {
  const std::string& s = text.text();
  std::vector<Value> out;
  size_t at = 0;
  const auto skip = [&](bool spaces) {
    while (at < s.size()) {
      const Character c = character_at(s, at);
      if (is_space(c.code) != spaces) break;
      at += c.size;
    }
  };
  while (true) {
    skip(true);
    if (at >= s.size()) return out;
    const size_t begin = at;
    if (limit == 0) {
      out.emplace_back(strip(text.cut(begin, s.size()), Side::right, nullptr));
      return out;
    }
    if (limit > 0) --limit;
    skip(false);
    out.emplace_back(text.cut(begin, at));
  }
}

std::vector<Value> split_at(Runtime& rt, const MarkedText& text, const std::string& separator,
                            int64_t limit) {
  std::vector<Value> out;
  const std::string& s = text.text();
  size_t begin = 0;
  for (; limit != 0; --limit) {
    const size_t found = s.find(separator, begin);
    if (found == std::string::npos) break;
    rt.step();
    out.emplace_back(text.cut(begin, found));
    begin = found + separator.size();
  }
  out.emplace_back(text.cut(begin, s.size()));
  return out;
}

std::vector<Value> split_at_from_right(Runtime& rt, const MarkedText& text,
                                       const std::string& separator, int64_t limit) {
  std::vector<Value> out;
  const std::string& s = text.text();
  size_t end = s.size();
  for (; limit != 0 && end >= separator.size(); --limit) {
    const size_t found = s.rfind(separator, end - separator.size());
    if (found == std::string::npos) break;
    rt.step();
    out.emplace_back(text.cut(found + separator.size(), end));
    end = found;
  }
  out.emplace_back(text.cut(0, end));
  std::reverse(out.begin(), out.end());
  return out;
}

Value split(Runtime& rt, const MarkedText& text, const Arguments& a, bool right) {
  rt.charge(text.size());
  const Value* separator = argument(a, 0, "sep");
  const int64_t limit = integer_argument(rt, a, 1, "maxsplit", -1);
  if (!separator || separator->is_none()) {
    if (right && limit >= 0) rt.fail("rsplit without a separator but with a limit");
    return rt.list(split_spaces(text, limit));
  }
  const std::string& s = text_argument(rt, a, 0, "sep").text();
  if (s.empty()) rt.fail("the separator of a split is empty");
  return rt.list(right ? split_at_from_right(rt, text, s, limit) : split_at(rt, text, s, limit));
}

Value split_lines(Runtime& rt, const MarkedText& text, const Arguments& a) {
  rt.charge(text.size());
  const Value* keep_value = argument(a, 0, "keepends");
  const bool keep = keep_value && truth(rt, *keep_value);
  const std::string& s = text.text();
  std::vector<Value> out;
  size_t begin = 0;
  for (size_t at = 0; at < s.size();) {
    const Character c = character_at(s, at);
    const size_t end = at;
    at += c.size;
    const bool line_break = (c.code >= 10 && c.code <= 13) || (c.code >= 28 && c.code <= 30) ||
                            c.code == 0x85 || c.code == 0x2028 || c.code == 0x2029;
    if (!line_break) continue;
    if (c.code == '\r' && at < s.size() && s[at] == '\n') ++at;
    rt.step();
    out.emplace_back(text.cut(begin, keep ? at : end));
    begin = at;
  }
  if (begin < s.size()) out.emplace_back(text.cut(begin, s.size()));
  return rt.list(std::move(out));
}

// startswith and endswith; the argument may be a tuple of texts.
Value has_affix(Runtime& rt, const MarkedText& text, const Arguments& a, bool prefix) {
  const Value& wanted = required(rt, a, 0, prefix ? "prefix" : "suffix");
  if (a.positional.size() > 1) rt.fail("startswith and endswith take one argument here");
  const auto one = [&](const Value& v) {
    if (!v.is_text()) rt.fail(fmt::format("a text is wanted, not {}", v.type_name()));
    const std::string& affix = v.text().text();
    return prefix ? text.text().starts_with(affix) : text.text().ends_with(affix);
  };
  if (!wanted.is_list(ListKind::tuple)) return one(wanted);
  return std::any_of(wanted.list().items.begin(), wanted.list().items.end(), one);
}

Value remove_affix(Runtime& rt, const MarkedText& text, const Arguments& a, bool prefix) {
  const std::string& affix = text_argument(rt, a, 0, "").text();
  rt.charge(text.size());
  if (prefix && text.text().starts_with(affix)) return text.cut(affix.size(), text.size());
  if (!prefix && text.text().ends_with(affix)) return text.cut(0, text.size() - affix.size());
  return text;
}

// find and rfind, in characters; -1 when absent.
Value found(Runtime& rt, const MarkedText& text, const Arguments& a, bool right) {
  if (a.positional.size() > 1) rt.fail("find takes one argument here");
  const std::string& wanted = text_argument(rt, a, 0, "").text();
  rt.charge(text.size());
  const size_t at = right ? text.text().rfind(wanted) : text.text().find(wanted);
  if (at == std::string::npos) return int64_t{-1};
  return static_cast<int64_t>(count_characters(std::string_view(text.text()).substr(0, at)));
}

Value counted(Runtime& rt, const MarkedText& text, const Arguments& a) {
  const std::string& wanted = text_argument(rt, a, 0, "").text();
  rt.charge(text.size());
  if (wanted.empty()) return static_cast<int64_t>(count_characters(text.text()) + 1);
  int64_t n = 0;
  for (size_t at = text.text().find(wanted); at != std::string::npos;
       at = text.text().find(wanted, at + wanted.size()))
    ++n;
  return n;
}

Value partition(Runtime& rt, const MarkedText& text, const Arguments& a, bool right) {
  const MarkedText& separator = text_argument(rt, a, 0, "");
  if (separator.empty()) rt.fail("the separator of a partition is empty");
  rt.charge(text.size());
  const size_t at =
      right ? text.text().rfind(separator.text()) : text.text().find(separator.text());
  if (at == std::string::npos) {
    if (right) return rt.list(ListKind::tuple, {MarkedText(), MarkedText(), text});
    return rt.list(ListKind::tuple, {text, MarkedText(), MarkedText()});
  }
  return rt.list(ListKind::tuple, {text.cut(0, at), text.cut(at, at + separator.size()),
                                   text.cut(at + separator.size(), text.size())});
}

// isdigit, isalpha, ...: all characters are so, and there is one.
template <class Is>
Value all_characters(const MarkedText& text, Is is) {
  for (size_t at = 0; at < text.size();) {
    const Character c = character_at(text.text(), at);
    if (!is(c.code)) return false;
    at += c.size;
  }
  return !text.empty();
}

bool is_ascii_digit(int c) { return c >= '0' && c <= '9'; }
bool is_letter(int c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= 128 && is_printable(c) && !is_space(c));
}

constexpr std::pair<std::string_view, TextMethod> kTextMethods[] = {
    {"strip", [](Runtime& rt, const MarkedText& t,
                 const Arguments& a) { return stripped(rt, t, a, Side::both); }},
    {"lstrip", [](Runtime& rt, const MarkedText& t,
                  const Arguments& a) { return stripped(rt, t, a, Side::left); }},
    {"rstrip", [](Runtime& rt, const MarkedText& t,
                  const Arguments& a) { return stripped(rt, t, a, Side::right); }},
    {"split",
     [](Runtime& rt, const MarkedText& t, const Arguments& a) { return split(rt, t, a, false); }},
    {"rsplit",
     [](Runtime& rt, const MarkedText& t, const Arguments& a) { return split(rt, t, a, true); }},
    {"splitlines", split_lines},
    {"startswith", [](Runtime& rt, const MarkedText& t,
                      const Arguments& a) { return has_affix(rt, t, a, true); }},
    {"endswith", [](Runtime& rt, const MarkedText& t,
                    const Arguments& a) { return has_affix(rt, t, a, false); }},
    {"removeprefix", [](Runtime& rt, const MarkedText& t,
                        const Arguments& a) { return remove_affix(rt, t, a, true); }},
    {"removesuffix", [](Runtime& rt, const MarkedText& t,
                        const Arguments& a) { return remove_affix(rt, t, a, false); }},
    {"find",
     [](Runtime& rt, const MarkedText& t, const Arguments& a) { return found(rt, t, a, false); }},
    {"rfind",
     [](Runtime& rt, const MarkedText& t, const Arguments& a) { return found(rt, t, a, true); }},
    {"count", counted},
    {"partition", [](Runtime& rt, const MarkedText& t,
                     const Arguments& a) { return partition(rt, t, a, false); }},
    {"rpartition", [](Runtime& rt, const MarkedText& t,
                      const Arguments& a) { return partition(rt, t, a, true); }},
    {"replace",
     [](Runtime& rt, const MarkedText& t, const Arguments& a) -> Value {
       return replace(rt, t, text_argument(rt, a, 0, "old"), text_argument(rt, a, 1, "new"),
                      integer_argument(rt, a, 2, "count", -1));
     }},
    {"join",
     [](Runtime& rt, const MarkedText& t, const Arguments& a) -> Value {
       const std::vector<Value> items = iterate(rt, required(rt, a, 0, "iterable"));
       for (const Value& v : items)
         if (!v.is_text()) rt.fail(fmt::format("join takes texts, not {}", v.type_name()));
       return join(rt, items, t);
     }},
    {"format",
     [](Runtime& rt, const MarkedText& t, const Arguments& a) -> Value {
       return format_braces(rt, t, a);
     }},
    {"upper",
     [](Runtime& rt, const MarkedText& t, const Arguments&) -> Value {
       rt.charge(t.size());
       return upper(t);
     }},
    {"lower",
     [](Runtime& rt, const MarkedText& t, const Arguments&) -> Value {
       rt.charge(t.size());
       return lower(t);
     }},
    {"casefold",
     [](Runtime& rt, const MarkedText& t, const Arguments&) -> Value {
       rt.charge(t.size());
       return lower(t);
     }},
    {"title",
     [](Runtime& rt, const MarkedText& t, const Arguments&) -> Value {
       rt.charge(t.size());
       return title(t, true);
     }},
    {"capitalize",
     [](Runtime& rt, const MarkedText& t, const Arguments&) -> Value {
       rt.charge(t.size());
       return capitalize(t);
     }},
    {"isdigit",
     [](Runtime& rt, const MarkedText& t, const Arguments&) {
       rt.charge(t.size());
       return all_characters(t, is_ascii_digit);
     }},
    {"isspace",
     [](Runtime& rt, const MarkedText& t, const Arguments&) {
       rt.charge(t.size());
       return all_characters(t, is_space);
     }},
    {"isalpha",
     [](Runtime& rt, const MarkedText& t, const Arguments&) {
       rt.charge(t.size());
       return all_characters(t, is_letter);
     }},
    {"isalnum",
     [](Runtime& rt, const MarkedText& t, const Arguments&) {
       rt.charge(t.size());
       return all_characters(t, [](int c) { return is_letter(c) || is_ascii_digit(c); });
     }},
    {"isupper",
     [](Runtime& rt, const MarkedText& t, const Arguments&) -> Value {
       rt.charge(t.size());
       return upper(t).text() == t.text() && lower(t).text() != t.text();
     }},
    {"islower",
     [](Runtime& rt, const MarkedText& t, const Arguments&) -> Value {
       rt.charge(t.size());
       return lower(t).text() == t.text() && upper(t).text() != t.text();
     }},
};

using DictMethod = Value (*)(Runtime&, const Value&, const Arguments&);

constexpr std::pair<std::string_view, DictMethod> kDictMethods[] = {
    {"get",
     [](Runtime& rt, const Value& v, const Arguments& a) -> Value {
       const Value& key = required(rt, a, 0, "key");
       for (const auto& [k, value] : v.dict().items)
         if (equal(rt, k, key)) return value;
       const Value* otherwise = argument(a, 1, "default");
       return otherwise ? *otherwise : Value(None{});
     }},
    {"items",
     [](Runtime& rt, const Value& v, const Arguments&) {
       std::vector<Value> out;
       for (const auto& [k, value] : v.dict().items)
         out.push_back(rt.list(ListKind::tuple, {k, value}));
       return rt.list(ListKind::view, std::move(out));
     }},
    {"keys", [](Runtime& rt, const Value& v,
                const Arguments&) { return rt.list(ListKind::view, iterate(rt, v)); }},
    {"values",
     [](Runtime& rt, const Value& v, const Arguments&) {
       std::vector<Value> out;
       for (const auto& [k, value] : v.dict().items) out.push_back(value);
       return rt.list(ListKind::view, std::move(out));
     }},
    {"copy", [](Runtime&, const Value& v, const Arguments&) { return v; }},
};

Value list_index(Runtime& rt, const Value& v, const Arguments& a) {
  const auto& items = v.list().items;
  for (size_t i = 0; i < items.size(); ++i)
    if (equal(rt, items[i], required(rt, a, 0, "value"))) return static_cast<int64_t>(i);
  rt.fail("the value is not in the list");
}

Value list_count(Runtime& rt, const Value& v, const Arguments& a) {
  const auto& items = v.list().items;
  return static_cast<int64_t>(std::count_if(items.begin(), items.end(), [&](const Value& item) {
    return equal(rt, item, required(rt, a, 0, "value"));
  }));
}

constexpr std::pair<std::string_view, DictMethod> kListMethods[] = {
    {"index", list_index},
    {"count", list_count},
    {"copy", [](Runtime&, const Value& v, const Arguments&) { return v; }},
};

constexpr std::string_view kDictChanges[] = {"clear", "pop", "popitem", "setdefault", "update"};
constexpr std::string_view kListChanges[] = {"append", "clear",  "extend",  "insert",
                                             "pop",    "remove", "reverse", "sort"};

template <class Table>
auto look_up(const Table& table, std::string_view name) {
  const auto at = std::find_if(std::begin(table), std::end(table),
                               [&](const auto& entry) { return entry.first == name; });
  return at == std::end(table) ? nullptr : at->second;
}

Value refused(const Value& v, std::string_view name) {
  return Value::undefined(
      fmt::format("a template may not change a {} ('{}')", v.type_name(), name));
}

template <class Names>
bool has(const Names& names, std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

}  // namespace

std::optional<Value> method(Runtime&, const Value& v, std::string_view name) {
  if (v.is_text()) {
    const TextMethod run = look_up(kTextMethods, name);
    if (!run) return std::nullopt;
    return Value::function(std::string(name), [v, run](Runtime& rt, const Arguments& a) {
      return run(rt, v.text(), a);
    });
  }
  DictMethod run = nullptr;
  if (v.is_dict()) {
    if (has(kDictChanges, name)) return refused(v, name);
    run = look_up(kDictMethods, name);
  } else if (v.is_list(ListKind::list) || v.is_list(ListKind::tuple)) {
    if (v.is_list(ListKind::list) && has(kListChanges, name)) return refused(v, name);
    run = look_up(kListMethods, name);
    if (name == "copy" && v.is_list(ListKind::tuple)) run = nullptr;
  }
  if (!run) return std::nullopt;
  return Value::function(
      std::string(name), [v, run](Runtime& rt, const Arguments& a) { return run(rt, v, a); },
      v.depth() + 1);
}

}  // namespace tinybrain::jinja
