// tinybrain skill eval: a skill tried on its cases, and what was measured written where its limits look.
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "base/file.h"
#include "base/messages/base.h"
#include "base/messages/home_cases.h"
#include "base/messages/home_skills.h"
#include "base/sha256.h"
#include "cli/outcome.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/table.h"
#include "cli/text.h"
#include "home/skill_cases.h"
#include "home/skill_route.h"
#include "home/skill_tools.h"

namespace tinybrain::home {
namespace {

namespace fs = std::filesystem;
using cli::text;

constexpr size_t kLargestReport = size_t{4} << 20, kMostShown = 40;

struct Tally {
  uint64_t cases = 0, wrong = 0;
  double share() const {
    return cases ? static_cast<double>(wrong) / static_cast<double>(cases) : 0;
  }
};

// What became of each case: "" = as expected.
struct Tried {
  std::vector<std::string> wrong;
  std::map<std::string, Tally> measures;
};

std::string wrong_call(tb::Skill& skill, const SkillCase& c) {
  try {
    const Json result = Json::parse(skill.call(c.tool, c.arguments.dump()));
    return c.error.empty() ? differs(result, c.expect) : text(msg::kCaseNoError, c.error);
  } catch (const tb::Exception& e) {
    if (c.error.empty()) return text(msg::kCaseFailed, e.what());
    const bool same = c.error == cli::code_name(static_cast<Code>(e.status()));
    return same ? "" : text(msg::kCaseOtherError, c.error, e.what());
  }
}

std::string wrong_request(tb::Router& router, tb::Skill& skill, const std::string& name,
                          const SkillCase& c) {
  Json routed = Json::parse(router.route(c.ask));
  if (wants_result(c.expect)) {
    const Json* missing = routed.find("missing");
    const bool called = routed.get_string("skill", "") == name && routed.at("tool").is_string() &&
                        missing && missing->as_array().empty();
    if (!called) return text(msg::kCaseNotCalled, routed.at("decision").dump());
    try {
      routed.set("result", Json::parse(skill.call(routed.at("tool").as_string(),
                                                  routed.at("arguments").dump())));
    } catch (const tb::Exception& e) {
      return text(msg::kCaseFailed, e.what());
    }
  }
  return differs(routed, c.expect);
}

Tried try_all(const Options& o, const fs::path& folder, tb::Skill& skill, const std::string& name,
              const std::vector<SkillCase>& cases) {
  Tried tried;
  std::optional<Route> route;
  cli::Progress progress(name);
  for (const SkillCase& c : cases) {
    if (!c.ask.empty() && !route) route.emplace(o, folder);
    const std::string wrong =
        c.ask.empty() ? wrong_call(skill, c) : wrong_request(route->router, skill, name, c);
    for (const std::string& measure :
         {std::string("cases"), std::string(c.ask.empty() ? "calls" : "requests"), c.measure}) {
      if (measure.empty()) continue;
      Tally& tally = tried.measures[measure + "_wrong"];
      ++tally.cases;
      tally.wrong += !wrong.empty();
    }
    tried.wrong.push_back(wrong);
    if (!progress.update(tried.wrong.size(), cases.size()))
      throw Error(Code::cancelled, msg::kStopped);
  }
  progress.clear();
  return tried;
}

// The most that a measure may be; none: nothing said.
std::optional<double> limit_of(const Json& limits, const std::string& measure) {
  const Json* limit = limits.find(measure);
  if (limit && limit->is_object()) limit = limit->find("most");
  if (!limit || !limit->is_number()) return {};
  return limit->as_double();
}

// Requests that the router has learnt by heart.
uint64_t taught(const Json& intents, const std::vector<SkillCase>& cases) {
  std::set<std::string> examples;
  for (const auto& [name, intent] : intents.as_object())
    for (const char* language : {"en", "ko"})
      if (const Json* list = intent.find(language); list && list->is_array())
        for (const Json& one : list->as_array())
          if (one.is_string()) examples.insert(one.as_string());
  uint64_t n = 0;
  for (const SkillCase& c : cases) n += examples.count(c.ask);
  return n;
}

// Whatever else was measured stays in the report.
Json report_of(const fs::path& file, const fs::path& cases_file, const Tried& tried,
               const std::vector<SkillCase>& cases, bool sample) {
  Json report{Json::Object{}}, measures{Json::Object{}}, told, wrong{Json::Array{}};
  if (fs::exists(file)) try {
      report = Json::parse(read_file(file, kLargestReport));
      if (const Json* known = report.find("measures")) measures = *known;
      measures.as_object("measures");
    } catch (const Error& e) {
      throw e.in(file.string());
    }
  for (const auto& [name, tally] : tried.measures) measures.set(name, tally.share());
  for (size_t i = 0; i < cases.size(); ++i) {
    if (tried.wrong[i].empty()) continue;
    Json one;
    wrong.push(one.set("line", cases[i].line).set("why", tried.wrong[i]));
  }
  told.set("cases", static_cast<uint64_t>(cases.size())).set("wrong", std::move(wrong));
  told.set("sample", sample).set("sha256", sha256_file(cases_file));
  return report.set("measures", std::move(measures)).set("cases", std::move(told));
}

void print_tried(const std::string& name, const Json& limits, const Tried& tried,
                 const std::vector<SkillCase>& cases) {
  cli::Table failed({text(msg::kColumnLine), text(msg::kColumnCase), text(msg::kColumnWhy)});
  failed.right(0);
  size_t wrong = 0;
  for (size_t i = 0; i < cases.size(); ++i)
    if (!tried.wrong[i].empty() && ++wrong <= kMostShown)
      failed.add({std::to_string(cases[i].line), cases[i].about(), tried.wrong[i]});
  if (wrong) failed.print();
  cli::print_line(text(msg::kCasesRight, name, cases.size() - wrong, cases.size()));
  cli::Table table({text(msg::kColumnMeasure), text(msg::kColumnValue), text(msg::kColumnLimit),
                    text(msg::kColumnCases)});
  for (size_t column = 1; column < 4; ++column) table.right(column);
  for (const auto& [measure, tally] : tried.measures) {
    const std::optional<double> limit = limit_of(limits, measure);
    table.add({measure, fmt::format("{:.3g}", tally.share()),
               limit ? fmt::format("{:.3g}", *limit) : "-", std::to_string(tally.cases)});
  }
  table.print();
}

}  // namespace

int run_skill_eval(const Options& o) {
  if (o.words.size() != 1) throw Error(Code::bad_argument, msg::kSkillWords, o.action, "NAME");
  fs::path folder = fs::absolute(skill_folder(o.words[0])).lexically_normal();
  if (folder.filename().empty()) folder = folder.parent_path();  // "pantry/"
  const fs::path cases_file = folder / "eval" / "cases.jsonl";
  const std::vector<SkillCase> cases = read_cases(cases_file);
  Json measuring;
  measuring.set("measuring", true);
  tb::Skill skill(folder.string(), o.data, nullptr, measuring.dump());
  const Json info = Json::parse(skill.info());
  const Json& limits = info.at("limits");
  const std::string name = info.at("name").as_string();
  const Tried tried = try_all(o, folder, skill, name, cases);

  bool good = true;
  for (const auto& [measure, tally] : tried.measures) {
    const std::optional<double> limit = limit_of(limits, measure);
    if (limit || measure == "cases_wrong") good &= tally.share() <= limit.value_or(0);
  }
  if (!o.json) {
    print_tried(name, limits, tried, cases);
    if (const uint64_t n = taught(info.at("intents"), cases)) cli::note(text(msg::kCasesTaught, n));
    if (info.get_bool("sample", false)) cli::note(text(msg::kCasesOnSample));
  }
  const fs::path file = o.output.empty() ? folder / "eval" / "report.json" : fs::path(o.output);
  const Json report = report_of(file, cases_file, tried, cases, info.get_bool("sample", false));
  write_file(file, report.dump(2) + "\n");
  if (o.json) {
    Json told = report;
    cli::print_json(told.set("good", good).set("file", file.string()));
  } else {
    cli::note(text(msg::kCasesWritten, file.string()));
  }
  return good ? 0 : static_cast<int>(Code::bad_argument) + 1;
}

}  // namespace tinybrain::home
