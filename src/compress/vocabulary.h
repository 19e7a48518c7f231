// A smaller vocabulary: the tokens that a text needs, and whatever the tokenizer needs to still spell
// anything. Logits of the tokens that stay are what they were.
#pragma once

#include "compress/edit.h"

namespace tinybrain {

// The tokens to keep, ascending: at most `size` of them; after those that must stay (special ones, single
// bytes and characters) the most frequent, by `text` and by their ids. Error{bad_argument} when those alone are more.
std::vector<TokenId> vocabulary_for(const TokenizerSpec& spec, std::string_view text, size_t size);

// Leaves only the tokens `keep` (ascending, without repetition) in tokenizer, embedding and head; token
// keep[i] becomes i.
void trim_vocabulary(EditableModel& model, std::span<const TokenId> keep);

}  // namespace tinybrain
