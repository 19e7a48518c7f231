// From the vault's lessons to what is learnt: which of them can be, which took over from which, and which are held back to
// judge a version by, so that no version is judged by what it saw.
#pragma once

#include <string>
#include <vector>

#include "learn/example.h"

namespace tinybrain {

class Vault;
struct Lesson;

struct Curriculum {
  std::vector<LearnExample> learn, held_back;  // by id
  size_t passed_over = 0;                      // lessons without an answer, dismissed or taken back
  size_t superseded = 0;                       // whose question has a newer answer, or the same one
};

// Of every lesson of a kind that tells an answer ("answer", and "feedback" that found one good), the newest for each
// question; a thumb down takes an answer back. Held back: a fifth, chosen by a hash of id and question, so that it does not
// depend on the other lessons; at least 3 where there are 10, one where there are 4. Nothing while "corrections" is not
// granted.
Curriculum curriculum(Vault& vault);

// The lesson as it is learnt; its answer is empty when there is none to learn.
LearnExample example_of(const Lesson& lesson);

// "ko" where the text has Hangul, else "en".
std::string language_in(std::string_view text);

}  // namespace tinybrain
