// What there is to read, watch or hear: items.csv, with tags for depth and style that are read off each item.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "learn/signal.h"
#include "skills/rows.h"

namespace tinybrain::skills::curator {

struct Work {
  Item item;         // tags: those of the table, then "long", "short", "question", ...
  std::string kind;  // "news", "video", "music"; "" = not said
  std::string title;
  double minutes = 0;  // 0 = not known
};

struct Library {
  std::vector<Work> works;
  std::unordered_map<std::string, size_t> places;
  const Work& require(std::string_view id) const;  // Error{not_found}
};

inline constexpr const char* kItemColumns =
    "id, title, tags (with | between), creator, kind, minutes, text";

// id must be there. Error{bad_file} with line. Without a column of tags the words of the title are the tags.
Library library_of(const Rows& rows);
// Tags that say how deep and in what manner: "long read", "quick", "question", "how-to", "list", "quote".
std::vector<std::string> style_of(std::string_view title, double minutes);

}  // namespace tinybrain::skills::curator
