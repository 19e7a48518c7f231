// The C interface: characters of games.
#include "tinybrain/npc.h"

#include "api/api.h"
#include "base/json.h"
#include "skills/npc/stage.h"

using namespace tinybrain;
using namespace tinybrain::api;
using namespace tinybrain::skills::npc;

struct tb_cast {
  Stage stage;
};

struct tb_npc {
  Stage& stage;
  Actor actor;
  tb_npc(Stage& s, Persona persona, std::shared_ptr<const LoadedAdapter> adapter)
      : stage(s), actor(s.company(), std::move(persona), std::move(adapter)) {
    stage.enter(&actor);
  }
  ~tb_npc() { stage.leave(&actor); }
};

namespace {
tb_npc_left left_of(Stage::Left left) { return static_cast<tb_npc_left>(left); }
static_assert(static_cast<int>(Stage::Left::preparing) == TB_NPC_PREPARING &&
              static_cast<int>(Stage::Left::turns) == TB_NPC_TURN);
}  // namespace

tb_status tb_cast_open(tb_model* model, const char* options, tb_cast** cast) {
  return guarded([&] {
    require(model, "model");
    require(cast, "cast");
    *cast = new tb_cast{{model->loaded, Json::parse(options ? options : "{}")}};
  });
}

void tb_cast_close(tb_cast* cast) { delete cast; }

tb_status tb_cast_info(tb_cast* cast, char** info) {
  return guarded([&] {
    require(cast, "cast");
    require(info, "info");
    *info = copy(cast->stage.info().dump());
  });
}

tb_status tb_npc_open(tb_cast* cast, const char* persona, const tb_adapter* adapter, tb_npc** npc) {
  return guarded([&] {
    require(cast, "cast");
    require(persona, "persona");
    require(npc, "npc");
    if (adapter && adapter->loaded->model != &cast->stage.company().model())
      throw Error(Code::bad_argument, msg::kAdapterOtherModel);
    *npc = new tb_npc(cast->stage, read_persona(Json::parse(persona)),
                      adapter ? adapter->loaded : nullptr);
  });
}

void tb_npc_close(tb_npc* npc) { delete npc; }

tb_status tb_npc_see(tb_npc* npc, const char* view) {
  return guarded([&] {
    require(npc, "npc");
    require(view, "view");
    View read = read_view(Json::parse(view));
    npc->stage.interrupt(&npc->actor);
    npc->actor.see(std::move(read));
  });
}

tb_status tb_npc_hear(tb_npc* npc, const char* text) {
  return guarded([&] {
    require(npc, "npc");
    require(text, "text");
    npc->stage.interrupt(&npc->actor);
    npc->actor.hear(text);
  });
}

void tb_npc_cancel(tb_npc* npc) {
  if (!npc) return;
  npc->stage.interrupt(&npc->actor);
  npc->actor.cancel();
}

tb_status tb_cast_step(tb_cast* cast, uint32_t microseconds, tb_npc_left* left) {
  return guarded([&] {
    require(cast, "cast");
    const tb_npc_left now = left_of(cast->stage.step(microseconds));
    if (left) *left = now;
  });
}

tb_status tb_npc_step(tb_npc* npc, uint32_t microseconds, tb_npc_left* left) {
  return guarded([&] {
    require(npc, "npc");
    const tb_npc_left now = left_of(npc->stage.step(microseconds, &npc->actor));
    if (left) *left = now;
  });
}

tb_status tb_npc_turn(const tb_npc* npc, char** turn) {
  return guarded([&] {
    require(npc, "npc");
    require(turn, "turn");
    *turn = copy(npc->actor.turn().dump());
  });
}

tb_status tb_npc_remember(tb_npc* npc, const char* fact) {
  return guarded([&] {
    require(npc, "npc");
    require(fact, "fact");
    npc->actor.memory().remember(fact);
    npc->actor.memory_changed();
  });
}

tb_status tb_npc_save(const tb_npc* npc, char** memory) {
  return guarded([&] {
    require(npc, "npc");
    require(memory, "memory");
    *memory = copy(npc->actor.memory().save().dump());
  });
}

tb_status tb_npc_load(tb_npc* npc, const char* memory) {
  return guarded([&] {
    require(npc, "npc");
    require(memory, "memory");
    npc->actor.memory().load(Json::parse(memory));
    npc->actor.memory_changed();
  });
}
