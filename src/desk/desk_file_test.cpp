// A desk's file: the same after writing and reading, and an Error, never anything else, when it is damaged.
#include "desk/desk_file.h"

#include <doctest/doctest.h>

#include <iterator>

#include "base/folder_testing.h"
#include "base/rng.h"
#include "desk/desk_testing.h"

namespace tinybrain::desk {
namespace {

namespace fs = std::filesystem;
using testing::code_of;
using testing::put;
using tinybrain::testing::bytes_of;

// Opens it and asks as a customer would. Anything but an Error ends the test program.
Code use(const fs::path& path) {
  return code_of([&] {
    const Desk desk(path, nullptr);
    Conversation c;
    const Settled s = desk.settle("Can I send my card back?", c);
    if (!s.candidates.empty()) {
      desk.question_text(s.candidates[0]);
      desk.answer_text(s.candidates[0].answer);
    }
  });
}

// A few questions an answer, so that there is a head too, in a small file.
std::string small_desk(const fs::path& folder) {
  std::string faq = "question,answer\n";
  std::ifstream in(testing::table("desk_faq.csv"));
  std::string line;
  for (int i = 0; std::getline(in, line); ++i)
    if (i > 0 && i <= 70 && (i - 1) % 30 < 5) faq += line + "\n";
  put(folder / "faq.csv", faq);
  MakeOptions options;
  options.faq = folder / "faq.csv";
  make_desk(options, nullptr, folder / "desk.gguf", {});
  return bytes_of(folder / "desk.gguf");
}

}  // namespace

TEST_CASE("what was written is read") {
  tinybrain::testing::TemporaryFolder folder;
  testing::make_bank(folder.path / "desk.gguf");
  const DeskFile file = read_desk(folder.path / "desk.gguf");
  CHECK(file.faq.questions.size() == 300);
  CHECK(file.faq.answers.size() == 10);
  CHECK(file.faq.answers[0].file == "desk_faq.csv");
  CHECK(file.faq.answers[0].row == 2);
  CHECK(file.head.labels() == 10);
  CHECK(file.fitted.calibration.points().size() >= 300);
  const Desk desk(folder.path / "desk.gguf", nullptr);
  desk.save(folder.path / "again.gguf");
  CHECK(bytes_of(folder.path / "again.gguf") == bytes_of(folder.path / "desk.gguf"));
  // The same FAQ and seed give the same file.
  testing::make_bank(folder.path / "third.gguf");
  CHECK(bytes_of(folder.path / "third.gguf") == bytes_of(folder.path / "desk.gguf"));
}

TEST_CASE("a file that was cut off is refused") {
  tinybrain::testing::TemporaryFolder folder;
  const std::string whole = small_desk(folder.path);
  REQUIRE(use(folder.path / "desk.gguf") == Code::ok);
  const fs::path cut = folder.path / "cut.gguf";
  // The last bytes only fill it up to a multiple of 32.
  for (size_t n = 0; n + 32 <= whole.size(); n += 1 + whole.size() / 199) {
    put(cut, std::string_view(whole).substr(0, n));
    CAPTURE(n);
    CHECK(use(cut) != Code::ok);
  }
}

TEST_CASE("flipped bytes give an error or another text, never a crash") {
  tinybrain::testing::TemporaryFolder folder;
  const std::string whole = small_desk(folder.path);
  const fs::path flipped = folder.path / "flipped.gguf";
  Rng rng(1);
  size_t refused = 0;
  for (size_t at = 0; at < whole.size(); at += at < 1200 ? 1 : 1 + whole.size() / 400) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ static_cast<char>(1 + rng.next() % 255));
    put(flipped, bytes);
    CAPTURE(at);
    refused += use(flipped) != Code::ok;
  }
  CHECK(refused > 0);
}

TEST_CASE("what is no desk is refused") {
  tinybrain::testing::TemporaryFolder folder;
  const fs::path file = folder.path / "desk.gguf";
  for (std::string_view bytes : {"", "GGUF", "not a desk at all"}) {
    put(file, bytes);
    CHECK(use(file) == Code::bad_file);
  }
  // A brain is a GGUF file too.
  CHECK(use(fs::path(TINYBRAIN_SOURCE_DIR) / "brains/seed/model.gguf") == Code::bad_file);
}

}  // namespace tinybrain::desk
