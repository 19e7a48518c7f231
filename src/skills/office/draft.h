// Ideas, an outline, a draft: a model writes, code gives it the person's style, frames what came out and checks it.
#pragma once

#include <string>
#include <vector>

#include "skills/office/style.h"
#include "skills/office/writer.h"

namespace tinybrain::skills::office {

// Lines that a model wrote as a list, without their marks, each once; at most so many.
std::vector<std::string> list_of(std::string_view text, size_t most);

std::vector<std::string> write_ideas(const std::string& about, size_t most, Language language,
                                     uint64_t seed, Writer& writer);
struct Section {
  std::string title;
  std::vector<std::string> points;
};
std::vector<Section> write_outline(const std::string& about, const std::vector<std::string>& points,
                                   size_t most, Language language, uint64_t seed, Writer& writer);

struct Wish {
  std::string about;
  std::vector<std::string> points, samples;
  uint64_t seed = 0;
};
struct Draft {
  std::string text;
  std::vector<Check> checks;
  const char* by = "model";  // or "code": the points alone in the person's frame
  uint32_t attempts = 0;
  std::vector<std::string>
      refused;  // the checks that the model's best failed, where code wrote instead
};
// The model's first of a few attempts that passes every check; else what code writes. writer: nullptr = by code.
Draft write_draft(const Wish& wish, const Style& style, Writer* writer);

}  // namespace tinybrain::skills::office
