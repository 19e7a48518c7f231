#include "skills/coach/coach.h"

#include <optional>

#include "base/messages/skill_coach.h"
#include "base/seed.h"
#include "generate/understand.h"
#include "skills/coach/arguments.h"
#include "skills/coach/crisis.h"
#include "skills/coach/guide.h"
#include "skills/coach/insight.h"
#include "skills/coach/meals.h"
#include "skills/coach/plan_week.h"
#include "skills/coach/stress.h"

namespace tinybrain::skills::coach {
namespace {

namespace fs = std::filesystem;

// Nothing of what it is told is kept: no file is written and the vault is not used.
class Coach : public Skill {
 public:
  explicit Coach(const Opening& opening)
      : folder_(opening.manifest.folder), data_(opening.data), sample_(opening.sample) {}

  // A crisis is all that counts: no tool runs beside it.
  std::optional<Json> before(const Json& arguments) override {
    const auto crisis = crisis_in(arguments);
    if (!crisis) return std::nullopt;
    return crisis_reply(*crisis, language_in(arguments));
  }

  Json call(const std::string& tool, const Json& arguments) override {
    if (auto first = before(arguments)) return *first;
    Json result = run(tool, arguments, language_in(arguments));
    if (sample_ && uses_records(tool))
      result.set("sample", text_of(language_in(arguments), msg::kCoachOnSample));
    return result;
  }

 private:
  static bool uses_records(const std::string& tool) {
    return tool == "trends" || tool == "forecast" || tool == "load" || tool == "zones" ||
           tool == "people";
  }

  // The language asked for; else that of the text, as a crisis must be answered in it.
  static Language language_in(const Json& arguments) {
    if (arguments.find("language")) return skills::language_in(arguments);
    const std::string all = arguments.dump();
    for (size_t i = 0; i + 2 < all.size(); ++i)
      if (static_cast<unsigned char>(all[i]) >= 0xEA && static_cast<unsigned char>(all[i]) <= 0xED)
        return Language::ko;
    return Language::en;
  }

  Json run(const std::string& tool, const Json& arguments, Language language) {
    if (tool == "crisis") return Json().set("crisis", false);
    if (tool == "trends") return trends(records(), arguments, language);
    if (tool == "forecast") return forecast(records(), arguments);
    if (tool == "load") return load(records(), arguments, language);
    if (tool == "zones") return zones(records_or_none(), arguments, language);
    if (tool == "people") return people();
    if (tool == "plan_week") return plan_week(arguments, language);
    if (tool == "meals") return plan_meals(pantry(), arguments, language);
    if (tool == "recipes") return find_recipes(pantry(), arguments, language);
    if (tool == "shopping_list") return shopping_list(pantry(), arguments, language);
    if (tool == "guide") return guide(arguments, language);
    if (tool == "stress") {
      const std::string id = arguments.get_string("person", "");
      const Records& all = records_or_none();
      // Nobody else's baseline: other people's sample says nothing of this person.
      const Person* person = all.people.empty() || (sample_ && id.empty())
                                 ? nullptr
                                 : &person_of(all, arguments).second;
      return stress(
          arguments, person, [this](std::string_view text) { return emotions(text); }, language);
    }
    throw Error(Code::not_found, msg::kCoachUnknownTool, tool);
  }

  const Records& records() {
    if (!records_) records_ = read_records(data_);
    return *records_;
  }
  const Records& records_or_none() {
    if (!records_) {
      try {
        records_ = read_records(data_);
      } catch (const Error& e) {
        if (e.code() != Code::not_found) throw;
        static const Records kNone;
        return kNone;
      }
    }
    return *records_;
  }
  Json people() {
    Json list{Json::Array{}};
    for (const auto& [id, person] : records().people) {
      Json one, days{Json::Object{}};
      for (const auto& [measure, series] : person.daily) {
        Json span;
        span.set("days", series.size())
            .set("first", date_of(series.begin()->first))
            .set("last", date_of(series.rbegin()->first));
        days.set(measure, span);
      }
      list.push(one.set("person", id)
                    .set("measures", days)
                    .set("heart_rate_readings", person.beats.size()));
    }
    Json j, files{Json::Array{}};
    for (const std::string& file : records().files) files.push(file);
    return j.set("people", list).set("files", files);
  }

  // The person's own recipes, with those that came along; foods of the table likewise.
  const Pantry& pantry() {
    if (pantry_) return *pantry_;
    Pantry p;
    const fs::path came = folder_ / "sample";
    for (const fs::path& folder : {came, data_}) {
      if (folder == came && data_ == came && !p.recipes.empty()) continue;
      if (const fs::path file = folder / "recipes/recipes.jsonl"; fs::exists(file))
        for (Recipe& recipe : read_recipes(file)) add(p.recipes, std::move(recipe));
      if (const fs::path file = folder / "food_ko_en/ingredients.csv"; fs::exists(file))
        p.foods = read_foods(file);
    }
    pantry_ = std::move(p);
    return *pantry_;
  }
  static void add(std::vector<Recipe>& recipes, Recipe recipe) {
    for (const Recipe& other : recipes)
      if (other.id == recipe.id) return;
    recipes.push_back(std::move(recipe));
  }

  Emotions emotions(std::string_view text) {
    if (!looked_for_seed_) {
      looked_for_seed_ = true;
      try {
        seed_ = std::make_unique<LoadedModel>(seed_brain(), 1, Weights::Progress{});
      } catch (const Error&) {
        // Without it the words that say it themselves are left, and the interval is wider.
      }
    }
    Emotions found;
    if (!seed_ || text.find_first_not_of(" \n\t") == std::string_view::npos) return found;
    for (const Understood& one : understand(*seed_, text))
      if (one.head->name == "emotion")
        for (size_t i = 0; i < one.probabilities.size(); ++i)
          found.emplace_back(one.head->labels[i], one.probabilities[i]);
    return found;
  }

  fs::path folder_, data_;
  bool sample_ = false;
  std::optional<Records> records_;
  std::optional<Pantry> pantry_;
  std::unique_ptr<LoadedModel> seed_;
  bool looked_for_seed_ = false;
};

}  // namespace

std::unique_ptr<Skill> make_coach(const Opening& opening) {
  return std::make_unique<Coach>(opening);
}

}  // namespace tinybrain::skills::coach
