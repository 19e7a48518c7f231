#include "home/skill_route.h"

#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "base/home.h"
#include "base/messages/home_skills.h"
#include "base/seed.h"
#include "cli/output.h"
#include "cli/text.h"
#include "home/desk_folder.h"
#include "home/encoder.h"
#include "home/skill_tools.h"
#include "home/vault_place.h"
#include "tinybrain/skills.hpp"

namespace tinybrain::home {
namespace {

namespace fs = std::filesystem;
using cli::text;

// The skills that came along and those that were installed, or the table that was given in their place. also: a folder that
// goes before another of the same name.
Json sources_of(const Options& o, const fs::path& also) {
  Json sources, list{Json::Array{}};
  sources.set("seed", static_cast<int64_t>(o.seed));
  for (const std::string& file : o.examples) {
    Json table;
    table.set("file", file);
    list.push(std::move(table));
  }
  if (!o.examples.empty()) {
    sources.set("tables", std::move(list));
    return sources;
  }
  sources.set("cache", (data_home() / "cache").string());
  for (const fs::path& folder : skill_folders())
    if (folder.filename() != also.filename()) list.push(folder.string());
  if (!also.empty()) list.push(also.string());
  sources.set("skills", std::move(list));
  try {
    Json elsewhere{Json::Array{}};
    elsewhere.push(shipped_file("skills", "elsewhere.csv", msg::kSkillNotThere));
    sources.set("elsewhere", std::move(elsewhere));
  } catch (const Error&) {  // without it small talk is told less well
  }
  return sources;
}

std::string words_of(const Options& o) {
  std::string all;
  for (const std::string& word : o.words) all += (all.empty() ? "" : " ") + word;
  if (all.empty()) throw Error(Code::bad_argument, msg::kSkillWords, o.action, "\"...\"");
  return all;
}

// "coach / plan_week (0.97)", or what it is instead.
void print_route(const Json& routed) {
  const std::string decision = routed.get_string("decision", "");
  if (decision == "skill")
    cli::print_line(text(msg::kRouteTo, routed.get_string("skill", ""),
                         routed.get_string("intent", ""),
                         percent_text(routed.get_double("chance", 0))));
  else
    cli::print_line(text(decision == "nothing" ? msg::kRouteNothing : msg::kRouteChat));
  if (const Json* slots = routed.find("slots"))
    for (const Json& slot : slots->as_array())
      cli::print_line("  " + slot.get_string("slot", "") + " = " + slot.at("value").dump());
  if (const Json* missing = routed.find("missing"))
    for (const Json& one : missing->as_array()) cli::print_line("  " + one.get_string("ask", ""));
}

}  // namespace

Route::Route(const Options& o, const fs::path& also)
    : encoder(open_encoder(o.model.empty() ? "seed" : o.model, o.weights)),
      router(sources_of(o, also).dump(), encoder.get()) {}

int run_skill_route(const Options& o) {
  Route route(o);
  if (o.json_lines && o.words.empty()) {
    for (std::string line; std::getline(std::cin, line);)
      if (!line.empty()) cli::print_line(route.router.route(line));
    return 0;
  }
  const Json routed = Json::parse(route.router.route(words_of(o)));
  if (o.json)
    cli::print_json(routed);
  else
    print_route(routed);
  return 0;
}

int run_skill_ask(const Options& o) {
  Json routed = Json::parse(Route(o).router.route(words_of(o)));
  const Json* missing = routed.find("missing");
  const bool calls = routed.find("tool") && routed.at("tool").is_string() && missing &&
                     missing->as_array().empty();
  if (calls) {
    const std::unique_ptr<tb::Vault> vault =
        o.vault.empty() ? nullptr : std::make_unique<tb::Vault>(open_vault(o));
    tb::Skill skill(skill_folder(routed.at("skill").as_string()), o.data, vault.get());
    Json result =
        Json::parse(skill.call(routed.at("tool").as_string(), routed.at("arguments").dump()));
    Json step, trace = routed.at("trace");
    step.set("who", "skill");
    step.set("did", "call");
    step.set("tool", routed.at("tool"));
    step.set("arguments", routed.at("arguments"));
    trace.push(std::move(step));
    routed.set("result", std::move(result));
    routed.set("trace", std::move(trace));
  }
  if (o.json) {
    cli::print_json(routed);
    return 0;
  }
  print_route(routed);
  if (calls) cli::print_json(routed.at("result"));
  return 0;
}

}  // namespace tinybrain::home
