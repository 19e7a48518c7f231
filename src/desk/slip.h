// What would be sent to a large model, before anything is: the exact text after redaction, the reason, and the price. The
// sending is for others; nothing here opens a connection.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "desk/settings.h"
#include "redact/redact.h"

namespace tinybrain::desk {

struct Slip {
  int64_t id = 0;
  Language language = Language::en;
  std::string reason;
  std::string system, user;  // the two messages, redacted
  std::vector<redact::Replaced> replaced;
  std::vector<std::string> sources;        // texts that the answer shall stand in, as they are sent
  uint64_t tokens_in = 0, tokens_out = 0;  // about
  double price = 0;                        // at most, about
  bool sent = false;
};

// A text of the owner's that may hold the answer. What it goes under may be the words of a customer, once taught: it is
// redacted like the question.
struct SlipSource {
  std::string heading, text;
};
// sources: the likeliest first.
Slip make_slip(std::string_view question, std::string_view earlier,
               const std::vector<SlipSource>& sources, std::string reason, Language language,
               const Escalation& escalation);
// {"id", "reason", "endpoint", "model", "messages": [...], "replaced": [{"kind", "placeholder", "text"}], "tokens",
// "price", "currency"}
Json to_json(const Slip& slip, const Escalation& escalation);
double price_of(const Escalation& escalation, uint64_t tokens_in, uint64_t tokens_out);
// A rough count where no tokenizer of that model is at hand: four bytes of Latin text a token, a Hangul syllable about one.
uint64_t about_tokens(std::string_view text);

}  // namespace tinybrain::desk
