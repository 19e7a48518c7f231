// Plans of meals, recipes found, shopping lists. Allergies and diets are a hard constraint: what holds a banned food, and what
// cannot be told to be free of it, is out before anything is chosen.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "skills/coach/recipes.h"

namespace tinybrain::skills::coach {

struct Pantry {
  std::vector<Recipe> recipes;
  std::vector<FoodItem> foods;
};

// {"allergies": [words], "diet": [words] or a word, "avoid": [words]}. Error{bad_argument} for one that is not known.
Ban ban_of(const Json& arguments);

// {"days", "calories", "allergies", "diet", "avoid", "seed", "like": [words]} -> {"days": [{"day", "kcal", "meals": [{"slot", "kind":
// "recipe" or "plate", "id", "title", "portions", "kcal", "ingredients", "directions", "allergens"}]}], "left_out", "of", "note", "why"}.
Json plan_meals(const Pantry& pantry, const Json& arguments, Language language);
// {"query", "allergies", "diet", "limit"} -> {"recipes": [...], "left_out": {word: how many}}
Json find_recipes(const Pantry& pantry, const Json& arguments, Language language);
// {"meals": what plan_meals gave} or {"recipes": [{"id", "portions"}]} -> {"items": [{"item", "grams", "lines"}]}
Json shopping_list(const Pantry& pantry, const Json& arguments, Language language);

}  // namespace tinybrain::skills::coach
