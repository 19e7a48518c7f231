#include "build/understand_data.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <set>
#include <string_view>

#include "base/error.h"
#include "base/messages/build.h"
#include "base/rng.h"
#include "data/check.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostDev = 500;  // examples of one file to choose by

// A table of the recipe whose members are all known.
void check_members(const Json& table, const char* where,
                   std::initializer_list<std::string_view> known) {
  if (!table.is_object()) throw Error(Code::bad_argument, msg::kPlanTable, where);
  for (const auto& [name, value] : table.as_object()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string all;
    for (std::string_view k : known) all += (all.empty() ? "" : ", ") + std::string(k);
    throw Error(Code::bad_argument, msg::kPlanUnknown, where, name, all);
  }
}

const std::string& required(const Json& table, const char* where, const char* name) {
  const Json* value = table.find(name);
  if (!value || !value->is_string() || value->as_string().empty())
    throw Error(Code::bad_argument, msg::kPlanMissing, where, name);
  return value->as_string();
}

const Json::Array& tables(const Json& list) {
  static const Json::Array kNone;
  return list.is_null() ? kNone : list.as_array("tables");
}

// The seed's choice of what is chosen by, apart from what is learnt from.
void split_off(std::vector<Example>& train, std::vector<Example>& dev, double share,
               uint64_t seed) {
  const size_t count =
      std::min(kMostDev, static_cast<size_t>(share * static_cast<double>(train.size())));
  std::vector<uint32_t> order = shuffled_indices(train.size(), seed);
  std::vector<bool> held(train.size());
  for (size_t i = 0; i < count; ++i) held[order[i]] = true;
  std::vector<Example> kept;
  for (size_t i = 0; i < train.size(); ++i) (held[i] ? dev : kept).push_back(std::move(train[i]));
  train = std::move(kept);
}

class Reader {
 public:
  explicit Reader(const Recipe& recipe) : recipe_(recipe) {}

  UnderstandData read() {
    for (const Json& t : tables(recipe_.pairs)) read_pairs(t);
    for (const Json& t : tables(recipe_.heads)) read_head(t);
    if (data_.heads.empty()) throw Error(Code::bad_argument, msg::kRecipeMissing, "heads");
    data_.main_sources = data_.sources.size();
    data_.sources.insert(data_.sources.end(), tests_.begin(), tests_.end());
    return std::move(data_);
  }

 private:
  std::vector<Example> file(const std::string& name, Task task, const ReadOptions& columns,
                            std::vector<SourceFile>& sources) const {
    ReadOptions options = columns;
    options.task = task;
    Dataset read = read_dataset(fs::path(recipe_.data) / name, options);
    for (SourceFile& s : read.sources) {
      s.path = name;
      const auto same = [&](const SourceFile& other) { return other.path == name; };
      if (std::none_of(sources.begin(), sources.end(), same)) sources.push_back(std::move(s));
    }
    std::erase_if(read.examples, [](const Example& e) {
      return e.text.find_first_not_of(" \t\r\n") == std::string::npos;
    });
    return std::move(read.examples);
  }

  std::vector<Example> pairs_of(const Json& t, const std::string& name,
                                std::vector<SourceFile>& sources) const {
    ReadOptions columns;
    columns.text_column = t.get_string("text", "");
    const std::string same = t.get_string("same", "");
    if (!same.empty()) {
      columns.label_column = same;
      const std::vector<Example> rows = file(name, Task::classify, columns, sources);
      std::map<std::string_view, const Example*> last;
      std::vector<Example> found;
      for (const Example& e : rows) {
        const Example*& before = last[e.label];
        if (before) {
          found.push_back(*before);
          found.back().answer = e.text;
        }
        before = &e;
      }
      return found;
    }
    columns.answer_column = t.get_string("answer", "");
    columns.label_column = t.get_string("label", "");
    std::vector<Example> found = file(name, Task::embed, columns, sources);
    if (t.find("at_least")) {
      const double least = t.get_double("at_least", 0);
      std::erase_if(
          found, [&](const Example& e) { return std::strtod(e.label.c_str(), nullptr) < least; });
    }
    std::erase_if(found, [](const Example& e) { return e.answer.empty(); });
    return found;
  }

  void read_pairs(const Json& t) {
    check_members(t, "pairs", {"file", "test", "text", "answer", "label", "at_least", "same"});
    PairData p;
    p.name = required(t, "pairs", "file");
    p.train = pairs_of(t, p.name, data_.sources);
    if (const std::string test = t.get_string("test", ""); !test.empty())
      p.test = pairs_of(t, test, tests_);
    leave_out_leaks(p.train, p.test);
    split_off(p.train, p.dev, recipe_.dev_share, recipe_.seed);
    data_.pairs.push_back(std::move(p));
  }

  // The head's label for one of a file; "" = none.
  static std::string mapped(const std::map<std::string, std::string>& map,
                            const std::string& label) {
    if (map.empty()) return label;
    std::string found;
    for (size_t at = 0; at <= label.size();) {
      const size_t end = std::min(label.find('|', at), label.size());
      const auto one = map.find(label.substr(at, end - at));
      if (one == map.end() || (!found.empty() && one->second != found)) return "";
      found = one->second;
      at = end + 1;
    }
    return found;
  }

  void read_head(const Json& t) {
    check_members(t, "heads", {"name", "balance", "map", "data"});
    HeadData h;
    h.name = required(t, "heads", "name");
    h.balance = t.get_bool("balance", false);
    std::map<std::string, std::string> map;
    if (const Json* given = t.find("map"))
      for (const auto& [from, to] : given->as_object("map")) map[from] = to.as_string("map");
    const Json* parts = t.find("data");
    if (!parts) throw Error(Code::bad_argument, msg::kPlanMissing, "heads", "data");
    for (const Json& part : tables(*parts)) read_part(part, map, h);
    leave_out_leaks(h.train, h.test);
    leave_out_leaks(h.alike, h.test);
    split_off(h.train, h.dev, recipe_.dev_share, recipe_.seed);
    std::set<std::string> labels;
    for (const Example& e : h.train) labels.insert(e.label);
    h.labels.assign(labels.begin(), labels.end());
    if (h.labels.size() < 2) throw Error(Code::bad_argument, msg::kPlanOneLabel, h.name);
    data_.heads.push_back(std::move(h));
  }

  void read_part(const Json& part, const std::map<std::string, std::string>& map, HeadData& h) {
    constexpr const char* kWhere = "heads.data";
    check_members(part, kWhere,
                  {"file", "test", "text", "label", "language", "most", "is", "like"});
    ReadOptions columns;
    columns.text_column = part.get_string("text", "");
    columns.label_column = part.get_string("label", "");
    columns.answer_column = part.get_string("like", "");
    const std::string is = part.get_string("is", ""), language = part.get_string("language", "");
    const bool alike = !columns.answer_column.empty();
    const Task task = alike ? Task::embed : is.empty() ? Task::classify : Task::complete;
    const auto labelled = [&](std::vector<Example> rows) {
      for (Example& e : rows) {
        e.group = language;
        if (!alike) e.label = is.empty() ? mapped(map, e.label) : is;
      }
      if (!alike) std::erase_if(rows, [](const Example& e) { return e.label.empty(); });
      return rows;
    };
    std::vector<Example> rows =
        labelled(file(required(part, kWhere, "file"), task, columns, data_.sources));
    const auto most = static_cast<size_t>(std::max<int64_t>(0, part.get_int("most", 0)));
    if (most > 0 && rows.size() > most) {
      std::vector<Example> some;
      for (uint32_t i : shuffled_indices(rows.size(), recipe_.seed))
        if (some.size() < most) some.push_back(std::move(rows[i]));
      rows = std::move(some);
    }
    std::vector<Example>& where = alike ? h.alike : h.train;
    where.insert(where.end(), rows.begin(), rows.end());
    if (const std::string test = part.get_string("test", ""); !test.empty()) {
      const std::vector<Example> held = labelled(file(test, task, columns, tests_));
      h.test.insert(h.test.end(), held.begin(), held.end());
    }
  }

  void leave_out_leaks(std::vector<Example>& train, const std::vector<Example>& test) {
    if (test.empty()) return;
    std::vector<Example> all = test;
    all.insert(all.end(), train.begin(), train.end());
    const std::vector<uint32_t> alike = first_alike(all, true, recipe_.check.similarity);
    std::vector<Example> kept;
    for (size_t i = 0; i < train.size(); ++i)
      if (alike[test.size() + i] >= test.size()) kept.push_back(std::move(train[i]));
    data_.leaks += train.size() - kept.size();
    train = std::move(kept);
  }

  const Recipe& recipe_;
  UnderstandData data_;
  std::vector<SourceFile> tests_;
};

}  // namespace

UnderstandData read_understand_data(const Recipe& recipe) { return Reader(recipe).read(); }

}  // namespace tinybrain
