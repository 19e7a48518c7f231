#include "skills/shop/queue.h"

#include <algorithm>
#include <map>

#include "base/clock.h"
#include "base/messages/skill_shop.h"

namespace tinybrain::skills::shop {
namespace {

constexpr int64_t kHour = 3600 * kSecond;
constexpr double kDue = 0.9;      // share of the interval after which a repeat is due
constexpr double kForgotten = 3;  // intervals after which it is taken as not wanted any more

bool quiet(int64_t time, const QueueRules& rules) {
  const auto hour = static_cast<int>(time % kDay / kHour);
  return rules.quiet_from <= rules.quiet_to ? hour >= rules.quiet_from && hour < rules.quiet_to
                                            : hour >= rules.quiet_from || hour < rules.quiet_to;
}

// The next moment at which the quiet hours are over.
int64_t awake(int64_t time, const QueueRules& rules) {
  if (!quiet(time, rules)) return time;
  const int64_t today = time / kDay * kDay + rules.quiet_to * kHour;
  return today > time ? today : today + kDay;
}

std::string amount(double value, const std::string& currency) {
  return fmt::format("{:.2f}{}{}", value, currency.empty() ? "" : " ", currency);
}

}  // namespace

std::vector<Notification> queue(const PriceBook* book, const std::vector<Wish>& wishes,
                                const Purchases* purchases, std::string_view customer,
                                const std::vector<Told>& told, const QueueRules& rules, int64_t now,
                                Language language) {
  std::vector<Notification> all;
  for (const Wish& wish : wishes) {
    if (!book) break;
    const PriceSeries& series = series_of(*book, wish.item);
    const double price = series.prices.back().price;
    if (price > wish.at_most) continue;
    all.push_back(
        {.key = "price:" + series.item,
         .kind = "price",
         .item = series.item,
         .text = text_of(language, msg::kShopFell, series.name, amount(price, series.currency),
                         amount(wish.at_most, series.currency)),
         .held = {},
         .weight = 10 + 1 - price / wish.at_most});
  }
  if (purchases && !customer.empty())
    for (const Repeat& r : repeats_of(*purchases, customer, now)) {
      if (!r.own || r.since < kDue * r.days || r.since > kForgotten * r.days) continue;
      all.push_back(
          {.key = "repeat:" + purchases->ids[r.item],
           .kind = "repeat",
           .item = purchases->ids[r.item],
           .text = text_of(language, msg::kShopDueNow, purchases->names[r.item], r.days, r.since),
           .held = {},
           .weight = r.since / r.days});
    }
  std::stable_sort(all.begin(), all.end(), [](const Notification& a, const Notification& b) {
    return a.weight > b.weight;
  });
  std::map<int64_t, size_t> a_day;
  for (const Told& t : told) ++a_day[t.time / kDay];
  std::vector<Notification> queued;
  for (Notification& n : all) {
    const bool again = std::any_of(told.begin(), told.end(), [&](const Told& t) {
      return t.key == n.key && now - t.time < kTellAgainDays * kDay;
    });
    if (again) continue;
    n.time = awake(now, rules);
    if (n.time > now) n.held = text_of(language, msg::kShopHeldQuiet);
    while (a_day[n.time / kDay] >= rules.most_a_day) {
      n.time = awake((n.time / kDay + 1) * kDay + rules.quiet_to * kHour, rules);
      n.held = text_of(language, msg::kShopHeldMany, rules.most_a_day);
    }
    ++a_day[n.time / kDay];
    queued.push_back(std::move(n));
  }
  std::stable_sort(queued.begin(), queued.end(),
                   [](const Notification& a, const Notification& b) { return a.time < b.time; });
  return queued;
}

}  // namespace tinybrain::skills::shop
