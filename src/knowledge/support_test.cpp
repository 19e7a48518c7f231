// What a passage says, what it does not, and what it says otherwise.
#include "knowledge/support.h"

#include <doctest/doctest.h>

#include "knowledge/statement.h"

using namespace tinybrain;

namespace {

const std::vector<std::string> kPassages = {
    "The battery lasts 12 hours. Charging takes 2.5 hours, and the lamp by Philips then turns "
    "green. "
    "Do not open the case. Write to help@example.com or see https://example.com/radio.",
    "반품은 받은 날부터 7일 안에 신청할 수 있습니다. 배송비 3,000원은 구매자가 냅니다. 포장을 뜯은 "
    "상품은 반품할 수 없습니다."};

Supported one(std::string_view answer) {
  const auto all = check_support(answer, kPassages, nullptr);
  REQUIRE(all.size() == 1);
  return all[0];
}

}  // namespace

TEST_CASE("a sentence that a passage says is supported and cites it") {
  for (const char* answer : {"The battery lasts 12 hours.", "The battery lasts twelve hours.",
                             "Charging takes 2.5 hours.", "Then the Philips lamp turns green.",
                             "Do not open the case.", "You can write to help@example.com."}) {
    CAPTURE(std::string(answer));
    CHECK(one(answer).supported);
    CHECK(one(answer).passage == 0);
    CHECK(one(answer).missing.empty());
  }
  for (const char* answer : {"반품은 받은 날부터 7일 안에 신청할 수 있습니다.",
                             "배송비는 3000원입니다.", "포장을 뜯은 상품은 반품할 수 없습니다."}) {
    CAPTURE(std::string(answer));
    CHECK(one(answer).supported);
    CHECK(one(answer).passage == 1);
  }
}

TEST_CASE("another number, unit, name, address or a negation is not supported, and is said") {
  CHECK(one("The battery lasts 14 hours.").missing == "numbers");
  CHECK(one("The battery lasts 12 days.").missing == "numbers");
  CHECK(one("The lamp by Sony then turns green.").missing == "names");
  CHECK(one("Write to info@example.com.").missing == "addresses");
  CHECK(one("See https://example.org/radio.").missing == "addresses");
  CHECK(one("Do open the case.").missing == "negation");
  CHECK(one("The battery does not last 12 hours.").missing == "negation");
  CHECK(one("The radio plays songs of its owner's youth.").missing == "words");
  CHECK(one("반품은 받은 날부터 14일 안에 신청할 수 있습니다.").missing == "numbers");
  CHECK(one("배송비는 3,500원입니다.").missing == "numbers");
  CHECK(one("포장을 뜯은 상품은 반품할 수 있습니다.").missing == "negation");
  CHECK(one("고객 센터는 주말에 쉽니다.").missing == "words");
}

TEST_CASE("an answer is judged sentence by sentence") {
  const auto all =
      check_support("The battery lasts 12 hours. It weighs 300 g. 배송비는 3,000원입니다. ...",
                    kPassages, nullptr);
  REQUIRE(all.size() == 3);
  CHECK(all[0].supported);
  CHECK(!all[1].supported);
  CHECK(all[2].passage == 1);
  const auto none = check_support("The battery lasts 12 hours.", {}, nullptr);
  REQUIRE(none.size() == 1);
  CHECK(!none[0].supported);
  CHECK(none[0].passage == -1);
  CHECK(check_support("", kPassages, nullptr).empty());
  CHECK(!check_support("\xff\xfe words \xc3(", kPassages, nullptr)[0].supported);
}

TEST_CASE("words count in other forms") {
  const auto words = [](const char* text) { return said_by(text).words; };
  CHECK(covered(words("batteries"), words("one battery")) > 0.7f);
  CHECK(covered(words("배터리는"), words("배터리가")) > 0.7f);
  CHECK(covered(words("수명"), words("배터리수명")) > 0.7f);
  CHECK(covered(words("battle"), words("battery")) == 0);
  CHECK(said_by("1,200.50 and 3 kg").numbers == std::vector<std::string>{"1200.5", "3"});
  CHECK(said_by("1,200.50 and 3 kg").measures == std::vector<std::string>{"3 kg"});
}
