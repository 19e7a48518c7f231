// One function a command. Each returns the exit code of success (0, or 130 when it stopped on
// request and what it had done stands) and throws on failure.
#pragma once

#include "cli/options.h"

namespace tinybrain::cli {

// Before a command with --sealed, while the process has one thread: finds what the command will read,
// writes it into `options` as paths, and gives up all else. Error{unsupported, not_found}.
void seal_command(Options& options);

int run_answer(const Options& options);
int run_ask(const Options& options);
int run_bench(const Options& options);
int run_build(const Options& options);
int run_chat(const Options& options);
int run_choose(const Options& options);
int run_classify(const Options& options);
int run_compare(const Options& options);
int run_complete(const Options& options);
int run_convert(const Options& options);
int run_embed(const Options& options);
int run_eval(const Options& options);
int run_info(const Options& options);
int run_list(const Options& options);
int run_perplexity(const Options& options);
int run_pull(const Options& options);
int run_rm(const Options& options);
int run_serve(const Options& options);
int run_tokenize(const Options& options);
int run_understand(const Options& options);

}  // namespace tinybrain::cli
