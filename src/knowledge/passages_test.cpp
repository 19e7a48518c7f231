// A knowledge base as its user relies on it: what is found, what is added again, what is gone when removed.
#include "knowledge/passages.h"

#include <doctest/doctest.h>

#include <thread>

#include "base/error.h"
#include "base/folder_testing.h"
#include "knowledge/lexical.h"
#include "knowledge/passage_split.h"

using namespace tinybrain;

namespace {

namespace fs = std::filesystem;
using testing::bytes_of;
using testing::code_of;
using testing::put;

std::string all_bytes_of(const fs::path& base) {
  return bytes_of(base) + bytes_of(base.string() + "-wal");
}

std::string best(Passages& p, const char* question) {
  const auto hits = p.search(question, 1);
  return hits.empty() ? "" : p.passage(hits[0].id).text;
}

LoadedModel& seed() {
  static LoadedModel model(fs::path(TINYBRAIN_SOURCE_DIR) / "brains/seed", 1, Weights::Progress{});
  return model;
}

constexpr const char* kManual =
    "# Radio\n\nThe radio wakes you up.\n\n## Sound\n\nTurn the wheel to change the volume.\n\n"
    "## 배터리\n\n배터리는 열두 시간 동안 갑니다.\n";

}  // namespace

TEST_CASE("passages are found by words of either language and cite heading, file and line") {
  const testing::TemporaryFolder folder;
  put(folder.path / "docs/manual.md", kManual);
  Passages p(folder.path / "a.tbk", nullptr);
  const auto added = p.add(folder.path / "docs");
  CHECK(added.files == 1);
  CHECK(added.passages_added == 3);
  const auto hits = p.search("배터리가 얼마나 가나요?", 2);
  REQUIRE(hits.size() == 2);
  const Passage found = p.passage(hits[0].id);
  CHECK(found.text == "배터리는 열두 시간 동안 갑니다.");
  CHECK(found.heading == "Radio > 배터리");
  CHECK(fs::path(found.file).filename() == "manual.md");
  CHECK(found.row == 11);
  CHECK(hits[0].lexical > hits[1].lexical);
  CHECK(hits[0].meaning == 0);
  CHECK(best(p, "changing volumes") == "Turn the wheel to change the volume.");
  CHECK(p.search("", 5).size() == 3);
  CHECK(p.search("\xff\xfe", 1)[0].strength == 0);
  CHECK(code_of([&] { p.passage(99); }) == Code::not_found);
}

TEST_CASE("scores by words are those of the index in memory") {
  const testing::TemporaryFolder folder;
  const std::vector<std::string> texts = {"one apple and one pear", "사과 하나와 배 하나",
                                          "the apple falls far from the tree",
                                          "pears, pears, pears"};
  Passages p(folder.path / "a.tbk", nullptr);
  for (size_t i = 0; i < texts.size(); ++i) p.add_text(std::to_string(i), texts[i], "txt");
  const LexicalIndex reference({texts.begin(), texts.end()});
  for (const char* question : {"apple", "how far does a pear fall fall fall?", "사과"}) {
    const auto scores = reference.scores(question);
    for (const Hit& hit : p.search(question, 10))
      CHECK(hit.lexical ==
            doctest::Approx(scores[std::stoul(p.passage(hit.id).file)]).epsilon(1e-5));
  }
}

TEST_CASE("adding again costs nothing, a change costs the changed passages") {
  const testing::TemporaryFolder folder;
  const fs::path manual = folder.path / "docs/manual.md";
  put(manual, kManual);
  put(folder.path / "docs/deep/other.txt", "Something else entirely.");
  put(folder.path / "docs/empty.md", "");
  put(folder.path / "docs/odd.csv", "a,b\n1,2\n");
  Passages p(folder.path / "a.tbk", nullptr);
  auto added = p.add(folder.path / "docs");
  CHECK(added.files == 3);
  REQUIRE(added.problems.size() == 1);  // the table has no text
  CHECK(fs::path(added.problems[0].file).filename() == "odd.csv");
  const int64_t kept = p.search("volume wheel", 1)[0].id;
  added = p.add(folder.path / "docs");
  CHECK(added.files == 0);
  CHECK(added.unchanged == 3);
  CHECK(added.passages_added + added.passages_removed == 0);

  put(manual, "Preface.\n\n" + std::string(kManual) + "\n## Clock\n\nIt shows the time.\n");
  added = p.add(folder.path / "docs");
  CHECK(added.files == 1);
  CHECK(added.passages_added == 2);
  CHECK(added.passages_removed == 0);
  CHECK(p.search("volume wheel", 1)[0].id == kept);
  CHECK(p.passage(kept).row == 9);

  fs::remove(folder.path / "docs/deep/other.txt");
  added = p.add(folder.path / "docs");
  CHECK(added.vanished == 1);
  CHECK(added.passages_removed == 1);
  CHECK(p.files().size() == 2);
}

TEST_CASE("what is removed leaves no bytes, neither words nor vectors") {
  const testing::TemporaryFolder folder;
  const fs::path base = folder.path / "a.tbk";
  Passages p(base, &seed());
  for (int i = 0; i < 60; ++i)
    p.add_text("note " + std::to_string(i), "Note " + std::to_string(i) + " about the weather.",
               "txt");
  const std::string secret = "The treasure lies under the old oak at 4711 Elm Street.";
  const std::string terms(reinterpret_cast<const char*>(pack_terms(secret).data()), 40);
  std::vector<float> v(seed().config().width);
  const std::string_view view = secret;
  embed_texts(seed(), {&view, 1}, true, v.data());
  const std::string vector(reinterpret_cast<const char*>(pack_vector(v).data()), 100);
  p.add_text("secret", secret, "txt");
  for (const std::string& bytes : {secret, terms, vector})
    REQUIRE(all_bytes_of(base).find(bytes) != std::string::npos);
  CHECK(p.remove("secret") == 1);
  for (const std::string& bytes : {secret, terms, vector})
    CHECK(all_bytes_of(base).find(bytes) == std::string::npos);
  CHECK(p.size() == 60);
  CHECK(code_of([&] { p.remove("secret"); }) == Code::not_found);
  // So does a passage that its file no longer has.
  p.add_text("note 1", secret, "txt");
  p.add_text("note 1", "Forgotten.", "txt");
  CHECK(all_bytes_of(base).find(secret) == std::string::npos);
}

TEST_CASE("stopped while adding, files that were done stay and the others are as before") {
  const testing::TemporaryFolder folder;
  for (int i = 0; i < 5; ++i)
    put(folder.path / "docs" / ("file" + std::to_string(i) + ".txt"), "Text " + std::to_string(i));
  Passages p(folder.path / "a.tbk", nullptr);
  int calls = 0;
  CHECK(code_of([&] {
          p.add(folder.path / "docs", [&](uint64_t, uint64_t) { return ++calls < 4; });
        }) == Code::cancelled);
  const auto there = p.files();
  CHECK(there.size() >= 1);
  CHECK(there.size() < 5);
  for (const auto& file : there) CHECK(file.passages == 1);
  const auto added = p.add(folder.path / "docs");
  CHECK(added.unchanged == there.size());
  CHECK(p.size() == 5);
}

TEST_CASE("vectors belong to one encoder") {
  const testing::TemporaryFolder folder;
  const fs::path base = folder.path / "a.tbk";
  {
    Passages p(base, &seed());
    p.add_text("a", "The dog sleeps in the garden.", "txt");
    p.add_text("b", "오늘 주식 시장이 크게 올랐다.", "txt");
    CHECK(p.settings().encoder == "seed");
    CHECK(p.settings().width == seed().config().width);
    const auto hits = p.search("The dog sleeps in the garden.", 2);
    CHECK(hits[0].meaning == doctest::Approx(1).epsilon(0.02));
    CHECK(hits[0].lexical == doctest::Approx(1).epsilon(0.1));
    CHECK(hits[1].meaning < hits[0].meaning);
  }
  LoadedModel other(fs::path(TINYBRAIN_SOURCE_DIR) / "tests/data/models/bert", 1,
                    Weights::Progress{});
  CHECK(code_of([&] { Passages(base, &other); }) == Code::bad_argument);
  Passages words(base, nullptr);  // words alone still find, but cannot add
  CHECK(best(words, "dog") == "The dog sleeps in the garden.");
  CHECK(code_of([&] { words.add_text("c", "More.", "txt"); }) == Code::bad_argument);
  words.renew();
  CHECK(words.settings().fingerprint.empty());
  words.add_text("c", "More.", "txt");
  Passages again(base, &seed());  // there are no vectors now
  CHECK(code_of([&] { again.add_text("d", "Even more.", "txt"); }) == Code::bad_argument);
  again.renew();
  CHECK(again.search("More.", 1)[0].meaning == doctest::Approx(1).epsilon(0.02));
  Passages third(base, &other, {.renewing = true});
  third.renew();
  CHECK(third.settings().width == other.config().width);
}

TEST_CASE("what another opening of the file changes is seen") {
  const testing::TemporaryFolder folder;
  Passages one(folder.path / "a.tbk", nullptr), two(folder.path / "a.tbk", nullptr);
  one.add_text("a", "first words", "txt");
  CHECK(two.search("first", 5).size() == 1);
  two.add_text("b", "second words", "txt");
  CHECK(best(one, "second") == "second words");
  one.remove("a");
  CHECK(two.search("first", 5).size() == 1);
}

TEST_CASE("files that cannot be read are said so and change nothing") {
  const testing::TemporaryFolder folder;
  Passages p(folder.path / "a.tbk", nullptr);
  put(folder.path / "image.png", "no text");
  CHECK(code_of([&] { p.add(folder.path / "image.png"); }) == Code::unsupported);
  CHECK(code_of([&] { p.add(folder.path / "none.md"); }) == Code::not_found);
  CHECK(code_of([&] { p.add_text("", "text", "txt"); }) == Code::bad_argument);
  CHECK(code_of([&] { p.add_text("a", "text", "exe"); }) == Code::unsupported);
  put(folder.path / "bad.md", "# \xff\xfe\n\ntext \xc3( and \0 more");
  CHECK(code_of([&] { p.add(folder.path / "bad.md"); }) == Code::ok);
  put(folder.path / "b.tbk", "not a knowledge base, but long enough to have a header of some kind");
  CHECK(code_of([&] { Passages(folder.path / "b.tbk", nullptr); }) == Code::bad_file);
  CHECK(code_of([&] { Passages(folder.path / "c.tbk", nullptr, {.create = false}); }) ==
        Code::not_found);
}

TEST_CASE("long sections are cut between sentences, code is not") {
  std::string text = "# Long\n\n";
  for (int i = 0; i < 60; ++i)
    text += "This is sentence number " + std::to_string(i) + " of many. ";
  text += "\n\n## Code\n\n```\n";
  for (int i = 0; i < 40; ++i) text += "let x = " + std::to_string(i) + ". And so on;\n";
  text += "```\n";
  const auto passages = passages_of(read_document(text, "a.md", {.task = Task::complete}));
  REQUIRE(passages.size() >= 3);
  size_t sentences = 0;
  for (const auto& p : passages) {
    if (p.heading != "Long") continue;
    CHECK(p.text.starts_with("This is"));
    CHECK(p.text.ends_with("many."));
    for (size_t at = 0; (at = p.text.find("This", at)) != std::string::npos; ++at) ++sentences;
  }
  CHECK(sentences == 60);
  CHECK(passages.back().heading == "Long > Code");
  CHECK(passages.back().text.find("x = 39") != std::string::npos);
  CHECK(passages.back().text.starts_with("```"));
}
