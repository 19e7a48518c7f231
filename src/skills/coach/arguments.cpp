#include "skills/coach/arguments.h"

#include "base/messages/skill_coach.h"

namespace tinybrain::skills::coach {

int64_t count_of(const Json& arguments, const char* name, int64_t otherwise, int64_t least,
                 int64_t most) {
  return static_cast<int64_t>(asked_number(arguments, name, static_cast<double>(otherwise),
                                           static_cast<double>(least), static_cast<double>(most)));
}

std::vector<std::string> texts_of(const Json& arguments, const char* name) {
  const bool one_text = arguments.find(name) && arguments.find(name)->is_string();
  std::vector<std::string> texts = asked_texts(arguments, name);
  for (const std::string& text : texts)
    if (!one_text && text.size() > 200)
      throw Error(Code::bad_argument, msg::kCoachArgument, name, "[text, ...]");
  return texts;
}

}  // namespace tinybrain::skills::coach
