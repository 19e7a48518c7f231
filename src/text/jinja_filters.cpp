// Filters on single values (text, numbers, JSON) and the look-up of all filters by name.
#include "text/jinja_filters.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "text/jinja_lexer.h"
#include "text/jinja_parser.h"

namespace tinybrain::jinja {
namespace {

bool flag(Runtime& rt, const Arguments& a, size_t position, std::string_view name) {
  const Value* v = argument(a, position, name);
  return v && truth(rt, *v);
}

MarkedText charged_text(Runtime& rt, const Value& v) {
  MarkedText text = to_text(rt, v);
  rt.charge(text.size());
  return text;
}

Value trim(Runtime& rt, const Value& v, const Arguments& a) {
  const MarkedText text = charged_text(rt, v);
  const Value* characters = argument(a, 0, "chars");
  if (!characters || characters->is_none()) return strip(text, Side::both, nullptr);
  return strip(text, Side::both, &text_argument(rt, a, 0, "chars"));
}

Value otherwise(Runtime& rt, const Value& v, const Arguments& a) {
  const bool use = v.is_undefined() || (flag(rt, a, 1, "boolean") && !truth(rt, v));
  if (!use) return v;
  const Value* value = argument(a, 0, "default_value");
  return value ? *value : Value(MarkedText());
}

Value replaced(Runtime& rt, const Value& v, const Arguments& a) {
  const Value* count = argument(a, 2, "count");
  const int64_t limit = count && !count->is_none() ? integer_argument(rt, a, 2, "count", -1) : -1;
  return replace(rt, charged_text(rt, v), to_text(rt, required(rt, a, 0, "old")),
                 to_text(rt, required(rt, a, 1, "new")), limit);
}

Value indent(Runtime& rt, const Value& v, const Arguments& a) {
  const Value* width = argument(a, 0, "width");
  MarkedText space;
  if (width && width->is_text()) {
    space = width->text();
  } else {
    const int64_t n = integer_argument(rt, a, 0, "width", 4);
    rt.charge(static_cast<size_t>(std::max<int64_t>(n, 0)));
    space = MarkedText(std::string(static_cast<size_t>(std::max<int64_t>(n, 0)), ' '), true);
  }
  const bool first = flag(rt, a, 1, "first"), blank = flag(rt, a, 2, "blank");
  MarkedText text = charged_text(rt, v);
  text.append("\n", true);  // so that the last line counts even when it is empty
  const Value split = call(rt, *method(rt, text, "splitlines"), {});
  const auto& lines = split.list().items;
  MarkedText out;
  for (size_t i = 0; i < lines.size(); ++i) {
    const MarkedText& line = lines[i].text();
    rt.charge(line.size() + space.size() + 1);
    if (i > 0) out.append("\n", true);
    if (i == 0 ? first : blank || !line.empty()) out.append(space);
    out.append(line);
  }
  rt.charge(out.size());
  return out.with_markup(text.markup());
}

Value escape(Runtime& rt, const Value& v, const Arguments&) {
  return escape_html(rt, charged_text(rt, v));
}

Value force_escape(Runtime& rt, const Value& v, const Arguments&) {
  return escape_html(rt, charged_text(rt, v).with_markup(false));
}

Value safe(Runtime& rt, const Value& v, const Arguments&) {
  return charged_text(rt, v).with_markup(true);
}

Value json(Runtime& rt, const Value& v, const Arguments& a) {
  JsonStyle style;
  style.ascii = flag(rt, a, 0, "ensure_ascii");
  style.sort_keys = flag(rt, a, 3, "sort_keys");
  if (const Value* width = argument(a, 1, "indent"); width && !width->is_none()) {
    if (width->is_text()) {
      style.indent = width->text().text();
      style.trusted = width->text().all_trusted();
    } else {
      const int64_t n = std::clamp<int64_t>(integer_argument(rt, a, 1, "indent", 0), 0, 1000);
      style.indent = std::string(static_cast<size_t>(n), ' ');
    }
    style.item_separator.resize(1);  // the comma
  }
  if (const Value* separators = argument(a, 2, "separators");
      separators && !separators->is_none()) {
    const std::vector<Value> two = iterate(rt, *separators);
    if (two.size() != 2 || !two[0].is_text() || !two[1].is_text())
      rt.fail("the separators of tojson are two texts");
    style.item_separator = two[0].text().text();
    style.key_separator = two[1].text().text();
    style.trusted = style.trusted && two[0].text().all_trusted() && two[1].text().all_trusted();
  }
  return to_json(rt, v, style);
}

// Digits of a text as Python's int() reads them, or nothing.
std::optional<int64_t> read_integer(const MarkedText& text, int base) {
  const MarkedText stripped = strip(text, Side::both, nullptr);
  std::string digits = stripped.text();
  if (digits.starts_with("+") && digits.size() > 1 && digits[1] != '-') digits.erase(0, 1);
  const char* end = digits.data() + digits.size();
  int64_t n = 0;
  const auto result = std::from_chars(digits.data(), end, n, base);
  if (digits.empty() || result.ec != std::errc{} || result.ptr != end) return std::nullopt;
  return n;
}

std::optional<double> read_float(const MarkedText& text) {
  const MarkedText stripped = strip(text, Side::both, nullptr);
  std::string digits = stripped.text();
  if (digits.starts_with("+") && digits.size() > 1 && digits[1] != '-') digits.erase(0, 1);
  const char* end = digits.data() + digits.size();
  double n = 0;
  const auto result = std::from_chars(digits.data(), end, n);
  if (digits.empty() || result.ec != std::errc{} || result.ptr != end) return std::nullopt;
  return n;
}

std::optional<int64_t> truncated(double v) {
  if (!(v > -9.2e18 && v < 9.2e18)) return std::nullopt;
  return static_cast<int64_t>(v);
}

Value to_integer(Runtime& rt, const Value& v, const Arguments& a) {
  const Value* given = argument(a, 0, "default");
  const Value fallback = given ? *given : Value(int64_t{0});
  const int64_t base = integer_argument(rt, a, 1, "base", 10);
  if (base < 2 || base > 36) rt.fail("a base must be from 2 to 36");
  if (v.is_undefined()) rt.fail(v.undefined_text());
  std::optional<int64_t> n;
  if (v.is_integral())
    n = v.integer();
  else if (v.is_float())
    n = truncated(v.number());
  else if (v.is_text()) {
    n = read_integer(v.text(), static_cast<int>(base));
    if (const auto real = n ? std::nullopt : read_float(v.text())) n = truncated(*real);
  }
  return n ? Value(*n) : fallback;
}

Value to_float(Runtime& rt, const Value& v, const Arguments& a) {
  const Value* given = argument(a, 0, "default");
  const Value fallback = given ? *given : Value(0.0);
  if (v.is_undefined()) rt.fail(v.undefined_text());
  if (v.is_number()) return v.number();
  const auto n = v.is_text() ? read_float(v.text()) : std::nullopt;
  return n ? Value(*n) : fallback;
}

Value absolute(Runtime& rt, const Value& v, const Arguments&) {
  if (v.is_float()) return std::fabs(v.number());
  if (v.is_integral()) return v.integer() < 0 ? negate(rt, v) : Value(v.integer());
  if (v.is_undefined()) rt.fail(v.undefined_text());
  rt.fail(fmt::format("abs takes a number, not {}", v.type_name()));
}

Value rounded(Runtime& rt, const Value& v, const Arguments& a) {
  if (v.is_undefined()) rt.fail(v.undefined_text());
  if (!v.is_number()) rt.fail(fmt::format("round takes a number, not {}", v.type_name()));
  const int64_t precision = integer_argument(rt, a, 0, "precision", 0);
  if (precision < -15 || precision > 15) rt.fail("round takes a precision from -15 to 15");
  const Value* given = argument(a, 1, "method");
  const std::string method = given ? to_text(rt, *given).text() : "common";
  const double scale = std::pow(10.0, static_cast<double>(precision));
  if (method == "ceil") return std::ceil(v.number() * scale) / scale;
  if (method == "floor") return std::floor(v.number() * scale) / scale;
  if (method != "common") rt.fail("round takes the methods common, ceil and floor");
  if (v.is_integral() && precision >= 0) return v.integer();
  if (!std::isfinite(v.number())) return v.number();
  // Python rounds the decimal digits of the exact value, half to even; printf does the same.
  double out = std::nearbyint(v.number() * scale) / scale;
  if (precision > 0) {
    const std::string text = fmt::format("{:.{}f}", v.number(), static_cast<int>(precision));
    std::from_chars(text.data(), text.data() + text.size(), out);
  }
  if (v.is_integral()) return static_cast<int64_t>(out);
  return out;
}

Value center(Runtime& rt, const Value& v, const Arguments& a) {
  const MarkedText text = charged_text(rt, v);
  const int64_t width = integer_argument(rt, a, 0, "width", 80);
  const auto size = static_cast<int64_t>(count_characters(text.text()));
  if (width <= size) return text;
  rt.charge(static_cast<size_t>(width));
  const int64_t space = width - size, left = space / 2 + (space & width & 1);
  MarkedText out(std::string(static_cast<size_t>(left), ' '), true);
  out.append(text);
  out.append(std::string(static_cast<size_t>(space - left), ' '), true);
  return out;
}

Value formatted(Runtime& rt, const Value& v, const Arguments& a) {
  if (a.named.empty())
    return format_percent(rt, to_text(rt, v), rt.list(ListKind::tuple, a.positional));
  std::vector<std::pair<Value, Value>> items;
  for (const auto& [name, value] : a.named)
    items.emplace_back(MarkedText(name, a.trusted_names), value);
  return format_percent(rt, to_text(rt, v), rt.dict(std::move(items)));
}

Value word_count(Runtime& rt, const Value& v, const Arguments&) {
  const Value text = charged_text(rt, v);
  return static_cast<int64_t>(call(rt, *method(rt, text, "split"), {}).list().items.size());
}

// Unlike x.y, never an item.
Value own_attribute(Runtime& rt, const Value& v, const Arguments& a) {
  const std::string& name = text_argument(rt, a, 0, "name").text();
  if (v.is_object() || v.is_undefined()) return attribute(rt, v, name);
  if (auto found = method(rt, v, name)) return *found;
  return Value::undefined(fmt::format("{} has no attribute '{}'", v.type_name(), name));
}

Value as_text(Runtime& rt, const Value& v, const Arguments&) { return to_text(rt, v); }
Value counted(Runtime& rt, const Value& v, const Arguments&) {
  return static_cast<int64_t>(length(rt, v));
}

constexpr std::pair<std::string_view, Filter> kFilters[] = {
    {"abs", absolute},
    {"attr", own_attribute},
    {"capitalize",
     [](Runtime& rt, const Value& v, const Arguments&) -> Value {
       return capitalize(charged_text(rt, v));
     }},
    {"center", center},
    {"count", counted},
    {"d", otherwise},
    {"default", otherwise},
    {"e", escape},
    {"escape", escape},
    {"float", to_float},
    {"forceescape", force_escape},
    {"format", formatted},
    {"indent", indent},
    {"int", to_integer},
    {"length", counted},
    {"lower",
     [](Runtime& rt, const Value& v, const Arguments&) -> Value {
       return lower(charged_text(rt, v));
     }},
    {"replace", replaced},
    {"round", rounded},
    {"safe", safe},
    {"string", as_text},
    {"title",
     [](Runtime& rt, const Value& v, const Arguments&) -> Value {
       return title(charged_text(rt, v), false);
     }},
    {"tojson", json},
    {"trim", trim},
    {"upper",
     [](Runtime& rt, const Value& v, const Arguments&) -> Value {
       return upper(charged_text(rt, v));
     }},
    {"wordcount", word_count},
};

Filter find_filter(std::string_view name) {
  for (const FilterTable table : {FilterTable(kFilters), list_filters()})
    for (const auto& [known, run] : table)
      if (known == name) return run;
  return nullptr;
}

}  // namespace

bool has_filter(std::string_view name) { return find_filter(name) != nullptr; }

Value filter(Runtime& rt, std::string_view name, const Value& v, const Arguments& arguments) {
  const Filter run = find_filter(name);
  if (!run) unsupported(rt.line, fmt::format("the filter '{}'", name));
  rt.step();
  const Runtime::Level level(rt);
  return run(rt, v, arguments);
}

}  // namespace tinybrain::jinja
