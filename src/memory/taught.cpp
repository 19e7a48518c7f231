#include "memory/taught.h"

#include <algorithm>
#include <cmath>

#include "memory/utterance.h"
#include "memory/values.h"
#include "text/terms.h"
#include "vault/lessons.h"

namespace tinybrain::memory {
namespace {

constexpr size_t kMostLessons = 10'000;
constexpr size_t kCandidates = 8;  // that the encoder looks at

}  // namespace

double likeness_of(std::string_view a, std::string_view b) {
  const auto left = terms_of(a), right = terms_of(b);
  double common = 0, all = 0;
  for (const auto& [term, n] : left) {
    all += n;
    if (const auto it = right.find(term); it != right.end()) common += 2 * std::min(n, it->second);
  }
  for (const auto& [term, n] : right) all += n;
  return all > 0 ? common / all : 0;
}

std::optional<Taught> recall_lesson(Vault& vault, LoadedModel* encoder, std::string_view question) {
  (void)encoder;
  LessonFilter filter;
  filter.kind = "answer";
  filter.limit = kMostLessons;
  const std::string core = same_value(cleaned(question));
  if (core.empty()) return std::nullopt;
  for (const Lesson& lesson : vault.lessons().list(filter)) {
    const std::string answer = lesson.detail.get_string("answer", "");
    if (lesson.state == "dismissed" || answer.empty()) continue;
    if (same_value(cleaned(lesson.input)) == core)
      return Taught{lesson.id, lesson.time, lesson.input, answer, 1};
  }
  return std::nullopt;
}

}  // namespace tinybrain::memory
