// Python's operators on values, the bounds on work, and the reading of arguments.
#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/messages/text_template.h"
#include "text/jinja_runtime.h"

namespace tinybrain::jinja {
namespace {

constexpr size_t kMaxSteps = 5'000'000;   // far above what a long chat takes
constexpr size_t kMaxText = 16u << 20;    // bytes of one text
constexpr size_t kBytesPerStep = 16;      // of text made
constexpr unsigned kMaxLevel = 600;       // of nested evaluation
constexpr unsigned kMaxValueDepth = 200;  // of nested lists and dicts

}  // namespace

Runtime::~Runtime() {
  for (const auto& object : owned_) object->clear();
}

void Runtime::too_much(std::string_view what) const {
  throw Error(Code::bad_file, msg::kTemplateWork, line, what);
}

void Runtime::step(size_t n) {
  if (n > kMaxSteps || (steps_ += n) > kMaxSteps) too_much(fmt::format("{} steps", kMaxSteps));
}

void Runtime::charge(size_t bytes) {
  if (bytes > kMaxText) too_much(fmt::format("{} bytes", kMaxText));
  step(bytes / kBytesPerStep);
}

void Runtime::fail(std::string_view why) const {
  throw Error(Code::bad_argument, msg::kTemplateRuntime, line, why);
}

Runtime::Level::Level(Runtime& rt) : rt_(rt) {
  if (rt_.level_ >= kMaxLevel) rt_.too_much(fmt::format("{} levels", kMaxLevel));
  ++rt_.level_;
}

Value Runtime::list(ListKind kind, std::vector<Value> items) {
  step(1 + items.size() / 4);
  auto list = std::make_shared<List>();
  list->kind = kind;
  for (const Value& v : items) list->depth = std::max(list->depth, v.depth() + 1);
  if (list->depth > kMaxValueDepth) too_much(fmt::format("{} nested lists", kMaxValueDepth));
  list->items = std::move(items);
  return std::shared_ptr<const List>(std::move(list));
}

Value Runtime::dict(std::vector<std::pair<Value, Value>> items) {
  step(1 + items.size() / 4);
  auto dict = std::make_shared<Dict>();
  for (const auto& [k, v] : items)
    dict->depth = std::max({dict->depth, v.depth() + 1, k.depth() + 1});
  if (dict->depth > kMaxValueDepth) too_much(fmt::format("{} nested dicts", kMaxValueDepth));
  dict->items = std::move(items);
  return std::shared_ptr<const Dict>(std::move(dict));
}

void Runtime::own(std::shared_ptr<Object> object) {
  step();
  owned_.push_back(std::move(object));
}

bool truth(Runtime&, const Value& v) {
  if (v.is_undefined() || v.is_none()) return false;
  if (v.is_integral()) return v.integer() != 0;
  if (v.is_float()) return v.number() != 0;
  if (v.is_text()) return !v.text().empty();
  if (v.is_list()) return v.list().kind == ListKind::generator || !v.list().items.empty();
  if (v.is_dict()) return !v.dict().items.empty();
  return true;
}

bool equal(Runtime& rt, const Value& a, const Value& b) {
  rt.step();
  if (a.is_number() && b.is_number()) {
    if (a.is_integral() && b.is_integral()) return a.integer() == b.integer();
    return a.number() == b.number();
  }
  if (a.is_text() && b.is_text()) return a.text().text() == b.text().text();
  if (a.is_list() && b.is_list()) {
    const List &x = a.list(), &y = b.list();
    if (&x == &y) return true;
    if (x.kind != y.kind || x.kind == ListKind::generator || x.items.size() != y.items.size())
      return false;
    return std::equal(x.items.begin(), x.items.end(), y.items.begin(),
                      [&](const Value& p, const Value& q) { return equal(rt, p, q); });
  }
  if (a.is_dict() && b.is_dict()) {
    if (a.dict().items.size() != b.dict().items.size()) return false;
    for (const auto& [key, value] : a.dict().items) {
      const auto& other = b.dict().items;
      const auto at = std::find_if(other.begin(), other.end(), [&, &k = key](const auto& pair) {
        return equal(rt, pair.first, k);
      });
      if (at == other.end() || !equal(rt, value, at->second)) return false;
    }
    return true;
  }
  if (a.is_undefined() || b.is_undefined()) return a.is_undefined() && b.is_undefined();
  return a.same_as(b);
}

bool less(Runtime& rt, const Value& a, const Value& b) {
  rt.step();
  if (a.is_undefined()) rt.fail(a.undefined_text());
  if (b.is_undefined()) rt.fail(b.undefined_text());
  if (a.is_number() && b.is_number()) {
    if (a.is_integral() && b.is_integral()) return a.integer() < b.integer();
    return a.number() < b.number();
  }
  if (a.is_text() && b.is_text()) return a.text().text() < b.text().text();
  if (a.is_list() && b.is_list() && a.list().kind == b.list().kind &&
      (a.is_list(ListKind::list) || a.is_list(ListKind::tuple))) {
    const auto &x = a.list().items, &y = b.list().items;
    for (size_t i = 0; i < x.size() && i < y.size(); ++i)
      if (!equal(rt, x[i], y[i])) return less(rt, x[i], y[i]);
    return x.size() < y.size();
  }
  rt.fail(fmt::format("cannot order {} and {}", a.type_name(), b.type_name()));
}

bool contains(Runtime& rt, const Value& container, const Value& item) {
  if (container.is_undefined()) return false;
  if (container.is_text()) {
    if (item.is_undefined()) rt.fail(item.undefined_text());
    if (!item.is_text()) rt.fail(fmt::format("'in' a text takes a text, not {}", item.type_name()));
    rt.step(container.text().size() / 64);
    return container.text().text().find(item.text().text()) != std::string::npos;
  }
  if (container.is_dict()) {
    for (const auto& [key, value] : container.dict().items)
      if (equal(rt, key, item)) return true;
    return false;
  }
  if (!container.is_list()) rt.fail(fmt::format("cannot look into {}", container.type_name()));
  const List& list = container.list();
  if (list.kind == ListKind::generator && std::exchange(list.consumed, true)) return false;
  return std::any_of(list.items.begin(), list.items.end(),
                     [&](const Value& v) { return equal(rt, v, item); });
}

size_t length(Runtime& rt, const Value& v) {
  if (v.is_undefined()) return 0;
  if (v.is_text()) {
    rt.step(v.text().size() / 32);
    return count_characters(v.text().text());
  }
  if (v.is_list() && v.list().kind != ListKind::generator) return v.list().items.size();
  if (v.is_dict()) return v.dict().items.size();
  rt.fail(fmt::format("{} has no length", v.type_name()));
}

bool is_iterable(const Value& v) {
  return v.is_undefined() || v.is_text() || v.is_list() || v.is_dict();
}

std::vector<Value> iterate(Runtime& rt, const Value& v) {
  std::vector<Value> out;
  if (v.is_undefined()) return out;
  if (v.is_list()) {
    const List& list = v.list();
    if (list.kind == ListKind::generator && std::exchange(list.consumed, true)) return out;
    rt.step(list.items.size() / 4);
    return list.items;
  }
  if (v.is_dict()) {
    rt.step(v.dict().items.size() / 4);
    for (const auto& [key, value] : v.dict().items) out.push_back(key);
    return out;
  }
  if (!v.is_text()) rt.fail(fmt::format("cannot loop over {}", v.type_name()));
  const MarkedText& text = v.text();
  rt.step(text.size());
  for (size_t at = 0; at < text.size();) {
    const size_t size = character_at(text.text(), at).size;
    out.emplace_back(text.cut(at, at + size));
    at += size;
  }
  return out;
}

void put(Runtime& rt, std::vector<std::pair<Value, Value>>& items, const Value& key,
         const Value& value) {
  if (key.is_dict() || key.is_list(ListKind::list))
    rt.fail(fmt::format("{} cannot be a key", key.type_name()));
  for (auto& [k, v] : items) {
    if (!equal(rt, k, key)) continue;
    v = value;
    return;
  }
  items.emplace_back(key, value);
}

namespace {

[[noreturn]] void bad_operands(Runtime& rt, std::string_view op, const Value& a, const Value& b) {
  if (a.is_undefined()) rt.fail(a.undefined_text());
  if (b.is_undefined()) rt.fail(b.undefined_text());
  rt.fail(fmt::format("'{}' does not take {} and {}", op, a.type_name(), b.type_name()));
}

int64_t integer_power(Runtime& rt, int64_t base, int64_t power) {
  int64_t result = 1;
  // |base| > 1 overflows within 63 rounds; the others need only the parity.
  if (base >= -1 && base <= 1) power = power == 0 ? 0 : 2 - power % 2;
  for (; power > 0; --power)
    if (__builtin_mul_overflow(result, base, &result)) rt.fail("a number grew too large");
  return result;
}

Value integer_binary(Runtime& rt, std::string_view op, int64_t a, int64_t b) {
  int64_t result = 0;
  bool overflow = false;
  if (op == "+") {
    overflow = __builtin_add_overflow(a, b, &result);
  } else if (op == "-") {
    overflow = __builtin_sub_overflow(a, b, &result);
  } else if (op == "*") {
    overflow = __builtin_mul_overflow(a, b, &result);
  } else if (op == "**") {
    if (b < 0) {
      if (a == 0) rt.fail("division by zero");
      return std::pow(static_cast<double>(a), static_cast<double>(b));
    }
    result = integer_power(rt, a, b);
  } else {
    if (b == 0) rt.fail("division by zero");
    if (op == "/") return static_cast<double>(a) / static_cast<double>(b);
    // Python rounds towards minus infinity.
    if (b == -1) {
      overflow = op == "//" && __builtin_sub_overflow(int64_t{0}, a, &result);
    } else {
      const int64_t remainder = a % b;
      const bool adjust = remainder != 0 && (remainder < 0) != (b < 0);
      result = op == "//" ? a / b - adjust : remainder + (adjust ? b : 0);
    }
  }
  if (overflow) rt.fail("a number grew too large");
  return result;
}

Value float_binary(Runtime& rt, std::string_view op, double a, double b) {
  if (op == "+") return a + b;
  if (op == "-") return a - b;
  if (op == "*") return a * b;
  if (op == "**") return std::pow(a, b);
  if (b == 0) rt.fail("division by zero");
  if (op == "/") return a / b;
  double remainder = std::fmod(a, b);
  if (remainder != 0 && (remainder < 0) != (b < 0)) remainder += b;
  if (op == "%") return remainder;
  return std::floor((a - remainder) / b + 0.5);
}

// text * n, list * n
std::optional<Value> repeated(Runtime& rt, const Value& v, const Value& times) {
  if (!times.is_integral()) return std::nullopt;
  const auto n = static_cast<size_t>(std::max<int64_t>(times.integer(), 0));
  if (v.is_text()) {
    const MarkedText& text = v.text();
    if (text.empty() || n == 0) return MarkedText();
    rt.charge(n > SIZE_MAX / text.size() ? SIZE_MAX : n * text.size());
    MarkedText out;
    for (size_t i = 0; i < n; ++i) out.append(text);
    return out;
  }
  if (!v.is_list(ListKind::list) && !v.is_list(ListKind::tuple)) return std::nullopt;
  const List& list = v.list();
  std::vector<Value> out;
  if (list.items.empty()) return rt.list(list.kind, {});
  rt.step(n > SIZE_MAX / list.items.size() ? SIZE_MAX : n * list.items.size());
  for (size_t i = 0; i < n; ++i) out.insert(out.end(), list.items.begin(), list.items.end());
  return rt.list(list.kind, std::move(out));
}

}  // namespace

Value binary(Runtime& rt, std::string_view op, const Value& a, const Value& b) {
  if (op == "~") {
    MarkedText out = to_text(rt, a).with_markup(false);
    const MarkedText right = to_text(rt, b);
    rt.charge(out.size() + right.size());
    out.append(right);
    return out;
  }
  if (op == "%" && a.is_text()) return format_percent(rt, a.text(), b);
  if (a.is_integral() && b.is_integral()) return integer_binary(rt, op, a.integer(), b.integer());
  if (a.is_number() && b.is_number()) return float_binary(rt, op, a.number(), b.number());
  if (op == "+" && a.is_text() && b.is_text()) {
    rt.charge(a.text().size() + b.text().size());
    // Markup takes the other side in escaped, whether one wants it or not.
    const bool markup = a.text().markup() || b.text().markup();
    MarkedText out = markup ? escape_html(rt, a.text()) : a.text();
    out.append(markup ? escape_html(rt, b.text()) : b.text());
    return out;
  }
  if (op == "+" && a.is_list() && b.is_list() && a.list().kind == b.list().kind &&
      (a.is_list(ListKind::list) || a.is_list(ListKind::tuple))) {
    std::vector<Value> items = a.list().items;
    rt.step(items.size() / 4 + b.list().items.size() / 4);
    items.insert(items.end(), b.list().items.begin(), b.list().items.end());
    return rt.list(a.list().kind, std::move(items));
  }
  if (op == "*") {
    if (auto out = repeated(rt, a, b)) return *out;
    if (auto out = repeated(rt, b, a)) return *out;
  }
  bad_operands(rt, op, a, b);
}

Value negate(Runtime& rt, const Value& v) {
  if (v.is_integral()) return integer_binary(rt, "-", 0, v.integer());
  if (v.is_float()) return -v.number();
  if (v.is_undefined()) rt.fail(v.undefined_text());
  rt.fail(fmt::format("'-' does not take {}", v.type_name()));
}

const Value* argument(const Arguments& arguments, size_t position, std::string_view name) {
  if (position < arguments.positional.size()) return &arguments.positional[position];
  for (const auto& [key, value] : arguments.named)
    if (key == name) return &value;
  return nullptr;
}

const Value& required(Runtime& rt, const Arguments& arguments, size_t position,
                      std::string_view name) {
  if (const Value* v = argument(arguments, position, name)) return *v;
  rt.fail(fmt::format("the argument '{}' is missing", name));
}

int64_t integer_argument(Runtime& rt, const Arguments& arguments, size_t position,
                         std::string_view name, int64_t otherwise) {
  const Value* v = argument(arguments, position, name);
  if (!v) return otherwise;
  if (!v->is_integral())
    rt.fail(fmt::format("the argument '{}' must be an integer, not {}", name, v->type_name()));
  return v->integer();
}

const MarkedText& text_argument(Runtime& rt, const Arguments& arguments, size_t position,
                                std::string_view name) {
  const Value& v = required(rt, arguments, position, name);
  if (!v.is_text())
    rt.fail(fmt::format("the argument '{}' must be a text, not {}", name, v.type_name()));
  return v.text();
}

}  // namespace tinybrain::jinja
