// Guessing ahead: the text stays the same, guesses are right where text repeats, and a step of decoding
// neither allocates nor locks.
#include <doctest/doctest.h>

#include <cstdlib>
#include <new>
#include <string>

#include "base/error.h"
#include "generate/drafter.h"
#include "generate/session.h"

using namespace tinybrain;

namespace {

std::atomic<bool> counting{false};
std::atomic<size_t> allocations{0};

std::string model_path(const char* family) {
  return std::string(TINYBRAIN_SOURCE_DIR) + "/tests/data/models/" + family;
}

GenerateConfig settings(const LoadedModel& model, uint32_t tokens, float temperature) {
  GenerateConfig c;
  c.sampling.temperature = temperature;
  c.sampling.seed = 3;
  c.max_tokens = tokens;
  for (size_t i = 0; i < model.choices(); ++i)
    if (model.tokenizer().ends_generation(static_cast<TokenId>(i)))
      c.sampling.biases.emplace_back(static_cast<TokenId>(i), -1e9f);
  return c;
}

}  // namespace

#if !defined(__SANITIZE_ADDRESS__)  // which brings its own
void* operator new(size_t size) {
  if (counting) ++allocations;
  if (void* p = std::malloc(size ? size : 1)) return p;
  throw std::bad_alloc();
}
void operator delete(void* p) noexcept { std::free(p); }
void* operator new(size_t size, const std::nothrow_t&) noexcept {
  if (counting) ++allocations;
  return std::malloc(size ? size : 1);
}
void operator delete(void* p, size_t) noexcept { std::free(p); }
void operator delete(void* p, const std::nothrow_t&) noexcept { std::free(p); }
#endif

TEST_CASE("guessing ahead changes nothing but the time") {
  const std::string prompts[] = {
      "The cat sat on the mat. The cat sat on the mat. The cat sat on the",
      "{\"name\": \"Ann\", \"age\": 3}, {\"name\": \"Ben\", \"age\": 4}, {\"name\":", "Once"};
  uint32_t right = 0;
  for (const char* family : {"llama", "qwen3", "phi3"}) {
    CAPTURE(family);
    LoadedModel model(model_path(family), 2, {});
    for (const std::string& prompt : prompts) {
      for (float temperature : {0.0f, 0.8f}) {
        SessionConfig plain_config;
        plain_config.speculate = false;
        Session plain(model, plain_config), ahead(model, {});
        const auto config = settings(model, 120, temperature);
        const Reply a = plain.complete(prompt, false, config, {});
        const Reply b = ahead.complete(prompt, false, config, {});
        CHECK(a.text == b.text);
        CHECK(a.reply_tokens == b.reply_tokens);
        CHECK(a.guessed_tokens == 0);
        CHECK(b.right_tokens <= b.guessed_tokens);
        right += b.right_tokens;
      }
    }
  }
  CHECK(right > 0);
}

TEST_CASE("guessing ahead at the end of a small window changes nothing either") {
  LoadedModel model(model_path("llama"), 1, {});
  SessionConfig small;
  small.context = 48;
  SessionConfig plain_config = small;
  plain_config.speculate = false;
  Session plain(model, plain_config), ahead(model, small);
  const auto config = settings(model, 200, 0);
  CHECK(plain.complete("one two one two one", false, config, {}).text ==
        ahead.complete("one two one two one", false, config, {}).text);
}

TEST_CASE(
    "a smaller model that guesses changes nothing but the time, and must share the vocabulary") {
  LoadedModel model(model_path("llama"), 2, {}), same(model_path("llama"), 2, {});
  LoadedModel other(model_path("qwen2"), 1, {});
  SessionConfig plain_config, with_draft, small;
  plain_config.speculate = false;
  with_draft.draft = &same;  // guesses all right: every greedy token is its own choice too
  small = with_draft;
  small.context = 48;
  Session plain(model, plain_config);
  for (const SessionConfig& c : {with_draft, small}) {
    Session ahead(model, c);
    for (float temperature : {0.0f, 0.9f}) {
      const auto config = settings(model, 60, temperature);
      const Reply a = plain.complete("Once upon a", false, config, {});
      const Reply b = ahead.complete("Once upon a", false, config, {});
      if (c.context == 0) CHECK(a.text == b.text);
      CHECK(b.reply_tokens == 60);
      if (temperature == 0 && c.context == 0) CHECK(b.right_tokens > 0);
    }
  }
  SessionConfig wrong;
  wrong.draft = &other;
  CHECK_THROWS_AS(Session(model, wrong), Error);
  wrong.draft = &model;
  CHECK_THROWS_AS(Session(model, wrong), Error);
}

TEST_CASE("a text that repeats is guessed, one that does not is left alone") {
  Drafter repeats(1000);
  for (int round = 0; round < 5; ++round)
    for (TokenId t = 10; t < 40; ++t) repeats.push(t, round > 1);
  const auto guess = repeats.guess(8);
  REQUIRE(guess.size() > 2);
  for (size_t i = 0; i < guess.size(); ++i) CHECK(guess[i] == static_cast<TokenId>(10 + i));

  Drafter fresh(1000);
  for (TokenId t = 0; t < 500; ++t) fresh.push(t, true);
  CHECK(fresh.guess(8).empty());

  // Pairs that repeat with always another continuation: after some disappointments no more guesses.
  Drafter misleading(4000);
  for (TokenId t = 0; t < 900; ++t)
    for (TokenId word : {1, 2, 100 + t}) misleading.push(word, true);
  misleading.push(1, true);
  misleading.push(2, true);
  CHECK(misleading.guess(8).empty());
}

TEST_CASE("guesses that cost more than they bring are not made") {
  Drafter d(1000);
  for (int round = 0; round < 5; ++round)
    for (TokenId t = 10; t < 40; ++t) d.push(t, true);
  CHECK(!d.guess(4).empty());
  for (size_t rows = 1; rows <= Drafter::kMost + 1; ++rows)
    d.passed(rows, 1.5 * static_cast<double>(rows));  // as if every row cost more than a whole pass
  CHECK(d.guess(4).empty());
}

TEST_CASE("a step of decoding allocates nothing") {
  for (const char* family : {"llama", "gemma3"}) {
    CAPTURE(family);
    LoadedModel model(model_path(family), 2, {});
    Session session(model, {});
    std::vector<TokenId> ids = {1, 2, 3};
    session.feed(ids);
    session.feed({ids.data(), 1});
    // The rest of the first page of 16 rows: a new page is the one thing that may come later.
    allocations = 0;
    counting = true;
    for (int i = 0; i < 11; ++i) session.feed({ids.data(), 1});
    counting = false;
    CHECK(allocations == 0);
  }
}
