// Text of unknown encoding as UTF-8: by byte order mark, by validity, and line by line where a file is mixed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tinybrain {

struct DecodedText {
  std::string text;                 // UTF-8, line ends as \n
  std::string encoding;             // "UTF-8", "UTF-16LE", "UTF-16BE", "CP949", "mixed"
  std::vector<uint64_t> odd_lines;  // lines (from 1) in another encoding than most, or damaged
  bool damaged = false;             // some bytes fit nothing and became U+FFFD
};
DecodedText decode_text(std::string_view bytes);

}  // namespace tinybrain
