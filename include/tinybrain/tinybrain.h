/* tinybrain: the tiny brain inside your app. The C interface, C99 clean.
 *
 * Conventions
 * - Every call that can fail returns tb_status; tb_error() then says what, where and what to do, in the
 *   language of tb_set_language(). It is kept per thread until the next failing call of that thread.
 * - Text is UTF-8, zero-terminated unless a length is given. Invalid UTF-8 in is read as U+FFFD.
 * - Option structs: start from their tb_..._default() and change what you need.
 * - Strings returned through `char** ` are yours: tb_free(). Other returned pointers belong to the
 *   object they came from.
 * - A tb_model may be used from many threads and by many sessions. A tb_session is one conversation:
 *   one thread at a time, except tb_session_cancel(), which may be called from anywhere.
 * - Nothing here opens a network connection, prints, or reads the environment (but TINYBRAIN_ISA).
 */
#ifndef TINYBRAIN_TINYBRAIN_H
#define TINYBRAIN_TINYBRAIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define TB_API __attribute__((visibility("default")))
#else
#define TB_API
#endif

/* ---- Status ------------------------------------------------------------------------------- */

typedef enum tb_status {
  TB_OK = 0,
  TB_BAD_ARGUMENT = 1, /* the caller asked for something that makes no sense */
  TB_BAD_FILE = 2,     /* truncated, hostile, or not the format it claims to be */
  TB_NOT_FOUND = 3,    /* no such file or name */
  TB_IO = 4,           /* the system refused to read or write */
  TB_NO_MEMORY = 5,    /* the model or the session does not fit */
  TB_NO_SPACE = 6,     /* the disk is full */
  TB_UNSUPPORTED = 7,  /* well-formed, but not something this build can do */
  TB_CONTEXT_FULL = 8, /* the prompt does not fit in the window */
  TB_CANCELLED = 9,    /* stopped on request */
  TB_INTERNAL = 10     /* our fault: please report it */
} tb_status;

TB_API const char* tb_version(void);               /* "0.1.0" */
TB_API const char* tb_error(void);                 /* the last failure of this thread; "" if none */
TB_API void tb_set_language(const char* language); /* "en" or "ko", for the whole process */
TB_API void tb_free(void* memory);

/* ---- Model -------------------------------------------------------------------------------- */

typedef struct tb_model tb_model;

/* How keys and values of a conversation are kept. Q8_0 takes half the memory of F16, Q4_0 little more than a
 * quarter. F32 is exact and twice the size; for comparisons. */
typedef enum tb_kv_type { TB_KV_F16 = 0, TB_KV_Q8_0 = 1, TB_KV_F32 = 2, TB_KV_Q4_0 = 3 } tb_kv_type;

/* Called now and then during long work; done and total in the same unit. Return nonzero to stop. */
typedef int (*tb_progress_fn)(void* user, uint64_t done, uint64_t total);

typedef struct tb_model_options {
  int32_t threads;         /* 0 = one per core; never more than the processors in reach */
  tb_progress_fn progress; /* may be NULL */
  void* progress_user;
  const char*
      adapter; /* NULL, or a LoRA or DoRA adapter of this model: llama.cpp's GGUF file, PEFT's folder */
} tb_model_options;

TB_API tb_model_options tb_model_default(void);
/* Opens a GGUF file or a Hugging Face model directory. options may be NULL. An adapter that does not fit the model is
 * TB_BAD_ARGUMENT, one of a kind that is not supported TB_UNSUPPORTED. */
TB_API tb_status tb_model_open(const char* path, const tb_model_options* options, tb_model** model);
TB_API void tb_model_close(tb_model* model); /* sessions must be closed before */

/* An adapter that sessions of the model may answer with (tb_session_set_adapter), as of tb_model_options.adapter. Sessions
 * with different adapters or none share the model's weights and its passes. Errors as of tb_model_open. */
typedef struct tb_adapter tb_adapter;
TB_API tb_status tb_adapter_open(tb_model* model, const char* path, tb_adapter** adapter);
TB_API void tb_adapter_close(
    tb_adapter* adapter); /* sessions that have it keep it; before its model */

/* What the model is, as JSON: architecture, name, licence, parameters, layers, width, heads, vocabulary,
 * context length, tensor types, bytes of weights, memory needed (weights, KV cache per 1,000 tokens),
 * whether it has a chat template, what it can do (generate, embed). */
TB_API tb_status tb_model_info(const tb_model* model, char** json);
/* The same for a file, without loading weights; with_tensors adds a list of every tensor. */
TB_API tb_status tb_file_info(const char* path, int with_tensors, char** json);
/* This machine, as JSON: processor, instruction sets, the chosen kernels, cores, memory. */
TB_API tb_status tb_machine_info(char** json);

/* ---- Tokens ------------------------------------------------------------------------------- */

/* Token ids of text. special: put begin/end tokens as the model wants, and let special tokens in the
 * text count as such. *ids is yours: tb_free(). */
TB_API tb_status tb_tokenize(const tb_model* model, const char* text, size_t length, int special,
                             int32_t** ids, size_t* count);
/* Text of ids; special: show special tokens as text. */
TB_API tb_status tb_detokenize(const tb_model* model, const int32_t* ids, size_t count, int special,
                               char** text, size_t* length);

/* ---- Sessions ----------------------------------------------------------------------------- */

typedef struct tb_session tb_session;

typedef struct tb_session_options {
  int32_t context; /* window in tokens; 0 = the model's own, at most 8,192 */
  tb_kv_type kv_type;
  int32_t keep; /* tokens at the start that context shift never drops; -1 = the system prompt */
  int32_t speculate; /* 1 = guess ahead where it pays: the same text, sooner; 0 = never */
  tb_model*
      draft; /* NULL, or a smaller model with the same vocabulary that guesses; must outlive the session */
} tb_session_options;

TB_API tb_session_options tb_session_default(void);
TB_API tb_status tb_session_open(tb_model* model, const tb_session_options* options,
                                 tb_session** session);
TB_API void tb_session_close(tb_session* session);
TB_API void tb_session_cancel(
    tb_session* session); /* the running call returns soon, as TB_FINISH_CANCELLED */
TB_API void tb_session_reset(tb_session* session); /* forgets every token */
/* Answers with that adapter from now on; NULL: with the model's own, or none. Forgets every token, unless the session has
 * the adapter already. TB_BAD_ARGUMENT when it is another model's. */
TB_API tb_status tb_session_set_adapter(tb_session* session, const tb_adapter* adapter);
/* What the session has processed, to a file and back: a long prompt need not run again. Loading refuses the file
 * of another model or kv_type (TB_BAD_ARGUMENT) and damaged ones (TB_BAD_FILE), and then changes nothing. */
TB_API tb_status tb_session_save(const tb_session* session, const char* path);
TB_API tb_status tb_session_load(tb_session* session, const char* path);

typedef struct tb_bias {
  int32_t token;
  float bias; /* added to the logit; -INFINITY forbids */
} tb_bias;

/* What a grammar is written in. A JSON Schema's unsupported keywords are TB_UNSUPPORTED, never ignored. */
typedef enum tb_grammar_kind {
  TB_GRAMMAR_JSON_SCHEMA = 0,
  TB_GRAMMAR_GBNF = 1, /* as llama.cpp's; the start is `root` */
  TB_GRAMMAR_REGEX = 2 /* the whole reply matches */
} tb_grammar_kind;

/* How the next token is chosen. Applied in this order: bias, penalties, DRY, then (unless greedy)
 * top-k, typical, top-p, min-p, temperature. The defaults are moderate sampling. */
typedef struct tb_sampling {
  int32_t max_tokens;   /* 0 = until the model ends or the context does */
  uint64_t seed;        /* the same seed gives the same text on any number of threads */
  float temperature;    /* 0 = greedy */
  int32_t top_k;        /* 0 = off */
  float top_p;          /* 1 = off */
  float min_p;          /* 0 = off */
  float typical_p;      /* 1 = off */
  float repeat_penalty; /* 1 = off; divides (or multiplies, if negative) logits of recent tokens */
  float presence_penalty;  /* 0 = off */
  float frequency_penalty; /* 0 = off */
  int32_t penalty_window;  /* how many recent tokens the penalties see */
  float dry_multiplier;    /* 0 = off: "don't repeat yourself" */
  float dry_base;
  int32_t dry_allowed_length;
  const tb_bias* biases;
  size_t bias_count;
  const char* const* stops; /* texts that end the reply; not part of it */
  size_t stop_count;
  int32_t logprobs; /* alternatives to report with each token, 0 to 20; -1 = none */
  tb_grammar_kind grammar_kind;
  const char* grammar; /* what the whole reply must be; NULL = anything */
} tb_sampling;

TB_API tb_sampling tb_sampling_default(void);

typedef struct tb_candidate {
  int32_t token;
  float logprob;
  const char* text; /* bytes of the token, may be part of a character */
  size_t length;
} tb_candidate;

/* A piece of the reply as it comes: always whole UTF-8 characters, possibly none. */
typedef struct tb_chunk {
  const char* text;
  size_t length;
  int32_t token;                  /* the token just chosen */
  float logprob;                  /* natural log; 0 unless logprobs were asked for */
  const tb_candidate* candidates; /* most likely first */
  size_t candidate_count;
} tb_chunk;

/* Return nonzero to stop. May be NULL. */
typedef int (*tb_stream_fn)(void* user, const tb_chunk* chunk);

typedef enum tb_finish {
  TB_FINISH_STOP = 0,   /* the model ended its turn, or a stop text came */
  TB_FINISH_LENGTH = 1, /* max_tokens */
  TB_FINISH_CANCELLED = 2
} tb_finish;

typedef struct tb_reply {
  const char* text; /* whole reply; valid until the session's next call */
  size_t length;
  tb_finish finish;
  int32_t prompt_tokens; /* tokens of the prompt */
  int32_t reused_tokens; /* of them found in the session's cache */
  int32_t reply_tokens;
  int32_t dropped_tokens; /* oldest tokens given up because the window was full; 0 = nothing lost */
  int32_t dropped_messages; /* oldest messages left out of the prompt for the same reason */
  int32_t guessed_tokens;   /* tokens guessed ahead, and how many of them were right */
  int32_t right_tokens;
  double prompt_seconds;
  double reply_seconds;
} tb_reply;

typedef struct tb_message {
  const char* role; /* "system", "user", "assistant", "tool" */
  const char* content;
  const char*
      extra; /* NULL, or a JSON object merged into the message: tool_calls, tool_call_id, name */
} tb_message;

typedef struct tb_chat_options {
  const char*
      template_name; /* NULL = the model's own; else a built-in: "chatml", "llama3", "gemma", ... */
  const char* tools; /* NULL, or a JSON array of tools in OpenAI's form */
  const char* variables; /* NULL, or a JSON object for the template, {"enable_thinking": false} */
} tb_chat_options;

/* Answers a conversation. The caller keeps the messages; whatever of them the session has already
 * processed is reused. If the conversation no longer fits, its oldest turns (never the system message)
 * are left out and reply->dropped_messages says so. options may be NULL. */
TB_API tb_status tb_chat(tb_session* session, const tb_message* messages, size_t count,
                         const tb_chat_options* options, const tb_sampling* sampling,
                         tb_stream_fn stream, void* user, tb_reply* reply);
/* The prompt that tb_chat would use, as text. */
TB_API tb_status tb_chat_prompt(tb_session* session, const tb_message* messages, size_t count,
                                const tb_chat_options* options, char** text);
/* Continues plain text. special: special tokens written in the prompt count as such. */
TB_API tb_status tb_complete(tb_session* session, const char* prompt, size_t length, int special,
                             const tb_sampling* sampling, tb_stream_fn stream, void* user,
                             tb_reply* reply);

/* ---- Choosing ----------------------------------------------------------------------------- */

/* How likely each of `labels` is as the whole answer: log_probabilities[count], natural log, the end of the
 * answer included. All labels are compared in one pass over the weights. options may be NULL. */
TB_API tb_status tb_score(tb_session* session, const tb_message* messages, size_t message_count,
                          const tb_chat_options* options, const char* const* labels, size_t count,
                          double* log_probabilities);
/* The same for labels that continue a plain text. */
TB_API tb_status tb_score_completion(tb_session* session, const char* prompt, size_t length,
                                     const char* const* labels, size_t count,
                                     double* log_probabilities);

/* Models with a classification head, as tb_build makes them. The number of their labels; 0 = no such head. */
TB_API int32_t tb_class_count(const tb_model* model);
TB_API const char* tb_class_label(const tb_model* model, int32_t index); /* NULL out of range */
/* probabilities[count][labels], and answers[count]: the index of a label, or -1 for none of them (unlikely, or out of
 * scope). Either may be NULL. */
TB_API tb_status tb_classify(tb_model* model, const char* const* texts, size_t count,
                             float* probabilities, int32_t* answers);

/* What a model with several heads, such as the seed brain, makes of a text, as JSON: {"heads": [{"name": "emotion",
 * "label": "joy" or null, "probability": 0.9, "probabilities": {...}}, ...], "reply": "..."}. The encoder runs once. The
 * reply is there where the heads are language and kind; it is one of a few fixed sentences. */
TB_API tb_status tb_understand(tb_model* model, const char* text, char** json);

/* ---- Logits, perplexity, embeddings ------------------------------------------------------- */

/* Runs tokens from an empty window and copies the logits of every position: logits[count][vocabulary]. */
TB_API tb_status tb_logits(tb_session* session, const int32_t* ids, size_t count, float* logits);

typedef struct tb_perplexity {
  double perplexity;
  double error;    /* standard error */
  uint64_t tokens; /* scored */
  uint32_t chunks;
} tb_perplexity;

/* Perplexity of a text as llama.cpp's tool computes it: chunks of `context` tokens, the second half of each
 * scored. chunks 0 = all. */
TB_API tb_status tb_measure_perplexity(tb_model* model, const char* text, size_t length,
                                       int32_t context, int32_t chunks, tb_kv_type kv_type,
                                       tb_progress_fn progress, void* user, tb_perplexity* result);

/* Embeddings of texts: vectors[count][tb_embedding_size()], unit length when normalize. Encoders only
 * (all-MiniLM and its kin). A text over the encoder's window is cut there. */
TB_API int32_t tb_embedding_size(const tb_model* model); /* 0 = cannot embed */
TB_API tb_status tb_embed(tb_model* model, const char* const* texts, size_t count, int normalize,
                          float* vectors);

/* ---- Files -------------------------------------------------------------------------------- */

/* Converts a GGUF file or a Hugging Face directory to a GGUF file with weights of `type` ("f32", "f16", "bf16",
 * "q8_0", "q4_0", "q4_1", "q5_0", "q5_1", "q2_k" to "q6_k", "iq4_nl", "iq4_xs"). Norms and biases stay f32; rows that
 * the type's block does not divide take the nearest type that fits. The output appears whole or not at all. */
TB_API tb_status tb_convert(const char* input, const char* output, const char* type,
                            tb_progress_fn progress, void* user);
/* SHA-256 of a file, as 64 hexadecimal digits. */
TB_API tb_status tb_sha256(const char* path, tb_progress_fn progress, void* user, char hex[65]);

/* ---- Building ----------------------------------------------------------------------------- */

/* What goes on, as JSON: {"stage": "train", "done": 12, "total": 1600, "loss": 0.7, ...}. Return nonzero to stop. */
typedef int (*tb_event_fn)(void* user, const char* json);

/* Makes a small model from a person's data: reads, checks, trains, writes the best file within the budget, judges it
 * on rows it has not seen. recipe: a JSON object, {"task": "classify", "data": "faq.csv", "base": "m.gguf",
 * "output": "brain/"} and the choices of docs/build.md. *measures: every figure, as JSON. A stopped or killed build
 * goes on when it is called again with the same recipe, to the same bytes. */
TB_API tb_status tb_build(const char* recipe, int32_t threads, tb_event_fn event, void* user,
                          char** measures);
/* Processes, on one machine or several, that train together: each calls tb_build_together with the same recipe, and the
 * first keeps the results. gather: all[size][bytes] = what each gave, in the order of ranks; 0 = well done. The result is
 * that of tb_build, bit for bit, for a recipe with the same "passes" (at least `size`). */
typedef struct tb_peers {
  int32_t rank, size;
  int (*gather)(void* user, const void* mine, size_t bytes, void* all);
  void* user;
} tb_peers;
TB_API tb_status tb_build_together(const char* recipe, int32_t threads, const tb_peers* peers,
                                   tb_event_fn event, void* user, char** measures);
/* Writes a smaller GGUF file of a model that writes. options: a JSON object with limits, budget (bytes of the file) and
 * latency_ms (of a token that is written on this machine), or with one way: type, vocabulary, ffn, layers_less, prune
 * ("wanda:0.5", "2:4"); text (a file to fit to, or "self": what the model writes), eval (a file to judge by), report (where
 * a page is written), language. *measures: what was tried and how good it is, as JSON. The output appears whole or not
 * at all; docs/compression.md says how. */
TB_API tb_status tb_compress(const char* input, const char* output, const char* options,
                             int32_t threads, tb_event_fn event, void* user, char** measures);
/* Judges a model on rows that tell what is right (.csv, .jsonl, ...): a classifier by labels; a model that writes by
 * which of a row's options it finds likeliest after the text, or, where rows have none, by the answers it writes
 * without chance. options: NULL, or a JSON object with text_column, label_column, answer_column, group_column,
 * option_columns (a list), head (of a model with several), for answers system, raw (no chat template, to the end of the line) and max_tokens, and
 * other: the path of a second model, to be compared with on the same rows. */
TB_API tb_status tb_evaluate(tb_model* model, const char* data, const char* options,
                             tb_progress_fn progress, void* user, char** measures);

/* ---- Answers from knowledge --------------------------------------------------------------- */

/* What a build for answers made: entries that are found by their words and, with an encoder, by meaning. */
typedef struct tb_knowledge tb_knowledge;

/* folder: what tb_build wrote. threads 0 = one per core. */
TB_API tb_status tb_knowledge_open(const char* folder, int32_t threads, tb_knowledge** knowledge);
TB_API void tb_knowledge_close(tb_knowledge* knowledge);
/* The `most` entries that answer a question best, the best first, as JSON: {"known": true, "found": [{"answer",
 * "text", "heading", "file", "row", "chance"}]}. known = the first is likely enough right; else say that you do not
 * know. One call at a time. */
TB_API tb_status tb_find(tb_knowledge* knowledge, const char* question, int32_t most, char** found);
/* Judges it on questions with their answers (.csv, .jsonl, ...); an answer that is no entry's makes its question one
 * from elsewhere. options: NULL, or a JSON object with text_column and answer_column. */
TB_API tb_status tb_knowledge_evaluate(tb_knowledge* knowledge, const char* data,
                                       const char* options, tb_progress_fn progress, void* user,
                                       char** measures);

/* ---- Speed -------------------------------------------------------------------------------- */

typedef struct tb_speed {
  double prompt_per_second;   /* tokens a second, prompt of the length asked for */
  double decode_per_second;   /* tokens a second, one at a time */
  double first_token_seconds; /* from the prompt to the logits that choose the first token */
  uint64_t weight_bytes_per_token;
  uint64_t int8_operations_per_token; /* of the layers' quantized matrices; * and + are two */
  uint64_t bf16_operations_per_token; /* of those multiplied as bf16 */
  uint64_t f32_operations_per_token;  /* of the others */
} tb_speed;

/* Median over `runs` of a prompt of `prompt_tokens`, and of `decode_tokens` single steps by `sessions` (1, mostly)
 * sessions at once, whose tokens count together. */
TB_API tb_status tb_measure_speed(tb_model* model, int32_t prompt_tokens, int32_t decode_tokens,
                                  int32_t runs, int32_t sessions, tb_progress_fn progress,
                                  void* user, tb_speed* result);

/* What this machine can do at best, with the instructions of the kernels in use. */
typedef struct tb_limits {
  double int8_operations_per_second; /* in registers only; * and + are two */
  double bf16_operations_per_second; /* 0 = the kernels in use have none */
  double f32_operations_per_second;
  double memory_bytes_per_second; /* reading, far beyond the caches */
  double cache_bytes_per_second;  /* reading cache_bytes again and again; 0 = not measured */
} tb_limits;

/* Measured in about a second. threads 0 = one per core; cache_bytes 0 = leave that figure out, else as a
 * model would: weight_bytes_per_token. */
TB_API tb_status tb_measure_limits(int32_t threads, uint64_t cache_bytes, tb_limits* result);

#ifdef __cplusplus
}
#endif
#endif /* TINYBRAIN_TINYBRAIN_H */
