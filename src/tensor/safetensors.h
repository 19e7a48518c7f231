// safetensors files: u64 header length, JSON header, data. Every offset is checked in reading; writing is of floats.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/file.h"
#include "tensor/dtype.h"

namespace tinybrain {

struct SafeTensor {
  std::string name;
  DType dtype;  // f32, f16 or bf16 (others: Error{unsupported} unless integer, which are skipped)
  std::vector<uint64_t> shape;  // outermost first, as in the file: a matrix is {N, K}
  Bytes data;
};

// Parses one file's bytes (which outlive the result).
std::vector<SafeTensor> parse_safetensors(Bytes file);

// A model directory's weights: model.safetensors, or the shards that model.safetensors.index.json names.
// The files stay mapped as long as the object lives. Shard names may not leave the directory.
class SafetensorsDir {
 public:
  explicit SafetensorsDir(const std::filesystem::path& dir);  // not_found, bad_file
  const std::vector<SafeTensor>& tensors() const { return tensors_; }
  const SafeTensor* find(std::string_view name) const;

 private:
  std::vector<MappedFile> files_;
  std::vector<SafeTensor> tensors_;
};

struct FloatTensor {
  std::string name;
  std::vector<uint64_t> shape;  // outermost first
  std::vector<float> values;
};
// Whole or not at all. Error{io, no_space}.
void write_safetensors(std::span<const FloatTensor> tensors, const std::filesystem::path& path);

}  // namespace tinybrain
