#include "server/guard.h"

#include <doctest/doctest.h>

#include "server/api_error.h"
#include "server/routes.h"

using namespace tinybrain::server;

namespace {

using Headers = httplib::Headers;
constexpr size_t kMost = 8 << 20;

// The status of a refusal, or 200.
int status(const GuardOptions& options, const Headers& headers, bool body = false) {
  httplib::Request request;
  request.method = body ? "POST" : "GET";
  request.headers = headers;
  try {
    const Guard guard(options);
    guard.check(request, false);
    if (body) guard.check_body(request, kMost);
  } catch (const ApiError& e) {
    return e.status();
  }
  return 200;
}

GuardOptions local() {
  GuardOptions o;
  o.port = 8484;
  return o;
}

}  // namespace

TEST_CASE("only this server's own names") {
  for (const char* host : {"localhost:8484", "LOCALHOST:8484", "127.0.0.1:8484", "[::1]:8484"})
    CHECK(status(local(), {{"Host", host}}) == 200);
  for (const char* host :
       {"", "localhost", "localhost:80", "evil.example", "evil.example:8484",
        "localhost:8484.evil.example", "127.0.0.1:8484@evil.example", "127.1:8484"})
    CHECK(status(local(), {{"Host", host}}) == 403);
  CHECK(status(local(), {}) == 403);
  CHECK(status(local(), {{"Host", "localhost:8484"}, {"Host", "localhost:8484"}}) == 403);
  GuardOptions o = local();
  o.port = 80;
  CHECK(status(o, {{"Host", "localhost"}}) == 200);
  o.allow_hosts = {"brain.example", "other.example:9"};
  CHECK(status(o, {{"Host", "Brain.example:1234"}}) == 200);
  CHECK(status(o, {{"Host", "other.example:9"}}) == 200);
  CHECK(status(o, {{"Host", "other.example"}}) == 403);
}

TEST_CASE("pages of elsewhere are refused") {
  const std::pair<const char*, const char*> host = {"Host", "localhost:8484"};
  CHECK(status(local(), {host, {"Origin", "http://localhost:8484"}}) == 200);
  for (const char* origin : {"http://localhost:8485", "https://localhost:8484", "null", "",
                             "http://127.0.0.1:8484", "http://evil.example"})
    CHECK(status(local(), {host, {"Origin", origin}}) == 403);
  GuardOptions o = local();
  o.allow_origins = {"https://app.example"};
  CHECK(status(o, {host, {"Origin", "https://app.example"}}) == 200);
  CHECK(status(o, {host, {"Origin", "https://app.example"}, {"Origin", "https://a.b"}}) == 403);
}

TEST_CASE("keys") {
  GuardOptions o = local();
  o.key = "s3cret";
  const std::pair<const char*, const char*> host = {"Host", "localhost:8484"};
  CHECK(status(o, {host}) == 401);
  CHECK(status(o, {host, {"Authorization", "Bearer s3cret"}}) == 200);
  CHECK(status(o, {host, {"Authorization", "bearer s3cret"}}) == 200);
  for (const char* given : {"s3cret", "Bearer", "Bearer ", "Bearer s3cre", "Bearer s3cretx",
                            "Bearer s3creT", "Basic s3cret"})
    CHECK(status(o, {host, {"Authorization", given}}) == 401);
}

TEST_CASE("bodies say what and how long they are") {
  const auto body = [](Headers more) {
    more.emplace("Host", "localhost:8484");
    return status(local(), more, true);
  };
  const std::pair<const char*, const char*> type = {"Content-Type",
                                                    "application/json; charset=utf-8"};
  CHECK(body({type, {"Content-Length", "2"}}) == 200);
  CHECK(body({type, {"Transfer-Encoding", "chunked"}}) == 200);
  CHECK(body({type}) == 411);
  CHECK(body({type, {"Content-Length", "8388609"}}) == 413);
  CHECK(body({type, {"Content-Length", "99999999999999999999999"}}) == 413);
  for (const char* length : {"", "-1", "0x2", "2,2", "2 "})
    CHECK(body({type, {"Content-Length", length}}) == 400);
  CHECK(body({type, {"Content-Length", "2"}, {"Transfer-Encoding", "chunked"}}) == 400);
  CHECK(body({type, {"Transfer-Encoding", "gzip"}}) == 400);
  CHECK(body({{"Content-Type", "application/jsonx"}, {"Content-Length", "2"}}) == 415);
  CHECK(body({{"Content-Length", "2"}}) == 415);
  CHECK(body({type, {"Content-Length", "2"}, {"Content-Encoding", "gzip"}}) == 415);
}

TEST_CASE("loopback") {
  for (const char* host : {"localhost", "127.0.0.1", "127.1.2.3", "::1"}) CHECK(is_loopback(host));
  for (const char* host : {"0.0.0.0", "127.evil.example", "::", "192.168.0.1", ""})
    CHECK(!is_loopback(host));
}

TEST_CASE("routes") {
  CHECK(find_route("GET", "/health")->open);
  CHECK(find_route("HEAD", "/health") != nullptr);
  CHECK(std::string(find_route("GET", "/v1/chat/completions")->method) == "POST");
  CHECK(find_route("GET", "/v1/models/") == nullptr);
  CHECK(rest_of(*find_route("GET", "/v1/models/a/b"), "/v1/models/a/b") == "a/b");
  // Documents that were added from a folder are named by their paths.
  for (const char* name : {"notes.txt", "manuals/radio.md", "/home/ann/radio.md"}) {
    const std::string path = std::string("/v1/knowledge/") + name;
    REQUIRE(find_route("DELETE", path));
    CHECK(rest_of(*find_route("DELETE", path), path) == name);
  }
  CHECK(find_route("DELETE", "/v1/knowledge/") == nullptr);
  CHECK(rest_of(*find_route("POST", "/v1/knowledge/search"), "/v1/knowledge/search").empty());
}
