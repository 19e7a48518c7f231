#include "server/chat_request.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/messages/server.h"
#include "base/messages/server_kept.h"
#include "base/zeros.h"
#include "server/api_error.h"

namespace tinybrain::server {
namespace {

constexpr size_t kMostMessages = 10000;
constexpr size_t kMostParts = 1000;
constexpr size_t kMostLast = 100;

// A string, or a list of parts of which only text is known here.
std::string read_content(const Json& content, const std::string& path) {
  if (!content.is_array()) return plain_text(content, path);
  if (content.as_array().size() > kMostParts) throw bad_member(path, msg::kTooMany, kMostParts);
  std::string all;
  for (size_t i = 0; i < content.as_array().size(); ++i) {
    const Members part(content.as_array()[i], path + "[" + std::to_string(i) + "]");
    const std::string type = plain_text(part.need("type"), part.path("type"));
    if (type != "text") throw bad_member(part.path(type), msg::kNotSupported);
    all += plain_text(part.need("text"), part.path("text"));
  }
  return all;
}

// OpenAI keeps arguments as JSON in a string; chat templates want the object.
Json read_call(const Json& json, const std::string& path) {
  const Members call(json, path);
  call.choice("type", {"function"});
  const Members function(call.need("function"), path + ".function");
  const std::string name = plain_text(function.need("name"), function.path("name"));
  const std::string given = function.string("arguments").value_or("{}");
  Json arguments = Json::Object{};
  try {
    if (Json read = Json::parse(given, 64); read.is_object()) arguments = std::move(read);
  } catch (const Error&) {
    // What an earlier reply got wrong is still part of the conversation.
    arguments.set("text", given);
  }
  Json inner, out;
  inner.set("name", name);
  inner.set("arguments", std::move(arguments));
  out.set("id", call.string("id").value_or(""));
  out.set("type", "function");
  out.set("function", std::move(inner));
  return out;
}

ChatMessage read_message(const Json& json, const std::string& path) {
  const Members m(json, path);
  ChatMessage out;
  out.role = plain_text(m.need("role"), m.path("role"));
  m.choice("role", {"system", "developer", "user", "assistant", "tool"});
  if (out.role == "developer") out.role = "system";
  m.refuse({"audio", "function_call"});
  if (const Json::Array* calls = m.array("tool_calls", 128); calls && out.role == "assistant") {
    for (size_t i = 0; i < calls->size(); ++i)
      out.calls.push_back(read_call((*calls)[i], m.path("tool_calls[" + std::to_string(i) + "]")));
  }
  if (const Json* content = m.find("content")) {
    // A model may have written U+0000, and its reply must be good enough to be sent back.
    const bool reply = out.role == "assistant" && content->is_string();
    out.content =
        reply ? without_zeros(content->as_string()) : read_content(*content, m.path("content"));
  } else if (out.role != "assistant") {
    throw bad_member(m.path("content"), msg::kMissing);
  }
  out.name = m.string("name").value_or("");
  out.call_id = m.string("tool_call_id").value_or("");
  return out;
}

void read_format(const Members& body, ChatRequest& r) {
  const Json* given = body.find("response_format");
  if (!given) return;
  const Members format(*given, "response_format");
  const std::string type = plain_text(format.need("type"), "response_format.type");
  format.choice("type", {"text", "json_object", "json_schema"});
  if (type == "text") return;
  if (r.tools.offered()) throw bad_member("response_format", msg::kFormatAndTools);
  r.sampling.grammar_kind = TB_GRAMMAR_JSON_SCHEMA;
  if (type == "json_object") {
    r.sampling.grammar_text = R"({"type": "object"})";
    return;
  }
  const Members wrapper(format.need("json_schema"), "response_format.json_schema");
  wrapper.string("name");
  wrapper.boolean("strict");  // it always is
  const Json& schema = wrapper.need("schema");
  require_object(schema, wrapper.path("schema"));
  r.sampling.grammar_text = schema.dump();
}

void refuse_unsupported(const Members& body) {
  body.refuse({"audio", "functions", "function_call", "prediction", "web_search_options",
               "reasoning_effort", "verbosity"});
  if (body.boolean("store").value_or(false)) throw bad_member("store", msg::kNotSupported);
  if (const Json::Array* modalities = body.array("modalities", 8)) {
    if (*modalities != Json::Array{"text"}) throw bad_member("modalities", msg::kNotSupported);
  }
}

// "<tool_call>..." of the calls of a message, for templates that know no tools.
std::string calls_in_words(const ChatMessage& m) {
  std::string all = m.content;
  for (const Json& call : m.calls) {
    all += all.empty() ? "" : "\n";
    all += "<tool_call>\n" + call.at("function").dump() + "\n</tool_call>";
  }
  return all;
}

std::vector<tb::Message> messages_in_words(const ChatRequest& r) {
  std::vector<tb::Message> out;
  const std::string about = r.tools.offered() ? r.tools.description() : "";
  if (!about.empty() && (r.messages.empty() || r.messages[0].role != "system"))
    out.push_back({"system", about});
  for (const ChatMessage& m : r.messages) {
    if (m.role == "tool") {
      out.push_back({"user", "<tool_response>\n" + m.content + "\n</tool_response>"});
    } else if (out.empty() && !about.empty()) {
      out.push_back({m.role, m.content + "\n\n" + about});
    } else {
      out.push_back({m.role, calls_in_words(m)});
    }
  }
  return out;
}

}  // namespace

std::vector<tb::Message> ChatRequest::plain_messages(bool knows_tools) const {
  if (!knows_tools) return messages_in_words(*this);
  std::vector<tb::Message> out;
  for (const ChatMessage& m : messages) {
    Json extra;
    if (!m.calls.empty()) extra.set("tool_calls", m.calls);
    if (!m.call_id.empty()) extra.set("tool_call_id", m.call_id);
    if (!m.name.empty()) extra.set("name", m.name);
    out.push_back({m.role, m.content, extra.is_null() ? "" : extra.dump()});
  }
  return out;
}

namespace {

// "memory": true, or {"last": [ids]}; "learned": true.
void read_own(const Members& body, ChatRequest& r) {
  if (const Json* given = body.find("memory")) {
    r.memory = given->is_object() || *body.boolean("memory");
    if (given->is_object())
      if (const Json::Array* last = Members(*given, "memory").array("last", kMostLast)) {
        for (const Json& id : *last)
          if (!id.is_int()) throw bad_member("memory.last", msg::kNotInteger, 1, INT64_MAX);
        r.last = *last;
      }
  }
  // A command of the memory is answered in words.
  if (r.memory && (r.tools.offered() || !r.sampling.grammar_text.empty()))
    throw bad_member("memory", msg::kMemoryAndForm);
  r.learned = body.boolean("learned").value_or(false);
  if (r.learned && !r.adapter.empty()) throw bad_member("learned", msg::kLearnedAndAdapter);
}

}  // namespace

ChatRequest read_chat_request(const Json& json, const Limits& limits) {
  const Members body(json);
  ChatRequest r;
  read_text_request(body, r);
  refuse_unsupported(body);
  body.need("messages");
  const Json::Array& messages = *body.array("messages", kMostMessages);
  if (messages.empty()) throw bad_member("messages", msg::kEmptyText);
  for (size_t i = 0; i < messages.size(); ++i)
    r.messages.push_back(read_message(messages[i], "messages[" + std::to_string(i) + "]"));
  r.tools = read_tools(body);
  read_format(body, r);
  read_own(body, r);

  r.logprobs = body.boolean("logprobs").value_or(false);
  const auto top = body.integer("top_logprobs", 0, 20);
  if (top && !r.logprobs) throw bad_member("top_logprobs", msg::kNeedsLogprobs);
  r.sampling.logprobs = r.logprobs ? static_cast<int32_t>(top.value_or(0)) : -1;

  const int64_t most = int64_t{1} << 31;
  auto tokens = body.integer("max_completion_tokens", 1, most);
  if (!tokens) tokens = body.integer("max_tokens", 1, most);
  r.sampling.max_tokens =
      static_cast<int32_t>(std::min<int64_t>(tokens.value_or(limits.max_tokens), limits.window));
  return r;
}

}  // namespace tinybrain::server
