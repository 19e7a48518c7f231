// The search for the best small file of a model: weight types, mixed types under the budget, a vocabulary without what the
// texts never need, and, where types alone are not enough, fewer feed-forward rows or layers. Each is written and judged
// on texts that nothing was fitted to.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "compress/cut.h"

namespace tinybrain {

struct CompileTask {
  uint64_t budget = 0;    // most bytes of the file; 0 = any
  double latency_ms = 0;  // most milliseconds of a token that is written here; 0 = any
  std::string text;  // what the model is to read and write: for calibration and for the vocabulary
  // The loss of a model on the texts for choosing, in nats, all together: texts, not tokens, are what vocabularies share.
  std::function<double(const ModelSource&, const CompressProgress&)> loss;
  std::function<bool(uint64_t done, uint64_t total)> progress;  // false = stop (Error{cancelled})
};

struct CompileCandidate {
  std::string type;        // "Q4_0"; "" = mixed
  bool as_it_was = false;  // nothing was done
  bool pruned = false;
  bool same_types = false;                                // as in the model
  uint32_t vocabulary = 0, feed_forward = 0, layers = 0;  // 0 = all
  uint64_t bytes = 0;                                     // of the file
  double loss = 0;                                        // nats
  double token_ms = 0;                                    // 0 = not measured
  double seconds = 0;                                     // that it took to make and to judge
  bool within = false;                                    // the limits
  bool chosen = false;
  std::string how(Language language) const;  // "12288 tokens, mixed types"
};

// Error{bad_argument} where no way that is tried could make the model so small: for asking before long work.
void require_reach(const ModelSource& model, uint64_t budget);

// Tries what may fit, writes the best within the limits to `output`, and leaves nothing else in `folder`.
// Error{bad_argument} when nothing is within the limits: it says how small and how fast the smallest is.
// Error{unsupported} for encoders.
std::vector<CompileCandidate> compile_model(const ModelSource& trained, const CompileTask& task,
                                            const std::filesystem::path& folder,
                                            const std::filesystem::path& output, Threads& threads);

}  // namespace tinybrain
