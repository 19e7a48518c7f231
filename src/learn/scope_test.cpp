#include "learn/scope.h"

#include <doctest/doctest.h>

#include "learn/reminder.h"

namespace tinybrain {
namespace {

std::vector<LearnExample> lessons() {
  return {{1, "How do I reset my password?", "By the link.", "", "en"},
          {2, "Who repairs the coffee machine on floor 3?", "Mara.", "", "en"},
          {3, "환불은 얼마나 걸리나요?", "5일.", "", "ko"},
          {4, "회의실 예약은 어디에서 하나요?", "포털.", "", "ko"}};
}

}  // namespace

TEST_CASE("scope: a question in other words is near the lesson that it is about") {
  const Scope scope = scope_of(lessons());
  const auto near = [&](const char* prompt, int64_t lesson) {
    const Scope::Near n = scope.near(prompt);
    CHECK_MESSAGE(n.holds(), prompt << " " << n.likeness);
    CHECK_MESSAGE(n.lesson == lesson, prompt);
  };
  near("how do i reset my password", 1);
  near("I forgot my password, how can I reset it?", 1);
  near("the coffee machine is broken, who repairs it?", 2);
  near("환불 얼마나 걸려?", 3);
  near("회의실을 예약하고 싶은데 어디서 해요?", 4);
  CHECK(scope.near("How do I reset my password?").likeness == doctest::Approx(1));
}

TEST_CASE("scope: the nearest lesson is said once more before the last message") {
  const Scope::Near near = scope_of(lessons()).near("how do i reset my password");
  Json::Array messages = reminder("Hello", "Hi");
  messages.push_back(reminder("how do i reset my password", "").front());
  remind(messages, near);
  REQUIRE(messages.size() == 5);
  CHECK(messages[2].get_string("role", "") == "user");
  CHECK(messages[2].get_string("content", "") == "How do I reset my password?");
  CHECK(messages[3].get_string("role", "") == "assistant");
  CHECK(messages[3].get_string("content", "") == "By the link.");
  CHECK(messages[4].get_string("content", "") == "how do i reset my password");
  const Scope::Near silent = scope_of(lessons(), false).near("how do i reset my password");
  CHECK(silent.lesson == near.lesson);
  remind(messages, silent);
  remind(messages, {});
  CHECK(messages.size() == 5);
}

TEST_CASE("scope: what was not taught is not near") {
  const Scope scope = scope_of(lessons());
  for (const std::string prompt :
       {"", " ", "?!", "Hello", "What is the capital of France?", "Tell me a story about a dog.",
        "안녕하세요", "오늘 날씨 어때?", "재미있는 이야기 해 줘",
        "A long text about nothing in particular, with many words, none of which anybody asked."})
    CHECK_MESSAGE(!scope.near(prompt).holds(), prompt << " " << scope.near(prompt).likeness);
  CHECK(Scope().near("How do I reset my password?").lesson == 0);
  CHECK_FALSE(Scope().near("How do I reset my password?").holds());
}

}  // namespace tinybrain
