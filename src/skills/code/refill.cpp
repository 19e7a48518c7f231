// One line of a program written anew by a model that fills in between: a bug is often in one line, and a small model that is
// asked for the whole program copies it with the bug.
#include <algorithm>

#include "base/format.h"
#include "base/trimmed.h"
#include "skills/code/loop.h"
#include "skills/code/style.h"

namespace tinybrain::skills::code {
namespace {

constexpr size_t kShownTests = 3;
constexpr uint32_t kMostTokens = 64;

// What the program is to do, as comments above it.
std::string told(const Job& job) {
  const std::string mark = std::string(facts_of(job.language).comment) + " ";
  std::string all;
  for (const std::string_view line : lines_of(job.task))
    if (!trimmed(line).empty()) all += mark + std::string(line) + "\n";
  for (size_t i = 0; i < std::min(job.shown, kShownTests); ++i)
    if (job.tests.lines[i].find('\n') == std::string::npos) all += mark + job.tests.lines[i] + "\n";
  return all;
}

}  // namespace

std::vector<size_t> lines_to_refill(const Job& job, size_t first, size_t most) {
  const std::string code = code_only(job.language, job.program);
  const std::vector<std::string_view> lines = lines_of(code);
  std::vector<size_t> all;
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = trimmed(lines[i]);
    const bool heads = line.starts_with("def ") || line.starts_with("import ") ||
                       line.starts_with("from ") || line.starts_with("#include");
    if (line.size() > 1 && !heads && line != "else:" && line != "try:") all.push_back(i + 1);
  }
  if (const auto at = std::find(all.begin(), all.end(), first); at != all.end())
    std::rotate(all.begin(), at, at + 1);
  if (all.size() > most) all.resize(most);
  return all;
}

std::optional<Proposal> refill(Writer& writer, const Job& job, size_t line) {
  const std::vector<std::string_view> lines = lines_of(job.program);
  const std::string_view old = lines.at(line - 1);
  const auto begin = static_cast<size_t>(old.data() - job.program.data());
  const size_t indent = std::min(old.find_first_not_of(" \t"), old.size());
  const std::string before = job.program.substr(0, begin + indent);
  const std::string after = job.program.substr(begin + old.size());
  const std::optional<Writing> written =
      writer.fill(told(job) + before, after,
                  {.most = kMostTokens, .temperature = 0, .seed = 1, .stops = {"\n"}});
  if (!written) return std::nullopt;
  Proposal p;
  p.line = line;
  p.tokens = written->tokens;
  const std::string_view text = trimmed(written->text);
  if (!text.empty() && text != trimmed(old)) p.program = before + std::string(text) + after;
  return p;
}

}  // namespace tinybrain::skills::code
