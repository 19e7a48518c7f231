#include "build/document.h"

#include "base/format.h"
#include "build/svg.h"
#include "text/html.h"

namespace tinybrain {
namespace {

// A text from data inside Markdown: on one line, and nothing of it is a mark.
std::string plain(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\n' || c == '\r') c = ' ';
    if (std::string_view("\\`*_[]<>|#").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

constexpr std::string_view kStyle =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;"
    "background:#fff;color:#1a1a1a}"
    "h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}"
    ".wide{overflow-x:auto}table{border-collapse:collapse;margin:1rem 0;font-size:.9rem}"
    "td,th{padding:.3rem .7rem;border-bottom:1px solid #8884;text-align:left;vertical-align:top}"
    "td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}"
    "figure{margin:1rem 0}"
    "@media(prefers-color-scheme:dark){body{background:#16181c;color:#e6e6e6}}";

}  // namespace

void Document::heading(int level, std::string_view text) {
  markdown_ += (markdown_.empty() ? "" : "\n") + std::string(static_cast<size_t>(level), '#') +
               " " + plain(text) + "\n\n";
  html_ += fmt::format("<h{0}>{1}</h{0}>\n", level, escape_html(text));
}

namespace {

// Commands stand between backticks.
std::string with_code(const std::string& text) {
  std::string html;
  bool open = false;
  for (char c : text) {
    if (c != '`') {
      html += c;
      continue;
    }
    html += open ? "</code>" : "<code>";
    open = !open;
  }
  return open ? text : html;
}

}  // namespace

void Document::paragraph(std::string_view text) {
  markdown_ += plain(text) + "\n\n";
  html_ += "<p>" + with_code(escape_html(text)) + "</p>\n";
}

void Document::items(const std::vector<std::string>& texts) {
  html_ += "<ul>";
  for (const std::string& t : texts) {
    markdown_ += "- " + plain(t) + "\n";
    html_ += "<li>" + escape_html(t) + "</li>";
  }
  markdown_ += "\n";
  html_ += "</ul>\n";
}

void Document::table(const std::vector<std::string>& head,
                     const std::vector<std::vector<std::string>>& rows, size_t right) {
  const auto html_row = [&](const std::vector<std::string>& row, const char* tag) {
    html_ += "<tr>";
    for (size_t i = 0; i < row.size(); ++i)
      html_ += fmt::format("<{0}{1}>{2}</{0}>", tag, i >= right ? " class=\"n\"" : "",
                           escape_html(row[i]));
    html_ += "</tr>\n";
  };
  const auto markdown_row = [&](const std::vector<std::string>& row) {
    for (const std::string& cell : row) markdown_ += "| " + plain(cell) + " ";
    markdown_ += "|\n";
  };
  html_ += "<div class=\"wide\"><table>\n";
  html_row(head, "th");
  markdown_row(head);
  for (size_t i = 0; i < head.size(); ++i) markdown_ += i >= right ? "| --: " : "| --- ";
  markdown_ += "|\n";
  for (const auto& row : rows) {
    html_row(row, "td");
    markdown_row(row);
  }
  markdown_ += "\n";
  html_ += "</table></div>\n";
}

void Document::figure(std::string_view svg) {
  if (!svg.empty()) html_ += fmt::format("<figure>{}</figure>\n", svg);
}

std::string Document::html(std::string_view title, std::string_view language) const {
  return fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
      "<meta name=\"color-scheme\" content=\"light dark\"><title>{}</title>"
      "<style>{}</style></head>\n<body>\n{}</body>\n</html>\n",
      language, escape_html(title), kStyle, html_);
}

}  // namespace tinybrain
