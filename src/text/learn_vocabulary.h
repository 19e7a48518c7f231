// A vocabulary learned from a person's texts, for models that begin from nothing: byte-pair encoding (Sennrich et al.
// 2016) joins the most frequent neighbours until the vocabulary has its size. Over bytes for models that write, over
// letters for encoders, whose WordPiece then reads longest match first; Hangul comes to it as single jamo.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "text/tokenizer.h"

namespace tinybrain {

// At most `size` tokens, special ones included; fewer when the texts have no more pairs that come twice.
// progress(done, total) in tokens; false = Error{cancelled}. The same texts give the same vocabulary.
struct VocabularyOptions {
  size_t size = 8192;
  std::function<bool(uint64_t, uint64_t)> progress;
};

// Byte-level BPE as Qwen2's, with <|endoftext|>, <|im_start|>, <|im_end|>: any text can be spelled and comes back as it was.
TokenizerSpec learn_bpe(std::span<const std::string> texts, const VocabularyOptions& options);
// WordPiece as BERT's (lower case, no accents), with [PAD], [UNK], [CLS], [SEP], [MASK]. A letter that comes less than
// ten times is unknown.
TokenizerSpec learn_wordpiece(std::span<const std::string> texts, const VocabularyOptions& options);

}  // namespace tinybrain
