// Imports whose name stands nowhere else. C++ has no names in its includes, so that there is nothing to say of it.

#include "base/messages/skill_code.h"
#include "skills/code/style.h"

namespace tinybrain::skills::code {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || (c & 0x80);
}

// How often a name stands in a text as a whole word.
size_t times(std::string_view text, std::string_view name) {
  size_t count = 0;
  for (size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
    const bool begins = at == 0 || !is_word(text[at - 1]);
    const size_t end = at + name.size();
    count += begins && (end == text.size() || !is_word(text[end]));
  }
  return count;
}

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> parts(1);
  for (const char c : list) {
    if (c == ',')
      parts.emplace_back();
    else if (c != '(' && c != ')' && c != '{' && c != '}' && c != '\\')
      parts.back() += c == '\n' || c == '\t' ? ' ' : c;
  }
  return parts;
}

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c != ' ')
      words.back() += c;
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

// "a as b" binds b, "a.b" binds a.
std::string bound(const std::string& part) {
  const std::vector<std::string> words = words_in(part);
  if (words.size() == 3 && words[1] == "as") return words[2];
  if (words.size() != 1) return {};
  return words[0].substr(0, words[0].find('.'));
}

struct Line {
  std::string_view text;
  std::vector<std::string> words;  // of its beginning
  size_t number, begin;            // from 1; the byte
};

std::vector<Line> numbered(std::string_view code) {
  std::vector<Line> all;
  size_t at = 0;
  for (const std::string_view text : lines_of(code)) {
    all.push_back({text, words_in(text.substr(0, 300)), all.size() + 1, at});
    at += text.size() + 1;
  }
  return all;
}

struct Import {
  size_t line;
  std::string name;
};

// A list in brackets goes on to its end; others end with the line.
std::string_view list_at(std::string_view code, size_t at) {
  const size_t first = code.find_first_not_of(" \t", at);
  if (first == code.npos) return {};
  const char close = code[first] == '(' ? ')' : code[first] == '{' ? '}' : '\n';
  return code.substr(first, code.find(close, first) - first);
}

std::vector<Import> python_imports(std::string_view code) {
  std::vector<Import> imports;
  for (const auto& [line, words, number, begin] : numbered(code)) {
    if (words.empty()) continue;
    size_t list = line.npos;
    if (words[0] == "import") list = line.find("import") + 6;
    if (words[0] == "from" && words.size() > 3 && words[1] != "__future__")
      if (const size_t found = line.find(" import"); found != line.npos) list = found + 7;
    if (list == line.npos) continue;
    for (const std::string& part : split(list_at(code, begin + list)))
      if (const std::string name = bound(part); !name.empty() && name != "*")
        imports.push_back({number, name});
  }
  return imports;
}

std::vector<Import> javascript_imports(std::string_view code) {
  std::vector<Import> imports;
  for (const auto& [line, words, number, begin] : numbered(code)) {
    if (words.size() < 2) continue;
    const bool takes = words[0] == "import";
    const bool requires_it = (words[0] == "const" || words[0] == "let" || words[0] == "var") &&
                             line.find("= require(") != line.npos;
    if (!takes && !requires_it) continue;
    const size_t from = begin + line.find(words[0]) + words[0].size();
    size_t end = code.find(takes ? " from" : "=", from);
    if (end == code.npos || (takes && code.find(';', from) < end)) continue;
    for (std::string part : split(code.substr(from, end - from))) {
      if (const size_t colon = part.find(':'); colon != part.npos) part = part.substr(colon + 1);
      if (const size_t star = part.find("* as "); star != part.npos) part = part.substr(star + 5);
      if (const std::string name = bound(part); !name.empty()) imports.push_back({number, name});
    }
  }
  return imports;
}

}  // namespace

void check_imports(CodeLanguage language, std::string_view program, std::string_view code,
                   const StyleWish& wish, std::vector<Finding>& found) {
  if (language == CodeLanguage::cpp) return;
  const auto lines = lines_of(program);
  const bool exports = times(code, "__all__") > 0;
  const std::vector<Import> imports =
      language == CodeLanguage::python ? python_imports(code) : javascript_imports(code);
  for (const Import& import : imports) {
    if (times(code, import.name) > 1) continue;
    if (exports && (program.find('"' + import.name + '"') != program.npos ||
                    program.find('\'' + import.name + '\'') != program.npos))
      continue;
    if (lines[import.line - 1].find("noqa") != std::string_view::npos) continue;
    found.push_back(
        {import.line, 0, "unused-import", text_of(wish.language, msg::kStyleUnused, import.name)});
  }
}

}  // namespace tinybrain::skills::code
