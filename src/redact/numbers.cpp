// Numbers made of digits only: registrations, licences, cards, accounts; phones are in phones.cpp.
#include <algorithm>

#include "redact/check_digits.h"
#include "redact/groups.h"
#include "redact/phones.h"
#include "redact/scan.h"

namespace tinybrain::redact {
namespace {

constexpr unsigned kTight = Groups::kSpace | Groups::kDash;
constexpr size_t kReach = 24;  // characters from a cue to its number

bool is_mask(char32_t c) { return c == '*' || c == U'●' || c == U'○' || c == 'x' || c == 'X'; }

class Numbers {
 public:
  Numbers(const Scan& scan, const Groups& g) : scan_(scan), g_(g) {
    const char32_t before = at(1);
    glued_ = goes_on(before);
    part_ = glued_ || ((before == '.' || before == ',' || before == '-') && is_alnum(at(2)));
  }

  void all() {
    registration();
    masked_registration();
    licence();
    business();
    card();
    social_security();
    account();
  }

 private:
  char32_t at(size_t back) const { return g_.begin() >= back ? scan_.text[g_.begin() - back] : 0; }
  bool cue(Cue c, size_t reach = kReach) const { return scan_.cues.before(c, g_.begin(), reach); }
  // Whether what stands after the first groups goes on with them: "-12", "a".
  bool goes_on_after(int groups) const {
    const size_t end = g_.end(groups);
    const char32_t next = scan_.text[end];
    return goes_on(next) || ((next == '-' || next == ',') && is_digit(scan_.text[end + 1]));
  }
  void add(Kind kind, int groups, float confidence) const {
    scan_.add(kind, g_.begin(), g_.end(groups), confidence);
  }

  // 13 digits of people: date, then 1 to 4 (9 and 0 before 1900) or, for foreigners, 5 to 8.
  void registration() const {
    const bool apart = g_.shape({6, 7}) && g_.joined_by(2, kTight | Groups::kDot);
    if (!apart && !g_.shape({13})) return;
    const int k = apart ? 2 : 1;
    if (part_ || goes_on_after(k)) return;
    const std::string_view d = g_.digits(k);
    if (cue(Cue::business) && corporation_check_holds(d))
      return add(Kind::business_number, k, 0.97f);
    if (!is_short_date(d)) return;
    const bool foreigner = d[6] >= '5' && d[6] <= '8';
    const Kind kind = foreigner ? Kind::foreigner_number : Kind::resident_number;
    if (foreigner ? foreigner_check_holds(d) : resident_check_holds(d)) return add(kind, k, 0.99f);
    // Issued since October 2020, or mistyped: the shape alone, hence surer with a hyphen or a cue.
    const bool dashed = apart && g_.joined_by(2, Groups::kDash);
    const bool named = cue(Cue::resident) || cue(Cue::foreigner);
    add(kind, k, named ? 0.95f : dashed ? 0.9f : 0.55f);
  }

  // 900101-1******, and the first seven digits after their cue.
  void masked_registration() const {
    if (g_.length(0) != 6 || part_ || !is_short_date(g_.group(0))) return;
    size_t end = g_.end(1);
    while (end < g_.end(1) + 3 && (scan_.text[end] == ' ' || scan_.text[end] == '-')) ++end;
    if (end == g_.end(1)) return;
    const size_t digit = end;
    if (is_digit(scan_.text[end])) ++end;
    const size_t masks = end;
    while (end < masks + 7 && is_mask(scan_.text[end])) ++end;
    if (end - masks >= 4) return scan_.add(Kind::resident_number, g_.begin(), end, 0.9f);
    if (end == digit + 1 && cue(Cue::resident))
      scan_.add(Kind::resident_number, g_.begin(), end, 0.8f);
  }

  void licence() const {
    const bool named = cue(Cue::driver);
    const std::string_view first = g_.group(0);
    const bool region =
        first.size() >= 2 && first.substr(0, 2) >= "11" && first.substr(0, 2) <= "28";
    if (g_.shape({2, 2, 6, 2}) && g_.joined_by(4, kTight) && (region || named) && !part_)
      add(Kind::driver_licence, 4, named ? 0.96f : 0.92f);
    if (g_.shape({12}) && region && named && !part_) add(Kind::driver_licence, 1, 0.85f);
    // The old form has the region's name in place of its number: 서울 12-123456-01.
    const bool hangul = is_hangul(at(1)) || ((at(1) == ' ' || at(1) == '-') && is_hangul(at(2)));
    if (g_.shape({2, 6, 2}) && g_.joined_by(3, kTight) && (named || hangul) && at(1) != '.')
      add(Kind::driver_licence, 3, named ? 0.95f : 0.85f);
  }

  void business() const {
    const bool named = cue(Cue::business);
    if (g_.shape({3, 2, 5}) && g_.joined_by(3, kTight) && !part_) {
      const bool holds = business_check_holds(g_.digits(3));
      if (holds || named) add(Kind::business_number, 3, holds ? 0.97f : 0.8f);
    }
    if (g_.shape({10}) && named && !part_)
      add(Kind::business_number, 1, business_check_holds(g_.digits(1)) ? 0.93f : 0.7f);
  }

  void card() const {
    for (int k = 1; k <= std::min(g_.count(), 5); ++k) {
      if (!g_.joined_by(k, kTight | Groups::kDot)) return;
      const std::string_view d = g_.digits(k);
      if (d.size() < 13 || d.size() > 19 || d[0] < '2' || d[0] == '7' || d[0] == '8') continue;
      const bool fours = g_.shape({4, 4, 4, 4}) && k == 4;
      const bool american = (g_.shape({4, 6, 5}) || g_.shape({4, 6, 4})) && k == 3 && d[0] == '3';
      const bool usual = d.size() == 16 || (d.size() == 15 && d[0] == '3');
      const bool named = cue(Cue::card);
      if (glued_ && k == 1) return;
      if (!luhn_holds(d)) {
        if (fours || american) add(Kind::card, k, named ? 0.8f : 0.6f);
        if (k == 1 && usual && named) add(Kind::card, k, 0.7f);
        continue;
      }
      if (fours || american)
        add(Kind::card, k, 0.98f);
      else if (usual)
        add(Kind::card, k, named ? 0.95f : 0.86f);
      else if (named)
        add(Kind::card, k, 0.85f);
    }
  }

  void social_security() const {
    const bool named = cue(Cue::ssn);
    const std::string_view area = g_.group(0).substr(0, 3);
    const auto given = [&](std::string_view d) {
      return area != "000" && area != "666" && area[0] != '9' && d.substr(3, 2) != "00" &&
             d.substr(5, 4) != "0000";
    };
    if (g_.shape({3, 2, 4}) && g_.joined_by(3, kTight) && g_.joined_alike(3) && !part_ &&
        (named || (given(g_.digits(3)) && !goes_on_after(3))))
      add(Kind::ssn, 3, named ? 0.97f : g_.joined_by(3, Groups::kDash) ? 0.9f : 0.7f);
    if (g_.shape({9}) && named && !part_) add(Kind::ssn, 1, 0.9f);
  }

  // Every bank has its own shape: 10 to 16 digits near a bank's name or another cue.
  void account() const {
    if (part_) return;
    for (int k = std::min(g_.count(), 5); k >= 1; --k) {
      if (!g_.joined_by(k, kTight) || !g_.joined_alike(k)) continue;
      const std::string_view d = g_.digits(k);
      if (d.size() < 10 || d.size() > 16 || (k > 1 && g_.length(0) == 1)) continue;
      if (!cue(Cue::account) && !scan_.cues.after(Cue::account, g_.end(k), 10)) return;
      return add(Kind::bank_account, k, k > 1 ? 0.87f : 0.8f);
    }
  }

  const Scan& scan_;
  const Groups& g_;
  bool glued_ = false;  // to a letter before it
  bool part_ = false;   // of something longer: "1.234-..."
};

}  // namespace

void scan_numbers(const Scan& scan) {
  const Folded& text = scan.text;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i]) || (i > 0 && is_digit(text[i - 1]))) continue;
    const Groups groups(text, i);
    if (groups.count() == 0) continue;
    Numbers(scan, groups).all();
    scan_phone(scan, groups);
  }
}

}  // namespace tinybrain::redact
