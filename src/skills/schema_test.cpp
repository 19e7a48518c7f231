// What arguments of a tool may be, and which schemas are understood.
#include <doctest/doctest.h>

#include <limits>

#include "base/folder_testing.h"
#include "skills/schema.h"

using namespace tinybrain;
using namespace tinybrain::skills;
using testing::code_of;

namespace {

bool fits(const char* schema, const char* value) {
  const Json s = Json::parse(schema);
  check_schema(s);
  return code_of([&] { check_value(s, Json::parse(value)); }) == Code::ok;
}

}  // namespace

TEST_CASE("values against a schema") {
  struct {
    const char *schema, *good, *bad;
  } kCases[] = {
      {R"({"type": "integer"})", "3", "3.5"},
      {R"({"type": "integer"})", "3.0", "\"3\""},
      {R"({"type": ["string", "null"]})", "null", "1"},
      {R"({"type": "boolean"})", "true", "0"},
      {R"({"enum": [1, "a"]})", "1.0", "2"},
      {R"({"const": {"a": 1}})", R"({"a": 1})", R"({"a": 2})"},
      {R"({"minimum": 1, "exclusiveMaximum": 3})", "1", "3"},
      {R"({"type": "string", "minLength": 2, "maxLength": 2})", "\"한글\"", "\"한\""},
      {R"({"items": {"type": "string"}, "maxItems": 2})", R"(["a"])", R"(["a", 1])"},
      {R"({"items": {"type": "string"}, "maxItems": 2})", "[]", R"(["a", "b", "c"])"},
      {R"({"uniqueItems": true})", "[1, 2]", "[1, 1.0]"},
      {R"({"required": ["a"]})", R"({"a": null})", "{}"},
      {R"({"properties": {"a": {"type": "object", "required": ["b"]}}})", R"({"a": {"b": 1}})",
       R"({"a": {}})"},
      {R"({"properties": {"a": {}}, "additionalProperties": false})", R"({"a": 1})", R"({"b": 1})"},
      {R"({"additionalProperties": {"type": "number"}})", R"({"b": 1})", R"({"b": "1"})"},
      {R"({"anyOf": [{"type": "string"}, {"minimum": 5}]})", "5", "4"}};
  for (const auto& c : kCases) {
    CHECK_MESSAGE(fits(c.schema, c.good), c.schema << " " << c.good);
    CHECK_MESSAGE(!fits(c.schema, c.bad), c.schema << " " << c.bad);
  }
}

TEST_CASE("schemas that are not understood are not ignored") {
  for (const char* unknown : {R"({"pattern": "a"})", R"({"properties": {"a": {"$ref": "#"}}})",
                              R"({"items": {"not": {}}})"})
    CHECK(code_of([&] { check_schema(Json::parse(unknown)); }) == Code::unsupported);
  for (const char* wrong :
       {"[]", R"({"type": "text"})", R"({"required": "a"})", R"({"minimum": "1"})",
        R"({"enum": []})", R"({"properties": {"a": 1}})", R"({"anyOf": []})"})
    CHECK(code_of([&] { check_schema(Json::parse(wrong)); }) == Code::bad_argument);
  std::string deep = "{}";
  for (int i = 0; i < 40; ++i) deep = R"({"items": )" + deep + "}";
  CHECK(code_of([&] { check_schema(Json::parse(deep)); }) == Code::bad_argument);
  CHECK(code_of([] {
          check_value(Json::parse(R"({"type": "number"})"),
                      Json(std::numeric_limits<double>::infinity()));
        }) == Code::bad_argument);
}
