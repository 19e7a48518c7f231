// Shopping lists: the ingredients of meals summed by what they are.
#include <map>

#include "skills/coach/amounts.h"
#include "skills/coach/arguments.h"
#include "skills/coach/meals.h"
#include "skills/coach/words.h"

namespace tinybrain::skills::coach {
namespace {

struct Item {
  double grams = 0;
  bool some = false;  // a line without an amount
  std::vector<std::string> lines;
};

// The words of a line that name food; amounts and cuts are not part of it.
std::string name_of(const std::string& line) {
  static const std::string kEn = std::string(english_fillers()),
                           kKo = std::string(korean_fillers());
  std::string name;
  for (const std::string& word : food_words(line))
    if (kEn.find(" " + word + " ") == std::string::npos &&
        kKo.find(" " + word + " ") == std::string::npos)
      name += (name.empty() ? "" : " ") + word;
  return name.empty() ? line : name;
}

const Recipe* recipe_of(const Pantry& pantry, const std::string& id) {
  for (const Recipe& r : pantry.recipes)
    if (r.id == id) return &r;
  return nullptr;
}

void add(std::map<std::string, Item>& items, const std::string& line, double times) {
  Item& item = items[name_of(line)];
  if (const auto grams = grams_in(line))
    item.grams += *grams * times;
  else
    item.some = true;
  if (item.lines.size() < 10) item.lines.push_back(line);
}

void add_recipe(std::map<std::string, Item>& items, const Pantry& pantry, const std::string& id,
                double portions, Language language) {
  const Recipe* r = recipe_of(pantry, id);
  if (!r) return;
  const double times = r->servings > 0 ? portions / r->servings : 1;
  const bool korean = language == Language::ko && !r->ingredients_ko.empty();
  for (const std::string& line : korean ? r->ingredients_ko : r->ingredients)
    if (!line.ends_with(":")) add(items, line, times);
}

}  // namespace

Json shopping_list(const Pantry& pantry, const Json& arguments, Language language) {
  std::map<std::string, Item> items;
  if (const Json* list = arguments.find("recipes"); list && list->is_array())
    for (const Json& one : list->as_array())
      add_recipe(items, pantry, one.get_string("id", ""),
                 asked_number(one, "portions", 1, 0.1, 100), language);
  const Json* plan = arguments.find("plan");
  if (plan && plan->find("days")) plan = plan->find("days");
  if (plan && plan->is_array())
    for (const Json& day : plan->as_array()) {
      const Json* meals = day.find("meals");
      if (!meals || !meals->is_array()) continue;
      for (const Json& meal : meals->as_array()) {
        if (meal.get_string("kind", "") == "recipe") {
          add_recipe(items, pantry, meal.get_string("id", ""),
                     asked_number(meal, "portions", 1, 0.1, 100), language);
        } else if (const Json* lines = meal.find("ingredients"); lines && lines->is_array()) {
          for (const Json& line : lines->as_array())
            if (line.is_string()) add(items, line.as_string(), 1);
        }
      }
    }
  Json list{Json::Array{}};
  for (const auto& [name, item] : items) {
    Json one;
    one.set("item", name).set("grams", item.grams > 0 ? Json(rounded(item.grams, 0)) : Json());
    one.set("some_without_amount", item.some);
    list.push(one.set("lines", Json(Json::Array(item.lines.begin(), item.lines.end()))));
  }
  Json j;
  return j.set("items", list);
}

}  // namespace tinybrain::skills::coach
