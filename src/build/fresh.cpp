#include "build/fresh.h"

#include <cmath>

#include "base/error.h"
#include "base/messages/build.h"
#include "model/write.h"
#include "text/chat_template.h"
#include "text/learn_vocabulary.h"
#include "train/network.h"

namespace tinybrain {
namespace {

constexpr uint32_t kHeadWidth = 64;

ModelConfig config_of(const FreshShape& shape, size_t vocabulary) {
  if (shape.width == 0 || shape.width % kHeadWidth != 0)
    throw Error(Code::bad_argument, msg::kFreshWidth, shape.width, kHeadWidth);
  ModelConfig c;
  c.architecture = shape.encoder ? "bert" : "llama";
  c.layers = shape.layers;
  c.width = shape.width;
  c.heads = c.kv_heads = shape.width / kHeadWidth;
  c.head_dim = kHeadWidth;
  c.vocabulary = static_cast<uint32_t>(vocabulary);
  c.context = shape.context;
  c.attention_scale = 1 / std::sqrt(static_cast<float>(kHeadWidth));
  c.encoder = shape.encoder;
  if (shape.encoder) {
    c.feed_forward = 4 * shape.width;
    c.activation = Activation::gelu_erf;
    c.pooling = Pooling::mean;
    c.norm_epsilon = 1e-12f;
  } else {
    // Three matrices in place of two: two thirds of the width for as many weights, in whole blocks.
    c.feed_forward = (8 * shape.width / 3 + 63) / 64 * 64;
    c.rope.style = kernels::RopeStyle::pairs;
    c.rope.dimensions = kHeadWidth;
  }
  return c;
}

}  // namespace

void write_fresh(const FreshShape& shape, std::span<const std::string> texts, uint64_t seed,
                 const std::filesystem::path& output, Threads& threads,
                 const std::function<bool(uint64_t, uint64_t)>& progress) {
  config_of(shape, 0);  // before the long work
  const VocabularyOptions options{shape.vocabulary, progress};
  const TokenizerSpec spec =
      shape.encoder ? learn_wordpiece(texts, options) : learn_bpe(texts, options);
  const ModelConfig config = config_of(shape, spec.tokens.size());
  NetworkOptions how;
  how.seed = seed;
  Network network(config, how, threads);
  GgufWriter writer;
  write_config(config, writer);
  write_tokenizer(spec, shape.encoder ? "" : std::string(builtin_template("chatml")), writer);
  set_file_type(DType::f32, writer);
  std::vector<OutputTensor> tensors;
  for (const Parameter& p : network.parameters()) {
    OutputTensor t{p.name, p.n, p.k, p.n == 1};
    t.same = {reinterpret_cast<const std::byte*>(p.values()), p.size() * sizeof(float)};
    tensors.push_back(std::move(t));
  }
  // BERT's mark of the first and the second text, which make no difference here.
  const std::vector<float> kinds(2 * size_t{config.width});
  if (config.encoder) {
    OutputTensor t{"token_types.weight", 2, config.width};
    t.same = std::as_bytes(std::span(kinds));
    tensors.push_back(std::move(t));
  }
  write_tensors(writer, tensors, output, threads, {});
}

}  // namespace tinybrain
