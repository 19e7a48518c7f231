// "How I understood you": what was seen in a message, what speaks for an answer, and which rule decided, as JSON.
#pragma once

#include "base/error.h"
#include "base/json.h"
#include "desk/desk.h"
#include "desk/settings.h"
#include "generate/understand.h"
#include "knowledge/passages.h"
#include "redact/redact.h"

namespace tinybrain::desk {

struct Traced {
  Language language;
  const Settled* settled;
  const std::vector<redact::Finding>* personal;
  std::string_view text;
  const std::vector<Understood>* understood;  // of the seed brain; may be empty
  const std::vector<std::pair<Passage, Hit>>* passages;
  const Settings* settings;
  std::string decision, why;
};
Json trace_of(const Desk& desk, const Traced& t);
// Why it decided as it did, in a sentence.
std::string why_of(const Settled& settled, double dial, Language language);
std::string percent(double share);  // "93.5"

}  // namespace tinybrain::desk
