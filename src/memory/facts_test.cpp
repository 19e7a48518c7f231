// What becomes a fact and what does not, in both languages.
#include "memory/facts.h"

#include <doctest/doctest.h>

#include "memory/memory_testing.h"
#include "memory/pattern.h"

namespace tinybrain::memory {
namespace {

std::string facts(std::string_view text) {
  std::string all, about;
  for (const Sentence& s : sentences_of(cleaned(text)))
    for (const Fact& f : facts_in(s, about))
      all += (all.empty() ? "" : "; ") + (f.topic.slot.empty() ? f.topic.kind : f.topic.slot) +
             "=" + f.value;
  return all;
}

}  // namespace

TEST_CASE("patterns match whole sentences, with the shortest values that are accepted") {
  const Pieces pieces{{"is", "is|was"}};
  const Pattern p("my {n} <is> {v}[ now|]", pieces);
  std::string v;
  const std::string text = "my dog is max now";
  CHECK(p.match(text, [&](const Pattern::Match& m) {
    v = text.substr(m[1].begin, m[1].end - m[1].begin);
    return true;
  }));
  CHECK(v == "max");
  CHECK(!p.match("your dog is max", [](auto&) { return true; }));
  // Hostile repetition ends.
  std::string many = "my ";
  for (int i = 0; i < 300; ++i) many += "is ";
  CHECK(!p.match(many + "?", [](auto&) { return false; }));
}

TEST_CASE("what people say of themselves in English") {
  CHECK(facts("Hi, I'm Minsu and I live in Busan.") == "name=Minsu; home.city=Busan");
  CHECK(facts("My wife's name is Clara.") == "family.wife.name=Clara");
  CHECK(facts("I'm a software engineer at Google.") ==
        "work.job=software engineer; work.place=Google");
  CHECK(facts("I'm allergic to peanuts, by the way.") == "allergy=peanuts");
  CHECK(facts("We have a dog. His name is Max.") == "pet=a dog; pet.dog.name=Max");
  CHECK(facts("My favourite colour is definitely teal!") == "favourite.color=teal");
  CHECK(facts("I was born on May 3rd, 1990.") == "birthday=May 3rd");
  CHECK(facts("I just moved to New York from Boston") == "home.city=New York");
  CHECK(facts("I don't eat pork.") == "avoid=pork");
  CHECK(facts("I have a dentist appointment on Friday at 3 pm.") ==
        "appointment=dentist appointment, Friday at 3 pm");
  CHECK(facts("I\xE2\x80\x99m fluent in French") == "language=French");
}

TEST_CASE("what people say of themselves in Korean, whatever the ending") {
  CHECK(facts("제 이름은 김민수이고 부산에 살아요") == "name=김민수; home.city=부산");
  CHECK(facts("저는 서울에서 살고 있습니다.") == "home.city=서울");
  CHECK(facts("우리 강아지 이름은 초코예요") == "pet.dog.name=초코");
  CHECK(facts("우리 강아지 이름은 봄이에요") ==
        "pet.dog.name=봄이");  // one syllable is hardly a name
  CHECK(facts("전 땅콩 알레르기가 심한 편이에요") == "allergy=땅콩");
  CHECK(facts("저는 간호사예요") == "work.job=간호사");
  CHECK(facts("이번에 부산으로 이사했어요") == "home.city=부산");
  CHECK(facts("나는 매운 음식을 좋아해") == "like=매운 음식");
  CHECK(facts("제 생일은 5월 3일이에요") == "birthday=5월 3일");
  CHECK(facts("내일 3시에 치과 예약이 있어요") == "appointment=치과 예약, 내일 3시");
  CHECK(facts("강아지를 키우는데 이름은 두부예요") == "pet=강아지; pet.dog.name=두부");
  // The same in conjoining jamo.
  CHECK(facts("저는 부산에 살아요") == "home.city=부산");
}

TEST_CASE("no facts: questions, wishes, conditions, the past, others, quotes") {
  for (const char* text : {"Do I live in Seoul?",
                           "I want to live in Seoul.",
                           "If I lived in Seoul, my name is Bob.",
                           "I used to live in Seoul.",
                           "My neighbor lives in Seoul.",
                           "She said \"I live in Seoul\".",
                           "\"I live in Seoul\" is a sentence.",
                           "You live in Seoul.",
                           "I'm tired.",
                           "I'm not a nurse.",
                           "I love it!",
                           "I like how you did that",
                           "I'm going to Seoul tomorrow",
                           "I live in fear",
                           "My phone is broken",
                           "My school is far away",
                           "I might be allergic to nuts",
                           "I wish my name was Bob",
                           "> I live in Seoul",
                           "서울에 살아?",
                           "서울에 살고 싶어요",
                           "예전에는 서울에 살았어",
                           "만약 서울에 살면 좋겠다",
                           "엄마는 서울에 살아",
                           "민지가 \"나 서울에 살아\"라고 했어",
                           "너는 서울에 살잖아",
                           "저는 간호사가 아니에요",
                           "나는 너를 좋아해",
                           "난 네가 좋아",
                           "우리 학교는 멀어",
                           "밥 안 먹어",
                           "나는 바보야",
                           "집 팔거야",
                           "",
                           "?!",
                           "ㅋㅋㅋ",
                           "\xff\xfe"}) {
    CAPTURE(text);
    CHECK(facts(text) == "");
  }
}

}  // namespace tinybrain::memory
