// What came out, as the JSON of results.
#pragma once

#include "skills/code/loop.h"
#include "skills/code/style.h"

namespace tinybrain::skills::code {

// Sets "tests": [{"test", "result": "passed", "failed" or "not_run", "line", "error"}], "passed", and where they are
// there "problem", "problem_line" and "output".
void put_run(const TestRun& run, Language language, Json& result);
// What a run shows, in a sentence.
std::string run_text(const TestRun& run, Language language);
// Sets "program", "diff", "done", "ran", "says", "proposals" and what put_run does.
void put_loop(const LoopResult& loop, const Job& job, Language language, Json& result, Json& trace);
Json findings_json(const std::vector<Finding>& findings);

}  // namespace tinybrain::skills::code
