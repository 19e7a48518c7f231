// Stop texts: find the earliest, hold back the longest tail that could still grow into one.
#include "generate/stop_strings.h"

#include <algorithm>
#include <utility>

namespace tinybrain {

StopStrings::StopStrings(std::vector<std::string> stops) : stops_(std::move(stops)) {
  std::erase_if(stops_, [](const std::string& s) { return s.empty(); });
}

std::string StopStrings::push(std::string_view text) {
  if (stopped_) return "";
  held_ += text;
  size_t cut = std::string::npos;
  for (const std::string& s : stops_) cut = std::min(cut, held_.find(s));
  if (cut != std::string::npos) {
    stopped_ = true;
    held_.resize(cut);
    return std::exchange(held_, "");
  }
  size_t hold = 0;
  for (const std::string& s : stops_)
    for (size_t n = std::min(s.size() - 1, held_.size()); n > hold; --n)
      if (std::string_view(held_).ends_with(std::string_view(s).substr(0, n))) hold = n;
  std::string shown = held_.substr(0, held_.size() - hold);
  held_.erase(0, held_.size() - hold);
  return shown;
}

std::string StopStrings::finish() { return std::exchange(held_, ""); }

}  // namespace tinybrain
