/* tinybrain, fifth header: characters of games. Many share one model; each has a persona, sees what the game shows it, and
 * answers a player with an action that is possible now and a line. C99 clean. The conventions are those of tinybrain.h.
 * Nothing here opens a network connection.
 *
 * Of one cast and its characters one thread calls at a time. Sessions of the same model may go on in others.
 */
#ifndef TINYBRAIN_NPC_H
#define TINYBRAIN_NPC_H

#include "tinybrain/tinybrain.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The characters on one model: what they share is computed once. */
typedef struct tb_cast tb_cast;
typedef struct tb_npc tb_npc;

/* options: NULL, or a JSON object: {"setting": where it all happens, "language": "en" or "ko", "context": tokens of a
 * character's window, 2048, "line_tokens": 24, "temperature": 0.7, "seed": 1}. Runs a few passes, to learn what they take.
 * TB_UNSUPPORTED for models that do not write. */
TB_API tb_status tb_cast_open(tb_model* model, const char* options, tb_cast** cast);
TB_API void tb_cast_close(tb_cast* cast); /* characters must be closed before */
/* {"characters", "passes", "tokens", "pages": of 16 tokens, in use, "least_microseconds": with less no step gets anywhere} */
TB_API tb_status tb_cast_info(tb_cast* cast, char** info);

/* persona: {"name", "about": who it is and how it speaks, "never": [actions that it refuses], "phrases": {action: what it says
 * with it, "talk", "refuse"}}. Where there is a phrase, no model writes the line; {0} and {1} stand for what the action is
 * about, in Korean with their particle: "{0:을} 엽니다." adapter: of the model, or NULL. */
TB_API tb_status tb_npc_open(tb_cast* cast, const char* persona, const tb_adapter* adapter,
                             tb_npc** npc);
TB_API void tb_npc_close(tb_npc* npc);

/* What it sees and can do from now on: {"scene": text, "things": [{"name", "words": [other words for it]}], "actions":
 * [{"name", "words": [words that ask for it], "objects": [names], "to": [names], "pairs": [[name, name]], "link": "with"}]}.
 * At most 64 things, 64 actions, 512 combinations. Ends a turn that is under way. */
TB_API tb_status tb_npc_see(tb_npc* npc, const char* view);
/* What the player says to it begins a turn. Of a long text the first 400 bytes count. Whatever it says, it is the player's:
 * it can neither end the turn nor forge another. TB_BAD_ARGUMENT before tb_npc_see. */
TB_API tb_status tb_npc_hear(tb_npc* npc, const char* text);
TB_API void tb_npc_cancel(tb_npc* npc);

typedef enum tb_npc_left {
  TB_NPC_NOTHING = 0,
  TB_NPC_PREPARING = 1, /* no turn; what can be computed before the player speaks is not complete */
  TB_NPC_TURN = 2       /* a turn is not finished */
} tb_npc_left;

/* Computes for at most so many microseconds, and returns sooner when nothing is left: turns first, all characters' together,
 * then what can be prepared. A part is not begun that is expected to end too late; the parts are layers of a pass, so a
 * frame of a millisecond or two is enough for a small model. 0 = until all turns are finished. left may be NULL. */
TB_API tb_status tb_cast_step(tb_cast* cast, uint32_t microseconds, tb_npc_left* left);
/* The same for the turn of one. */
TB_API tb_status tb_npc_step(tb_npc* npc, uint32_t microseconds, tb_npc_left* left);

/* The turn as far as it is: {"turn": number, "done", "cancelled", "decided", "action": {"name", "objects"} or null = only talk,
 * "line", "trace": {"action_by": "words", "words and model" or "model", "reading", "considered", "line_by": "model" or
 * "phrase", "refused", "action_ms", "first_ms", "line_ms"}}. An action is always one of the last tb_npc_see. */
TB_API tb_status tb_npc_turn(const tb_npc* npc, char** turn);

/* What it knows of the player: sixteen facts of 200 bytes at most, the newest kept. It also keeps what the player says of
 * themselves ("my name is Ann"), and the last two to four exchanges. */
TB_API tb_status tb_npc_remember(tb_npc* npc, const char* fact);
/* All that, as JSON, to be kept by the game and given back: {"facts", "talk", "turns"}. */
TB_API tb_status tb_npc_save(const tb_npc* npc, char** memory);
TB_API tb_status tb_npc_load(tb_npc* npc, const char* memory);

#ifdef __cplusplus
}
#endif

#endif /* TINYBRAIN_NPC_H */
