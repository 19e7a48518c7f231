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

#ifdef __cplusplus
}
#endif

#endif /* TINYBRAIN_HOME_H */
