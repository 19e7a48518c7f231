// Sentences of both languages.
#include "knowledge/sentences.h"

#include <doctest/doctest.h>

#include <string>

using namespace tinybrain;

TEST_CASE("sentences end where a reader sees an end") {
  using All = std::vector<std::string_view>;
  CHECK(sentences_of("One. Two! Three?") == All{"One.", "Two!", "Three?"});
  CHECK(sentences_of("Dr. Kim paid 3.50 at 5 p.m. today. J. Park did not.") ==
        All{"Dr. Kim paid 3.50 at 5 p.m. today.", "J. Park did not."});
  CHECK(sentences_of("He said \"Stop.\" Then he left.") ==
        All{"He said \"Stop.\"", "Then he left."});
  CHECK(sentences_of("비가 옵니다. 우산을 가져가세요! 알겠죠?") ==
        All{"비가 옵니다.", "우산을 가져가세요!", "알겠죠?"});
  CHECK(sentences_of("今日は。明日は") == All{"今日は。", "明日は"});
  CHECK(sentences_of("a line\nthat goes on.\n\nAnother") ==
        All{"a line\nthat goes on.", "Another"});
  CHECK(sentences_of("Steps:\n1. Open it.\n2. Close it.\n- done") ==
        All{"Steps:", "1. Open it.", "2. Close it.", "- done"});
  CHECK(sentences_of("Code:\n```\na. b. c\n```\nEnd.") ==
        All{"Code:", "```\na. b. c\n```", "End."});
  CHECK(sentences_of(" \n ").empty());
  CHECK(sentences_of("\xff. \xfe").size() == 2);
}
