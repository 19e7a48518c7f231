// A trained network as a model file: its changed weights, adapters merged, in the types asked for, and the
// classification head.
#pragma once

#include <filesystem>
#include <functional>

#include "model/classifier.h"
#include "train/network.h"

namespace tinybrain {

// Tensors that were not trained pass through unless `type` is another than theirs.
// Error{bad_argument, cancelled, io, no_space}; the file appears whole or not at all.
void write_brain(const ModelSource& source, Network& network, std::span<const ClassifierHead> heads,
                 DType type, const std::filesystem::path& output, Threads& threads,
                 const std::function<bool(uint64_t, uint64_t)>& progress);

}  // namespace tinybrain
