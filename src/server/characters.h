// The characters of games that one model is. A request brings who it is, what it sees and what it remembers, so that nothing is kept
// here but the model's cache of what prompts have in common.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "base/json.h"
#include "tinybrain/npc.hpp"

namespace tinybrain::server {

struct CharacterTurn {
  std::string options;                      // of the cast, as tb_cast_open takes them
  std::string persona, view, memory, text;  // memory: "" = none
};

class Characters {
 public:
  // The model must live as long.
  explicit Characters(tb::Model& model) : model_(model) {}

  // {"turn": as tb_npc_turn, "memory": as tb_npc_save}. One at a time. What the library says of what it was given.
  Json turn(const CharacterTurn& asked);

 private:
  tb::Model& model_;
  std::mutex mutex_;
  std::string options_;  // of the cast
  std::unique_ptr<tb::Cast> cast_;
};

}  // namespace tinybrain::server
