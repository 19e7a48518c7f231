// Commands and what becomes of them: kept, superseded, recalled, erased; consents and secrets.
#include "memory/hear.h"

#include <doctest/doctest.h>

#include "memory/context.h"
#include "memory/memory_testing.h"
#include "memory/taught.h"
#include "text/josa.h"

namespace tinybrain::memory {

using testing::Place;
using Command = Heard::Command;

TEST_CASE("a newer value takes over visibly, and is what is recalled") {
  Place place;
  CHECK(place.stored("I live in Busan.") == "home/home.city=Busan");
  const Heard moved = place.hear("Actually I moved to Seoul last month.");
  REQUIRE(moved.superseded.size() == 1);
  CHECK(value_of(moved.superseded[0]) == "Busan");
  CHECK(moved.reply.find("before: Busan") != std::string::npos);
  const Heard asked = place.hear("where do I live?");
  CHECK(asked.command == Command::recall);
  CHECK(asked.reply == "You live in Seoul.");
  // Asked in the other language.
  CHECK(place.hear("내가 어디 살지?").reply == "Seoul에 살고 계십니다.");
  // Recalling stores nothing.
  CHECK(place.vault.memories().count({.superseded_too = true}) == 2);
  // The same in other words is one fact.
  CHECK(place.hear("I'm living in Seoul now").reply.starts_with("I know that already"));
  CHECK(place.vault.memories().count() == 1);
}

TEST_CASE("corrections of what was said last") {
  Place place;
  place.hear("My favorite color is teal.");
  const Heard fixed = place.hear("No, it's navy.");
  CHECK(fixed.command == Command::correct);
  CHECK(fixed.stored[0].text == "My favorite color is navy");
  CHECK(place.hear("what is my favorite color?").reply == "Your favorite color is navy.");
  place.hear("제 이름은 민수예요");
  CHECK(place.hear("아니, 진수야").stored[0].text == "제 이름은 진수예요");
  // Nothing was said just before, or another value was meant.
  place.hear("nice weather");
  CHECK(place.hear("No, it's raining.").command == Command::none);
  place.hear("My favorite color is teal.");
  CHECK(place.hear("it's tea, not coffee").command == Command::none);
}

TEST_CASE("remember: facts as facts, other things as the person's words") {
  Place place;
  const Heard note = place.hear("remember that the wifi in the cabin is down on Mondays");
  CHECK(note.command == Command::remember);
  CHECK(note.stored[0].kind == "note");
  CHECK(place.stored("내 생일은 5월 3일이라고 기억해 줘") == "profile/birthday=5월 3일");
  CHECK(place.stored("내가 부산에 사는 거 기억해 줘") == "home/home.city=부산");
  CHECK(place.stored("Please remember: my dog is called Max") == "pet/pet.dog.name=Max");
  CHECK(place.hear("remember to buy milk").command == Command::none);
  CHECK(place.hear("Do you remember when we met?").stored.empty());
}

TEST_CASE("what is forgotten is erased with all that says the same, and does not come back") {
  Place place;
  place.hear("I live in Busan.");
  place.hear("I moved to Seoul.");
  const Heard gone = place.hear("Forget my address, please.");
  CHECK(gone.command == Command::forget);
  CHECK(gone.erased.size() == 2);  // the one before it too
  for (const Json& receipt : gone.receipts) CHECK(receipt.get_bool("clean", false));
  CHECK(place.vault.memories().count({.superseded_too = true}) == 0);
  CHECK(place.hear("where do I live?").reply == "You have not told me your home.");

  place.hear("저는 연어를 좋아해요");
  CHECK(place.hear("내가 연어 좋아한다는 거 잊어 줘").erased.size() == 1);
  place.hear("우리 강아지 이름은 초코예요");
  CHECK(place.hear("그거 잊어 줘").erased.size() == 1);
  CHECK(place.hear("그거 잊어 줘").erased.empty());
  CHECK(place.hear("forget my address").reply ==
        "I know nothing of that, so there is nothing to forget.");

  place.hear("제 이름은 민수예요");
  place.hear("I'm allergic to peanuts");
  CHECK(place.hear("나에 대해 아는 거 전부 잊어 줘").erased.size() == 2);
  CHECK(place.hear("what do you know about me?").reply ==
        "I do not remember anything about you yet.");
  // A rough word to somebody else erases nothing.
  place.hear("제 이름은 민수예요");
  for (const char* other : {"이제 다 잊어", "forget it", "그 사람 잊어", "전 메일 삭제해줘"})
    place.hear(other);
  CHECK(place.vault.memories().count() == 1);
}

TEST_CASE("all that is known, by groups and with where it is from") {
  Place place;
  place.hear("제 이름은 민수예요");
  place.hear("I'm allergic to peanuts");
  const Heard all = place.hear("나에 대해 뭘 알아?");
  CHECK(all.recalled.size() == 2);
  CHECK(all.reply ==
        "기억하고 있는 것은 다음과 같습니다.\n나\n- 이름: 민수 (2026-03-01에 말씀하심)\n건강과 "
        "음식\n- 알레르기: peanuts (2026-03-01에 말씀하심)");
}

TEST_CASE("nothing without a grant, and the reply says how") {
  Place place(false);
  const Heard heard = place.hear("제 이름은 민수예요");
  CHECK(heard.stored.empty());
  CHECK(heard.not_granted == std::vector<std::string>{"remember"});
  CHECK(heard.reply.find("tinybrain consent grant remember") != std::string::npos);
  place.vault.consents().grant("remember", "owner");
  CHECK(place.hear("I'm allergic to peanuts").not_granted == std::vector<std::string>{"health"});
  CHECK(place.hear("remember that I feel anxious in crowds").not_granted ==
        std::vector<std::string>{"mood"});
  CHECK(place.stored("제 이름은 민수예요") == "name/name=민수");
  // Withdrawn: not used, but can be forgotten.
  place.vault.consents().withdraw("remember", "owner");
  CHECK(place.hear("내 이름이 뭐야?").recalled.empty());
  CHECK(place.hear("내 이름 잊어 줘").erased.size() == 1);
}

TEST_CASE("secrets are never kept, and the reply says so") {
  Place place;
  for (const char* text :
       {"remember that my password is hunter2!x", "my card number is 4111 1111 1111 1111",
        "내 주민등록번호는 900101-1234568이야 기억해 줘",
        "My name is Minsu and my card is 4111 1111 1111 1111"}) {
    CAPTURE(text);
    const Heard heard = place.hear(text);
    CHECK(heard.stored.empty());
    CHECK(!heard.secrets.empty());
    CHECK(!heard.reply.empty());
  }
  CHECK(place.vault.memories().count() == 0);
}

TEST_CASE("long texts and code are no small talk; odd bytes do no harm") {
  Place place;
  std::string letter = "I live in Busan. ";
  while (letter.size() < 3000) letter += "And so on and on. ";
  CHECK(place.stored(letter) == "");
  CHECK(place.stored("```\nI live in Busan.\n```") == "");
  CHECK(place.stored(std::string("\xff\xfe\x00 \xed\xa0\x80", 7)) == "");
  std::string open(30'000, '(');
  CHECK(place.hear(open).command == Command::none);
}

TEST_CASE("what is put before an answer") {
  Place place;
  place.hear("I'm allergic to peanuts");
  place.hear("My name is Minsu");
  place.hear("I live in Busan");
  const Context dinner = context_for(place.vault, nullptr, "What should I cook for dinner?");
  REQUIRE(dinner.facts.size() == 1);
  CHECK(dinner.text ==
        "What the user has told you about themselves:\n- You are allergic to peanuts.");
  CHECK(context_for(place.vault, nullptr, "where do I live").facts.size() == 1);
  CHECK(context_for(place.vault, nullptr, "17 * 23?").text == "");
  CHECK(place.vault.memories().count({.superseded_too = true}) == 3);
}

TEST_CASE("a taught answer is known at once, for the same question only") {
  Place place;
  Json detail;
  detail.set("answer", "At nine.");
  place.vault.lessons().add("answer", "When does the shop open?", detail);
  const auto taught = recall_lesson(place.vault, nullptr, "when does the shop open");
  REQUIRE(taught);
  CHECK(taught->answer == "At nine.");
  CHECK(!recall_lesson(place.vault, nullptr, "When does the shop close?"));
  // The newest holds.
  detail.set("answer", "At ten.");
  place.vault.lessons().add("answer", "When does the shop open??", detail);
  CHECK(recall_lesson(place.vault, nullptr, "When does the shop open?")->answer == "At ten.");
  CHECK(to_json(context_for(place.vault, nullptr, "When does the shop open?"))
            .at("taught")
            .get_string("text", "") == "You taught me this on 2026-03-01.");
  place.vault.consents().withdraw("corrections", "owner");
  CHECK(!recall_lesson(place.vault, nullptr, "When does the shop open?"));
}

TEST_CASE("particles fit the sound before them") {
  CHECK(josa("이름", "은", "는") == "이름은");
  CHECK(josa("나이", "은", "는") == "나이는");
  CHECK(josa("서울", "으로", "로") == "서울로");
  CHECK(josa("부산", "으로", "로") == "부산으로");
  CHECK(josa("MBTI", "은", "는") == "MBTI는");
  CHECK(josa("13", "을", "를") == "13을");
}

}  // namespace tinybrain::memory
