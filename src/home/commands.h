// One function a command. Each returns the exit code of success and throws on failure.
#pragma once

#include "home/options.h"

namespace tinybrain::home {

int run_compress(const Options& options);
int run_doctor(const Options& options);
int run_redact(const Options& options);
int run_knowledge(const Options& options);
int run_skill(const Options& options);
int run_desk(const Options& options);
int run_vault(const Options& options);
int run_consent(const Options& options);
int run_audit(const Options& options);
int run_forget(const Options& options);
int run_memory(const Options& options);
int run_export(const Options& options);
int run_taste(const Options& options);
int run_learn(const Options& options);

}  // namespace tinybrain::home
