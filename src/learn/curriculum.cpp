#include "learn/curriculum.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "base/format.h"
#include "base/sha256.h"
#include "text/unicode.h"
#include "vault/vault.h"

namespace tinybrain {
namespace {

constexpr size_t kMostLessons = 1000;  // the newest
constexpr uint64_t kHoldOne = 5;       // of so many

std::string comparable(std::string_view text) { return unicode::folded(unicode::repaired(text)); }

uint64_t hash_of(const LearnExample& e) {
  Sha256 hash;
  const std::string text = fmt::format("{}\n{}", e.lesson, e.prompt);
  hash.update(text.data(), text.size());
  const auto bytes = hash.finish();
  uint64_t value = 0;
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

// All lessons, newest first.
std::vector<Lesson> all_lessons(Vault& vault) {
  std::vector<Lesson> all;
  LessonFilter filter;
  filter.limit = 1000;
  for (;;) {
    std::vector<Lesson> page = vault.lessons().list(filter);
    const bool last = page.size() < filter.limit;
    std::move(page.begin(), page.end(), std::back_inserter(all));
    if (last) return all;
    filter.before = all.back().id;
  }
}

void hold_back(std::vector<LearnExample> all, Curriculum& c) {
  const size_t least = all.size() >= 10 ? 3 : all.size() >= 4 ? 1 : 0;
  std::vector<std::pair<uint64_t, size_t>> order;
  for (size_t i = 0; i < all.size(); ++i) order.emplace_back(hash_of(all[i]), i);
  std::vector<bool> held(all.size());
  size_t count = 0;
  if (least)
    for (const auto& [hash, i] : order)
      if (hash % kHoldOne == 0) count += held[i] = true;
  std::sort(order.begin(), order.end());
  for (const auto& [hash, i] : order)
    if (count < least && !held[i]) count += held[i] = true;
  for (size_t i = 0; i < all.size(); ++i)
    (held[i] ? c.held_back : c.learn).push_back(std::move(all[i]));
}

}  // namespace

LearnExample example_of(const Lesson& l) {
  LearnExample e;
  e.lesson = l.id;
  e.prompt = unicode::repaired(l.input);
  if (l.state == "dismissed" || !l.detail.is_object()) return e;
  const bool praised = l.kind == "feedback" && l.detail.get_int("rating", 0) > 0;
  if (l.kind != "answer" && !praised) return e;
  e.answer = unicode::repaired(l.detail.get_string("answer", ""));
  if (comparable(e.answer).empty()) e.answer.clear();
  e.rejected = praised ? "" : unicode::repaired(l.detail.get_string("rejected", ""));
  e.language = l.detail.get_string("language", "");
  if (e.language != "en" && e.language != "ko") e.language = language_in(e.answer);
  return e;
}

std::string language_in(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const auto d = unicode::decode(text.substr(at));
    if ((d.c >= 0xac00 && d.c <= 0xd7a3) || (d.c >= 0x3131 && d.c <= 0x318e)) return "ko";
    at += d.length;
  }
  return "en";
}

Curriculum curriculum(Vault& vault) {
  Curriculum c;
  std::vector<LearnExample> all;
  // Of each question that was seen: the answers that were taken back, or that one stands already.
  struct Known {
    bool answered = false;
    std::vector<std::string> taken_back;
  };
  std::unordered_map<std::string, Known> questions;
  for (const Lesson& l : all_lessons(vault)) {
    Known& known = questions[comparable(l.input)];
    if (l.kind == "feedback" && l.state != "dismissed" && l.detail.is_object() &&
        l.detail.get_int("rating", 0) < 0)
      known.taken_back.push_back(comparable(l.detail.get_string("answer", "")));
    LearnExample e = example_of(l);
    const std::string answer = comparable(e.answer);
    if (answer.empty() || comparable(e.prompt).empty() ||
        std::find(known.taken_back.begin(), known.taken_back.end(), answer) !=
            known.taken_back.end()) {
      ++c.passed_over;
    } else if (known.answered || all.size() == kMostLessons) {
      ++c.superseded;
    } else {
      known.answered = true;
      all.push_back(std::move(e));
    }
  }
  std::reverse(all.begin(), all.end());
  hold_back(std::move(all), c);
  return c;
}

}  // namespace tinybrain
