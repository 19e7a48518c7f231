// Texts as customers write them, with words of the other language in them.
#include "text/language.h"

#include <doctest/doctest.h>

namespace tinybrain {

TEST_CASE("the language of a text is that of most of it") {
  for (const char* text :
       {"배송은 얼마나 걸리나요?", "iPhone 15 Pro 케이스 있나요", "ㅠㅠ", "\xff 환불", "환불"}) {
    CAPTURE(text);
    CHECK(language_of(text) == Language::ko);
  }
  for (const char* text :
       {"How long does delivery take?", "Is this the 김 that you sell in the shop?", "", "123 !?",
        "\xff\xfe", "送料はいくらですか", "こんにちは"}) {
    CAPTURE(text);
    CHECK(language_of(text) == Language::en);
  }
}

}  // namespace tinybrain
