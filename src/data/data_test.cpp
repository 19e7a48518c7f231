// Reading, checking and splitting: what a person with a CSV relies on, and what bad files do.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "base/error.h"
#include "base/folder_testing.h"
#include "data/check.h"
#include "data/choices.h"
#include "data/csv.h"
#include "data/encoding.h"
#include "data/minhash.h"
#include "data/split.h"

using namespace tinybrain;

namespace {

const std::string kTables = TINYBRAIN_SOURCE_DIR "/tests/data/tables/";

Dataset read_bytes(const std::string& name, const std::string& bytes, const ReadOptions& options) {
  const testing::TemporaryFolder folder;
  const auto path = folder.path / name;
  std::ofstream(path, std::ios::binary) << bytes;
  return read_dataset(path, options);
}

std::string message_of(const std::string& name, const std::string& bytes, Task task) {
  try {
    ReadOptions options;
    options.task = task;
    read_bytes(name, bytes, options);
  } catch (const Error& e) {
    return e.message(Language::en);
  }
  return "";
}

const Finding* find(const Dataset& d, const std::string& kind) {
  for (const Finding& f : d.findings)
    if (f.kind == kind) return &f;
  return nullptr;
}

}  // namespace

TEST_CASE("columns are found by their usual names, in both languages") {
  ReadOptions options;
  const Dataset d = read_dataset(kTables + "banking77.csv", options);
  CHECK(d.examples.size() == 90);
  CHECK(d.labels().size() == 3);
  CHECK(d.examples[0].row == 2);
  CHECK(d.sources[0].encoding == "UTF-8");
  CHECK(d.sources[0].sha256.size() == 64);
  options.task = Task::answer;
  const Dataset ko = read_dataset(kTables + "chatbot_ko.csv", options);
  CHECK(ko.examples.size() == 40);
  CHECK(!ko.examples[0].answer.empty());
  const Dataset named = read_bytes("x.csv", "질문;답변\n\"몇 시에\n여나요?\";아홉 시\n", options);
  CHECK(named.examples[0].text == "몇 시에\n여나요?");
  CHECK(named.examples[0].answer == "아홉 시");
}

TEST_CASE("a table that cannot be right says which line, and what to do") {
  CHECK(message_of("x.csv", "text,label\na,b\n\"open,c\nd,e\n", Task::classify).find("line 3") !=
        std::string::npos);
  CHECK(message_of("x.csv", "text,label\n\"a\"b,c\n", Task::classify).find("line 2") !=
        std::string::npos);
  CHECK(message_of("x.csv", "text,other\na,b\n", Task::classify).find("--label-column") !=
        std::string::npos);
  CHECK(message_of("x.csv", "text,label\na\nb\nc,d\n", Task::classify).find("2 of 3") !=
        std::string::npos);
  CHECK(message_of("x.csv", "text,label\n", Task::classify).find("no examples") !=
        std::string::npos);
  CHECK(message_of("x.doc", "x", Task::classify).find(".csv") != std::string::npos);
  CHECK(message_of("x.jsonl", "{\"text\": \"a\", \"label\": \"b\"}\n{\"text\": \n", Task::classify)
            .find("line 2") != std::string::npos);
}

TEST_CASE("rows with other fields than the header are left out, with their lines") {
  const Dataset d = read_bytes("x.csv", "text,label\na,b\nc\nd,e\nf,g\n", {});
  CHECK(d.examples.size() == 3);
  REQUIRE(find(d, "bad_row"));
  CHECK(find(d, "bad_row")->rows == std::vector<uint64_t>{3});
}

TEST_CASE("encodings: marks, CP949, and both in one file") {
  const std::string korean_cp949 = "\xbe\xc8\xb3\xe7";  // 안녕
  CHECK(decode_text("\xef\xbb\xbf글").text == "글");
  CHECK(decode_text(std::string("\xff\xfe\x00\xac", 4)).text == "가");
  CHECK(decode_text(korean_cp949).text == "안녕");
  CHECK(decode_text(korean_cp949).encoding == "CP949");
  const DecodedText both = decode_text("하나\n둘\n" + korean_cp949 + "\n셋");
  CHECK(both.text == "하나\n둘\n안녕\n셋");
  CHECK(both.odd_lines == std::vector<uint64_t>{3});
  const DecodedText broken = decode_text("a\n\xff\xff\x80\nb");
  CHECK(broken.damaged);
  CHECK(broken.odd_lines == std::vector<uint64_t>{2});
  CHECK(decode_text("a\r\nb\rc").text == "a\nb\nc");
}

TEST_CASE("chats, in the two usual shapes") {
  ReadOptions options;
  options.task = Task::chat;
  const Dataset d = read_bytes(
      "x.jsonl",
      "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},{\"role\":\"assistant\",\"content\":"
      "\"hello\"}]}\n"
      "{\"conversations\":[{\"from\":\"human\",\"value\":\"a\"},{\"from\":\"gpt\",\"value\":\"b\"}]"
      "}\n",
      options);
  REQUIRE(d.examples.size() == 2);
  CHECK(d.examples[1].turns[0].role == "user");
  CHECK(d.examples[1].turns[1].role == "assistant");
  CHECK(d.examples[0].answer == "hello");
}

TEST_CASE("options and the right one, in the usual forms") {
  ReadOptions options;
  options.task = Task::complete;
  options.judging = true;
  const auto right = [&](const std::string& name, const std::string& bytes) {
    return right_options(read_bytes(name, bytes, options).examples);
  };
  using Indices = std::vector<uint32_t>;
  CHECK(right("x.csv", "q,A,B,C,answer\nx,1,2,,b\ny,1,2,3,C\n") == Indices{1, 2});
  CHECK(right("x.csv", "q,option_a,option_b,answer\nx,red,blue,B\n") == Indices{1});
  CHECK(right("x.csv", "질문,선택지 1,선택지 2,정답\nx,1,2,1\ny,3,4,4\n") ==
        Indices{0, 1});  // every answer is an option's text
  CHECK(right("x.csv", "q,ending0,ending1,label\nx,one,two,1\ny,one,two,0\n") == Indices{1, 0});
  CHECK(right("x.csv", "q,choice1,choice2,label\nx,one,two,1\ny,one,two,2\n") == Indices{0, 1});
  CHECK(right("x.csv", "q;options;a\nx;\"[\"\"a|b\"\", \"\"c\"\"]\";c\ny;d | e;d\n") ==
        Indices{1, 0});
  CHECK_THROWS_AS(right("x.csv", "q,A,B,answer\nx,1,2,C\n"), Error);
  CHECK_THROWS_AS(right("x.csv", "q,A,B,answer\nx,1,,A\n"), Error);
  CHECK_THROWS_AS(right("x.csv", "q,A,B,answer\nx,1,2,\n"), Error);
  options.option_columns = {"y", "x"};
  CHECK(right("x.csv", "q,x,y,answer\nx,1,2,1\n") == Indices{1});
  options.option_columns = {"none"};
  CHECK_THROWS_AS(right("x.csv", "q,x,y,answer\nx,1,2,1\n"), Error);
  // Only who judges gets them: a list is an answer of its own to who builds.
  const std::string json = R"({"q": "x", "answer": ["a", "b"], "options": ["c", "d"]})";
  const Dataset built = read_bytes("x.jsonl", json, {Task::answer});
  CHECK(built.examples[0].answer == R"(["a","b"])");
  CHECK(built.examples[0].options.empty());
  options.option_columns.clear();
  const Dataset judged = read_bytes("x.jsonl", json, options);
  CHECK(judged.examples[0].answer == "a");
  CHECK(judged.examples[0].other_answers == std::vector<std::string>{"b"});
  CHECK(judged.examples[0].options == std::vector<std::string>{"c", "d"});
}

TEST_CASE("manuals become passages under their headings; code stays whole") {
  ReadOptions options;
  options.task = Task::answer;
  const Dataset md = read_bytes(
      "x.md", "# A\n\none\n\n## B\n\n```\n# no heading\n\nx\n```\n\ntwo\n# C\nthree\n", options);
  REQUIRE(md.examples.size() == 3);
  CHECK(md.examples[0].heading == "A");
  CHECK(md.examples[1].heading == "A > B");
  CHECK(md.examples[1].answer.find("# no heading\n\nx") != std::string::npos);
  CHECK(md.examples[2].heading == "C");
  CHECK(md.examples[2].row == 15);
  const Dataset html = read_bytes(
      "x.html",
      "<html><script>bad()</script><h1>Fees &amp; limits</h1><p>Free &#54620; <b>here</b>.</p>"
      "<h2>More</h2><!-- no --><p>Second</p>",
      options);
  REQUIRE(html.examples.size() == 2);
  CHECK(html.examples[0].heading == "Fees & limits");
  CHECK(html.examples[0].answer == "Free 한 here.");
  CHECK(html.examples[1].heading == "Fees & limits > More");
}

TEST_CASE("checks name the rows and the flag that mends them") {
  const std::string table =
      "text,label\n"
      "Where is my card?,card\nwhere is  my CARD?,card\nHow much is the dollar?,rate\n"
      "How much is the dollar?,money\n,card\n"
      "I would like to know when my new card will arrive at home,card\n"
      "I would like to know when my new card will arrive at home.,card\n";
  Dataset d = read_bytes("x.csv", table, {});
  check_dataset(d, {});
  CHECK(find(d, "empty")->rows == std::vector<uint64_t>{6});
  CHECK(find(d, "duplicate")->rows == std::vector<uint64_t>{3});
  CHECK(find(d, "near_duplicate")->rows == std::vector<uint64_t>{8});
  CHECK(find(d, "contradiction")->rows == std::vector<uint64_t>{4, 5});
  CHECK(find(d, "too_few"));
  CHECK(d.examples.size() == 6);
  Dataset mended = read_bytes("x.csv", table, {});
  CheckOptions all;
  all.drop_duplicates = all.drop_near_duplicates = all.drop_contradictions = true;
  CHECK_THROWS_AS(check_dataset(mended, all), Error);  // only 'card' is left
  CHECK(mended.examples.size() == 2);
  Dataset one = read_bytes("x.csv", "text,label\na,b\nc,b\n", {});
  CHECK_THROWS_AS(check_dataset(one, {}), Error);
}

TEST_CASE("near-duplicates are found among many, and only they") {
  std::vector<std::string> texts;
  for (int i = 0; i < 3000; ++i)
    texts.push_back("question number " + std::to_string(i * 7919) + " about subject " +
                    std::to_string(i * 104729 % 9973) + " asked at the counter");
  texts.push_back(texts[1234] + "!");
  const std::vector<uint32_t> first = first_near(texts, 0.9);
  CHECK(first.back() == 1234);
  size_t moved = 0;
  for (size_t i = 0; i < first.size(); ++i) moved += first[i] != i;
  CHECK(moved == 1);
}

TEST_CASE("a split keeps shares, labels and repeats together, and is the same every time") {
  Dataset d = read_dataset(kTables + "banking77.csv", {});
  for (size_t i = 0; i < 10; ++i) {  // a near-repeat of each of the first ten
    Example e = d.examples[i];
    e.text += " ?";
    d.examples.push_back(e);
  }
  const Split split = split_dataset(d, 0.2, 0.1, 7);
  CHECK(split.train.size() + split.dev.size() + split.test.size() == 100);
  CHECK(split.dev.size() >= 15);
  CHECK(split.test.size() >= 6);
  std::set<uint32_t> all;
  for (const auto* side : {&split.train, &split.dev, &split.test}) {
    std::set<std::string> labels;
    for (uint32_t i : *side) {
      all.insert(i);
      labels.insert(d.examples[i].label);
      if (i < 10)  // its twin is on the same side
        CHECK(std::find(side->begin(), side->end(), 90 + i) != side->end());
    }
    CHECK(labels.size() == 3);
  }
  CHECK(all.size() == 100);
  CHECK(split_dataset(d, 0.2, 0.1, 7).dev == split.dev);
  CHECK(split_dataset(d, 0.2, 0.1, 8).dev != split.dev);
  CHECK_THROWS_AS(split_dataset(d, 0.6, 0.5, 1), Error);
}
