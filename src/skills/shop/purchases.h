// What was bought together, and when again: the lines of transactions.csv as baskets.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "skills/rows.h"

namespace tinybrain::skills::shop {

struct Basket {
  std::string invoice, customer;
  int64_t time = 0;             // milliseconds since 1970
  std::vector<uint32_t> items;  // sorted, each once
};

struct Purchases {
  std::vector<Basket> baskets;          // by time, then by invoice
  std::vector<std::string> ids, names;  // of items; the name as it was last written
  std::vector<uint32_t> bought;         // of each item: in how many baskets
  uint64_t lines = 0, returns = 0;      // returns: of negative quantity, left out

  std::optional<uint32_t> find(std::string_view id) const;
  // By id, by name, or by the words of the name when they fit one item only. Error{bad_argument} tells what comes near.
  uint32_t require(std::string_view item) const;
  // The person's latest purchases first; "" = of everyone.
  std::vector<const Basket*> of(std::string_view customer) const;

  std::unordered_map<std::string, uint32_t> places;
};

inline constexpr const char* kPurchaseColumns = "invoice, item, name, quantity, time, customer";

// Columns: invoice, item and time must be there. A quantity below 0 is a return. Error{bad_file} with line: no number, 0 or
// not finite; not a date; an empty item.
Purchases purchases_of(const Rows& rows);

// How often an item comes again.
struct Repeat {
  uint32_t item = 0;
  int times = 0;  // how often this customer bought it
  double days =
      0;  // between two purchases: the customer's own median, drawn to that of all customers
  double since = 0;  // days since the last
  bool own = false;  // whether the customer's own history has an interval
};
// Of a customer at that moment, the most overdue first; only what was bought on at least two days by them, or by
// enough others (3 intervals).
std::vector<Repeat> repeats_of(const Purchases& purchases, std::string_view customer, int64_t now);

}  // namespace tinybrain::skills::shop
