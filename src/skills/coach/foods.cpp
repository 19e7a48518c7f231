#include "skills/coach/foods.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "base/messages/skill_coach_food.h"
#include "skills/coach/words.h"

namespace tinybrain::skills::coach {
namespace {

// What a tag implies; taken over and over until nothing is added.
constexpr const char* kImplied[][2] = {
    {"wheat barley rye oat", "gluten"},
    {"beef pork lamb other_meat blood offal", "meat"},
    {"duck", "other_poultry"},
    {"chicken other_poultry", "poultry"},
    {"poultry", "meat"},
    {"salmon tuna mackerel anchovy cod", "fish"},
    {"shrimp crab lobster insect", "crustacean"},
    {"squid octopus clam mussel oyster abalone snail", "mollusc"},
    {"crustacean mollusc", "shellfish"},
    {"fish shellfish", "seafood"},
    {"meat milk egg honey seafood gelatin rennet insect", "animal"},
    {"lentil chickpea pea soy", "bean"},
    {"almond walnut cashew pecan hazelnut pistachio macadamia brazil_nut pine_nut chestnut ginkgo",
     "tree_nut"},
    {"perilla", "seed"},
    {"horseradish", "mustard"},
    {"grape strawberry", "berry"},
};

std::vector<std::string> split(std::string_view list, char by) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const size_t at = std::min(list.find(by), list.size());
    if (at > 0) parts.emplace_back(list.substr(0, at));
    list.remove_prefix(std::min(at + 1, list.size()));
  }
  return parts;
}

struct Row {
  Tags tags, own;  // own: the first one alone, or all of a made food
  bool open = false;
  int kcal = -1;
};

class Ontology {
 public:
  Ontology() {
    add(plant_foods(), false);
    add(animal_foods(), false);
    add(made_foods(), true);
    for (const std::string& w : split(english_fillers(), ' ')) fillers_.insert(singular(w));
    for (const std::string& w : split(korean_fillers(), ' ')) fillers_.insert(w);
  }

  size_t tag(const std::string& name) {
    const auto [at, fresh] = tags_.try_emplace(name, tags_.size());
    TB_ASSERT(at->second < Tags().size());
    if (fresh) names_.push_back(name);
    return at->second;
  }
  // -1: no such word.
  int row(const std::string& phrase) const {
    const auto at = words_.find(phrase);
    return at == words_.end() ? -1 : at->second;
  }
  bool filler(const std::string& word) const { return fillers_.contains(word); }
  const Row& at(int row) const { return rows_[static_cast<size_t>(row)]; }
  const std::vector<std::string>& names() const { return names_; }
  bool has_tag(const std::string& name) const { return tags_.contains(name); }

  void imply(Tags& tags) {
    for (bool more = true; more;) {
      more = false;
      for (const auto& [from, to] : kImplied) {
        const size_t bit = tag(to);
        if (tags[bit]) continue;
        for (const std::string& one : split(from, ' '))
          if (tags[tag(one)]) more = tags[bit] = true;
      }
    }
  }

 private:
  void add(std::span<const FoodRow> rows, bool made) {
    for (const FoodRow& given : rows) {
      Row row;
      row.kcal = given.kcal;
      for (const std::string& name : split(given.tags, ' ')) {
        if (name == "?") {
          row.open = true;
          continue;
        }
        const size_t bit = tag(name);
        if (made || row.tags.none()) row.own[bit] = true;
        row.tags[bit] = true;
      }
      imply(row.tags);
      const int index = static_cast<int>(rows_.size());
      rows_.push_back(row);
      for (const std::string& word : split(given.words, ',')) {
        const std::vector<std::string> parts = food_words(word);
        std::string phrase, joined;
        for (const std::string& part : parts) {
          phrase += (phrase.empty() ? "" : " ") + part;
          joined += part;
        }
        words_.try_emplace(phrase, index);
        if (is_hangul(joined)) words_.try_emplace(joined, index);
      }
    }
  }

  std::map<std::string, size_t> tags_;
  std::vector<std::string> names_;
  std::vector<Row> rows_;
  std::unordered_map<std::string, int> words_;
  std::unordered_set<std::string> fillers_;
};

Ontology& ontology() {
  static Ontology one;
  return one;
}

bool keeps(const std::string& word) {  // a state in which sulphites are usual
  static const std::unordered_set<std::string> kWords{
      "말린것", "통조림", "캔",   "잼",     "넥타",   "주스",   "염절임", "초절임", "당절임",
      "냉동",   "즙",     "음료", "반건조", "절인것", "염장",   "건조",   "말린",   "농축",
      "dried",  "canned", "can",  "tinned", "jar",    "frozen", "juice",  "bottle", "bottled"};
  return kWords.contains(word);
}

// A Korean word made of known ones: 다진마늘, 두부조림은 아니다. Parts of one syllable are too many things to be trusted.
bool take_apart(const std::string& word, std::vector<int>& rows) {
  constexpr size_t kSyllable = 3;
  std::vector<int> found;
  for (size_t at = 0; at < word.size();) {
    size_t length = word.size() - at;
    for (; length >= 2 * kSyllable; length -= kSyllable) {
      const std::string part = word.substr(at, length);
      const int row = ontology().row(part);
      if (row >= 0) found.push_back(row);
      if (row >= 0 || ontology().filler(part)) break;
    }
    if (length < 2 * kSyllable) return false;
    at += length;
  }
  rows = found;
  return true;
}

template <class OnRow, class OnUnknown>
void read(std::string_view text, OnRow on_row, OnUnknown on_unknown) {
  const std::vector<std::string> words = food_words(text);
  for (size_t at = 0; at < words.size();) {
    size_t taken = 0;
    int row = -1;
    for (size_t n = std::min<size_t>(5, words.size() - at); n > 0 && row < 0; --n) {
      std::string phrase, joined;
      for (size_t i = at; i < at + n; ++i) {
        phrase += (phrase.empty() ? "" : " ") + words[i];
        joined += words[i];
      }
      row = ontology().row(phrase);
      if (row < 0 && n > 1 && is_hangul(joined)) row = ontology().row(joined);
      taken = n;
    }
    if (row >= 0) {
      on_row(row);
      at += taken;
      continue;
    }
    const std::string& word = words[at++];
    std::vector<int> parts;
    if (ontology().filler(word)) continue;
    if (is_hangul(word) && take_apart(word, parts))
      for (int one : parts) on_row(one);
    else
      on_unknown(word);
  }
}

}  // namespace

void Contents::add(const Contents& other) {
  tags |= other.tags;
  foods.insert(other.foods.begin(), other.foods.end());
  unknown.insert(unknown.end(), other.unknown.begin(), other.unknown.end());
  open = open || other.open;
}

Contents mentions_in(std::string_view text) {
  Contents c;
  read(
      text,
      [&](int row) {
        c.tags |= ontology().at(row).tags;
        c.foods.insert(row);
        c.open = c.open || ontology().at(row).open;
      },
      [](const std::string&) {});
  for (const std::string& word : food_words(text))
    if (keeps(word)) c.tags[ontology().tag("sulfite")] = true;
  return c;
}

Contents contents_of(std::string_view text) {
  Contents c = mentions_in(text);
  read(text, [](int) {}, [&](const std::string& word) { c.unknown.push_back(word); });
  if (c.foods.empty() && c.unknown.empty()) c.unknown.emplace_back(text.substr(0, 40));
  return c;
}

int kcal_of(std::string_view text) {
  int first = -2;
  read(
      text,
      [&](int row) {
        if (first == -2) first = ontology().at(row).kcal;
      },
      [](const std::string&) {});
  return std::max(first, -1);
}

Tags tags_named(std::string_view names) {
  Tags tags;
  for (const std::string& name : split(names, ' ')) tags[ontology().tag(name)] = true;
  ontology().imply(tags);
  return tags;
}

std::string tag_names(const Tags& tags) {
  std::string all;
  for (size_t i = 0; i < ontology().names().size(); ++i)
    if (tags[i]) all += (all.empty() ? "" : ", ") + ontology().names()[i];
  return all;
}

std::string Ban::refuses(const Contents& contents) const {
  if (!any) return "";
  if (const Tags both = contents.tags & tags; both.any()) return tag_names(both);
  for (int food : contents.foods)
    if (foods.contains(food)) return "food " + std::to_string(food);
  if (!contents.unknown.empty()) return contents.unknown.front();
  return contents.open ? "?" : "";
}

void ban_allergy(Ban& ban, std::string_view allergy) {
  // Names of groups. The tags are banned as they are: a ban on "gluten" takes wheat with it, as wheat implies it.
  static constexpr const char* kGroups[][2] = {
      {"egg,eggs,난류,달걀,계란,알류", "egg"},
      {"milk,dairy,lactose,casein,우유,유제품,유당,유단백,cow milk", "milk"},
      {"buckwheat,메밀", "buckwheat"},
      {"peanut,peanuts,땅콩", "peanut"},
      {"soy,soya,soybean,soybeans,대두,콩,bean,legume,legumes,콩류", "soy bean"},
      {"wheat,밀,gluten,글루텐,밀가루,celiac,coeliac,barley,보리,rye,호밀,oat,귀리",
       "gluten wheat"},
      {"fish,생선,어류,흰살생선,붉은살생선,고등어,mackerel,salmon,연어,tuna,참치,cod,대구,anchovy,"
       "멸치,장어,eel",
       "fish"},
      {"shellfish,조개류,갑각류와 연체류", "shellfish"},
      {"crustacean,crustaceans,갑각류,shrimp,prawn,새우,crab,게,lobster,가재,바닷가재",
       "crustacean"},
      {"mollusc,mollusk,연체류,clam,조개,꼬막,조개 꼬막,홍합,담치,홍합 "
       "담치,mussel,oyster,굴,abalone,전복,squid,오징어,octopus,문어,낙지,snail,고둥,scallop,"
       "가리비",
       "mollusc"},
      {"seafood,해산물,해물", "seafood"},
      {"pork,돼지,돼지고기", "pork"},
      {"beef,소,소고기,쇠고기", "beef"},
      {"lamb,양고기", "lamb"},
      {"meat,고기,육류", "meat"},
      {"chicken,닭,닭고기,poultry,가금류,기타가금류,duck,오리,turkey", "poultry"},
      {"sulfite,sulphite,sulfites,sulphites,아황산류,아황산", "sulfite"},
      {"nut,nuts,tree nut,tree "
       "nuts,견과,견과류,walnut,호두,almond,아몬드,cashew,캐슈넛,pecan,피칸,hazelnut,헤즐넛,"
       "헤이즐넛,pistachio,macadamia,pine nut,잣,chestnut,밤",
       "tree_nut"},
      {"sesame,참깨,깨", "sesame"},
      {"perilla,들깨", "perilla"},
      {"seed,seeds,씨앗", "seed sesame perilla berry"},
      {"mustard,겨자", "mustard"},
      {"celery,샐러리,셀러리", "celery"},
      {"citrus,시트러스,감귤류", "citrus"},
      {"alcohol,알코올,술", "alcohol"},
      {"melon,메론,멜론", "melon"},
      {"pepper,후추,black pepper", "black_pepper"},
  };
  ban.any = true;
  std::string word;
  for (const std::string& part : food_words(allergy)) word += (word.empty() ? "" : " ") + part;
  for (const auto& [words, tags] : kGroups)
    for (const std::string& one : split(words, ',')) {
      std::string name;
      for (const std::string& part : food_words(one)) name += (name.empty() ? "" : " ") + part;
      if (name != word) continue;
      for (const std::string& tag : split(tags, ' ')) ban.tags[ontology().tag(tag)] = true;
      return;
    }
  const Contents contents = contents_of(allergy);
  if (!contents.unknown.empty() || contents.foods.empty())
    throw Error(Code::bad_argument, msg::kCoachUnknownAllergy, allergy);
  for (int food : contents.foods) {
    ban.foods.insert(food);
    ban.tags |= ontology().at(food).own;
  }
}

void ban_diet(Ban& ban, std::string_view diet) {
  static constexpr const char* kDiets[][2] = {
      {"vegan,비건,완전 채식,완전채식", "animal"},
      {"vegetarian,베지테리언,채식,락토오보", "meat seafood gelatin rennet insect"},
      {"pescatarian,페스카테리언,페스코", "meat gelatin"},
      {"halal,할랄", "pork alcohol blood gelatin"},
      {"kosher,코셔", "pork blood gelatin shellfish insect rennet other_meat"},
      {"gluten_free,gluten free,글루텐프리,글루텐 프리,무글루텐", "gluten"},
      {"lactose_free,lactose free,dairy_free,dairy free,유당 제한,유당제한,락토프리,무유당",
       "milk"},
      {"nut_free,nut free,견과류 제외", "tree_nut peanut"},
      {"no_alcohol,no alcohol,무알코올", "alcohol"},
      {"no_pork,no pork,돼지고기 제외", "pork"},
      {"no_beef,no beef,hindu,소고기 제외", "beef"},
  };
  std::string known;
  for (const auto& [words, tags] : kDiets)
    for (const std::string& one : split(words, ',')) {
      if (known.find(split(words, ',')[0]) == std::string::npos)
        known += (known.empty() ? "" : ", ") + split(words, ',')[0];
      if (one != diet) continue;
      ban.any = true;
      for (const std::string& tag : split(tags, ' ')) ban.tags[ontology().tag(tag)] = true;
      return;
    }
  throw Error(Code::bad_argument, msg::kCoachUnknownDiet, diet, known);
}

}  // namespace tinybrain::skills::coach
