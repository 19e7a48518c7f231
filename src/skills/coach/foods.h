// What foods are made of: an ontology of Korean and English names, with the hidden parts (soy sauce: soy and wheat; Worcestershire
// sauce: anchovy). What is not in it is unknown, and what is unknown is never taken for safe.
#pragma once

#include <bitset>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tinybrain::skills::coach {

// A row of the tables. tags: what it holds ("soy wheat"); "?" = also parts that its name does not tell, such as the spices of a
// curry powder. kcal: per 100 g, -1 = not known. words: names in both languages, with commas between, singular.
struct FoodRow {
  const char* tags;
  int kcal;
  const char* words;
};
std::span<const FoodRow> plant_foods();
std::span<const FoodRow> animal_foods();
std::span<const FoodRow> made_foods();
// Words that say how much, how cut or how cooked, and name no food.
std::string_view english_fillers();
std::string_view korean_fillers();

using Tags = std::bitset<256>;

// What a text of ingredients holds.
struct Contents {
  Tags tags;                         // with what they imply: pork is meat, meat is of animals
  std::set<int> foods;               // rows that were named
  std::vector<std::string> unknown;  // words that name nothing known
  bool open = false;                 // a food with "?" among them
  bool certain() const { return unknown.empty() && !open; }
  void add(const Contents& other);
};

// Each word of the text is a food, a filler, or unknown. Any language; both may be mixed.
Contents contents_of(std::string_view text);
// Only what is recognized, for running text such as directions: `unknown` stays empty.
Contents mentions_in(std::string_view text);
// kcal per 100 g of the food that the text names first; -1: not known.
int kcal_of(std::string_view text);
Tags tags_named(std::string_view names);  // "egg milk", with what they imply
std::string tag_names(const Tags& tags);

// What a person may not eat.
struct Ban {
  Tags tags;
  std::set<int> foods;
  bool any = false;  // something is banned, hence unknown parts are as well
  // "" = allowed; else what of it is not: a tag, or the word that is not known.
  std::string refuses(const Contents& contents) const;
};
// allergy: a word of either language; diet: "vegan", "비건", "gluten_free", ... Error{bad_argument} for one that is not known:
// what cannot be checked is not promised.
void ban_allergy(Ban& ban, std::string_view allergy);
void ban_diet(Ban& ban, std::string_view diet);

}  // namespace tinybrain::skills::coach
