// The curator: a feed that follows taste and dial, reasons, and summaries whose sentences stand in the text.
#include <doctest/doctest.h>

#include "base/folder_testing.h"
#include "skills/curator/library.h"
#include "skills/curator/summary.h"
#include "skills/registry.h"

namespace tinybrain::skills {
namespace {

using testing::code_of;
using testing::put;
using testing::TemporaryFolder;
namespace fs = std::filesystem;

const fs::path kFolder = fs::path(TINYBRAIN_SOURCE_DIR) / "skills/curator";

Json call(const fs::path& data, const char* tool, const std::string& arguments) {
  return open(kFolder, data, nullptr, Json::parse("{}")).call(tool, Json::parse(arguments));
}

// Ten of jazz by one person, then one each of five other sorts.
void put_items(const fs::path& folder) {
  std::string rows = "id,title,tags,creator\n";
  for (int i = 0; i < 10; ++i)
    rows += "j" + std::to_string(i) + ",So " + std::to_string(i) + ",jazz,miles\n";
  for (const char* other : {"rock", "folk", "soul", "opera", "dub"})
    rows += std::string(other) + ",Song," + other + ",x" + other + "\n";
  put(folder / "items.csv", rows);
}
constexpr const char* kLiked =
    R"("events": [{"signal": "like", "item": "j0"}, {"signal": "like", "item": "j1"}, {"signal": "dislike", "item": "opera"}])";

}  // namespace

TEST_CASE("curator: the dial widens the feed, and at 0 taste alone counts") {
  TemporaryFolder folder;
  put_items(folder.path);
  double before = 0;
  for (const char* dial : {"0", "0.5", "1"}) {
    const Json result = call(folder.path, "feed",
                             std::string("{") + kLiked + R"(, "most": 6, "dial": )" + dial + "}");
    const auto& feed = result.at("feed").as_array();
    REQUIRE(feed.size() == 6);
    const double topics = result.at("width").at("topics").as_double();
    CHECK(topics >= before);
    before = topics;
    CHECK(feed[0].at("tags").as_array()[0].as_string() == "jazz");
    for (const Json& one : feed) {
      CHECK(one.at("id").as_string() != "j0");
      if (dial[0] == '0' && dial[1] == 0) CHECK(one.at("tags").as_array()[0].as_string() == "jazz");
    }
  }
  CHECK(before > 3);
}

TEST_CASE("curator: reasons name what was learnt, in the language asked for") {
  TemporaryFolder folder;
  put_items(folder.path);
  const Json why = call(folder.path, "why", std::string("{") + kLiked + R"(, "item": "j5"})");
  CHECK(why.at("score").as_double() > 0.1);
  CHECK(why.at("reasons").dump().find("jazz") != std::string::npos);
  CHECK(why.at("events").as_array().size() >= 2);
  CHECK(call(folder.path, "why", std::string("{") + kLiked + R"(, "item": "opera"})")
            .at("score")
            .as_double() < 0);
  CHECK(code_of([&] { call(folder.path, "why", R"({"item": "none"})"); }) == Code::not_found);
  CHECK(code_of([&] {
          call(folder.path, "observe", R"({"event": {"signal": "like", "item": "j0"}})");
        }) == Code::bad_argument);
}

TEST_CASE("curator: style and depth are read off an item") {
  using curator::style_of;
  CHECK(style_of("Is coffee good?", 2) == std::vector<std::string>{"quick", "question"});
  CHECK(style_of("10 ways to sleep", 12) == std::vector<std::string>{"in depth", "list"});
  CHECK(style_of("How to bake", 0) == std::vector<std::string>{"how-to"});
  CHECK(style_of("", 5).empty());
}

TEST_CASE("curator: every sentence of a summary stands in the text, and lengths grow") {
  const std::string text =
      "The city will build a new bridge over the river. It costs 40 million. The old bridge was "
      "closed in May. Birds sang. "
      "Traffic over the river has doubled since the old bridge was closed. The new bridge will "
      "carry trams and bicycles. "
      "Nobody objected. The mayor said the bridge opens in 2028.";
  size_t before = 0;
  for (const char* length : {"short", "medium", "long"}) {
    Json arguments;
    arguments.set("text", text).set("length", length);
    const Json result = call({}, "summarize", arguments.dump());
    for (const Json& one : result.at("sentences").as_array()) {
      CHECK(text.find(one.at("text").as_string()) != std::string::npos);
      CHECK(one.at("supported").as_bool());
    }
    CHECK(result.at("summary").as_string().size() > before);
    before = result.at("summary").as_string().size();
  }
  Json about;
  about.set("text", text).set("length", "short").set("about", "How much does it cost?");
  CHECK(call({}, "summarize", about.dump()).at("summary").as_string().find("trams") ==
        std::string::npos);
  CHECK(code_of([&] { call({}, "summarize", R"({"text": "   "})"); }) == Code::bad_argument);
  CHECK(code_of([&] { call({}, "summarize", R"({"length": "long"})"); }) == Code::bad_argument);
}

TEST_CASE("curator: in a dialogue a short answer is shown with its question") {
  const auto turns = curator::turns_in(
      "Doctor: Do you have any drug allergies?\nPatient: Penicillin.\nDoctor: Okay.");
  REQUIRE(turns.size() == 3);
  CHECK(turns[1].speaker == "Patient");
  const curator::Summary s = curator::summarize(turns, {.sentences = 1, .words = 40, .about = {}});
  REQUIRE(s.picked.size() == 1);
  CHECK(s.picked[0].shown() == "Doctor: Do you have any drug allergies? Patient: Penicillin.");
  CHECK(curator::turns_in("One line. Note: this is no dialogue.").size() == 1);
  CHECK(curator::summarize({}, {}).picked.empty());
}

TEST_CASE("curator: a wrong table of items is said with file and line") {
  TemporaryFolder folder;
  const auto code = [&](const std::string& text) {
    put(folder.path / "items.csv", text);
    return code_of([&] { call(folder.path, "feed", "{}"); });
  };
  CHECK(code("title\nx\n") == Code::bad_file);
  CHECK(code("id,title\n1,x\n1,y\n") == Code::bad_file);
  CHECK(code("id,minutes\n1,-4\n") == Code::bad_file);
  CHECK(code("id,title\n1,\xff\xfe broken\n") == Code::ok);
  fs::remove(folder.path / "items.csv");
  CHECK(code_of([&] { call(folder.path, "feed", "{}"); }) == Code::not_found);
}

}  // namespace tinybrain::skills
