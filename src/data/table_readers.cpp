// Examples from tables and objects: CSV, JSON lines, JSON.
#include <algorithm>

#include "base/error.h"
#include "base/json.h"
#include "base/messages/data.h"
#include "data/csv.h"
#include "data/readers.h"

namespace tinybrain {
namespace {

const std::vector<std::string>& usual_names(Part part) {
  static const std::vector<std::string> kText{
      "text",  "question", "sentence", "utterance", "query",   "document", "review",
      "title", "input",    "prompt",   "message",   "content", "q",        "질문",
      "글",    "문장",     "내용",     "문의",      "context"};
  static const std::vector<std::string> kLabel{"label", "intent", "category", "class", "emotion",
                                               "topic", "target", "tag",      "라벨",  "분류",
                                               "의도",  "감정",   "주제"};
  static const std::vector<std::string> kAnswer{"answer", "answers",    "response",  "reply",
                                                "output", "completion", "a",         "답변",
                                                "답",     "응답",       "정답",      "continuation",
                                                "gold",   "reference",  "answerkey", "answer_key"};
  static const std::vector<std::string> kGroup{"group", "language", "lang", "언어"};
  switch (part) {
    case Part::text: return kText;
    case Part::label: return kLabel;
    case Part::answer: return kAnswer;
    case Part::group: break;
  }
  return kGroup;
}

const char* part_name(Part part) {
  switch (part) {
    case Part::text: return "text";
    case Part::label: return "label";
    case Part::answer: return "answer";
    case Part::group: break;
  }
  return "group";
}

const std::string& asked(Part part, const ReadOptions& o) {
  switch (part) {
    case Part::text: return o.text_column;
    case Part::label: return o.label_column;
    case Part::answer: return o.answer_column;
    case Part::group: break;
  }
  return o.group_column;
}

std::string lower(std::string s) {
  for (char& c : s)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return s;
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& n : names) all += (all.empty() ? "" : ", ") + n;
  return all;
}

struct Columns {
  int text = -1, label = -1, answer = -1, group = -1;
  std::vector<int> options;
};

Columns columns_of(const std::vector<std::string>& names, const ReadOptions& options) {
  Columns c;
  std::vector<std::string> rest = names;  // a column with an option is nothing else
  if (options.judging) c.options = find_option_columns(names, options);
  for (int i : c.options) rest[static_cast<size_t>(i)].clear();
  const auto find = [&](Part part) {
    return find_column(part, asked(part, options).empty() ? rest : names, options);
  };
  c.text = find(Part::text);
  c.label = find(Part::label);
  c.answer = find(Part::answer);
  c.group = options.group_column.empty() ? -1 : find_column(Part::group, names, options);
  const auto need = [&](int found, Part part) {
    if (found < 0)
      throw Error(Code::bad_argument, msg::kDataNoColumn, part_name(part), joined(names),
                  part_name(part));
  };
  need(c.text, Part::text);
  if (options.task == Task::classify) need(c.label, Part::label);
  if (options.task == Task::answer || options.task == Task::chat || options.task == Task::embed)
    need(c.answer, Part::answer);
  return c;
}

Finding bad_rows() {
  Finding f;
  f.kind = "bad_row";
  f.en = msg::kFoundBadRow.en;
  f.ko = msg::kFoundBadRow.ko;
  return f;
}

// Turns of a conversation in the two usual shapes, or nothing.
std::vector<Turn> turns_of(const Json& object) {
  std::vector<Turn> turns;
  for (const auto& [list, role, text] :
       {std::tuple{"messages", "role", "content"}, std::tuple{"conversations", "from", "value"}}) {
    const Json* found = object.find(list);
    if (!found || !found->is_array()) continue;
    for (const Json& turn : found->as_array()) {
      std::string who = turn.get_string(role, "");
      if (who == "human") who = "user";
      if (who == "gpt" || who == "bot") who = "assistant";
      if (!who.empty()) turns.push_back({who, turn.get_string(text, "")});
    }
  }
  return turns;
}

// Questions of a table may have fewer options than it has columns.
void drop_empty_at_end(std::vector<std::string>& options) {
  while (!options.empty() && options.back().empty()) options.pop_back();
}

void add_object(const Json& object, uint64_t line, const ReadOptions& options, Dataset& dataset,
                Finding& bad) {
  if (!object.is_object()) return add_row(bad, line);
  Example e;
  e.source = static_cast<uint32_t>(dataset.sources.size() - 1);
  e.row = line;
  e.turns = turns_of(object);
  if (e.turns.empty()) {
    std::vector<std::string> names;
    for (const auto& [name, value] : object.as_object()) names.push_back(name);
    const auto value = [&](int i) {
      return i < 0 ? std::string()
                   : text_of_json(object.as_object()[static_cast<size_t>(i)].second);
    };
    const Columns c = columns_of(names, options);
    e.text = value(c.text);
    e.label = value(c.label);
    e.group = value(c.group);
    e.answer = value(c.answer);
    if (options.judging && c.answer >= 0) {
      std::vector<std::string> all =
          texts_in(object.as_object()[static_cast<size_t>(c.answer)].second);
      if (!all.empty()) {
        e.answer = std::move(all[0]);
        e.other_answers.assign(all.begin() + 1, all.end());
      }
    }
    if (c.options.size() == 1)
      e.options = texts_in(object.as_object()[static_cast<size_t>(c.options[0])].second);
    else
      for (int i : c.options) e.options.push_back(value(i));
    drop_empty_at_end(e.options);
  } else {
    for (const Turn& t : e.turns) {
      if (t.role == "user" && e.text.empty()) e.text = t.text;
      if (t.role == "assistant" && e.answer.empty()) e.answer = t.text;
    }
  }
  dataset.examples.push_back(std::move(e));
}

}  // namespace

void add_row(Finding& finding, uint64_t row) {
  if (finding.rows.size() < Finding::kRows) finding.rows.push_back(row);
  ++finding.count;
}

int find_column(Part part, const std::vector<std::string>& names, const ReadOptions& options) {
  const std::string& wanted = asked(part, options);
  if (!wanted.empty()) {
    const auto found = std::find(names.begin(), names.end(), wanted);
    if (found == names.end())
      throw Error(Code::bad_argument, msg::kDataNoSuchColumn, wanted, joined(names));
    return static_cast<int>(found - names.begin());
  }
  for (const std::string& usual : usual_names(part))
    for (size_t i = 0; i < names.size(); ++i)
      if (lower(names[i]) == usual) return static_cast<int>(i);
  return -1;
}

void read_csv_examples(const DecodedText& text, const ReadOptions& options, char separator,
                       Dataset& dataset) {
  const std::vector<CsvRecord> records = parse_csv(text.text, separator);
  if (records.size() < 2) throw Error(Code::bad_file, msg::kDataEmpty);
  const std::vector<std::string>& names = records[0].fields;
  const Columns c = columns_of(names, options);
  Finding bad = bad_rows();
  for (size_t i = 1; i < records.size(); ++i) {
    const CsvRecord& r = records[i];
    if (r.fields.size() != names.size()) {
      add_row(bad, r.line);
      continue;
    }
    const auto value = [&](int column) {
      return column < 0 ? std::string() : r.fields[static_cast<size_t>(column)];
    };
    Example e;
    e.text = value(c.text);
    e.label = value(c.label);
    e.answer = value(c.answer);
    e.group = value(c.group);
    if (c.options.size() == 1)
      e.options = options_in(value(c.options[0]));
    else
      for (int o : c.options) e.options.push_back(value(o));
    drop_empty_at_end(e.options);
    e.source = static_cast<uint32_t>(dataset.sources.size() - 1);
    e.row = r.line;
    dataset.examples.push_back(std::move(e));
  }
  if (2 * bad.count > records.size() - 1)
    throw Error(Code::bad_file, msg::kDataBadRows, bad.count, records.size() - 1);
  if (bad.count) dataset.findings.push_back(std::move(bad));
}

void read_jsonl_examples(const DecodedText& text, const ReadOptions& options, Dataset& dataset) {
  Finding bad = bad_rows();
  uint64_t line = 0;
  const std::string_view all = text.text;
  for (size_t at = 0; at < all.size();) {
    const size_t end = std::min(all.find('\n', at), all.size());
    const std::string_view one = all.substr(at, end - at);
    ++line;
    at = end + 1;
    if (one.find_first_not_of(" \t") == std::string_view::npos) continue;
    try {
      add_object(Json::parse(one), line, options, dataset, bad);
    } catch (const Error& e) {
      if (e.code() != Code::bad_file) throw;
      throw Error(Code::bad_file, msg::kDataJsonLine, line, e.message(Language::en));
    }
  }
  if (bad.count) dataset.findings.push_back(std::move(bad));
}

void read_json_examples(const DecodedText& text, const ReadOptions& options, Dataset& dataset) {
  Finding bad = bad_rows();
  const Json all = Json::parse(text.text);
  const Json* list = &all;
  if (all.is_object() && !all.find("messages") && !all.find("conversations"))
    for (const auto& [name, value] : all.as_object())
      if (value.is_array()) {
        list = &value;
        break;
      }
  if (list->is_array()) {
    uint64_t row = 0;
    for (const Json& one : list->as_array()) add_object(one, ++row, options, dataset, bad);
  } else {
    add_object(*list, 1, options, dataset, bad);
  }
  if (bad.count) dataset.findings.push_back(std::move(bad));
}

}  // namespace tinybrain
