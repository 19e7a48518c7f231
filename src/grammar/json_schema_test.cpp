// JSON Schema: what each keyword accepts and refuses, which are errors, and what random walks make.
#include "grammar/grammar_testing.h"
#include "grammar/json_text.h"

namespace tinybrain {
namespace {

using namespace testing;

std::shared_ptr<const Grammar> schema_of(std::string_view text) {
  return Grammar::from_json_schema(Json::parse(text));
}

void check(std::span<const Case> cases) { check_cases(cases, schema_of); }

TEST_CASE("schema: any value, types, enum, const") {
  const Case cases[] = {
      {"{}",
       {"null", "true", "-12.5e+3", "\"a\"", "[]", "{}", "[1, {\"a\": [null]}]",
        "{\"a\": 1, \"b\": \"\"}"},
       {"", "nul", "[1,2]", "{\"a\":1}", "[1, ]", "{\"a\"}", " 1", "01", "1.", "+1"}},
      {"true", {"1"}, {"x"}},
      {R"({"type": "null"})", {"null"}, {"0", "false"}},
      {R"({"type": ["boolean", "integer"]})", {"true", "false", "7"}, {"\"a\"", "1.5", "null"}},
      {R"({"type": "integer"})",
       {"0", "-1", "12345678901234567890"},
       {"-0", "1.0", "1e3", "00", "123456789012345678901"}},
      {R"({"type": "number"})", {"0", "-0.5", "1e10", "1.25E-3"}, {".5", "1e100", "\"1\""}},
      {R"({"enum": ["a\n\"b\"", 1, null, [1, 2], {"x": 1, "y": []}]})",
       {R"("a\n\"b\"")", "1", "null", "[1, 2]", R"({"x": 1, "y": []})"},
       {"\"a\"", "[1,2]", "2"}},
      {R"({"const": "한"})", {"\"한\""}, {"\"\\ud55c\"", "한"}},
      {R"({"type": "string", "enum": ["a", 1, "b"]})", {"\"a\"", "\"b\""}, {"1"}},
      {R"({"enum": [1, 5, 7.5, "x"], "minimum": 4, "multipleOf": 0.5})",
       {"5", "7.5", "\"x\""},
       {"1"}},
      {R"({"enum": ["ab", "abcd"], "maxLength": 3})", {"\"ab\""}, {"\"abcd\""}},
      {R"({"enum": [1, 2], "const": 2})", {"2"}, {"1"}},
  };
  check(cases);
}

TEST_CASE("schema: strings") {
  const Case cases[] = {
      {R"({"type": "string"})",
       {"\"\"", "\"a b\"", "\"한글\"", R"("\n\u0041\ud83d\ude00\/")", "\"\x7F\""},
       {"\"\n\"", "\"\"\"", R"("\x")", R"("\ud800")", R"("\ude00\ud83d")", "\"\xFF\"", "'a'"}},
      {R"({"type": "string", "minLength": 2, "maxLength": 3})",
       {"\"ab\"", "\"한글날\"", R"("\ud83d\ude00\n")"},
       {"\"a\"", "\"abcd\"", "\"\""}},
      {R"({"type": "string", "maxLength": 100})",
       {"\"" + std::string(100, 'x') + "\""},
       {"\"" + std::string(101, 'x') + "\""}},
      {R"({"minLength": 1})", {"\"a\""}, {"\"\"", "1"}},
      {R"({"type": "string", "pattern": "b+"})",
       {"\"b\"", "\"abbc\"", "\"\\nb\""},
       {"\"\"", "\"ac\""}},
      {R"({"type": "string", "pattern": "^[A-Z]{2}\\d$"})", {"\"AB1\""}, {"\"AB12\"", "\"xAB1\""}},
      {R"({"type": "string", "pattern": "^a|b$"})", {"\"ax\"", "\"xb\""}, {"\"xa\"", "\"bx\""}},
      {R"({"type": "string", "pattern": "^\\s\"$"})", {R"("\n\"")", R"(" \"")"}, {"\" \"\""}},
      {R"({"type": "string", "pattern": "a", "minLength": 3, "maxLength": 4})",
       {"\"xay\"", "\"aaaa\""},
       {"\"a\"", "\"xyz\"", "\"aaaaa\""}},
      {R"({"type": "string", "format": "date"})",
       {"\"2024-02-29\"", "\"2000-02-29\"", "\"0001-01-31\"", "\"9999-12-31\""},
       {"\"2023-02-29\"", "\"1900-02-29\"", "\"2024-04-31\"", "\"0000-01-01\"", "\"2024-13-01\"",
        "\"2024-00-01\"", "\"2024-01-00\"", "\"0000-02-29\"", "\"2024-1-1\""}},
      {R"({"type": "string", "format": "time"})",
       {"\"00:00:00Z\"", "\"23:59:59.123+09:00\""},
       {"\"24:00:00Z\"", "\"00:60:00Z\"", "\"00:00:00\""}},
      {R"({"type": "string", "format": "date-time"})",
       {"\"2024-02-29T12:00:00Z\""},
       {"\"2023-02-29T12:00:00Z\"", "\"2024-02-28\""}},
      {R"({"type": "string", "format": "uuid"})",
       {"\"123e4567-e89b-12d3-a456-426614174000\""},
       {"\"123e4567e89b12d3a456426614174000\""}},
      {R"({"type": "string", "format": "email"})",
       {"\"a.b@c-d.org\""},
       {"\"a\"", "\"@b.c\"", "\"a@b.\""}},
      {R"({"type": "string", "format": "ipv4"})",
       {"\"255.0.10.1\""},
       {"\"256.0.0.1\"", "\"1.2.3\"", "\"01.2.3.4\""}},
      {R"({"type": "string", "format": "date", "pattern": "^2024"})",
       {"\"2024-01-01\""},
       {"\"2023-01-01\""}},
  };
  check(cases);
}

TEST_CASE("schema: numbers") {
  const Case cases[] = {
      {R"({"type": "integer", "minimum": -12, "maximum": 345})",
       {"-12", "-9", "0", "99", "345"},
       {"-13", "346", "-0", "1000", "-100"}},
      {R"({"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 10})",
       {"1", "9"},
       {"0", "10", "-1"}},
      {R"({"type": "integer", "minimum": 1.5, "maximum": 3.5})", {"2", "3"}, {"1", "4"}},
      {R"({"type": "integer", "maximum": -100})", {"-100", "-12345"}, {"-99", "0", "5"}},
      {R"({"type": "number", "minimum": 0, "maximum": 1})",
       {"0", "0.0", "0.75", "1", "1.00"},
       {"-0.1", "1.01", "2", "1e-1"}},
      {R"({"type": "number", "exclusiveMinimum": 0.5, "maximum": 12.25})",
       {"0.51", "0.5001", "1", "12.25", "12.250", "9.99"},
       {"0.5", "0.50", "0.49", "12.251", "13", "0"}},
      {R"({"type": "number", "minimum": -2.5, "exclusiveMaximum": -0.25})",
       {"-2.5", "-2.50", "-1", "-0.26"},
       {"-2.51", "-0.25", "0", "1"}},
      {R"({"type": "integer", "multipleOf": 7, "minimum": 0, "maximum": 50})",
       {"0", "7", "49"},
       {"1", "50", "56", "-7"}},
      {R"({"type": "number", "multipleOf": 0.25})",
       {"0.25", "1.5", "-3", "2.750"},
       {"0.1", "1.26"}},
      {R"({"type": "integer", "multipleOf": 2.5})", {"5", "0", "-10"}, {"2", "3"}},
      {R"({"type": "integer", "multipleOf": 1000})", {"0", "5000", "-1000"}, {"500", "1001"}},
      {R"({"minimum": 3})", {"3", "3.5"}, {"2", "\"a\""}},
      {R"({"type": ["integer", "null"], "minimum": 3})", {"3", "null"}, {"2"}},
  };
  check(cases);
}

// Bounds against plain comparison, over a grid.
TEST_CASE("schema: every integer and every quarter around the bounds") {
  for (const int low : {-105, -100, -20, -1, 0, 1, 7, 99, 100})
    for (const int width : {0, 1, 9, 35, 120}) {
      const int high = low + width;
      Json schema;
      schema.set("type", "number");
      schema.set("minimum", low / 4.0);
      schema.set(width == 0 ? "maximum" : "exclusiveMaximum", high / 4.0);
      const auto grammar = Grammar::from_json_schema(schema);
      for (int q = low - 50; q <= high + 50; ++q) {
        const double value = q / 4.0;
        const std::string text = fmt::format("{:.2f}", value);
        CAPTURE(text);
        CAPTURE(schema.dump());
        const bool in = q >= low && (width == 0 ? q <= high : q < high) && text != "-0.00";
        CHECK(takes(grammar, text) == in);
      }
    }
}

TEST_CASE("schema: arrays") {
  const Case cases[] = {
      {R"({"type": "array"})", {"[]", "[1, \"a\", []]"}, {"[1,2]", "[,]", "{}"}},
      {R"({"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3})",
       {"[1]", "[1, 2, 3]"},
       {"[]", "[1, 2, 3, 4]", "[\"a\"]"}},
      {R"({"type": "array", "items": {"type": "integer"}, "minItems": 2})",
       {"[1, 2]", "[1, 2, 3, 4]"},
       {"[1]", "[]"}},
      {R"({"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}], "items": false})",
       {"[]", "[1]", "[1, \"a\"]"},
       {"[\"a\"]", "[1, \"a\", 2]"}},
      {R"({"type": "array", "prefixItems": [{"type": "integer"}], "items": {"type": "null"}, "minItems": 1})",
       {"[1]", "[1, null, null]"},
       {"[]", "[null]", "[1, 1]"}},
      {R"({"type": "array", "items": {"enum": ["a", "b", "c"]}, "uniqueItems": true, "minItems": 1})",
       {"[\"a\"]", "[\"c\", \"a\"]", "[\"b\", \"a\", \"c\"]"},
       {"[]", "[\"a\", \"a\"]", "[\"a\", \"b\", \"a\"]"}},
      {R"({"type": "array", "items": {"type": ["boolean", "null"]}, "uniqueItems": true, "maxItems": 2})",
       {"[]", "[true, null]"},
       {"[true, true]", "[true, false, null]"}},
      {R"({"type": "array", "maxItems": 0})", {"[]"}, {"[1]"}},
      {R"({"type": "array", "items": {}, "maxItems": 1, "uniqueItems": true})",
       {"[]", "[3]"},
       {"[3, 4]"}},
  };
  check(cases);
}

TEST_CASE("schema: objects") {
  const Case cases[] = {
      {R"({"type": "object"})", {"{}", "{\"a\": 1, \"b\": {}}"}, {"[]", "{\"a\":1}", "{a: 1}"}},
      {R"({"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "string"}}, "required": ["a"]})",
       {"{\"a\": 1}", "{\"a\": 1, \"b\": \"x\"}"},
       {"{}", "{\"b\": \"x\"}", "{\"b\": \"x\", \"a\": 1}", "{\"a\": 1, \"c\": 2}",
        "{\"a\": 1, }"}},
      {R"({"properties": {"a": true, "b": true, "c": true}})",
       {"{}", "{\"b\": 1}", "{\"a\": 1, \"c\": 2}", "{\"c\": 0}"},
       {"{\"c\": 0, \"a\": 0}", "{, \"a\": 1}", "3"}},
      {R"({"type": "object", "properties": {"a": {"type": "null"}}, "additionalProperties": {"type": "integer"}})",
       {"{}", "{\"a\": null}", "{\"a\": null, \"x\": 1, \"y\": 2}", "{\"ab\": 1}", "{\"\": 1}"},
       {"{\"x\": null}", "{\"a\": 1}", "{\"x\": 1, \"a\": null}", R"({"\u0061": 1})"}},
      {R"({"type": "object", "additionalProperties": false})", {"{}"}, {"{\"a\": 1}"}},
      {R"({"type": "object", "required": ["z"], "additionalProperties": {"type": "integer"}})",
       {"{\"z\": 1}", "{\"z\": 1, \"q\": 2}"},
       {"{}", "{\"z\": \"a\"}"}},
      {R"({"type": "object", "patternProperties": {"^n_": {"type": "integer"}, "^s_": {"type": "string"}}, "additionalProperties": false})",
       {"{}", "{\"n_a\": 1, \"s_\": \"x\", \"n_b\": 2}"},
       {"{\"n_a\": \"x\"}", "{\"x\": 1}"}},
      {R"({"type": "object", "properties": {"n_a": {"minimum": 5}}, "patternProperties": {"^n_": {"type": "integer"}}})",
       {"{\"n_a\": 5, \"n_b\": 1}"},
       {"{\"n_a\": 4}", "{\"n_a\": 5.5}"}},
      {R"({"type": "object", "properties": {"a": {}, "b": {}, "c": {}}, "minProperties": 1, "maxProperties": 2})",
       {"{\"a\": 1}", "{\"b\": 1, \"c\": 2}"},
       {"{}", "{\"a\": 1, \"b\": 2, \"c\": 3}"}},
      {R"({"type": "object", "maxProperties": 1, "additionalProperties": {"type": "integer"}})",
       {"{}", "{\"q\": 1}"},
       {"{\"q\": 1, \"r\": 2}"}},
      {R"({"type": "object", "minProperties": 1})", {"{\"q\": 1}"}, {"{}"}},
      {R"({"type": "object", "properties": {"a\"b": {"const": 1}, "한": {"const": 2}}, "required": ["a\"b", "한"]})",
       {R"({"a\"b": 1, "한": 2})"},
       {}},
      {R"({"type": "object", "properties": {"a": false, "b": {"const": 1}}})",
       {"{}", "{\"b\": 1}"},
       {"{\"a\": 1}"}},
  };
  check(cases);
}

TEST_CASE("schema: combinators and references") {
  const Case cases[] = {
      {R"({"anyOf": [{"type": "integer"}, {"type": "string", "maxLength": 2}]})",
       {"5", "\"ab\""},
       {"\"abc\"", "null"}},
      {R"({"oneOf": [{"type": "integer", "maximum": 3}, {"type": "integer", "minimum": 10}, {"type": "null"}]})",
       {"3", "10", "null"},
       {"5"}},
      {R"({"oneOf": [{"properties": {"k": {"const": "a"}, "x": {"type": "integer"}}, "required": ["k"]},
                     {"properties": {"k": {"const": "b"}}, "required": ["k"]}]})",
       {"{\"k\": \"a\", \"x\": 1}", "{\"k\": \"b\"}"},
       {"{\"k\": \"b\", \"x\": 1}", "{\"k\": \"c\"}", "{}"}},
      {R"({"oneOf": [{"type": "string", "pattern": "^a"}, {"type": "string", "pattern": "^b"}]})",
       {"\"ax\"", "\"b\""},
       {"\"c\""}},
      {R"({"allOf": [{"type": "integer"}, {"minimum": 3}, {"maximum": 5}]})",
       {"3", "5"},
       {"2", "6", "4.5"}},
      {R"({"allOf": [{"properties": {"a": {"type": "integer"}}, "required": ["a"]}, {"properties": {"b": {"const": 1}, "a": {"minimum": 3}}}]})",
       {"{\"a\": 3}", "{\"a\": 4, \"b\": 1}"},
       {"{\"a\": 2}", "{}", "{\"b\": 1}"}},
      {R"({"allOf": [{"pattern": "a"}, {"pattern": "b"}], "type": "string"})",
       {"\"ab\"", "\"b a\""},
       {"\"a\"", "\"b\""}},
      {R"({"type": "object", "properties": {"a": {"const": 1}, "b": {"const": 2}}, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]})",
       {"{\"a\": 1}", "{\"b\": 2}", "{\"a\": 1, \"b\": 2}"},
       {"{}"}},
      {R"({"allOf": [{"enum": [1, 2, 3]}, {"enum": [2, 3, 4]}, {"minimum": 3}]})",
       {"3"},
       {"2", "1", "4"}},
      {R"({"$ref": "#/$defs/x", "$defs": {"x": {"type": "integer"}}})", {"1"}, {"\"a\""}},
      {R"({"$ref": "#/definitions/a~1b~0", "minimum": 2, "definitions": {"a/b~": {"type": "integer"}}})",
       {"2"},
       {"1"}},
      {R"({"type": "object", "properties": {"v": {"type": "integer"}, "next": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}}, "required": ["v", "next"]})",
       {"{\"v\": 1, \"next\": null}", "{\"v\": 1, \"next\": {\"v\": 2, \"next\": null}}"},
       {"{\"v\": 1}", "{\"v\": 1, \"next\": {}}"}},
      {R"({"$ref": "#/$defs/tree", "$defs": {"tree": {"type": "object", "properties": {"kids": {"type": "array", "items": {"$ref": "#/$defs/tree"}}}}}})",
       {"{}", "{\"kids\": []}", "{\"kids\": [{}, {\"kids\": [{}]}]}"},
       {"{\"kids\": [1]}"}},
      {R"({"oneOf": [{"type": "null"}, {"$ref": "#/$defs/n"}], "$defs": {"n": {"type": "object", "properties": {"n": {"oneOf": [{"type": "null"}, {"$ref": "#/$defs/n"}]}}, "required": ["n"]}}})",
       {"null", "{\"n\": {\"n\": null}}"},
       {"{}"}},
  };
  check(cases);
}

TEST_CASE("schema: what cannot be honoured is named, with its place") {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"properties": {"a/b": {"not": {}}}})",
       "#/properties/a~1b: keyword 'not' is not supported"},
      {R"({"items": {"contains": {}}})", "#/items: keyword 'contains'"},
      {R"({"if": {}})", "keyword 'if'"},
      {R"({"dependentRequired": {}})", "keyword 'dependentRequired'"},
      {R"({"unevaluatedProperties": false})", "keyword 'unevaluatedProperties'"},
      {R"({"propertyNames": {}})", "keyword 'propertyNames'"},
      {R"({"nullable": true})", "keyword 'nullable'"},
      {R"({"type": "string", "format": "hostname"})",
       "'format' cannot be honoured here: 'hostname'"},
      {R"x({"type": "string", "pattern": "(?=a)"})x",
       "#/pattern: regular expression, column 1: look-ahead"},
      {R"({"type": "array", "items": {"type": "integer"}, "uniqueItems": true})",
       "'uniqueItems' cannot be honoured"},
      {R"({"items": [{}]})", "'items' cannot be honoured"},
      {R"({"oneOf": [{"type": "integer"}, {"type": "number"}]})", "'oneOf' cannot be honoured"},
      {R"({"oneOf": [{"minLength": 1}, {"type": "integer"}]})", "'oneOf' cannot be honoured"},
      {R"({"oneOf": [{"type": "string", "pattern": "a"}, {"type": "string", "pattern": "b"}]})",
       "branches 0 and 1"},
      {R"({"type": "number", "multipleOf": 0.00000001})", "'multipleOf' cannot be honoured"},
      {R"({"type": "integer", "multipleOf": 99991})", "'multipleOf' cannot be honoured"},
      {R"({"type": "object", "patternProperties": {"a": {}, "b": {}}})",
       "two patterns match the same key"},
      {R"({"type": "object", "minProperties": 2})", "'minProperties' cannot be honoured"},
      {R"({"$ref": "other.json"})", "'$ref' cannot be honoured"},
      {R"({"$ref": "#/$defs/none"})", "leads nowhere"},
      {R"({"type": "text"})", "'type' must be"},
      {R"({"type": 1})", "'type' must be"},
      {R"({"minLength": -1})", "'minLength' must be"},
      {R"({"minimum": "1"})", "'minimum' must be a number"},
      {R"({"exclusiveMinimum": true})", "'exclusiveMinimum' must be a number"},
      {R"({"required": "a"})", "'required' must be"},
      {R"({"maxLength": 10000000})", "'maxLength' cannot be honoured"},
      {R"([])", "a schema is an object or true/false"},
      {R"({"properties": {"a": 5}})", "#/properties/a: a schema is an object"},
      {"false", "matches no text"},
      {R"({"type": "integer", "minimum": 5, "maximum": 4})", "matches no text"},
      {R"({"enum": []})", "matches no text"},
      {R"({"type": "object", "properties": {"a": false}, "required": ["a"]})", "matches no text"},
      {R"({"type": "object", "properties": {"a": {"$ref": "#"}}, "required": ["a"]})",
       "matches no text"},
      {R"({"$ref": "#"})", "left recursion"},
      {R"({"allOf": [{"$ref": "#"}]})", "contains itself"},
      {R"({"anyOf": [{"$ref": "#"}, {"type": "null"}]})", "left recursion"},
  };
  for (const auto& [schema, wanted] : cases) {
    CAPTURE(schema);
    std::string message;
    CHECK(code_of([&] { schema_of(schema); }, &message) != Code::ok);
    CHECK_MESSAGE(message.find(wanted) != std::string::npos, message);
  }
}

TEST_CASE("schema: annotations change nothing") {
  const auto grammar = schema_of(
      R"({"$schema": "x", "$id": "y", "$comment": "z", "title": "t", "description": "d", "default": 5,
          "examples": [1], "type": "integer", "$defs": {"unused": {"not": {}}}})");
  CHECK(takes(grammar, "5"));
  CHECK_FALSE(takes(grammar, "\"a\""));
}

TEST_CASE("schema: hostile schemas") {
  std::string deep;
  for (int i = 0; i < 60; ++i) deep += R"({"type": "array", "items": )";
  deep += "{}" + std::string(60, '}');
  CHECK(code_of([&] { schema_of(deep); }) != Code::internal);
  // 2^30 alternatives, 10^6 states, 10^12 characters.
  std::string many = R"({"allOf": [)";
  for (int i = 0; i < 30; ++i)
    many += std::string(i ? "," : "") + R"({"anyOf": [{"minimum": )" + std::to_string(i) +
            R"(}, {"maxLength": )" + std::to_string(i) + "}]}";
  CHECK(code_of([&] { schema_of(many + "]}"); }) == Code::unsupported);
  CHECK(code_of([] {
          schema_of(R"x({"type": "string", "pattern": "^(((a{100}){100}){100})$"})x");
        }) == Code::unsupported);
  CHECK(code_of([] {
          schema_of(
              R"({"type": "array", "maxItems": 10000, "items": {"type": "array", "maxItems": 10000,
                        "items": {"type": "string", "maxLength": 20000}}})");
        }) == Code::ok);
  std::string refs = R"({"$ref": "#/$defs/d0", "$defs": {)";
  for (int i = 0; i < 300; ++i)
    refs += "\"d" + std::to_string(i) + R"(": {"anyOf": [{"$ref": "#/$defs/d)" +
            std::to_string(i + 1) + R"("}, {"$ref": "#/$defs/d)" + std::to_string(i + 1) + "\"}]},";
  refs += R"("d300": {"type": "null"}}})";
  CHECK(code_of([&] { schema_of(refs); }) != Code::internal);
}

TEST_CASE("schema: random walks are JSON in the one spelling, and are taken again") {
  const char* schemas[] = {
      "{}",
      R"({"type": "object", "required": ["name", "age", "tags", "born"], "properties": {
          "name": {"type": "string", "minLength": 1, "maxLength": 12},
          "age": {"type": "integer", "minimum": 0, "maximum": 130},
          "tags": {"type": "array", "items": {"enum": ["a", "b", "c"]}, "uniqueItems": true},
          "born": {"type": "string", "format": "date"},
          "note": {"type": ["string", "null"]}, "score": {"type": "number"}}})",
      R"({"$ref": "#/$defs/t", "$defs": {"t": {"type": "object", "properties": {
          "l": {"$ref": "#/$defs/t"}, "r": {"$ref": "#/$defs/t"}, "v": {"type": "number", "minimum": 0.5}},
          "required": ["v"]}}})",
      R"({"type": "string", "pattern": "\"|\\\\|\n"})",
  };
  Rng rng(7);
  for (const char* text : schemas) {
    CAPTURE(text);
    const auto grammar = schema_of(text);
    for (int i = 0; i < 100; ++i) {
      const std::string out = random_walk(matcher_of(grammar), *small_vocabulary().trie(), rng);
      CAPTURE(out);
      REQUIRE(unicode::is_valid(out));
      REQUIRE_NOTHROW(Json::parse(out));
      CHECK(takes(grammar, out));
    }
  }
}

TEST_CASE("schema: random walks over real tokenizers") {
  for (const std::string name : {"llama", "gemma3", "qwen2", "phi3"}) {
    CAPTURE(name);
    const std::string folder = TINYBRAIN_SOURCE_DIR "/tests/data/models/" + name;
    const Tokenizer tokenizer(spec_from_tokenizer_json(
        read_file(folder + "/tokenizer.json"), read_file(folder + "/tokenizer_config.json")));
    const auto trie = std::make_shared<TokenTrie>(tokenizer, tokenizer.size());
    const auto grammar = schema_of(
        R"({"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "string", "maxLength": 9},
            "b": {"type": "array", "items": {"type": "integer", "minimum": 3}, "maxItems": 4}}})");
    Rng rng(3);
    for (int i = 0; i < 20; ++i) {
      const std::string out = random_walk(Matcher(grammar, trie), *trie, rng);
      CAPTURE(out);
      const Json json = Json::parse(out);
      CHECK(json.at("b").as_array().size() <= 4);
      CHECK(grammar::spelled(json.at("b")).size() > 1);
    }
  }
}

}  // namespace
}  // namespace tinybrain
