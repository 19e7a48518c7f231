// A short document of headings, paragraphs, tables and plots, as Markdown or as one HTML page without scripts
// that reads well in the dark, on a phone and on paper.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tinybrain {

class Document {
 public:
  void heading(int level, std::string_view text);
  void paragraph(std::string_view text);
  void items(const std::vector<std::string>& texts);
  // right: columns from that one on hold numbers.
  void table(const std::vector<std::string>& head,
             const std::vector<std::vector<std::string>>& rows, size_t right = 1);
  void figure(std::string_view svg);  // in HTML only

  const std::string& markdown() const { return markdown_; }
  std::string html(std::string_view title, std::string_view language) const;

 private:
  std::string markdown_, html_;
};

}  // namespace tinybrain
