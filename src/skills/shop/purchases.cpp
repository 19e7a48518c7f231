#include "skills/shop/purchases.h"

#include <algorithm>
#include <set>

#include "base/clock.h"
#include "base/error.h"
#include "base/messages/skill_rows.h"
#include "base/messages/skill_shop.h"
#include "text/unicode.h"

namespace tinybrain::skills::shop {
namespace {

constexpr double kOthersCount =
    2;  // intervals of its own after which a customer's history counts as much as others'

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const size_t half = values.size() / 2;
  return values.size() % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
}

// Days on which each customer bought each item.
using Days = std::map<std::pair<std::string, uint32_t>, std::set<int64_t>>;

Days days_of(const Purchases& purchases, int64_t now) {
  Days days;
  for (const Basket& basket : purchases.baskets)
    if (basket.time <= now && !basket.customer.empty())
      for (const uint32_t item : basket.items)
        days[{basket.customer, item}].insert(basket.time / kDay);
  return days;
}

std::vector<double> gaps(const std::set<int64_t>& days) {
  std::vector<double> all;
  for (auto at = days.begin(); std::next(at) != days.end(); ++at)
    all.push_back(static_cast<double>(*std::next(at) - *at));
  return all;
}

}  // namespace

std::optional<uint32_t> Purchases::find(std::string_view id) const {
  const auto at = places.find(std::string(id));
  if (at == places.end()) return {};
  return at->second;
}

uint32_t Purchases::require(std::string_view item) const {
  if (const auto at = find(item)) return *at;
  const std::string wanted = unicode::folded(unicode::repaired(item));
  std::vector<uint32_t> near;
  for (uint32_t i = 0; i < names.size(); ++i) {
    const std::string name = unicode::folded(names[i]);
    if (name == wanted) return i;
    if (!wanted.empty() && name.find(wanted) != std::string::npos) near.push_back(i);
  }
  if (near.size() == 1) return near[0];
  std::string some;
  for (size_t i = 0; i < std::min<size_t>(near.size(), 5); ++i)
    some += (i ? ", " : "") + names[near[i]] + " (" + ids[near[i]] + ")";
  if (near.empty()) throw Error(Code::bad_argument, msg::kShopNoItem, item);
  throw Error(Code::bad_argument, msg::kShopManyItems, item, near.size(), some);
}

std::vector<const Basket*> Purchases::of(std::string_view customer) const {
  std::vector<const Basket*> all;
  for (auto at = baskets.rbegin(); at != baskets.rend(); ++at)
    if (customer.empty() || at->customer == customer) all.push_back(&*at);
  return all;
}

Purchases purchases_of(const Rows& rows) {
  const size_t invoice = rows.column({"invoice", "InvoiceNo", "order", "order_id", "basket"});
  const size_t item = rows.column({"item", "StockCode", "product", "product_id", "sku"});
  const size_t time = rows.column({"time", "InvoiceDate", "date", "bought"});
  const size_t name = rows.optional_column({"name", "Description", "title", "product_name"});
  const size_t quantity = rows.optional_column({"quantity", "qty", "count"});
  const size_t customer = rows.optional_column({"customer", "CustomerID", "user", "user_id"});
  Purchases p;
  std::unordered_map<std::string, size_t> place;
  for (const Rows::Row& row : rows.rows) {
    ++p.lines;
    const double count = quantity == Rows::kNone ? 1 : rows.number(row, quantity, -1e9, 1e9);
    if (count == 0)
      throw Error(Code::bad_file, msg::kRowsNumber, rows.file, row.line, rows.cell(row, quantity),
                  rows.columns[quantity]);
    const std::string& id = rows.text(row, item);
    const int64_t moment = rows.time(row, time);
    if (count < 0) {
      ++p.returns;
      continue;
    }
    const auto [at, fresh] = p.places.try_emplace(id, static_cast<uint32_t>(p.ids.size()));
    if (fresh) {
      p.ids.push_back(id);
      p.names.push_back(id);
    }
    if (!rows.cell(row, name).empty()) p.names[at->second] = rows.cell(row, name);
    const auto [basket, first] = place.try_emplace(rows.text(row, invoice), p.baskets.size());
    if (first)
      p.baskets.push_back({.invoice = rows.cell(row, invoice),
                           .customer = rows.cell(row, customer),
                           .time = moment,
                           .items = {}});
    p.baskets[basket->second].items.push_back(at->second);
  }
  p.bought.resize(p.ids.size());
  for (Basket& basket : p.baskets) {
    std::sort(basket.items.begin(), basket.items.end());
    basket.items.erase(std::unique(basket.items.begin(), basket.items.end()), basket.items.end());
    for (const uint32_t i : basket.items) ++p.bought[i];
  }
  std::stable_sort(p.baskets.begin(), p.baskets.end(), [](const Basket& a, const Basket& b) {
    return a.time != b.time ? a.time < b.time : a.invoice < b.invoice;
  });
  return p;
}

std::vector<Repeat> repeats_of(const Purchases& purchases, std::string_view customer, int64_t now) {
  const Days days = days_of(purchases, now);
  std::unordered_map<uint32_t, std::vector<double>> all;  // intervals of an item, of everyone
  for (const auto& [who, when] : days)
    for (const double gap : gaps(when)) all[who.second].push_back(gap);
  std::vector<Repeat> repeats;
  for (const auto& [who, when] : days) {
    if (who.first != customer) continue;
    const std::vector<double> own = gaps(when);
    const auto others = all.find(who.second);
    if (own.empty() && (others == all.end() || others->second.size() < 3)) continue;
    Repeat r{.item = who.second, .times = static_cast<int>(when.size()), .own = !own.empty()};
    const double usual = median(others->second);
    const auto n = static_cast<double>(own.size());
    r.days = own.empty() ? usual : (n * median(own) + kOthersCount * usual) / (n + kOthersCount);
    r.since = static_cast<double>(now / kDay - *when.rbegin());
    repeats.push_back(r);
  }
  std::stable_sort(repeats.begin(), repeats.end(), [](const Repeat& a, const Repeat& b) {
    return a.since / a.days > b.since / b.days;
  });
  return repeats;
}

}  // namespace tinybrain::skills::shop
