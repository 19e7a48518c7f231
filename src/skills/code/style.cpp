#include "skills/code/style.h"

#include <algorithm>
#include <regex>

#include "base/messages/skill_code.h"
#include "text/unicode.h"

namespace tinybrain::skills::code {
namespace {

constexpr size_t kMostFindings = 500;

size_t characters(std::string_view line) {
  return static_cast<size_t>(
      std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Words and signs that a rule is about, in code alone.
struct Rule {
  CodeLanguage language;
  const char* rule;
  const char* pattern;
  const Message& message;
};
const Rule kRules[] = {
    {CodeLanguage::python, "star-import", R"(^\s*from\s+\S+\s+import\s+\*)", msg::kStyleStar},
    {CodeLanguage::python, "bare-except", R"(^\s*except\s*:)", msg::kStyleBareExcept},
    {CodeLanguage::python, "mutable-default",
     R"(^\s*(?:async\s+)?def\b.*=\s*(?:\[|\{|list\(|dict\(|set\())", msg::kStyleMutableDefault},
    {CodeLanguage::python, "none", R"([=!]=\s*None\b)", msg::kStyleNone},
    {CodeLanguage::javascript, "var", R"((?:^|[;{(\s])var\s)", msg::kStyleVar},
    {CodeLanguage::cpp, "using-std", R"(^\s*using\s+namespace\s+std\s*;)", msg::kStyleUsingStd},
    {CodeLanguage::cpp, "null", R"(\bNULL\b)", msg::kStyleNull},
};

// What a name is to look like.
struct NameRule {
  CodeLanguage language;
  const char* rule;
  const char* pattern;  // the name is its first group
  const char* like;
  const char* shown;
  const Message& message;
};
const NameRule kNames[] = {
    {CodeLanguage::python, "name", R"(^\s*(?:async\s+)?def\s+(\w+))", R"(_*[a-z0-9][a-z0-9_]*|_+)",
     "snake_case", msg::kStyleFunctionName},
    {CodeLanguage::python, "name", R"(^\s*class\s+(\w+))", R"(_*[A-Z][A-Za-z0-9]*)", "CapWords",
     msg::kStyleClassName},
    {CodeLanguage::javascript, "name", R"(\bfunction\s*\*?\s*(\w+))",
     R"(_*[a-z$][A-Za-z0-9$]*|_*[A-Z][A-Za-z0-9]*)", "camelCase", msg::kStyleFunctionName},
    {CodeLanguage::javascript, "name", R"(\bclass\s+(\w+))", R"(_*[A-Z][A-Za-z0-9]*)", "CapWords",
     msg::kStyleClassName},
};

constexpr size_t kMostLine = 500;  // the expressions look at no longer ones

size_t most_blank(CodeLanguage language) { return language == CodeLanguage::python ? 2 : 1; }

}  // namespace

void check_lines(CodeLanguage language, std::string_view program, std::string_view code,
                 const StyleWish& wish, std::vector<Finding>& found) {
  const auto lines = lines_of(program), codes = lines_of(code);
  const size_t unit = language == CodeLanguage::python ? 4 : 2;
  size_t blank = 0;
  int open = 0;  // brackets
  bool goes_on = false;
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i], only = codes[i];
    const auto add = [&](size_t column, const char* rule, const Message& m, const auto&... args) {
      found.push_back({i + 1, column, rule, text_of(wish.language, m, args...)});
    };
    const size_t first = line.find_first_not_of(" \t");
    if (first == line.npos) {
      if (!line.empty()) add(1, "trailing-space", msg::kStyleTrailing);
      if (++blank == most_blank(language) + 1)
        add(0, "blank-lines", msg::kStyleBlank, blank, blank - 1);
      continue;
    }
    blank = 0;
    if (const size_t n = characters(line); n > wish.columns)
      add(wish.columns + 1, "line-length", msg::kStyleLong, n, wish.columns);
    if (line.back() == ' ' || line.back() == '\t')
      add(line.find_last_not_of(" \t") + 2, "trailing-space", msg::kStyleTrailing);
    const std::string_view indent = line.substr(0, first);
    const size_t tab = indent.find('\t');
    // Inside of a string or comment only the ends of lines are looked at.
    const bool in_code = first < only.size() && only[first] != ' ';
    if (tab != indent.npos && indent.find(' ') != indent.npos)
      add(1, "mixed-indentation", msg::kStyleMixed);
    else if (tab != indent.npos)
      add(tab + 1, "tab", msg::kStyleTab);
    else if (in_code && open == 0 && !goes_on && first % unit != 0 &&
             !(language == CodeLanguage::cpp && only.find(':') != only.npos))  // " public:"
      add(1, "indentation", msg::kStyleIndent, first, unit);
    for (const char c : only) {
      if (c == '(' || c == '[' || (c == '{' && language == CodeLanguage::python)) ++open;
      if (c == ')' || c == ']' || (c == '}' && language == CodeLanguage::python)) open -= open > 0;
    }
    const size_t last = only.find_last_not_of(" \t");
    const char end = last == only.npos ? ';' : only[last];
    goes_on = language == CodeLanguage::python
                  ? end == '\\'
                  : end != ';' && end != '{' && end != '}' && end != ',' && end != ':';
  }
  if (!program.empty() && program.back() != '\n')
    found.push_back(
        {lines.size(), 0, "final-newline", text_of(wish.language, msg::kStyleFinalNewline)});
}

void check_words(CodeLanguage language, std::string_view /*program*/, std::string_view code,
                 const StyleWish& wish, std::vector<Finding>& found) {
  struct Made {
    std::regex pattern, like;
  };
  static const auto made = [] {
    std::vector<Made> all;
    for (const Rule& r : kRules) all.push_back({std::regex(r.pattern), {}});
    for (const NameRule& r : kNames) all.push_back({std::regex(r.pattern), std::regex(r.like)});
    return all;
  }();
  static const std::regex equal(R"((^|[^=!<>])([=!]=)(?!=))");
  size_t number = 0;
  for (const std::string_view whole : lines_of(code)) {
    ++number;
    const std::string line(whole.substr(0, kMostLine));
    const auto add = [&](ptrdiff_t at, const char* rule, std::string text) {
      found.push_back({number, static_cast<size_t>(at) + 1, rule, std::move(text)});
    };
    std::smatch m;
    size_t i = 0;
    for (const Rule& r : kRules) {
      const std::regex& pattern = made[i++].pattern;
      if (r.language == language && std::regex_search(line, m, pattern)) {
        const auto skip = m.str(0).find_first_not_of(" \t;{(");
        add(m.position(0) + static_cast<ptrdiff_t>(skip == std::string::npos ? 0 : skip), r.rule,
            text_of(wish.language, r.message));
      }
    }
    for (const NameRule& r : kNames) {
      const Made& name = made[i++];
      if (r.language == language && std::regex_search(line, m, name.pattern) &&
          !std::regex_match(m.str(1), name.like))
        add(m.position(1), r.rule, text_of(wish.language, r.message, m.str(1), r.shown));
    }
    if (language == CodeLanguage::javascript && std::regex_search(line, m, equal))
      add(m.position(2), "equality", text_of(wish.language, msg::kStyleEqual, m.str(2)));
  }
}

std::vector<Finding> check_style(CodeLanguage language, std::string_view program,
                                 const StyleWish& wish) {
  std::vector<Finding> found;
  const std::string text = unicode::repaired(program), code = code_only(language, text);
  check_lines(language, text, code, wish, found);
  check_words(language, text, code, wish, found);
  check_imports(language, text, code, wish, found);
  std::stable_sort(found.begin(), found.end(),
                   [](const Finding& a, const Finding& b) { return a.line < b.line; });
  if (found.size() > kMostFindings) found.resize(kMostFindings);
  return found;
}

}  // namespace tinybrain::skills::code
