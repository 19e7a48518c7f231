// The search for the best small file of a model that was trained: weight types, mixed types under the budget, a vocabulary
// without what the data never needs. Each is written and judged on texts that nothing was trained on.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "compress/edit.h"

namespace tinybrain {

struct CompileTask {
  uint64_t budget = 0;    // most bytes of the file; 0 = any
  double latency_ms = 0;  // most milliseconds of a token that is written here; 0 = any
  std::string text;  // what the model is to read and write: for calibration and for the vocabulary
  // The loss of a model on the texts for choosing, in nats, all together: texts, not tokens, are what vocabularies share.
  std::function<double(const ModelSource&)> loss;
  std::function<bool(uint64_t done, uint64_t total)> progress;  // false = stop (Error{cancelled})
};

struct CompileCandidate {
  std::string how;      // "Q4_0", "mixed types", "12288 tokens, mixed types"
  uint64_t bytes = 0;   // of the file
  double loss = 0;      // nats
  double token_ms = 0;  // 0 = not measured
  bool within = false;  // the limits
  bool chosen = false;
};

// Tries what may fit, writes the best within the limits to `output`, and leaves nothing else in `folder`.
// Error{bad_argument} when nothing is within the limits: it says how small and how fast the smallest is.
std::vector<CompileCandidate> compile_model(const ModelSource& trained, const CompileTask& task,
                                            const std::filesystem::path& folder,
                                            const std::filesystem::path& output, Threads& threads);

}  // namespace tinybrain
