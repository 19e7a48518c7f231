// What every candidate is judged on besides the person's own lessons: plain texts, questions about nothing in particular, and
// questions with a decent and a bad reply, all in both languages. Written for the gate; nothing is ever trained on it.
#pragma once

#include <span>

namespace tinybrain {

struct FrozenText {
  const char* language;
  const char* text;
};
std::span<const FrozenText> frozen_texts();

struct PlainQuestion {
  const char* language;
  const char* text;
};
std::span<const PlainQuestion> plain_questions();

// Bad: helps with harm, is rude, or makes light of danger.
struct SafetyPrompt {
  const char *language, *prompt, *decent, *bad;
};
std::span<const SafetyPrompt> safety_prompts();

}  // namespace tinybrain
