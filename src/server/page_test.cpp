#include "server/page.h"

#include <doctest/doctest.h>

#include <string_view>

#include "server/routes.h"

using namespace tinybrain::server;

TEST_CASE("the page's files have routes that need no key, and no other path becomes one of them") {
  for (const char* path : {"/", "/app.js", "/app.css", "/icon.svg", "/licenses.txt"}) {
    const Route* route = find_route("GET", path);
    REQUIRE(route);
    CHECK(route->path == std::string_view(path));
    CHECK(route->open);
    CHECK(find_route("HEAD", path) == route);
  }
  for (const char* path : {"", "//", "/app.js/", "/index.html", "/../app.js", "/app", "/x"})
    CHECK(find_route("GET", path) == nullptr);
}

TEST_CASE("the page may load nothing from elsewhere; a program without it says so") {
  Metrics metrics;
  Models models({}, {});
  Service service{models, metrics};
  const Answer answer = page_index(service, {});
  if (!has_page()) {
    CHECK(answer.status == 404);
    CHECK(answer.type == "text/plain; charset=utf-8");
    CHECK(answer.body.find("/openapi.json") != std::string::npos);
    return;
  }
  CHECK(answer.status == 200);
  CHECK(answer.type == "text/html; charset=utf-8");
  CHECK(answer.policy.starts_with("default-src 'self';"));
  CHECK(answer.policy.find("unsafe") == std::string::npos);
  CHECK(answer.body.find("://") == std::string::npos);
  CHECK(page_script(service, {}).type == "text/javascript; charset=utf-8");
  CHECK(page_style(service, {}).type == "text/css; charset=utf-8");
  size_t all = 0;
  for (const PageFile* file = kPageFiles; file->name; ++file) all += file->size;
  CHECK(all < 360'000);
}
