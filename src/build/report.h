// The card and the report of a brain, from its measures: what a person reads before they trust it.
#pragma once

#include <string>

#include "base/error.h"
#include "base/json.h"

namespace tinybrain {

struct Papers {
  std::string card;    // Markdown
  std::string report;  // HTML
};
// seconds: of one answer on this machine, in the report only; 0 = not measured.
Papers papers_of(const Json& measures, double seconds, Language language);

}  // namespace tinybrain
