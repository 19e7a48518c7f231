// Red flags ring, and do not ring for a plain no; the sorter answers, refuses, and reads only whole files.
#include <doctest/doctest.h>

#include "base/error.h"
#include "base/file.h"
#include "base/folder_testing.h"
#include "skills/patient/red_flags.h"
#include "skills/registry.h"
#include "skills/sorter.h"

using namespace tinybrain;
using namespace tinybrain::skills;

namespace {

std::string flags_of(const char* text) {
  std::string all;
  for (const auto& flag : patient::red_flags(text)) all += flag.name + " ";
  return all;
}

}  // namespace

TEST_CASE("red flags in both languages") {
  CHECK(flags_of("Since an hour I have a crushing pain in my chest and sweat.") == "chest ");
  CHECK(flags_of("One side of her face is drooping and she has slurred speech") == "stroke ");
  CHECK(flags_of("I can\u2019t breathe properly") == "breath ");
  CHECK(flags_of("my tongue is swelling up after the peanut") == "allergy ");
  CHECK(flags_of("I want to kill myself") == "suicide ");
  CHECK(flags_of("갑자기 가슴이 조이고 식은땀이 나요") == "chest ");
  CHECK(flags_of("아버지가 말이 어눌하고 한쪽 팔에 힘이 없어요") == "stroke ");
  CHECK(flags_of("숨을 못 쉬겠어요") == "breath ");
  CHECK(flags_of("요즘 죽고 싶다는 생각이 들어요") == "suicide ");
  CHECK(flags_of("어머니가 의식을 잃고 쓰러졌어요") == "unconscious ");
}

TEST_CASE("a plain no and plain complaints are no red flag") {
  for (const char* text :
       {"I have a cough but no chest pain.", "My skin itches and I have a rash on my arms.",
        "Runny nose and sneezing since Monday", "가슴 통증은 없고 기침만 조금 해요",
        "콧물이 나고 목이 조금 아파요", "My joints hurt in the morning", "", "\xff\xfe"})
    CHECK_MESSAGE(flags_of(text) == "", text);
}

TEST_CASE("the sorter learns, answers with sources, and is read again") {
  std::vector<KnownText> known;
  for (uint64_t i = 0; i < 8; ++i) {
    known.push_back({"runny nose and sneezing with a cough number " + std::to_string(i), 0, i});
    known.push_back({"burning pain when passing urine day " + std::to_string(i), 1, i});
  }
  const Sorter sorter({"cold", "urine"}, known, nullptr, 0.05, 1);
  const auto p = sorter.chances("I have a runny nose and a cough");
  CHECK(p[0] > 0.8);
  CHECK(p[0] + p[1] == doctest::Approx(1));
  CHECK(sorter.sources("burning urine", 2).size() == 2);
  CHECK(sorter.known()[sorter.sources("burning urine", 1)[0].known].label == 1);
  CHECK_FALSE(sorter.knows_any_of("zzzz"));
  Json json = sorter.to_json();
  const Sorter again(Json::parse(json.dump()), nullptr);
  CHECK(again.chances("runny nose")[0] ==
        doctest::Approx(sorter.chances("runny nose")[0]).epsilon(1e-3));
  json.set("weights", Json(Json::Array{1.0}));
  CHECK_THROWS_AS(Sorter(json, nullptr), Error);
  CHECK_THROWS_AS(Sorter({"one"}, known, nullptr, 0.05, 1), Error);
}

TEST_CASE("what is urgent is said even when there is no sorter") {
  const testing::TemporaryFolder folder;
  const auto skill =
      open(TINYBRAIN_SOURCE_DIR "/skills/patient", folder.path, nullptr, Json{Json::Object{}});
  Json arguments;
  arguments.set("text", "I have crushing chest pain");
  const Json j = skill.call("sort", arguments);
  CHECK(j.get_string("urgent", "").find("119") != std::string::npos);
  CHECK(j.get_string("note", "").find("not a diagnosis") != std::string::npos);
  arguments.set("text", "my nose runs");
  CHECK_THROWS_AS(skill.call("sort", arguments), Error);
}

TEST_CASE("a report on the texts that it learnt says so") {
  const testing::TemporaryFolder folder;
  std::string rows = "text,label\n";
  for (int i = 0; i < 8; ++i) {
    rows += "runny nose and sneezing with a cough number " + std::to_string(i) + ",cold\n";
    rows += "burning pain when passing urine day " + std::to_string(i) + ",urine\n";
  }
  write_file(folder.path / "seen.csv", rows);
  write_file(folder.path / "other.csv", "text,label\nmy nose runs and I cough,cold\n");
  const auto skill =
      open(TINYBRAIN_SOURCE_DIR "/skills/patient", folder.path, nullptr, Json{Json::Object{}});
  skill.call("train", Json::parse(R"({"table": "seen.csv"})"));
  const Json seen = skill.call("report", Json::parse(R"({"table": "seen.csv"})"));
  CHECK(seen.get_int("learnt_from", 0) == 16);
  CHECK(seen.get_string("warning", "").find("16 of the 16") != std::string::npos);
  const Json other = skill.call("report", Json::parse(R"({"table": "other.csv"})"));
  CHECK(other.get_int("learnt_from", -1) == 0);
  CHECK(other.find("warning") == nullptr);
}
