// What leaves a text and what stays, in both languages; check digits against published examples; bad bytes and
// hostile texts; placeholders through a conversation.
#include "redact/redact.h"

#include <doctest/doctest.h>

#include "redact/check_digits.h"
#include "redact/folded.h"
#include "text/unicode.h"

using namespace tinybrain;
using namespace tinybrain::redact;

namespace {

// "kind:text" of what is found, in order.
std::vector<std::string> found_in(std::string_view text, Options options = {}) {
  std::vector<std::string> out;
  for (const Finding& f : find_personal(text, options))
    out.push_back(std::string(kind_name(f.kind)) + ":" +
                  std::string(text.substr(f.begin, f.end - f.begin)));
  return out;
}
using Found = std::vector<std::string>;

Options only(Kind kind) {
  Options options;
  options.kinds = {kind};
  return options;
}

}  // namespace

TEST_CASE("check digits hold for published examples and fail for neighbours") {
  CHECK(luhn_holds("4111111111111111"));
  CHECK(luhn_holds("378282246310005"));
  CHECK(!luhn_holds("4111111111111112"));
  CHECK(iban_holds("DE89370400440532013000"));
  CHECK(iban_holds("GB82WEST12345698765432"));
  CHECK(!iban_holds("GB82WEST12345698765433"));
  CHECK(!iban_holds("GB82WEST1234569876543"));
  CHECK(business_check_holds("1208147521"));
  CHECK(!business_check_holds("1208147522"));
  CHECK(resident_check_holds("9001011234568"));
  CHECK(!resident_check_holds("9001011234567"));
}

TEST_CASE("Korean numbers, with particles, full-width digits, spaces and odd dashes") {
  CHECK(found_in("제 번호는 010-1234-5678로 연락 주세요") == Found{"phone:010-1234-5678"});
  CHECK(found_in("０１０－１２３４－５６７８") == Found{"phone:０１０－１２３４－５６７８"});
  CHECK(found_in("01012345678입니다") == Found{"phone:01012345678"});
  CHECK(found_in("010\u20131234\u20135678") == Found{"phone:010\u20131234\u20135678"});
  CHECK(found_in("(02) 123-4567, 1588-1234, +82-10-1234-5678") ==
        Found{"phone:(02) 123-4567", "phone:1588-1234", "phone:+82-10-1234-5678"});
  CHECK(found_in("주민번호 900101-1234568이에요") == Found{"resident_number:900101-1234568"});
  // Since October 2020 no digit checks the others.
  CHECK(found_in("210315-3987654") == Found{"resident_number:210315-3987654"});
  CHECK(found_in("900101-1******") == Found{"resident_number:900101-1******"});
  CHECK(found_in("사업자 120-81-47521") == Found{"business_number:120-81-47521"});
  CHECK(found_in("면허 11-12-123456-01, 여권 M123A4567") ==
        Found{"driver_licence:11-12-123456-01", "passport:M123A4567"});
  CHECK(found_in("국민은행 123456-78-901234로 입금") == Found{"bank_account:123456-78-901234"});
  CHECK(found_in("12가 3456 차량") == Found{"plate:12가 3456"});
  CHECK(found_in("생년월일은 1990년 1월 1일입니다") == Found{"birth_date:1990년 1월 1일"});
  CHECK(found_in("주문번호 20231234567 확인") == Found{"number:20231234567"});
}

TEST_CASE("numbers of other places, codes, the network, secrets") {
  CHECK(found_in("Call (415) 555-2671 ext. 12") == Found{"phone:(415) 555-2671 ext. 12"});
  CHECK(found_in("SSN 123-45-6789") == Found{"ssn:123-45-6789"});
  CHECK(found_in("4111 1111 1111 1111") == Found{"card:4111 1111 1111 1111"});
  CHECK(found_in("DE89 3704 0044 0532 0130 00") == Found{"iban:DE89 3704 0044 0532 0130 00"});
  CHECK(found_in("hong@naver.com으로, kim(at)example.com") ==
        Found{"mail:hong@naver.com", "mail:kim(at)example.com"});
  CHECK(found_in("192.168.0.1 fe80::1ff:fe23:4567:890a 00:1A:2B:3C:4D:5E") ==
        Found{"ip:192.168.0.1", "ip:fe80::1ff:fe23:4567:890a", "mac:00:1A:2B:3C:4D:5E"});
  CHECK(found_in("https://u:p@host.com/x and https://example.com/") ==
        Found{"url:https://u:p@host.com/x"});
  CHECK(found_in("password: hunter2!") == Found{"secret:hunter2!"});
  CHECK(found_in("sk-abcdEFGH1234ijklMNOP5678을 썼어요") ==
        Found{"secret:sk-abcdEFGH1234ijklMNOP5678"});
  CHECK(found_in("born January 2, 1990.") == Found{"birth_date:January 2, 1990"});
}

TEST_CASE("addresses as a whole") {
  CHECK(found_in("서울특별시 강남구 테헤란로 152, 101동 1203호 (역삼동)에 살아요") ==
        Found{"address:서울특별시 강남구 테헤란로 152, 101동 1203호 (역삼동)"});
  CHECK(found_in("경기도 성남시 분당구 정자동 178-1번지") ==
        Found{"address:경기도 성남시 분당구 정자동 178-1번지"});
  CHECK(found_in("It is 1600 Amphitheatre Parkway, Mountain View, CA 94043.") ==
        Found{"address:1600 Amphitheatre Parkway, Mountain View, CA 94043"});
}

TEST_CASE("names by their context") {
  CHECK(found_in("제 이름은 홍길동입니다") == Found{"name:홍길동"});
  CHECK(found_in("김민수 고객님께 전해 주세요") == Found{"name:김민수"});
  CHECK(found_in("My name is Vagram Paladino. Paladino it is.") ==
        Found{"name:Vagram Paladino", "name:Paladino"});
  CHECK(found_in("Dear Jane Smith,") == Found{"name:Jane Smith"});
  CHECK(found_in("Attendees: Saagar Zhubi (Accounts Manager), Allison Carr, Yvonne Crosby") ==
        Found{"name:Saagar Zhubi", "name:Allison Carr", "name:Yvonne Crosby"});
}

TEST_CASE("what is no personal data stays") {
  for (const char* text :
       {"앞으로 3일 동안 버스로 30분, 다시 2시에 오세요", "2023-01-15 10:30에 12,345원을 냈어요",
        "조선 (1592-1598)", "version 1.2.3.4 of 2024", "고객님, 사장님, 선생님 안녕하세요",
        "진심으로 다가가면 친구가 될 수 있어요", "The United States in 2021: $3,020,000 (84%)",
        "src/redact/find.cpp and include/tinybrain/home.h", "12월 2024년 100호 3000원", "a@b",
        "://", "..."})
    CHECK_MESSAGE(found_in(text).empty(), text);
}

TEST_CASE("kinds and confidence can be chosen") {
  const std::string_view text = "hong@naver.com 010-1234-5678";
  CHECK(found_in(text, only(Kind::mail)) == Found{"mail:hong@naver.com"});
  Options none;
  none.least_confidence = 1;
  CHECK(found_in(text, none).empty());
  CHECK(kind_of("plate") == Kind::plate);
  CHECK_THROWS_AS(kind_of("plates"), Error);
}

TEST_CASE("bytes that are no UTF-8, zero bytes and joined jamo") {
  CHECK(found_in("\xff\xfe 010-1234-5678 \xea\xb0") == Found{"phone:010-1234-5678"});
  CHECK(found_in(std::string_view("\0hong@naver.com\0", 16)) == Found{"mail:hong@naver.com"});
  // Zero-width characters inside do not hide a number, and they go with it.
  CHECK(found_in("010-12\u200b34-5678") == Found{"phone:010-12\u200b34-5678"});
  const std::string name = unicode::nfd("제 이름은 홍길동입니다");
  REQUIRE(found_in(name).size() == 1);
  CHECK(unicode::nfc(found_in(name)[0].substr(5)) == "홍길동");
  CHECK(find_personal("").empty());
}

TEST_CASE("findings are in order, apart and whole characters, whatever the text") {
  for (const char* piece :
       {"1", "1-", "1 ", "@a.b", "a@", "://", "가1로 1", "101동 1호 ", "김철수씨", "Dear A ",
        "-----BEGIN ", "password=", "0:", "::", "DE89", "John Smith, ", "서울 "}) {
    std::string text;
    while (text.size() < 20000) text += piece;
    size_t end = 0;
    for (const Finding& f : find_personal(text)) {
      CHECK(f.begin >= end);
      CHECK(f.end > f.begin);
      end = f.end;
    }
    CHECK(end <= text.size());
  }
}

TEST_CASE("a conversation: the same value has the same placeholder, and comes back") {
  Options options;
  options.placeholders = Language::ko;
  Redactor redactor(options);
  CHECK(redactor.redact("010-1234-5678, hong@naver.com").text == "[전화번호_1], [메일_1]");
  // Another spelling of the same, a new one, and one the text itself says.
  CHECK(redactor.redact("01012345678, 010-8765-4321").text == "[전화번호_1], [전화번호_2]");
  CHECK(redactor.redact("[전화번호_3] 010-1111-2222").text == "[전화번호_3] [전화번호_4]");
  CHECK(redactor.restore("[전화번호_2]로 전화하고 [메일_1]에 쓰세요. [이름_9] [") ==
        "010-8765-4321로 전화하고 hong@naver.com에 쓰세요. [이름_9] [");

  Redactor later(options);
  later.remember("[전화번호_4]", "010-1111-2222");
  CHECK(later.redact("010-1111-2222 010-9999-0000").text == "[전화번호_4] [전화번호_5]");
  CHECK_THROWS_AS(later.remember("[전화번호_4]", "010-0000-0000"), Error);
  for (const char* wrong :
       {"", "[]", "[PHONE_]", "[PHONE_0]", "[PHONE_1", "PHONE_1", "[NOTHING_1]", "[PHONE_1x]"})
    CHECK_THROWS_AS(later.remember(wrong, "x"), Error);
}
