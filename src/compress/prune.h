// Unstructured pruning: weights set to zero where the model misses them least, the shapes as they were. A
// step of its own value only with recovery training after it or formats that store zeros cheaply; the
// structured ways, which make the file smaller by themselves, are in structure.h.
#pragma once

#include "compress/edit.h"
#include "compress/feedback.h"

namespace tinybrain {

enum class PruneMethod {
  magnitude,  // smallest |w| of the matrix
  wanda,      // smallest |w| * root mean square of its input, in each row (Sun et al. 2023)
  sparsegpt,  // least loss, the others make up for it (Frantar and Alistarh 2023)
};

struct PruneOptions {
  PruneMethod method = PruneMethod::sparsegpt;
  double share = 0.5;        // of the weights of every layer's matrices that become zero
  bool two_of_four = false;  // instead: two zeros in every four consecutive weights of a row
  float shrink = 0.2f;       // feedback.h
};

// Zeros in the layers' matrices of `model`; embedding, head and vectors stay. chunks: unused for magnitude.
// The model's layers and shapes must still be the source's.
void prune_unstructured(EditableModel& model, std::span<const std::vector<TokenId>> chunks,
                        const PruneOptions& options, Threads& threads,
                        const CompressProgress& progress);

// The same for one matrix, in place. feedback for sparsegpt, mean_square[k] for wanda.
void prune_matrix(float* w, size_t n, size_t k, const PruneOptions& options,
                  const float* mean_square, const Feedback* feedback, Threads& threads);

}  // namespace tinybrain
