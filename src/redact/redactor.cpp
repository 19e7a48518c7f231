// Placeholders: which value has which, and the way back.
#include <algorithm>
#include <iterator>

#include "base/messages/redact.h"
#include "redact/redact.h"
#include "text/unicode.h"

namespace tinybrain::redact {
namespace {

struct KindText {
  std::string_view name, en, ko;
};
constexpr KindText kTexts[] = {
    {"name", "NAME", "이름"},
    {"mail", "MAIL", "메일"},
    {"phone", "PHONE", "전화번호"},
    {"address", "ADDRESS", "주소"},
    {"resident_number", "RESIDENT_NUMBER", "주민등록번호"},
    {"foreigner_number", "FOREIGNER_NUMBER", "외국인등록번호"},
    {"passport", "PASSPORT", "여권번호"},
    {"driver_licence", "DRIVER_LICENCE", "운전면허번호"},
    {"business_number", "BUSINESS_NUMBER", "사업자등록번호"},
    {"bank_account", "BANK_ACCOUNT", "계좌번호"},
    {"card", "CARD", "카드번호"},
    {"iban", "IBAN", "IBAN"},
    {"ssn", "SSN", "사회보장번호"},
    {"ip", "IP", "IP주소"},
    {"mac", "MAC", "MAC주소"},
    {"url", "URL", "URL"},
    {"secret", "SECRET", "비밀값"},
    {"birth_date", "BIRTH_DATE", "생년월일"},
    {"plate", "PLATE", "차량번호"},
    {"number", "NUMBER", "번호"},
};
static_assert(std::size(kTexts) == kKinds);

const KindText& text_of(Kind kind) { return kTexts[static_cast<size_t>(kind)]; }

// The kind whose label stands in "[LABEL_7]"; kKinds when none does.
size_t kind_in(std::string_view placeholder, int* number) {
  const size_t bar = placeholder.rfind('_');
  if (placeholder.size() < 4 || placeholder.front() != '[' || placeholder.back() != ']' ||
      bar == std::string_view::npos)
    return kKinds;
  const std::string_view label = placeholder.substr(1, bar - 1);
  const std::string_view digits = placeholder.substr(bar + 1, placeholder.size() - bar - 2);
  if (digits.empty() || digits.size() > 6 || digits[0] == '0') return kKinds;
  *number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return kKinds;
    *number = *number * 10 + (c - '0');
  }
  for (size_t i = 0; i < kKinds; ++i)
    if (label == kTexts[i].en || label == kTexts[i].ko) return i;
  return kKinds;
}

// Spellings of one value alike: letters and digits only, folded; names and addresses keep their spaces' place.
std::string key_of(Kind kind, std::string_view value) {
  std::string key(text_of(kind).name);
  key += ':';
  const std::string folded = unicode::folded(unicode::repaired(value));
  if (kind == Kind::name || kind == Kind::address || kind == Kind::url || kind == Kind::secret)
    return key + (kind == Kind::secret ? std::string(value) : folded);
  for (const char c : folded) {
    const bool separator = c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/';
    if (!separator || kind == Kind::mail || kind == Kind::ip) key += c;
  }
  return key;
}

}  // namespace

std::string_view kind_name(Kind kind) { return text_of(kind).name; }

Kind kind_of(std::string_view name) {
  for (size_t i = 0; i < kKinds; ++i)
    if (name == kTexts[i].name) return static_cast<Kind>(i);
  throw Error(Code::bad_argument, msg::kRedactKind, name);
}

void Redactor::remember(std::string_view placeholder, std::string_view text) {
  int number = 0;
  const size_t kind = kind_in(placeholder, &number);
  if (kind == kKinds) throw Error(Code::bad_argument, msg::kRedactPlaceholder, placeholder);
  const auto [at, fresh] = values_.try_emplace(std::string(placeholder), text);
  if (!fresh && at->second != text) throw Error(Code::bad_argument, msg::kRedactTwice, placeholder);
  placeholders_.try_emplace(key_of(static_cast<Kind>(kind), text), placeholder);
  count_[kind] = std::max(count_[kind], number);
}

const std::string& Redactor::placeholder_of(const Finding& finding, std::string_view value,
                                            std::string_view whole) {
  std::string& own = placeholders_[key_of(finding.kind, value)];
  if (!own.empty()) return own;
  const KindText& label = text_of(finding.kind);
  int& count = count_[static_cast<size_t>(finding.kind)];
  // One that the text itself says would be mistaken on the way back.
  for (own.clear(); own.empty() || whole.find(own) != std::string_view::npos;)
    own = fmt::format("[{}_{}]", options_.placeholders == Language::ko ? label.ko : label.en,
                      ++count);
  values_.emplace(own, value);
  return own;
}

Redacted Redactor::redact(std::string_view text) {
  Redacted result;
  size_t done = 0;
  for (const Finding& finding : find_personal(text, options_)) {
    const std::string_view value = text.substr(finding.begin, finding.end - finding.begin);
    const std::string& placeholder = placeholder_of(finding, value, text);
    result.text.append(text.substr(done, finding.begin - done)).append(placeholder);
    result.found.push_back({finding, std::string(value), placeholder});
    done = finding.end;
  }
  result.text.append(text.substr(done));
  return result;
}

std::string Redactor::restore(std::string_view reply) const {
  constexpr size_t kLongest = 64;  // no placeholder is longer
  std::string out;
  for (size_t i = 0; i < reply.size();) {
    const size_t open = reply.find('[', i);
    out.append(reply.substr(i, open - i));
    if (open == std::string_view::npos) break;
    const size_t close = reply.substr(0, std::min(reply.size(), open + kLongest)).find(']', open);
    const auto at = close == std::string_view::npos
                        ? values_.end()
                        : values_.find(reply.substr(open, close + 1 - open));
    out += at == values_.end() ? std::string("[") : at->second;
    i = at == values_.end() ? open + 1 : close + 1;
  }
  return out;
}

}  // namespace tinybrain::redact
