// The C interface: what is learnt from a person's lessons.
#include "base/messages/versions.h"
#include "api/home_api.h"
#include "learn/signals.h"
#include "model/adapter.h"
#include "tinybrain/learn.h"

using namespace tinybrain;
using namespace tinybrain::api;

tb_status tb_feedback(tb_vault* vault, const char* json, int64_t* id) {
  return guarded([&] {
    require(vault, "vault");
    require(json, "json");
    const auto made = take_signal(vault->vault, Json::parse(json));
    if (id) *id = made.value_or(0);
  });
}

tb_status tb_learn(tb_vault* vault, tb_model* base, const char*, tb_event_fn, void*, char**) {
  return guarded([&] {
    require(vault, "vault");
    require(base, "base");
    throw Error(Code::not_found, msg::kLearnNothing);
  });
}

tb_status tb_learn_status(tb_vault* vault, tb_model*, char** status) {
  return guarded([&] {
    require(vault, "vault");
    require(status, "status");
    *status = copy("{}");
  });
}

tb_status tb_learned_list(tb_vault* vault, char** versions) {
  return guarded([&] {
    require(vault, "vault");
    require(versions, "versions");
    Json all{Json::Array{}};
    for (const Version& v : vault->vault.versions().list()) all.push(to_json(v));
    *versions = copy(all.dump());
  });
}

tb_status tb_learned_use(tb_vault* vault, int64_t version) {
  return guarded([&] {
    require(vault, "vault");
    vault->vault.versions().use(version, "asked");
  });
}

tb_status tb_learned_adapter(tb_vault* vault, tb_model* model, tb_adapter** adapter) {
  return guarded([&] {
    require(vault, "vault");
    require(model, "model");
    require(adapter, "adapter");
    *adapter = nullptr;
    const auto active = vault->vault.versions().active(model->loaded.fingerprint());
    if (!active) throw Error(Code::not_found, msg::kLearnNoneActive);
    const std::string bytes = vault->vault.versions().bytes_of(active->id);
    *adapter = new tb_adapter{model->loaded.load_adapter(
        adapter_from_gguf(Gguf::parse(std::as_bytes(std::span(bytes)))))};
  });
}

tb_status tb_learned_why(tb_vault* vault, tb_model* model, const char* prompt, char** json) {
  return guarded([&] {
    require(vault, "vault");
    require(model, "model");
    require(prompt, "prompt");
    require(json, "json");
    throw Error(Code::not_found, msg::kLearnNoneActive);
  });
}
