// Filters over many values: choosing, mapping, sorting, joining.
#include <algorithm>

#include "text/jinja_filters.h"

namespace tinybrain::jinja {
namespace {

bool flag(Runtime& rt, const Arguments& a, size_t position, std::string_view name) {
  const Value* v = argument(a, position, name);
  return v && truth(rt, *v);
}

// "a.b.0": what selectattr, map(attribute=) and sort(attribute=) mean by it.
// `otherwise`, when given, stands for each step that leads nowhere.
Value by_path(Runtime& rt, Value v, const Value& path, const Value* otherwise = nullptr) {
  const auto step = [&](const Value& key) {
    Value found = item(rt, v, key);
    v = found.is_undefined() && otherwise ? *otherwise : std::move(found);
    return v;
  };
  if (path.is_integral()) return step(path);
  if (!path.is_text()) rt.fail("an attribute is named by a text or a number");
  std::string_view rest = path.text().text();
  while (true) {
    const size_t dot = std::min(rest.find('.'), rest.size());
    const std::string name(rest.substr(0, dot));
    const bool number =
        !name.empty() && name.size() < 10 &&
        std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
    step(number ? Value(int64_t{std::stol(name)}) : Value::trusted(name));
    if (dot >= rest.size()) return v;
    rest.remove_prefix(dot + 1);
  }
}

// The arguments from number `from` on.
Arguments behind(const Arguments& a, size_t from) {
  Arguments out;
  if (from < a.positional.size())
    out.positional.assign(a.positional.begin() + static_cast<ptrdiff_t>(from), a.positional.end());
  out.named = a.named;
  return out;
}

// select, reject, selectattr, rejectattr.
Value choose(Runtime& rt, const Value& v, const Arguments& a, bool keep, bool by_attribute) {
  const size_t at = by_attribute ? 1 : 0;
  if (by_attribute) required(rt, a, 0, "attribute");
  const bool named = a.positional.size() > at;
  const std::string name = named ? text_argument(rt, a, at, "test").text() : "";
  const Arguments rest = behind(a, at + 1);
  std::vector<Value> out;
  if (!truth(rt, v)) return rt.list(ListKind::generator, {});  // none counts as empty here
  for (const Value& one : iterate(rt, v)) {
    const Value asked = by_attribute ? by_path(rt, one, a.positional[0]) : one;
    if ((named ? test(rt, name, asked, rest) : truth(rt, asked)) == keep) out.push_back(one);
  }
  return rt.list(ListKind::generator, std::move(out));
}

Value map(Runtime& rt, const Value& v, const Arguments& a) {
  std::vector<Value> out;
  if (!truth(rt, v)) return rt.list(ListKind::generator, {});  // none counts as empty here
  const Value* path = argument(a, SIZE_MAX, "attribute");
  const Value* otherwise = argument(a, SIZE_MAX, "default");
  const std::string name = path ? "" : text_argument(rt, a, 0, "filter").text();
  const Arguments rest = behind(a, 1);
  for (const Value& one : iterate(rt, v)) {
    if (!path) {
      out.push_back(filter(rt, name, one, rest));
      continue;
    }
    out.push_back(by_path(rt, one, *path, otherwise));
  }
  return rt.list(ListKind::generator, std::move(out));
}

// What sort, unique, min and max compare by.
Value sort_key(Runtime& rt, const Value& v, const Value* path, bool case_sensitive) {
  Value key = path && !path->is_none() ? by_path(rt, v, *path) : v;
  if (case_sensitive || !key.is_text()) return key;
  rt.charge(key.text().size());
  return lower(key.text());
}

std::vector<Value> sorted(Runtime& rt, const std::vector<Value>& items,
                          const std::vector<Value>& keys, bool reverse) {
  std::vector<size_t> order(items.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  // Not std::sort: with an order that is none (NaN) it may run out of its range.
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return reverse ? less(rt, keys[b], keys[a]) : less(rt, keys[a], keys[b]);
  });
  std::vector<Value> out;
  for (const size_t i : order) out.push_back(items[i]);
  return out;
}

Value sort(Runtime& rt, const Value& v, const Arguments& a) {
  const std::vector<Value> items = iterate(rt, v);
  const bool case_sensitive = flag(rt, a, 1, "case_sensitive");
  std::vector<std::vector<Value>> keys;  // one list for each attribute named, "a,b" naming two
  std::vector<Value> paths;
  if (const Value* path = argument(a, 2, "attribute"); path && path->is_text()) {
    const Arguments comma{{Value::trusted(",")}, {}};
    paths = iterate(rt, call(rt, *method(rt, *path, "split"), comma));
  } else if (path) {
    paths = {*path};
  } else {
    paths = {None{}};
  }
  std::vector<Value> all;
  for (const Value& one : items) {
    std::vector<Value> key;
    for (const Value& path : paths) key.push_back(sort_key(rt, one, &path, case_sensitive));
    all.push_back(key.size() == 1 ? key[0] : rt.list(std::move(key)));
  }
  return rt.list(sorted(rt, items, all, flag(rt, a, 0, "reverse")));
}

Value dict_sort(Runtime& rt, const Value& v, const Arguments& a) {
  if (v.is_undefined()) rt.fail(v.undefined_text());
  if (!v.is_dict()) rt.fail(fmt::format("dictsort takes a dict, not {}", v.type_name()));
  const bool case_sensitive = flag(rt, a, 0, "case_sensitive");
  const Value* by = argument(a, 1, "by");
  const std::string order = by ? to_text(rt, *by).text() : "key";
  if (order != "key" && order != "value") rt.fail("dictsort goes by 'key' or by 'value'");
  const bool by_value = order == "value";
  std::vector<Value> items, keys;
  for (const auto& [key, value] : v.dict().items) {
    items.push_back(rt.list(ListKind::tuple, {key, value}));
    keys.push_back(sort_key(rt, by_value ? value : key, nullptr, case_sensitive));
  }
  return rt.list(sorted(rt, items, keys, flag(rt, a, 2, "reverse")));
}

Value unique(Runtime& rt, const Value& v, const Arguments& a) {
  const bool case_sensitive = flag(rt, a, 0, "case_sensitive");
  const Value* path = argument(a, 1, "attribute");
  std::vector<Value> out, seen;
  for (const Value& one : iterate(rt, v)) {
    Value key = sort_key(rt, one, path, case_sensitive);
    if (std::any_of(seen.begin(), seen.end(), [&](const Value& s) { return equal(rt, s, key); }))
      continue;
    seen.push_back(std::move(key));
    out.push_back(one);
  }
  return rt.list(ListKind::generator, std::move(out));
}

Value extreme(Runtime& rt, const Value& v, const Arguments& a, bool largest) {
  const bool case_sensitive = flag(rt, a, 0, "case_sensitive");
  const Value* path = argument(a, 1, "attribute");
  std::optional<Value> best, best_key;
  for (const Value& one : iterate(rt, v)) {
    Value key = sort_key(rt, one, path, case_sensitive);
    if (best && !(largest ? less(rt, *best_key, key) : less(rt, key, *best_key))) continue;
    best = one;
    best_key = std::move(key);
  }
  return best ? *best : Value::undefined("an empty list has no smallest or largest item");
}

Value sum(Runtime& rt, const Value& v, const Arguments& a) {
  const Value* path = argument(a, 0, "attribute");
  const Value* start = argument(a, 1, "start");
  Value total = start ? *start : Value(int64_t{0});
  for (const Value& one : iterate(rt, v))
    total = binary(rt, "+", total, path && !path->is_none() ? by_path(rt, one, *path) : one);
  return total;
}

Value joined(Runtime& rt, const Value& v, const Arguments& a) {
  std::vector<Value> items = iterate(rt, v);
  if (const Value* path = argument(a, 1, "attribute"); path && !path->is_none())
    for (Value& one : items) one = by_path(rt, one, *path);
  const Value* separator = argument(a, 0, "d");
  return join(rt, items, separator ? to_text(rt, *separator) : MarkedText());
}

Value end_item(Runtime& rt, const Value& v, bool last) {
  const std::vector<Value> items = iterate(rt, v);
  if (items.empty()) return Value::undefined("an empty list has no first or last item");
  return last ? items.back() : items.front();
}

Value reverse(Runtime& rt, const Value& v, const Arguments&) {
  std::vector<Value> items = iterate(rt, v);
  std::reverse(items.begin(), items.end());
  if (v.is_text()) return join(rt, items, MarkedText());
  return rt.list(ListKind::generator, std::move(items));
}

Value pairs(Runtime& rt, const Value& v, const Arguments&) {
  std::vector<Value> out;
  if (!v.is_undefined()) {
    if (!v.is_dict()) rt.fail(fmt::format("items takes a dict, not {}", v.type_name()));
    for (const auto& [key, value] : v.dict().items)
      out.push_back(rt.list(ListKind::tuple, {key, value}));
  }
  return rt.list(ListKind::generator, std::move(out));
}

Value batch(Runtime& rt, const Value& v, const Arguments& a) {
  const int64_t size = integer_argument(rt, a, 0, "linecount", 0);
  if (size < 1) rt.fail("batch takes a size of at least 1");
  const Value* fill = argument(a, 1, "fill_with");
  std::vector<Value> out, row;
  const auto finish = [&] { out.push_back(rt.list(std::exchange(row, {}))); };
  for (const Value& one : iterate(rt, v)) {
    if (static_cast<int64_t>(row.size()) == size) finish();
    row.push_back(one);
  }
  if (row.empty()) return rt.list(ListKind::generator, std::move(out));
  for (; fill && !fill->is_none() && static_cast<int64_t>(row.size()) < size; rt.step())
    row.push_back(*fill);
  finish();
  return rt.list(ListKind::generator, std::move(out));
}

constexpr std::pair<std::string_view, Filter> kFilters[] = {
    {"batch", batch},
    {"dictsort", dict_sort},
    {"first", [](Runtime& rt, const Value& v, const Arguments&) { return end_item(rt, v, false); }},
    {"items", pairs},
    {"join", joined},
    {"last", [](Runtime& rt, const Value& v, const Arguments&) { return end_item(rt, v, true); }},
    {"list", [](Runtime& rt, const Value& v, const Arguments&) { return rt.list(iterate(rt, v)); }},
    {"map", map},
    {"max",
     [](Runtime& rt, const Value& v, const Arguments& a) { return extreme(rt, v, a, true); }},
    {"min",
     [](Runtime& rt, const Value& v, const Arguments& a) { return extreme(rt, v, a, false); }},
    {"reject", [](Runtime& rt, const Value& v,
                  const Arguments& a) { return choose(rt, v, a, false, false); }},
    {"rejectattr",
     [](Runtime& rt, const Value& v, const Arguments& a) { return choose(rt, v, a, false, true); }},
    {"reverse", reverse},
    {"select",
     [](Runtime& rt, const Value& v, const Arguments& a) { return choose(rt, v, a, true, false); }},
    {"selectattr",
     [](Runtime& rt, const Value& v, const Arguments& a) { return choose(rt, v, a, true, true); }},
    {"sort", sort},
    {"sum", sum},
    {"unique", unique},
};

}  // namespace

FilterTable list_filters() { return kFilters; }

}  // namespace tinybrain::jinja
