#include "skills/dispatch.h"

#include "skills/slots.h"
#include "text/language.h"
#include "text/unicode.h"

namespace tinybrain::skills {

Dispatch::Dispatch(const Sources& sources, LoadedModel* encoder, const Router::Options& options) {
  Examples examples;
  for (const auto& folder : sources.skills) {
    Manifest m = read_manifest(folder);
    add_manifest(m, examples);
    for (const auto& [intent, ignored] : m.intents.as_object()) slot_rules(m, intent);
    const std::string name = m.name;
    manifests_.insert_or_assign(name, std::move(m));
  }
  for (const auto& [file, skill] : sources.tables) add_table(file, skill, examples);
  for (const auto& file : sources.elsewhere) add_table(file, "", examples);
  router_ = std::make_unique<Router>(std::move(examples), encoder, options);
}

Json Dispatch::route(const std::string& given, const std::string& language, int64_t today) const {
  const std::string text = unicode::repaired(given);
  const Language in = language.empty()   ? language_of(text)
                      : language == "ko" ? Language::ko
                                         : Language::en;
  const Routed r = router_->route(text);
  Json j, others{Json::Array{}}, trace{Json::Array{}}, step;
  j.set("decision", name_of(r.decision)).set("skill", Json()).set("intent", Json());
  j.set("tool", Json()).set("chance", r.chance);
  const std::vector<Intent>& intents = router_->intents();
  for (const Ranked& one : r.ranked) {
    Json o;
    o.set("skill", intents[one.intent].skill).set("intent", intents[one.intent].name);
    others.push(o.set("probability", double{one.probability}));
  }
  step.set("who", r.decision == Decision::small_talk ? "code" : "router");
  step.set("did", "route").set("chance", r.chance).set("from", router_->threshold());
  trace.push(std::move(step));
  if (r.decision == Decision::skill) {
    const Intent& best = intents[r.ranked[0].intent];
    j.set("skill", best.skill).set("intent", best.name);
    const auto manifest = manifests_.find(best.skill);
    const Tool* tool = manifest == manifests_.end() ? nullptr : manifest->second.tool(best.tool);
    if (tool) {
      Filled f = fill_slots(slot_rules(manifest->second, best.name), tool->arguments, text, r.spans,
                            in, today);
      j.set("tool", tool->name).set("slots", std::move(f.slots));
      j.set("arguments", std::move(f.arguments)).set("missing", std::move(f.missing));
    } else {
      j.set("slots", spans_json(text, r.spans));
    }
    Json slots;
    slots.set("who", "code").set("did", "slots");
    slots.set("marked", static_cast<int64_t>(r.spans.size()));
    slots.set("filled", static_cast<int64_t>(j.at("slots").as_array().size()));
    trace.push(std::move(slots));
  }
  return j.set("others", std::move(others)).set("trace", std::move(trace));
}

}  // namespace tinybrain::skills
