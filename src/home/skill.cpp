// tinybrain skill: `new support` makes a desk of what an owner has; the other actions are about skills as folders.
#include <filesystem>

#include "base/file.h"
#include "base/json.h"
#include "base/messages/desk_home.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/text.h"
#include "home/commands.h"
#include "home/desk_folder.h"
#include "home/encoder.h"
#include "home/skill_route.h"
#include "home/skill_tools.h"

namespace tinybrain::home {
namespace {

namespace fs = std::filesystem;
using cli::text;

std::string quoted(const std::string& s) { return Json(s).dump(); }

// What it was made of, for people and for making it anew.
void write_skill(const Options& o, const fs::path& folder) {
  std::string docs;
  for (const std::string& d : o.docs) docs += (docs.empty() ? "" : ", ") + quoted(fs::absolute(d));
  AtomicFile file(folder / "skill.toml");
  file.write("# " + text(msg::kSkillToml) + "\n");
  file.write("name = " + quoted(folder.filename().string()) + "\nkind = \"support\"\n");
  file.write("faq = " + quoted(fs::absolute(o.faq)) + "\n");
  if (!docs.empty()) file.write("docs = [" + docs + "]\n");
  if (!o.asked.empty()) file.write("asked = " + quoted(fs::absolute(o.asked)) + "\n");
  file.commit();
}

void print_made(const Json& measures, const fs::path& folder) {
  cli::print_line(text(msg::kSkillMade, folder.string(), measures.get_int("questions", 0),
                       measures.get_int("answers", 0)));
  if (const int64_t passages = measures.get_int("passages", 0))
    cli::print_line(text(msg::kSkillPassages, passages));
  for (const Json& f : measures.at("findings").as_array())
    cli::note("- " + f.get_string(cli::language() == Language::ko ? "ko" : "en", ""));
  for (const Json& d : measures.at("dials").as_array())
    cli::print_line(text(msg::kSkillDial, percent_text(d.get_double("dial", 0)),
                         percent_text(d.get_double("answered", 0))));
  cli::print_line(text(msg::kSkillNext, folder.string()));
}

int make(const Options& o) {
  if (o.faq.empty()) throw Error(Code::bad_argument, msg::kSkillNoFaq);
  const fs::path folder = o.output.empty() ? skills_folder() / "support" : fs::path(o.output);
  const std::string encoder = o.model.empty() ? "seed" : o.model;
  const std::unique_ptr<tb::Model> model = open_encoder(encoder, o.weights);
  Json settings, docs{Json::Array{}}, options;
  settings.set("name", folder.filename().string());
  settings.set("encoder", encoder);
  if (o.dial > 0) settings.set("dial", o.dial);
  for (const std::string& d : o.docs) docs.push(d);
  options.set("faq", o.faq);
  options.set("output", folder.string());
  options.set("docs", std::move(docs));
  if (!o.asked.empty()) options.set("asked", o.asked);
  if (!o.text_column.empty()) options.set("text_column", o.text_column);
  if (!o.answer_column.empty()) options.set("answer_column", o.answer_column);
  options.set("elsewhere", o.elsewhere);
  options.set("seed", static_cast<int64_t>(o.seed));
  options.set("settings", std::move(settings));

  cli::Progress progress(text(msg::kSkillMaking));
  const Json measures =
      Json::parse(tb::make_desk(options.dump(), model.get(), [&](const char* event) {
        const Json e = Json::parse(event);
        progress.label(stage_text(e.get_string("stage", "")));
        return progress.update(static_cast<uint64_t>(e.get_int("done", 0)),
                               static_cast<uint64_t>(e.get_int("total", 1)));
      }));
  progress.clear();
  write_skill(o, folder);
  if (o.json)
    cli::print_json(measures);
  else
    print_made(measures, folder);
  return 0;
}

int list(const Options& o) {
  Json all{Json::Array{}};
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(skills_folder(), error)) {
    if (!is_desk(entry.path())) continue;
    Json one;
    one.set("name", entry.path().filename().string());
    one.set("kind", "support");
    one.set("folder", entry.path().string());
    if (!o.json)
      cli::print_line(entry.path().filename().string() + "\tsupport\t" + entry.path().string());
    all.push(std::move(one));
  }
  const Json ready = ready_skills();
  for (const Json& one : ready.as_array()) {
    if (!o.json)
      cli::print_line(one.get_string("name", "") + "\t" +
                      one.get_string("kind", one.get_string("error", "")) + "\t" +
                      one.get_string("folder", ""));
    all.push(one);
  }
  if (o.json) cli::print_json(all);
  return 0;
}

}  // namespace

int run_skill(const Options& o) {
  if (o.action == "list") return list(o);
  if (o.action == "info") return run_skill_info(o);
  if (o.action == "call") return run_skill_call(o);
  if (o.action == "eval") return run_skill_eval(o);
  if (o.action == "route") return run_skill_route(o);
  if (o.action == "ask") return run_skill_ask(o);
  if (o.action == "check") return run_skill_check(o);
  if (o.action == "pack") return run_skill_pack(o);
  if (o.action == "install") return run_skill_install(o);
  return !o.words.empty() && o.words[0] == "support" ? make(o) : run_skill_new(o);
}

}  // namespace tinybrain::home
