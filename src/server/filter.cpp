#include "server/filter.h"

#include <charconv>
#include <optional>

#include "base/messages/server_kept.h"
#include "server/api_error.h"
#include "server/text.h"

namespace tinybrain::server {
namespace {

constexpr size_t kMostWord = 40;

std::optional<int64_t> number_of(std::string_view text) {
  int64_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return n;
}

ApiError bad(const char* name, const std::string& wanted) {
  return ApiError(400, text(msg::kBadFilter, name, wanted), name);
}

bool has_only(std::string_view value, std::string_view allowed) {
  return !value.empty() && value.size() <= kMostWord &&
         value.find_first_not_of(allowed) == std::string_view::npos;
}

// "consent.granted", "home.city"
bool is_word(std::string_view value) {
  return has_only(value, "abcdefghijklmnopqrstuvwxyz0123456789._-") && value[0] >= 'a';
}

// What the library reads as a time, or says is none: "2026-03-01T09:30:00.125Z".
bool is_time(std::string_view value) { return has_only(value, "0123456789-:.TZ "); }

}  // namespace

Json read_filter(const Call& call, std::initializer_list<const char*> words,
                 std::initializer_list<const char*> flags,
                 std::initializer_list<const char*> states) {
  Json filter{Json::Object{}};
  const auto given = [&](const char* name) -> const std::string* {
    if (call.query.count(name) > 1) throw bad(name, text(msg::kFilterOnce));
    const auto at = call.query.find(name);
    return at == call.query.end() ? nullptr : &at->second;
  };
  const auto number = [&](const char* name, int64_t low, int64_t high) {
    const std::string* value = given(name);
    if (!value) return;
    const std::optional<int64_t> n = number_of(*value);
    if (!n || *n < low || *n > high) throw bad(name, text(msg::kFilterNumber, low, high));
    filter.set(name, *n);
  };
  number("limit", 1, kMostRows);
  number("before", 1, INT64_MAX);
  for (const char* name : words) {
    const std::string* value = given(name);
    if (!value) continue;
    const std::string_view n = name;
    if (n == "from" || n == "to" ? !is_time(*value) : !is_word(*value))
      throw bad(name, text(msg::kFilterWord));
    filter.set(name, *value);
  }
  if (const std::string* value = states.size() > 0 ? given("state") : nullptr) {
    std::string all;
    for (const char* state : states) {
      if (*value == state) filter.set("state", *value);
      all += (all.empty() ? "" : ", ") + std::string(state);
    }
    if (!filter.find("state")) throw bad("state", all);
  }
  for (const char* name : flags) {
    const std::string* value = given(name);
    if (!value) continue;
    if (*value != "true" && *value != "false") throw bad(name, text(msg::kFilterFlag));
    filter.set(name, *value == "true");
  }
  return filter;
}

int64_t row_number(const std::string& id, const char* what) {
  const std::optional<int64_t> n = number_of(id);
  if (!n || *n < 1 || *n == INT64_MAX) throw_no_row(id, what);
  return *n;
}

void throw_no_row(const std::string& id, const char* what) {
  throw ApiError(404, text(msg::kNoSuchRow, what, id), {}, "not_found");
}

}  // namespace tinybrain::server
