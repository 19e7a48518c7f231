// The text of a value: str() and repr() as Python writes them, and JSON as json.dumps does.
// A container's text is trusted only when everything in it is: its punctuation is not told apart.
#include <algorithm>

#include "text/jinja_runtime.h"

namespace tinybrain::jinja {
namespace {

bool all_trusted(Runtime& rt, const Value& v) {
  rt.step();
  if (v.is_text()) return v.text().all_trusted();
  if (v.is_list())
    return std::all_of(v.list().items.begin(), v.list().items.end(),
                       [&](const Value& item) { return all_trusted(rt, item); });
  if (!v.is_dict()) return true;
  return std::all_of(v.dict().items.begin(), v.dict().items.end(), [&](const auto& pair) {
    return all_trusted(rt, pair.first) && all_trusted(rt, pair.second);
  });
}

// "\x1b", "\u200b", "\U0001f600": what repr writes for what cannot be printed.
std::string code_escape(int code) {
  if (code < 0x100) return fmt::format("\\x{:02x}", code);
  return code < 0x10000 ? fmt::format("\\u{:04x}", code) : fmt::format("\\U{:08x}", code);
}

void repr_text(std::string_view text, std::string& out) {
  const bool single =
      text.find('\'') == std::string_view::npos || text.find('"') != std::string_view::npos;
  const char quote = single ? '\'' : '"';
  out += quote;
  for (size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    if (c.code == quote || c.code == '\\') {
      out += '\\';
      out += static_cast<char>(c.code);
    } else if (c.code == '\n') {
      out += "\\n";
    } else if (c.code == '\r') {
      out += "\\r";
    } else if (c.code == '\t') {
      out += "\\t";
    } else if (c.code >= 0 && !is_printable(c.code)) {
      out += code_escape(c.code);
    } else {
      out.append(text, at, c.size);
    }
    at += c.size;
  }
  out += quote;
}

void repr_to(Runtime& rt, const Value& v, std::string& out);

void repr_items(Runtime& rt, const std::vector<Value>& items, std::string& out) {
  bool first = true;
  for (const Value& item : items) {
    if (!std::exchange(first, false)) out += ", ";
    repr_to(rt, item, out);
  }
}

void repr_list(Runtime& rt, const List& list, std::string& out) {
  switch (list.kind) {
    case ListKind::range: {
      const auto& items = list.items;
      const int64_t begin = items.empty() ? 0 : items[0].integer();
      const int64_t step = items.size() < 2 ? 1 : items[1].integer() - begin;
      const int64_t end = items.empty() ? 0 : items.back().integer() + (step < 0 ? -1 : 1);
      out += step == 1 ? fmt::format("range({}, {})", begin, end)
                       : fmt::format("range({}, {}, {})", begin, end, step);
      return;
    }
    case ListKind::generator: out += "<generator>"; return;
    case ListKind::tuple:
      out += '(';
      repr_items(rt, list.items, out);
      out += list.items.size() == 1 ? ",)" : ")";
      return;
    case ListKind::view: out += "dict_view(["; break;
    case ListKind::list: out += '['; break;
  }
  repr_items(rt, list.items, out);
  out += list.kind == ListKind::view ? "])" : "]";
}

void repr_to(Runtime& rt, const Value& v, std::string& out) {
  const size_t before = out.size();
  rt.step();
  if (v.is_undefined()) {
    out += "Undefined";
  } else if (v.is_none()) {
    out += "None";
  } else if (v.is_bool()) {
    out += v.boolean() ? "True" : "False";
  } else if (v.is_int()) {
    out += std::to_string(v.integer());
  } else if (v.is_float()) {
    out += float_text(v.number());
  } else if (v.is_text()) {
    rt.charge(v.text().size() * 4);
    repr_text(v.text().text(), out);
  } else if (v.is_list()) {
    repr_list(rt, v.list(), out);
  } else if (v.is_dict()) {
    out += '{';
    for (const auto& [key, value] : v.dict().items) {
      if (out.back() != '{' || out.size() != before + 1) out += ", ";
      repr_to(rt, key, out);
      out += ": ";
      repr_to(rt, value, out);
    }
    out += '}';
  } else {
    out += fmt::format("<{}>", v.type_name());
  }
}

class JsonWriter {
 public:
  JsonWriter(Runtime& rt, const JsonStyle& style) : rt_(rt), style_(style) {}

  void write(const Value& v, size_t depth) {
    rt_.step();
    if (v.is_none())
      out += "null";
    else if (v.is_bool())
      out += v.boolean() ? "true" : "false";
    else if (v.is_int())
      out += std::to_string(v.integer());
    else if (v.is_float())
      out += number(v.number());
    else if (v.is_text())
      string(v.text().text());
    else if (v.is_list(ListKind::list) || v.is_list(ListKind::tuple))
      list(v.list().items, depth);
    else if (v.is_dict())
      dict(v.dict().items, depth);
    else if (v.is_undefined())
      rt_.fail(v.undefined_text());
    else
      rt_.fail(fmt::format("{} cannot be written as JSON", v.type_name()));
  }

  std::string out;

 private:
  static std::string number(double v) {
    const std::string text = float_text(v);
    if (text == "nan") return "NaN";
    return text == "inf" ? "Infinity" : text == "-inf" ? "-Infinity" : text;
  }

  void newline(size_t depth) {
    if (!style_.indent) return;
    rt_.charge(depth * style_.indent->size());
    out += '\n';
    for (size_t i = 0; i < depth; ++i) out += *style_.indent;
  }

  void list(const std::vector<Value>& items, size_t depth) {
    out += '[';
    bool first = true;
    for (const Value& item : items) {
      if (!std::exchange(first, false)) out += style_.item_separator;
      newline(depth + 1);
      write(item, depth + 1);
    }
    if (!first) newline(depth);
    out += ']';
  }

  void key(const Value& v) {
    if (v.is_text()) return string(v.text().text());
    if (!v.is_number() && !v.is_none())
      rt_.fail(fmt::format("{} cannot be a key in JSON", v.type_name()));
    out += '"';
    write(v, 0);
    out += '"';
  }

  void dict(std::vector<std::pair<Value, Value>> items, size_t depth) {
    rt_.step(items.size());
    if (style_.sort_keys)
      std::stable_sort(items.begin(), items.end(), [this](const auto& a, const auto& b) {
        return less(rt_, a.first, b.first);
      });
    out += '{';
    bool first = true;
    for (const auto& [k, v] : items) {
      if (!std::exchange(first, false)) out += style_.item_separator;
      newline(depth + 1);
      key(k);
      out += style_.key_separator;
      write(v, depth + 1);
    }
    if (!first) newline(depth);
    out += '}';
  }

  void escape(int code) {
    constexpr std::string_view kFrom = "\"\\\n\r\t\b\f", kTo = "\"\\nrtbf";
    if (const size_t i = code < 128 ? kFrom.find(static_cast<char>(code)) : std::string_view::npos;
        i != std::string_view::npos) {
      out += '\\';
      out += kTo[i];
    } else if (code < 0x10000) {
      out += fmt::format("\\u{:04x}", code);
    } else {  // a surrogate pair
      out += fmt::format("\\u{:04x}\\u{:04x}", 0xD7C0 + (code >> 10), 0xDC00 + (code & 0x3FF));
    }
  }

  void string(std::string_view text) {
    rt_.charge(text.size());
    out += '"';
    for (size_t at = 0; at < text.size();) {
      const Character c = character_at(text, at);
      const bool control = c.code >= 0 && c.code < 32;
      if (control || c.code == '"' || c.code == '\\' || (style_.ascii && c.code > 126)) {
        escape(c.code);
      } else {
        out.append(text, at, c.size);
      }
      at += c.size;
    }
    out += '"';
  }

  Runtime& rt_;
  const JsonStyle& style_;
};

}  // namespace

MarkedText repr(Runtime& rt, const Value& v) {
  std::string out;
  repr_to(rt, v, out);
  rt.charge(out.size());
  return MarkedText(std::move(out), all_trusted(rt, v));
}

MarkedText to_text(Runtime& rt, const Value& v) {
  if (v.is_undefined()) return {};
  if (!v.is_text()) return repr(rt, v);
  rt.charge(v.text().size());
  return v.text();
}

MarkedText to_json(Runtime& rt, const Value& v, const JsonStyle& style) {
  JsonWriter writer(rt, style);
  writer.write(v, 0);
  rt.charge(writer.out.size());
  return MarkedText(std::move(writer.out), style.trusted && all_trusted(rt, v));
}

}  // namespace tinybrain::jinja
