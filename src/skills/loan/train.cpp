#include "skills/loan/train.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/clock.h"
#include "base/error.h"
#include "base/messages/skill_loan.h"
#include "base/messages/tables.h"
#include "base/sha256.h"
#include "eval/classification.h"

namespace tinybrain::skills::loan {
namespace {

using namespace tables;

constexpr size_t kLeastRows = 50, kLeastRare = 10;
constexpr double kProxy = 0.7;  // AUC from which a column is said to tell the group

std::vector<std::string> names_in(const Json& arguments, const char* name) {
  std::vector<std::string> names;
  if (const Json* list = arguments.find(name))
    for (const Json& one : list->as_array(name)) names.push_back(one.as_string(name));
  return names;
}

// "protected": ["sex", {"column": "age", "cuts": [25]}]; a number without cuts is cut at its median.
std::vector<Protected> protected_of(const Past& past, const Json& arguments) {
  std::vector<Protected> all;
  const Json* list = arguments.find("protected");
  if (!list) return all;
  for (const Json& one : list->as_array("protected")) {
    const std::string name = one.is_string() ? one.as_string() : one.at("column").as_string();
    Protected p{column_of(past.sheet, past.sheet.column(name), past.rows), {}};
    if (const Json* cuts = one.find("cuts"))
      for (const Json& cut : cuts->as_array("cuts")) p.cuts.push_back(cut.as_double("cuts"));
    if (p.column.number && p.cuts.empty()) p.cuts.push_back(p.column.middle);
    if (!p.column.number && !p.cuts.empty()) throw Error(Code::bad_argument, msg::kLoanCuts, name);
    std::sort(p.cuts.begin(), p.cuts.end());
    all.push_back(std::move(p));
  }
  return all;
}

// "actionable": names, or an object of name: "any", "up" or "down". Absent: every column.
std::vector<Move> moves_of(const std::vector<Column>& columns, const Json& arguments,
                           const Past& past) {
  const Json* given = arguments.find("actionable");
  std::vector<Move> moves(columns.size(), given ? Move::none : Move::any);
  const auto set = [&](const std::string& name, Move move) {
    past.sheet.column(name);  // Error when there is none
    for (size_t k = 0; k < columns.size(); ++k)
      if (columns[k].name == name) moves[k] = move;
  };
  if (!given) return moves;
  if (given->is_array()) {
    for (const Json& one : given->as_array()) set(one.as_string("actionable"), Move::any);
    return moves;
  }
  for (const auto& [name, how] : given->as_object("actionable")) {
    const std::string& word = how.as_string("actionable");
    if (word != "any" && word != "up" && word != "down")
      throw Error(Code::bad_argument, msg::kLoanMove, name, word);
    set(name, word == "up" ? Move::up : word == "down" ? Move::down : Move::any);
  }
  return moves;
}

// From sets that hold the truth of each outcome with the coverage (Sadinle et al. 2019, an outcome at a time): the
// program decides where the set has one outcome, and where the cut says the same.
Lines lines_of(std::span<const double> log_odds, const std::vector<bool>& good, double coverage,
               double cut) {
  std::vector<float> p[2];
  for (size_t i = 0; i < good.size(); ++i) {
    const double chance = sigmoid(log_odds[i]);
    p[good[i]].push_back(static_cast<float>(good[i] ? chance : 1 - chance));
  }
  const auto least = [&](const std::vector<float>& of_truth) {
    const std::vector<uint32_t> zeros(of_truth.size());
    return conformal_threshold(of_truth, zeros, 1, coverage);
  };
  const double good_from = least(p[1]), bad_to = 1 - least(p[0]);
  return {std::min({good_from, bad_to, cut}), std::max({good_from, bad_to, cut})};
}

double cut_of(const Json& arguments) {
  const Json* costs = arguments.find("costs");
  if (!costs) return 0.5;
  const double bad = costs->at("approve_bad").as_double(),
               good = costs->at("refuse_good").as_double();
  if (!(bad > 0 && good > 0 && std::isfinite(bad) && std::isfinite(good)))
    throw Error(Code::bad_argument, msg::kLoanCosts);
  return bad / (bad + good);
}

// Inputs that tell a group by themselves: they carry into the decision what was left out of it.
Json proxies_of(const Screen& screen, const Past& past, const Matrix& matrix) {
  Json all{Json::Array{}};
  for (const Protected& p : screen.protected_columns) {
    const std::vector<uint32_t> group = groups_in(past, p);
    for (size_t k = 0; k < screen.columns.size(); ++k) {
      // The likelier group by this column alone, each against the others.
      double most = 0.5;
      for (uint32_t g = 0; g < p.groups().size(); ++g) {
        std::vector<bool> in(group.size());
        for (size_t i = 0; i < group.size(); ++i) in[i] = group[i] == g;
        if (static_cast<size_t>(std::count(in.begin(), in.end(), true)) < kLeastGroup) continue;
        std::map<double, std::pair<double, double>> share;  // of a category: in the group, all
        std::vector<double> scores(group.size());
        for (size_t i = 0; i < group.size(); ++i) {
          const double v = matrix.row(i)[k];
          scores[i] = std::isnan(v) ? -1 : v;
          share[scores[i]].first += in[i], ++share[scores[i]].second;
        }
        if (!screen.columns[k].number)
          for (double& s : scores) s = share[s].first / share[s].second;
        const double auc = auroc(scores, in);
        most = std::max({most, auc, 1 - auc});
      }
      if (most < kProxy) continue;
      Json one;
      one.set("column", screen.columns[k].name).set("tells", p.column.name);
      all.push(one.set("auc", most));
    }
  }
  return all;
}

Json tried_json(const Fitted& fitted) {
  Json all{Json::Array{}};
  for (const Tried& t : fitted.tried) {
    Json one;
    one.set("kind", t.kind).set("log_loss", t.log_loss);
    all.push(one.set("auc", t.auc));
  }
  return all;
}

}  // namespace

Past read_past(const std::filesystem::path& file, const std::string& target,
               const std::string& good) {
  Past past{read_sheet(file), {}, {}};
  const size_t at = past.sheet.column(target);
  std::set<std::string> values;
  for (uint32_t i = 0; i < past.sheet.rows.size(); ++i) {
    const std::string& value = past.sheet.rows[i][at];
    if (is_missing(value)) continue;
    values.insert(value);
    past.rows.push_back(i);
    past.good.push_back(value == good);
  }
  if (values.size() != 2 || !values.count(good)) {
    std::string some;
    for (const std::string& v : values)
      if (some.size() < 200) some += (some.empty() ? "" : ", ") + v;
    throw Error(Code::bad_argument, msg::kTableOneLabel, past.sheet.file, target, good, some);
  }
  return past;
}

std::vector<uint32_t> groups_in(const Past& past, const Protected& column) {
  std::vector<uint32_t> groups(past.rows.size(), kNoGroup);
  const auto& header = past.sheet.header;
  const auto at = std::find(header.begin(), header.end(), column.column.name);
  if (at == header.end()) return groups;
  for (size_t i = 0; i < groups.size(); ++i) {
    const uint32_t row = past.rows[i];
    groups[i] = column.group_of(
        value_of(column.column, past.sheet.rows[row][static_cast<size_t>(at - header.begin())],
                 fmt::format("{}:{}", past.sheet.file, past.sheet.lines[row])));
  }
  return groups;
}

Screen train_screen(const std::filesystem::path& table, const Json& arguments) {
  Screen s;
  s.target = arguments.at("target").as_string("target");
  s.good = arguments.at("good").as_string("good");
  Past past = read_past(table, s.target, s.good);
  for (size_t i = 0; i < past.rows.size() && s.bad.empty(); ++i)
    if (!past.good[i]) s.bad = past.sheet.rows[past.rows[i]][past.sheet.column(s.target)];
  const auto good = static_cast<size_t>(std::count(past.good.begin(), past.good.end(), true));
  const size_t rare = std::min(good, past.good.size() - good);
  if (past.rows.size() < kLeastRows || rare < kLeastRare)
    throw Error(Code::bad_argument, msg::kTableFewRows, past.sheet.file, past.rows.size(), rare,
                kLeastRows, kLeastRare);
  const double coverage = arguments.get_double("coverage", 0.9);
  if (!(coverage > 0.5 && coverage < 1)) throw Error(Code::bad_argument, msg::kLoanCoverage);
  s.coverage = coverage;
  s.cut = cut_of(arguments);
  s.mitigation = mitigation_of(arguments.get_string("mitigation", "none"));
  s.protected_columns = protected_of(past, arguments);
  if (s.mitigation != Mitigation::none && s.protected_columns.empty())
    throw Error(Code::bad_argument, msg::kLoanNobodyProtected);
  std::set<std::string> out{s.target};
  for (const std::string& name : names_in(arguments, "leave_out")) {
    past.sheet.column(name);
    out.insert(name);
  }
  const bool use_protected = arguments.get_bool("use_protected", false);
  if (!use_protected)
    for (const Protected& p : s.protected_columns) out.insert(p.column.name);
  const auto seed = static_cast<uint64_t>(arguments.get_int("seed", 1));
  s.texts = learn_texts(past.sheet, past.rows, past.good,
                        text_columns_of(past.sheet, arguments, out), seed);
  for (size_t k = 0; k < past.sheet.header.size(); ++k)
    if (!out.count(past.sheet.header[k])) {
      Column column = column_of(past.sheet, k, past.rows);
      if (column.number ? column.steps.size() > 1 : column.categories.size() > 1)
        s.columns.push_back(std::move(column));
    }
  if (s.columns.empty()) throw Error(Code::bad_argument, msg::kTableNoInputs, past.sheet.file);
  s.moves = moves_of(s.columns, arguments, past);
  for (size_t k = 0; k < s.columns.size(); ++k) {
    if (s.text(s.columns[k].name)) s.moves[k] = Move::none;  // nobody is told what to write
    for (const Protected& p : s.protected_columns)
      if (p.column.name == s.columns[k].name) s.moves[k] = Move::none;
  }

  const std::string kind = arguments.get_string("model", "");
  if (!kind.empty() && kind != "linear" && kind != "trees" && kind != "both")
    throw Error(Code::bad_argument, msg::kLoanKind, kind);
  const Matrix matrix = matrix_of(past.sheet, s.columns, past.rows);
  const Fitted plain = fit_score(matrix, s.columns, past.good, {}, kind, seed);
  s.plain = s.reweighed = plain.model;
  const auto set_lines = [&](Mitigation m, std::span<const double> scores) {
    s.lines[static_cast<size_t>(m)] = lines_of(scores, past.good, s.coverage, s.cut);
  };
  for (const Mitigation m : {Mitigation::none, Mitigation::reweighing, Mitigation::thresholds})
    set_lines(m, plain.out_of_fold);
  if (!s.protected_columns.empty()) {
    const std::vector<uint32_t> group = groups_in(past, s.protected_columns[0]);
    const size_t groups = s.protected_columns[0].groups().size();
    const std::string aim = arguments.get_string("aim", "good");
    if (aim != "good" && aim != "approvals") throw Error(Code::bad_argument, msg::kLoanAim, aim);
    const Fitted fair = fit_score(matrix, s.columns, past.good, reweighed(group, groups, past.good),
                                  plain.model.kind(), seed);
    s.reweighed = fair.model;
    set_lines(Mitigation::reweighing, fair.out_of_fold);
    s.shifts = shifts_for(plain.out_of_fold, group, groups, past.good, logit(s.cut),
                          aim == "good" ? Aim::chance_of_good : Aim::approvals);
    std::vector<double> shifted = plain.out_of_fold;
    for (size_t i = 0; i < shifted.size(); ++i)
      if (group[i] != kNoGroup) shifted[i] += s.shifts[group[i]];
    set_lines(Mitigation::thresholds, shifted);
  }
  Json names{Json::Array{}}, kept_out{Json::Array{}}, texts{Json::Array{}};
  for (const TextColumn& one : s.texts) texts.push(one.name());
  for (const Column& column : s.columns) names.push(column.name);
  for (const std::string& name : out)
    if (name != s.target) kept_out.push(name);
  s.card.set("table", table.filename().string()).set("table_sha256", sha256_file(table));
  s.card.set("trained", time_text(now())).set("seed", seed).set("rows", past.rows.size());
  s.card.set("good", good).set("inputs", names).set("kept_out", kept_out);
  if (!s.texts.empty()) s.card.set("texts", texts);
  s.card.set("protected_as_inputs", use_protected).set("kind", plain.model.kind());
  s.card.set("tried", tried_json(plain)).set("proxies", proxies_of(s, past, matrix));
  return s;
}

}  // namespace tinybrain::skills::loan
