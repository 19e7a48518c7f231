// A whole model into smaller weight types, by one of three ways of rounding, and the choice of types under
// a budget of bytes.
#pragma once

#include "compress/edit.h"

namespace tinybrain {

enum class Rounding {
  nearest,   // each weight by itself: no calibration text
  weighted,  // scales for the least error weighted by the mean square of the inputs
  feedback,  // layer by layer, each weight making up for the errors before it (GPTQ)
};

struct QuantizeOptions {
  Rounding rounding = Rounding::feedback;
  float shrink = 0.2f;  // feedback.h
};

// Replaces the matrices of `model` by rows of the plan's types. Layer by layer: a layer is calibrated on
// what the layers before it give after they were quantized. Float types and vectors are left to write().
// chunks: of the source's tokens; unused for Rounding::nearest. The model's layers and shapes must still be
// the source's.
void quantize(EditableModel& model, const TypePlan& plan,
              std::span<const std::vector<TokenId>> chunks, const QuantizeOptions& options,
              Threads& threads, const CompressProgress& progress);

// The same from file to file.
void quantize_model(const ModelSource& source, const std::filesystem::path& output,
                    const TypePlan& plan, std::span<const std::vector<TokenId>> chunks,
                    const QuantizeOptions& options, Threads& threads,
                    const CompressProgress& progress);

}  // namespace tinybrain
