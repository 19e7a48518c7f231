// What the shop's tools answer, as JSON with reasons in words.
#pragma once

#include <span>

#include "base/json.h"
#include "skills/shop/forecast.h"
#include "skills/shop/outfit.h"
#include "skills/shop/purchases.h"
#include "skills/shop/together.h"

namespace tinybrain::skills::shop {

std::string day_text(int64_t time);  // 2026-03-01

Json answer(const Purchases& purchases, const Suggestion& suggestion,
            std::span<const uint32_t> basket, Language language);
Json answer(const Purchases& purchases, const Repeat& repeat, Language language);
Json answer(const Product& product);
// bought: whether what is there was bought.
Json answer(const Catalogue& catalogue, const OutfitRules& rules, const Outfit& outfit,
            std::span<const size_t> there, bool bought, Language language);
Json answer(const PriceSeries& series, const Forecast& forecast, double level, Language language);

}  // namespace tinybrain::skills::shop
