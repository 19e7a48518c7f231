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

#ifdef __cplusplus
}
#endif

#endif /* TINYBRAIN_HOME_H */
