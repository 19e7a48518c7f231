// Passages from documents: Markdown, HTML, plain text. A passage keeps the headings above it.
#include <algorithm>
#include <array>

#include "data/readers.h"
#include "text/unicode.h"

namespace tinybrain {
namespace {

constexpr size_t kPassage = 900;  // bytes; a passage ends at the next paragraph past it

std::string_view trimmed(std::string_view s) {
  const size_t first = s.find_first_not_of(" \t\n");
  if (first == std::string_view::npos) return {};
  return s.substr(first, s.find_last_not_of(" \t\n") - first + 1);
}

// Gathers paragraphs into passages under headings.
class Passages {
 public:
  explicit Passages(Dataset& dataset) : dataset_(dataset) {}
  void heading(size_t level, std::string_view title) {
    finish();
    level = std::clamp<size_t>(level, 1, kLevels) - 1;
    titles_[level] = std::string(trimmed(title));
    for (size_t i = level + 1; i < kLevels; ++i) titles_[i].clear();
  }
  void paragraph(std::string_view text, uint64_t line) {
    text = trimmed(text);
    if (text.empty()) return;
    if (!passage_.empty() && passage_.size() + text.size() > kPassage) finish();
    if (passage_.empty()) row_ = line;
    passage_ += (passage_.empty() ? "" : "\n\n") + std::string(text);
  }
  void finish() {
    if (passage_.empty()) return;
    Example e;
    for (const std::string& t : titles_)
      if (!t.empty()) e.heading += (e.heading.empty() ? "" : " > ") + t;
    e.text = e.heading;
    e.answer = std::move(passage_);
    if (e.text.empty()) e.text = e.answer;
    e.source = static_cast<uint32_t>(dataset_.sources.size() - 1);
    e.row = row_;
    dataset_.examples.push_back(std::move(e));
    passage_.clear();
  }

 private:
  static constexpr size_t kLevels = 6;
  Dataset& dataset_;
  std::array<std::string, kLevels> titles_;
  std::string passage_;
  uint64_t row_ = 1;
};

std::string decoded_entity(std::string_view name) {
  static const std::pair<std::string_view, std::string_view> kNames[] = {
      {"amp", "&"},  {"lt", "<"},    {"gt", ">"},    {"quot", "\""},  {"apos", "'"},
      {"nbsp", " "}, {"mdash", "—"}, {"ndash", "–"}, {"hellip", "…"}, {"rsquo", "’"}};
  for (const auto& [key, value] : kNames)
    if (key == name) return std::string(value);
  if (name.size() < 2 || name[0] != '#') return {};
  const bool hex = name[1] == 'x' || name[1] == 'X';
  uint32_t code = 0;
  for (char c : name.substr(hex ? 2 : 1)) {
    const uint32_t digit = c >= '0' && c <= '9'          ? static_cast<uint32_t>(c - '0')
                           : hex && c >= 'a' && c <= 'f' ? static_cast<uint32_t>(c - 'a' + 10)
                           : hex && c >= 'A' && c <= 'F' ? static_cast<uint32_t>(c - 'A' + 10)
                                                         : 99;
    if (digit == 99) return {};
    code = code * (hex ? 16 : 10) + digit;
    if (code > 0x10ffff) return {};
  }
  if (code < 0x20 || (code >= 0xd800 && code < 0xe000)) return " ";
  std::string out;
  unicode::append(out, code);
  return out;
}

}  // namespace

void read_markdown_examples(std::string_view text, Dataset& dataset) {
  Passages passages(dataset);
  std::string paragraph, fence;
  uint64_t line = 0, began = 1;
  const auto end_paragraph = [&] {
    passages.paragraph(paragraph, began);
    paragraph.clear();
  };
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view one = text.substr(at, end - at);
    at = end + 1;
    ++line;
    const size_t hashes = std::min(one.find_first_not_of('#'), one.size());
    const std::string_view bare = trimmed(one);
    if (!fence.empty()) {  // code stays whole
      paragraph += std::string(one) + '\n';
      if (bare.starts_with(fence)) fence.clear();
    } else if (bare.starts_with("```") || bare.starts_with("~~~")) {
      if (paragraph.empty()) began = line;
      fence = bare.substr(0, 3);
      paragraph += std::string(one) + '\n';
    } else if (hashes >= 1 && hashes <= 6 && hashes < one.size() && one[hashes] == ' ') {
      end_paragraph();
      passages.heading(hashes, one.substr(hashes));
    } else if (bare.empty()) {
      end_paragraph();
    } else {
      if (paragraph.empty()) began = line;
      paragraph += std::string(one) + '\n';
    }
  }
  end_paragraph();
  passages.finish();
}

void read_html_examples(std::string_view text, Dataset& dataset) {
  Passages passages(dataset);
  std::string paragraph, title;
  size_t heading = 0;
  uint64_t line = 1, began = 1;
  const auto end_paragraph = [&] {
    if (heading == 0) passages.paragraph(paragraph, began);
    if (heading == 0) paragraph.clear();
  };
  for (size_t at = 0; at < text.size();) {
    if (text[at] == '<') {
      if (text.substr(at).starts_with("<!--")) {
        const size_t end = std::min(text.find("-->", at), text.size());
        line += static_cast<uint64_t>(std::count(text.begin() + static_cast<long>(at),
                                                 text.begin() + static_cast<long>(end), '\n'));
        at = std::min(text.size(), end + 3);
        continue;
      }
      const size_t end = std::min(text.find('>', at), text.size());
      std::string name;
      const bool closes = at + 1 < text.size() && text[at + 1] == '/';
      for (size_t i = at + 1 + closes; i < end && name.size() < 12; ++i) {
        const char c = text[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
          name += c;
        else if (c >= 'A' && c <= 'Z')
          name += static_cast<char>(c + 32);
        else
          break;
      }
      line += static_cast<uint64_t>(std::count(text.begin() + static_cast<long>(at),
                                               text.begin() + static_cast<long>(end), '\n'));
      at = std::min(text.size(), end + 1);
      if (!closes && (name == "script" || name == "style")) {
        const size_t stop = std::min(text.find("</" + name, at), text.size());
        line += static_cast<uint64_t>(std::count(text.begin() + static_cast<long>(at),
                                                 text.begin() + static_cast<long>(stop), '\n'));
        at = stop;
      } else if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
        if (closes && heading) {
          passages.heading(heading, paragraph);
          paragraph.clear();
          heading = 0;
        } else if (!closes) {
          end_paragraph();
          paragraph.clear();
          heading = static_cast<size_t>(name[1] - '0');
        }
      } else if (name == "p" || name == "div" || name == "li" || name == "tr" ||
                 name == "section" || name == "article" || name == "ul" || name == "ol" ||
                 name == "table" || name == "pre") {
        end_paragraph();
      } else if (name == "br" || name == "td" || name == "th") {
        paragraph += ' ';
      }
      continue;
    }
    if (paragraph.empty()) began = line;
    if (text[at] == '&') {
      const size_t end = text.find(';', at);
      if (end != std::string_view::npos && end - at <= 10) {
        const std::string decoded = decoded_entity(text.substr(at + 1, end - at - 1));
        if (!decoded.empty()) {
          paragraph += decoded;
          at = end + 1;
          continue;
        }
      }
    }
    const char c = text[at++];
    if (c == '\n') ++line;
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space)
      paragraph += c;
    else if (!paragraph.empty() && paragraph.back() != ' ')
      paragraph += ' ';
  }
  end_paragraph();
  passages.finish();
}

void read_text_examples(std::string_view text, Dataset& dataset) {
  Passages passages(dataset);
  uint64_t line = 1;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find("\n\n", at), text.size());
    passages.paragraph(text.substr(at, end - at), line);
    line += static_cast<uint64_t>(std::count(text.begin() + static_cast<long>(at),
                                             text.begin() + static_cast<long>(end), '\n')) +
            2;
    at = end + 2;
  }
  passages.finish();
}

}  // namespace tinybrain
