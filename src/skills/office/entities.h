// Names, days, times, amounts, addresses in a text: what a tagger learnt to see, and what has a shape of its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "skills/tagger.h"

namespace tinybrain::skills::office {

struct Entity {
  std::string
      kind;  // person, place, organisation, date, time, duration, amount, mail, phone, link; or a person's own
  size_t begin, end;  // bytes
  Json value;         // of a date "2026-03-01", a time "15:30", a duration in seconds; null = none
  bool learnt = false;  // by the tagger
};

// Those with a shape: mails, phones, links, amounts of money, shares; days, times of day, spans of time; and of names what
// lists and endings of names tell. In order, apart from one another. today: days since 1970; -1 = today here.
std::vector<Entity> entities_by_rules(std::string_view text, int64_t today);

// Both; a mail, a phone or a link goes before what was learnt, the rest after it. tagger: may be empty.
std::vector<Entity> entities_of(std::string_view text, const Tagger& tagger, int64_t today);
// {"kind", "text", "start", "end" in characters, "value", "by"}
Json entities_json(std::string_view text, const std::vector<Entity>& entities);

// JSON lines of {"text", "entities": [{"start", "end", "type"}]} with places in characters. The types of KLUE (PS, LC, OG, DT,
// TI, QT) get our names, others stay, in lower case. Error{bad_file} names the line.
std::vector<TaggedText> read_marked(const std::filesystem::path& file);

}  // namespace tinybrain::skills::office
