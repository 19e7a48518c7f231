// Combinators to alternatives, and the proofs that two alternatives share no value (oneOf).
#include "grammar/json_flat.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/grammar.h"

namespace tinybrain::grammar {
namespace {

constexpr unsigned kMostDepth = 40;  // of combinators inside combinators
constexpr size_t kMostAlternatives = 256;
constexpr size_t kMostEffort = 200000;  // schemas looked at, again and again

std::vector<Flat> cross(const std::vector<Flat>& a, const std::vector<Flat>& b, const Part& part) {
  std::vector<Flat> out;
  for (const Flat& x : a)
    for (const Flat& y : b) {
      Flat m = merged(x, y);
      if (m.types == 0 || (m.values && m.values->empty())) continue;
      out.push_back(std::move(m));
      if (out.size() > kMostAlternatives) cannot(part.where, "anyOf", "more than 256 combinations");
    }
  return out;
}

const Json::Array& branches_of(const Part& part, std::string_view keyword) {
  const Json& list = part.json->at(keyword);
  if (!list.is_array() || list.as_array().empty())
    throw Error(Code::bad_argument, msg::kSchemaBad, part.where, keyword,
                "an array of at least one schema");
  return list.as_array();
}

}  // namespace

Part Document::target(const Part& reference) const {
  const Json& ref = reference.json->at("$ref");
  if (!ref.is_string())
    throw Error(Code::bad_argument, msg::kSchemaBad, reference.where, "$ref", "a string");
  const std::string& text = ref.as_string();
  if (!text.starts_with('#') || (text.size() > 1 && text[1] != '/'))
    cannot(reference.where, "$ref", "only places in this document, such as #/$defs/name");
  const Json* at = &root_;
  for (size_t i = 1; i < text.size();) {
    const size_t end = std::min(text.find('/', i + 1), text.size());
    std::string key;
    for (size_t k = i + 1; k < end; ++k) {
      if (text[k] == '~' && k + 1 < end && (text[k + 1] == '0' || text[k + 1] == '1'))
        key += text[++k] == '0' ? '~' : '/';
      else if (text[k] == '%')
        cannot(reference.where, "$ref", "escapes with %");
      else
        key += text[k];
    }
    if (at->is_array()) {
      const bool number = !key.empty() && key.size() < 7 &&
                          key.find_first_not_of("0123456789") == std::string::npos;
      const size_t n = number ? std::stoul(key) : SIZE_MAX;
      at = n < at->as_array().size() ? &at->as_array()[n] : nullptr;
    } else {
      at = at->find(key);
    }
    if (at == nullptr) throw Error(Code::bad_argument, msg::kSchemaRef, reference.where, text);
    i = end;
  }
  return {at, text};
}

std::vector<Flat> Document::alternatives(const Schema& schema, unsigned depth) {
  std::vector<Flat> out(1);
  for (const Part& part : schema) out = cross(out, alternatives(part, depth), part);
  return out;
}

std::vector<Flat> Document::alternatives(const Part& part, unsigned depth) {
  if (part.json->is_bool()) return std::vector<Flat>(part.json->as_bool() ? 1 : 0);
  if (!part.json->is_object()) throw Error(Code::bad_argument, msg::kSchemaNotSchema, part.where);
  if (depth > kMostDepth || ++effort_ > kMostEffort)
    cannot(part.where, part.json->find("$ref") ? "$ref" : "allOf",
           "a schema that contains itself without an array or object between");
  std::vector<Flat> out = {plain_keywords(part)};
  if (part.json->find("$ref")) out = cross(out, alternatives(target(part), depth + 1), part);
  const auto branch = [&](std::string_view keyword, size_t i, const Json& json) {
    return Part{&json, part.where + '/' + std::string(keyword) + '/' + std::to_string(i)};
  };
  if (part.json->find("allOf")) {
    size_t i = 0;
    for (const Json& b : branches_of(part, "allOf"))
      out = cross(out, alternatives(branch("allOf", i++, b), depth + 1), part);
  }
  for (const std::string_view keyword : {"anyOf", "oneOf"}) {
    if (!part.json->find(keyword)) continue;
    std::vector<std::vector<Flat>> all;
    size_t i = 0;
    for (const Json& b : branches_of(part, keyword))
      all.push_back(cross(out, alternatives(branch(keyword, i++, b), depth + 1), part));
    if (keyword == "oneOf") require_disjoint(all, part.where);
    out.clear();
    for (std::vector<Flat>& flats : all)
      for (Flat& f : flats) out.push_back(std::move(f));
    if (out.size() > kMostAlternatives) cannot(part.where, keyword, "more than 256 combinations");
  }
  return out;
}

void Document::require_disjoint(const std::vector<std::vector<Flat>>& branches,
                                const std::string& where) {
  for (size_t i = 0; i < branches.size(); ++i)
    for (size_t j = i + 1; j < branches.size(); ++j)
      for (const Flat& a : branches[i])
        for (const Flat& b : branches[j])
          if (!disjoint(a, b, 0))
            cannot(where, "oneOf",
                   "branches " + std::to_string(i) + " and " + std::to_string(j) +
                       " may share a value; anyOf does not mind");
}

bool Document::disjoint(const Schema& a, const Schema& b, unsigned depth) {
  if (depth > 6) return false;
  for (const Flat& x : alternatives(a))
    for (const Flat& y : alternatives(b))
      if (!disjoint(x, y, depth)) return false;
  return true;
}

// Only values that one of the two would write matter.
bool Document::disjoint(const Flat& a, const Flat& b, unsigned depth) {
  if (++effort_ > kMostEffort) return false;
  const auto listed = [](const Flat& f, const Json& v) {
    return !f.values || std::any_of(f.values->begin(), f.values->end(),
                                    [&](const Json& w) { return same_value(v, w); });
  };
  if (a.values || b.values) {
    const Flat &one = a.values ? a : b, &other = a.values ? b : a;
    return std::none_of(one.values->begin(), one.values->end(), [&](const Json& v) {
      return listed(other, v) && admits(one, v) && admits(other, v);
    });
  }
  const uint8_t shared = (a.written() & b.types) | (b.written() & a.types);
  for (unsigned bit = 1; bit < kAllTypes; bit <<= 1)
    if ((shared & bit) && !disjoint_in(a, b, static_cast<JsonType>(bit), depth)) return false;
  return true;
}

bool Document::disjoint_in(const Flat& a, const Flat& b, JsonType type, unsigned depth) {
  switch (type) {
    case kString: return matches_nothing(intersection(string_dfa(a), string_dfa(b)));
    case kInteger:
    case kFraction: {
      NumberLimits x = a.number, y = b.number;
      x.fractions = y.fractions = type == kFraction;
      return matches_nothing(intersection(number_dfa(x), number_dfa(y)));
    }
    case kArray: return a.min_items > b.max_items || b.min_items > a.max_items;
    case kObject: return disjoint_objects(a, b, depth);
    default: return false;
  }
}

// A key that one wants and the other forbids, or that both want with different values.
bool Document::disjoint_objects(const Flat& a, const Flat& b, unsigned depth) {
  const auto find = [](const Flat& f, const std::string& key) -> const Schema* {
    for (const auto& [k, s] : f.properties)
      if (k == key) return &s;
    return nullptr;
  };
  const auto wants = [](const Flat& f, const std::string& key) {
    return std::find(f.required.begin(), f.required.end(), key) != f.required.end();
  };
  for (const std::string& key : a.required) {
    if (forbids(b, key)) return true;
    const Schema *x = find(a, key), *y = find(b, key);
    if (x && y && wants(b, key) && disjoint(*x, *y, depth + 1)) return true;
  }
  return std::any_of(b.required.begin(), b.required.end(),
                     [&](const std::string& key) { return forbids(a, key); });
}

bool Document::forbids(const Flat& f, const std::string& key) const {
  if (!f.pattern_properties.empty() || !f.additional) return false;
  for (const auto& [k, s] : f.properties)
    if (k == key) return false;
  return std::any_of(f.additional->begin(), f.additional->end(),
                     [](const Part& p) { return p.json->is_bool() && !p.json->as_bool(); });
}

}  // namespace tinybrain::grammar
