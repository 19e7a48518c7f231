#include "memory/reply.h"

#include "base/clock.h"
#include "base/messages/memory.h"
#include "memory/keep.h"

namespace tinybrain::memory {

std::string short_of(const Memory& m, Language language) {
  if (m.kind == "note") return m.text;
  const std::string label = label_of(topic_of(m), language);
  std::string out = fmt::format("{}: {}", label, value_of(m));
  if (out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return out;
}

std::string sentence_of(const Memory& m, Language language) {
  if (m.detail.get_bool("ended", false))
    return text_of(language, msg::kSayNoLonger, short_of(m, language));
  if (m.kind == "fact" || m.kind == "note") return text_of(language, msg::kSayNote, m.text);
  return sentence_of(topic_of(m), value_of(m), language);
}

std::string list_of(const std::vector<Memory>& memories, Language language) {
  std::string out = text_of(language, msg::kHearAllIKnow);
  std::vector<std::string> groups;
  for (std::string_view kind :
       {"name", "family", "work", "like", "allergy", "appointment", "device", "note"})
    groups.push_back(group_of(kind, language));
  for (const std::string& group : groups) {
    bool first = true;
    for (const Memory& m : memories) {
      if (group_of(m.kind, language) != group) continue;
      if (first) out += "\n" + group;
      first = false;
      const std::string day = time_text(m.time).substr(0, 10);
      const std::string where = m.source == "said"
                                    ? text_of(language, msg::kHearSaidOn, day)
                                    : text_of(language, msg::kHearFrom, m.source, day);
      std::string what =
          m.detail.get_bool("ended", false) ? sentence_of(m, language) : short_of(m, language);
      out += fmt::format("\n- {} ({})", what, where);
    }
  }
  return out;
}

}  // namespace tinybrain::memory
