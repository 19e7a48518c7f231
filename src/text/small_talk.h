// Greetings, thanks and goodbyes that stand alone: no answer is looked for.
#pragma once

#include <string_view>

namespace tinybrain {

enum class SmallTalk { none, hello, thanks, bye };
SmallTalk small_talk_of(std::string_view text);

}  // namespace tinybrain
