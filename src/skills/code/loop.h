// The loop: the model proposes a program, the sandbox runs the tests, what failed goes back to the model. Between the first
// proposal and the next single lines are written anew, where the model can fill in.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "skills/code/prompts.h"

namespace tinybrain::skills::code {

struct LoopWish {
  size_t rounds = 4;    // whole programs proposed at most
  size_t lines = 24;    // of a program that was given, written anew one at a time, at most
  uint64_t seed = 1;    // of proposal n: seed + n - 1
  uint32_t most = 768;  // tokens of a proposal
};

// The first proposal is the likeliest (temperature 0), the next ones leave more to chance.
float temperature_of(size_t round);

struct Proposal {
  std::string program;  // "" = there was none in the reply
  size_t line = 0;      // that alone was written anew, from 1; 0 = the whole
  float temperature = 0;
  uint32_t tokens = 0;
  std::optional<TestRun> run;  // nullopt: not run
};

struct LoopResult {
  std::optional<TestRun>
      given;  // of the program that was given, where there was one and it was run
  std::vector<Proposal> proposals;
  size_t best = 0;    // index in proposals: most tests passed, the first of equals
  bool done = false;  // all tests pass, of the given program or of the best proposal
  bool given_passes() const { return given && given->all_passed(); }
};

// Lines that hold code, from 1, `first` before the others.
std::vector<size_t> lines_to_refill(const Job& job, size_t first, size_t most);
// The program with that line written anew; "" where the model writes the same. nullopt: the model cannot fill in.
std::optional<Proposal> refill(Writer& writer, const Job& job, size_t line);

// Runs a program's tests; the sandbox's in earnest.
using Run = std::function<TestRun(const std::string& program)>;

// run: empty = nothing is run, and one proposal is made. Errors as of Writer and run.
LoopResult propose(Writer& writer, const Job& job, const LoopWish& wish, const Run& run);

}  // namespace tinybrain::skills::code
