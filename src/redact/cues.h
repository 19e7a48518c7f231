// Words that tell what stands after them: "계좌", "card number", "생년월일". A number without a check digit
// counts only near its cue.
#pragma once

#include <array>
#include <vector>

#include "redact/folded.h"

namespace tinybrain::redact {

enum class Cue : uint8_t {
  account,  // of a bank
  card,
  resident,
  foreigner,
  driver,
  passport,
  business,
  ssn,
  phone,
  birth,
  plate,
  number,  // of a customer, an order, ...
  secret,
  version,  // "v1.2.3.4" is no address
  address,
};
inline constexpr size_t kCues = static_cast<size_t>(Cue::address) + 1;

class Cues {
 public:
  explicit Cues(const Folded& text);

  // Whether one ends at most `reach` characters before position i.
  bool before(Cue cue, size_t i, size_t reach) const;
  // Whether one begins at most `reach` characters after position i.
  bool after(Cue cue, size_t i, size_t reach) const;
  struct Hit {
    size_t begin, end;
  };
  const std::vector<Hit>& all(Cue cue) const { return hits_[static_cast<size_t>(cue)]; }

 private:
  std::array<std::vector<Hit>, kCues> hits_;  // in order
};

}  // namespace tinybrain::redact
