// A schema without its combinators: what allOf, anyOf, oneOf and $ref say is merged into a list of
// alternatives, each a plain list of limits. Knows nothing of rules or text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "grammar/json_number.h"

namespace tinybrain::grammar {

// Bits: a number is an integer or has a fraction.
enum JsonType : uint8_t {
  kNull = 1,
  kBoolean = 2,
  kInteger = 4,
  kFraction = 8,
  kString = 16,
  kArray = 32,
  kObject = 64,
  kNumber = kInteger | kFraction,
  kAllTypes = 127,
};

// A schema in the document, and where it stands ("#/properties/a").
struct Part {
  const Json* json;
  std::string where;
};
// All of these hold. None: anything goes.
using Schema = std::vector<Part>;

struct Flat {
  std::string where = "#";
  uint8_t types = kAllTypes;
  bool typed = false;                       // a `type` keyword was there
  uint8_t mentioned = 0;                    // types that other keywords are about
  std::optional<std::vector<Json>> values;  // enum, const

  NumberLimits number;

  uint32_t min_length = 0, max_length = kUnbounded;
  std::vector<std::string> patterns, formats;

  std::optional<std::vector<Schema>> prefix;
  std::optional<Schema> items;
  uint32_t min_items = 0, max_items = kUnbounded;
  bool unique = false;

  std::vector<std::pair<std::string, Schema>> properties, pattern_properties;
  bool names_properties = false;  // properties or patternProperties was there
  std::vector<std::string> required;
  std::optional<Schema> additional;
  uint32_t min_properties = 0, max_properties = kUnbounded;

  // Types that are written: those allowed, or meant when nothing says which are allowed.
  uint8_t written() const { return typed || values || mentioned == 0 ? types : types & mentioned; }
};

inline const Json kFalseSchema = false;

class Document {
 public:
  explicit Document(const Json& root) : root_(root) {}
  // The alternatives of a schema. Error{unsupported} names a keyword that cannot be honoured.
  std::vector<Flat> alternatives(const Schema& schema) { return alternatives(schema, 0); }
  Part target(const Part& reference) const;  // of its $ref
  // Error unless no value can match two of the branches.
  void require_disjoint(const std::vector<std::vector<Flat>>& branches, const std::string& where);

 private:
  std::vector<Flat> alternatives(const Schema& schema, unsigned depth);
  std::vector<Flat> alternatives(const Part& part, unsigned depth);
  bool disjoint(const Flat& a, const Flat& b, unsigned depth);
  bool disjoint_in(const Flat& a, const Flat& b, JsonType type, unsigned depth);
  bool disjoint(const Schema& a, const Schema& b, unsigned depth);
  bool disjoint_objects(const Flat& a, const Flat& b, unsigned depth);
  bool forbids(const Flat& f, const std::string& key) const;

  const Json& root_;
  size_t effort_ = 0;
};

// The keywords of one schema object but for its combinators.
Flat plain_keywords(const Part& part);
Flat merged(const Flat& a, const Flat& b);
bool is_annotation(std::string_view keyword);
uint8_t type_of(const Json& value);
bool same_value(const Json& a, const Json& b);  // 1 and 1.0 are the same
// Whether an enum's value keeps the other limits. Error{unsupported} for limits on arrays, objects.
bool admits(const Flat& flat, const Json& value);
Fsa string_dfa(const Flat& flat);  // of the spelled text, with quotes

Part child(const Part& part, std::string_view keyword);
Part child(const Part& part, std::string_view keyword, std::string_view key);
[[noreturn]] void cannot(const std::string& where, std::string_view keyword, std::string_view why);

}  // namespace tinybrain::grammar
