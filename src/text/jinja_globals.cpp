// The functions a template finds by name: range, dict, namespace, raise_exception, strftime_now, ...
#include <ctime>

#include "base/error.h"
#include "base/messages/text_template.h"
#include "text/jinja_runtime.h"

namespace tinybrain::jinja {
namespace {

constexpr int64_t kMaxRange = 100'000;  // as Jinja's sandbox

// `namespace(x=1)`: the one thing whose attributes a template may set.
class Namespace : public Object {
 public:
  std::vector<std::pair<std::string, Value>> members;

  std::optional<Value> attribute(Runtime& rt, std::string_view name) override {
    rt.step(members.size() / 8);
    for (const auto& [key, value] : members)
      if (key == name) return value;
    return std::nullopt;
  }
  bool set_attribute(const std::string& name, const Value& value) override {
    if (name.starts_with('_')) return false;
    for (auto& [key, old] : members) {
      if (key != name) continue;
      old = value;
      return true;
    }
    members.emplace_back(name, value);
    return true;
  }
  std::string_view type_name() const override { return "Namespace"; }
  void clear() override { members.clear(); }
};

// The pairs that dict(...) and namespace(...) are called with.
std::vector<std::pair<Value, Value>> call_pairs(Runtime& rt, const Arguments& a) {
  std::vector<std::pair<Value, Value>> items;
  if (a.positional.size() > 1) rt.fail("at most one positional argument is taken here");
  if (!a.positional.empty()) {
    const Value& from = a.positional[0];
    if (from.is_dict()) {
      items = from.dict().items;
    } else {
      for (const Value& pair : iterate(rt, from)) {
        const std::vector<Value> two = iterate(rt, pair);
        if (two.size() != 2) rt.fail("a dict is made of pairs");
        put(rt, items, two[0], two[1]);
      }
    }
  }
  for (const auto& [name, value] : a.named)
    put(rt, items, MarkedText(name, a.trusted_names), value);
  return items;
}

Value make_namespace(Runtime& rt, const Arguments& a) {
  auto space = std::make_shared<Namespace>();
  for (const auto& [key, value] : call_pairs(rt, a)) {
    if (!key.is_text() || !space->set_attribute(key.text().text(), value))
      rt.fail("a namespace takes names that do not start with '_'");
  }
  rt.own(space);
  return std::shared_ptr<Object>(std::move(space));
}

Value range(Runtime& rt, const Arguments& a) {
  if (a.positional.empty() || a.positional.size() > 3 || !a.named.empty())
    rt.fail("range takes one to three integers");
  int64_t n[3] = {0, 0, 1};
  for (size_t i = 0; i < a.positional.size(); ++i) {
    if (a.positional[i].is_undefined()) rt.fail(a.positional[i].undefined_text());
    n[a.positional.size() == 1 ? 1 : i] = integer_argument(rt, a, i, "", 0);
  }
  const auto [begin, end, step] = n;
  if (step == 0) rt.fail("the step of a range cannot be zero");
  std::vector<Value> out;
  for (int64_t at = begin; step > 0 ? at < end : at > end;) {
    if (static_cast<int64_t>(out.size()) >= kMaxRange)
      rt.fail(fmt::format("a range may have at most {} items", kMaxRange));
    out.emplace_back(at);
    if (__builtin_add_overflow(at, step, &at)) break;
  }
  rt.step(out.size() / 4);
  return rt.list(ListKind::range, std::move(out));
}

Value raise_exception(Runtime& rt, const Arguments& a) {
  throw Error(Code::bad_argument, msg::kTemplateRaised,
              to_text(rt, required(rt, a, 0, "message")).text());
}

Value strftime_now(Runtime& rt, const Arguments& a) {
  const MarkedText& format = text_argument(rt, a, 0, "format");
  if (format.empty()) return format;
  if (format.size() > 256) rt.fail("a time format is too long");
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  char buffer[4096];
  const size_t size = std::strftime(buffer, sizeof buffer, format.text().c_str(), &local);
  return MarkedText(std::string(buffer, size), format.all_trusted());
}

// joiner(", "): nothing the first time, the separator from then on.
Value joiner(Runtime& rt, const Arguments& a) {
  const Value* given = argument(a, 0, "sep");
  const MarkedText separator = given ? to_text(rt, *given) : MarkedText(", ", true);
  return Value::function("joiner",
                         [separator, used = false](Runtime&, const Arguments&) mutable -> Value {
                           return std::exchange(used, true) ? separator : MarkedText();
                         });
}

}  // namespace

Value global(Runtime& rt, const std::string& name) {
  using Function = Value (*)(Runtime&, const Arguments&);
  constexpr std::pair<std::string_view, Function> kFunctions[] = {
      {"range", range},
      {"dict", [](Runtime& rt, const Arguments& a) { return rt.dict(call_pairs(rt, a)); }},
      {"namespace", make_namespace},
      {"raise_exception", raise_exception},
      {"strftime_now", strftime_now},
      {"joiner", joiner},
  };
  rt.step();
  for (const auto& [known, run] : kFunctions)
    if (known == name) return Value::function(name, run);
  return Value::undefined(fmt::format("'{}' is undefined", name));
}

}  // namespace tinybrain::jinja
