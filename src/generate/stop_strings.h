// Cuts a stream of text at the first of some stop texts, holding back what might become one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tinybrain {

class StopStrings {
 public:
  explicit StopStrings(std::vector<std::string> stops);
  // Takes the next text; returns what can be shown. stopped() turns true when a stop text is complete: it
  // and everything after it are not shown.
  std::string push(std::string_view text);
  std::string finish();  // what was held back
  bool stopped() const { return stopped_; }

 private:
  std::vector<std::string> stops_;
  std::string held_;
  bool stopped_ = false;
};

}  // namespace tinybrain
