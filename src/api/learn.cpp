// The C interface: what is learnt from a person's lessons.
#include "learn/learn.h"
#include "api/home_api.h"
#include "base/messages/versions.h"
#include "learn/feedback.h"
#include "learn/gate.h"
#include "tinybrain/learn.h"

using namespace tinybrain;
using namespace tinybrain::api;

tb_status tb_feedback(tb_vault* vault, const char* json, int64_t* id) {
  return guarded([&] {
    require(vault, "vault");
    require(json, "json");
    const auto made = take_feedback(vault->vault, Json::parse(json));
    if (id) *id = made.value_or(0);
  });
}

tb_status tb_learn(tb_vault* vault, tb_model* base, const char* options, tb_event_fn event,
                   void* user, char** report) {
  return guarded([&] {
    require(vault, "vault");
    require(base, "base");
    LearnEvent tell;
    if (event) tell = [=](const Json& j) { return event(user, j.dump().c_str()) == 0; };
    const Json made =
        learn(vault->vault, base->loaded, learn_options(options ? Json::parse(options) : Json()),
              language(), tell);
    if (report) *report = copy(made.dump());
  });
}

tb_status tb_learn_status(tb_vault* vault, tb_model* base, char** status) {
  return guarded([&] {
    require(vault, "vault");
    require(status, "status");
    *status =
        copy(learn_status(vault->vault, base ? base->loaded.fingerprint() : "", language()).dump());
  });
}

tb_status tb_learned_list(tb_vault* vault, char** versions) {
  return guarded([&] {
    require(vault, "vault");
    require(versions, "versions");
    Json all{Json::Array{}};
    for (const Version& v : vault->vault.versions().list()) {
      Json one = to_json(v);
      if (v.report.is_object()) one.set("report", in_words(v.report, language()));
      all.push(std::move(one));
    }
    *versions = copy(all.dump());
  });
}

tb_status tb_learned_use(tb_vault* vault, int64_t version) {
  return guarded([&] {
    require(vault, "vault");
    vault->vault.versions().use(version, "asked");
  });
}

tb_status tb_learned_near(tb_vault* vault, tb_model* model, const char* prompt, char** near) {
  return guarded([&] {
    require(vault, "vault");
    require(model, "model");
    require(prompt, "prompt");
    require(near, "near");
    const LearnedNear found = vault->learned.near(vault->vault, model->loaded, prompt);
    Json j;
    j.set("version", found.version);
    j.set("applies", found.near.holds());
    j.set("lesson", found.near.lesson);
    j.set("likeness", found.near.likeness);
    j.set("before", found.before);
    *near = copy(j.dump());
  });
}

tb_status tb_learned_adapter(tb_vault* vault, tb_model* model, tb_adapter** adapter) {
  return guarded([&] {
    require(vault, "vault");
    require(model, "model");
    require(adapter, "adapter");
    *adapter = nullptr;
    auto active = active_adapter(vault->vault, model->loaded);
    if (!active) throw Error(Code::not_found, msg::kLearnNoneActive);
    *adapter = new tb_adapter{std::move(active)};
  });
}

tb_status tb_learned_why(tb_vault* vault, tb_model* model, const char* prompt, char** json) {
  return guarded([&] {
    require(vault, "vault");
    require(model, "model");
    require(prompt, "prompt");
    require(json, "json");
    *json = copy(why(vault->vault, model->loaded, prompt).dump());
  });
}
