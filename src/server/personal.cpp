#include "server/personal.h"

#include "server/home.h"
#include "tinybrain/learn.hpp"

namespace tinybrain::server {
namespace {

std::string heard_options(const ChatRequest& request) {
  Json options{Json::Object{}};
  options.set("last", request.last);
  return options.dump();
}

void add_to_system(ChatRequest& request, const std::string& context) {
  if (!request.messages.empty() && request.messages.front().role == "system") {
    std::string& system = request.messages.front().content;
    system += (system.empty() ? "" : "\n\n") + context;
    return;
  }
  ChatMessage message;
  message.role = "system";
  message.content = context;
  request.messages.insert(request.messages.begin(), std::move(message));
}

bool has_some(const Json& object, const char* name) {
  const Json* value = object.find(name);
  return value && !value->is_null();
}

Personal hear(Home& home, ChatRequest& request) {
  Personal personal;
  const std::string said = request.messages.back().content;
  const std::shared_ptr<tb::Model> seed = home.seed();
  tb::Vault& vault = home.vault();
  personal.trace = Json::parse(tb::hear(vault, seed.get(), said, heard_options(request)));
  if (const Json* receipts = personal.trace.find("receipts"))
    for (const Json& receipt : receipts->as_array()) home.keep_receipt(receipt);
  if (personal.trace.get_string("command", "none") != "none") {
    personal.direct = true;
    personal.reply = personal.trace.get_string("reply", "");
    return personal;
  }
  const Json context = Json::parse(tb::memory_context(vault, seed.get(), said));
  for (const char* name : {"facts", "taught"})
    if (const Json* value = context.find(name)) personal.trace.set(name, *value);
  if (has_some(context, "taught")) {
    personal.direct = true;
    personal.reply = context.at("taught").get_string("answer", "");
    return personal;
  }
  const std::string text = context.get_string("text", "");
  if (!text.empty()) add_to_system(request, text);
  return personal;
}

}  // namespace

Personal hear_person(Home& home, ChatRequest& request) {
  if (!request.memory || request.messages.back().role != "user") return {};
  try {
    return hear(home, request);
  } catch (const tb::Exception& e) {
    // A vault that cannot be opened, a disk that is full: who wants an answer gets one, and is told.
    Personal personal;
    personal.trace.set("command", "none");
    personal.trace.set("error", e.what());
    return personal;
  }
}

}  // namespace tinybrain::server
