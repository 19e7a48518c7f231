// Chat templates: the model's own Jinja source turns messages into the text it was trained on, as
// parts: what the template says is trusted, what a message says is not.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "text/tokenizer.h"

namespace tinybrain {

class ChatTemplate {
 public:
  // Parses Jinja source. Error{bad_file} with line and what is wrong; Error{unsupported} for a Jinja feature
  // outside our subset, naming it.
  explicit ChatTemplate(std::string_view source);
  ~ChatTemplate();
  ChatTemplate(ChatTemplate&&) noexcept;

  // Renders as transformers' apply_chat_template does (trim_blocks, lstrip_blocks, loop controls,
  // raise_exception, strftime_now, tojson without HTML escapes, generation blocks).
  // context: an object {messages, tools?, documents?, add_generation_prompt?, enable_thinking?, ...}; its strings
  // are untrusted, but for a message's role when it is one of the usual words ("user", "tool", ...): templates build
  // special tokens around it. trusted_context: an object whose strings are trusted (bos_token, eos_token, date_string).
  // Error{bad_argument} with the template's own words when it calls raise_exception. Bounded in steps and output.
  std::vector<TextPart> render(const Json& context, const Json& trusted_context) const;

  const std::string& source() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Built-in templates for models that carry none: "chatml", "llama2", "llama3", "gemma", "phi3", "mistral", "plain".
// nullptr-like empty view when unknown.
std::string_view builtin_template(std::string_view name);
std::vector<std::string_view> builtin_template_names();

}  // namespace tinybrain
