// Attributes, items and slices. Jinja's rule: x.y asks the object's own attributes first and its
// items then; x['y'] the other way round. What is not there is undefined, not an error.
#include <algorithm>

#include "text/jinja_runtime.h"

namespace tinybrain::jinja {
namespace {

Value missing(const Value& v, std::string_view name) {
  return Value::undefined(fmt::format("{} has no attribute '{}'", v.type_name(), name));
}

const Value* entry(Runtime& rt, const Dict& dict, const Value& key) {
  for (const auto& [k, v] : dict.items)
    if (equal(rt, k, key)) return &v;
  return nullptr;
}

// An index as Python counts, from the end when negative; size when out of range.
size_t position(int64_t index, size_t size) {
  if (index < 0) index += static_cast<int64_t>(size);
  return index < 0 || index >= static_cast<int64_t>(size) ? size : static_cast<size_t>(index);
}

// The positions that a[begin:end:step] picks.
std::vector<size_t> picked(Runtime& rt, size_t size, const Value* begin, const Value* end,
                           const Value* step_value) {
  const auto bound = [&](const Value* v, int64_t otherwise) {
    if (!v || v->is_none()) return otherwise;
    if (v->is_undefined()) rt.fail(v->undefined_text());
    if (!v->is_integral()) rt.fail(fmt::format("a slice takes integers, not {}", v->type_name()));
    return v->integer();
  };
  const auto n = static_cast<int64_t>(size);
  const int64_t step = bound(step_value, 1);
  if (step == 0) rt.fail("the step of a slice cannot be zero");
  // Python's slice.indices: bounds are clamped to [0, n], or [-1, n-1] when going backwards.
  const int64_t low = step < 0 ? -1 : 0, high = step < 0 ? n - 1 : n;
  const auto clamped = [&](int64_t at) {
    return std::clamp(at < 0 ? std::max(at, -n - 1) + n : at, low, high);
  };
  const bool has_begin = begin && !begin->is_none(), has_end = end && !end->is_none();
  int64_t at = has_begin ? clamped(bound(begin, 0)) : step < 0 ? high : low;
  const int64_t stop = has_end ? clamped(bound(end, 0)) : step < 0 ? low : high;
  std::vector<size_t> out;
  while (step > 0 ? at < stop : at > stop) {
    out.push_back(static_cast<size_t>(at));
    // A step past the other end must not overflow.
    if (step > 0 ? step >= stop - at : step <= stop - at) break;
    at += step;
  }
  return out;
}

}  // namespace

Value attribute(Runtime& rt, const Value& v, std::string_view name) {
  rt.step();
  if (v.is_undefined()) rt.fail(v.undefined_text());
  if (v.is_object()) {
    if (auto found = v.object().attribute(rt, name)) return *found;
    return missing(v, name);
  }
  if (auto found = method(rt, v, name)) return *found;
  if (v.is_dict()) {
    rt.step(v.dict().items.size() / 8);
    if (const Value* found = find(v.dict(), name)) return *found;
  }
  return missing(v, name);
}

Value item(Runtime& rt, const Value& v, const Value& key) {
  rt.step();
  if (v.is_undefined()) rt.fail(v.undefined_text());
  if (v.is_dict()) {
    if (const Value* found = entry(rt, v.dict(), key)) return *found;
  } else if (key.is_integral() && v.is_list() && v.list().kind != ListKind::generator &&
             v.list().kind != ListKind::view) {
    const size_t at = position(key.integer(), v.list().items.size());
    if (at < v.list().items.size()) return v.list().items[at];
  } else if (key.is_integral() && v.is_text()) {
    const MarkedText& text = v.text();
    const size_t at = position(key.integer(), length(rt, v));
    const size_t byte = byte_of_character(text.text(), at);
    if (byte < text.size()) return text.cut(byte, byte + character_at(text.text(), byte).size);
  }
  if (!key.is_text()) return missing(v, repr(rt, key).text());
  const std::string& name = key.text().text();
  if (v.is_object()) {
    if (auto found = v.object().attribute(rt, name)) return *found;
  } else if (auto found = method(rt, v, name)) {
    return *found;
  }
  return missing(v, name);
}

Value slice(Runtime& rt, const Value& v, const Value* begin, const Value* end, const Value* step) {
  if (v.is_undefined()) rt.fail(v.undefined_text());
  if (v.is_text()) {
    const MarkedText& text = v.text();
    rt.charge(text.size());
    std::vector<size_t> starts;
    for (size_t at = 0; at < text.size(); at += character_at(text.text(), at).size)
      starts.push_back(at);
    rt.step(starts.size() / 4);
    const std::vector<size_t> picks = picked(rt, starts.size(), begin, end, step);
    starts.push_back(text.size());
    MarkedText out;
    for (const size_t i : picks) out.append(text, starts[i], starts[i + 1]);
    return out;
  }
  if (!v.is_list() || v.is_list(ListKind::generator) || v.is_list(ListKind::view))
    return missing(v, "[:]");
  std::vector<Value> out;
  for (const size_t i : picked(rt, v.list().items.size(), begin, end, step))
    out.push_back(v.list().items[i]);
  return rt.list(v.list().kind, std::move(out));
}

Value call(Runtime& rt, const Value& callee, const Arguments& arguments) {
  rt.step();
  if (callee.is_undefined()) rt.fail(callee.undefined_text());
  if (!callee.is_callable()) rt.fail(fmt::format("{} cannot be called", callee.type_name()));
  const Runtime::Level level(rt);
  return callee.callable().call(rt, arguments);
}

}  // namespace tinybrain::jinja
