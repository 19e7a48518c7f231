#include "skills/coach/recipes.h"

#include <cmath>
#include <cstdlib>

#include "base/file.h"
#include "base/messages/skill_coach_food.h"
#include "data/csv.h"
#include "skills/coach/amounts.h"
#include "skills/coach/table.h"
#include "text/unicode.h"

namespace tinybrain::skills::coach {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> texts_of(const Json& object, const char* name) {
  std::vector<std::string> texts;
  if (const Json* list = object.find(name))
    for (const Json& one : list->as_array(name)) texts.push_back(one.as_string(name));
  return texts;
}

// "For the sauce:"; what it mentions counts, but it need not be known in full.
bool is_header(const std::string& line) {
  return line.ends_with(":") || line.ends_with(":*") || line.ends_with(":**") ||
         ((line.starts_with("For the ") || line.starts_with("for the ")) &&
          line.find_first_of("0123456789") == std::string::npos && line.size() < 40);
}

double servings_in(const std::vector<std::string>& meta) {
  for (const std::string& line : meta)
    if (const size_t at = line.find("ervings:"); at != std::string::npos) {
      const double n = std::strtod(line.c_str() + at + 8, nullptr);
      return std::isfinite(n) && n >= 1 && n <= 100 ? n : 0;
    }
  return 0;
}

Contents contents_of(const Recipe& recipe) {
  Contents all = mentions_in(recipe.title + " " + recipe.title_ko);
  all.open = false;  // a title names a dish; its ingredients tell what is in it
  for (const auto* lines : {&recipe.ingredients, &recipe.ingredients_ko})
    for (const std::string& line : *lines)
      all.add(is_header(line) ? mentions_in(line) : coach::contents_of(line));
  for (const auto* lines : {&recipe.directions, &recipe.directions_ko})
    for (const std::string& line : *lines) {
      Contents said = mentions_in(line);
      said.open = false;
      all.add(said);
    }
  if (recipe.ingredients.empty() && recipe.ingredients_ko.empty()) all.unknown.push_back(recipe.id);
  return all;
}

Recipe recipe_of(const Json& j) {
  Recipe r;
  r.id = j.at("id").as_string("id");
  r.title = j.at("title").as_string("title");
  r.title_ko = j.get_string("title_ko", "");
  r.tags = texts_of(j, "tags");
  r.ingredients = texts_of(j, "ingredients");
  r.ingredients_ko = texts_of(j, "ingredients_ko");
  r.directions = texts_of(j, "directions");
  r.directions_ko = texts_of(j, "directions_ko");
  r.servings = j.get_double("servings", servings_in(texts_of(j, "meta")));
  r.contents = contents_of(r);
  if (const double all = kcal_of_all(r.ingredients); all > 0 && r.servings > 0) {
    const double one = all / r.servings;
    if (one >= 60 && one <= 1500) r.kcal = one;
  }
  return r;
}

bool has(const std::string& text, std::initializer_list<const char*> words) {
  for (const char* word : words)
    if (text.find(word) != std::string::npos) return true;
  return false;
}

// Whether and where a food of the table has a place on a plate.
bool part_of(const std::string& category, const std::string& name, FoodItem::Part& part) {
  const bool cooked = has(name, {"삶은것", "구운것", "찐것", "데친것", "볶은것"});
  using Part = FoodItem::Part;
  if (has(name, {"가루", "튀긴것", "염절임", "말린것", "통조림", "당절임", "뼈", "기름", "내장",
                 "부산물", "음료"}) &&
      !has(name, {"말린것, 삶은것", "말린것, 데친것"}))
    return false;
  if (category == "Grains and grain products") {
    part = Part::staple;
    return has(name, {"멥쌀밥", "즉석밥, 백미", "옥수수, 메옥수수, 찐것", "소면, 말린것, 삶은것",
                      "마카로니, 말린것, 삶은것", "스파게티, 말린것, 삶은것"}) &&
           !has(name, {"쪄서", "누룽지"});
  }
  if (category == "Potatos and starch") {
    part = Part::staple;
    return has(name, {"감자", "고구마"}) && cooked && !has(name, {"과자", "당면"});
  }
  if (category == "Meats" || category == "Fish and shellfish and other seafood" ||
      category == "Eggs") {
    part = Part::protein;
    return cooked;
  }
  if (category == "Beans") {
    part = Part::protein;
    return name == "두부" || has(name, {"순두부"}) || has(name, {"콩, 삶은것", "팥, 삶은것"});
  }
  if (category == "Vegetables" || category == "Mushrooms") {
    part = Part::vegetable;
    return has(name, {"데친것", "삶은것", "찐것", "구운것"}) ||
           has(name, {"상추", "오이, ", "양배추", "파프리카", "당근", "토마토", "쌈"});
  }
  if (category == "Fruits") {
    part = Part::fruit;
    return has(name, {"생것"});
  }
  return false;
}

}  // namespace

double kcal_of_all(const std::vector<std::string>& ingredients) {
  double all = 0;
  for (const std::string& line : ingredients) {
    if (is_header(line)) continue;
    const int kcal = kcal_of(line);
    const auto grams = grams_in(line);
    if (kcal >= 0 && grams)
      all += *grams * kcal / 100;
    else if (kcal > 60 &&
             !has(unicode::folded(unicode::repaired(line)),
                  {"salt", "pepper", "spice", "cumin", "oregano", "basil", "parsley", "cinnamon",
                   "paprika", "garlic", "nutmeg", "bay", "taste", "pinch", "optional"}))
      return -1;
    else if (kcal < 0)
      return -1;
  }
  return all;
}

std::vector<Recipe> read_recipes(const fs::path& file) {
  const std::string text = read_file(file, size_t{32} << 20);
  std::vector<Recipe> recipes;
  size_t number = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = std::string_view(text).substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.find_first_not_of(" \r\t") == std::string_view::npos) continue;
    try {
      recipes.push_back(recipe_of(Json::parse(line, 16)));
    } catch (const Error& e) {
      throw Error(Code::bad_file, msg::kCoachRecipe, file.string(), number, e.what());
    }
  }
  return recipes;
}

std::vector<FoodItem> read_foods(const fs::path& file) {
  const Table table(file, {"name_ko", "name_en", "category_en", "energy"});
  std::vector<FoodItem> items;
  for (const Table::Row& row : table.rows()) {
    FoodItem item;
    item.name_ko = row.text("name_ko");
    item.name_en = row.text("name_en");
    const auto kcal = row.number("energy");
    if (!kcal || *kcal <= 0 || !part_of(row.text("category_en"), item.name_ko, item.part)) continue;
    item.kcal = *kcal;
    item.contents = contents_of(item.name_ko);
    Contents english = mentions_in(item.name_en);
    english.open = false;
    item.contents.add(english);
    const std::string category = row.text("category_en");
    if (category == "Fish and shellfish and other seafood" &&
        !(item.contents.tags & tags_named("fish shellfish")).any())
      item.contents.tags |= tags_named("fish shrimp clam");
    if (category == "Meats") item.contents.tags |= tags_named("meat");
    // A food whose name is not known in full is not offered at all.
    if (item.contents.certain()) items.push_back(std::move(item));
  }
  return items;
}

}  // namespace tinybrain::skills::coach
