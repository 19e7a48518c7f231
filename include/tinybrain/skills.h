/* tinybrain, fourth header: skills, which do one job of daily life each. The model does language; what is here does
 * arithmetic, rules and safety. C99 clean. The conventions are those of tinybrain.h. Nothing here opens a network
 * connection.
 */
#ifndef TINYBRAIN_SKILLS_H
#define TINYBRAIN_SKILLS_H

#include "tinybrain/home.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A skill is a folder with a skill.toml (docs/skills.md). Several threads may call; they take turns. */
typedef struct tb_skill tb_skill;

/* data: a folder with the files that the skill reads; NULL = the sample that came along. vault: where what must last is kept,
 * as far as granted; NULL = nothing is kept; it must stay open as long. options: NULL, or a JSON object of the skill's own.
 * TB_NOT_FOUND: no such skill, or a file that it reads is missing. TB_BAD_ARGUMENT, TB_BAD_FILE with file and line. */
TB_API tb_status tb_skill_open(const char* folder, const char* data, tb_vault* vault,
                               const char* options, tb_skill** skill);
TB_API void tb_skill_close(tb_skill* skill);
/* {"name", "kind", "about": {"en", "ko"}, "tools": [{"name", "en", "ko", "arguments": JSON Schema}], "data", "purposes",
 * "model": what the model that should write for it is for, "" = any, "intents", "slots", "limits": as in its skill.toml, "sample": whether it works on the sample} */
TB_API tb_status tb_skill_info(tb_skill* skill, char** info);
/* arguments: a JSON object, NULL = {}; held to the tool's schema before the tool sees them. result: a JSON object.
 * TB_NOT_FOUND: no such tool. */
TB_API tb_status tb_skill_call(tb_skill* skill, const char* tool, const char* arguments,
                               char** result);

/* A language model for the tools that need one (translating, drafting); NULL = none. It must stay open as long. A skill that
 * needs none takes no notice. TB_UNSUPPORTED: a model that does not write, when a tool asks it. */
TB_API tb_status tb_skill_use_model(tb_skill* skill, tb_model* model);

/* A tool of the app: arguments, a JSON object that fits the tool's schema, to a JSON object, which is copied at once.
 * NULL: it failed. Called on the thread that calls the skill. */
typedef const char* (*tb_tool_fn)(void* user, const char* arguments);
/* Adds a tool, or takes the place of the skill's own of that name. schema: JSON Schema of its arguments; its description
 * says what the tool does. docs/skills.md has the keywords; others are TB_UNSUPPORTED. user must live as long. */
TB_API tb_status tb_skill_add_tool(tb_skill* skill, const char* name, const char* schema,
                                   tb_tool_fn run, void* user);

/* ---- Making, checking, giving away ---- */

/* A skill that works, with comments on what to change. TB_BAD_ARGUMENT: the folder is there already. */
TB_API tb_status tb_skill_new(const char* folder);
/* others: a JSON list of folders of skills beside it, NULL = none. report: {"good", "findings": [{"level": "error" or "note",
 * "en", "ko"}]}. */
TB_API tb_status tb_skill_check(const char* folder, const char* others, char** report);
/* One file, signed with the key in key_file (32 bytes, made when it is not there). packed: {"name", "files", "bytes",
 * "signer"}, may be NULL. */
TB_API tb_status tb_skill_pack(const char* folder, const char* key_file, const char* output,
                               char** packed);
/* Into the folder of skills, whole or not at all. options: {"trust": whoever signed, "signers": [public key], "key_file": whose
 * own packs are trusted}. installed: {"name", "folder", "signer", "known"}, may be NULL. Nothing of a pack is run.
 * TB_BAD_FILE: damaged, changed, or with a path that leads out of its folder; TB_BAD_ARGUMENT: an unknown signer; and as of
 * tb_skill_open, since what does not load is not installed. */
TB_API tb_status tb_skill_install(const char* pack, const char* into, const char* options,
                                  char** installed);

/* ---- The router ---- */

/* Sends a request to the skill that it is for, or says that it is small talk or that nothing fits. Learnt when it is made,
 * in seconds. Several threads may call; they take turns. */
typedef struct tb_router tb_router;

/* sources: {"skills": [folder], "tables": [{"file", "skill"}], "elsewhere": [file], "seed": 0, "cache": folder}, each may be missing. cache: what
 * was learnt is kept there and taken from there as long as skills, tables, encoder and program are the same. tables:
 * CSV of text and intent, and slots where they are marked; elsewhere: the same of what no skill is asked, intent "chat" or
 * "oos" (docs/skills.md). encoder: the seed brain or another that makes vectors; NULL = words alone; it must stay open as long.
 * progress may be NULL. TB_BAD_ARGUMENT: no intents; a skill.toml or table that is wrong, with file and entry. */
TB_API tb_status tb_router_make(const char* sources, tb_model* encoder, tb_progress_fn progress,
                                void* user, tb_router** router);
TB_API void tb_router_close(tb_router* router);
/* language: "en" or "ko", of what is asked back; NULL = that of the text. result: {"decision": "skill", "chat", "small_talk"
 * or "nothing", "skill", "intent", "tool", "chance" that these are right, "slots": [{"slot", "value", "text", "start", "end"}]
 * with places in characters, "arguments" for the tool, "missing": [{"slot", "ask"}], "others": the next best, "trace"}.
 * Nothing is called. */
TB_API tb_status tb_router_route(tb_router* router, const char* text, const char* language,
                                 char** result);

#ifdef __cplusplus
}
#endif

#endif /* TINYBRAIN_SKILLS_H */
