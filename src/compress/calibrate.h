// What the inputs of every matrix look like on calibration text: the ground of importance-weighted
// quantization and of pruning. The text is any file of the user's, or what the model itself writes.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compress/layers.h"

namespace tinybrain {

// progress(done, total); false = stop (Error{cancelled}).
using CompressProgress = std::function<bool(uint64_t, uint64_t)>;

class Calibration {
 public:
  // By the GGUF name of a matrix. Error{bad_argument} for a name that was not measured.
  const InputStats& of(std::string_view gguf_tensor_name) const;

 private:
  friend Calibration calibrate(const ModelSource&, std::span<const std::vector<TokenId>>,
                               const struct CalibrateOptions&, Threads&, const CompressProgress&);
  std::vector<InputStats> stats_;
  std::map<std::string, size_t, std::less<>>
      index_;  // name -> stats: several matrices share inputs
};

struct CalibrateOptions {
  bool hessian = false;   // K*K floats for every input: a gigabyte for a model of some layers
  uint64_t max_rows = 0;  // 0 = all
};

Calibration calibrate(const ModelSource& source, std::span<const std::vector<TokenId>> chunks,
                      const CalibrateOptions& options, Threads& threads,
                      const CompressProgress& progress);

// At most `count` chunks of `length` tokens, evenly spread over the text. Error{bad_argument} when the text
// has no whole chunk.
std::vector<std::vector<TokenId>> calibration_chunks(const Tokenizer& tokenizer,
                                                     std::string_view text, size_t length,
                                                     size_t count);

// Calibration without data: `count` chunks that the model writes by itself, each from the begin token (or
// a random first one), sampled at temperature 1.
std::vector<std::vector<TokenId>> self_written_chunks(const ModelSource& source, size_t length,
                                                      size_t count, uint64_t seed, Threads& threads,
                                                      const CompressProgress& progress);

}  // namespace tinybrain
