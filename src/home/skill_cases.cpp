#include "home/skill_cases.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/file.h"
#include "base/messages/home_cases.h"
#include "cli/text.h"

namespace tinybrain::home {
namespace {

namespace fs = std::filesystem;
using cli::text;

constexpr size_t kLargestFile = size_t{16} << 20, kMostCases = 20'000, kLongestShown = 120;
constexpr std::array kTests = {"is", "has", "lacks", "least", "most", "length", "there"};

std::string shown(const Json& value) {
  std::string s = value.dump();
  if (s.size() <= kLongestShown) return s;
  size_t end = kLongestShown;
  while (end > 0 && (static_cast<unsigned char>(s[end]) & 0xC0) == 0x80) --end;
  return s.substr(0, end) + "...";
}

// Numbers that a calculation gives may differ in the last digits.
bool same(const Json& a, const Json& b) {
  if (a.is_number() && b.is_number()) {
    const double x = a.as_double(), y = b.as_double();
    return std::fabs(x - y) <= 1e-9 * std::max({1.0, std::fabs(x), std::fabs(y)});
  }
  if (a.is_array() && b.is_array())
    return std::equal(a.as_array().begin(), a.as_array().end(), b.as_array().begin(),
                      b.as_array().end(), same);
  return a == b;
}

bool has(const Json& value, const Json& part) {
  if (value.is_string() && part.is_string())
    return value.as_string().find(part.as_string()) != std::string::npos;
  if (value.is_object() && part.is_string()) return value.find(part.as_string()) != nullptr;
  if (!value.is_array()) return false;
  return std::any_of(value.as_array().begin(), value.as_array().end(),
                     [&](const Json& one) { return same(one, part); });
}

bool is_tests(const Json& expected) {
  return expected.is_object() && !expected.as_object().empty() &&
         std::any_of(kTests.begin(), kTests.end(),
                     [&](const char* name) { return expected.find(name) != nullptr; });
}

bool holds(const Json& value, const std::string& test, const Json& by) {
  const bool numbers = value.is_number() && by.is_number();
  if (test == "is") return same(value, by);
  if (test == "has") return has(value, by);
  if (test == "lacks") return !has(value, by);
  if (test == "least") return numbers && value.as_double() >= by.as_double();
  if (test == "most") return numbers && value.as_double() <= by.as_double();
  if (test == "length" && value.is_string())
    return same(Json(static_cast<uint64_t>(value.as_string().size())), by);
  if (test == "length")
    return (value.is_array() && same(Json(static_cast<uint64_t>(value.as_array().size())), by)) ||
           (value.is_object() && same(Json(static_cast<uint64_t>(value.as_object().size())), by));
  return true;
}

std::string wrong_value(const std::string& path, const Json* value, const Json& expected) {
  const bool tests = is_tests(expected);
  const Json* there = tests ? expected.find("there") : nullptr;
  const bool absent_wanted = there && there->is_bool() && !there->as_bool();
  if (!value) return absent_wanted ? "" : text(msg::kCaseAbsent, path);
  if (absent_wanted) return text(msg::kCaseThere, path, shown(*value));
  if (!tests)
    return same(*value, expected) ? "" : text(msg::kCaseIs, path, shown(*value), shown(expected));
  for (const auto& [test, by] : expected.as_object())
    if (test != "there" && !holds(*value, test, by))
      return text(msg::kCaseTestFails, path, shown(*value), test, shown(by));
  return "";
}

// at: where in path the next name begins.
std::string wrong_at(const Json* value, const std::string& path, size_t at, const Json& expected) {
  if (at >= path.size()) return wrong_value(path, value, expected);
  const size_t end = std::min(path.find('.', at), path.size());
  const std::string name = path.substr(at, end - at);
  if (value && name == "*" && value->is_array()) {
    for (const Json& one : value->as_array())
      if (std::string wrong = wrong_at(&one, path, end + 1, expected); !wrong.empty()) return wrong;
    return "";
  }
  const Json* next = value ? value->find(name) : nullptr;
  if (value && value->is_array()) {
    size_t index = 0;
    const auto [stop, error] = std::from_chars(name.data(), name.data() + name.size(), index);
    if (error == std::errc{} && stop == name.data() + name.size() &&
        index < value->as_array().size())
      next = &value->as_array()[index];
  }
  return wrong_at(next, path, end + 1, expected);
}

void check_tests(const Json& expect) {
  for (const auto& [path, expected] : expect.as_object("expect"))
    if (is_tests(expected))
      for (const auto& [test, by] : expected.as_object())
        if (std::find(kTests.begin(), kTests.end(), test) == kTests.end())
          throw Error(Code::bad_file, msg::kCaseTest, test);
}

SkillCase case_of(const Json& j) {
  SkillCase c;
  c.arguments = c.expect = Json(Json::Object{});
  for (const auto& [name, value] : j.as_object("case")) {
    if (name == "ask")
      c.ask = value.as_string(name);
    else if (name == "call")
      c.tool = value.as_string(name);
    else if (name == "arguments")
      c.arguments = value;
    else if (name == "expect")
      c.expect = value;
    else if (name == "error")
      c.error = value.as_string(name);
    else if (name == "measure")
      c.measure = value.as_string(name);
    else if (name != "note")
      throw Error(Code::bad_file, msg::kCaseMember, name);
  }
  c.arguments.as_object("arguments");
  check_tests(c.expect);
  if (c.ask.empty() == c.tool.empty() || (c.error.empty() && c.expect.as_object().empty()))
    throw Error(Code::bad_file, msg::kCaseKind);
  return c;
}

}  // namespace

std::string SkillCase::about() const {
  std::string s = ask.empty() ? tool + " " + arguments.dump() : ask;
  return s.size() <= kLongestShown ? s : shown(Json(s));
}

std::vector<SkillCase> read_cases(const fs::path& file) {
  if (!fs::exists(file)) throw Error(Code::not_found, msg::kCasesNone, file.string());
  const std::string all = read_file(file, kLargestFile);
  std::vector<SkillCase> cases;
  uint64_t line = 0;
  for (size_t at = 0; at < all.size();) {
    const size_t end = std::min(all.find('\n', at), all.size());
    const std::string_view one = std::string_view(all).substr(at, end - at);
    at = end + 1;
    ++line;
    if (one.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    try {
      cases.push_back(case_of(Json::parse(one)));
    } catch (const Error& e) {
      throw Error(Code::bad_file, msg::kCaseLine, file.string(), line, e.message(cli::language()));
    }
    cases.back().line = line;
    if (cases.size() > kMostCases)
      throw Error(Code::bad_file, msg::kCasesMany, file.string(), kMostCases);
  }
  if (cases.empty()) throw Error(Code::bad_file, msg::kCasesEmpty, file.string());
  return cases;
}

std::string differs(const Json& result, const Json& expect) {
  for (const auto& [path, expected] : expect.as_object())
    if (std::string wrong = wrong_at(&result, path, 0, expected); !wrong.empty()) return wrong;
  return "";
}

bool wants_result(const Json& expect) {
  return std::any_of(expect.as_object().begin(), expect.as_object().end(), [](const auto& one) {
    return one.first == "result" || one.first.starts_with("result.");
  });
}

}  // namespace tinybrain::home
