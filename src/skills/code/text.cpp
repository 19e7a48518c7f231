#include "skills/code/text.h"

#include <algorithm>

#include "base/error.h"
#include "base/format.h"

namespace tinybrain::skills::code {
namespace {

constexpr const char* kDefines[] = {
    "def ",     "class ",  "function ", "const ",  "let ",      "import ",  "from ",
    "#include", "async ",  "template",  "using ",  "struct ",   "int ",     "void ",
    "bool ",    "double ", "long ",     "std::",   "vector<",   "string ",  "#define",
    "float ",   "auto ",   "@",         "export ", "namespace", "unsigned "};

bool looks_like_code(std::string_view line) {
  return std::any_of(std::begin(kDefines), std::end(kDefines),
                     [&](const char* begins) { return line.starts_with(begins); });
}

// A line of three or more backquotes; what stands behind them.
bool is_fence(std::string_view line, std::string& tag) {
  const size_t begin = line.find_first_not_of(" \t");
  if (begin == line.npos || line.compare(begin, 3, "```") != 0) return false;
  line.remove_prefix(begin);
  const size_t end = line.find_first_not_of('`');
  tag = end == line.npos ? "" : std::string(line.substr(end));
  tag.erase(tag.find_last_not_of(" \t\r") + 1);
  return true;
}

struct Block {
  std::string tag, text;
  size_t defines = 0;
};

std::vector<Block> blocks_in(std::string_view reply) {
  std::vector<Block> blocks;
  bool inside = false;
  std::string tag;
  for (const std::string_view line : lines_of(reply)) {
    if (is_fence(line, tag)) {
      inside = !inside;
      if (inside) blocks.push_back({tag, "", 0});
      continue;
    }
    if (!inside) continue;
    blocks.back().text.append(line).push_back('\n');
    blocks.back().defines += looks_like_code(line);
  }
  return blocks;
}

}  // namespace

std::string code_in(std::string_view reply, CodeLanguage language) {
  const std::vector<Block> blocks = blocks_in(reply);
  const Block* best = nullptr;
  const auto rank = [&](const Block& b) {
    const LanguageFacts* facts = language_named(b.tag);
    const bool own = facts && facts->language == language;
    return std::pair(own || b.tag.empty(), b.defines);
  };
  for (const Block& b : blocks)
    if (b.text.find_first_not_of(" \n\t") != b.text.npos && (!best || rank(b) > rank(*best)))
      best = &b;
  if (best) return best->text;
  if (!blocks.empty()) return {};
  std::string code;
  bool begun = false;
  for (const std::string_view line : lines_of(reply)) {
    begun = begun || looks_like_code(line);
    if (begun) code.append(line).push_back('\n');
  }
  return code;
}

std::string shown_test(const std::string& test) {
  constexpr std::string_view kBegin = "assert _same(";
  const size_t at = test.find(kBegin), comma = test.rfind(", \"");
  if (at == test.npos || comma == test.npos || comma < at || !test.ends_with(')')) return test;
  try {
    const std::string wanted =
        Json::parse(std::string_view(test).substr(comma + 2, test.size() - comma - 3)).as_string();
    return fmt::format(">>> {}\n{}", test.substr(at + kBegin.size(), comma - at - kBegin.size()),
                       wanted);
  } catch (const Error&) {
    return test;
  }
}

std::string without_own_tests(std::string program) {
  const std::vector<std::string_view> lines = lines_of(program);
  size_t keep = lines.size();
  bool any = false;
  while (keep > 0) {
    const std::string_view line = lines[keep - 1];
    const bool own = line.starts_with("assert ");
    if (!own && !line.empty() && !line.starts_with('#')) break;
    any |= own;
    --keep;
  }
  if (!any || keep == 0) return program;
  const size_t end =
      static_cast<size_t>(lines[keep - 1].data() - program.data()) + lines[keep - 1].size();
  program.resize(end);
  return program + "\n";
}

std::vector<std::string> examples_in(std::string_view text) {
  std::vector<std::string> examples;
  const std::vector<std::string_view> lines = lines_of(text);
  const auto trimmed = [](std::string_view line) {
    const size_t begin = line.find_first_not_of(" \t");
    if (begin == line.npos) return std::string_view{};
    return line.substr(begin, line.find_last_not_of(" \t") + 1 - begin);
  };
  std::string before;  // statements whose result nobody looks at
  for (size_t i = 0; i < lines.size(); ++i) {
    if (!trimmed(lines[i]).starts_with(">>> ")) continue;
    std::string call(trimmed(lines[i]).substr(4)), result;
    while (i + 1 < lines.size() && trimmed(lines[i + 1]).starts_with("... "))
      call.append("\n").append(trimmed(lines[++i]).substr(4));
    while (i + 1 < lines.size() && !trimmed(lines[i + 1]).empty() &&
           !trimmed(lines[i + 1]).starts_with(">>>") &&
           !trimmed(lines[i + 1]).starts_with("\"\"\"") &&
           !trimmed(lines[i + 1]).starts_with("'''"))
      result.append(result.empty() ? "" : "\n").append(trimmed(lines[++i]));
    if (result.empty() && call.find(" == ") == call.npos) {
      before += call + "\n";
      continue;
    }
    if (result.empty()) {  // ">>> f(1) == 2", as some people write it
      examples.push_back(before + "assert " + call);
      before.clear();
      continue;
    }
    // A call is one argument; anything else, such as "1, 2", becomes one in brackets.
    examples.push_back(fmt::format(
        fmt::runtime(call.ends_with(')') ? "{}assert _same({}, {})" : "{}assert _same(({}), {})"),
        before, call, Json(result).dump()));
    before.clear();  // the next ones see what it did
  }
  return examples;
}

}  // namespace tinybrain::skills::code
