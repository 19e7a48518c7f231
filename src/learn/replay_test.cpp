// The set that comes along, and files that are not one.
#include "learn/replay.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "base/file.h"
#include "base/folder_testing.h"

using namespace tinybrain;

TEST_CASE("the set that comes along has both languages, replies and plain texts") {
  const std::vector<LearnExample> all =
      read_replay(TINYBRAIN_SOURCE_DIR "/brains/replay/replay.jsonl");
  size_t korean = 0, plain = 0;
  for (const LearnExample& e : all) {
    korean += e.language == "ko";
    plain += e.prompt.empty();
    CHECK(!e.answer.empty());
    CHECK(e.lesson == 0);
  }
  CHECK(all.size() > 100);
  CHECK(korean > 40);
  CHECK(plain > 40);
}

TEST_CASE("a damaged line is named") {
  const testing::TemporaryFolder folder;
  const std::filesystem::path path = folder.path / "replay.jsonl";
  for (const char* bad : {"{\"answer\": \"a\"}\n{\"answer\":", "{\"answer\": \"a\"}\n{}",
                          "{\"answer\": \"a\"}\n{\"answer\": \"\"}", "{\"answer\": \"a\"}\n[1]"}) {
    write_file(path, bad);
    try {
      read_replay(path);
      FAIL("was to throw");
    } catch (const Error& e) {
      CHECK(e.code() == Code::bad_file);
      CHECK(std::string(e.what()).find("replay.jsonl:2") != std::string::npos);
    }
  }
  write_file(path, "");
  CHECK(read_replay(path).empty());
  CHECK_THROWS_AS(read_replay(folder.path / "none"), Error);
}
