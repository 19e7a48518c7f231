// Templates for models that carry none, by family. Written here; their output is that of the
// family's published template for plain chats (system, user, assistant).
#include <algorithm>
#include <iterator>
#include <utility>

#include "text/chat_template.h"

namespace tinybrain {
namespace {

// Qwen, SmolLM2 and many more, without the system message some of them put in unasked.
constexpr std::string_view kChatml = R"({% for m in messages %}
{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}
{%- endfor %}
{% if add_generation_prompt %}
{{ '<|im_start|>assistant\n' }}
{%- endif %}
)";

// The system message goes inside the first user turn.
constexpr std::string_view kLlama2 = R"({% set ns = namespace(system='') %}
{% for m in messages %}
{% if m.role == 'system' %}
{% set ns.system = '<<SYS>>\n' + m.content + '\n<</SYS>>\n\n' %}
{% elif m.role == 'user' %}
{{ bos_token + '[INST] ' + (ns.system + m.content).strip() + ' [/INST]' }}
{%- set ns.system = '' %}
{% elif m.role == 'assistant' %}
{{ ' ' + m.content.strip() + ' ' + eos_token }}
{%- endif %}
{% endfor %}
)";

constexpr std::string_view kLlama3 = R"({{ bos_token }}
{%- for m in messages %}
{{ '<|start_header_id|>' + m.role + '<|end_header_id|>\n\n' + m.content | trim + '<|eot_id|>' }}
{%- endfor %}
{% if add_generation_prompt %}
{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}
{%- endif %}
)";

// The system message opens the first user turn; the assistant is called model.
constexpr std::string_view kGemma = R"({{ bos_token }}
{%- set ns = namespace(system='') %}
{% for m in messages %}
{% if m.role == 'system' %}
{% set ns.system = m.content + '\n\n' %}
{% else %}
{% if m.role == 'assistant' %}
{{ '<start_of_turn>model\n' }}
{%- else %}
{{ '<start_of_turn>' + m.role + '\n' + ns.system }}
{%- set ns.system = '' %}
{% endif %}
{{ m.content | trim + '<end_of_turn>\n' }}
{%- endif %}
{% endfor %}
{% if add_generation_prompt %}
{{ '<start_of_turn>model\n' }}
{%- endif %}
)";

constexpr std::string_view kPhi3 = R"({% for m in messages %}
{% if m.role != 'system' or m.content %}
{{ '<|' + m.role + '|>\n' + m.content + '<|end|>\n' }}
{%- endif %}
{% endfor %}
{% if add_generation_prompt %}
{{ '<|assistant|>\n' }}
{%- else %}
{{ eos_token }}
{%- endif %}
)";

// Version 3: the system message opens the last user turn (and, as published, any turn equal to it).
constexpr std::string_view kMistral = R"({% set ns = namespace(system='', last_user=none) %}
{% for m in messages %}
{% if m.role == 'system' %}
{% set ns.system = m.content + '\n\n' %}
{% elif m.role == 'user' %}
{% set ns.last_user = m %}
{% endif %}
{% endfor %}
{{ bos_token }}
{%- for m in messages %}
{% if m.role == 'user' %}
{{ '[INST] ' + (ns.system if m == ns.last_user else '') + m.content + '[/INST]' }}
{%- elif m.role == 'assistant' %}
{{ ' ' + m.content | trim + eos_token }}
{%- endif %}
{% endfor %}
)";

// For base models: a dialogue as prose would print it.
constexpr std::string_view kPlain = R"({% for m in messages %}
{% if m.role == 'system' %}
{{ m.content + '\n\n' }}
{%- else %}
{{ m.role | capitalize + ': ' + m.content + '\n' }}
{%- endif %}
{% endfor %}
{% if add_generation_prompt %}
Assistant:
{%- endif %}
)";

constexpr std::pair<std::string_view, std::string_view> kTemplates[] = {
    {"chatml", kChatml}, {"llama2", kLlama2},   {"llama3", kLlama3}, {"gemma", kGemma},
    {"phi3", kPhi3},     {"mistral", kMistral}, {"plain", kPlain},
};

}  // namespace

std::string_view builtin_template(std::string_view name) {
  for (const auto& [known, source] : kTemplates)
    if (known == name) return source;
  return {};
}

std::vector<std::string_view> builtin_template_names() {
  std::vector<std::string_view> out;
  for (const auto& entry : kTemplates) out.push_back(entry.first);
  return out;
}

}  // namespace tinybrain
