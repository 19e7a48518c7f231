#include "desk/slip.h"

#include <algorithm>

#include "base/messages/desk.h"

namespace tinybrain::desk {
namespace {

constexpr size_t kMostSource = 1500;  // bytes of one source
constexpr uint64_t kReplyTokens = 300;

std::string cut(std::string text, size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  text.resize(most);
  return text + "...";
}

}  // namespace

uint64_t about_tokens(std::string_view text) {
  uint64_t latin = 0, other = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    latin += byte < 0x80;
    other += byte >= 0xC0;  // the first byte of a longer character
  }
  return (latin + 3) / 4 + other;
}

double price_of(const Escalation& e, uint64_t tokens_in, uint64_t tokens_out) {
  return (static_cast<double>(tokens_in) * e.price_in +
          static_cast<double>(tokens_out) * e.price_out) /
         1e6;
}

Slip make_slip(std::string_view question, std::string_view earlier,
               const std::vector<SlipSource>& sources, std::string reason, Language language,
               const Escalation& escalation) {
  redact::Options options;
  options.placeholders = language;
  redact::Redactor redactor(options);
  Slip slip;
  slip.language = language;
  slip.reason = std::move(reason);
  slip.system = text_of(language, msg::kDeskSlipSystem);
  const auto redacted = [&](std::string_view text) {
    redact::Redacted r = redactor.redact(text);
    for (redact::Replaced& one : r.found)
      if (std::none_of(slip.replaced.begin(), slip.replaced.end(),
                       [&](const auto& known) { return known.placeholder == one.placeholder; }))
        slip.replaced.push_back(std::move(one));
    return std::move(r.text);
  };
  for (const SlipSource& s : sources) {
    slip.sources.push_back(
        cut((s.heading.empty() ? "" : redacted(s.heading) + ": ") + s.text, kMostSource));
    slip.user += "- " + slip.sources.back() + "\n";
  }
  if (!slip.user.empty()) slip.user += "\n";
  for (std::string_view part : {earlier, question}) {
    if (part.empty()) continue;
    slip.user += text_of(language, part.data() == question.data() ? msg::kDeskSlipQuestion
                                                                  : msg::kDeskSlipEarlier) +
                 " " + redacted(part) + "\n";
  }
  slip.tokens_in = about_tokens(slip.system) + about_tokens(slip.user);
  slip.tokens_out = kReplyTokens;
  slip.price = price_of(escalation, slip.tokens_in, slip.tokens_out);
  return slip;
}

Json to_json(const Slip& slip, const Escalation& escalation) {
  Json messages{Json::Array{}}, replaced{Json::Array{}}, j;
  for (const auto& [role, content] : {std::pair{"system", &slip.system}, {"user", &slip.user}}) {
    Json m;
    m.set("role", role);
    m.set("content", *content);
    messages.push(std::move(m));
  }
  for (const redact::Replaced& r : slip.replaced) {
    Json one;
    one.set("kind", std::string(redact::kind_name(r.kind)));
    one.set("placeholder", r.placeholder);
    one.set("text", r.text);
    replaced.push(std::move(one));
  }
  j.set("id", slip.id);
  j.set("reason", slip.reason);
  j.set("endpoint", escalation.endpoint);
  j.set("model", escalation.model);
  j.set("messages", std::move(messages));
  j.set("replaced", std::move(replaced));
  j.set("tokens", slip.tokens_in + slip.tokens_out);
  j.set("max_tokens", slip.tokens_out);
  j.set("price", slip.price);
  j.set("currency", escalation.currency);
  j.set("timeout", escalation.timeout);
  return j;
}

}  // namespace tinybrain::desk
