// The office skill: names and amounts with their places, labels, pairs, style; and files that are damaged.
#include "skills/office/office.h"

#include <doctest/doctest.h>

#include "base/file.h"
#include "base/folder_testing.h"
#include "skills/office/draft.h"
#include "skills/office/entities.h"
#include "skills/office/style.h"
#include "skills/office/translate.h"
#include "skills/registry.h"

using namespace tinybrain;
using namespace tinybrain::skills;
using namespace tinybrain::skills::office;
using tinybrain::testing::TemporaryFolder;

namespace {

// "kind=text" of what rules find.
std::vector<std::string> found(std::string_view text) {
  std::vector<std::string> all;
  for (const Entity& e : entities_by_rules(text, 20'000))
    all.push_back(e.kind + "=" + std::string(text.substr(e.begin, e.end - e.begin)));
  return all;
}
using Strings = std::vector<std::string>;

const std::string kFolder = std::string(TINYBRAIN_SOURCE_DIR) + "/skills/office";

Json called(const std::filesystem::path& data, const char* tool, const std::string& arguments) {
  return open(kFolder, data, nullptr, Json(Json::Object{})).call(tool, Json::parse(arguments));
}

std::string marked_rows() {
  std::string rows;
  for (const char* name : {"민수", "지훈", "영희", "철수", "수진"})
    for (const char* place : {"서울", "부산", "대구"})
      rows +=
          R"({"text": ")" + std::string(name) + "가 " + place +
          R"(에 갔다.", "entities": [{"start": 0, "end": 2, "type": "PS"}, {"start": 4, "end": 6, "type": "LC"}]})" +
          "\n";
  return rows;
}

}  // namespace

TEST_CASE("amounts, addresses and names have their places") {
  CHECK(found("It costs $1,200.50 or 15 %.") == Strings{"amount=$1,200.50", "amount=15 %"});
  CHECK(found("3억 5천만 원을 받았다") == Strings{"amount=3억 5천만 원"});
  CHECK(found("가격은 12,000원입니다") == Strings{"amount=12,000원"});
  CHECK(found("Write to a.b@example.com or see https://example.com/x?y=1.") ==
        Strings{"mail=a.b@example.com", "link=https://example.com/x?y=1"});
  CHECK(found("University of Washington is in Seattle") ==
        Strings{"organisation=University of Washington", "place=Seattle"});
  CHECK(found("nothing here") == Strings{});
  const std::vector<Entity> day = entities_by_rules("2026년 3월 2일에 만나요", 20'000);
  REQUIRE(day.size() == 1);
  CHECK(day[0].value == Json("2026-03-02"));
  const std::string text = "값은 5만원";
  CHECK(entities_json(text, entities_by_rules(text, 20'000)).as_array()[0].at("start") == Json(3));
}

TEST_CASE("a tagger is kept in a file and finds the same") {
  const TemporaryFolder folder;
  write_file(folder.path / "rows.jsonl", marked_rows());
  const std::vector<TaggedText> rows = read_marked(folder.path / "rows.jsonl");
  const Tagger learnt(rows, {}, 1);
  const std::string bytes = learnt.to_bytes(0.01f);
  const Tagger again = Tagger::from_bytes(bytes);
  const std::string text = "수진가 대구에 갔다.";
  REQUIRE(learnt.find(text).size() == 2);
  CHECK(again.find(text) == learnt.find(text));
  const std::vector<Entity> entities = entities_of(text, again, 20'000);
  REQUIRE(entities.size() == 2);
  CHECK((entities[0].kind == "person" && entities[0].learnt && entities[1].kind == "place"));
  for (size_t length = 0; length < bytes.size(); length += 1 + bytes.size() / 50)
    CHECK_THROWS_AS(Tagger::from_bytes(std::string_view(bytes).substr(0, length)), Error);
  CHECK_THROWS_AS(Tagger::from_bytes(bytes + "x"), Error);
  CHECK_THROWS_AS(Tagger::from_bytes("tinybrain tagger 9\n{}"), Error);
  write_file(folder.path / "rows.jsonl",
             R"({"text": "a", "entities": [{"start": 0, "end": 9, "type": "X"}]})");
  CHECK_THROWS_AS(read_marked(folder.path / "rows.jsonl"), Error);
}

TEST_CASE("labels are learnt, kept, and unsure where nothing is known") {
  const TemporaryFolder folder;
  std::string csv = "text,label\n";
  for (const char* item : {"tea", "coffee", "cocoa", "milk", "juice", "water"})
    csv += "please send me more " + std::string(item) + ",order\nthe " + item +
           " arrived broken,complaint\n";
  write_file(folder.path / "rows.csv", csv);
  called(folder.path, "learn", R"({"table": "rows.csv", "encoder": false})");
  const Json one = called(folder.path, "classify", R"({"text": "the soap arrived broken"})");
  CHECK(one.at("label") == Json("complaint"));
  const Json unknown = called(folder.path, "classify", R"({"text": "zzzzzz qqqqq"})");
  CHECK((unknown.at("label").is_null() && unknown.at("unsure") == Json(true)));
  const Json some =
      called(folder.path, "classify", R"({"table": "rows.csv", "output": "out.csv"})");
  CHECK(some.at("texts") == Json(12));
  CHECK(read_file(folder.path / "out.csv")
            .starts_with("text,label,chance\n\"please send me more tea\",\"order\","));
  CHECK(called(folder.path, "measure", R"({"table": "rows.csv"})").at("accuracy").as_double() ==
        1.0);
  CHECK_THROWS_AS(called(folder.path, "classify", R"({"text": "a", "by": "../labels.json"})"),
                  Error);
  CHECK_THROWS_AS(called(folder.path, "classify", R"({"text": "a", "by": "none.json"})"), Error);
  CHECK_THROWS_AS(called(folder.path, "classify", "{}"), Error);
  write_file(folder.path / "labels.json", "{\"format\": \"tinybrain-sorter\"");
  CHECK_THROWS_AS(called(folder.path, "classify", R"({"text": "a"})"), Error);
}

TEST_CASE("a growing text gives its whole sentences") {
  const Segments growing = segments_of("See you tomorrow. The price is 3.", false);
  CHECK(growing.whole == Strings{"See you tomorrow."});
  CHECK(growing.rest == "The price is 3.");
  CHECK(segments_of("See you tomorrow. The price is 3.", true).whole.size() == 2);
  CHECK(segments_of("내일 봐요. ", false).whole == Strings{"내일 봐요."});
  CHECK(segments_of("", false).whole.empty());
}

TEST_CASE("a person's own pairs translate, with other numbers too") {
  const std::vector<Pair> pairs = {
      {"The meeting is at 3 on floor 2.", "회의는 3시에 2층에서 합니다."},
      {"Please send the invoice.", "청구서를 보내 주세요."}};
  const Translator to_korean(pairs, {{"invoice", "청구서"}}, true, nullptr);
  const Translated exact = to_korean.translate("please send the invoice");
  CHECK(exact.target == "청구서를 보내 주세요.");
  CHECK(exact.by == std::string("pairs"));
  CHECK((exact.terms.size() == 1 && exact.lost.empty() && exact.doubts.empty()));
  CHECK(to_korean.translate("The meeting is at 5 on floor 7.").target ==
        "회의는 5시에 7층에서 합니다.");
  const Translated nearly = to_korean.translate("Please send us the invoice.");
  CHECK((nearly.by == std::string("nearly") && nearly.likeness > 0.8 && nearly.likeness < 1));
  CHECK_THROWS_AS(to_korean.translate("What is the weather like?"), Error);
  CHECK(Translator(pairs, {}, false, nullptr).translate("청구서를 보내 주세요").target ==
        "Please send the invoice.");
}

TEST_CASE("pairs are kept in the person's folder alone") {
  const TemporaryFolder folder;
  called(folder.path, "remember_pair", R"({"en": "Hello, \"you\".", "ko": "안녕하세요."})");
  const Json kept =
      called(folder.path, "remember_pair", R"({"en": "Hello, \"you\".", "ko": "반갑습니다."})");
  CHECK(kept.at("pairs") == Json(1));
  const Json t = called(folder.path, "translate", R"({"text": "Hello, \"you\"."})");
  CHECK(t.at("text") == Json("반갑습니다."));
  CHECK_THROWS_AS(called("", "remember_pair", R"({"en": "a", "ko": "b"})"), Error);
  write_file(folder.path / "pairs.csv", "en,ko\nonly,\n");
  CHECK_THROWS_AS(called(folder.path, "translate", R"({"text": "Hi."})"), Error);
}

TEST_CASE("style is counted and a draft held to it") {
  CHECK(ending_of("내일 뵙겠습니다.") == Ending::formal);
  CHECK(ending_of("그건 아니에요!") == Ending::polite);
  CHECK(ending_of("나는 학교에 갔다") == Ending::plain);
  CHECK(ending_of("밥 먹었어? ㅋㅋ") == Ending::casual);
  const Strings samples = {
      "안녕하세요, 김지연입니다.\n견적서를 보내 드립니다. 수량은 50개입니다.\n감사합니다.\n김지연 "
      "드림",
      "안녕하세요, 김지연입니다.\n회의는 3시로 미뤄졌습니다.\n감사합니다.\n김지연 드림"};
  const Style style = style_of(samples);
  CHECK(
      (style.language == Language::ko && style.usual() == Ending::formal && style.sentences == 3));
  CHECK(style.greeting == "안녕하세요, 김지연입니다.");
  CHECK(style.sign_off == "감사합니다.\n김지연 드림");
  const Strings points = {"납기일은 12일입니다"};
  const Draft draft = write_draft({"납기일 안내", points, samples, 0}, style, nullptr);
  CHECK(draft.text ==
        "안녕하세요, 김지연입니다.\n\n납기일은 12일입니다.\n\n감사합니다.\n김지연 드림");
  for (const Check& c : draft.checks) CHECK_MESSAGE(c.good, c.what);
  const auto failed = [&](std::string_view text) {
    Strings names;
    for (const Check& c : check_draft(text, style, points, "납기일 안내 12일"))
      if (!c.good) names.push_back(c.what);
    return names;
  };
  CHECK(failed("안녕하세요, 김지연입니다.\n납기일은 12일이 아니라 15일이에요.\n감사합니다.\n김지연 "
               "드림") == Strings{"ending", "numbers"});
  CHECK(failed("The goods arrive on the 12th.") ==
        Strings{"language", "ending", "length", "greeting", "sign_off", "points"});
  CHECK_THROWS_AS(style_of(Strings{}), Error);
}

TEST_CASE("a list that a model wrote") {
  CHECK(list_of("1. Tea\n2) **Coffee**\n- tea\n\n* Cocoa\n", 5) ==
        Strings{"Tea", "Coffee", "Cocoa"});
  CHECK(list_of("a\nb\nc", 2) == Strings{"a", "b"});
  CHECK(list_of("", 2).empty());
}
