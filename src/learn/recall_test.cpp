// Which lesson a question is about: the model is asked only where words are not clear, orders the lessons that words found, and
// never changes whether a message is near any.
#include "learn/recall.h"

#include <doctest/doctest.h>

#include <set>

#include "learn/lesson_tokens.h"
#include "learn/reminder.h"

namespace tinybrain {
namespace {

const std::string kModel = TINYBRAIN_SOURCE_DIR "/tests/data/models/llama";

const std::vector<LearnExample> kLessons{
    {1, "who comes to tea on the island", "the queen comes", "", "en"},
    {2, "who sails to the island", "the captain sails", "", "en"},
    {3, "who sleeps on the island", "the old goat sleeps", "", "en"},
    {4, "when does the shop open", "at nine", "", "en"},
};

std::vector<int64_t> ids(const std::vector<Scope::Near>& near) {
  std::vector<int64_t> all;
  for (const Scope::Near& n : near) all.push_back(n.lesson);
  return all;
}

}  // namespace

TEST_CASE("recall: where words are clear, or say that nothing is near, the model is not asked") {
  LoadedModel model(kModel, 1, {});
  Session asking(model, {});
  const auto session = [&]() -> Session& { return asking; };
  const Scope scope = scope_of(kLessons);
  for (const char* prompt : {"when does the shop open", "an apple a day", "", "!?"}) {
    CHECK(ids(recall(scope, session, prompt, 2)) == ids(scope.nearest(prompt, 2)));
    CHECK(asking.tokens().empty());
  }
  CHECK(recall(Scope(), session, "when does the shop open", 1).empty());
}

TEST_CASE("recall: lessons that words do not tell apart are ordered by the model") {
  LoadedModel model(kModel, 1, {});
  Session asking(model, {});
  const auto session = [&]() -> Session& { return asking; };
  const Scope scope = scope_of(kLessons);
  const std::string prompt = "who is on the island";
  const std::vector<Scope::Near> words = scope.nearest(prompt, 3);
  const std::vector<Scope::Near> found = recall(scope, session, prompt, 3);
  REQUIRE(words.size() == 3);
  REQUIRE(words[0].holds());
  CHECK_FALSE(asking.tokens().empty());
  const std::vector<int64_t> a = ids(words), b = ids(found);
  CHECK(std::set(a.begin(), a.end()) == std::set(b.begin(), b.end()));
  CHECK(found[0].likeness == words[0].likeness);  // as near as by words
  CHECK(ids(recall(scope, session, prompt, 1)) == std::vector<int64_t>{b[0]});
  CHECK(ids(recall(scope, session, prompt, 3)) == b);
}

TEST_CASE(
    "recall: of two lessons that are equal by words, that one after which the question is "
    "likelier") {
  LoadedModel model(kModel, 1, {});
  Session asking(model, {});
  const auto session = [&]() -> Session& { return asking; };
  const std::vector<LearnExample> lessons{{1, "who is there", "the sea is there", "", "en"},
                                          {2, "is there who", "is there the sea", "", "en"}};
  const Scope scope = scope_of(lessons);
  const std::string prompt = "who is there now, over the sea";
  const auto likely = [&](const LearnExample* lesson) {
    const AskedTokens t = asked_tokens(model, reminder(std::span(&lesson, 1)), prompt);
    return asking.score(t.before, std::span(&t.question, 1))[0];
  };
  const int64_t wanted = likely(&lessons[0]) > likely(&lessons[1]) ? 1 : 2;
  CHECK(recall(scope, session, prompt, 1)[0].lesson == wanted);
}

TEST_CASE("recall: a question's own tokens are told from those around it") {
  LoadedModel model(kModel, 1, {});
  const LearnExample* const tea = &kLessons[0];
  const AskedTokens alone = asked_tokens(model, {}, "who comes"),
                    after = asked_tokens(model, reminder(std::span(&tea, 1)), "who comes");
  CHECK(alone.question == after.question);
  CHECK(after.before.size() > alone.before.size());
  std::string text;
  for (const TokenId id : after.question) text += model.tokenizer().bytes(id, true);
  CHECK(text.find("who comes") != std::string::npos);
  CHECK(text.find("tea") == std::string::npos);
}

}  // namespace tinybrain
