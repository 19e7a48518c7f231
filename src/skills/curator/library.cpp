#include "skills/curator/library.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/skill_curator.h"
#include "text/unicode.h"

namespace tinybrain::skills::curator {
namespace {

constexpr size_t kMostTags = 16, kTitleWords = 8, kShortWord = 4, kWordsAMinute = 200;

std::vector<std::string> parts(const std::string& text, char separator) {
  std::vector<std::string> all;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(separator, at), text.size());
    if (end > at && all.size() < kMostTags) all.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return all;
}

std::vector<std::string> words_of_title(const std::string& title) {
  std::vector<std::string> words;
  for (std::string& word : parts(unicode::folded(title), ' '))
    if (word.size() >= kShortWord && words.size() < kTitleWords) words.push_back(std::move(word));
  return words;
}

bool has(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

}  // namespace

const Work& Library::require(std::string_view id) const {
  const auto at = places.find(std::string(id));
  if (at == places.end()) throw Error(Code::not_found, msg::kCuratorNoItem, id);
  return works[at->second];
}

std::vector<std::string> style_of(std::string_view title, double minutes) {
  std::vector<std::string> tags;
  if (minutes >= 10) tags.push_back("in depth");
  if (minutes > 0 && minutes < 3) tags.push_back("quick");
  const std::string folded = unicode::folded(unicode::repaired(title));
  if (folded.ends_with('?')) tags.push_back("question");
  if (has(folded, {"how to", "guide", "tips", "방법", "하는 법"})) tags.push_back("how-to");
  if (!folded.empty() && folded[0] >= '0' && folded[0] <= '9') tags.push_back("list");
  if (has(folded, {"\"", "\xE2\x80\x9C", "'s take", "opinion", "사설", "칼럼"}))
    tags.push_back("opinion");
  return tags;
}

Library library_of(const Rows& rows) {
  const size_t id = rows.column({"id", "item", "url", "movieId"});
  const size_t title = rows.optional_column({"title", "name", "headline"});
  const size_t text = rows.optional_column({"text", "body", "summary"});
  const size_t tags = rows.optional_column({"tags", "genres", "category", "topic"});
  const size_t creator =
      rows.optional_column({"creator", "author", "artist", "hostname", "channel"});
  const size_t kind = rows.optional_column({"kind", "medium"});
  const size_t minutes = rows.optional_column({"minutes", "length"});
  Library library;
  for (const Rows::Row& row : rows.rows) {
    Work work{.item = {.id = rows.text(row, id),
                       .text = rows.cell(row, title),
                       .creator = rows.cell(row, creator),
                       .tags = parts(rows.cell(row, tags), '|')},
              .kind = rows.cell(row, kind),
              .title = rows.cell(row, title)};
    if (!rows.cell(row, minutes).empty())
      work.minutes = rows.number(row, minutes, 0, 1e5);
    else if (const std::string& body = rows.cell(row, text); !body.empty())
      work.minutes =
          static_cast<double>(std::count(body.begin(), body.end(), ' ') + 1) / kWordsAMinute;
    if (tags == Rows::kNone) work.item.tags = words_of_title(work.title);
    for (std::string& tag : style_of(work.title, work.minutes))
      work.item.tags.push_back(std::move(tag));
    if (work.title.empty()) work.title = work.item.id;
    if (!library.places.try_emplace(work.item.id, library.works.size()).second)
      throw Error(Code::bad_file, msg::kCuratorTwice, rows.file, row.line, work.item.id);
    library.works.push_back(std::move(work));
  }
  return library;
}

}  // namespace tinybrain::skills::curator
