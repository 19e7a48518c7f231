#include "server/chat_request.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "server/api_error.h"

using namespace tinybrain;
using namespace tinybrain::server;

namespace {

ChatRequest read(const char* json, Limits limits = {}) {
  return read_chat_request(Json::parse(json), limits);
}

// The member that an error names, or "" when there was none.
std::string wrong_member(const char* json) {
  try {
    read(json);
  } catch (const ApiError& e) {
    CHECK(e.status() == 400);
    return e.param();
  }
  return {};
}

}  // namespace

TEST_CASE("a chat request becomes native types") {
  const ChatRequest r = read(R"({
    "model": "m", "messages": [
      {"role": "developer", "content": [{"type": "text", "text": "be "}, {"type": "text", "text": "kind"}]},
      {"role": "user", "content": "안녕", "name": "Ann"},
      {"role": "assistant", "content": "a\u0000", "tool_calls": [{"id": "c1", "type": "function",
        "function": {"name": "f", "arguments": "{\"a\": [1]}"}}]},
      {"role": "tool", "tool_call_id": "c1", "content": "2"}],
    "temperature": 0, "top_p": 0.5, "seed": -1, "n": 3, "stop": "x", "stream": true,
    "stream_options": {"include_usage": true}, "logprobs": true, "top_logprobs": 4,
    "logit_bias": {"5": -100, "6": 1.5}, "max_completion_tokens": 9, "max_tokens": 7, "unknown": {}})");
  CHECK(r.model == "m");
  CHECK(r.stream);
  CHECK(r.include_usage);
  CHECK(r.choices == 3);
  CHECK(r.sampling.temperature == 0);
  CHECK(r.sampling.top_p == 0.5f);
  CHECK(r.sampling.max_tokens == 9);
  CHECK(r.sampling.logprobs == 4);
  CHECK(r.sampling.stop_list == std::vector<std::string>{"x"});
  CHECK(r.sampling.seed == std::numeric_limits<uint64_t>::max());
  CHECK(r.sampling_of(1).seed == 0);
  REQUIRE(r.sampling.bias_list.size() == 2);
  CHECK(std::isinf(r.sampling.bias_list[0].bias));
  CHECK(r.sampling.bias_list[1].token == 6);

  const std::vector<tb::Message> m = r.plain_messages(true);
  REQUIRE(m.size() == 4);
  CHECK(m[0].role == "system");
  CHECK(m[0].content == "be kind");
  CHECK(m[2].content == "a ");
  CHECK(Json::parse(m[1].extra).at("name").as_string() == "Ann");
  const Json calls = Json::parse(m[2].extra).at("tool_calls");
  CHECK(calls.as_array()[0].at("function").at("arguments").at("a").is_array());
  CHECK(Json::parse(m[3].extra).at("tool_call_id").as_string() == "c1");
}

TEST_CASE("limits of the server bound a reply") {
  const Limits limits{.max_tokens = 100, .window = 500};
  const char* const plain = R"({"messages": [{"role": "user", "content": "x"}]})";
  CHECK(read(plain, limits).sampling.max_tokens == 100);
  const char* const much =
      R"({"messages": [{"role": "user", "content": "x"}], "max_tokens": 2000000000})";
  CHECK(read(much, limits).sampling.max_tokens == 500);
  // Without a seed, each request has another one.
  CHECK(read(plain).sampling.seed != read(plain).sampling.seed);
}

TEST_CASE("what is wrong is named") {
  CHECK(wrong_member("[]") == "body");
  CHECK(wrong_member("{}") == "messages");
  CHECK(wrong_member(R"({"messages": [{"content": "x"}]})") == "messages[0].role");
  CHECK(wrong_member(R"({"messages": [{"role": "user", "content": 5}]})") == "messages[0].content");
  CHECK(wrong_member(R"({"messages": [{"role": "user", "content": "\u0000"}]})") ==
        "messages[0].content");
  CHECK(wrong_member(R"({"messages": [{"role": "user", "content": "x"}], "n": 0})") == "n");
  CHECK(wrong_member(R"({"messages": [{"role": "assistant", "tool_calls": [{}]}]})") ==
        "messages[0].tool_calls[0].function");
  // Known to OpenAI, not to us: refused, for ignoring it would answer another question.
  CHECK(wrong_member(R"({"messages": [{"role": "user", "content": "x"}], "prediction": {}})") ==
        "prediction");
  // null is as good as absent.
  CHECK(wrong_member(R"({"messages": [{"role": "user", "content": "x"}], "prediction": null,
                         "tools": null, "stop": null, "response_format": null})") == "");
}

TEST_CASE("tools in words, for templates that know none") {
  const char* const json = R"({"messages": [
      {"role": "user", "content": "hi"},
      {"role": "assistant", "content": "well", "tool_calls": [{"id": "1", "type": "function",
        "function": {"name": "f", "arguments": "{}"}}]},
      {"role": "tool", "tool_call_id": "1", "content": "done"}],
    "tools": [{"type": "function", "function": {"name": "f"}}]})";
  const std::vector<tb::Message> m = read(json).plain_messages(false);
  REQUIRE(m.size() == 4);
  CHECK(m[0].role == "system");
  CHECK(m[0].content.find("\"f\"") != std::string::npos);
  CHECK(m[2].content == "well\n<tool_call>\n{\"name\":\"f\",\"arguments\":{}}\n</tool_call>");
  CHECK(m[2].extra.empty());
  CHECK(m[3].role == "user");
  CHECK(m[3].content == "<tool_response>\ndone\n</tool_response>");
}

TEST_CASE("the schema of a forced call") {
  ChatRequest r =
      read(R"({"messages": [{"role": "user", "content": "x"}], "tool_choice": "required",
    "tools": [
      {"type": "function", "function": {"name": "a", "parameters": {"type": "object",
        "properties": {"p": {"$ref": "#/$defs/x"}, "$ref": {"const": {"$ref": "#/kept"}}},
        "$defs": {"x": {"type": "null"}}}}},
      {"type": "function", "function": {"name": "b"}}]})");
  CHECK(r.tools.choice == Tools::Choice::forced);
  const Json schema = Json::parse(r.tools.schema());
  const Json& first = schema.at("$defs").at("tool0");
  CHECK(first.at("properties").at("p").at("$ref").as_string() == "#/$defs/tool0/$defs/x");
  // A constant is data, even where it looks like a reference.
  CHECK(first.at("properties").at("$ref").at("const").at("$ref").as_string() == "#/kept");
  CHECK(schema.at("anyOf").as_array().size() == 2);
  r.tools.parallel = false;
  CHECK(Json::parse(r.tools.schema()).at("anyOf").as_array().size() == 1);
  r.tools.named = "b";
  const Json one = Json::parse(r.tools.schema()).at("$defs");
  CHECK(!one.find("tool0"));
  CHECK(one.at("call").at("anyOf").as_array().size() == 1);
}

TEST_CASE(
    "what is known of the person and was learnt is asked for, and goes with neither tools nor a "
    "form") {
  const std::string begin = R"({"messages": [{"role": "user", "content": "a"}], )";
  const auto with = [&](const char* rest) { return read((begin + rest + "}").c_str()); };
  const auto wrong = [&](const char* rest) { return wrong_member((begin + rest + "}").c_str()); };
  CHECK(!with(R"("seed": 1)").memory);
  CHECK(!with(R"("memory": false, "learned": false)").memory);
  CHECK(with(R"("memory": true, "learned": true)").learned);
  const ChatRequest r = with(R"("memory": {"last": [3, 4]})");
  CHECK(r.memory);
  CHECK(Json(r.last).dump() == "[3,4]");
  CHECK(wrong(R"("memory": 1)") == "memory");
  CHECK(wrong(R"("memory": {"last": ["a"]})") == "memory.last");
  CHECK(wrong(R"("memory": true, "response_format": {"type": "json_object"})") == "memory");
  CHECK(wrong(R"("memory": true, "tools": [{"type": "function", "function": {"name": "f"}}])") ==
        "memory");
  CHECK(wrong(R"("learned": true, "adapter": "x")") == "learned");
}
