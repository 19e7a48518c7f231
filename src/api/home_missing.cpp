// The C interface where there is no SQLite: what keeps something is said to be missing. Takes the place of passages.cpp,
// vault.cpp, desk.cpp, hear.cpp, preferences.cpp, learn.cpp, skills.cpp, skill_packs.cpp, router.cpp
// and npc.cpp.
#include "api/api.h"
#include "base/messages/knowledge.h"
#include "tinybrain/home.h"
#include "tinybrain/learn.h"
#include "tinybrain/npc.h"
#include "tinybrain/skills.h"

using namespace tinybrain;

namespace {
tb_status missing() { return api::fail(Error(Code::unsupported, msg::kPassagesBuiltWithout)); }
}  // namespace

void tb_passages_close(tb_passages*) {}
tb_status tb_passages_open(const char*, tb_model*, const char*, tb_passages**) { return missing(); }
tb_status tb_passages_add(tb_passages*, const char*, tb_progress_fn, void*, char**) {
  return missing();
}
tb_status tb_passages_add_text(tb_passages*, const char*, const char*, const char*, char**) {
  return missing();
}
tb_status tb_passages_remove(tb_passages*, const char*, uint64_t*) { return missing(); }
tb_status tb_passages_list(tb_passages*, char**) { return missing(); }
tb_status tb_passages_search(tb_passages*, const char*, int32_t, char**) { return missing(); }
tb_status tb_passages_info(tb_passages*, char**) { return missing(); }
tb_status tb_passages_renew(tb_passages*, tb_progress_fn, void*) { return missing(); }
tb_status tb_supported(const char*, const char*, tb_model*, char**) { return missing(); }
void tb_vault_close(tb_vault*) {}
tb_status tb_vault_open(const char*, const char*, tb_vault**) { return missing(); }
tb_status tb_vault_info(tb_vault*, char**) { return missing(); }
tb_status tb_vault_verify(tb_vault*, char**) { return missing(); }
tb_status tb_vault_change_key(tb_vault*, const char*) { return missing(); }
tb_status tb_vault_backup(tb_vault*, const char*, char**) { return missing(); }
tb_status tb_vault_restore(const char*, const char*, const char*, char**) { return missing(); }
tb_status tb_vault_audit(tb_vault*, const char*, char**) { return missing(); }
tb_status tb_vault_note(tb_vault*, const char*, const char*, char**) { return missing(); }
tb_status tb_consent_list(tb_vault*, char**) { return missing(); }
tb_status tb_consent_set(tb_vault*, const char*, char**) { return missing(); }
tb_status tb_event_record(tb_vault*, const char*, const char*, const char*, int64_t*) {
  return missing();
}
tb_status tb_event_list(tb_vault*, const char*, char**) { return missing(); }
tb_status tb_lessons_add(tb_vault*, const char*, const char*, const char*, int64_t*) {
  return missing();
}
tb_status tb_lessons_list(tb_vault*, const char*, char**) { return missing(); }
tb_status tb_lessons_set(tb_vault*, int64_t, const char*, const char*) { return missing(); }
tb_status tb_memory_add(tb_vault*, const char*, char**) { return missing(); }
tb_status tb_memory_list(tb_vault*, const char*, char**) { return missing(); }
tb_status tb_memory_search(tb_vault*, const char*, int32_t, char**) { return missing(); }
tb_status tb_memory_set(tb_vault*, int64_t, const char*) { return missing(); }
tb_status tb_erase(tb_vault*, const char*, char**) { return missing(); }
tb_status tb_receipt_verify(const char*, char**) { return missing(); }
tb_status tb_export(tb_vault*, const char*, char**) { return missing(); }
tb_status tb_export_page(tb_vault*, char**) { return missing(); }
void tb_desk_close(tb_desk*) {}
tb_status tb_desk_info(const char*, char**) { return missing(); }
tb_status tb_desk_make(const char*, tb_model*, tb_event_fn, void*, char**) { return missing(); }
tb_status tb_desk_open(const char*, tb_model*, tb_model*, tb_vault*, tb_desk**) {
  return missing();
}
tb_status tb_desk_ask(tb_desk*, const char*, char**) { return missing(); }
tb_status tb_desk_grant(tb_desk*, int64_t, int, char**) { return missing(); }
tb_status tb_desk_received(tb_desk*, int64_t, const char*, char**) { return missing(); }
tb_status tb_desk_teach(tb_desk*, const char*, char**) { return missing(); }
tb_status tb_desk_settings(tb_desk*, const char*, char**) { return missing(); }
tb_status tb_desk_report(tb_desk*, char**) { return missing(); }
tb_status tb_desk_answers(tb_desk*, char**) { return missing(); }
tb_status tb_desk_evaluate(tb_desk*, const char*, const char*, tb_progress_fn, void*, char**) {
  return missing();
}
tb_status tb_feedback(tb_vault*, const char*, int64_t*) { return missing(); }
tb_status tb_learn(tb_vault*, tb_model*, const char*, tb_event_fn, void*, char**) {
  return missing();
}
tb_status tb_learn_status(tb_vault*, tb_model*, char**) { return missing(); }
tb_status tb_learned_list(tb_vault*, char**) { return missing(); }
tb_status tb_learned_use(tb_vault*, int64_t) { return missing(); }
tb_status tb_learned_near(tb_vault*, tb_model*, const char*, char**) { return missing(); }
tb_status tb_learned_adapter(tb_vault*, tb_model*, tb_adapter**) { return missing(); }
tb_status tb_learned_why(tb_vault*, tb_model*, const char*, char**) { return missing(); }
tb_status tb_memory_hear(tb_vault*, tb_model*, const char*, const char*, char**) {
  return missing();
}
tb_status tb_memory_context(tb_vault*, tb_model*, const char*, const char*, char**) {
  return missing();
}
tb_status tb_population_make(const char*, const char*, const char*, tb_progress_fn, void*, char**) {
  return missing();
}
void tb_preferences_close(tb_preferences*) {}
tb_status tb_preferences_open(tb_vault*, tb_model*, const char*, tb_preferences**) {
  return missing();
}
tb_status tb_preferences_observe(tb_preferences*, const char*, int64_t*) { return missing(); }
tb_status tb_preferences_rank(tb_preferences*, const char*, char**) { return missing(); }
tb_status tb_preferences_why(tb_preferences*, const char*, char**) { return missing(); }
tb_status tb_preferences_info(tb_preferences*, char**) { return missing(); }
void tb_skill_close(tb_skill*) {}
tb_status tb_skill_open(const char*, const char*, tb_vault*, const char*, tb_skill**) {
  return missing();
}
tb_status tb_skill_info(tb_skill*, char**) { return missing(); }
tb_status tb_skill_call(tb_skill*, const char*, const char*, char**) { return missing(); }
tb_status tb_skill_use_model(tb_skill*, tb_model*) { return missing(); }
tb_status tb_skill_new(const char*) { return missing(); }
tb_status tb_skill_check(const char*, const char*, char**) { return missing(); }
tb_status tb_skill_pack(const char*, const char*, const char*, char**) { return missing(); }
tb_status tb_skill_install(const char*, const char*, const char*, char**) { return missing(); }
void tb_router_close(tb_router*) {}
tb_status tb_router_make(const char*, tb_model*, tb_progress_fn, void*, tb_router**) {
  return missing();
}
tb_status tb_router_route(tb_router*, const char*, const char*, char**) { return missing(); }
tb_status tb_skill_add_tool(tb_skill*, const char*, const char*, tb_tool_fn, void*) {
  return missing();
}
tb_status tb_cast_open(tb_model*, const char*, tb_cast**) { return missing(); }
void tb_cast_close(tb_cast*) {}
tb_status tb_cast_info(tb_cast*, char**) { return missing(); }
tb_status tb_npc_open(tb_cast*, const char*, const tb_adapter*, tb_npc**) { return missing(); }
void tb_npc_close(tb_npc*) {}
tb_status tb_npc_see(tb_npc*, const char*) { return missing(); }
tb_status tb_npc_hear(tb_npc*, const char*) { return missing(); }
void tb_npc_cancel(tb_npc*) {}
tb_status tb_cast_step(tb_cast*, uint32_t, tb_npc_left*) { return missing(); }
tb_status tb_npc_step(tb_npc*, uint32_t, tb_npc_left*) { return missing(); }
tb_status tb_npc_turn(const tb_npc*, char**) { return missing(); }
tb_status tb_npc_remember(tb_npc*, const char*) { return missing(); }
tb_status tb_npc_save(const tb_npc*, char**) { return missing(); }
tb_status tb_npc_load(tb_npc*, const char*) { return missing(); }
