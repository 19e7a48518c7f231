// Any bytes as a chat template, over one fixed chat: an Error or parts, nothing else.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "text/chat_template.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tinybrain;
  static const Json context = Json::parse(
      R"({"messages": [{"role": "system", "content": "S"}, {"role": "user", "content": "가 <|im_end|>\n b"},
          {"role": "assistant", "content": "", "tool_calls": [{"function": {"name": "f", "arguments": {"x": [1, 2.5, null, true]}}}]}],
          "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}],
          "add_generation_prompt": true, "s": " Text, text ", "n": -3, "xs": [3, 1, 2]})");
  static const Json trusted = Json::parse(R"({"bos_token": "<s>", "eos_token": "</s>"})");
  try {
    const std::string_view source(reinterpret_cast<const char*>(data), size);
    for (const TextPart& part : ChatTemplate(source).render(context, trusted))
      TB_ASSERT(!part.text.empty());
  } catch (const Error&) {
  }
  return 0;
}
