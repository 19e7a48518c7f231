#include "skills/coach/meals.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/messages/skill_coach_food.h"
#include "base/rng.h"
#include "skills/coach/arguments.h"
#include "skills/coach/words.h"

namespace tinybrain::skills::coach {
namespace {

constexpr double kLeast = 1200, kMost = 4000;  // kcal a day

struct Slot {
  const char* name;
  double share;
};
constexpr Slot kSlots[] = {{"breakfast", 0.25}, {"lunch", 0.33}, {"dinner", 0.32}, {"snack", 0.10}};

struct Allowed {
  std::vector<const Recipe*> recipes;
  std::vector<const FoodItem*> foods;
  std::map<std::string, int> left_out;
  size_t of = 0;
};

Allowed allowed_of(const Pantry& pantry, const Ban& ban) {
  Allowed a;
  a.of = pantry.recipes.size();
  for (const Recipe& recipe : pantry.recipes) {
    const std::string refused = ban.refuses(recipe.contents);
    if (refused.empty())
      a.recipes.push_back(&recipe);
    else
      ++a.left_out[refused];
  }
  for (const FoodItem& food : pantry.foods)
    if (ban.refuses(food.contents).empty()) a.foods.push_back(&food);
  return a;
}

bool fits(const Recipe& recipe, const std::string& slot) {
  bool named = false;
  for (const std::string& tag : recipe.tags) {
    if (tag == slot) return true;
    for (const Slot& other : kSlots) named = named || tag == other.name;
    if (tag == "drink" || tag == "alcohol" || tag == "sauce" || tag == "basic" || tag == "bread" ||
        tag == "dessert" || tag == "spread")
      return false;
  }
  return !named && (slot == "lunch" || slot == "dinner");
}

Json texts(const std::vector<std::string>& lines) {
  return Json(Json::Array(lines.begin(), lines.end()));
}

const std::vector<std::string>& in(Language language, const std::vector<std::string>& en,
                                   const std::vector<std::string>& ko) {
  return language == Language::ko && !ko.empty() ? ko : en;
}

std::string title_of(const Recipe& r, Language language) {
  return language == Language::ko && !r.title_ko.empty() ? r.title_ko : r.title;
}

Json meal_of(const Recipe& r, const std::string& slot, double kcal, Language language) {
  const double portions = std::clamp(rounded(kcal / r.kcal, 2), 0.5, 2.0);
  Json j;
  j.set("slot", slot).set("kind", "recipe").set("id", r.id).set("title", title_of(r, language));
  j.set("portions", portions).set("servings_of_recipe", r.servings);
  j.set("kcal", rounded(portions * r.kcal, 0));
  j.set("ingredients", texts(in(language, r.ingredients, r.ingredients_ko)));
  j.set("directions", texts(in(language, r.directions, r.directions_ko)));
  return j.set("holds", tag_names(r.contents.tags));
}

using Part = FoodItem::Part;

// One of that part, not one of `used` as long as there are others.
const FoodItem* pick(const std::vector<const FoodItem*>& foods, Part part,
                     std::set<const FoodItem*>& used, Rng& rng) {
  std::vector<const FoodItem*> fresh, all;
  for (const FoodItem* food : foods)
    if (food->part == part) {
      all.push_back(food);
      if (!used.contains(food)) fresh.push_back(food);
    }
  const auto& from = fresh.empty() ? all : fresh;
  if (from.empty()) return nullptr;
  const FoodItem* one = from[rng.next() % from.size()];
  used.insert(one);
  return one;
}

Json plate_of(const std::vector<const FoodItem*>& foods, const std::string& slot, double kcal,
              std::set<const FoodItem*>& used, Rng& rng, Language language) {
  struct Want {
    Part part;
    double share, most;
  };
  const std::vector<Want> wants = slot == "snack" ? std::vector<Want>{{Part::fruit, 1.0, 350}}
                                                  : std::vector<Want>{{Part::staple, 0.5, 350},
                                                                      {Part::protein, 0.35, 250},
                                                                      {Part::vegetable, 0.15, 250}};
  Json items{Json::Array{}}, holds{Json::Array{}};
  std::string title;
  Tags tags;
  double sum = 0;
  for (const Want& want : wants) {
    const FoodItem* food = pick(foods, want.part, used, rng);
    if (!food) continue;
    const double grams =
        std::min(want.most, std::max(30.0, rounded(kcal * want.share / food->kcal * 10, 0) * 10));
    sum += grams * food->kcal / 100;
    tags |= food->contents.tags;
    const std::string& name = language == Language::ko ? food->name_ko : food->name_en;
    title += (title.empty() ? "" : " + ") + name;
    items.push(fmt::format("{} {:.0f} g", name, grams));
    Json hold;
    holds.push(hold.set("name_ko", food->name_ko).set("grams", grams));
  }
  if (items.as_array().empty()) return Json();
  Json j;
  j.set("slot", slot).set("kind", "plate").set("title", title).set("kcal", rounded(sum, 0));
  return j.set("ingredients", items).set("foods", holds).set("holds", tag_names(tags));
}

Json left_out_of(const Allowed& allowed) {
  Json j{Json::Object{}};
  std::multimap<int, std::string, std::greater<>> order;
  for (const auto& [why, n] : allowed.left_out) order.emplace(n, why);
  int shown = 0;
  for (const auto& [n, why] : order)
    if (shown++ < 10) j.set(why == "?" ? "unknown parts" : why, n);
  return j;
}

size_t total(const std::map<std::string, int>& counts) {
  size_t sum = 0;
  for (const auto& [why, n] : counts) sum += static_cast<size_t>(n);
  return sum;
}

// Recipes that the person's words name come first.
bool liked(const Recipe& r, const std::vector<std::string>& like) {
  for (const std::string& word : like)
    if (r.title.find(word) != std::string::npos || r.title_ko.find(word) != std::string::npos)
      return true;
  return false;
}

}  // namespace

Ban ban_of(const Json& arguments) {
  Ban ban;
  for (const std::string& word : texts_of(arguments, "allergies")) ban_allergy(ban, word);
  for (const std::string& word : texts_of(arguments, "avoid")) ban_allergy(ban, word);
  for (const std::string& word : texts_of(arguments, "diet")) ban_diet(ban, word);
  return ban;
}

Json plan_meals(const Pantry& pantry, const Json& arguments, Language language) {
  const Ban ban = ban_of(arguments);
  const int64_t days = count_of(arguments, "days", 7, 1, 28);
  const double calories = asked_number(arguments, "calories", 2000, 0, 100000);
  if (calories < kLeast || calories > kMost)
    throw Error(Code::bad_argument, msg::kCoachCalories, calories, kLeast, kMost);
  const std::vector<std::string> like = texts_of(arguments, "like");
  Rng rng(static_cast<uint64_t>(count_of(arguments, "seed", 1, 0, int64_t{1} << 40)));
  const Allowed allowed = allowed_of(pantry, ban);
  std::set<const Recipe*> used;
  std::set<const FoodItem*> used_foods;
  Json plan{Json::Array{}};
  for (int64_t day = 1; day <= days; ++day) {
    Json meals{Json::Array{}};
    double sum = 0;
    for (const Slot& slot : kSlots) {
      const double want = calories * slot.share;
      std::vector<const Recipe*> fresh, again;
      for (const Recipe* r : allowed.recipes)
        if (r->kcal > 0 && fits(*r, slot.name) && want / r->kcal >= 0.4 && want / r->kcal <= 2.5) {
          (used.contains(r) ? again : fresh).push_back(r);
          if (!used.contains(r) && liked(*r, like)) fresh.insert(fresh.end(), 20, r);
        }
      Json meal;
      // Half of the meals are plates of foods, where there are recipes at all.
      const bool plate = !allowed.foods.empty() && (fresh.empty() || rng.uniform() < 0.4);
      if (plate) meal = plate_of(allowed.foods, slot.name, want, used_foods, rng, language);
      const auto& from = fresh.empty() ? again : fresh;
      if (!meal.is_object() && !from.empty()) {
        const Recipe* r = from[rng.next() % from.size()];
        used.insert(r);
        meal = meal_of(*r, slot.name, want, language);
      }
      if (!meal.is_object()) {
        if (std::string_view(slot.name) == "snack") continue;
        std::string why;
        for (const auto& [word, n] : allowed.left_out)
          if (why.size() < 120) why += (why.empty() ? "" : ", ") + word;
        throw Error(Code::bad_argument, msg::kCoachNoMeal, slot.name, total(allowed.left_out),
                    allowed.of, why);
      }
      sum += meal.get_double("kcal", 0);
      meals.push(meal);
    }
    Json one;
    plan.push(one.set("day", day).set("kcal", sum).set("meals", meals));
  }
  Json j;
  j.set("days", plan).set("calories", calories).set("left_out", left_out_of(allowed));
  j.set("recipes_allowed", allowed.recipes.size()).set("recipes", allowed.of);
  j.set("foods_allowed", allowed.foods.size()).set("avoided", tag_names(ban.tags));
  std::string note = text_of(language, msg::kCoachMealNote);
  for (const std::string& diet : texts_of(arguments, "diet"))
    if (diet == "halal" || diet == "할랄") note += " " + text_of(language, msg::kCoachHalalNote);
  return j.set("note", note);
}

Json find_recipes(const Pantry& pantry, const Json& arguments, Language language) {
  const Allowed allowed = allowed_of(pantry, ban_of(arguments));
  const std::vector<std::string> words = food_words(arguments.get_string("query", ""));
  const auto most = static_cast<size_t>(count_of(arguments, "limit", 5, 1, 50));
  std::vector<std::pair<double, const Recipe*>> found;
  for (const Recipe* r : allowed.recipes) {
    double score = 0;
    const auto count = [&](const std::string& text, double weight) {
      const std::vector<std::string> have = food_words(text);
      for (const std::string& word : words)
        for (const std::string& one : have)
          if (one == word || (is_hangul(word) && one.find(word) != std::string::npos)) {
            score += weight;
            break;
          }
    };
    count(r->title, 3);
    count(r->title_ko, 3);
    for (const std::string& tag : r->tags) count(tag, 1);
    for (const std::string& line : in(language, r->ingredients, r->ingredients_ko)) count(line, 1);
    if (score > 0 || words.empty()) found.emplace_back(score, r);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  Json list{Json::Array{}};
  for (size_t i = 0; i < found.size() && i < most; ++i) {
    const Recipe& r = *found[i].second;
    Json one;
    one.set("id", r.id).set("title", title_of(r, language));
    one.set("kcal", r.kcal > 0 ? Json(rounded(r.kcal, 0)) : Json()).set("servings", r.servings);
    one.set("ingredients", texts(in(language, r.ingredients, r.ingredients_ko)));
    one.set("directions", texts(in(language, r.directions, r.directions_ko)));
    list.push(one.set("holds", tag_names(r.contents.tags)).set("certain", r.contents.certain()));
  }
  Json j;
  j.set("recipes", list).set("left_out", left_out_of(allowed));
  return j.set("note", text_of(language, msg::kCoachMealNote));
}

}  // namespace tinybrain::skills::coach
