#include "skills/shop/catalogue.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/skill_shop.h"
#include "text/unicode.h"

namespace tinybrain::skills::shop {
namespace {

struct Kind {
  const char* word;
  Slot slot;
};
// Of a name that holds several the first counts.
constexpr Kind kKinds[] = {
    {"sock", Slot::socks},        {"양말", Slot::socks},         {"watch", Slot::watch},
    {"시계", Slot::watch},        {"belt", Slot::belt},          {"벨트", Slot::belt},
    {"bag", Slot::bag},           {"backpack", Slot::bag},       {"clutch", Slot::bag},
    {"가방", Slot::bag},          {"shoe", Slot::shoes},         {"sandal", Slot::shoes},
    {"heel", Slot::shoes},        {"flat", Slot::shoes},         {"flip flop", Slot::shoes},
    {"boot", Slot::shoes},        {"sneaker", Slot::shoes},      {"신발", Slot::shoes},
    {"운동화", Slot::shoes},      {"구두", Slot::shoes},         {"샌들", Slot::shoes},
    {"necktie", Slot::tie},       {"ties", Slot::tie},           {"넥타이", Slot::tie},
    {"sunglass", Slot::eyes},     {"eyewear", Slot::eyes},       {"선글라스", Slot::eyes},
    {"earring", Slot::jewellery}, {"necklace", Slot::jewellery}, {"bracelet", Slot::jewellery},
    {"pendant", Slot::jewellery}, {"ring", Slot::jewellery},     {"bangle", Slot::jewellery},
    {"jewel", Slot::jewellery},   {"목걸이", Slot::jewellery},   {"귀걸이", Slot::jewellery},
    {"capri", Slot::bottom},      {"scarf", Slot::scarf},        {"scarves", Slot::scarf},
    {"stole", Slot::scarf},       {"dupatta", Slot::scarf},      {"목도리", Slot::scarf},
    {"cap", Slot::head},          {"hat", Slot::head},           {"headwear", Slot::head},
    {"모자", Slot::head},         {"jacket", Slot::outer},       {"blazer", Slot::outer},
    {"coat", Slot::outer},        {"재킷", Slot::outer},         {"코트", Slot::outer},
    {"dress", Slot::dress},       {"saree", Slot::dress},        {"jumpsuit", Slot::dress},
    {"원피스", Slot::dress},      {"kurta set", Slot::dress},    {"jean", Slot::bottom},
    {"trouser", Slot::bottom},    {"track pant", Slot::bottom},  {"pants", Slot::bottom},
    {"short", Slot::bottom},      {"skirt", Slot::bottom},       {"legging", Slot::bottom},
    {"churidar", Slot::bottom},   {"bottomwear", Slot::bottom},  {"바지", Slot::bottom},
    {"치마", Slot::bottom},       {"스커트", Slot::bottom},      {"shirt", Slot::top},
    {"top", Slot::top},           {"kurta", Slot::top},          {"kurti", Slot::top},
    {"tunic", Slot::top},         {"sweater", Slot::top},        {"blouse", Slot::top},
    {"티셔츠", Slot::top},        {"셔츠", Slot::top},           {"니트", Slot::top},
};
// What holds one of those words and is not worn so.
constexpr const char* kNot[] = {"innerwear", "briefs",     "bra",     "nightdress",
                                "lounge",    "night suit", "lip",     "nail",
                                "perfume",   "deodorant",  "capsule", "fragrance"};
constexpr const char* kSlots[] = {"other", "top",       "outer", "bottom", "dress",
                                  "shoes", "bag",       "watch", "belt",   "head",
                                  "scarf", "jewellery", "eyes",  "tie",    "socks"};

Slot slot_of_words(std::string_view words) {
  const std::string folded = unicode::folded(unicode::repaired(words));
  for (const char* word : kNot)
    if (folded == word || folded.find(std::string(word) + " ") == 0 ||
        folded.find(std::string(" ") + word) != std::string::npos)
      return Slot::other;
  const std::string spaced = " " + folded;
  for (const Kind& kind : kKinds) {
    const bool hangul = static_cast<unsigned char>(kind.word[0]) > 127;
    const size_t at = spaced.find(hangul ? kind.word : std::string(" ") + kind.word);
    if (at != std::string::npos) return kind.slot;
  }
  for (const char* within : {"tshirt", "t-shirt", "sweatshirt"})
    if (folded.find(within) != std::string::npos) return Slot::top;
  return folded.find("topwear") != std::string::npos ? Slot::top : Slot::other;
}

}  // namespace

const char* name_of(Slot slot) { return kSlots[static_cast<size_t>(slot)]; }

Slot slot_of(std::string_view type, std::string_view category) {
  const std::string folded = unicode::folded(unicode::repaired(category));
  for (const char* word : {"innerwear", "loungewear", "personal care"})
    if (folded.find(word) != std::string::npos) return Slot::other;
  const Slot slot = slot_of_words(type);
  return slot == Slot::other ? slot_of_words(category) : slot;
}

std::optional<size_t> Catalogue::find(std::string_view id) const {
  const auto at = places.find(std::string(id));
  if (at == places.end()) return {};
  return at->second;
}

size_t Catalogue::require(std::string_view item) const {
  if (const auto at = find(item)) return *at;
  const std::string wanted = unicode::folded(unicode::repaired(item));
  for (const bool whole : {true, false})
    for (size_t i = 0; i < products.size(); ++i) {
      const std::string name = unicode::folded(products[i].name);
      if (name == wanted || (!whole && !wanted.empty() && name.find(wanted) != std::string::npos))
        return i;
    }
  throw Error(Code::bad_argument, msg::kShopNoItem, item);
}

Catalogue catalogue_of(const Rows& rows) {
  const size_t id = rows.column({"id", "item", "sku", "StockCode"});
  const size_t name = rows.column({"name", "productDisplayName", "title", "Description"});
  const size_t type = rows.optional_column({"type", "articleType", "kind"});
  const size_t category = rows.optional_column({"category", "subCategory", "masterCategory"});
  const size_t gender = rows.optional_column({"gender"});
  const size_t colour = rows.optional_column({"colour", "color", "baseColour"});
  const size_t season = rows.optional_column({"season"});
  const size_t usage = rows.optional_column({"usage", "occasion"});
  const size_t price = rows.optional_column({"price"});
  const size_t year = rows.optional_column({"year"});
  const size_t brand = rows.optional_column({"brand"});
  const size_t collection = rows.optional_column({"collection", "outfit"});
  Catalogue c;
  for (const Rows::Row& row : rows.rows) {
    Product p{.id = rows.text(row, id),
              .name = rows.text(row, name),
              .gender = rows.cell(row, gender),
              .type = rows.cell(row, type),
              .colour = rows.cell(row, colour),
              .season = rows.cell(row, season),
              .usage = rows.cell(row, usage),
              .collection = rows.cell(row, collection)};
    if (!rows.cell(row, price).empty()) p.price = rows.number(row, price, 0, 1e12);
    p.slot = slot_of(p.type.empty() ? p.name : p.type, rows.cell(row, category));
    if (collection == Rows::kNone)
      p.collection =
          (brand == Rows::kNone ? p.name.substr(0, p.name.find(' ')) : rows.cell(row, brand)) +
          "/" + p.gender + "/" + rows.cell(row, year);
    if (!c.places.try_emplace(p.id, c.products.size()).second)
      throw Error(Code::bad_file, msg::kShopTwice, rows.file, row.line, p.id);
    c.products.push_back(std::move(p));
  }
  return c;
}

}  // namespace tinybrain::skills::shop
