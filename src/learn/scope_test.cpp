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
  CHECK(scope.near("How do I reset my password? By the link.").likeness == doctest::Approx(1));
}

TEST_CASE("scope: the nearest lesson is said once more before the last message") {
  const LearnExample hello{9, "Hello", "Hi", "", "en"}, *const before = &hello;
  const Scope scope = scope_of(lessons());
  Json::Array messages = reminder(std::span(&before, 1));
  Json message;
  message.set("role", "user");
  message.set("content", "how do i reset my password");
  messages.push_back(message);
  remind(messages, reminder(scope, scope.nearest("how do i reset my password", 1), 1));
  REQUIRE(messages.size() == 5);
  CHECK(messages[2].get_string("role", "") == "user");
  CHECK(messages[2].get_string("content", "") == "How do I reset my password?");
  CHECK(messages[3].get_string("role", "") == "assistant");
  CHECK(messages[3].get_string("content", "") == "By the link.");
  CHECK(messages[4].get_string("content", "") == "how do i reset my password");
  remind(messages, reminder(scope, scope.nearest("how do i reset my password", 1), 0));
  CHECK(messages.size() == 5);
  const Json::Array two =
      reminder(scope, scope.nearest("who repairs the machine, how do I reset it?", 2), 2);
  REQUIRE(two.size() == 4);  // the nearest last
  CHECK(two[3].get_string("content", "") ==
        scope.lesson(scope.near("who repairs the machine, how do I reset it?").lesson).answer);
}

TEST_CASE("scope: another number asks something else") {
  const Scope scope =
      scope_of(std::vector<LearnExample>{{1, "Where is order 4711?", "Here.", "", "en"},
                                         {2, "Where is order 4712?", "There.", "", "en"}});
  CHECK(scope.near("where is my order 4712").lesson == 2);
  CHECK_FALSE(scope.near("Where is order 4713?").holds());
  CHECK(scope.near("Where is my order?").lesson != 0);  // it need not be said
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
