// Check digits of numbers, given as plain ASCII digits of the right length.
#pragma once

#include <string_view>

namespace tinybrain::redact {

// Cards, ISO/IEC 7812: any length.
bool luhn_holds(std::string_view digits);
// Six digits of a date YYMMDD, whatever the century.
bool is_short_date(std::string_view digits);
// Korean resident registration, 13 digits, as issued until October 2020: since then the last six digits are
// drawn at random and nothing can be checked.
bool resident_check_holds(std::string_view digits);
// Korean registration of foreigners, 13 digits, likewise.
bool foreigner_check_holds(std::string_view digits);
// Korean business registration, 10 digits.
bool business_check_holds(std::string_view digits);
// Korean registration of corporations, 13 digits.
bool corporation_check_holds(std::string_view digits);
// IBAN, ISO 13616: letters in upper case and digits, no spaces. The length must be that of the country.
bool iban_holds(std::string_view iban);

}  // namespace tinybrain::redact
