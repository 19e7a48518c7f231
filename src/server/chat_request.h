// POST /v1/chat/completions: its JSON to native types. Members of OpenAI's that this server does not
// know how to honour are refused by name; members that nobody knows are ignored.
#pragma once

#include <string>
#include <vector>

#include "server/sampling.h"
#include "server/tools.h"

namespace tinybrain::server {

struct ChatMessage {
  std::string role;  // "system", "user", "assistant", "tool"
  std::string content;
  Json::Array calls;  // tool_calls of an assistant; arguments are objects
  std::string call_id, name;
};

struct ChatRequest : TextRequest {
  std::vector<ChatMessage> messages;
  Tools tools;
  bool logprobs = false;
  // Ours: whether what is known of the person is used, and what the reply before was about (ids, as tb_memory_hear has them);
  // whether what was learnt is.
  bool memory = false, learned = false;
  Json::Array last;

  // For the library. knows_tools: whether the model's template renders tools and their calls; else
  // they are written into the messages in words.
  std::vector<tb::Message> plain_messages(bool knows_tools) const;
};

ChatRequest read_chat_request(const Json& body, const Limits& limits);

}  // namespace tinybrain::server
