#include "skills/shop/prices.h"

#include <algorithm>

#include "base/clock.h"
#include "base/error.h"
#include "base/messages/skill_shop.h"
#include "text/unicode.h"

namespace tinybrain::skills::shop {

double PriceSeries::gap() const {
  std::vector<double> days;
  for (size_t i = 1; i < prices.size(); ++i)
    days.push_back(static_cast<double>(prices[i].time - prices[i - 1].time) /
                   static_cast<double>(kDay));
  if (days.empty()) return 0;
  const auto middle = days.begin() + static_cast<std::ptrdiff_t>(days.size() / 2);
  std::nth_element(days.begin(), middle, days.end());
  return *middle;
}

double PriceSeries::higher() const {
  const auto above = std::count_if(prices.begin(), prices.end(),
                                   [&](const Price& p) { return p.price > prices.back().price; });
  return static_cast<double>(above) / static_cast<double>(prices.size());
}

PriceBook prices_of(const Rows& rows, int64_t as_of) {
  const size_t item = rows.column({"item", "id", "sku", "iso_a3", "StockCode"});
  const size_t date = rows.column({"date", "time", "day"});
  const size_t price = rows.column({"price", "local_price", "UnitPrice"});
  const size_t name = rows.optional_column({"name", "title"});
  const size_t currency = rows.optional_column({"currency", "currency_code"});
  PriceBook book;
  for (const Rows::Row& row : rows.rows) {
    const double value = rows.number(row, price, 1e-9, 1e15);
    const int64_t time = rows.time(row, date);
    if (time > as_of) continue;
    PriceSeries& series = book[rows.text(row, item)];
    series.item = rows.cell(row, item);
    series.name = rows.cell(row, name).empty() ? series.item : rows.cell(row, name);
    series.currency = rows.cell(row, currency);
    series.prices.push_back({.time = time, .price = value});
  }
  for (auto& [id, series] : book) {
    auto& prices = series.prices;
    std::stable_sort(prices.begin(), prices.end(),
                     [](const Price& a, const Price& b) { return a.time < b.time; });
    std::vector<Price> once;  // of one moment the last that was written
    for (const Price& p : prices)
      if (!once.empty() && once.back().time == p.time)
        once.back() = p;
      else
        once.push_back(p);
    prices = std::move(once);
  }
  return book;
}

const PriceSeries& series_of(const PriceBook& book, std::string_view item) {
  const auto at = book.find(std::string(item));
  if (at != book.end()) return at->second;
  const std::string wanted = unicode::folded(unicode::repaired(item));
  for (const auto& [id, series] : book)
    if (unicode::folded(series.name) == wanted || unicode::folded(id) == wanted) return series;
  throw Error(Code::bad_argument, msg::kShopNoPrices, item);
}

}  // namespace tinybrain::skills::shop
