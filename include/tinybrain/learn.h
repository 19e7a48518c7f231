/* tinybrain, third header: what learns from its one person. C99 clean.
 * The conventions are those of tinybrain.h and home.h: status codes, tb_error(), UTF-8, tb_free() for strings, JSON.
 * What is learnt from lies in the vault, under a grant; what is withdrawn or erased is learnt from no longer.
 */
#ifndef TINYBRAIN_LEARN_H
#define TINYBRAIN_LEARN_H

#include "tinybrain/home.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Preferences -------------------------------------------------------------------------- */

/* What a person likes, learnt at once from what they do. Several threads may call; they take turns. */
typedef struct tb_preferences tb_preferences;

/* Makes a file of what other people like, for an app to ship: where a taste begins before it is known. table: CSV with the
 * columns user, item, one of rating, reward (-1 to 1) and signal, and perhaps time and tags ("a|b"). options: NULL, or width,
 * caution, precision, content (chosen without), least (3: an item that fewer people had is left out), seed. progress may be NULL, and measures:
 * {"people", "items", "opinions", "width", "caution", "precision", "content",
 * "tried": [{"width", "caution", "precision", "content", "ndcg"}]}. */
TB_API tb_status tb_population_make(const char* table, const char* options, const char* output,
                                    tb_progress_fn progress, void* user, char** measures);

/* vault: where events go, for the purposes "behaviour" and "mood"; NULL = nothing is kept, and all is forgotten at the end.
 * encoder: NULL, or a model that makes vectors of items' texts. Both must stay open as long. options: NULL, or population (a
 * file), half_life (60 days, after which an event counts half; 0 = for ever), seed. */
TB_API tb_status tb_preferences_open(tb_vault* vault, tb_model* encoder, const char* options,
                                     tb_preferences** preferences);
TB_API void tb_preferences_close(tb_preferences* preferences);
/* event: {"signal", "item": {"id", "text", "tags": [..], "creator"}, "context": {"hour" (0 to 23), "weekday" (1 = Monday),
 * "mood" (a word, or words with their chances: {"joy": 0.7}), "device": {..}}}; only signal and the item's id must be there. signal: play, dwell, skip (with "seconds" and "of"),
 * like, dislike, chosen, ignored, bought, rating (with "value", "low" (1), "high" (5)), reward (with "value", "weight").
 * id: the event's number; 0 = not granted, and nothing was kept or learnt; may be NULL. */
TB_API tb_status tb_preferences_observe(tb_preferences* preferences, const char* event,
                                        int64_t* id);
/* request: {"items": [item] (without: all of the population), "context", "explore" (0 to 1: 0 = what is believed best, 1 = drawn
 * as likely as it is believed to be the best), "seed", "seen_too" (true), "most" (0 = all)}. ranked, the best first: [{"id",
 * "score", "mean": the reward that is expected, about -1 to 1}]. */
TB_API tb_status tb_preferences_rank(tb_preferences* preferences, const char* request,
                                     char** ranked);
/* request: {"item", "context", "most" (8)}. why: {"id", "score", "sure": its standard deviation, "reasons": [{"kind": "general",
 * "popular", "people", "text", "tag", "creator", "hour", "mood", "weekend" or "device", "name", "when", "value", "text": in
 * words}], "events": [{"event", "item", "signal", "value"}]}: what adds up to the score, the largest parts of each. */
TB_API tb_status tb_preferences_why(tb_preferences* preferences, const char* request, char** why);
/* {"events", "granted", "moods", "features", "population": null or {"people", "items", "width"}, "encoder"} */
TB_API tb_status tb_preferences_info(tb_preferences* preferences, char** info);

#ifdef __cplusplus
}
#endif

#endif /* TINYBRAIN_LEARN_H */
