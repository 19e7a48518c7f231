// The C interface: the memory that listens.
#include "memory/hear.h"

#include "api/home_api.h"
#include "base/json.h"
#include "memory/context.h"
#include "tinybrain/learn.h"

using namespace tinybrain;
using namespace tinybrain::api;

namespace {

Json parsed(const char* json) { return json ? Json::parse(json) : Json(Json::Object{}); }

std::optional<Language> language_in(const Json& options) {
  const std::string name = options.get_string("language", "");
  if (name.empty()) return std::nullopt;
  return name == "ko" ? Language::ko : Language::en;
}

}  // namespace

tb_status tb_memory_hear(tb_vault* vault, tb_model* seed, const char* text, const char* options,
                         char** heard) {
  return guarded([&] {
    require(vault, "vault");
    require(text, "text");
    require(heard, "heard");
    const Json j = parsed(options);
    memory::HearOptions o;
    o.language = language_in(j);
    if (const Json* last = j.find("last"))
      for (const Json& id : last->as_array("last")) o.last.push_back(id.as_int("last"));
    *heard =
        copy(to_json(memory::hear(vault->vault, seed ? &seed->loaded : nullptr, text, o)).dump());
  });
}

tb_status tb_memory_context(tb_vault* vault, tb_model* seed, const char* text, const char* options,
                            char** context) {
  return guarded([&] {
    require(vault, "vault");
    require(text, "text");
    require(context, "context");
    const Json j = parsed(options);
    memory::ContextOptions o;
    o.language = language_in(j);
    o.most = static_cast<size_t>(std::max<int64_t>(0, j.get_int("most", 5)));
    *context = copy(
        to_json(memory::context_for(vault->vault, seed ? &seed->loaded : nullptr, text, o)).dump());
  });
}
