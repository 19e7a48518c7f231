// What is worth telling a person now: a price that fell to what they wished, an item that they usually buy again by now;
// never in quiet hours, never more than so many a day, never the same again within a week. Nothing is sent from here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "skills/shop/prices.h"
#include "skills/shop/purchases.h"

namespace tinybrain::skills::shop {

inline constexpr int kTellAgainDays = 7;

struct QueueRules {
  int quiet_from = 22, quiet_to = 8;  // hours of the person's day; the same = none
  size_t most_a_day = 3;
};
struct Wish {
  std::string item;
  double at_most = 0;
};
// What was told already.
struct Told {
  std::string key;
  int64_t time = 0;
};
struct Notification {
  std::string key, kind, item, text, held;  // held: why it is not for now; "" = it is
  int64_t time = 0;                         // when to tell it
  double weight = 0;                        // what goes first
};

// Prices of `book` (nullptr = none) and repeats that are due, in order of time. All times are of the person's clock.
std::vector<Notification> queue(const PriceBook* book, const std::vector<Wish>& wishes,
                                const Purchases* purchases, std::string_view customer,
                                const std::vector<Told>& told, const QueueRules& rules, int64_t now,
                                Language language);

}  // namespace tinybrain::skills::shop
