// What builds with an encoder share: learning from pairs of texts that belong together, and its file.
#pragma once

#include "build/builder.h"

namespace tinybrain {

class EncoderBuild : public Builder {
 public:
  using Builder::Builder;

 protected:
  static constexpr const char* kModelFile = "model.gguf";
  static TokenExample pair_side(const std::string& text, const Tokenizer& tokenizer,
                                const ModelSource& source);
  // Examples 2i and 2i+1 are a pair. Leaves the network at its best on dev, and tells of it under "training".
  void learn_pairs(Network& network, std::vector<TokenExample> train,
                   std::vector<TokenExample> dev);
  void write_encoder(const ModelSource& source, Network& network,
                     std::span<const ClassifierHead> heads = {});
  // Whether each first text's nearest second text is its own, or another with the same words. Tells of its progress
  // under `stage`.
  std::vector<bool> nearest_right(LoadedModel& model, std::span<const Example> pairs,
                                  const char* stage);
  // How many, their share that is right, and its interval.
  static Json nearest_json(const std::vector<bool>& right);
};

}  // namespace tinybrain
