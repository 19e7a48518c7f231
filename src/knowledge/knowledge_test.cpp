// Entries as a file, terms of two languages, and what is found for a question.
#include "knowledge/knowledge.h"

#include <doctest/doctest.h>

#include <fstream>

#include "base/error.h"
#include "base/file.h"
#include "base/folder_testing.h"
#include "text/terms.h"

using namespace tinybrain;

namespace {

Entries some_entries() {
  Entries e;
  e.all = {{"배송은 얼마나 걸리나요?", "이틀 안에 도착합니다.", "", "faq.csv", 2},
           {"배송 기간이 궁금해요", "이틀 안에 도착합니다.", "", "faq.csv", 3},
           {"환불은 어떻게 받나요?", "7일 안에 신청하세요.", "", "faq.csv", 4},
           {"How do I reset my password?", "Use the link on the sign-in page.", "", "faq.csv", 5},
           {"Settings > Sound\nTurn the wheel to change the volume.",
            "Turn the wheel to change the volume.", "Settings > Sound", "manual.md", 12}};
  return e;
}

std::string best(const Knowledge& k, const char* question) {
  const auto found = k.find(question, 1);
  return found.empty() ? "" : k.entries().all[found[0].entry].answer;
}

}  // namespace

TEST_CASE("Korean endings and English inflection do not hide what a question is about") {
  const Knowledge k(some_entries(), nullptr);
  CHECK(best(k, "배송이 며칠 걸려요") == "이틀 안에 도착합니다.");
  CHECK(best(k, "환불받고 싶은데요") == "7일 안에 신청하세요.");
  CHECK(best(k, "resetting the passwords") == "Use the link on the sign-in page.");
  CHECK(best(k, "volume wheel") == "Turn the wheel to change the volume.");
  const auto terms = terms_of("배송이 Fast");
  CHECK(terms.contains("배"));
  CHECK(terms.contains("배송"));
  CHECK(terms.contains("^fast$"));
  CHECK(terms.contains("ast"));
}

TEST_CASE("an answer is found once, leads the next answer, and can be left out") {
  const Knowledge k(some_entries(), nullptr);
  const auto found = k.find("배송 기간이 얼마나 걸리나요", 3);
  REQUIRE(found.size() == 3);
  CHECK(k.entries().all[found[1].entry].answer != "이틀 안에 도착합니다.");
  CHECK(found[0].lead == doctest::Approx(found[0].strength - found[1].strength));
  const std::string without = "이틀 안에 도착합니다.";
  for (const Match& m : k.find("배송 기간이 얼마나 걸리나요", 5, &without))
    CHECK(k.entries().all[m.entry].answer != without);
  CHECK(k.find("", 3).size() == 3);
  CHECK(k.find("\xff\xfe", 3)[0].strength == 0);
}

TEST_CASE("entries come back from their file as they were") {
  const testing::TemporaryFolder folder;
  Entries e = some_entries();
  e.width = 2;
  for (size_t i = 0; i < e.all.size(); ++i) {
    e.vectors.push_back(0.6f);
    e.vectors.push_back(-0.8f);
  }
  e.scoring = {2, 3, 4, 5, 6, 0.25f};
  write_entries(e, folder.path / "entries.gguf");
  const Entries back = read_entries(folder.path / "entries.gguf");
  REQUIRE(back.all.size() == e.all.size());
  CHECK(back.all[4].heading == "Settings > Sound");
  CHECK(back.all[4].row == 12);
  CHECK(back.all[0].text == e.all[0].text);
  CHECK(back.scoring.lead == 5);
  CHECK(back.scoring.threshold == 0.25f);
  CHECK(back.vectors[1] == doctest::Approx(-0.8).epsilon(1e-3));
  CHECK_THROWS_AS(Knowledge(back, nullptr), Error);
}

TEST_CASE("a damaged, cut or foreign file is refused with a reason") {
  const testing::TemporaryFolder folder;
  write_entries(some_entries(), folder.path / "entries.gguf");
  const std::string whole = read_file(folder.path / "entries.gguf");
  const auto damaged = [&](const std::string& bytes) {
    std::ofstream(folder.path / "bad.gguf", std::ios::binary) << bytes;
    read_entries(folder.path / "bad.gguf");
  };
  for (size_t cut = 0; cut + 32 < whole.size(); cut += 7) {
    CAPTURE(cut);
    CHECK_THROWS_AS(damaged(whole.substr(0, cut)), Error);
  }
  std::string other = whole;
  other.replace(other.find("knowledge"), 9, "somethin.");
  CHECK_THROWS_AS(damaged(other), Error);
  CHECK_THROWS_AS(read_entries(TINYBRAIN_SOURCE_DIR "/README.md"), Error);
  CHECK_THROWS_AS(KnowledgeBrain(folder.path / "none", 1), Error);
}
