// The endpoint of game characters: what one of them does and says when the player speaks.
#include "server/characters.h"
#include "server/endpoint.h"
#include "server/members.h"

namespace tinybrain::server {

Answer character_turn(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  const auto object = [&](const char* name) {
    const Json& given = body.need(name);
    require_object(given, name);
    return given.dump();
  };
  CharacterTurn asked;
  asked.persona = object("persona");
  asked.view = object("view");
  if (body.find("memory")) asked.memory = object("memory");
  asked.text = some_text(plain_text(body.need("text"), "text"), "text");
  Json options;
  options.set("language", body.choice("language", {"en", "ko"}));
  if (const Json* setting = body.find("setting"))
    options.set("setting", plain_text(*setting, "setting"));
  if (const auto seed = body.integer("seed", 0, INT64_MAX)) options.set("seed", *seed);
  asked.options = options.dump();
  const ServedPtr model = service.models.writer(body.string("model").value_or(""));
  return {.body = model->characters->turn(asked).dump()};
}

}  // namespace tinybrain::server
