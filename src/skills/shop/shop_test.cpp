// The shop: what is suggested and why, outfits, forecasts and their intervals, notifications, and tables that are wrong.
#include <doctest/doctest.h>

#include <cmath>

#include "base/clock.h"
#include "base/folder_testing.h"
#include "skills/registry.h"
#include "skills/shop/catalogue.h"
#include "skills/shop/colours.h"
#include "skills/shop/forecast.h"
#include "skills/shop/purchases.h"

namespace tinybrain::skills {
namespace {

using testing::code_of;
using testing::put;
using testing::TemporaryFolder;
namespace fs = std::filesystem;

const fs::path kFolder = fs::path(TINYBRAIN_SOURCE_DIR) / "skills/shop";

Json call(const fs::path& data, const char* tool, const std::string& arguments) {
  return open(kFolder, data, nullptr, Json::parse("{}")).call(tool, Json::parse(arguments));
}

std::string line(int invoice, const char* item, const char* name, const char* day,
                 int quantity = 1) {
  return std::to_string(invoice) + "," + item + "," + name + "," + std::to_string(quantity) + "," +
         day + ",ann\n";
}
constexpr const char* kHead = "invoice,item,name,quantity,time,customer\n";

}  // namespace

TEST_CASE("shop: what is always bought together comes first, with the reason") {
  TemporaryFolder folder;
  std::string rows = kHead;
  for (int i = 0; i < 12; ++i) {
    rows += line(i, "tea", "green tea", "2026-01-05") + line(i, "cup", "white cup", "2026-01-05");
    rows += line(100 + i, "nail", "steel nail", "2026-01-06") +
            line(100 + i, "saw", "hand saw", "2026-01-06");
  }
  put(folder.path / "transactions.csv", rows);
  const Json found = call(folder.path, "suggest", R"({"basket": ["tea"], "most": 1})");
  const Json& first = found.at("suggestions").as_array().at(0);
  CHECK(first.at("item").as_string() == "cup");
  CHECK(first.at("reasons").as_array().at(0).as_string() ==
        "bought with green tea in 12 of its 12 baskets, 1.9 times as often as by chance");
  const Json korean = call(folder.path, "suggest", R"({"basket": ["tea"], "language": "ko"})");
  CHECK(korean.at("suggestions")
            .as_array()[0]
            .at("reasons")
            .as_array()[0]
            .as_string()
            .find("장바구니") != std::string::npos);
  CHECK(code_of([&] { call(folder.path, "suggest", R"({"basket": ["bread"]})"); }) ==
        Code::bad_argument);
}

TEST_CASE("shop: names find what was never bought together; returns are left out") {
  TemporaryFolder folder;
  put(folder.path / "transactions.csv",
      std::string(kHead) + line(1, "a", "red retro bag", "2026-01-05") +
          line(2, "b", "red retro lamp", "2026-01-05") + line(3, "c", "oak shelf", "2026-01-05") +
          line(4, "d", "oak table", "2026-01-05", -2));
  const Json found = call(folder.path, "suggest", R"({"basket": ["a"]})");
  CHECK(found.at("suggestions").as_array()[0].at("item").as_string() == "b");
  CHECK(found.at("suggestions").as_array().size() == 2);
  CHECK(found.dump().find("1 lines were returns") != std::string::npos);
}

TEST_CASE("shop: the repeat interval is the customer's, drawn to what others do") {
  TemporaryFolder folder;
  std::string rows = kHead;
  int n = 0;
  for (const char* day : {"2026-01-01", "2026-01-11", "2026-01-21"})
    rows += line(++n, "milk", "milk", day);
  put(folder.path / "transactions.csv", rows);
  const auto p = shop::purchases_of(read_rows(folder.path, "transactions", ""));
  const auto repeats = shop::repeats_of(p, "ann", time_of("2026-01-30"));
  REQUIRE(repeats.size() == 1);
  CHECK(repeats[0].days == doctest::Approx(10));
  CHECK(repeats[0].since == doctest::Approx(9));
  CHECK(shop::repeats_of(p, "bob", time_of("2026-01-30")).empty());
}

TEST_CASE("shop: slots and colours in both languages") {
  using shop::Slot;
  CHECK(shop::slot_of("Jeans", "Bottomwear") == Slot::bottom);
  CHECK(shop::slot_of("Capris", "") == Slot::bottom);
  CHECK(shop::slot_of("Tshirts", "Topwear") == Slot::top);
  CHECK(shop::slot_of("Sports Shoes", "Shoes") == Slot::shoes);
  CHECK(shop::slot_of("청바지", "") == Slot::bottom);
  CHECK(shop::slot_of("Briefs", "Innerwear") == Slot::other);
  CHECK(shop::slot_of("Nail Polish", "Nails") == Slot::other);
  CHECK(shop::harmony_of("Black", "빨간색") == shop::Harmony::neutral);
  CHECK(shop::harmony_of("Red", "Green") == shop::Harmony::opposite);
  CHECK(shop::harmony_of("Navy Blue", "Orange") == shop::Harmony::neutral);
  CHECK(shop::harmony_of("Red", "zxq") == shop::Harmony::unknown);
}

TEST_CASE(
    "shop: outfits of the sample fit the gender, the occasion and the budget, and say that the "
    "sample is invented") {
  const Json result = call({}, "outfit", R"({"items": ["S001"], "budget": 150, "most": 3})");
  CHECK(result.at("sample").as_string().find("invented") != std::string::npos);
  REQUIRE(!result.at("outfits").as_array().empty());
  for (const Json& outfit : result.at("outfits").as_array()) {
    double price = 0;
    for (const Json& item : outfit.at("items").as_array()) {
      price += item.at("price").as_double();
      CHECK(item.at("slot").as_string() != "bottom");
      CHECK(item.at("reason").as_string() == "goes with the jeans you have");
    }
    CHECK(price <= 150);
  }
  const Json formal = call({}, "outfit", R"({"occasion": "Formal", "gender": "Women"})");
  for (const Json& outfit : formal.at("outfits").as_array())
    for (const Json& item : outfit.at("items").as_array())
      CHECK(item.at("usage").as_string() == "Formal");
}

TEST_CASE("shop: search takes Korean words for an English catalogue") {
  const Json found = call({}, "search", R"({"words": "빨간 원피스", "most": 1})");
  CHECK(found.at("found").as_array().at(0).at("name").as_string() == "Long dress (invented)");
  const Json cheap = call({}, "search", R"({"words": "shoes", "at_most": 90})");
  for (const Json& one : cheap.at("found").as_array()) CHECK(one.at("price").as_double() <= 90);
}

TEST_CASE("shop: a price that swings is waited for, one that rises is not") {
  TemporaryFolder folder;
  std::string rows = "item,date,price\n", rising = rows;
  for (int i = 0; i < 120; ++i) {
    const std::string day = time_text(time_of("2026-01-01") + i * kDay).substr(0, 10);
    rows += "a," + day + "," + std::to_string(i % 6 < 3 ? 100 : 70) + "\n";
    rising += "a," + day + "," + std::to_string(100 + i) + "\n";
  }
  put(folder.path / "prices.csv", rows);
  // The third dear day of three: from the fourth on it is cheap.
  const Json wait =
      call(folder.path, "price_watch", R"({"item": "a", "as_of": "2026-04-25", "within_days": 3})");
  CHECK(wait.at("price").as_double() == 100);
  CHECK(wait.at("advice").at("do").as_string() == "wait");
  CHECK(wait.at("advice").at("expected_saving").as_double() > 0.02);
  const Json again =
      call(folder.path, "price_watch", R"({"item": "a", "as_of": "2026-04-27", "within_days": 3})");
  CHECK(again.at("history").as_array().size() == 117);
  put(folder.path / "prices.csv", rising);
  const Json buy = call(folder.path, "price_watch", R"({"item": "a", "within_days": 3})");
  CHECK(buy.at("advice").at("do").as_string() == "buy");
  for (const Json& step : buy.at("forecast").as_array()) {
    CHECK(step.at("low").as_double() <= step.at("price").as_double());
    CHECK(step.at("price").as_double() > 219);
  }
}

TEST_CASE("shop: intervals hold about as many prices of a random walk as they say") {
  TemporaryFolder folder;
  std::string rows = "item,date,price\n";
  uint32_t state = 7;
  double log_price = 3;
  for (int i = 0; i < 900; ++i) {
    double noise = -6;
    for (int k = 0; k < 12; ++k)
      noise += static_cast<double>((state = state * 1664525 + 1013904223) >> 8) / (1 << 24);
    log_price += 0.03 * noise;
    rows += "a," + time_text(time_of("2024-01-01") + i * kDay).substr(0, 10) + "," +
            std::to_string(std::exp(log_price)) + "\n";
  }
  put(folder.path / "prices.csv", rows);
  const Json result =
      call(folder.path, "price_watch", R"({"item": "a", "within_days": 1, "level": 0.8})");
  const double inside = result.at("forecast").as_array()[0].at("past").at("inside").as_double();
  CHECK(inside > 0.75);
  CHECK(inside < 0.85);
}

TEST_CASE("shop: notifications keep quiet hours, the day's limit and do not repeat themselves") {
  TemporaryFolder folder;
  std::string rows = "item,date,price\n";
  for (const char* item : {"a", "b", "c"}) rows += std::string(item) + ",2026-01-01,5\n";
  put(folder.path / "prices.csv", rows);
  const std::string wishes =
      R"("wishes": [{"item": "a", "at_most": 6}, {"item": "b", "at_most": 9}, {"item": "c", "at_most": 4}], "most_a_day": 1)";
  const Json night =
      call(folder.path, "notifications", "{" + wishes + R"(, "now": "2026-01-02 23:30:00"})");
  const auto& queue = night.at("queue").as_array();
  REQUIRE(queue.size() == 2);
  CHECK(queue[0].at("item").as_string() == "b");  // it fell further below the wish
  CHECK(queue[0].at("at").as_string() == "2026-01-03T08:00:00");
  CHECK(queue[1].at("at").as_string() == "2026-01-04T08:00:00");
  const Json told = call(
      folder.path, "notifications",
      "{" + wishes +
          R"(, "now": "2026-01-02 12:00:00", "told": [{"key": "price:b", "at": "2026-01-01 12:00:00"}]})");
  REQUIRE(told.at("queue").as_array().size() == 1);
  CHECK(told.at("queue").as_array()[0].at("key").as_string() == "price:a");
  CHECK(told.at("queue").as_array()[0].at("now").as_bool());
}

TEST_CASE("shop: what is wrong with a table is said with file and line") {
  TemporaryFolder folder;
  const auto code = [&](const std::string& text, const char* file, const char* tool,
                        const char* arguments) {
    put(folder.path / file, text);
    std::string said;
    try {
      call(folder.path, tool, arguments);
    } catch (const Error& e) {
      said = e.message(Language::en);
      CHECK(e.message(Language::ko).find(file) != std::string::npos);
    }
    fs::remove(folder.path / file);
    return said;
  };
  const auto bad = [&](const std::string& text) {
    return code(text, "transactions.csv", "suggest", "{}");
  };
  CHECK(bad("invoice,item,time\n1,a,2026-13-01\n").find("line 2") != std::string::npos);
  CHECK(bad("invoice,item\n1,a\n").find("no column time") != std::string::npos);
  CHECK(bad("invoice,item,time,quantity\n1,a,2026-01-01,nan\n").find("line 2") !=
        std::string::npos);
  CHECK(bad("invoice,item,time,quantity\n1,a,2026-01-01,0\n").find("line 2") != std::string::npos);
  CHECK(bad("invoice,item,time\n1,,2026-01-01\n").find("empty") != std::string::npos);
  CHECK(bad("invoice,item,time\n").find("no rows") != std::string::npos);
  CHECK(bad("").find("no rows") != std::string::npos);
  CHECK(bad("invoice,item,time\n1,\"a,2026-01-01\n").find("transactions.csv") != std::string::npos);
  CHECK(bad("invoice,item,time\n1," + std::string(10000, 'x') + ",2026-01-01\n").find("longer") !=
        std::string::npos);
  for (const char* price : {"-3", "0", "inf", "nan", "x"})
    CHECK(code(std::string("item,date,price\na,2026-01-01,") + price + "\n", "prices.csv",
               "price_watch", R"({"item": "a"})")
              .find("line 2") != std::string::npos);
  CHECK(code_of([&] { call(folder.path, "suggest", "{}"); }) == Code::not_found);
  put(folder.path / "transactions.json", R"([{"invoice": 1, "item": "a", "time": "2026-01-01"}])");
  CHECK(call(folder.path, "suggest", "{}").at("suggestions").as_array().size() == 1);
  put(folder.path / "transactions.json", R"({"invoice": 1})");
  CHECK(code_of([&] { call(folder.path, "suggest", "{}"); }) == Code::bad_file);
}

}  // namespace tinybrain::skills
