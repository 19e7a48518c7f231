// ChatTemplate: the parsed source and the variables that transformers would give it.
#include "text/chat_template.h"

#include <algorithm>
#include <iterator>

#include "base/error.h"
#include "base/messages/text_template.h"
#include "text/jinja_interpreter.h"
#include "text/jinja_parser.h"

namespace tinybrain {
namespace {

constexpr size_t kMaxSource = 1u << 20;  // published templates stay under 30 KB
constexpr unsigned kMaxContextDepth = 150;

// A role that is one of these words is trusted: some families (Phi-4-mini, EXAONE) make a special
// token of it, "<|" + role + "|>", which text that is not trusted could never become.
bool is_usual_role(const Json& role) {
  constexpr std::string_view kRoles[] = {"system", "user",      "assistant",
                                         "tool",   "developer", "function",
                                         "model",  "ipython",   "observation"};
  return role.is_string() &&
         std::find(std::begin(kRoles), std::end(kRoles), role.as_string()) != std::end(kRoles);
}

// As transformers prepares messages: members that are null are left out, and reasoning is known
// under each of its names.
jinja::Value message_value(const Json& message) {
  if (!message.is_object()) return jinja::from_json(message, false);
  Json out{Json::Object{}};
  const Json* reasoning = nullptr;
  for (const std::string_view name : {"reasoning_content", "thinking", "reasoning"}) {
    const Json* found = message.find(name);
    if (!reasoning && found && !found->is_null()) reasoning = found;
  }
  if (reasoning) out.set("thinking", *reasoning);
  for (const auto& [key, value] : message.as_object())
    if (!value.is_null()) out.set(key, value);
  if (reasoning) out.set("reasoning_content", *reasoning);
  auto dict = std::make_shared<jinja::Dict>();
  for (const auto& [key, value] : out.as_object()) {
    const bool trusted = key == "role" && is_usual_role(value);
    dict->items.emplace_back(jinja::MarkedText(key, false), jinja::from_json(value, trusted));
    dict->depth = std::max(dict->depth, dict->items.back().second.depth() + 1);
  }
  return std::shared_ptr<const jinja::Dict>(std::move(dict));
}

jinja::Value messages_value(const Json& messages) {
  if (!messages.is_array()) return jinja::from_json(messages, false);
  auto list = std::make_shared<jinja::List>();
  for (const Json& message : messages.as_array()) {
    list->items.push_back(message_value(message));
    list->depth = std::max(list->depth, list->items.back().depth() + 1);
  }
  return std::shared_ptr<const jinja::List>(std::move(list));
}

}  // namespace

struct ChatTemplate::Impl {
  std::string source;
  jinja::Body body;
};

ChatTemplate::ChatTemplate(std::string_view source) : impl_(std::make_unique<Impl>()) {
  if (source.size() > kMaxSource)
    throw Error(Code::bad_file, msg::kTemplateTooLarge, source.size(), kMaxSource);
  impl_->source = source;
  impl_->body = jinja::parse(source);
}

ChatTemplate::~ChatTemplate() = default;
ChatTemplate::ChatTemplate(ChatTemplate&&) noexcept = default;

const std::string& ChatTemplate::source() const { return impl_->source; }

std::vector<TextPart> ChatTemplate::render(const Json& context, const Json& trusted_context) const {
  if ((!context.is_object() && !context.is_null()) ||
      (!trusted_context.is_object() && !trusted_context.is_null()))
    throw Error(Code::bad_argument, msg::kTemplateContext);
  std::vector<std::pair<std::string, jinja::Value>> variables;
  const auto set = [&](const std::string& name, jinja::Value value) {
    if (value.depth() > kMaxContextDepth)
      throw Error(Code::bad_argument, msg::kTemplateContextDepth, name, kMaxContextDepth);
    for (auto& [key, old] : variables)
      if (key == name) return void(old = std::move(value));
    variables.emplace_back(name, std::move(value));
  };
  set("messages", jinja::Value::undefined("'messages' is undefined"));
  set("tools", jinja::None{});
  set("documents", jinja::None{});
  set("add_generation_prompt", false);
  if (context.is_object())
    for (const auto& [name, value] : context.as_object())
      set(name, name == "messages" ? messages_value(value) : jinja::from_json(value, false));
  if (trusted_context.is_object())
    for (const auto& [name, value] : trusted_context.as_object())
      set(name, jinja::from_json(value, true));
  return jinja::run(impl_->body, std::move(variables)).parts();
}

}  // namespace tinybrain
