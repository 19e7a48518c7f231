// Names are no paths, and what came along as a sample is never written, whichever tool and however the folder is named.
#include "skills/data_folder.h"

#include <doctest/doctest.h>

#include <map>

#include "base/error.h"
#include "base/file.h"
#include "base/folder_testing.h"
#include "skills/registry.h"

using namespace tinybrain;
using namespace tinybrain::skills;
using tinybrain::testing::TemporaryFolder;

namespace {

namespace fs = std::filesystem;

const fs::path kSkills = fs::path(TINYBRAIN_SOURCE_DIR) / "skills";

struct Call {
  const char *skill, *tool, *arguments;
};
// All that write a file beside what they read.
const Call kWriting[] = {
    {"loan", "train", R"({"table": "applications.csv", "target": "risk", "good": "good"})"},
    {"patient", "train", R"({"table": "symptoms.csv", "encoder": false})"},
    {"office", "learn", R"({"table": "messages.csv", "encoder": false})"},
    {"office", "learn_names", R"({"table": "names.jsonl"})"},
    {"office", "classify", R"({"table": "reviews.csv", "output": "sorted.csv"})"},
    {"office", "remember_pair", R"({"en": "good morning", "ko": "좋은 아침입니다"})"},
};

std::map<std::string, std::string> content_of(const fs::path& folder) {
  std::map<std::string, std::string> all;
  for (const auto& entry : fs::directory_iterator(folder))
    all[entry.path().filename().string()] = read_file(entry.path());
  return all;
}

std::string refused(const Call& c, const fs::path& data, Language language) {
  try {
    open(kSkills / c.skill, data, nullptr, Json{Json::Object{}})
        .call(c.tool, Json::parse(c.arguments));
  } catch (const Error& e) {
    CHECK(e.code() == Code::bad_argument);
    return e.message(language);
  }
  return "";
}

}  // namespace

TEST_CASE("no tool writes into a sample, and the error says what to do") {
  const TemporaryFolder folder;
  for (const Call& c : kWriting) {
    CAPTURE(c.tool);
    const fs::path sample = kSkills / c.skill / "sample";
    const auto before = content_of(sample);
    fs::remove(folder.path / "link");
    fs::create_directory_symlink(sample, folder.path / "link");
    for (const fs::path& data : {fs::path(), sample, sample / "",
                                 kSkills / c.skill / "." / "sample", folder.path / "link"}) {
      CAPTURE(data.string());
      CHECK(refused(c, data, Language::en).find("cp -r '" + sample.string() + "'") !=
            std::string::npos);
      CHECK(refused(c, data, Language::ko).find("cp -r '" + sample.string() + "'") !=
            std::string::npos);
    }
    CHECK(content_of(sample) == before);
  }
}

TEST_CASE("a copy of the sample can be learnt from, and still says that it is the sample") {
  const TemporaryFolder folder;
  fs::copy(kSkills / "patient" / "sample", folder.path / "copy", fs::copy_options::recursive);
  const Json learn = Json::parse(
                 R"({"table": "symptoms.csv", "encoder": false, "sorter": "own.json"})"),
             sort = Json::parse(R"({"text": "my nose runs", "sorter": "own.json"})");
  const Opened own = open(kSkills / "patient", folder.path / "copy", nullptr, Json{Json::Object{}});
  own.call("train", learn);
  CHECK(own.call("sort", sort).find("sample") == nullptr);
  const Opened tried =
      open(kSkills / "patient", folder.path / "copy", nullptr, Json::parse(R"({"sample": true})"));
  CHECK(tried.info().at("sample") == Json(true));
  tried.call("train", learn);
  CHECK(tried.call("sort", sort).find("sample") != nullptr);
}

TEST_CASE("a name is the name of a file in the folder") {
  const TemporaryFolder folder;
  const Manifest manifest = read_manifest(kSkills / "office");
  const DataFolder data(Opening{.manifest = manifest, .data = folder.path, .options = {}});
  CHECK(data.file_to_write("a.csv") == folder.path / "a.csv");
  for (const char* name : {"", ".", "..", "../a", "/a", "a/b"}) {
    CHECK_THROWS_AS(data.file(name), Error);
    CHECK_THROWS_AS(data.file_to_write(name), Error);
  }
}
