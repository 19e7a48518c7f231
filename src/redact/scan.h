// The scanners, one family of kinds each. Each looks at a bounded piece of text at every place, so that all
// of them take time in proportion to the text. They may report places that overlap; find_personal() decides.
#pragma once

#include <vector>

#include "redact/cues.h"
#include "redact/folded.h"
#include "redact/redact.h"

namespace tinybrain::redact {

// Collects findings in characters of the folded text.
struct Found {
  Kind kind;
  size_t begin, end;
  float confidence;
};
struct Scan {
  const Folded& text;
  const Cues& cues;
  std::vector<Found>& found;
  void add(Kind kind, size_t begin, size_t end, float confidence) const {
    found.push_back({kind, begin, end, confidence});
  }
};

void scan_numbers(const Scan& scan);  // phones, cards, registrations, accounts: groups of digits
void scan_codes(
    const Scan& scan);  // passports, IBANs, plates, numbers after a cue: letters and digits
void scan_network(const Scan& scan);    // mail, URLs, IP and MAC addresses
void scan_secrets(const Scan& scan);    // passwords, keys, tokens
void scan_dates(const Scan& scan);      // of birth
void scan_addresses(const Scan& scan);  // where people live
void scan_names(const Scan& scan);

}  // namespace tinybrain::redact
