#include "redact/cues.h"

#include <algorithm>
#include <iterator>

namespace tinybrain::redact {
namespace {

struct Word {
  std::u32string_view text;  // Latin in lower case, one space where there may be any
  Cue cue;
};

// clang-format off
constexpr Word kWords[] = {
    {U"계좌", Cue::account}, {U"통장", Cue::account}, {U"입금", Cue::account}, {U"송금", Cue::account},
    {U"이체", Cue::account}, {U"은행", Cue::account}, {U"국민", Cue::account}, {U"신한", Cue::account},
    {U"우리은행", Cue::account}, {U"농협", Cue::account}, {U"하나은행", Cue::account}, {U"기업은행", Cue::account},
    {U"카카오뱅크", Cue::account}, {U"토스뱅크", Cue::account}, {U"케이뱅크", Cue::account}, {U"뱅크", Cue::account},
    {U"새마을금고", Cue::account}, {U"신협", Cue::account}, {U"우체국", Cue::account}, {U"수협", Cue::account},
    {U"환불", Cue::account}, {U"예금주", Cue::account}, {U"bank account", Cue::account},
    {U"account number", Cue::account}, {U"account no", Cue::account}, {U"acct", Cue::account},
    {U"account", Cue::account}, {U"routing", Cue::account}, {U"deposit", Cue::account}, {U"wire", Cue::account},
    {U"카드", Cue::card}, {U"card", Cue::card}, {U"visa", Cue::card}, {U"mastercard", Cue::card},
    {U"amex", Cue::card}, {U"결제", Cue::card}, {U"credit", Cue::card}, {U"debit", Cue::card},
    {U"주민", Cue::resident}, {U"주민번호", Cue::resident}, {U"rrn", Cue::resident},
    {U"resident registration", Cue::resident}, {U"resident number", Cue::resident},
    {U"외국인등록", Cue::foreigner}, {U"외국인 등록", Cue::foreigner}, {U"alien registration", Cue::foreigner},
    {U"면허", Cue::driver}, {U"driver", Cue::driver}, {U"drivers", Cue::driver}, {U"licence", Cue::driver},
    {U"license", Cue::driver}, {U"driving", Cue::driver},
    {U"여권", Cue::passport}, {U"passport", Cue::passport},
    {U"사업자", Cue::business}, {U"법인등록", Cue::business}, {U"법인 등록", Cue::business},
    {U"법인번호", Cue::business}, {U"business registration", Cue::business}, {U"business number", Cue::business},
    {U"ssn", Cue::ssn}, {U"social security", Cue::ssn}, {U"사회보장번호", Cue::ssn},
    {U"전화", Cue::phone}, {U"연락처", Cue::phone}, {U"휴대폰", Cue::phone}, {U"핸드폰", Cue::phone},
    {U"휴대전화", Cue::phone}, {U"폰번호", Cue::phone}, {U"팩스", Cue::phone}, {U"문자", Cue::phone},
    {U"phone", Cue::phone}, {U"telephone", Cue::phone}, {U"tel", Cue::phone}, {U"mobile", Cue::phone},
    {U"cell", Cue::phone}, {U"call", Cue::phone}, {U"fax", Cue::phone}, {U"whatsapp", Cue::phone},
    {U"text", Cue::phone}, {U"contact", Cue::phone}, {U"number is", Cue::phone},
    {U"생년월일", Cue::birth}, {U"생일", Cue::birth}, {U"출생", Cue::birth}, {U"태어", Cue::birth},
    {U"생년", Cue::birth}, {U"dob", Cue::birth}, {U"d.o.b", Cue::birth}, {U"date of birth", Cue::birth},
    {U"birth date", Cue::birth}, {U"birthdate", Cue::birth}, {U"birthday", Cue::birth}, {U"born", Cue::birth},
    {U"차량", Cue::plate}, {U"차번호", Cue::plate}, {U"번호판", Cue::plate}, {U"주차", Cue::plate},
    {U"자동차", Cue::plate}, {U"제 차", Cue::plate}, {U"plate", Cue::plate},
    {U"주문번호", Cue::number}, {U"주문 번호", Cue::number}, {U"고객번호", Cue::number}, {U"고객 번호", Cue::number},
    {U"회원번호", Cue::number}, {U"회원 번호", Cue::number}, {U"송장번호", Cue::number}, {U"송장 번호", Cue::number},
    {U"운송장번호", Cue::number}, {U"운송장 번호", Cue::number}, {U"운송장", Cue::number}, {U"예약번호", Cue::number},
    {U"예약 번호", Cue::number}, {U"접수번호", Cue::number}, {U"접수 번호", Cue::number}, {U"계약번호", Cue::number},
    {U"증권번호", Cue::number}, {U"승인번호", Cue::number}, {U"사번", Cue::number}, {U"사원번호", Cue::number},
    {U"학번", Cue::number}, {U"환자번호", Cue::number}, {U"등록번호", Cue::number}, {U"관리번호", Cue::number},
    {U"order number", Cue::number}, {U"order no", Cue::number}, {U"order id", Cue::number},
    {U"order #", Cue::number}, {U"order", Cue::number}, {U"customer number", Cue::number},
    {U"customer id", Cue::number}, {U"customer no", Cue::number}, {U"client id", Cue::number},
    {U"account number", Cue::number}, {U"account no", Cue::number}, {U"account id", Cue::number},
    {U"account #", Cue::number}, {U"account", Cue::number}, {U"member id", Cue::number},
    {U"membership number", Cue::number},
    {U"employee id", Cue::number}, {U"employee number", Cue::number}, {U"patient id", Cue::number},
    {U"student id", Cue::number}, {U"user id", Cue::number}, {U"policy number", Cue::number},
    {U"policy no", Cue::number}, {U"invoice number", Cue::number}, {U"invoice no", Cue::number},
    {U"invoice #", Cue::number}, {U"invoice", Cue::number}, {U"tracking number", Cue::number},
    {U"tracking id", Cue::number}, {U"reference number", Cue::number}, {U"reference no", Cue::number},
    {U"case number", Cue::number}, {U"case id", Cue::number}, {U"ticket number", Cue::number},
    {U"booking number", Cue::number}, {U"booking reference", Cue::number}, {U"confirmation number", Cue::number},
    {U"reservation number", Cue::number}, {U"serial number", Cue::number},
    {U"비밀번호", Cue::secret}, {U"비번", Cue::secret}, {U"암호", Cue::secret}, {U"패스워드", Cue::secret},
    {U"인증번호", Cue::secret}, {U"인증 번호", Cue::secret}, {U"password", Cue::secret}, {U"passwd", Cue::secret},
    {U"pwd", Cue::secret}, {U"passcode", Cue::secret}, {U"api key", Cue::secret}, {U"api_key", Cue::secret},
    {U"apikey", Cue::secret}, {U"api-key", Cue::secret}, {U"secret", Cue::secret}, {U"secret key", Cue::secret},
    {U"secret_key", Cue::secret}, {U"access key", Cue::secret}, {U"access_key", Cue::secret},
    {U"access token", Cue::secret}, {U"access_token", Cue::secret}, {U"auth token", Cue::secret},
    {U"token", Cue::secret}, {U"bearer", Cue::secret}, {U"private key", Cue::secret}, {U"pin", Cue::secret},
    {U"pin number", Cue::secret}, {U"pin code", Cue::secret}, {U"verification code", Cue::secret},
    {U"security code", Cue::secret}, {U"cvc", Cue::secret}, {U"cvv", Cue::secret}, {U"otp", Cue::secret},
    {U"version", Cue::version}, {U"버전", Cue::version}, {U"release", Cue::version}, {U"firmware", Cue::version},
    {U"주소", Cue::address}, {U"배송지", Cue::address}, {U"사는 곳", Cue::address}, {U"거주지", Cue::address},
    {U"address", Cue::address}, {U"live at", Cue::address}, {U"lives at", Cue::address}, {U"ship to", Cue::address},
    {U"living at", Cue::address}, {U"resides at", Cue::address}, {U"deliver to", Cue::address},
};
// clang-format on

// Length of the word at i, or 0. Latin words must stand alone.
size_t length_at(const Folded& text, size_t i, std::u32string_view word) {
  size_t at = i;
  for (const char32_t c : word) {
    if (lower(text[at]) != c) return 0;
    ++at;
  }
  if (is_lower(word[0]) && i > 0 && goes_on(text[i - 1]) && text[i - 1] != '_') return 0;
  if (is_lower(word.back()) && (is_latin(text[at]))) return 0;
  return at - i;
}

}  // namespace

Cues::Cues(const Folded& text) {
  // Words by their first character, so that a character that begins none costs one look.
  constexpr size_t kBuckets = 256;
  std::array<std::vector<const Word*>, kBuckets> by_first;
  for (const Word& word : kWords) by_first[word.text[0] % kBuckets].push_back(&word);
  for (size_t i = 0; i < text.size(); ++i) {
    for (const Word* word : by_first[lower(text[i]) % kBuckets]) {
      if (const size_t length = length_at(text, i, word->text))
        hits_[static_cast<size_t>(word->cue)].push_back({i, i + length});
    }
  }
}

bool Cues::before(Cue cue, size_t i, size_t reach) const {
  const std::vector<Hit>& hits = all(cue);
  // The last that begins before i; an earlier one cannot end much later: cues are short.
  auto at = std::lower_bound(hits.begin(), hits.end(), i,
                             [](const Hit& hit, size_t position) { return hit.begin < position; });
  for (int tries = 0; tries < 4 && at != hits.begin(); ++tries) {
    --at;
    if (at->end <= i && i - at->end <= reach) return true;
  }
  return false;
}

bool Cues::after(Cue cue, size_t i, size_t reach) const {
  const std::vector<Hit>& hits = all(cue);
  const auto at =
      std::lower_bound(hits.begin(), hits.end(), i,
                       [](const Hit& hit, size_t position) { return hit.begin < position; });
  return at != hits.end() && at->begin - i <= reach;
}

}  // namespace tinybrain::redact
