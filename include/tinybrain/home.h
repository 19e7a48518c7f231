/* tinybrain, second header: what prepares a person's data to be kept or to be sent. C99 clean.
 * The conventions are those of tinybrain.h: status codes, tb_error(), UTF-8, tb_free() for strings.
 * Nothing here opens a network connection either: what is sent, the app sends.
 */
#ifndef TINYBRAIN_HOME_H
#define TINYBRAIN_HOME_H

#include "tinybrain/tinybrain.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Personal data ------------------------------------------------------------------------ */

/* A text with placeholders for names, numbers, addresses and other personal data, as JSON: {"text": "Call [PHONE_1]",
 * "found": [{"kind", "begin", "end", "text", "placeholder", "confidence"}]}; begin and end are bytes of `text`.
 * options: NULL, or a JSON object with kinds (a list; all of them without it), least_confidence (0.5),
 * language of the placeholders ("en" or "ko"; without it that of the text) and known (what `found` said of earlier
 * texts: the same value then gets the same placeholder). */
TB_API tb_status tb_redact(const char* text, const char* options, char** json);
/* The way back: the values in place of their placeholders. found: a JSON list of what tb_redact found. */
TB_API tb_status tb_restore(const char* text, const char* found, char** restored);

/* ---- Passages ----------------------------------------------------------------------------- */

/* A knowledge base: passages of documents in one file, found by words and by meaning. Several threads may call;
 * they take turns. Several processes may have the same file open. */
typedef struct tb_passages tb_passages;

/* encoder: makes the vectors, and must stay open as long; NULL = words alone. options: NULL, or a JSON object with
 * create (true: when it is not there), read_only (false) and renew (false: true when tb_passages_renew() comes next).
 * TB_BAD_ARGUMENT when another encoder made the vectors. */
TB_API tb_status tb_passages_open(const char* file, tb_model* encoder, const char* options,
                                  tb_passages** passages);
TB_API void tb_passages_close(tb_passages* passages);
/* A file or a folder of them: Markdown, HTML, text, PDF, tables. What is unchanged costs nothing; files under the folder
 * that are gone are removed. Each file is taken whole or not at all. progress: bytes; may be NULL. added, as JSON:
 * {"files", "unchanged", "vanished", "passages_added", "passages_removed", "problems": [{"file", "message"}]}. */
TB_API tb_status tb_passages_add(tb_passages* passages, const char* path, tb_progress_fn progress,
                                 void* user, char** added);
/* A text under a name that it is cited by. format: "md", "html" or "txt". added as above. */
TB_API tb_status tb_passages_add_text(tb_passages* passages, const char* name, const char* text,
                                      const char* format, char** added);
/* A file, a folder or a name. removed: how many passages; may be NULL. They leave no bytes in the file. */
TB_API tb_status tb_passages_remove(tb_passages* passages, const char* file, uint64_t* removed);
/* [{"name", "bytes", "passages"}] */
TB_API tb_status tb_passages_list(tb_passages* passages, char** files);
/* The `most` passages nearest to a question, the nearest first: [{"id", "text", "heading", "file", "row", "lexical",
 * "meaning", "strength"}]. */
TB_API tb_status tb_passages_search(tb_passages* passages, const char* question, int32_t most,
                                    char** found);
/* {"passages", "files", "bytes", "encoder", "fingerprint", "width"}; encoder "" = words alone. */
TB_API tb_status tb_passages_info(tb_passages* passages, char** info);
/* Makes all vectors anew with the encoder given when it was opened, whichever made them before. progress: passages. */
TB_API tb_status tb_passages_renew(tb_passages* passages, tb_progress_fn progress, void* user);

/* Whether each sentence of an answer stands in one of the passages (a JSON list of texts): [{"sentence", "supported",
 * "passage", "score", "missing"}]. passage: index of the one that says it or comes nearest, -1 = none; missing: "",
 * "words", "numbers", "names", "addresses" or "negation"; besides, what the score is made of: covered (share of the
 * sentence's words that the passage has), closest (that its nearest sentence has), meaning (cosine with that which is
 * nearest; told, but not counted). encoder: NULL = without meaning. */
TB_API tb_status tb_supported(const char* answer, const char* passages, tb_model* encoder,
                              char** sentences);

/* ---- The vault ---------------------------------------------------------------------------- */

/* One encrypted file with what may be kept of a person: consents, events, lessons, memories, and the audit of what was
 * done. From any thread; several processes may have it open. What a call acknowledged is on the disk. Times in JSON are
 * UTC: "2026-03-01T09:30:00.125Z"; filters also take "2026-03-01". */
typedef struct tb_vault tb_vault;

/* options: NULL, or a JSON object with create (true: when it is not there) and one of key_file (32 bytes, made when the
 * vault is), passphrase, and keyring (the name of an entry of the desktop's). TB_BAD_ARGUMENT: a wrong key; TB_BAD_FILE:
 * damaged, and tb_error() names the newest backup. */
TB_API tb_status tb_vault_open(const char* file, const char* options, tb_vault** vault);
TB_API void tb_vault_close(tb_vault* vault);
/* {"file", "bytes", "key", "public_key", "audit", "rows": {table: n}, "granted": [purpose], "backup"} */
TB_API tb_status tb_vault_info(tb_vault* vault, char** info);
/* Reads all of it: {"good", "damages", "audit": {"good", "entries", "erased", "broken_at", "why"}, "without_consent"} */
TB_API tb_status tb_vault_verify(tb_vault* vault, char** verdict);
/* key: one of key_file, passphrase, keyring. The old one opens it no longer. */
TB_API tb_status tb_vault_change_key(tb_vault* vault, const char* key);
/* The whole vault in one file, encrypted. path: NULL = a new file in the folder "backups" beside it. file: where. */
TB_API tb_status tb_vault_backup(tb_vault* vault, const char* path, char** file);
/* A backup in place of the vault at `file`, which nobody may have open; what was there stays as FILE.old. What was erased
 * or withdrawn since stays so, where that can still be read. {"file", "erased_again", "withdrawn_again", "carried"} */
TB_API tb_status tb_vault_restore(const char* backup, const char* file, const char* options,
                                  char** result);

/* The audit, newest first: [{"seq", "time", "kind", "detail", "hash"}]. filter: NULL, or kind ("consent." = all that begin
 * so), from, to, before (a number), limit (100). */
TB_API tb_status tb_vault_audit(tb_vault* vault, const char* filter, char** entries);
/* Adds an entry; kind: a word such as "action.refund". entry may be NULL. */
TB_API tb_status tb_vault_note(tb_vault* vault, const char* kind, const char* detail, char** entry);

/* Every purpose: [{"purpose", "state": "open", "granted", "refused" or "withdrawn", "time", "by", "days", "title", "what",
 * "why", "how_long", "who", "en", "ko"}], in the language of tb_set_language(), and once more in each. */
TB_API tb_status tb_consent_list(tb_vault* vault, char** consents);
/* change: {"purpose", "state": "granted", "refused" or "withdrawn", "days", "by"}. result: the purpose as in the list, and
 * rows: how many there are of it, which a person who withdraws should be offered to erase. May be NULL. */
TB_API tb_status tb_consent_set(tb_vault* vault, const char* change, char** result);

/* id: 0 = the purpose is not granted, and nothing was written; may be NULL. detail: a JSON value. */
TB_API tb_status tb_event_record(tb_vault* vault, const char* purpose, const char* kind,
                                 const char* detail, int64_t* id);
/* [{"id", "time", "purpose", "kind", "detail", "until"}], newest first. filter: NULL, or purpose, kind, from, to, before (an
 * id), limit (100), withdrawn_too (false: true only to show a person what there is). */
TB_API tb_status tb_event_list(tb_vault* vault, const char* filter, char** events);

/* What is to be learnt, for the purpose "corrections"; kind: question, answer, intent, slot, feedback. id as above. */
TB_API tb_status tb_lessons_add(tb_vault* vault, const char* kind, const char* input,
                                const char* detail, int64_t* id);
/* [{"id", "time", "kind", "input", "detail", "state"}], newest first. filter: NULL, or kind, state, before, limit,
 * withdrawn_too. */
TB_API tb_status tb_lessons_list(tb_vault* vault, const char* filter, char** lessons);
/* state: open, done or dismissed. detail: NULL = as it is. */
TB_API tb_status tb_lessons_set(tb_vault* vault, int64_t id, const char* state, const char* detail);

/* memory: {"text", "kind" ("fact"), "slot" (what can have one value only: "home.city"), "source", "confidence",
 * "purpose" ("remember"), "detail"}. result: {"id": 0 when not granted, "merged", "superseded"}; may be NULL. */
TB_API tb_status tb_memory_add(tb_vault* vault, const char* memory, char** result);
/* [{"id", "time", "kind", "slot", "text", "source", "confidence", "times", "confirmed", "superseded_by", ...}], newest first.
 * filter: NULL, or kind, slot, before, limit, superseded_too, withdrawn_too. */
TB_API tb_status tb_memory_list(tb_vault* vault, const char* filter, char** memories);
/* The `most` nearest to a question, as in the list and with strength, the nearest first. */
TB_API tb_status tb_memory_search(tb_vault* vault, const char* question, int32_t most, char** hits);
/* change: {"confirmed": true} or {"superseded_by": id}. */
TB_API tb_status tb_memory_set(tb_vault* vault, int64_t id, const char* change);

/* Forgets. scope: {"all": true}, or what must all hold: table ("events", "lessons", "memories"), id (with table), topic,
 * purpose, from, to; and files: caches, saved sessions and logs that are overwritten and deleted. receipt: signed, what is
 * gone and what was found when it was looked for; see docs/vault.md. */
TB_API tb_status tb_erase(tb_vault* vault, const char* scope, char** receipt);
/* {"good", "public_key"}: whether a receipt is as that vault signed it. Needs no vault. */
TB_API tb_status tb_receipt_verify(const char* receipt, char** verdict);
/* All there is, as JSON, not encrypted. folder: NULL, or where export.json and export.html are written too. */
TB_API tb_status tb_export(tb_vault* vault, const char* folder, char** json);
/* The same as a page to read (HTML, one file); nothing is written to the disk. */
TB_API tb_status tb_export_page(tb_vault* vault, char** html);

/* ---- The support desk --------------------------------------------------------------------- */

/* Answers customers from an owner's FAQ and manuals, and knows when it does not know. Several threads may call; they take
 * turns. It sends nothing anywhere: what a large model is to be asked, the app sends, once the person granted it. */
typedef struct tb_desk tb_desk;

/* Makes a desk in a folder. options, a JSON object: faq (a table of questions and answers), output (the folder), and,
 * where wanted, docs (a list of manuals or folders of them), asked (a table of questions that were really asked, with
 * their answers; another answer than the FAQ's = from elsewhere), text_column, answer_column, elsewhere (0.5: the share of
 * questions that nothing answers, where nobody knows it), seed, settings (see tb_desk_settings). encoder: NULL = by words
 * alone. event: as of tb_build. measures: {"questions", "answers", "findings", "held_out": {"tried", "first_right"},
 * "dials": [{"dial", "threshold", "answered"}]}; may be NULL. */
TB_API tb_status tb_desk_make(const char* options, tb_model* encoder, tb_event_fn event, void* user,
                              char** measures);
/* What a desk's folder holds, without opening it: {"name", "encoder", "questions", "answers", "passages"}; encoder: what the
 * app called it when the desk was made. TB_NOT_FOUND when there is no desk. */
TB_API tb_status tb_desk_info(const char* folder, char** info);
/* encoder: the one it was made with. seed: NULL, or a brain with heads that tells language, kind and emotion. vault: NULL,
 * or where questions, lessons and the audit go, as far as they are granted. All must stay open as long. */
TB_API tb_status tb_desk_open(const char* folder, tb_model* encoder, tb_model* seed,
                              tb_vault* vault, tb_desk** desk);
TB_API void tb_desk_close(tb_desk* desk);
/* request: {"text", "conversation": as the last reply gave it, "language": "en" or "ko"}. reply: {"decision": "answer",
 * "ask_back", "passage", "unknown" or "small_talk", "text", "cites": [{"file", "row", "heading", "passage"}], "options",
 * "conversation", "slip": null or what a large model would be sent, "trace": how it was understood}. */
TB_API tb_status tb_desk_ask(tb_desk* desk, const char* request, char** reply);
/* The person's word on a slip. Granted: to_send is {"endpoint", "model", "messages", "max_tokens", ...}, already written
 * into the audit; refused: null. TB_BAD_ARGUMENT without the grant of "escalation", without a vault, or over the budget. */
TB_API tb_status tb_desk_grant(tb_desk* desk, int64_t slip, int granted, char** to_send);
/* What came back: {"content", "prompt_tokens", "completion_tokens"} or {"error"}. reply: {"decision": "large" or
 * "unknown", "text", "sentences": [{"sentence", "supported", "missing"}]}: only what stands in the owner's texts is said. */
TB_API tb_status tb_desk_received(tb_desk* desk, int64_t slip, const char* result, char** reply);
/* {"text", "answer": number}: such a question has that answer; {"text", "answer_text"}: a new answer; {"text", "right":
 * true or false}: whether what was said was right; {"text", "slot": {"text", "kind"}}: what a piece of the message is, kept as
 * a lesson, "none" for nothing personal; "lesson": number of the lesson that this settles. At once, and kept. */
TB_API tb_status tb_desk_teach(tb_desk* desk, const char* lesson, char** result);
/* changes: NULL, or members to replace: {"dial": 0.05, "escalation": {"mode": "off", "ask" or "always", "endpoint",
 * "model", "budget_per_day", "price_in", "price_out" (a million tokens), "currency", "timeout"}}. */
TB_API tb_status tb_desk_settings(tb_desk* desk, const char* changes, char** settings);
/* Counts since it was opened, the dial and what it is expected to give, drift, savings, spending, lessons that wait. */
TB_API tb_status tb_desk_report(tb_desk* desk, char** report);
/* [{"answer", "text", "questions"}] */
TB_API tb_status tb_desk_answers(tb_desk* desk, char** answers);
/* Judges it on questions with their answers, as docs/desk.md explains. options: NULL, or a JSON object with text_column,
 * answer_column, dial. */
TB_API tb_status tb_desk_evaluate(tb_desk* desk, const char* data, const char* options,
                                  tb_progress_fn progress, void* user, char** measures);

#ifdef __cplusplus
}
#endif

#endif /* TINYBRAIN_HOME_H */
