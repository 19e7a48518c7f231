#include "text/language.h"

#include "text/unicode.h"

namespace tinybrain {

Language language_of(std::string_view text) {
  size_t hangul = 0, latin = 0;
  while (!text.empty()) {
    const unicode::Decoded d = unicode::decode(text);
    text.remove_prefix(d.length);
    hangul += (d.c >= 0xAC00 && d.c <= 0xD7A3) || (d.c >= 0x1100 && d.c <= 0x11FF) ||
              (d.c >= 0x3131 && d.c <= 0x318E);
    latin += (d.c | 0x20) >= 'a' && (d.c | 0x20) <= 'z';
  }
  return hangul > 0 && hangul * 10 >= latin ? Language::ko : Language::en;
}

}  // namespace tinybrain
