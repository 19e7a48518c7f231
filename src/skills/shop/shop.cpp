#include "skills/shop/shop.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "base/clock.h"
#include "base/messages/skill_shop.h"
#include "skills/asked.h"
#include "skills/shop/answers.h"
#include "skills/shop/queue.h"
#include "skills/shop/search.h"

namespace tinybrain::skills::shop {
namespace {

// As a tool is asked: "2026-03-01" or with a time of day. otherwise: where it is not given.
int64_t asked_time(const Json& arguments, const char* name, int64_t otherwise) {
  const std::string text = arguments.get_string(name, "");
  return text.empty() ? otherwise : time_of(text);
}

class Shop : public Skill {
 public:
  explicit Shop(const Opening& opening) : data_(opening.data), sample_(opening.sample) {}

  Json call(const std::string& tool, const Json& arguments) override {
    const Language language = asked_language(arguments);
    Json trace{Json::Array{}};
    Json result = run(tool, arguments, language, trace);
    if (sample_) result.set("sample", text_of(language, msg::kShopSample));
    return result.set("trace", trace);
  }

 private:
  Json run(const std::string& tool, const Json& a, Language language, Json& trace) {
    if (tool == "suggest") return suggest(a, language, trace);
    if (tool == "outfit") return outfit(a, language, trace);
    if (tool == "search") return search(a, language, trace);
    if (tool == "price_watch") return price_watch(a, language, trace);
    if (tool == "notifications") return notifications(a, language, trace);
    return match(a, language, trace);
  }

  Json suggest(const Json& a, Language language, Json& trace) {
    const Purchases& p = purchases();
    const std::string customer = a.get_string("customer", "");
    std::vector<uint32_t> basket;
    Json out, suggestions{Json::Array{}}, names{Json::Array{}}, unknown{Json::Array{}};
    for (const std::string& item : asked_texts(a, "basket")) {
      if (a.get_bool("skip_unknown", false) && !p.find(item))
        unknown.push(item);
      else
        basket.push_back(p.require(item));
    }
    if (basket.empty() && !customer.empty()) {
      const auto of = p.of(customer);
      if (of.empty()) throw Error(Code::not_found, msg::kShopNoCustomer, customer);
      basket = of[0]->items;
      out.set("purchase", of[0]->invoice).set("on", day_text(of[0]->time));
    }
    if (!together_) together_.emplace(p);
    for (const uint32_t item : basket) names.push(p.names[item]);
    for (const Suggestion& s : together_->suggest(basket, asked_count(a, "most", 5, 100)))
      suggestions.push(answer(p, s, basket, language));
    out.set("basket", names).set("suggestions", suggestions);
    if (!unknown.as_array().empty()) out.set("unknown", unknown);
    add_trace(trace, "code",
              text_of(language, msg::kShopTraceBaskets, together_->baskets(), p.ids.size()));
    if (p.returns > 0)
      add_trace(trace, "code", text_of(language, msg::kShopTraceReturns, p.returns));
    if (customer.empty()) return out;
    Json again{Json::Array{}};
    for (const Repeat& r : repeats_of(p, customer, asked_time(a, "now", p.baskets.back().time)))
      if (again.as_array().size() < 10) again.push(answer(p, r, language));
    add_trace(trace, "code", text_of(language, msg::kShopTraceRepeats));
    return out.set("again", again);
  }

  Json outfit(const Json& a, Language language, Json& trace) {
    const Catalogue& c = catalogue();
    std::vector<size_t> there;
    for (const std::string& item : asked_texts(a, "items", 10)) there.push_back(c.require(item));
    const std::string customer = a.get_string("customer", "");
    const bool bought = there.empty() && !customer.empty();
    if (bought) {
      for (const Basket* basket : purchases().of(customer))
        for (const uint32_t item : basket->items)
          if (const auto at = c.find(purchases().ids[item]);
              there.empty() && at && c.products[*at].slot != Slot::other)
            there.push_back(*at);
      if (there.empty()) throw Error(Code::not_found, msg::kShopNoAnchor);
    }
    const OutfitWish wish{.usage = a.get_string("occasion", ""),
                          .season = a.get_string("season", ""),
                          .gender = a.get_string("gender", ""),
                          .budget = asked_number(a, "budget", 0, 0, 1e12),
                          .most = asked_count(a, "most", 3, 20)};
    Json out, outfits_found{Json::Array{}}, anchors{Json::Array{}};
    for (const size_t i : there) anchors.push(answer(c.products[i]));
    for (const Outfit& one : outfits(c, rules(), there, wish))
      outfits_found.push(answer(c, rules(), one, there, bought, language));
    out.set("have", anchors).set("outfits", outfits_found);
    if (outfits_found.as_array().empty()) out.set("note", text_of(language, msg::kShopNothingFits));
    add_trace(trace, "code",
              text_of(language, msg::kShopTraceRules, c.products.size(), rules().pairs()));
    return out;
  }

  // How well two products go together.
  Json match(const Json& a, Language language, Json& trace) {
    const Catalogue& c = catalogue();
    const Product& one = c.products[c.require(asked_text(a, "item"))];
    const Product& other = c.products[c.require(asked_text(a, "other"))];
    const Match m = rules().match(one, other);
    Json out;
    out.set("score", m.score()).set("type", m.type).set("usage", m.usage).set("season", m.season);
    out.set("colour", m.colour).set("colours", words(m.harmony, language));
    add_trace(trace, "code",
              text_of(language, msg::kShopTraceRules, c.products.size(), rules().pairs()));
    return out;
  }

  Json search(const Json& a, Language language, Json& trace) {
    const Catalogue& c = catalogue();
    if (!search_) search_.emplace(c);
    Json out, found{Json::Array{}};
    for (const auto& [i, score] : search_->find({.words = asked_text(a, "words"),
                                                 .gender = a.get_string("gender", ""),
                                                 .usage = a.get_string("occasion", ""),
                                                 .season = a.get_string("season", ""),
                                                 .at_most = asked_number(a, "at_most", 0, 0, 1e12),
                                                 .most = asked_count(a, "most", 10, 100)}))
      found.push(answer(c.products[i]).set("score", rounded(score)));
    add_trace(trace, "code", text_of(language, msg::kShopTraceSearch, c.products.size()));
    return out.set("found", found);
  }

  Json price_watch(const Json& a, Language language, Json& trace) {
    const PriceBook book = prices(asked_time(a, "as_of", std::numeric_limits<int64_t>::max()));
    const PriceSeries& series = series_of(book, asked_text(a, "item"));
    const double gap = series.gap(), level = asked_number(a, "level", 0.8, 0.5, 0.99);
    const double days = asked_number(a, "within_days", 4 * gap, 0, 36500);
    const double steps = gap > 0 ? std::floor(days / gap + 0.1) : 1;
    const Forecast f = forecast(
        book, series, static_cast<size_t>(std::clamp(steps, 1.0, static_cast<double>(kMostSteps))),
        level);
    size_t forecasts = 0, with = 0, inside = 0;
    for (const ForecastRecord& r : f.records) {
      forecasts += r.forecasts;
      with += r.with_interval;
      inside += r.inside;
    }
    add_trace(
        trace, "code",
        text_of(language, msg::kShopTracePrices, forecasts, book.size(), 100 * level,
                with ? 100.0 * static_cast<double>(inside) / static_cast<double>(with) : 0.0));
    return answer(series, f, level, language);
  }

  Json notifications(const Json& a, Language language, Json& trace) {
    const int64_t moment = asked_time(a, "now", now());
    std::vector<Wish> wishes;
    std::vector<Told> told;
    if (const Json* list = a.find("wishes"); list && !list->is_null())
      for (const Json& one : list->as_array("wishes"))
        wishes.push_back({asked_text(one, "item"), asked_number(one, "at_most", 0, 1e-9, 1e15)});
    if (const Json* list = a.find("told"); list && !list->is_null())
      for (const Json& one : list->as_array("told"))
        told.push_back({asked_text(one, "key"), time_of(asked_text(one, "at"))});
    QueueRules quiet;
    quiet.quiet_from = static_cast<int>(asked_number(a, "quiet_from", quiet.quiet_from, 0, 23));
    quiet.quiet_to = static_cast<int>(asked_number(a, "quiet_to", quiet.quiet_to, 0, 23));
    quiet.most_a_day = asked_count(a, "most_a_day", quiet.most_a_day, 50);
    const std::string customer = a.get_string("customer", "");
    std::optional<PriceBook> book;
    if (!wishes.empty()) book = prices(moment);
    Json out, queued{Json::Array{}};
    for (const Notification& n :
         queue(book ? &*book : nullptr, wishes, customer.empty() ? nullptr : &purchases(), customer,
               told, quiet, moment, language)) {
      Json one;
      one.set("key", n.key)
          .set("kind", n.kind)
          .set("item", n.item)
          .set("at", time_text(n.time).substr(0, 19));
      one.set("now", n.time <= moment).set("text", n.text);
      if (!n.held.empty()) one.set("held", n.held);
      queued.push(one);
    }
    add_trace(trace, "code", text_of(language, msg::kShopTraceQueue));
    return out.set("queue", queued);
  }

  const Purchases& purchases() {
    if (!purchases_) purchases_ = purchases_of(read_rows(data_, "transactions", kPurchaseColumns));
    return *purchases_;
  }
  const Catalogue& catalogue() {
    if (!catalogue_) catalogue_ = catalogue_of(read_rows(data_, "catalogue", kCatalogueColumns));
    return *catalogue_;
  }
  const OutfitRules& rules() {
    if (!rules_) rules_.emplace(catalogue());
    return *rules_;
  }
  PriceBook prices(int64_t as_of) {
    if (!price_rows_) price_rows_ = read_rows(data_, "prices", kPriceColumns);
    return prices_of(*price_rows_, as_of);
  }

  const std::filesystem::path data_;
  const bool sample_;
  std::optional<Purchases> purchases_;
  std::optional<Catalogue> catalogue_;
  std::optional<OutfitRules> rules_;
  std::optional<Together> together_;
  std::optional<Search> search_;
  std::optional<Rows> price_rows_;
};

}  // namespace

std::unique_ptr<Skill> make_shop(const Opening& opening) { return std::make_unique<Shop>(opening); }

}  // namespace tinybrain::skills::shop
