#include "server/build_request.h"

#include <doctest/doctest.h>

#include "base/format.h"
#include "server/api_error.h"
#include "server/routes.h"

using namespace tinybrain;
using namespace tinybrain::server;

namespace {

constexpr const char* kGood =
    R"({"task": "classify", "files": [{"name": "a.csv", "base64": "dGV4dCxsYWJlbAo="}]})";

// The member that an error names.
std::string refused(const std::string& body) {
  try {
    read_build_request(Json::parse(body));
  } catch (const ApiError& e) {
    CHECK(e.status() == 400);
    return e.param();
  }
  return "";
}

std::string with_file(const std::string& file) {
  return R"({"task": "answer", "files": [)" + file + "]}";
}

}  // namespace

TEST_CASE("a request for a build, and the recipe of it") {
  const BuildRequest r = read_build_request(Json::parse(kGood));
  CHECK(r.name == "a");
  CHECK(r.base == "none");
  REQUIRE(r.files.size() == 1);
  CHECK(r.files[0].use == "data");
  CHECK(r.files[0].bytes == "text,label\n");
  BuildRequest more = r;
  more.options.set("epochs", 3);
  more.options.set("text_column", "질문 \"x\"\n");
  more.files.push_back({"t.csv", "test", ""});
  const std::string recipe = recipe_text(more, "m.gguf", "/f");
  CHECK(recipe.find("task = \"classify\"\n") != std::string::npos);
  CHECK(recipe.find("data = \"/f/data/a.csv\"\n") != std::string::npos);
  CHECK(recipe.find("test = \"/f/test/t.csv\"\n") != std::string::npos);
  CHECK(recipe.find("output = \"/f/brain\"\n") != std::string::npos);
  CHECK(recipe.find("epochs = 3\n") != std::string::npos);
  CHECK(recipe.find("text_column = \"질문 \\\"x\\\"\\n\"\n") != std::string::npos);
  more.files.push_back({"b.csv", "data", ""});
  CHECK(recipe_text(more, "none", "/f").find("data = \"/f/data\"\n") != std::string::npos);
}

TEST_CASE("what a request may not say, by the member that is wrong") {
  CHECK(refused(kGood) == "");
  CHECK(refused("{}") == "task");
  CHECK(refused(R"({"task": "understand"})") == "task");
  CHECK(refused(R"({"task": "answer"})") == "files");
  CHECK(refused(R"({"task": "answer", "files": []})") == "files");
  for (const char* name : {"../a", "a/b", ".hidden", "", "a\\\\b", "a\\u0001", " a", ".", ".."})
    CHECK(refused(with_file(fmt::format(R"({{"name": "{}", "text": ""}})", name))) ==
          "files[0].name");
  CHECK(refused(with_file(R"({"name": "a"})")) == "files[0]");
  CHECK(refused(with_file(R"({"name": "a", "text": "", "base64": ""})")) == "files[0]");
  for (const char* base64 : {"A", "AAA", "AA=A", "A===", "AAA*", "=AAA"})
    CHECK(refused(with_file(fmt::format(R"({{"name": "a", "base64": "{}"}})", base64))) ==
          "files[0].base64");
  CHECK(refused(with_file(R"({"name": "a", "text": ""}, {"name": "a", "text": ""})")) ==
        "files[1].name");
  CHECK(refused(with_file(R"({"name": "a", "text": "", "use": "test"})")) == "files");
  for (const char* option : {R"("output": "/tmp/x")", R"("data": "/etc/passwd")", R"("base": "x")",
                             R"("a.b": 1)", R"("epochs": [1])", R"("heads": [])", R"("a\nb": 1)"})
    CHECK(
        refused(
            fmt::format(
                R"({{"task": "answer", "files": [{{"name": "a", "text": ""}}], "options": {{{}}}}})",
                option))
            .starts_with("options."));
}

TEST_CASE("a '*' in a route is one part of a path") {
  const Route* route = find_route("GET", "/v1/builds/20260101-000000");
  REQUIRE(route);
  CHECK(rest_of(*route, "/v1/builds/20260101-000000") == "20260101-000000");
  CHECK(route->method == std::string_view("GET"));
  CHECK(find_route("DELETE", "/v1/builds/x")->method == std::string_view("DELETE"));
  route = find_route("GET", "/v1/builds/x/events");
  REQUIRE(route);
  CHECK(rest_of(*route, "/v1/builds/x/events") == "x");
  for (const char* path : {"/v1/builds/", "/v1/builds//events", "/v1/builds/a/b",
                           "/v1/builds/a/b/events", "/v1/builds/../x/events"})
    CHECK(find_route("GET", path) == nullptr);
  CHECK(allowed_methods("/v1/builds") == "GET, POST");
  CHECK(find_route("POST", "/v1/builds")->body == largest_body());
}
