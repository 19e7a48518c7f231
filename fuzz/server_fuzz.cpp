// Any bytes as the body of a chat request: an ApiError of status 400, or a request whose messages, tools
// and schema are well-formed. And any bytes as a reply: calls that fit, and a stream that loses nothing.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "server/api_error.h"
#include "server/chat_request.h"
#include "server/tool_calls.h"

using namespace tinybrain;
using namespace tinybrain::server;

namespace {

const Tools& some_tools() {
  static const Tools tools = read_tools(Members(Json::parse(R"({"tools": [
    {"type": "function", "function": {"name": "f", "parameters": {"type": "object",
      "properties": {"a": {"type": "string"}, "b": {"enum": [1, null]}}, "required": ["a"]}}},
    {"type": "function", "function": {"name": "g"}}]})")));
  return tools;
}

void check_request(std::string_view body) {
  try {
    const ChatRequest r = read_chat_request(Json::parse(body, 64), {});
    TB_ASSERT(r.choices >= 1 && r.choices <= kMostChoices && r.sampling.max_tokens >= 1);
    for (const bool knows_tools : {false, true}) {
      for (const tb::Message& m : r.plain_messages(knows_tools))
        if (!m.extra.empty()) Json::parse(m.extra, 128).as_object();
    }
    if (!r.tools.offered()) return;
    Json::parse(r.tools.json(), 128).as_array();
    Json::parse(r.tools.schema(), 128).as_object();
  } catch (const ApiError& e) {
    TB_ASSERT(e.status() == 400);
    Json::parse(e.body()).at("error").as_object();
  } catch (const Error& e) {
    TB_ASSERT(e.code() == Code::bad_file);  // no JSON at all
  }
}

void check_reply(std::string_view reply, size_t piece) {
  for (const ToolCall& call : parse_tool_calls(reply, some_tools()).calls)
    TB_ASSERT(fits(call, some_tools()));
  whole_calls(reply);
  CallFilter filter(true);
  std::string all;
  for (size_t i = 0; i < reply.size(); i += piece) all += filter.feed(reply.substr(i, piece));
  TB_ASSERT(all.find("<tool_call>") == std::string::npos);
  TB_ASSERT(all + filter.rest() == reply);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_request(text);
  check_reply(text, 1 + size % 7);
  return 0;
}
