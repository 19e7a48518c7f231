#include "data/choices.h"

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "base/messages/data.h"
#include "data/readers.h"

namespace tinybrain {
namespace {

constexpr uint32_t kNone = UINT32_MAX;

std::string lower(std::string s) {
  for (char& c : s)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return s;
}

std::string trimmed(const std::string& s) {
  const size_t first = s.find_first_not_of(" \t\n");
  if (first == std::string::npos) return {};
  return s.substr(first, s.find_last_not_of(" \t\n") - first + 1);
}

std::string answer_of(const Example& e) { return trimmed(e.answer.empty() ? e.label : e.answer); }

uint32_t number_in(const std::string& s) {
  uint32_t n = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), n);
  return error == std::errc() && end == s.data() + s.size() ? n : kNone;
}

uint32_t by_text(const Example& e) {
  const std::string answer = answer_of(e);
  for (uint32_t i = 0; i < e.options.size(); ++i)
    if (trimmed(e.options[i]) == answer) return i;
  return kNone;
}

uint32_t by_letter(const Example& e) {
  const std::string answer = lower(answer_of(e));
  return answer.size() == 1 && answer[0] >= 'a' && answer[0] <= 'z'
             ? static_cast<uint32_t>(answer[0] - 'a')
             : kNone;
}

// "option 3" -> {"option", "3"}: a column that holds one option, and which.
struct Numbered {
  std::string stem, number;
};
Numbered numbered(const std::string& name) {
  const std::string s = lower(trimmed(name));
  if (s.size() == 1 && s[0] >= 'a' && s[0] <= 'z') return {"", s};
  size_t digits = s.size();
  while (digits > 0 && s[digits - 1] >= '0' && s[digits - 1] <= '9') --digits;
  const bool letter = digits == s.size() && s.size() > 2 && s.back() >= 'a' && s.back() <= 'z' &&
                      (s[s.size() - 2] == ' ' || s[s.size() - 2] == '_');
  if (letter) --digits;
  size_t stem = digits;
  while (stem > 0 && (s[stem - 1] == ' ' || s[stem - 1] == '_' || s[stem - 1] == '-')) --stem;
  return {s.substr(0, stem), s.substr(digits)};
}

}  // namespace

std::string text_of_json(const Json& value) {
  if (value.is_string()) return value.as_string();
  return value.is_null() ? std::string() : value.dump();
}

std::vector<std::string> texts_in(const Json& value) {
  const Json* list = value.is_object() ? value.find("text") : &value;
  std::vector<std::string> texts;
  if (list && list->is_array())
    for (const Json& one : list->as_array()) texts.push_back(text_of_json(one));
  return texts;
}

std::vector<std::string> options_in(const std::string& cell) {
  if (const std::string bare = trimmed(cell); bare.starts_with('[') || bare.starts_with('{')) {
    try {
      return texts_in(Json::parse(bare));
    } catch (const Error&) {  // a text that begins with a bracket
    }
  }
  std::vector<std::string> options;
  for (size_t at = 0; at <= cell.size();) {
    const size_t end = std::min(cell.find('|', at), cell.size());
    options.push_back(trimmed(cell.substr(at, end - at)));
    at = end + 1;
  }
  return options;
}

std::vector<int> find_option_columns(const std::vector<std::string>& names,
                                     const ReadOptions& options) {
  std::vector<int> found;
  for (const std::string& wanted : options.option_columns) {
    const auto at = std::find(names.begin(), names.end(), wanted);
    if (at == names.end()) {
      std::string all;
      for (const std::string& n : names) all += (all.empty() ? "" : ", ") + n;
      throw Error(Code::bad_argument, msg::kDataNoSuchColumn, wanted, all);
    }
    found.push_back(static_cast<int>(at - names.begin()));
  }
  if (!found.empty()) return found;
  for (const char* list : {"options", "choices", "endings", "candidates", "선택지", "보기"})
    for (size_t i = 0; i < names.size(); ++i)
      if (lower(trimmed(names[i])) == list) return {static_cast<int>(i)};
  // One column an option, in the order of their numbers: 0 or 1, or a, and on from there.
  for (const char* stem : {"option", "choice", "ending", "sol", "선택지", "보기", ""}) {
    for (const char* first : {"0", "1", "a"}) {
      found.clear();
      std::string number = first;
      for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < names.size() && !more; ++i) {
          const Numbered n = numbered(names[i]);
          if (n.stem != stem || n.number != number) continue;
          if (*stem == 0 && *first != 'a') continue;  // "1" alone is no option
          found.push_back(static_cast<int>(i));
          more = true;
        }
        number = *first == 'a' ? std::string(1, static_cast<char>(number[0] + 1))
                               : std::to_string(std::stoi(number) + 1);
      }
      if (found.size() > 1) return found;
    }
  }
  return {};
}

std::vector<uint32_t> right_options(std::span<const Example> examples) {
  bool from_zero = false;
  for (const Example& e : examples) {
    if (e.options.size() < 2 ||
        std::any_of(e.options.begin(), e.options.end(),
                    [](const std::string& o) { return trimmed(o).empty(); }))
      throw Error(Code::bad_argument, msg::kDataOptionsFew, e.row, e.options.size());
    from_zero |= number_in(answer_of(e)) == 0;
  }
  const auto by_number = [&](const Example& e) {
    const uint32_t n = number_in(answer_of(e));
    return n == kNone || from_zero ? n : n - 1;
  };
  std::vector<uint32_t> best;  // of the way that understands most rows
  const auto attempt = [&](auto&& way) {
    std::vector<uint32_t> right;
    for (const Example& e : examples) {
      const uint32_t i = way(e);
      if (i >= e.options.size()) break;
      right.push_back(i);
    }
    if (best.empty() || right.size() > best.size()) best = std::move(right);
  };
  attempt(by_text);
  attempt(by_letter);
  attempt(by_number);
  if (best.size() < examples.size()) {
    const Example& e = examples[best.size()];
    throw Error(Code::bad_argument, msg::kDataOptionAnswer, e.row, answer_of(e), e.options.size());
  }
  return best;
}

}  // namespace tinybrain
