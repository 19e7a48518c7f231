#include "skills/code/prompts.h"

#include "base/format.h"
#include "skills/code/text.h"

namespace tinybrain::skills::code {
namespace {

constexpr size_t kShown = 3, kMostShown = 1200;  // tests, bytes of each failure

std::string fenced(CodeLanguage language, std::string_view program) {
  return fmt::format("```{}\n{}{}```\n", facts_of(language).name, program,
                     program.ends_with('\n') ? "" : "\n");
}

WriterTurn system_turn(CodeLanguage language) {
  return {"system", fmt::format("You are a careful {} programmer.", facts_of(language).written)};
}

std::string tests_text(const Job& job) {
  if (job.shown == 0) return {};
  std::string all =
      "It must pass these tests:\n```" + std::string(facts_of(job.language).name) + "\n";
  for (size_t i = 0; i < std::min(job.shown, kShown); ++i) all += job.tests.lines[i] + "\n";
  return all + "```\n";
}

constexpr const char* kAnswer =
    "Answer with the whole {} program in one code block, without tests.";

std::string answer_with(CodeLanguage language) {
  return fmt::format(fmt::runtime(kAnswer), facts_of(language).written);
}

}  // namespace

std::string failure_text(const TestRun& run) {
  const auto line = [](size_t number) {
    return number ? fmt::format(" (line {})", number) : std::string();
  };
  if (!run.problem.empty())
    return fmt::format("The program cannot be run{}: {}\n", line(run.problem_line),
                       run.problem.in(Language::en).substr(0, kMostShown));
  std::string all;
  size_t shown = 0;
  for (const TestResult& t : run.tests) {
    if (t.kind != TestResult::Kind::failed || shown == kShown) continue;
    ++shown;
    all += fmt::format("This test fails: {}\n{}{}\n", shown_test(t.test),
                       t.error.in(Language::en).substr(0, kMostShown), line(t.line));
  }
  return all;
}

std::vector<WriterTurn> first_turns(const Job& job, const std::string& failure) {
  std::string text;
  const char* name = facts_of(job.language).written;
  if (job.program.empty())
    text = fmt::format("Write a {} program.\n{}\n", name, job.task);
  else
    text =
        fmt::format("This {} program has a bug:\n{}{}{}", name, fenced(job.language, job.program),
                    job.task.empty() ? "" : "What it is to do:\n", job.task);
  if (!text.ends_with('\n')) text += '\n';
  text += failure.empty() ? tests_text(job) : failure;
  if (!job.program.empty()) text += "Find the bug and correct it. Change as little as possible.\n";
  return {system_turn(job.language), {"user", text + answer_with(job.language)}};
}

std::vector<WriterTurn> next_turns(const Job& job, const std::string& proposal,
                                   const std::string& failure) {
  std::vector<WriterTurn> turns = first_turns(job, "");
  turns.push_back({"assistant", fenced(job.language, proposal)});
  turns.push_back({"user", failure + "Correct the program. " + answer_with(job.language)});
  return turns;
}

std::vector<WriterTurn> explain_turns(CodeLanguage language, const std::string& program,
                                      const std::string& question, Language answer) {
  std::string text = fenced(language, program);
  text += question.empty() ? "Explain in a few short sentences what this program does and how."
                           : question;
  if (answer == Language::ko) text += "\n한국어로 답하십시오.";
  return {system_turn(language), {"user", text}};
}

std::vector<WriterTurn> bug_turns(const Job& job, const std::string& failure, Language answer) {
  std::string numbered;
  size_t number = 0;
  for (const std::string_view line : lines_of(job.program))
    numbered += fmt::format("{:3} {}\n", ++number, line);
  std::string text = fmt::format("This {} program has a bug. Its lines are numbered:\n```\n{}```\n",
                                 facts_of(job.language).written, numbered);
  if (!job.task.empty()) text += "What it is to do:\n" + job.task + "\n";
  text += failure +
          "Which line is wrong, and why? Answer in one or two sentences that begin with \"Line\".";
  if (answer == Language::ko) text += "\n한국어로 설명하되 \"Line\" 다음에 줄 번호를 쓰십시오.";
  return {system_turn(job.language), {"user", text}};
}

}  // namespace tinybrain::skills::code
