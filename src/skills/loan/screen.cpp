#include "skills/loan/screen.h"

#include <cmath>

#include "base/error.h"
#include "base/file.h"
#include "base/messages/skill_loan.h"
#include "base/messages/tables.h"
#include "base/sha256.h"

namespace tinybrain::skills::loan {
namespace {

using namespace tables;

constexpr int64_t kVersion = 2, kWithoutTexts = 1;
constexpr size_t kMostBytes = size_t{64} << 20;
constexpr const char* kMoves[] = {"none", "any", "up", "down"};
constexpr const char* kMitigations[] = {"none", "reweighing", "thresholds"};

double share(const Json& json, const char* name) {
  const double value = json.at(name).as_double();
  if (!(value >= 0 && value <= 1)) throw Error(Code::bad_file, msg::kScoreDamaged, name);
  return value;
}

Screen screen_from(const Json& j) {
  if (j.get_string("format", "") != "tinybrain-screen")
    throw Error(Code::bad_file, msg::kScoreDamaged, "format");
  if (const int64_t version = j.at("version").as_int();
      version < kWithoutTexts || version > kVersion)
    throw Error(Code::unsupported, msg::kScoreNewer, version, kVersion);
  Screen s;
  s.target = j.at("target").as_string();
  s.good = j.at("good").as_string();
  s.bad = j.at("bad").as_string();
  for (const Json& column : j.at("columns").as_array()) {
    s.columns.push_back(column_from(column));
    const std::string move = column.get_string("move", "none");
    size_t at = 0;
    while (at < std::size(kMoves) && move != kMoves[at]) ++at;
    if (at == std::size(kMoves)) throw Error(Code::bad_file, msg::kScoreDamaged, "move");
    s.moves.push_back(static_cast<Move>(at));
  }
  if (const Json* texts = j.find("texts"))
    for (const Json& one : texts->as_array()) s.texts.emplace_back(one);
  for (const Json& column : j.at("protected").as_array())
    s.protected_columns.push_back(protected_from(column));
  s.plain = ScoreModel::from_json(j.at("plain"), s.columns);
  s.reweighed = ScoreModel::from_json(j.at("reweighed"), s.columns);
  for (const Json& shift : j.at("shifts").as_array()) s.shifts.push_back(shift.as_double());
  if (s.shifts.size() != (s.protected_columns.empty() ? 0 : s.protected_columns[0].groups().size()))
    throw Error(Code::bad_file, msg::kScoreDamaged, "shifts");
  s.mitigation = mitigation_of(j.at("mitigation").as_string());
  s.cut = share(j, "cut"), s.coverage = share(j, "coverage");
  for (size_t m = 0; m < 3; ++m) {
    const Json& lines = j.at("lines").at(kMitigations[m]);
    s.lines[m] = {share(lines, "refuse_below"), share(lines, "approve_from")};
  }
  s.card = j.at("card");
  return s;
}

}  // namespace

const char* name_of(Mitigation mitigation) { return kMitigations[static_cast<size_t>(mitigation)]; }

Mitigation mitigation_of(const std::string& name) {
  for (size_t m = 0; m < 3; ++m)
    if (name == kMitigations[m]) return static_cast<Mitigation>(m);
  throw Error(Code::bad_argument, msg::kLoanMitigation, name);
}

const TextColumn* Screen::text(const std::string& column) const {
  for (const TextColumn& one : texts)
    if (one.name() == column) return &one;
  return nullptr;
}

double Screen::log_odds(Mitigation m, std::span<const double> row, uint32_t group) const {
  const double z = model(m).log_odds(row);
  return m == Mitigation::thresholds && group < shifts.size() ? z + shifts[group] : z;
}

void write_screen(const std::filesystem::path& file, const Screen& s) {
  Json j, columns{Json::Array{}}, groups{Json::Array{}}, lines;
  for (size_t k = 0; k < s.columns.size(); ++k)
    columns.push(to_json(s.columns[k]).set("move", kMoves[static_cast<size_t>(s.moves[k])]));
  for (const Protected& p : s.protected_columns) groups.push(to_json(p));
  for (size_t m = 0; m < 3; ++m) {
    Json one;
    one.set("refuse_below", s.lines[m].refuse_below).set("approve_from", s.lines[m].approve_from);
    lines.set(kMitigations[m], one);
  }
  j.set("format", "tinybrain-screen").set("version", s.texts.empty() ? kWithoutTexts : kVersion);
  j.set("target", s.target).set("good", s.good).set("bad", s.bad).set("card", s.card);
  j.set("mitigation", name_of(s.mitigation)).set("cut", s.cut).set("coverage", s.coverage);
  j.set("lines", lines).set("shifts", Json::Array(s.shifts.begin(), s.shifts.end()));
  j.set("columns", columns).set("protected", groups);
  if (!s.texts.empty()) {
    Json texts{Json::Array{}};
    for (const TextColumn& one : s.texts) texts.push(one.to_json());
    j.set("texts", std::move(texts));
  }
  j.set("plain", s.plain.to_json()).set("reweighed", s.reweighed.to_json());
  write_file(file, j.dump() + "\n");
}

ReadScreen read_screen(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file))
    throw Error(Code::not_found, msg::kLoanNotTrained, file.string());
  const std::string text = read_file(file, kMostBytes);
  try {
    ReadScreen read{screen_from(Json::parse(text)), {}};
    Sha256 hash;
    hash.update(text.data(), text.size());
    read.sha256 = hash.finish_hex();
    return read;
  } catch (const Error& e) {
    throw e.in(file.string());
  }
}

}  // namespace tinybrain::skills::loan
