// Classification heads in a model file: labels, a linear layer on the pooled vector (made unit length), and how sure it
// must be. A classifier has one without a name; a brain that understands a text in several ways has one for each, by name.
// Names are those of GGUF where it has them.
//
//   without a name                      with one
//   cls.output.weight [C,D]             cls.NAME.weight                 f32
//   cls.output.bias [C]                 cls.NAME.bias                   f32
//   ARCH.classifier.output_labels       tinybrain.head.NAME.labels      array of strings
//   tinybrain.classifier.temperature    tinybrain.head.NAME.temperature divides the logits (calibration)
//   tinybrain.classifier.threshold      tinybrain.head.NAME.threshold   a top probability under it means "none of these"
//   tinybrain.classifier.out_of_scope   tinybrain.head.NAME.out_of_scope  the label, if any, that stands for that
//                                       tinybrain.heads                 array of strings: the names
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/source.h"
#include "model/write.h"

namespace tinybrain {

struct ClassifierHead {
  std::string name;  // "" = the only one
  std::vector<std::string> labels;
  std::vector<float> weight, bias;  // [C][D], [C]
  float temperature = 1;
  float threshold = 0;
  std::string out_of_scope;  // one of the labels, or ""

  // The answer that probabilities[C] give: the most likely label, or kNone when that is the label out of scope or
  // less likely than the threshold.
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t decide(const float* probabilities) const;
  // Probabilities[C] of a pooled vector[D] of any length.
  void probabilities(const float* pooled, float* y) const;
};

// Error{bad_file} for a head that does not fit its model; nothing when the file has none.
std::vector<ClassifierHead> classifier_heads(const ModelSource& source);
// Metadata, and two tensors a head, whose values `heads` must keep until they are written.
void write_classifiers(std::span<const ClassifierHead> heads, const ModelConfig& config,
                       GgufWriter& writer, std::vector<OutputTensor>& tensors);

// A text as the classifier sees it, in training and after: with the model's begin and end tokens, cut to
// `limit` tokens (0 = the context), the closing one kept.
std::vector<TokenId> classifier_tokens(const Tokenizer& tokenizer, const ModelConfig& config,
                                       std::string_view text, size_t limit = 0);

}  // namespace tinybrain
