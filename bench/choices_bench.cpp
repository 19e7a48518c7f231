// How likely a model finds each of several options after a prompt, one question a line of JSON from standard input:
//   choices_bench MODEL [THREADS] < questions.jsonl > scores.jsonl
// A line: {"prompt", "options": [text]}; an answer: {"log_likelihood": [...]}, as of eval/multiple_choice.h.
// bench/bias.py writes such lines.
#include <cstdio>
#include <iostream>
#include <string>

#include "base/error.h"
#include "base/json.h"
#include "eval/multiple_choice.h"

using namespace tinybrain;

namespace {

Json scores_of(Session& session, const Json& question) {
  std::vector<std::string> options;
  for (const Json& option : question.at("options").as_array()) options.push_back(option.as_string());
  const ChoiceScores scores = score_choices(session, question.at("prompt").as_string(), options);
  Json list{Json::Array{}}, answer;
  for (double score : scores.log_likelihood) list.push(score);
  return answer.set("log_likelihood", list);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "choices_bench MODEL [THREADS] < questions.jsonl\n");
    return 1;
  }
  try {
    LoadedModel model(argv[1], argc > 2 ? std::stoul(argv[2]) : 0, {});
    Session session(model, {});
    for (std::string line; std::getline(std::cin, line);) {
      std::printf("%s\n", scores_of(session, Json::parse(line)).dump().c_str());
      std::fflush(stdout);
    }
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
}
