// Personal data in a text: names, numbers, addresses, secrets, in Korean and English, found by rules and
// check digits; and placeholders for them that stay the same through a conversation. Finds what has a
// shape or a cue; it does not understand the text, so what is found is shown to the person before it goes.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace tinybrain::redact {

enum class Kind {
  name,
  mail,
  phone,
  address,
  resident_number,   // Korean 주민등록번호
  foreigner_number,  // Korean 외국인등록번호
  passport,
  driver_licence,
  business_number,  // Korean 사업자등록번호, 법인등록번호
  bank_account,
  card,
  iban,
  ssn,  // US social security number
  ip,
  mac,
  url,  // with a user, a password or a token in it
  secret,
  birth_date,
  plate,
  number,  // of a customer, an order, an account
};
inline constexpr size_t kKinds = static_cast<size_t>(Kind::number) + 1;

// "name", "resident_number", ...: the same in every language.
std::string_view kind_name(Kind kind);
// Error{bad_argument} for a name that is none.
Kind kind_of(std::string_view name);

struct Finding {
  Kind kind = Kind::name;
  size_t begin = 0, end = 0;  // bytes of the text
  float confidence =
      0;  // 0 to 1; 1 = a check digit that holds, in a shape that has no other meaning
};

struct Options {
  std::vector<Kind> kinds;  // empty = all
  float least_confidence = 0.5f;
  Language placeholders = Language::en;  // [PHONE_1] or [전화번호_1]
};

// In order, without overlap. Time and memory grow with the length of the text, whatever is in it. Bytes that
// are no UTF-8 part what stands around them.
std::vector<Finding> find_personal(std::string_view text, const Options& options = {});

struct Replaced : Finding {
  std::string text, placeholder;
};
struct Redacted {
  std::string text;
  std::vector<Replaced> found;
};

// One conversation: the same value gets the same placeholder in every text of it.
class Redactor {
 public:
  explicit Redactor(Options options = {}) : options_(std::move(options)) {}

  // What an earlier redactor gave out. Error{bad_argument} when it is no placeholder or names another value.
  void remember(std::string_view placeholder, std::string_view text);
  Redacted redact(std::string_view text);
  // The values back in place of their placeholders, as they were first written.
  std::string restore(std::string_view reply) const;

 private:
  const std::string& placeholder_of(const Finding& finding, std::string_view value,
                                    std::string_view whole);
  Options options_;
  std::map<std::string, std::string, std::less<>> placeholders_;  // kind and value, made alike
  std::map<std::string, std::string, std::less<>> values_;        // placeholder -> text
  int count_[kKinds] = {};
};

}  // namespace tinybrain::redact
