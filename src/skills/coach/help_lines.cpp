// Help lines by kind of crisis, of Korea and of other countries, and the calm text that goes with them.
#include <span>

#include "base/messages/skill_coach_care.h"
#include "skills/coach/crisis.h"

namespace tinybrain::skills::coach {
namespace {

struct Line {
  const char* kinds;  // letters: s suicide and self-harm, a abuse, o overdose, e emergency
  const char* region;
  const char* number;
  const Message& name;
};

constexpr Line kKorea[] = {
    {"s", "KR", "109", msg::kLine109},        {"soae", "KR", "119", msg::kLine119},
    {"sa", "KR", "112", msg::kLine112},       {"a", "KR", "1366", msg::kLine1366},
    {"s", "KR", "1577-0199", msg::kLine1577}, {"sa", "KR", "1388", msg::kLine1388},
};
constexpr Line kElsewhere[] = {
    {"s", "US, CA", "988", msg::kLine988},
    {"soae", "US, CA", "911", msg::kLineEmergency},
    {"a", "US", "1-800-799-7233", msg::kLineViolence},
    {"o", "US", "1-800-222-1222", msg::kLinePoison},
    {"s", "UK, IE", "116 123", msg::kLineSamaritans},
    {"soae", "UK", "999", msg::kLineEmergency},
    {"a", "UK", "0808 2000 247", msg::kLineViolence},
    {"soae", "EU", "112", msg::kLineEmergency},
    {"sa", "international", "findahelpline.com", msg::kLineFind},
};

char letter_of(std::string_view kind) {
  return kind == "abuse" ? 'a' : kind == "overdose" ? 'o' : kind == "emergency" ? 'e' : 's';
}

const Message& text_for(char letter) {
  switch (letter) {
    case 'a': return msg::kCareAbuse;
    case 'o': return msg::kCareOverdose;
    case 'e': return msg::kCareEmergency;
    default: return msg::kCareSuicide;
  }
}

}  // namespace

Json crisis_reply(const Crisis& crisis, Language language) {
  const char letter = letter_of(crisis.kind);
  Json lines{Json::Array{}};
  const auto add = [&](std::span<const Line> list) {
    for (const Line& line : list) {
      if (std::string_view(line.kinds).find(letter) == std::string_view::npos) continue;
      Json one;
      one.set("region", line.region).set("number", line.number);
      lines.push(one.set("name", text_of(language, line.name)));
    }
  };
  // The person's own language is the best guess of where they are; both lists are always there.
  add(language == Language::ko ? std::span<const Line>(kKorea) : std::span<const Line>(kElsewhere));
  add(language == Language::ko ? std::span<const Line>(kElsewhere) : std::span<const Line>(kKorea));
  Json j;
  j.set("crisis", true).set("kind", crisis.kind).set("text", text_of(language, text_for(letter)));
  return j.set("lines", lines).set("language", language == Language::ko ? "ko" : "en");
}

}  // namespace tinybrain::skills::coach
