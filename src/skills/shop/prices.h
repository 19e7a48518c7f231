// What things cost over time: prices.csv as one series an item.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "skills/rows.h"

namespace tinybrain::skills::shop {

struct Price {
  int64_t time = 0;  // milliseconds since 1970
  double price = 0;  // above 0
};
struct PriceSeries {
  std::string item, name, currency;
  std::vector<Price> prices;  // by time, one a moment

  // Days between two prices: the median.
  double gap() const;
  // Of all prices, the share that was higher than the last.
  double higher() const;
};
using PriceBook = std::map<std::string, PriceSeries>;  // by item

inline constexpr const char* kPriceColumns = "item, date, price, name, currency";

// item, date and price must be there. as_of: what comes after is left out. Error{bad_file} with line: a price that is no
// number, not above 0, or not finite.
PriceBook prices_of(const Rows& rows, int64_t as_of);
// By item or name. Error{bad_argument}.
const PriceSeries& series_of(const PriceBook& book, std::string_view item);

}  // namespace tinybrain::skills::shop
