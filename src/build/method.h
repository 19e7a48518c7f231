// One way of making a model smaller, as a person asks for it, where compiler.h searches.
#pragma once

#include <optional>

#include "build/compiler.h"
#include "compress/prune.h"

namespace tinybrain {

struct CompressMethod {
  Cut cut;
  std::optional<PruneOptions>
      prune;                  // to types in which a zero stays zero; f16 where none is given
  std::optional<DType> type;  // none: mixed types under a budget, else those of the model
};

// As compile_model, with one candidate. Error{bad_argument} for what the model has not, or that is not within the limits;
// Error{unsupported} for encoders and layers of several kinds.
std::vector<CompileCandidate> compress_by(const CompressMethod& method, const ModelSource& trained,
                                          const CompileTask& task,
                                          const std::filesystem::path& folder,
                                          const std::filesystem::path& output, Threads& threads);

}  // namespace tinybrain
