// Meals: what hides an allergen is out, what is unknown is out, and plans hold to it.
#include "skills/coach/meals.h"

#include <doctest/doctest.h>

#include "base/file.h"
#include "base/folder_testing.h"

using namespace tinybrain;
using namespace tinybrain::skills::coach;

namespace {

const std::filesystem::path kSample =
    std::filesystem::path(TINYBRAIN_SOURCE_DIR) / "skills/coach/sample";

const Pantry& pantry() {
  static const Pantry one{read_recipes(kSample / "recipes/recipes.jsonl"),
                          read_foods(kSample / "food_ko_en/ingredients.csv")};
  return one;
}
Ban without(std::initializer_list<const char*> allergies,
            std::initializer_list<const char*> diets = {}) {
  Ban ban;
  for (const char* one : allergies) ban_allergy(ban, one);
  for (const char* one : diets) ban_diet(ban, one);
  return ban;
}
bool allowed(const char* line, const Ban& ban) { return ban.refuses(contents_of(line)).empty(); }

}  // namespace

TEST_CASE("hidden allergens") {
  struct Case {
    const char* line;
    const char* allergy;
  };
  for (const auto& [line, allergy] :
       std::initializer_list<Case>{{"간장 2큰술", "대두"},
                                   {"간장 2큰술", "wheat"},
                                   {"soy sauce", "밀"},
                                   {"어묵 100g", "fish"},
                                   {"어묵 100g", "밀"},
                                   {"사각어묵 2장", "계란"},
                                   {"1 tbsp Worcestershire sauce", "fish"},
                                   {"우스터소스 1큰술", "멸치"},
                                   {"mayonnaise", "egg"},
                                   {"마요네즈 30g", "난류"},
                                   {"고추장 1큰술", "wheat"},
                                   {"된장", "soy"},
                                   {"김치 200g", "새우"},
                                   {"배추김치", "shellfish"},
                                   {"굴소스 1큰술", "oyster"},
                                   {"oyster sauce", "mollusc"},
                                   {"hoisin sauce", "peanut"},
                                   {"tahini", "sesame"},
                                   {"참기름", "참깨"},
                                   {"hummus", "sesame"},
                                   {"pesto", "nuts"},
                                   {"pesto", "milk"},
                                   {"Caesar dressing", "anchovy"},
                                   {"parmesan", "우유"},
                                   {"ghee", "dairy"},
                                   {"whey powder", "milk"},
                                   {"미숫가루", "밀"},
                                   {"당면", "고구마"},
                                   {"맛살", "fish"},
                                   {"breadcrumbs", "gluten"},
                                   {"beer", "gluten"},
                                   {"couscous", "wheat"},
                                   {"tofu", "콩"},
                                   {"다진마늘 1큰술", "garlic"},
                                   {"땅콩버터", "peanut"},
                                   {"peanut oil", "땅콩"},
                                   {"새우젓 1작은술", "crustacean"},
                                   {"멸치액젓", "생선"},
                                   {"카레가루", "milk"},
                                   {"nuts", "walnut"},
                                   {"almond milk", "tree nuts"},
                                   {"vegetable oil", "soy"},
                                   {"egg noodles", "egg"},
                                   {"surimi", "crab"},
                                   {"dashi", "fish"},
                                   {"miso", "soy"},
                                   {"red wine vinegar", "sulfite"},
                                   {"dried apricots", "아황산류"}}) {
    CAPTURE(line);
    CAPTURE(allergy);
    CHECK_FALSE(allowed(line, without({allergy})));
  }
}

TEST_CASE("diets with what hides in them") {
  CHECK_FALSE(allowed("honey", without({}, {"vegan"})));
  CHECK_FALSE(allowed("gelatin", without({}, {"vegetarian"})));
  CHECK_FALSE(allowed("김치", without({}, {"비건"})));
  CHECK_FALSE(allowed("Worcestershire sauce", without({}, {"vegetarian"})));
  CHECK_FALSE(allowed("lard", without({}, {"halal"})));
  CHECK_FALSE(allowed("vanilla extract", without({}, {"halal"})));
  CHECK_FALSE(allowed("맛술", without({}, {"할랄"})));
  CHECK_FALSE(allowed("soy sauce", without({}, {"gluten_free"})));
  CHECK_FALSE(allowed("butter", without({}, {"lactose_free"})));
  CHECK(allowed("2 carrots, peeled and diced", without({"egg"}, {"vegan"})));
  CHECK(allowed("쌀밥 300g", without({"egg"}, {"vegan"})));
}

TEST_CASE("what is unknown is excluded") {
  const Ban ban = without({"peanut"});
  for (const char* line : {"secret sauce", "your favourite toppings", "protein blend", "비법 양념",
                           "감조배", "1 cup Krinkle", "chicken stock cube", "something similar",
                           "kimchi or similar", "42", "???"}) {
    CAPTURE(line);
    CHECK_FALSE(allowed(line, ban));
  }
  CHECK_THROWS_AS(without({"blorptonium"}), Error);
  CHECK_THROWS_AS(without({}, {"paleolithic moon diet"}), Error);
}

TEST_CASE("an allergen that only the directions or the title mention counts") {
  const testing::TemporaryFolder folder;
  write_file(
      folder.path / "r.jsonl",
      R"({"id": "a", "title": "Plain rice", "ingredients": ["200 g rice"], "directions": ["Stir in peanut butter."]})"
      "\n"
      R"({"id": "b", "title": "Shrimp rice", "ingredients": ["200 g rice"], "directions": ["Boil."]})"
      "\n");
  const auto recipes = read_recipes(folder.path / "r.jsonl");
  CHECK_FALSE(without({"peanut"}).refuses(recipes[0].contents).empty());
  CHECK_FALSE(without({"새우"}).refuses(recipes[1].contents).empty());
  CHECK(without({"egg"}).refuses(recipes[0].contents).empty());
  write_file(folder.path / "bad.jsonl", "{\"id\": \"a\"\n");
  CHECK_THROWS_AS(read_recipes(folder.path / "bad.jsonl"), Error);
}

TEST_CASE("plans keep to calories and constraints; a shopping list sums them") {
  const Json plan = plan_meals(
      pantry(),
      Json::parse(
          R"({"days": 5, "calories": 1800, "allergies": ["우유", "egg", "shellfish"], "seed": 3})"),
      Language::en);
  CHECK(plan.at("days").as_array().size() == 5);
  for (const Json& day : plan.at("days").as_array()) {
    CHECK(day.get_double("kcal", 0) > 1100);
    CHECK(day.get_double("kcal", 0) < 2300);
    for (const Json& meal : day.at("meals").as_array()) {
      const std::string holds = ", " + meal.get_string("holds", "") + ",";
      for (const char* tag : {", milk,", ", egg,", ", shellfish,"})
        CHECK(holds.find(tag) == std::string::npos);
    }
  }
  const Json list = shopping_list(pantry(), Json().set("plan", plan), Language::en);
  CHECK(list.at("items").as_array().size() > 5);
  const Json two = shopping_list(
      pantry(),
      Json::parse(
          R"({"recipes": [{"id": "tofu-jorim", "portions": 2}, {"id": "tofu-jorim", "portions": 2}]})"),
      Language::en);
  for (const Json& item : two.at("items").as_array())
    if (item.get_string("item", "") == "tofu") CHECK(item.get_double("grams", 0) == 600);
  CHECK_THROWS_AS(plan_meals(pantry(), Json::parse(R"({"calories": 300})"), Language::en), Error);
}
