// A skill without code: its tables, the tools that an app adds, and its limits.
#include <doctest/doctest.h>

#include "base/folder_testing.h"
#include "skills/check.h"
#include "skills/registry.h"
#include "skills/skeleton.h"

using namespace tinybrain;
using namespace tinybrain::skills;
using testing::code_of;

namespace {

Opened open_at(const std::filesystem::path& folder) {
  return open(folder, "", nullptr, Json(Json::Object{}));
}

Tool tool_of(const char* name, const char* schema) {
  return {.name = name, .about = {name, name}, .arguments = Json::parse(schema), .entry = {}};
}

}  // namespace

TEST_CASE("an app's tool gets arguments that fit its schema") {
  testing::TemporaryFolder place;
  make_skeleton(place.path / "pantry");
  Opened skill = open_at(place.path / "pantry");
  const Json milk = Json::parse(R"({"item": "milk", "count": 2})");
  CHECK(code_of([&] { skill.call("add_to_list", milk); }) == Code::unsupported);
  Json got;
  skill.add_tool(tool_of("add_to_list", R"({"type": "object", "required": ["item"]})"),
                 [&](const Json& arguments) {
                   got = arguments;
                   return Json::parse(R"({"added": true})");
                 });
  CHECK(skill.call("add_to_list", milk).get_bool("added", false));
  CHECK(got == milk);
  CHECK(code_of([&] { skill.call("add_to_list", Json(Json::Object{})); }) == Code::bad_argument);
  skill.add_tool(tool_of("weather", "{}"), [](const Json&) { return Json(3); });
  CHECK(code_of([&] { skill.call("weather", Json(Json::Object{})); }) == Code::bad_argument);
  CHECK(skill.info().at("tools").as_array().size() == 3);
  for (const char* name : {"", "a b", "../x", "한글"})
    CHECK(code_of([&] { skill.add_tool(tool_of(name, "{}"), {}); }) == Code::bad_argument);
  CHECK(code_of([&] { skill.add_tool(tool_of("x", R"({"pattern": "a"})"), {}); }) ==
        Code::unsupported);
}

TEST_CASE("rows of a table") {
  testing::TemporaryFolder place;
  make_skeleton(place.path / "pantry");
  const Json found = open_at(place.path / "pantry").call("find", Json::parse(R"({"days": 5})"));
  CHECK(found.at("found") == Json(2));
  CHECK(found.at("rows").as_array()[0].at("days") == Json(3.0));
  CHECK(found.at("trace").as_array()[0].get_string("table", "") == "pantry.csv");
  const auto table = place.path / "pantry/sample/pantry.csv";
  for (const char* bad :
       {"", "item,amount\nx,1\n", "item,amount,days\nx,1\n", "item,amount,days\n\"x,1,2\n"}) {
    testing::put(table, bad);
    CHECK_MESSAGE(code_of([&] { open_at(place.path / "pantry"); }) != Code::ok, bad);
  }
  std::filesystem::remove(table);
  CHECK(code_of([&] { open_at(place.path / "pantry"); }) == Code::not_found);
}

TEST_CASE("what was measured is held to the limits") {
  testing::TemporaryFolder place;
  const auto folder = place.path / "pantry";
  make_skeleton(folder);
  Manifest m = read_manifest(folder);
  const auto with = [&](const char* limits, const char* measures) {
    m.limits = Json::parse(limits);
    testing::put(folder / "eval/report.json", std::string(R"({"measures": )") + measures + "}");
    return code_of([&] { require_within_limits(m); });
  };
  CHECK(with(R"({"error": 0.1})", R"({"error": 0.1})") == Code::ok);
  CHECK(with(R"({"error": 0.1})", R"({"error": 0.100001})") == Code::unsupported);
  CHECK(with(R"({"gap": {"most": 0.2}})", R"({"gap": 0.3})") == Code::unsupported);
  CHECK(with(R"({"auc": {"least": 0.8}})", R"({"auc": 0.79})") == Code::unsupported);
  CHECK(with(R"({"auc": {"least": 0.8}, "words": "x", "most_rows": 5})", R"({"auc": 0.81})") ==
        Code::ok);
  CHECK(with(R"({"error": 0.1})", R"({"error": "low"})") == Code::bad_file);
  CHECK(with(R"({"error": 0.1})", "3") == Code::ok);
}
