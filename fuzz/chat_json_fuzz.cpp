// Any bytes as the JSON of a chat, through each built-in template: an Error, or parts in which the
// chat's own markers stay untrusted.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "text/chat_template.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace tinybrain;
  static const std::vector<ChatTemplate> templates = [] {
    std::vector<ChatTemplate> out;
    for (const std::string_view name : builtin_template_names())
      out.emplace_back(builtin_template(name));
    return out;
  }();
  static const Json trusted = Json::parse(R"({"bos_token": "<s>", "eos_token": "</s>"})");
  Json context;
  try {
    context = Json::parse(std::string_view(reinterpret_cast<const char*>(data), size));
  } catch (const Error&) {
    return 0;
  }
  for (const ChatTemplate& chat : templates) {
    try {
      for (const TextPart& part : chat.render(context, trusted)) {
        TB_ASSERT(!part.text.empty());
        // No built-in template says "@@"; only a chat can.
        TB_ASSERT(!part.trusted || part.text.find("@@") == std::string::npos);
      }
    } catch (const Error&) {
    }
  }
  return 0;
}
