#include "server/routes.h"

#include "server/page.h"

namespace tinybrain::server {
namespace {

constexpr Route kRoutes[] = {
    // A browser sends no key with these; they hold nothing secret.
    {"/", "GET", page_index, true},
    {"/app.js", "GET", page_script, true},
    {"/app.css", "GET", page_style, true},
    {"/icon.svg", "GET", page_icon, true},
    {"/licenses.txt", "GET", page_licenses, true},
    {"/health", "GET", health, true},
    {"/v1/models", "GET", list_models, false},
    {"/v1/models/", "GET", show_model, false},
    {"/v1/chat/completions", "POST", chat_completions, false},
    {"/v1/completions", "POST", completions, false},
    {"/v1/embeddings", "POST", embeddings, false},
    {"/v1/classify", "POST", classify, false},
    {"/v1/understand", "POST", understand, false},
    {"/metrics", "GET", show_metrics, false},
    {"/openapi.json", "GET", show_openapi, false},
};

bool matches(std::string_view pattern, std::string_view path) {
  const bool takes_more = pattern.size() > 1 && pattern.ends_with('/');
  return takes_more ? path.starts_with(pattern) && path.size() > pattern.size() : path == pattern;
}

}  // namespace

const Route* find_route(std::string_view method, std::string_view path) {
  if (method == "HEAD") method = "GET";
  const Route* other = nullptr;
  for (const Route& route : kRoutes) {
    if (!matches(route.path, path)) continue;
    if (route.method == method) return &route;
    other = &route;
  }
  return other;
}

std::string rest_of(const Route& route, const std::string& path) {
  const std::string_view pattern = route.path;
  return pattern.ends_with('/') ? path.substr(pattern.size()) : std::string();
}

}  // namespace tinybrain::server
