/* tinybrain, third header: what it learns from its one person, and how that is proved, undone and forgotten. C99 clean.
 * The conventions are those of tinybrain.h; all of it stands on the vault of home.h and on what the person granted.
 * Nothing here opens a network connection.
 */
#ifndef TINYBRAIN_LEARN_H
#define TINYBRAIN_LEARN_H

#include "tinybrain/home.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- What was said ------------------------------------------------------------------------ */

/* A message that the person wrote, Korean or English: what it asks of the memory is done ("remember that ...", "forget my
 * address", "what do you know about me?"), and lasting facts that the person says of themselves are kept, as far as granted.
 * Give it the person's words only, never what the program answered. seed: NULL, or a model whose head "kind" tells questions
 * and commands, of which nothing is kept. options: NULL, or a JSON object with last (ids: what `last` of the reply before was
 * in this conversation, for "forget that" and "no, it is ...") and language ("en", "ko": of the reply, where the message's own
 * is not wanted). heard, as JSON: {"command": "none", "remember", "forget", "recall" or "correct", "stored": [memory, as of
 * tb_memory_list], "superseded": [memory], "erased": [{"id", "kind", "slot", "text"}], "recalled": [memory], "not_granted":
 * [purpose], "secrets": [kind, as of tb_redact: never kept], "receipts": [as of tb_erase], "last": [id], "reply", "language"}.
 * reply: with a command all that is to be said; with "none" a line to show beside the answer, "" when nothing happened. */
TB_API tb_status tb_memory_hear(tb_vault* vault, tb_model* seed, const char* text,
                                const char* options, char** heard);
/* What is remembered that matters for a message, to put before it. Nothing is kept. seed: NULL, or an encoder by which a
 * question is known again in other words. options: NULL, or a JSON object with most (5: how many facts) and language. context:
 * {"text": a system text of a few lines, "" when nothing matters; "facts": [memory], "taught": null or {"lesson", "question",
 * "answer", "time", "likeness": 0 to 1, "text": "You taught me this on ..."}, "language"}. taught: a question that the person
 * answered before (a lesson of kind "answer"): say that answer. */
TB_API tb_status tb_memory_context(tb_vault* vault, tb_model* seed, const char* text,
                                   const char* options, char** context);

/* ---- Preferences -------------------------------------------------------------------------- */

/* What a person likes, learnt at once from what they do. Several threads may call; they take turns. */
typedef struct tb_preferences tb_preferences;

/* Makes a file of what other people like, for an app to ship: where a taste begins before it is known. table: CSV with the
 * columns user, item, one of rating, reward (-1 to 1) and signal, and perhaps time and tags ("a|b"). options: NULL, or width,
 * caution, precision, content (what is not given is chosen), least (3: an item that fewer people had is left out), seed.
 * progress may be NULL, and measures: {"people", "items", "opinions", "width", "caution", "precision", "content", "tried":
 * [{"width", "caution", "precision", "content", "ndcg"}]}. */
TB_API tb_status tb_population_make(const char* table, const char* options, const char* output,
                                    tb_progress_fn progress, void* user, char** measures);

/* vault: where events go, for the purposes "behaviour" and "mood"; NULL = nothing is kept, and all is forgotten at the end.
 * encoder: NULL, or a model that makes vectors of items' texts. Both must stay open as long. options: NULL, or population (a
 * file), half_life (60 days, after which an event counts half; 0 = for ever), seed. */
TB_API tb_status tb_preferences_open(tb_vault* vault, tb_model* encoder, const char* options,
                                     tb_preferences** preferences);
TB_API void tb_preferences_close(tb_preferences* preferences);
/* event: {"signal", "item": {"id", "text", "tags": [..], "creator"}, "context": {"hour" (0 to 23), "weekday" (1 = Monday),
 * "mood" (a word, or words with their chances: {"joy": 0.7}), "device": {..}}}; only signal and the item's id must be there.
 * signal: play, dwell, skip (with "seconds" and "of"), like, dislike, chosen, ignored, bought, rating (with "value", "low"
 * (1), "high" (5)), reward (with "value", "weight"). id: the event's number; 0 = not granted, and nothing was kept or
 * learnt; may be NULL. */
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

/* ---- Learning ----------------------------------------------------------------------------- */

/* Lessons (what a person corrected, in the vault) become a small adapter on a model, a version. A version is kept only if
 * it wins on lessons that it did not see and loses nowhere else; it can be undone to the byte, and goes when a lesson that
 * it saw is erased. See docs/learning.md. */

/* One door for what a person shows: {"signal", ...}, with
 *   "thumbs": value (1 or -1), prompt, answer; version: which one answered (without it the active one; 0 = none);
 *   "correction", "edit": prompt, answer (what was said), text (what should have been said), language;
 *   "choice": prompt, chosen, rejected (a list of answers); or item, ignored (a list of items), context;
 *   "skip", "dwell": item, seconds, of (how long it lasts), context; an item is an id or {"id", "text", "tags", "creator"};
 *   "intent": prompt, intent.
 * Thumbs, corrections, edits, chosen answers and intents become lessons (purpose "corrections"); choices among items, skips
 * and dwelling become events (purpose "behaviour"). id: of the row; 0 = the purpose is not granted, and nothing was
 * written; may be NULL. When ratings turn against the active version, the one before comes back, and the audit says why. */
TB_API tb_status tb_feedback(tb_vault* vault, const char* json, int64_t* id);

/* Learns now from what waits. base: a model that writes. options: NULL, or a JSON object with rank, layers (the top ones
 * that learn), epochs, batch, wordings, learning_rate, replay, preference, remind (3: answers with so many of the nearest lessons before the question), contrast, seed, noise (0 = none; else the report has epsilon), dry_run (false:
 * true tells what would be learnt), refit (true: what passed the gate learns the held-back lessons too, and is judged once
 * more), again (false: true learns even when nothing is new), when_idle (false: true pauses by itself on battery, when hot
 * or short of memory, and does not begin while the machine is busy), base_name (for people).
 * event: as of tb_build: {"stage": "read", "before", "learn", "judge", "refit" or "refit_judge", "done", "total", "seconds_left"}.
 * report: {"kept", "version": id or 0, "why": text, "lessons": n, "learnt": [ids], "held_back": {"lessons", "before", "after",
 * "passed", ...}, "frozen": {...}, "safety": {...}, "languages": {...}, "checks": [{"name", "before", "after", "margin",
 * "passed", "text"}], "examples": [{"lesson", "prompt", "wanted", "before", "after"}], "course", "refit", "seconds"}; may be NULL.
 * TB_CANCELLED = paused: the next call goes on. TB_NOT_FOUND: nothing waits. TB_BAD_ARGUMENT without the grant of
 * "corrections". TB_IO: another process learns. */
TB_API tb_status tb_learn(tb_vault* vault, tb_model* base, const char* options, tb_event_fn event,
                          void* user, char** report);
/* What there is to learn, and whether this is a good moment: {"waiting": lessons not yet tried, "stale": learnt ones that were
 * taken back, "lessons", "passed_over", "superseded", "granted", "active": version or 0, "idle", "why": text, "running",
 * "paused"}. base: NULL = of no model in particular. */
TB_API tb_status tb_learn_status(tb_vault* vault, tb_model* base, char** status);
/* [{"id", "parent", "time", "base", "base_name", "state": "active", "retired", "refused" or "erased", "lessons": [ids],
 * "held_back": [ids], "bytes", "sha256", "report"}], newest first. While "corrections" is not granted none is active. */
TB_API tb_status tb_learned_list(tb_vault* vault, char** versions);
/* That version from now on, or the model as it came: 0. TB_NOT_FOUND; TB_BAD_ARGUMENT for one that was refused or erased. */
TB_API tb_status tb_learned_use(tb_vault* vault, int64_t version);
/* Whether the active version for that model is to answer a prompt: {"version": 0 = none, "applies", "lesson": the nearest one
 * that it learnt, "likeness": 0 to 1, "before": [{"role", "content"}]}. It applies near the questions that were taught;
 * everywhere else the model answers as it came. before: messages to put before the prompt, for they are what the version
 * learnt to answer from: the nearest lessons, each as a question and its answer. */
TB_API tb_status tb_learned_near(tb_vault* vault, tb_model* model, const char* prompt, char** near);
/* The active version for that model, to answer with (tb_session_set_adapter) where it applies. TB_NOT_FOUND: none. */
TB_API tb_status tb_learned_adapter(tb_vault* vault, tb_model* model, tb_adapter** adapter);
/* {"version", "applies", "likeness", "with": the answer, "without": the model's own, "removed", "lessons": [{"id", "input", "answer",
 * "near_question", "near_answer"}]}. removed: {"lesson": the one that was said before the question, "answer": what the version says
 * when that lesson is not, "same": whether that is the answer as well}, so the lesson moved the answer where it is not; null
 * where no lesson was said before it. lessons: of the lessons that the active version learnt those nearest to the prompt and to the answer, by the words
 * that they share (0 to 1); likely reasons, not a proof. TB_NOT_FOUND: no version is in use for that model. */
TB_API tb_status tb_learned_why(tb_vault* vault, tb_model* model, const char* prompt, char** json);

#ifdef __cplusplus
}
#endif

#endif /* TINYBRAIN_LEARN_H */
