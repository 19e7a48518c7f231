#include "server/filter.h"

#include <doctest/doctest.h>

#include "server/api_error.h"

using namespace tinybrain;
using namespace tinybrain::server;

namespace {

Call asking(std::multimap<std::string, std::string> query) {
  Call call;
  call.query = std::move(query);
  return call;
}

std::string filter(std::multimap<std::string, std::string> query) {
  return read_filter(asking(std::move(query)), {"kind", "from"}, {"withdrawn_too"},
                     {"open", "done"})
      .dump();
}

std::string refused(std::multimap<std::string, std::string> query) {
  try {
    filter(std::move(query));
  } catch (const ApiError& e) {
    CHECK(e.status() == 400);
    return e.param();
  }
  return {};
}

}  // namespace

TEST_CASE("a list's filters are words, numbers, times, flags and states") {
  CHECK(filter({}) == "{}");
  CHECK(filter({{"nobody", "knows"}}) == "{}");
  CHECK(filter({{"limit", "20"}, {"before", "7"}, {"kind", "fact"}}) ==
        R"({"limit":20,"before":7,"kind":"fact"})");
  CHECK(filter({{"from", "2026-03-01T09:30:00.125Z"}, {"withdrawn_too", "true"}}) ==
        R"({"from":"2026-03-01T09:30:00.125Z","withdrawn_too":true})");
  CHECK(filter({{"state", "done"}}) == R"({"state":"done"})");
}

TEST_CASE("what a filter cannot be is refused by its name, not ignored") {
  for (const char* bad : {"", "0", "1001", "-1", "x", "5 ", "1e2", "99999999999999999999"})
    CHECK(refused({{"limit", bad}}) == "limit");
  for (const char* bad : {"", "a\"b", "a/b", "0.5", "A", "\xff", "한글"})
    CHECK(refused({{"kind", bad}}) == "kind");
  CHECK(refused({{"kind", std::string(100, 'a')}}) == "kind");
  CHECK(refused({{"kind", std::string("a\0b", 3)}}) == "kind");
  for (const char* bad : {"", "now", "2026-03-01\"", "2026_03_01"})
    CHECK(refused({{"from", bad}}) == "from");
  CHECK(refused({{"kind", "a"}, {"kind", "b"}}) == "kind");
  CHECK(refused({{"withdrawn_too", "yes"}}) == "withdrawn_too");
  CHECK(refused({{"state", "dismissed"}}) == "state");
}

TEST_CASE("rows by their number") {
  const auto list = [](const std::string& filter) {
    const Json j = Json::parse(filter);
    CHECK(j.get_bool("withdrawn_too", false));
    // Those that are here: 3 and 5.
    const int64_t before = j.get_int("before", 0);
    return before > 5 ? R"([{"id": 5}])" : before > 3 ? R"([{"id": 3}])" : "[]";
  };
  CHECK(find_row("5", "memory", list).get_int("id", 0) == 5);
  CHECK(find_row("3", "memory", list).get_int("id", 0) == 3);
  for (const char* none :
       {"4", "6", "2", "0", "-5", "x", "", "5x", "9223372036854775807", "99999999999999999999"})
    CHECK_THROWS_AS(find_row(none, "memory", list), ApiError);
}
