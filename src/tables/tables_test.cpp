// Tables: reading, models whose reasons add up, groups, flips; hostile files.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "base/error.h"
#include "base/file.h"
#include "base/folder_testing.h"
#include "base/rng.h"
#include "eval/classification.h"
#include "tables/flip.h"
#include "tables/groups.h"
#include "tables/score_model.h"

using namespace tinybrain;
using namespace tinybrain::tables;

namespace {

const double kMissing = std::numeric_limits<double>::quiet_NaN();

// y is likely where x > 0 and the colour is red; z is noise.
struct Made {
  std::vector<Column> columns;
  Matrix rows;
  std::vector<bool> labels;
  explicit Made(size_t n, uint64_t seed = 7) {
    columns = {{.name = "x", .low = -1, .high = 1, .steps = {-1, -0.5, 0, 0.5, 1}},
               {.name = "colour", .number = false, .categories = {"blue", "green", "red"}},
               {.name = "z", .low = -1, .high = 1, .steps = {-1, 0, 1}}};
    rows.d = 3;
    Rng rng(seed);
    for (size_t i = 0; i < n; ++i) {
      const double x = 2 * rng.uniform() - 1, z = 2 * rng.uniform() - 1;
      const auto colour = static_cast<double>(rng.next() % 3);
      const double odds = 3 * x + (colour == 2 ? 1.5 : -0.5);
      rows.values.insert(rows.values.end(), {i % 17 == 0 ? kMissing : x, colour, z});
      labels.push_back(rng.uniform() < sigmoid(odds));
    }
  }
};

double sum_of(const std::vector<double>& v) { return std::accumulate(v.begin(), v.end(), 0.0); }

Sheet sheet_of(const std::string& text) {
  const testing::TemporaryFolder folder;
  write_file(folder.path / "t.csv", text);
  return read_sheet(folder.path / "t.csv");
}

std::string error_of(const std::string& text) {
  try {
    const Sheet sheet = sheet_of(text);
    std::vector<uint32_t> all(sheet.rows.size());
    std::iota(all.begin(), all.end(), 0u);
    Column column{.name = "a"};
    matrix_of(sheet, {&column, 1}, all);
  } catch (const Error& e) {
    return e.message(Language::en);
  }
  return "";
}

}  // namespace

TEST_CASE("columns are numbers or categories, and what is missing is neither") {
  const Sheet sheet = sheet_of("a,b\n1,x\n?,y\n3,\nNA,x\n2.5,x\n");
  const std::vector<uint32_t> all{0, 1, 2, 3, 4};
  const Column a = column_of(sheet, 0, all), b = column_of(sheet, 1, all);
  CHECK(a.number);
  CHECK(a.middle == 2.5);
  CHECK_FALSE(a.whole);
  CHECK(b.categories == std::vector<std::string>{"x", "y"});
  const Matrix m = matrix_of(sheet, std::vector<Column>{a, b}, all);
  CHECK(m.row(0)[0] == 1);
  CHECK(std::isnan(m.row(1)[0]));
  CHECK(m.row(1)[1] == 1);
  CHECK(std::isnan(m.row(2)[1]));
  CHECK(std::isnan(value_of(b, "never seen", "here")));
}

TEST_CASE("a wrong table is refused with file, line and what is wrong") {
  CHECK(error_of("a,b\n1\n").find(":2") != std::string::npos);
  CHECK(error_of("a,a\n1,2\n").find("first line") != std::string::npos);
  CHECK(error_of("a\n").find("at least one row") != std::string::npos);
  CHECK(error_of("a,b\n1,2\nfour,2\n").find(":3: column 'a' holds numbers") != std::string::npos);
  CHECK(error_of("a,b\ninf,2\n").find("holds numbers") != std::string::npos);
  CHECK(error_of("b\n1\n").find("no column 'a'") != std::string::npos);
  CHECK(error_of("a\n\"1\n").find("t.csv") != std::string::npos);
}

TEST_CASE("reasons add up to the score, of trees, of the plain model and of both") {
  const Made made(400), fresh(200, 8);
  for (const char* kind : {"linear", "trees", "both", ""}) {
    const Fitted fitted = fit_score(made.rows, made.columns, made.labels, {}, kind, 1);
    if (*kind) CHECK(std::string(fitted.model.kind()) == kind);
    std::vector<double> scores;
    for (size_t i = 0; i < 200; ++i) {
      const auto row = fresh.rows.row(i);
      scores.push_back(fitted.model.log_odds(row));
      CHECK(fitted.model.mean() + sum_of(fitted.model.contributions(row)) ==
            doctest::Approx(scores.back()).epsilon(1e-9));
    }
    CHECK(auroc(scores, fresh.labels) > 0.8);
    // As saved and read again.
    const ScoreModel again = ScoreModel::from_json(Json::parse(fitted.model.to_json().dump()), made.columns);
    CHECK(again.log_odds(fresh.rows.row(3)) == doctest::Approx(scores[3]).epsilon(1e-12));
  }
}

TEST_CASE("contributions of trees are Shapley values") {
  // Two columns, one tree of two splits, by hand: x <= 0 ? 0 : (z <= 0 ? 1 : 4), covers 4 | 2, 2.
  const Made made(50);
  const Json json = Json::parse(
      R"({"base": 0, "trees": [[[0, 0, 0.0, 1, 2, 8.0], [0.0, 4.0], [2, 0, 0.0, 3, 4, 4.0], [1.0, 2.0], [4.0, 2.0]]]})");
  const Trees trees = Trees::from_json(json, made.columns);
  CHECK(trees.mean() == doctest::Approx(1.25));
  std::vector<double> effects(3);
  trees.add_contributions(std::vector<double>{1, 0, 1}, effects);
  // f() = 1.25, f(x) = 2.5, f(z) = 2, f(x, z) = 4.
  CHECK(effects[0] == doctest::Approx(0.5 * (1.25 + 2)));
  CHECK(effects[1] == 0);
  CHECK(effects[2] == doctest::Approx(0.5 * (0.75 + 1.5)));
}

TEST_CASE("a damaged model file is refused") {
  const Made made(50);
  const auto refused = [&](const char* trees) {
    CHECK_THROWS_AS(Trees::from_json(Json::parse(trees), made.columns), Error);
  };
  refused(R"({"base": 0, "trees": [[]]})");
  refused(R"({"base": 0, "trees": [[[9, 0, 0.0, 1, 2, 1.0], [0.0, 1.0], [0.0, 1.0]]]})");   // no such column
  refused(R"({"base": 0, "trees": [[[0, 0, 0.0, 0, 2, 1.0], [0.0, 1.0], [0.0, 1.0]]]})");   // goes in circles
  refused(R"({"base": 0, "trees": [[[0, 0, 0.0, 1, 7, 1.0], [0.0, 1.0], [0.0, 1.0]]]})");   // goes nowhere
  refused(R"({"base": 0, "trees": [[[1, 0, 0.0, 1, 2, 1.0], [0.0, 1.0], [0.0, 1.0]]]})");   // a number's split on words
  refused(R"({"base": 0})");
}

TEST_CASE("the smallest flip changes only what may change, and does flip") {
  const Made made(400);
  const Fitted fitted = fit_score(made.rows, made.columns, made.labels, {}, "both", 1);
  const std::vector<double> row{-0.8, 0, 0.3};
  const auto score = [&](std::span<const double> r) { return fitted.model.log_odds(r); };
  REQUIRE(score(row) < 0);
  const auto flip = [&](std::vector<Move> moves) {
    return smallest_flip(row, made.columns, moves, 0, false, score);
  };
  const auto any = flip({Move::any, Move::any, Move::any});
  REQUIRE(any);
  std::vector<double> changed = row;
  for (const Change& c : any->changes) changed[c.column] = c.to;
  CHECK(score(changed) >= 0);
  CHECK(any->score == doctest::Approx(score(changed)));
  const auto fixed = flip({Move::up, Move::none, Move::none});
  REQUIRE(fixed);
  CHECK(fixed->changes.size() == 1);
  CHECK(fixed->changes[0].column == 0);
  CHECK_FALSE(flip({Move::down, Move::none, Move::none}));
  CHECK_FALSE(flip({Move::none, Move::none, Move::none}));
}

TEST_CASE("weights make group and outcome independent") {
  std::vector<uint32_t> group;
  std::vector<bool> labels;
  for (int i = 0; i < 100; ++i) group.push_back(i < 60 ? 0 : 1), labels.push_back(i < 45 || i >= 90);
  const std::vector<double> w = reweighed(group, 2, labels);
  double all[2] = {}, good[2] = {};
  for (size_t i = 0; i < 100; ++i) all[group[i]] += w[i], good[group[i]] += labels[i] ? w[i] : 0;
  CHECK(good[0] / all[0] == doctest::Approx(0.55));
  CHECK(good[1] / all[1] == doctest::Approx(0.55));
}

TEST_CASE("a line of its own for each group makes approvals of the good alike") {
  Rng rng(3);
  std::vector<double> z;
  std::vector<uint32_t> group;
  std::vector<bool> labels;
  for (int i = 0; i < 4000; ++i) {
    const uint32_t g = i % 2;
    labels.push_back(rng.uniform() < 0.6);
    group.push_back(g);
    z.push_back((labels.back() ? 1.0 : -1.0) - (g ? 1.0 : 0.0) + 3 * (rng.uniform() - 0.5));
  }
  const auto gap = [&](const std::vector<double>& shifts) {
    double good[2] = {}, approved[2] = {};
    for (size_t i = 0; i < z.size(); ++i)
      if (labels[i]) ++good[group[i]], approved[group[i]] += z[i] + shifts[group[i]] >= 0;
    return std::abs(approved[0] / good[0] - approved[1] / good[1]);
  };
  CHECK(gap({0, 0}) > 0.2);
  CHECK(gap(shifts_for(z, group, 2, labels, 0, Aim::chance_of_good)) < 0.02);
}

TEST_CASE("measures of groups: shares, gaps, and small groups left out of the gaps") {
  const Protected column{{.name = "sex", .number = false, .categories = {"f", "m", "x"}}, {}};
  Screened s;
  std::vector<uint32_t> group;
  std::vector<bool> labels;
  for (int i = 0; i < 200; ++i) {
    group.push_back(i < 100 ? 0 : i < 195 ? 1 : 2);
    labels.push_back(i % 2 == 0);
    s.approved.push_back(i < 100 ? i < 50 : i < 195);
    s.chance.push_back(0.5);
  }
  const Json j = group_measures(column, group, s, labels, 1);
  CHECK(j.at("gaps").at("parity").at("gap").as_double() == doctest::Approx(0.5));
  CHECK(j.at("groups").as_array().size() == 3);
  CHECK_FALSE(j.at("groups").as_array()[2].at("in_gaps").as_bool());
  const auto& interval = j.at("gaps").at("parity").at("interval").as_array();
  CHECK(interval[0].as_double() < 0.5);
  CHECK(interval[1].as_double() > 0.5);
}
