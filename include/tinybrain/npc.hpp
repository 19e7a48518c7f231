// tinybrain for C++17 and later, fifth header: a thin layer over npc.h. What calls take and return is JSON, as of npc.h.
#ifndef TINYBRAIN_NPC_HPP
#define TINYBRAIN_NPC_HPP

#include <cstdint>
#include <memory>
#include <string>

#include "tinybrain/npc.h"
#include "tinybrain/tinybrain.hpp"

namespace tb {

// The characters on one model. Movable; the model must live as long.
class Cast {
 public:
  explicit Cast(Model& model, const std::string& options = "{}") {
    tb_cast* opened = nullptr;
    detail::check(tb_cast_open(model.get(), options.c_str(), &opened));
    cast_.reset(opened);
  }
  std::string info() const {
    char* json = nullptr;
    detail::check(tb_cast_info(get(), &json));
    return detail::take(json);
  }
  // microseconds 0 = until all turns are finished.
  tb_npc_left step(uint32_t microseconds = 0) {
    tb_npc_left left = TB_NPC_NOTHING;
    detail::check(tb_cast_step(get(), microseconds, &left));
    return left;
  }
  tb_cast* get() const { return cast_.get(); }

 private:
  struct Close {
    void operator()(tb_cast* cast) const { tb_cast_close(cast); }
  };
  std::unique_ptr<tb_cast, Close> cast_;
};

// A character. Movable; its cast must live as long.
class Npc {
 public:
  Npc(Cast& cast, const std::string& persona, const tb_adapter* adapter = nullptr) {
    tb_npc* opened = nullptr;
    detail::check(tb_npc_open(cast.get(), persona.c_str(), adapter, &opened));
    npc_.reset(opened);
  }
  void see(const std::string& view) { detail::check(tb_npc_see(get(), view.c_str())); }
  void hear(const std::string& text) { detail::check(tb_npc_hear(get(), text.c_str())); }
  void cancel() { tb_npc_cancel(get()); }
  tb_npc_left step(uint32_t microseconds = 0) {
    tb_npc_left left = TB_NPC_NOTHING;
    detail::check(tb_npc_step(get(), microseconds, &left));
    return left;
  }
  std::string turn() const {
    char* json = nullptr;
    detail::check(tb_npc_turn(get(), &json));
    return detail::take(json);
  }
  void remember(const std::string& fact) { detail::check(tb_npc_remember(get(), fact.c_str())); }
  std::string save() const {
    char* json = nullptr;
    detail::check(tb_npc_save(get(), &json));
    return detail::take(json);
  }
  void load(const std::string& memory) { detail::check(tb_npc_load(get(), memory.c_str())); }
  tb_npc* get() const { return npc_.get(); }

 private:
  struct Close {
    void operator()(tb_npc* npc) const { tb_npc_close(npc); }
  };
  std::unique_ptr<tb_npc, Close> npc_;
};

}  // namespace tb

#endif  // TINYBRAIN_NPC_HPP
