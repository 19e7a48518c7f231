#include "server/tool_calls.h"

#include <doctest/doctest.h>

using namespace tinybrain;
using namespace tinybrain::server;

namespace {

Tools some_tools() {
  return read_tools(Members(Json::parse(R"({"tools": [
    {"type": "function", "function": {"name": "weather", "parameters": {"type": "object",
      "properties": {"city": {"type": "string"}, "days": {"type": "integer"}, "unit": {"enum": ["C", "F"]}},
      "required": ["city"]}}},
    {"type": "function", "function": {"name": "stop"}}]})")));
}

std::string shown(std::initializer_list<const char*> pieces, std::string* rest = nullptr) {
  CallFilter filter(true);
  std::string all;
  for (const char* piece : pieces) all += filter.feed(piece);
  if (rest) *rest = filter.rest();
  return all;
}

}  // namespace

TEST_CASE("calls in the forms of several families") {
  const Tools tools = some_tools();
  const char* const replies[] = {
      "<tool_call>\n{\"name\": \"weather\", \"arguments\": {\"city\": \"서울\"}}\n</tool_call>",
      "<tool_call>{\"name\": \"weather\", \"arguments\": {\"city\": \"서울\"}}",  // cut off
      "{\"name\": \"weather\", \"parameters\": {\"city\": \"서울\"}}",
      "<|python_tag|>{\"name\": \"weather\", \"parameters\": {\"city\": \"서울\"}}",
      " [{\"name\": \"weather\", \"arguments\": {\"city\": \"서울\"}}] ",
      "```json\n{\"name\": \"weather\", \"arguments\": {\"city\": \"서울\"}}\n```",
      "{\"name\": \"weather\", \"arguments\": \"{\\\"city\\\": \\\"서울\\\"}\"}",
  };
  for (const char* reply : replies) {
    CAPTURE(reply);
    const ParsedReply parsed = parse_tool_calls(reply, tools);
    REQUIRE(parsed.calls.size() == 1);
    CHECK(parsed.calls[0].name == "weather");
    CHECK(parsed.calls[0].arguments.at("city").as_string() == "서울");
    CHECK(parsed.content.empty());
    CHECK(!parsed.broken);
  }
}

TEST_CASE("several calls, and words around them") {
  const ParsedReply parsed = parse_tool_calls(
      "Let me look.\n<tool_call>{\"name\":\"weather\",\"arguments\":{\"city\":\"a\"}}</tool_call>\n"
      "<tool_call>{\"name\":\"stop\",\"arguments\":{}}</tool_call>\n",
      some_tools());
  CHECK(parsed.calls.size() == 2);
  CHECK(parsed.content == "Let me look.");
}

TEST_CASE("what is no call stays text, what is a bad call is known as such") {
  const Tools tools = some_tools();
  for (const char* reply :
       {"Hello.", "{\"a\": 1}", "[1, 2]", "{", "", "  ", "[]", "```\ncode\n```"}) {
    CAPTURE(reply);
    const ParsedReply parsed = parse_tool_calls(reply, tools);
    CHECK(parsed.calls.empty());
    CHECK(parsed.content == reply);
    CHECK(!parsed.broken);
  }
  for (
      const char* reply :
      {"<tool_call>{\"name\": \"weather\"}</tool_call>", "<tool_call>nonsense</tool_call>",
       "{\"name\": \"nobody\", \"arguments\": {}}",
       "{\"name\": \"weather\", \"arguments\": {}}",                           // city is required
       "{\"name\": \"weather\", \"arguments\": {\"city\": 1}}",                // of another type
       "{\"name\": \"weather\", \"arguments\": {\"city\": \"a\", \"x\": 1}}",  // unknown
       "{\"name\": \"weather\", \"arguments\": {\"city\": \"a\", \"unit\": 1}}",  // not in the enum
       "{\"name\": \"weather\", \"arguments\": {\"city\": \"a\", \"days\": 1.5}}"}) {
    CAPTURE(reply);
    const ParsedReply parsed = parse_tool_calls(reply, tools);
    CHECK(parsed.calls.empty());
    CHECK(parsed.broken);
  }
}

TEST_CASE("a list that was cut off keeps its whole calls") {
  const std::string two =
      R"([{"name": "a", "arguments": {"x": "}]"}}, {"name": "b", "arguments": {)";
  CHECK(whole_calls(two) == R"([{"name": "a", "arguments": {"x": "}]"}}])");
  CHECK(whole_calls(two + R"("y": {}})") == R"([{"name": "a", "arguments": {"x": "}]"}}])");
  for (const char* none : {"", "[", "[{", R"([{"name": "}")", R"({"name": "a", "arguments": {}})"})
    CHECK(whole_calls(none).empty());
}

TEST_CASE("a stream shows words at once and never a part of a call") {
  std::string rest;
  CHECK(shown({"Hel", "lo"}, &rest) == "Hello");
  CHECK(rest.empty());
  CHECK(shown({"I look <to", "ol_call>{\"name", "\":"}, &rest) == "I look ");
  CHECK(rest == "<tool_call>{\"name\":");
  CHECK(shown({"a <", "b"}) == "a <b");
  CHECK(shown({"a <tool", "box>"}) == "a <toolbox>");
  CHECK(shown({"\n ", "{\"name\""}, &rest).empty());
  CHECK(rest == "\n {\"name\"");
  CHECK(shown({"`", "code` is"}) == "`code` is");
  CHECK(shown({"<", "b>bold"}) == "<b>bold");
  CHECK(shown({"<|py", "thon_tag|>{}"}).empty());
  CallFilter off(false);
  CHECK(off.feed("{\"name\"") == "{\"name\"");
}
