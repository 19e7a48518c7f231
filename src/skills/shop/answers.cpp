#include "skills/shop/answers.h"

#include <algorithm>
#include <cmath>

#include "base/clock.h"
#include "base/messages/skill_shop.h"
#include "skills/asked.h"
#include "text/unicode.h"

namespace tinybrain::skills::shop {
namespace {

double share(size_t part, size_t all) {
  return all ? static_cast<double>(part) / static_cast<double>(all) : 0;
}

Json reasons_of(const Product& fresh, const Product& old, const Match& match, Language language) {
  Json reasons{Json::Array{}};
  if (match.type > 0.2)
    reasons.push(text_of(language, msg::kShopTypes, in_words(fresh.type, language),
                         in_words(old.type, language), std::exp(match.type)));
  if (!fresh.usage.empty() && fresh.usage == old.usage)
    reasons.push(text_of(language, msg::kShopBothFor, in_words(fresh.usage, language)));
  if (!fresh.season.empty() && fresh.season == old.season)
    reasons.push(text_of(language, msg::kShopSeason, in_words(fresh.season, language)));
  if (match.harmony != Harmony::unknown)
    reasons.push(text_of(language, msg::kShopColours, fresh.colour, old.colour,
                         words(match.harmony, language)));
  return reasons;
}

}  // namespace

std::string day_text(int64_t time) { return time_text(time).substr(0, 10); }

Json answer(const Purchases& purchases, const Suggestion& s, std::span<const uint32_t> basket,
            Language language) {
  Json j, reasons{Json::Array{}};
  j.set("item", purchases.ids[s.item]).set("name", purchases.names[s.item]);
  j.set("score", rounded(s.score));
  if (basket.empty()) {
    reasons.push(
        text_of(language, msg::kShopPopular, purchases.bought[s.item], purchases.baskets.size()));
    return j.set("reasons", reasons);
  }
  const std::string& with = purchases.names[s.why.with];
  if (s.why.both > 0)
    reasons.push(
        text_of(language, msg::kShopTogether, with, s.why.both, s.why.with_all, s.why.times));
  if (!s.why.words.empty()) reasons.push(text_of(language, msg::kShopSameWords, s.why.words, with));
  if (reasons.as_array().empty()) reasons.push(text_of(language, msg::kShopPattern));
  j.set("with", purchases.ids[s.why.with]);
  return j.set("from_baskets", rounded(s.baskets))
      .set("from_names", rounded(s.names))
      .set("reasons", reasons);
}

Json answer(const Purchases& purchases, const Repeat& r, Language language) {
  Json j;
  j.set("item", purchases.ids[r.item]).set("name", purchases.names[r.item]).set("times", r.times);
  j.set("every_days", rounded(r.days, 1))
      .set("since_days", r.since)
      .set("due", r.since >= 0.9 * r.days);
  return j.set("reason", r.own ? text_of(language, msg::kShopRepeatOwn, r.times, r.days, r.since)
                               : text_of(language, msg::kShopRepeatOthers, r.days, r.since));
}

Json answer(const Product& p) {
  Json j;
  j.set("item", p.id).set("name", p.name).set("slot", name_of(p.slot));
  if (!p.type.empty()) j.set("type", p.type);
  if (!p.colour.empty()) j.set("colour", p.colour);
  if (!p.usage.empty()) j.set("usage", p.usage);
  if (!p.season.empty()) j.set("season", p.season);
  if (p.price > 0) j.set("price", p.price);
  return j;
}

Json answer(const Catalogue& catalogue, const OutfitRules& rules, const Outfit& outfit,
            std::span<const size_t> there, bool bought, Language language) {
  Json j, items{Json::Array{}};
  for (const size_t i : outfit.added) {
    const Product& fresh = catalogue.products[i];
    Json one = answer(fresh);
    if (!there.empty()) {
      // Beside what it fits best of what is there.
      const size_t best = *std::max_element(there.begin(), there.end(), [&](size_t a, size_t b) {
        return rules.match(fresh, catalogue.products[a]).score() <
               rules.match(fresh, catalogue.products[b]).score();
      });
      const Product& old = catalogue.products[best];
      const std::string name =
          old.type.empty() ? old.name : in_words(unicode::folded(old.type), language);
      one.set("with", old.id);
      one.set("reason", bought ? text_of(language, msg::kShopGoesWithBought, name)
                               : text_of(language, msg::kShopGoesWith, name));
      one.set("because", reasons_of(fresh, old, rules.match(fresh, old), language));
    }
    items.push(one);
  }
  j.set("items", items).set("score", rounded(outfit.score));
  if (outfit.price > 0) j.set("price", rounded(outfit.price, 2));
  return j;
}

Json answer(const PriceSeries& series, const Forecast& f, double level, Language language) {
  Json j, history{Json::Array{}}, steps{Json::Array{}}, advice, record;
  j.set("item", series.item).set("name", series.name);
  if (!series.currency.empty()) j.set("currency", series.currency);
  for (const Price& p : series.prices) {
    Json one;
    history.push(one.set("date", day_text(p.time)).set("price", p.price));
  }
  j.set("history", history).set("price", series.prices.back().price);
  j.set("how_high",
        text_of(language, msg::kShopHowHigh, 100 * series.higher(), series.prices.size()));
  for (size_t h = 0; h < f.steps.size(); ++h) {
    const ForecastStep& s = f.steps[h];
    const ForecastRecord& r = f.records[h];
    Json one, past;
    one.set("date", day_text(s.time)).set("price", s.price).set("model", s.model);
    if (s.high > 0) one.set("low", s.low).set("high", s.high);
    past.set("forecasts", r.forecasts)
        .set("error", rounded(r.error))
        .set("error_of_same", rounded(r.error_of_same));
    past.set("with_interval", r.with_interval)
        .set("inside", rounded(share(r.inside, r.with_interval)));
    steps.push(one.set("past", past));
  }
  j.set("forecast", steps).set("level", level);
  const std::string end = day_text(f.steps.back().time);
  const AdviceRecord& r = f.record;
  advice.set("do", f.advice.wait ? "wait" : "buy");
  if (f.advice.would_wait) {
    const std::string until = day_text(f.steps[f.advice.steps - 1].time);
    advice.set("until", until).set("expected_saving", rounded(f.advice.saving));
    advice.set("why", text_of(language, f.advice.wait ? msg::kShopWait : msg::kShopWouldWait,
                              100 * f.advice.saving, until, r.waits, 100 * r.wait_saved,
                              100 * r.wait_saved_low));
  } else {
    advice.set("why",
               text_of(language, msg::kShopBuyNow, end, r.cases, 100 * r.now_against_random));
  }
  record.set("cases", r.cases).set("waits", r.waits);
  record.set("rule_against_random", rounded(r.against_random))
      .set("now_against_random", rounded(r.now_against_random));
  record.set("best_against_random", rounded(r.best_against_random));
  record.set("wait_saved", rounded(r.wait_saved)).set("wait_saved_low", rounded(r.wait_saved_low));
  return j.set("advice", advice.set("record", record));
}

}  // namespace tinybrain::skills::shop
