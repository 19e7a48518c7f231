#include "redact/check_digits.h"

#include <cstddef>

namespace tinybrain::redact {
namespace {

int digit(char c) { return c - '0'; }

// Sum of the first digits, each times its weight (one digit a weight).
int weighted(std::string_view digits, std::string_view weights) {
  int sum = 0;
  for (size_t i = 0; i < weights.size(); ++i) sum += digit(digits[i]) * digit(weights[i]);
  return sum;
}

constexpr std::string_view kResidentWeights = "234567892345";

// Country and length of its IBANs, from the registry of ISO 13616.
constexpr std::string_view kIbanLengths =
    "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BR29BY28CH21CR22CY28CZ24DE22DK18DO28EE20EG29ES24FI18FO18FR"
    "27"
    "GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC"
    "27"
    "MD24ME22MK19MR27MT31MU30NL18NO15PK24PL28PS29PT25QA29RO24RS22SA24SC31SE24SI19SK24SM27ST25SV28TL"
    "23"
    "TN24TR26UA29VA22VG24XK20";

}  // namespace

bool luhn_holds(std::string_view digits) {
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    int d = digit(digits[digits.size() - 1 - i]);
    if (i % 2 == 1) d = d * 2 > 9 ? d * 2 - 9 : d * 2;
    sum += d;
  }
  return sum % 10 == 0;
}

bool is_short_date(std::string_view digits) {
  const int month = digit(digits[2]) * 10 + digit(digits[3]);
  const int day = digit(digits[4]) * 10 + digit(digits[5]);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool resident_check_holds(std::string_view digits) {
  return (11 - weighted(digits, kResidentWeights) % 11) % 10 == digit(digits[12]);
}

bool foreigner_check_holds(std::string_view digits) {
  return (13 - weighted(digits, kResidentWeights) % 11) % 10 == digit(digits[12]);
}

bool business_check_holds(std::string_view digits) {
  const int sum = weighted(digits, "137137135") + digit(digits[8]) * 5 / 10;
  return (10 - sum % 10) % 10 == digit(digits[9]);
}

bool corporation_check_holds(std::string_view digits) {
  return (10 - weighted(digits, "121212121212") % 10) % 10 == digit(digits[12]);
}

bool iban_holds(std::string_view iban) {
  if (iban.size() < 15 || iban.size() > 34) return false;
  size_t length = 0;
  for (size_t i = 0; i < kIbanLengths.size(); i += 4) {
    if (kIbanLengths.substr(i, 2) == iban.substr(0, 2))
      length = static_cast<size_t>(digit(kIbanLengths[i + 2]) * 10 + digit(kIbanLengths[i + 3]));
  }
  if (iban.size() != length) return false;
  int rest = 0;
  for (size_t i = 0; i < iban.size(); ++i) {
    const char c = iban[(i + 4) % iban.size()];
    const bool letter = c >= 'A' && c <= 'Z';
    rest = (letter ? rest * 100 + (c - 'A' + 10) : rest * 10 + digit(c)) % 97;
  }
  return rest == 1;
}

}  // namespace tinybrain::redact
