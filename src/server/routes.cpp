#include "server/routes.h"

#include <algorithm>

#include "server/page.h"

namespace tinybrain::server {
namespace {

constexpr size_t kBuildBody = 64 << 20;  // files come along

constexpr Route kRoutes[] = {
    // A browser sends no key with these; they hold nothing secret.
    {"/", "GET", page_index, true},
    {"/app.js", "GET", page_script, true},
    {"/app.css", "GET", page_style, true},
    {"/icon.svg", "GET", page_icon, true},
    {"/licenses.txt", "GET", page_licenses, true},
    {"/health", "GET", health, true},
    {"/v1/models", "GET", list_models, false},
    {"/v1/models", "POST", load_model, false},
    {"/v1/models/", "GET", show_model, false},
    {"/v1/models/", "DELETE", unload_model, false},
    {"/v1/chat/completions", "POST", chat_completions, false},
    {"/v1/completions", "POST", completions, false},
    {"/v1/embeddings", "POST", embeddings, false},
    {"/v1/classify", "POST", classify, false},
    {"/v1/understand", "POST", understand, false},
    {"/v1/answer", "POST", answer_questions, false},
    {"/v1/builds", "GET", list_builds, false},
    {"/v1/builds", "POST", start_build, false, kBuildBody},
    {"/v1/builds/*", "GET", show_build, false},
    {"/v1/builds/*", "DELETE", delete_build, false},
    {"/v1/builds/*/events", "GET", build_events, false},
    {"/v1/builds/*/stop", "POST", stop_build, false},
    {"/v1/builds/*/continue", "POST", continue_build, false},
    {"/v1/builds/*/report", "GET", build_report, false},
    {"/v1/builds/*/card", "GET", build_card, false},
    {"/v1/catalogue", "GET", show_catalogue, false},
    {"/v1/pulls", "GET", list_pulls, false},
    {"/v1/pulls", "POST", start_pull, false},
    {"/v1/pulls/*/stop", "POST", stop_pull, false},
    {"/v1/desks", "GET", list_desks, false},
    {"/v1/desks", "POST", make_desk, false, kBuildBody},
    {"/v1/desks/*", "DELETE", delete_desk, false},
    {"/v1/desks/*/ask", "POST", ask_desk, false},
    {"/v1/desks/*/grant", "POST", grant_slip, false},
    {"/v1/desks/*/teach", "POST", teach_desk, false},
    {"/v1/desks/*/settings", "GET", show_desk_settings, false},
    {"/v1/desks/*/settings", "POST", set_desk_settings, false},
    {"/v1/desks/*/report", "GET", desk_report, false},
    {"/v1/desks/*/answers", "GET", desk_answers, false},
    {"/v1/desks/*/queue", "GET", desk_queue, false},
    {"/v1/knowledge", "GET", list_knowledge, false},
    {"/v1/knowledge", "POST", add_knowledge, false, kBuildBody},
    {"/v1/knowledge/search", "POST", search_knowledge, false},
    {"/v1/knowledge/", "DELETE", delete_knowledge, false},
    {"/v1/consents", "GET", list_consents, false},
    {"/v1/consents", "POST", set_consent, false},
    {"/v1/audit", "GET", show_audit, false},
    {"/v1/feedback", "POST", add_feedback, false},
    {"/v1/memories", "GET", list_memories, false},
    {"/v1/memories", "POST", add_memory, false},
    {"/v1/memories/search", "POST", search_memories, false},
    {"/v1/memories/*", "POST", change_memory, false},
    {"/v1/memories/*", "DELETE", delete_memory, false},
    {"/v1/lessons", "GET", list_lessons, false},
    {"/v1/lessons/*", "POST", change_lesson, false},
    {"/v1/lessons/*", "DELETE", delete_lesson, false},
    {"/v1/events", "GET", list_events, false},
    {"/v1/events/*", "DELETE", delete_event, false},
    {"/v1/learning", "GET", show_learning, false},
    {"/v1/learning", "POST", start_learning, false},
    {"/v1/learning/events", "GET", learning_events, false},
    {"/v1/learning/pause", "POST", pause_learning, false},
    {"/v1/learning/use", "POST", use_learned, false},
    {"/v1/learning/why", "POST", why_learned, false},
    {"/v1/erase", "POST", erase_rows, false},
    {"/v1/receipts/verify", "POST", check_receipt, false},
    {"/v1/export", "GET", export_json, false},
    {"/v1/export/page", "GET", export_page, false},
    {"/v1/vault", "GET", show_vault, false},
    {"/v1/vault/verify", "POST", verify_vault, false},
    {"/v1/vault/backup", "POST", back_up_vault, false},
    {"/v1/skills", "GET", list_skills, false},
    {"/v1/skills/ask", "POST", ask_skills, false},
    {"/v1/skills/*", "GET", show_skill, false},
    {"/v1/skills/*/call", "POST", call_skill, false, kBuildBody},
    {"/v1/characters/turn", "POST", character_turn, false},
    {"/metrics", "GET", show_metrics, false},
    {"/openapi.json", "GET", show_openapi, false},
};

// Where the part of `path` is that '*' stands for; nothing when they differ.
std::string_view star_of(std::string_view pattern, std::string_view path) {
  const size_t star = pattern.find('*');
  const std::string_view before = pattern.substr(0, star), after = pattern.substr(star + 1);
  if (path.size() <= before.size() + after.size() || !path.starts_with(before) ||
      !path.ends_with(after))
    return {};
  const std::string_view part =
      path.substr(before.size(), path.size() - before.size() - after.size());
  return part.find('/') == std::string_view::npos ? part : std::string_view();
}

bool matches(std::string_view pattern, std::string_view path) {
  if (pattern.find('*') != std::string_view::npos) return !star_of(pattern, path).empty();
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

std::string allowed_methods(std::string_view path) {
  std::string all;
  for (const Route& route : kRoutes)
    if (matches(route.path, path)) all += (all.empty() ? "" : ", ") + std::string(route.method);
  return all;
}

size_t largest_body() {
  size_t most = 0;
  for (const Route& route : kRoutes) most = std::max(most, route.body);
  return most;
}

std::string rest_of(const Route& route, const std::string& path) {
  const std::string_view pattern = route.path;
  if (pattern.find('*') != std::string_view::npos) return std::string(star_of(pattern, path));
  return pattern.ends_with('/') ? path.substr(pattern.size()) : std::string();
}

}  // namespace tinybrain::server
