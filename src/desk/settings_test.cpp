// Settings take what makes sense, name what does not, and are whole on the disk.
#include "desk/settings.h"

#include <doctest/doctest.h>

#include "base/folder_testing.h"
#include "desk/desk_testing.h"

namespace tinybrain::desk {

using testing::code_of;

TEST_CASE("settings come back as they were written, and the defaults where there are none") {
  tinybrain::testing::TemporaryFolder folder;
  CHECK(read_settings(folder.path).dial == 0.05);
  Settings s;
  change(s, Json::parse(R"({"dial": 0.02, "escalation": {"mode": "ask",
      "endpoint": "http://127.0.0.1:1/v1", "model": "큰 모델", "budget_per_day": 3, "timeout": 5}})"));
  write_settings(s, folder.path);
  const Settings read = read_settings(folder.path);
  CHECK(to_json(read).dump() == to_json(s).dump());
  CHECK(read.escalation.mode == Escalation::Mode::ask);
  CHECK(read.escalation.model == "큰 모델");
}

TEST_CASE("what makes no sense is refused and changes nothing") {
  const Settings before;
  for (const char* changes :
       {R"({"dial": 0})", R"({"dial": 0.6})", R"({"dial": "0.05"})", R"({"dial": null})",
        R"({"diall": 0.05})", R"([])", R"("x")", R"({"name": 3})", R"({"escalation": true})",
        R"({"escalation": {"mode": "sometimes"}})", R"({"escalation": {"mode": "always"}})",
        R"({"escalation": {"endpoint": "file:///etc/passwd"}})",
        R"({"escalation": {"endpoint": "localhost:80"}})",
        R"({"escalation": {"budget_per_day": -1}})", R"({"escalation": {"price_in": 1e9}})",
        R"({"escalation": {"timeout": 0}})", R"({"escalation": {"timeout": 1e4}})",
        R"({"escalation": {"nothing": 1}})",
        R"({"dial": 0.1, "escalation": {"mode": "ask", "endpoint": ""}})"}) {
    CAPTURE(changes);
    Settings s;
    CHECK(code_of([&] { change(s, Json::parse(changes)); }) == Code::bad_argument);
    CHECK(to_json(s).dump() == to_json(before).dump());
  }
}

TEST_CASE("a damaged file of settings is named") {
  tinybrain::testing::TemporaryFolder folder;
  for (const char* text : {"", "{", "{\"dial\": 7}", "\xff", "null"}) {
    testing::put(folder.path / "settings.json", text);
    CAPTURE(text);
    try {
      read_settings(folder.path);
      FAIL("was read");
    } catch (const Error& e) {
      CHECK(std::string(e.what()).find("settings.json") != std::string::npos);
    }
  }
}

}  // namespace tinybrain::desk
