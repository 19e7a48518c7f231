#include "skills/loan/decide.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "base/messages/skill_loan.h"
#include "base/messages/tables.h"
#include "base/sha256.h"

namespace tinybrain::skills::loan {
namespace {

using namespace tables;

constexpr size_t kReasons = 5;
constexpr double kMostMissing = 0.5;  // share of columns; over it nothing is decided
constexpr double kHardlyAny = 0.005;  // log-odds that are no reason

struct Application {
  std::vector<double> row;
  uint32_t group = kNoGroup;  // of the first protected column
  std::vector<std::string> missing;
  std::map<std::string, std::string> texts;  // of the columns of text
  std::string sha256;                        // of the values, in the order of the columns
};

std::string cell_of(const Json& value, const std::string& column) {
  if (value.is_null()) return "";
  if (value.is_string()) return value.as_string();
  if (value.is_number() || value.is_bool()) return value.dump();
  throw Error(Code::bad_argument, msg::kTableNotNumber, "values", column,
              value.dump().substr(0, 60));
}

Application application_of(const Screen& s, const Json& values) {
  Application a;
  for (const auto& [name, value] : values.as_object("values")) {
    const auto is = [&name = name](const Column& c) { return c.name == name; };
    const bool input = std::any_of(s.columns.begin(), s.columns.end(), is);
    const bool group = std::any_of(s.protected_columns.begin(), s.protected_columns.end(),
                                   [&](const Protected& p) { return is(p.column); });
    const Json& left_out = s.card.at("kept_out");
    const bool ignored =
        std::any_of(left_out.as_array().begin(), left_out.as_array().end(),
                    [&name = name](const Json& o) { return o.as_string() == name; });
    if (input || group || ignored || name == s.target) continue;
    std::string known;
    for (const Column& c : s.columns) known += (known.empty() ? "" : ", ") + c.name;
    throw Error(Code::bad_argument, msg::kLoanUnknownValue, name, known);
  }
  Sha256 hash;
  const auto value_in = [&](const Column& column) {
    const Json* value = values.find(column.name);
    const std::string cell = value ? cell_of(*value, column.name) : "";
    const std::string line = column.name + "=" + cell + "\n";
    hash.update(line.data(), line.size());
    const TextColumn* text = s.text(column.name);
    if (text) a.texts[column.name] = cell;
    return value_of(column, text ? text->cell(cell) : cell, "values");
  };
  for (const Column& column : s.columns) {
    a.row.push_back(value_in(column));
    if (std::isnan(a.row.back())) a.missing.push_back(column.name);
  }
  if (!s.protected_columns.empty())
    a.group = s.protected_columns[0].group_of(value_in(s.protected_columns[0].column));
  a.sha256 = hash.finish_hex();
  return a;
}

std::string shown(const Column& column, double value, Language language) {
  return std::isnan(value) ? text_of(language, msg::kLoanUnknown) : tables::text_of(column, value);
}

std::string words_of(const TextColumn& text, const std::string& cell, bool good) {
  std::string all;
  for (const std::string& word : text.words_in(cell, good)) all += (all.empty() ? "" : ", ") + word;
  return all.empty() ? "-" : all;
}

Json reasons_of(const Screen& s, const Application& a, Language language) {
  const std::vector<double> effects = s.model(s.mitigation).contributions(a.row);
  std::vector<size_t> order(effects.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t x, size_t y) { return std::abs(effects[x]) > std::abs(effects[y]); });
  Json all{Json::Array{}};
  for (size_t k : order) {
    if (all.as_array().size() == kReasons || std::abs(effects[k]) < kHardlyAny) break;
    const std::string& name = s.columns[k].name;
    const TextColumn* text = s.text(name);
    const bool is_for = effects[k] > 0, by_words = text && !std::isnan(a.row[k]);
    const std::string value = by_words ? words_of(*text, a.texts.at(name), is_for)
                                       : shown(s.columns[k], a.row[k], language);
    const Message& said = by_words ? (is_for ? msg::kLoanWordsFor : msg::kLoanWordsAgainst)
                                   : (is_for ? msg::kLoanFor : msg::kLoanAgainst);
    Json one;
    one.set("column", name).set("value", value).set("effect", effects[k]);
    all.push(one.set("text", tinybrain::text_of(language, said, name, value, s.good, effects[k])));
  }
  return all;
}

Json flip_of(const Screen& s, const Application& a, bool approved, Language language) {
  const Lines& lines = s.lines[static_cast<size_t>(s.mitigation)];
  const auto score = [&](std::span<const double> row) {
    return s.log_odds(s.mitigation, row, a.group);
  };
  const auto flip =
      smallest_flip(a.row, s.columns, s.moves, logit(lines.approve_from), approved, score);
  Json j;
  if (!flip)
    return j.set("changes", Json(Json::Array{}))
        .set("text", tinybrain::text_of(language, msg::kLoanNoFlip));
  Json changes{Json::Array{}};
  std::string text;
  for (const Change& c : flip->changes) {
    const Column& column = s.columns[c.column];
    const std::string from = shown(column, a.row[c.column], language),
                      to = shown(column, c.to, language);
    Json one;
    one.set("column", column.name).set("from", from);
    changes.push(one.set("to", to));
    text += (text.empty() ? "" : ", ") +
            tinybrain::text_of(language, msg::kLoanChange, column.name, from, to);
  }
  const double chance = sigmoid(flip->score);
  j.set("changes", changes).set("chance", chance).set("to", approved ? "not approve" : "approve");
  return j.set("text",
               tinybrain::text_of(language, approved ? msg::kLoanFlipFrom : msg::kLoanFlipTo, text,
                                  100 * chance));
}

}  // namespace

const char* name_of(Decision decision) {
  constexpr const char* kNames[] = {"approve", "refuse", "human"};
  return kNames[static_cast<size_t>(decision)];
}

Decision decision_at(const Screen& screen, Mitigation mitigation, double chance) {
  const Lines& lines = screen.lines[static_cast<size_t>(mitigation)];
  if (chance >= lines.approve_from) return Decision::approve;
  return chance < lines.refuse_below ? Decision::refuse : Decision::human;
}

Json decide(const ReadScreen& read, const Json& arguments, Language language) {
  const Screen& s = read.screen;
  const Application a = application_of(s, arguments.at("values"));
  const Lines& lines = s.lines[static_cast<size_t>(s.mitigation)];
  const double chance = sigmoid(s.log_odds(s.mitigation, a.row, a.group));
  Decision decision = decision_at(s, s.mitigation, chance);
  const double refuse = 100 * lines.refuse_below, approve = 100 * lines.approve_from;
  std::string text;
  switch (decision) {
    case Decision::approve:
      text = tinybrain::text_of(language, msg::kLoanApprove, 100 * chance, s.good, approve);
      break;
    case Decision::refuse:
      text = tinybrain::text_of(language, msg::kLoanRefuse, 100 * chance, s.good, refuse);
      break;
    case Decision::human:
      text = tinybrain::text_of(language, msg::kLoanHuman, 100 * chance, s.good, refuse, approve);
  }
  const auto to_human = [&](std::string why) {
    decision = Decision::human;
    text = std::move(why);
  };
  if (decision == Decision::refuse && arguments.get_bool("refusals_to_human", false))
    to_human(tinybrain::text_of(language, msg::kLoanHumanRefusals, 100 * chance, s.good));
  if (s.mitigation == Mitigation::thresholds && a.group == kNoGroup)
    to_human(
        tinybrain::text_of(language, msg::kLoanHumanGroup, s.protected_columns[0].column.name));
  if (static_cast<double>(a.missing.size()) > kMostMissing * static_cast<double>(a.row.size()))
    to_human(tinybrain::text_of(language, msg::kLoanHumanMissing, a.missing.size(), a.row.size()));
  Json j, of_lines, why;
  of_lines.set("refuse_below", lines.refuse_below).set("approve_from", lines.approve_from);
  j.set("decision", name_of(decision))
      .set("text", text)
      .set("chance", chance)
      .set("lines", of_lines);
  j.set("reasons", reasons_of(s, a, language));
  j.set("smallest_change", flip_of(s, a, decision == Decision::approve, language));
  j.set("missing", Json::Array(a.missing.begin(), a.missing.end()));
  why.set("model", read.sha256).set("kind", s.model(s.mitigation).kind());
  why.set("mitigation", name_of(s.mitigation)).set("inputs_sha256", a.sha256);
  return j.set("trace", why);
}

}  // namespace tinybrain::skills::loan
