/* tinybrain, third header: what is learnt of the one person it belongs to. C99 clean.
 * The conventions are those of tinybrain.h: status codes, tb_error(), UTF-8, tb_free() for strings. All of it lies in the
 * vault (home.h), under the consents given there, and goes with tb_erase().
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

#ifdef __cplusplus
}
#endif

#endif /* TINYBRAIN_LEARN_H */
