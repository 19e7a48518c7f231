// Utf8Stream: cuts a stream of token bytes at character ends. A token may hold half a character, or
// bytes that are no text at all; what comes out is always whole UTF-8.
#include "text/tokenizer.h"
#include "text/unicode.h"

namespace tinybrain {

std::string Utf8Stream::push(std::string_view bytes) {
  waiting_.append(bytes);
  std::string out;
  std::string_view rest = waiting_;
  while (!rest.empty()) {
    const unicode::Decoded d = unicode::decode(rest);
    if (d.cut) break;  // may still become a character
    if (d.valid)
      out.append(rest.substr(0, d.length));
    else
      unicode::append(out, unicode::kReplacement);
    rest.remove_prefix(d.length);
  }
  waiting_.erase(0, waiting_.size() - rest.size());
  return out;
}

std::string Utf8Stream::finish() {
  std::string out = unicode::repaired(waiting_);
  waiting_.clear();
  return out;
}

}  // namespace tinybrain
