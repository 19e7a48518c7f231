// Jinja's tests: what may stand behind `is`, and names a test for select and reject.
#include <algorithm>

#include "text/jinja_lexer.h"
#include "text/jinja_parser.h"
#include "text/jinja_runtime.h"

namespace tinybrain::jinja {
namespace {

using Test = bool (*)(Runtime&, const Value&, const Arguments&);

const Value& other(Runtime& rt, const Arguments& a) { return required(rt, a, 0, "other"); }

int64_t remainder(Runtime& rt, const Value& v, int64_t divisor) {
  const Value r = binary(rt, "%", v, divisor);
  if (!r.is_integral()) return r.number() != 0;
  return r.integer();
}

bool is_equal(Runtime& rt, const Value& v, const Arguments& a) {
  return equal(rt, v, other(rt, a));
}
bool is_unequal(Runtime& rt, const Value& v, const Arguments& a) { return !is_equal(rt, v, a); }
bool is_less(Runtime& rt, const Value& v, const Arguments& a) { return less(rt, v, other(rt, a)); }
bool is_greater(Runtime& rt, const Value& v, const Arguments& a) {
  return less(rt, other(rt, a), v);
}
bool is_at_most(Runtime& rt, const Value& v, const Arguments& a) { return !is_greater(rt, v, a); }
bool is_at_least(Runtime& rt, const Value& v, const Arguments& a) { return !is_less(rt, v, a); }

constexpr std::pair<std::string_view, Test> kTests[] = {
    {"==", is_equal},
    {"eq", is_equal},
    {"equalto", is_equal},
    {"!=", is_unequal},
    {"ne", is_unequal},
    {"<", is_less},
    {"lt", is_less},
    {"lessthan", is_less},
    {">", is_greater},
    {"gt", is_greater},
    {"greaterthan", is_greater},
    {"<=", is_at_most},
    {"le", is_at_most},
    {">=", is_at_least},
    {"ge", is_at_least},
    {"in", [](Runtime& rt, const Value& v,
              const Arguments& a) { return contains(rt, required(rt, a, 0, "seq"), v); }},
    {"defined", [](Runtime&, const Value& v, const Arguments&) { return !v.is_undefined(); }},
    {"undefined", [](Runtime&, const Value& v, const Arguments&) { return v.is_undefined(); }},
    {"none", [](Runtime&, const Value& v, const Arguments&) { return v.is_none(); }},
    {"boolean", [](Runtime&, const Value& v, const Arguments&) { return v.is_bool(); }},
    {"true", [](Runtime&, const Value& v, const Arguments&) { return v.is_bool() && v.boolean(); }},
    {"false",
     [](Runtime&, const Value& v, const Arguments&) { return v.is_bool() && !v.boolean(); }},
    {"integer", [](Runtime&, const Value& v, const Arguments&) { return v.is_int(); }},
    {"float", [](Runtime&, const Value& v, const Arguments&) { return v.is_float(); }},
    {"number", [](Runtime&, const Value& v, const Arguments&) { return v.is_number(); }},
    {"string", [](Runtime&, const Value& v, const Arguments&) { return v.is_text(); }},
    {"mapping", [](Runtime&, const Value& v, const Arguments&) { return v.is_dict(); }},
    {"iterable", [](Runtime&, const Value& v, const Arguments&) { return is_iterable(v); }},
    {"sequence",
     [](Runtime&, const Value& v, const Arguments&) {
       return is_iterable(v) && !v.is_list(ListKind::generator) && !v.is_list(ListKind::view);
     }},
    {"callable", [](Runtime&, const Value& v, const Arguments&) { return v.is_callable(); }},
    {"sameas",
     [](Runtime& rt, const Value& v, const Arguments& a) { return v.same_as(other(rt, a)); }},
    {"odd", [](Runtime& rt, const Value& v, const Arguments&) { return remainder(rt, v, 2) == 1; }},
    {"even",
     [](Runtime& rt, const Value& v, const Arguments&) { return remainder(rt, v, 2) == 0; }},
    {"divisibleby",
     [](Runtime& rt, const Value& v, const Arguments& a) {
       return remainder(rt, v, integer_argument(rt, a, 0, "num", 0)) == 0;
     }},
    {"lower",
     [](Runtime& rt, const Value& v, const Arguments&) {
       const MarkedText t = to_text(rt, v);
       return lower(t).text() == t.text() && upper(t).text() != t.text();
     }},
    {"upper",
     [](Runtime& rt, const Value& v, const Arguments&) {
       const MarkedText t = to_text(rt, v);
       return upper(t).text() == t.text() && lower(t).text() != t.text();
     }},
    {"filter", [](Runtime&, const Value& v,
                  const Arguments&) { return v.is_text() && has_filter(v.text().text()); }},
    {"test", [](Runtime&, const Value& v,
                const Arguments&) { return v.is_text() && has_test(v.text().text()); }},
    {"escaped", [](Runtime&, const Value&, const Arguments&) { return false; }},
};

Test find_test(std::string_view name) {
  const auto at = std::find_if(std::begin(kTests), std::end(kTests),
                               [&](const auto& entry) { return entry.first == name; });
  return at == std::end(kTests) ? nullptr : at->second;
}

}  // namespace

bool has_test(std::string_view name) { return find_test(name) != nullptr; }

bool test(Runtime& rt, std::string_view name, const Value& v, const Arguments& arguments) {
  const Test run = find_test(name);
  if (!run) unsupported(rt.line, fmt::format("the test '{}'", name));
  rt.step();
  return run(rt, v, arguments);
}

}  // namespace tinybrain::jinja
