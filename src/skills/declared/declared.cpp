#include "skills/declared/declared.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/messages/skills.h"
#include "data/csv.h"
#include "text/unicode.h"

namespace tinybrain::skills::declared {
namespace {

constexpr size_t kLargestTable = size_t{64} << 20;  // bytes
constexpr int64_t kMostRows = 1000;                 // in a result

enum class How { is, has, at_least, at_most };

struct Match {
  std::string argument;
  size_t column = 0;
  How how = How::is;
};

struct Table {
  std::string file;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

struct Lookup {
  const Table* table = nullptr;
  std::vector<Match> matches;
  size_t most = 20;
};

std::optional<double> number_of(std::string_view text) {
  double x = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(x)) return {};
  return x;
}

std::string folded(std::string_view text) { return unicode::folded(unicode::repaired(text)); }

Table read_table(const std::filesystem::path& path) {
  Table t;
  t.file = path.filename().string();
  std::string text = read_file(path, kLargestTable);
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  std::vector<CsvRecord> records;
  try {
    records = parse_csv(text);
  } catch (const Error& e) {
    throw e.in(path.string());
  }
  if (records.empty()) throw Error(Code::bad_file, msg::kTableEmpty, path.string());
  t.columns = records[0].fields;
  for (size_t i = 1; i < records.size(); ++i) {
    if (records[i].fields.size() != t.columns.size())
      throw Error(Code::bad_file, msg::kTableRow, path.string(), records[i].line,
                  records[i].fields.size(), t.columns.size());
    t.rows.push_back(std::move(records[i].fields));
  }
  return t;
}

How how_of(const Json& word, const std::string& where) {
  static constexpr std::pair<const char*, How> kWords[] = {
      {"is", How::is}, {"has", How::has}, {"at_least", How::at_least}, {"at_most", How::at_most}};
  if (word.is_string())
    for (const auto& [name, how] : kWords)
      if (word.as_string() == name) return how;
  throw Error(Code::bad_argument, msg::kSkillField, where, "match");
}

bool fits(const Match& m, const std::string& cell, const Json& wanted) {
  if (m.how == How::at_least || m.how == How::at_most) {
    const std::optional<double> x = number_of(cell);
    if (!x) return false;
    return m.how == How::at_least ? *x >= wanted.as_double() : *x <= wanted.as_double();
  }
  if (wanted.is_number()) {
    const std::optional<double> x = number_of(cell);
    return x && *x == wanted.as_double();
  }
  const std::string text = folded(wanted.is_string() ? wanted.as_string() : wanted.dump());
  const std::string own = folded(cell);
  return m.how == How::is ? own == text : own.find(text) != std::string::npos;
}

class Declared : public Skill {
 public:
  explicit Declared(const Opening& opening) {
    for (const Tool& tool : opening.manifest.tools)
      if (const Json* table = tool.entry.find("table")) add(opening, tool, *table);
  }

  Json call(const std::string& tool, const Json& arguments) override {
    const auto at = lookups_.find(tool);
    if (at == lookups_.end()) throw Error(Code::unsupported, msg::kToolOfApp, tool);
    const Lookup& lookup = at->second;
    Json rows{Json::Array{}};
    size_t found = 0;
    for (const std::vector<std::string>& row : lookup.table->rows) {
      if (!fits_all(lookup, row, arguments) || ++found > lookup.most) continue;
      Json one{Json::Object{}};
      for (size_t c = 0; c < row.size(); ++c) {
        const std::optional<double> x = number_of(row[c]);
        one.set(lookup.table->columns[c], x ? Json(*x) : Json(row[c]));
      }
      rows.push(std::move(one));
    }
    Json result, step, trace{Json::Array{}};
    step.set("who", "code").set("did", "lookup").set("table", lookup.table->file);
    step.set("rows_read", static_cast<int64_t>(lookup.table->rows.size()));
    trace.push(std::move(step));
    result.set("rows", std::move(rows)).set("found", static_cast<int64_t>(found));
    return result.set("trace", std::move(trace));
  }

 private:
  static bool fits_all(const Lookup& lookup, const std::vector<std::string>& row,
                       const Json& arguments) {
    return std::all_of(lookup.matches.begin(), lookup.matches.end(), [&](const Match& m) {
      const Json* wanted = arguments.find(m.argument);
      return !wanted || wanted->is_null() || fits(m, row[m.column], *wanted);
    });
  }

  void add(const Opening& opening, const Tool& tool, const Json& table) {
    const std::string where = (opening.manifest.folder / "skill.toml").string();
    const std::vector<std::string>& data = opening.manifest.data;
    const std::string within = "tools." + tool.name + ".";
    if (!table.is_string() || std::find(data.begin(), data.end(), table.as_string()) == data.end())
      throw Error(Code::bad_argument, msg::kSkillField, where, within + "table");
    const std::string& file = table.as_string();
    if (!tables_.count(file)) tables_.emplace(file, read_table(opening.data / file));
    Lookup lookup;
    lookup.table = &tables_.at(file);
    lookup.most =
        static_cast<size_t>(std::clamp<int64_t>(tool.entry.get_int("most", 20), 1, kMostRows));
    if (const Json* match = tool.entry.find("match"))
      for (const auto& [name, how] : match->as_object("match")) {
        const std::vector<std::string>& columns = lookup.table->columns;
        const auto at = std::find(columns.begin(), columns.end(), name);
        if (at == columns.end())
          throw Error(Code::bad_argument, msg::kTableColumn, where, within + "match", name, file);
        lookup.matches.push_back(
            {name, static_cast<size_t>(at - columns.begin()), how_of(how, where)});
      }
    lookups_.emplace(tool.name, std::move(lookup));
  }

  std::map<std::string, Table> tables_;
  std::map<std::string, Lookup> lookups_;  // by tool
};

}  // namespace

std::unique_ptr<Skill> make_declared(const Opening& opening) {
  return std::make_unique<Declared>(opening);
}

}  // namespace tinybrain::skills::declared
