// Recipes and single foods, each with what it holds and, where that can be told, its energy.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "skills/coach/foods.h"

namespace tinybrain::skills::coach {

struct Recipe {
  std::string id, title, title_ko;
  std::vector<std::string> tags, ingredients, ingredients_ko, directions, directions_ko;
  double servings = 0;  // 0: not said
  double kcal = -1;     // of a serving, an estimate; -1: cannot be told
  Contents contents;    // of ingredients in both languages, with what title and directions mention
};
// A JSON line each: {"id", "title", "tags", "meta", "ingredients": [texts], "directions": [texts]}, at best with "title_ko",
// "ingredients_ko", "directions_ko", "servings". Error{bad_file} with file and line.
std::vector<Recipe> read_recipes(const std::filesystem::path& file);

struct FoodItem {
  enum class Part { staple, protein, vegetable, fruit } part = Part::staple;
  std::string name_ko, name_en;
  double kcal = 0;  // per 100 g
  Contents contents;
};
// Foods that can stand on a plate as they are, out of the table of Korean foods (food_ko_en/ingredients.csv). Error{bad_file}.
std::vector<FoodItem> read_foods(const std::filesystem::path& file);

// The estimate: kcal of all ingredients, or -1 where one that matters has no amount or no energy.
double kcal_of_all(const std::vector<std::string>& ingredients);

}  // namespace tinybrain::skills::coach
