// Speed of training, for bench/peers/training.py to set beside PyTorch: steps of 8 x 128 tokens.
//
//   train_bench MODEL lora|full|scratch STEPS
//
// lora: r = 8 on q and v, the base stays in the blocks of its file. full: every weight. scratch: 6 layers, width 256,
// vocabulary 8,192. Prints one JSON object: tokens a second of the best and of the median step, and the peak memory.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "base/json.h"
#include "base/system.h"
#include "train/objective.h"
#include "train/optimizer.h"

using namespace tinybrain;

namespace {

constexpr size_t kSequences = 8, kLength = 128;

ModelConfig small(ModelConfig c) {
  c.layers = 6;
  c.width = 256;
  c.feed_forward = 688;
  c.heads = c.kv_heads = 4;
  c.head_dim = 64;
  c.rope.dimensions = 64;
  c.attention_scale = 0.125f;
  c.vocabulary = 8192;
  return c;
}

int run(const std::string& path, const std::string& mode, int steps) {
  Threads threads;
  const ModelSource source(path);
  LoraOptions lora;
  lora.targets = {"attn_q", "attn_v"};
  NetworkOptions options;
  options.checkpoint = options.int8_gradients = mode == "lora";
  if (mode == "lora")
    options.lora = &lora;
  else
    options.train_weights = options.train_embedding = true;
  Network network = mode == "scratch" ? Network(small(source.config()), options, threads)
                                      : Network(source, options, threads);
  std::vector<TokenExample> examples(64);
  for (size_t i = 0; i < examples.size(); ++i)
    for (size_t j = 0; j < kLength; ++j)
      examples[i].tokens.push_back(
          static_cast<TokenId>((i * 7919 + j * 104729) % network.config().vocabulary));
  LanguageObjective objective(examples, {});
  Optimizer optimizer(network.trained(), {});
  std::vector<double> seconds;
  for (int s = 0; s < steps; ++s) {
    std::vector<uint32_t> picks;
    for (size_t i = 0; i < kSequences; ++i)
      picks.push_back(static_cast<uint32_t>((s * kSequences + i) % examples.size()));
    const double start = seconds_now();
    objective.learn(network, picks);
    optimizer.step(1, threads);
    if (s > 0) seconds.push_back(seconds_now() - start);  // the first one warms up
  }
  std::sort(seconds.begin(), seconds.end());
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  Json j;
  j.set("best", kSequences * kLength / seconds.front());
  j.set("median", kSequences * kLength / seconds[seconds.size() / 2]);
  j.set("peak_mib", static_cast<uint64_t>(usage.ru_maxrss) / 1024);
  std::puts(j.dump().c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return std::fprintf(stderr, "train_bench MODEL lora|full|scratch STEPS\n"), 2;
  try {
    return run(argv[1], argv[2], std::max(3, std::atoi(argv[3])));
  } catch (const Error& e) {
    return std::fprintf(stderr, "%s\n", e.message(Language::en).c_str()), 1;
  }
}
