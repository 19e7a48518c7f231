// A text's sentences, in Korean and English, for whatever looks at one sentence at a time. By rules; a model is not
// asked.
#pragma once

#include <string_view>
#include <vector>

namespace tinybrain {

// In order, without white space around them; none is empty. A full stop after a usual abbreviation, an initial or the
// number of a list does not end one; an empty line, and a line that begins a list's next point, does. Code between
// fences stays whole.
std::vector<std::string_view> sentences_of(std::string_view text);

}  // namespace tinybrain
