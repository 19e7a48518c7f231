#include "server/page.h"

#include <string_view>

#include "base/messages/server.h"
#include "server/api_error.h"

namespace tinybrain::server {
namespace {

constexpr const char* kText = "text/plain; charset=utf-8";

// Everything from here, nothing inline, nobody's frame.
constexpr const char* kPolicy =
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "object-src 'none'";

Answer page_file(std::string_view name, const char* type) {
  for (const PageFile* file = kPageFiles; file->name; ++file) {
    if (name != file->name) continue;
    const std::string bytes(reinterpret_cast<const char*>(file->data), file->size);
    return {.type = type, .body = bytes, .cache = "no-cache", .policy = kPolicy};
  }
  return {.status = 404, .type = kText, .body = text(msg::kNoPage) + "\n"};
}

}  // namespace

bool has_page() { return kPageFiles[0].name != nullptr; }

Answer page_index(Service&, const Call&) {
  return page_file("index.html", "text/html; charset=utf-8");
}
Answer page_script(Service&, const Call&) {
  return page_file("app.js", "text/javascript; charset=utf-8");
}
Answer page_style(Service&, const Call&) { return page_file("app.css", "text/css; charset=utf-8"); }
Answer page_icon(Service&, const Call&) { return page_file("icon.svg", "image/svg+xml"); }
Answer page_licenses(Service&, const Call&) { return page_file("licenses.txt", kText); }

}  // namespace tinybrain::server
