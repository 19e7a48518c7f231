#include "server/characters.h"

namespace tinybrain::server {

Json Characters::turn(const CharacterTurn& asked) {
  const std::lock_guard lock(mutex_);
  if (!cast_ || options_ != asked.options) {
    cast_.reset();
    cast_ = std::make_unique<tb::Cast>(model_, asked.options);
    options_ = asked.options;
  }
  tb::Npc npc(*cast_, asked.persona);
  npc.see(asked.view);
  if (!asked.memory.empty()) npc.load(asked.memory);
  npc.hear(asked.text);
  npc.step();
  Json json;
  return json.set("turn", Json::parse(npc.turn())).set("memory", Json::parse(npc.save()));
}

}  // namespace tinybrain::server
