// Programs as text: the code in a model's reply, the examples in a docstring, what changed between two versions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "skills/code/language.h"

namespace tinybrain::skills::code {

// The program in a reply: what stands in its fences (one that never ends counts, of several the one of that language that
// defines most), else its lines from the first that looks like code. "" = there is none.
std::string code_in(std::string_view reply, CodeLanguage language);

// The examples ">>> call" with their results in a text, as Python tests.
std::vector<std::string> examples_in(std::string_view text);

// A test as people read it: of one of those examples call and result.
std::string shown_test(const std::string& test);

// A Python program without the assertions that a model puts below it: they are its guesses, and a wrong one of them would keep a
// right program from being loaded.
std::string without_own_tests(std::string program);

// In the unified form, three lines around each change; "" = the same. Texts over 4,000 lines: whole against whole.
std::string diff_of(std::string_view before, std::string_view after, const std::string& name);

}  // namespace tinybrain::skills::code
