// What an app sells: catalogue.csv, and which part of an outfit each product is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "skills/rows.h"

namespace tinybrain::skills::shop {

// kOther: not worn, or not known.
enum class Slot {
  other,
  top,
  outer,
  bottom,
  dress,
  shoes,
  bag,
  watch,
  belt,
  head,
  scarf,
  jewellery,
  eyes,
  tie,
  socks
};
const char* name_of(Slot slot);

struct Product {
  std::string id, name, gender, type, colour, season, usage, collection;
  double price = 0;  // 0 = not known
  Slot slot = Slot::other;
};

struct Catalogue {
  std::vector<Product> products;
  std::unordered_map<std::string, size_t> places;

  std::optional<size_t> find(std::string_view id) const;
  // By id, then by name, then the product whose name holds the words. Error{bad_argument}.
  size_t require(std::string_view item) const;
};

inline constexpr const char* kCatalogueColumns =
    "id, name, type, gender, colour, season, usage, price, collection";

// id and name must be there. Without a column for it, a product's collection is its brand (or the first word of its name)
// of one year. Error{bad_file} with line.
Catalogue catalogue_of(const Rows& rows);
// By its type or, failing that, its category, in English or Korean.
Slot slot_of(std::string_view type, std::string_view category);

}  // namespace tinybrain::skills::shop
