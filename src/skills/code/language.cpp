#include "skills/code/language.h"

#include <algorithm>
#include <iterator>

#include "base/messages/skill_rows.h"

namespace tinybrain::skills::code {
namespace {

constexpr LanguageFacts kLanguages[] = {
    {CodeLanguage::python, "python", "Python", "program.py", "#"},
    {CodeLanguage::javascript, "javascript", "JavaScript", "program.js", "//"},
    {CodeLanguage::cpp, "cpp", "C++", "program.cpp", "//"},
};

struct Alias {
  const char* name;
  CodeLanguage language;
};
constexpr Alias kAliases[] = {
    {"py", CodeLanguage::python},      {"python3", CodeLanguage::python},
    {"js", CodeLanguage::javascript},  {"node", CodeLanguage::javascript},
    {"mjs", CodeLanguage::javascript}, {"c++", CodeLanguage::cpp},
    {"cc", CodeLanguage::cpp},         {"cxx", CodeLanguage::cpp},
    {"c", CodeLanguage::cpp},
};

// What begins a line in one language and hardly in another.
struct Sign {
  const char* begins;
  CodeLanguage language;
};
constexpr Sign kSigns[] = {
    {"def ", CodeLanguage::python},
    {"from ", CodeLanguage::python},
    {"elif ", CodeLanguage::python},
    {"except", CodeLanguage::python},
    {"@", CodeLanguage::python},
    {"print(", CodeLanguage::python},
    {"function ", CodeLanguage::javascript},
    {"const ", CodeLanguage::javascript},
    {"let ", CodeLanguage::javascript},
    {"var ", CodeLanguage::javascript},
    {"async function", CodeLanguage::javascript},
    {"export ", CodeLanguage::javascript},
    {"module.exports", CodeLanguage::javascript},
    {"console.", CodeLanguage::javascript},
    {"#include", CodeLanguage::cpp},
    {"using namespace", CodeLanguage::cpp},
    {"template", CodeLanguage::cpp},
    {"std::", CodeLanguage::cpp},
    {"int ", CodeLanguage::cpp},
    {"void ", CodeLanguage::cpp},
    {"bool ", CodeLanguage::cpp},
    {"double ", CodeLanguage::cpp},
    {"#define", CodeLanguage::cpp},
    {"struct ", CodeLanguage::cpp},
};

std::string lower(std::string_view s) {
  std::string out(s);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

}  // namespace

const LanguageFacts& facts_of(CodeLanguage language) {
  return kLanguages[static_cast<size_t>(language)];
}

const LanguageFacts* language_named(std::string_view name) {
  const std::string wanted = lower(name);
  for (const LanguageFacts& l : kLanguages)
    if (wanted == l.name) return &l;
  for (const Alias& a : kAliases)
    if (wanted == a.name) return &facts_of(a.language);
  return nullptr;
}

CodeLanguage language_like(std::string_view code) {
  size_t found[std::size(kLanguages)] = {};
  for (std::string_view line : lines_of(code)) {
    const size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) continue;
    line.remove_prefix(begin);
    for (const Sign& sign : kSigns)
      if (line.starts_with(sign.begins)) ++found[static_cast<size_t>(sign.language)];
    if (line.ends_with(':')) ++found[static_cast<size_t>(CodeLanguage::python)];
    if (line.find("std::") != line.npos) ++found[static_cast<size_t>(CodeLanguage::cpp)];
    if (line.find("=>") != line.npos || line.find("===") != line.npos)
      ++found[static_cast<size_t>(CodeLanguage::javascript)];
  }
  return static_cast<CodeLanguage>(std::max_element(std::begin(found), std::end(found)) -
                                   std::begin(found));
}

CodeLanguage asked_code_language(const Json& arguments, std::string_view code) {
  const std::string name = arguments.get_string("code_language", "");
  if (name.empty()) return language_like(code);
  const LanguageFacts* facts = language_named(name);
  if (!facts)
    throw Error(Code::bad_argument, msg::kSkillArgument, "code_language",
                "python, javascript, cpp");
  return facts->language;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    if (end == text.npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace tinybrain::skills::code
