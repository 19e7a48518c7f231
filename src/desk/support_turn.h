// One message to a desk on its way to a reply.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "desk/support.h"
#include "desk/trace.h"

namespace tinybrain::desk {

struct Support::Turn {
  Language language = Language::en;
  std::string question, earlier;
  Conversation conversation;
  Settled settled;
  std::vector<redact::Finding> personal;
  std::vector<Understood> understood;
  std::vector<std::pair<Passage, Hit>> passages;
  std::string decision, text, why;
  Json cites{Json::Array{}}, options{Json::Array{}}, slip;
};

}  // namespace tinybrain::desk
