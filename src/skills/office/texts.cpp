#include "skills/office/texts.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/skill_office.h"
#include "data/dataset.h"
#include "text/unicode.h"

namespace tinybrain::skills::office {

std::string csv_cell(const std::string& text) {
  std::string out = "\"";
  for (char c : text) out.append(c == '"' ? 2 : 1, c);
  return out + "\"";
}

std::vector<std::string> numbers_in(std::string_view text) {
  std::vector<std::string> all;
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    if (end > at) all.emplace_back(text.substr(at, end - at));
    at = std::max(end, at + 1);
  }
  return all;
}

Texts asked_for(const Json& arguments, const DataFolder& folder) {
  Texts texts;
  const auto add = [&](const std::string& text) {
    if (text.empty() || text.size() > kMostBytes)
      throw Error(Code::bad_argument, msg::kOfficeTextBytes, kMostBytes);
    texts.all.push_back(unicode::repaired(text));
  };
  const auto fits = [](size_t n) {
    if (n > kMostTexts) throw Error(Code::bad_argument, msg::kOfficeManyTexts, n, kMostTexts);
  };
  if (const Json* text = arguments.find("text")) {
    texts.one = true;
    add(text->as_string("text"));
  } else if (const Json* list = arguments.find("texts")) {
    fits(list->as_array("texts").size());
    for (const Json& one : list->as_array()) add(one.as_string("texts"));
  } else if (const Json* table = arguments.find("table")) {
    ReadOptions options;
    options.task = Task::complete;  // nothing but a text is needed
    options.text_column = arguments.get_string("text_column", "");
    const Dataset rows = read_dataset(folder.file(table->as_string("table")), options);
    fits(rows.examples.size());
    // Every row keeps its place: what is empty or very long is judged by what it has.
    for (const Example& e : rows.examples)
      texts.all.push_back(unicode::repaired(e.text.substr(0, kMostBytes)));
  } else {
    throw Error(Code::bad_argument, msg::kOfficeNoTexts);
  }
  return texts;
}

}  // namespace tinybrain::skills::office
