// The tutor: arithmetic that is exact, memory of cards, mastery that finds the truth, corrections, the tools on the sample.
#include "skills/tutor/tutor.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "base/error.h"
#include "base/folder_testing.h"
#include "base/rng.h"
#include "skills/registry.h"
#include "skills/tutor/arithmetic.h"
#include "skills/tutor/correct.h"
#include "skills/tutor/mastery.h"
#include "skills/tutor/spacing.h"

using namespace tinybrain;
using namespace tinybrain::skills::tutor;

namespace {

std::string value(const char* expression) { return text_of(calculate(expression)); }

std::string fixed(const char* text, Language language = Language::en) {
  return corrected(text, corrections(text, language));
}

skills::Opened sample() {
  return skills::open(std::string(TINYBRAIN_SOURCE_DIR) + "/skills/tutor", {}, nullptr,
                      Json::parse("{}"));
}

}  // namespace

TEST_CASE("the calculator is exact") {
  CHECK(value("48/2") == "24");
  CHECK(value("0.1 + 0.2") == "0.3");
  CHECK(value("1/3 + 1/6") == "0.5");
  CHECK(value("2/3") == "2/3");
  CHECK(value("-2^2") == "-4");
  CHECK(value("$1,250 × 3") == "3750");
  CHECK(value("20% * 80") == "16");
  CHECK(value("2(3 + 4) ÷ 7") == "2");
  CHECK(value("12 − 15") == "-3");
  CHECK(value("(1.5)^3") == "3.375");
  for (const char* bad :
       {"", "1/0", "2 +", "(1", "1)", "x", "9223372036854775807 * 2", "2^65", "1e5", "--"})
    CHECK(testing::code_of([&] { calculate(bad); }) == Code::bad_argument);
  CHECK(testing::code_of([] { calculate(std::string(300, '(')); }) == Code::bad_argument);
}

TEST_CASE("equations in a learner's working are computed") {
  const auto all = equations_in("First 5 + 3 = 8, then 8*2=15. So 10/3 = 3.33 and x + 1 = 2.");
  REQUIRE(all.size() == 3);
  CHECK(all[0].holds);
  CHECK_FALSE(all[1].holds);
  CHECK(text_of(all[1].is) == "16");
  CHECK(all[2].holds);
  const auto apart = equations_in("12 * 3 = 36, 36 + 5 = 42");
  REQUIRE(apart.size() == 2);
  CHECK_FALSE(apart[1].holds);
}

// py-fsrs and the published formulas: a first "good" gives 3.7145 days; recall at S days is 90 %.
TEST_CASE("cards are remembered as FSRS 4.5 has it") {
  const CardMemory first = reviewed({}, Grade::good, 0);
  CHECK(first.stability == doctest::Approx(3.7145));
  CHECK(first.difficulty == doctest::Approx(5.1618));
  CHECK(retrievability(first, first.stability) == doctest::Approx(0.9));
  CHECK(interval(first, 0.9) == doctest::Approx(first.stability));
  CHECK(interval(first, 0.8) > first.stability);
  const CardMemory again = reviewed(first, Grade::again, 10),
                   good = reviewed(first, Grade::good, 4);
  CHECK(again.stability < first.stability);
  CHECK(again.lapses == 1);
  CHECK(good.stability > first.stability);
  CHECK(reviewed(first, Grade::easy, 4).stability > good.stability);
  CHECK(reviewed(first, Grade::hard, 4).stability < good.stability);
}

TEST_CASE("mastery rises with right answers, fades, and tells who knows more") {
  std::vector<Answer> answers;
  Rng rng(3);
  for (int day = 0; day < 60; ++day)
    for (const auto& [who, p] : {std::pair<const char*, double>{"ann", 0.9}, {"bob", 0.3}})
      for (int i = 0; i < 2; ++i)
        answers.push_back({who, "fractions", "", rng.uniform() < p, double(day)});
  const Mastery m(answers);
  CHECK(m.fitted());
  CHECK(m.chance("ann", "fractions", 60) > 0.75);
  CHECK(m.chance("bob", "fractions", 60) < 0.5);
  const Mastery few({{"ann", "fractions", "", true, 0},
                     {"ann", "fractions", "", true, 1},
                     {"ann", "percent", "", false, 1}});
  CHECK_FALSE(few.fitted());
  CHECK(few.chance("ann", "fractions", 100) < few.chance("ann", "fractions", 1));
  CHECK(m.chance_after("bob", "fractions", 60, true) >
        m.chance_after("bob", "fractions", 60, false));
  const Mastery nothing({});
  CHECK(nothing.chance("new", "any", 0) == doctest::Approx(0.5).epsilon(0.1));
}

TEST_CASE("English mistakes are corrected with their rule, and right sentences are left alone") {
  CHECK(fixed("She go to school. He don't like it.") == "She goes to school. He doesn't like it.");
  CHECK(fixed("I have a apple and an banana.") == "I have an apple and a banana.");
  CHECK(fixed("He did not went there yesterday.") == "He did not go there yesterday.");
  CHECK(fixed("I need some informations about it.") == "I need some information about it.");
  CHECK(fixed("It is more better then before.") == "It is better than before.");
  CHECK(fixed("We discuss about the the plan.") == "We discuss the plan.");
  CHECK(fixed("i recieve letters becouse people is kind") ==
        "I receive letters because people are kind");
  for (const char* right :
       {"She goes to a university for an hour.", "Let him go.", "They make it work.",
        "He said that that was fine.", "What he does is his choice.",
        "If it were true, we would know.", "I saw her do it.", "Does he have time?"})
    CHECK(fixed(right) == right);
  const auto edits = corrections("She go home.", Language::en);
  REQUIRE(edits.size() == 1);
  CHECK(edits[0].was == "go");
  CHECK(std::string(edits[0].rule) == "agreement");
  CHECK_FALSE(explanation("agreement", Language::ko, true).empty());
}

TEST_CASE("Korean particles, spacing and spelling as well") {
  CHECK(fixed("책를 읽고 사과을 먹었어요.", Language::ko) == "책을 읽고 사과를 먹었어요.");
  CHECK(fixed("친구와 학교으로 갔어요.", Language::ko) == "친구와 학교로 갔어요.");
  CHECK(fixed("서울으로 갈수있어요.", Language::ko) == "서울로 갈 수 있어요.");
  CHECK(fixed("책와 연필", Language::ko) == "책과 연필");
  CHECK(fixed("그러면 안되요. 몇일 뒤에 됬어요.", Language::ko) ==
        "그러면 안 돼요. 며칠 뒤에 됐어요.");
  CHECK(fixed("그것은 않 됩니다.", Language::ko) == "그것은 안 됩니다.");
  for (const char* right : {"가을에 마을을 걸었어요.", "좋은 결과와 효과",
                            "집으로 돌아와 할 수 있는 일을 했다.", "물로 씻었다."})
    CHECK(fixed(right, Language::ko) == right);
}

TEST_CASE("the tools answer on the sample") {
  const skills::Opened tutor = sample();
  const auto call = [&](const char* tool, const char* arguments) {
    return tutor.call(tool, Json::parse(arguments));
  };
  CHECK(call("solve", R"({"expression": "3/4 * 20"})").get_string("value", "") == "15");
  CHECK(call("mastery", R"({"learner": "mina"})").at("skills").as_array().size() >= 4);
  const Json next = call("next_exercise", R"({"learner": "mina", "language": "ko"})");
  CHECK_FALSE(next.get_string("question", "").empty());
  const std::string id = next.get_string("exercise", "");
  const Json hint = tutor.call("hint", Json::parse(R"({"exercise": ")" + id + "\"}"));
  CHECK_FALSE(hint.get_string("hint", "").empty());
  CHECK(call("review_due", R"({"day": 40})").at("due").as_array().size() >= 1);
  const Json asked = call("ask", R"({"question": "When do I use an instead of a?"})");
  CHECK(asked.get_bool("known", false));
  CHECK_FALSE(asked.at("citations").as_array()[0].get_string("file", "").empty());
  CHECK_FALSE(
      call("ask", R"({"question": "Who won the football match?"})").get_bool("known", true));
  CHECK(call("correct", R"({"text": "She go home."})").get_string("corrected", "") ==
        "She goes home.");
  CHECK(call("explain", R"({"topic": "article", "language": "ko"})").get_string("from", "") ==
        "rules");
  CHECK_FALSE(call("talk", R"({"practise": "ko", "text": "저는 책를 좋아해요."})")
                  .get_string("asks", "")
                  .empty());
  CHECK(call("check", R"({"text": "2 + 2 = 5"})").get_bool("equations_hold", true) == false);
  for (const char* bad : {R"({"learner": 3})", R"({"learner": "mina", "day": -1})", R"([])",
                          R"({"learner": "mina", "language": "fr"})"})
    CHECK(testing::code_of([&] { call("mastery", bad); }) == Code::bad_argument);
}

TEST_CASE("files that make no sense are refused with file and line") {
  testing::TemporaryFolder folder;
  const auto mastery = [&](std::string_view answers) {
    testing::put(folder.path / "skills.csv", "skill,en,ko,after\na,A,A,\n");
    testing::put(folder.path / "answers.csv", answers);
    return testing::code_of([&] {
      skills::open(std::string(TINYBRAIN_SOURCE_DIR) + "/skills/tutor", folder.path, nullptr,
                   Json::parse("{}"))
          .call("mastery", Json::parse(R"({"learner": "x"})"));
    });
  };
  CHECK(mastery("learner,skill,correct,day\nx,a,1,2\n") == Code::ok);
  CHECK(mastery("learner,skill,correct,day\r\nx,a,1,2\r\n") == Code::ok);
  CHECK(mastery("") == Code::bad_file);
  CHECK(mastery("learner,skill,correct\nx,a,1\n") == Code::bad_file);
  CHECK(mastery("learner,skill,correct,day\nx,a,nan,2\n") == Code::bad_file);
  CHECK(mastery("learner,skill,correct,day\nx,a,1,-2\n") == Code::bad_file);
  CHECK(mastery("learner,skill,correct,day\nx,a\n") == Code::bad_file);
}
