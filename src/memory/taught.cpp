#include "memory/taught.h"

#include <algorithm>

#include "memory/utterance.h"
#include "memory/values.h"
#include "text/terms.h"

namespace tinybrain::memory {
namespace {

constexpr size_t kMostLessons = 10'000;
constexpr size_t kCandidates = 8;       // that the encoder looks at
constexpr double kLeastMeaning = 0.80;  // cosine of the seed's vectors; see docs/memory.md

using Terms = std::unordered_map<std::string, uint32_t>;

// Share of the terms that two texts have in common, 0 to 1.
double shared(const Terms& a, const Terms& b) {
  double common = 0, all = 0;
  for (const auto& [term, n] : a) {
    all += n;
    if (const auto it = b.find(term); it != b.end()) common += 2.0 * std::min(n, it->second);
  }
  for (const auto& [term, n] : b) all += n;
  return all > 0 ? common / all : 0;
}

std::string digits_of(std::string_view text) {
  std::string digits;
  for (char c : text)
    if (c >= '0' && c <= '9') digits.push_back(c);
  return digits;
}

Taught taught_by(const Lesson& lesson, double likeness) {
  return {lesson.id, lesson.time, lesson.input, lesson.detail.get_string("answer", ""), likeness};
}

// The candidate nearest in meaning, when it is near enough.
std::optional<Taught> by_meaning(LoadedModel& encoder, std::string_view question,
                                 const std::vector<const Lesson*>& candidates) {
  std::vector<std::string_view> texts{question};
  for (const Lesson* lesson : candidates) texts.push_back(lesson->input);
  const size_t width = encoder.config().width;
  std::vector<float> vectors(texts.size() * width);
  embed_texts(encoder, texts, true, vectors.data());
  double best = 0;
  size_t which = 0;
  for (size_t i = 1; i < texts.size(); ++i) {
    double cosine = 0;
    for (size_t d = 0; d < width; ++d) cosine += vectors[d] * vectors[i * width + d];
    if (cosine > best) {
      best = cosine;
      which = i - 1;
    }
  }
  // Another number asks something else, however alike it sounds.
  if (best < kLeastMeaning || digits_of(question) != digits_of(candidates[which]->input))
    return std::nullopt;
  return taught_by(*candidates[which], best);
}

}  // namespace

std::optional<Taught> recall_lesson(Vault& vault, LoadedModel* encoder, std::string_view question) {
  const std::string asked = cleaned(question), core = same_value(asked);
  if (core.empty()) return std::nullopt;
  LessonFilter filter;
  filter.kind = "answer";
  filter.limit = kMostLessons;
  std::vector<Lesson> lessons = vault.lessons().list(filter);
  std::erase_if(lessons, [](const Lesson& l) {
    return l.state == "dismissed" || l.detail.get_string("answer", "").empty();
  });
  for (const Lesson& lesson : lessons)
    if (same_value(cleaned(lesson.input)) == core) return taught_by(lesson, 1);
  if (!encoder || lessons.empty()) return std::nullopt;
  const Terms terms = terms_of(asked);
  std::vector<std::pair<double, const Lesson*>> order;
  for (const Lesson& lesson : lessons)
    order.emplace_back(shared(terms, terms_of(lesson.input)), &lesson);
  const size_t n = std::min(kCandidates, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<ptrdiff_t>(n), order.end(),
                    [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<const Lesson*> candidates;
  for (size_t i = 0; i < n; ++i) candidates.push_back(order[i].second);
  return by_meaning(*encoder, asked, candidates);
}

}  // namespace tinybrain::memory
