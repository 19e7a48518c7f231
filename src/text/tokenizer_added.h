// Added tokens: texts that are one token wherever they stand, found before anything else looks at
// the text. Control tokens count only in trusted text; user-defined ones everywhere.
#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/tokenizer.h"

namespace tinybrain {

// A stretch of text that is trusted, in bytes.
struct TrustedRange {
  size_t begin, end;
};

class AddedTokens {
 public:
  explicit AddedTokens(const TokenizerSpec& spec);

  struct Match {
    size_t begin, end;  // with the white space that the token swallows
    TokenId id;
  };
  // The first match at or after `from`: leftmost, then longest. id is -1 when there is none.
  // `trusted` is sorted, and neighbours that touch are one.
  Match find(std::string_view text, size_t from, std::span<const TrustedRange> trusted) const;

 private:
  struct Entry {
    std::string text;
    TokenId id;
    bool control, lstrip, rstrip;
  };
  const Entry* longest_at(std::string_view text, size_t at, size_t trusted_end) const;

  std::vector<Entry> entries_;  // sorted by text
  // Which two bytes (or one and anything) some token begins with: most places are refused by one
  // look.
  std::bitset<65536> begins_;
  std::bitset<256> single_;
};

}  // namespace tinybrain
