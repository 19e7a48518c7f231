// Where a model comes from: a GGUF file (or a brain's folder, which has one) or a Hugging Face directory, seen in one way. Tensors have
// GGUF's names; what the two formats store differently is listed in `Adjust`.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/file.h"
#include "model/config.h"
#include "tensor/gguf.h"
#include "tensor/safetensors.h"
#include "text/tokenizer.h"

namespace tinybrain {

// What must be done to a Hugging Face tensor so that it means the same in GGUF.
enum class Adjust : uint8_t {
  none,
  add_one,     // Gemma norms: the file holds w, the model uses 1 + w
  pair_heads,  // Llama q and k: rows of a head go from (i, i + n/2) to (2i, 2i+1) order
};

struct SourceTensor {
  std::string name;  // GGUF's
  DType dtype;
  size_t n = 1;  // rows; 1 for vectors
  size_t k = 0;  // row length
  bool vector = false;
  Bytes data;
  Adjust adjust = Adjust::none;
  uint32_t heads = 0;  // for pair_heads
};

class ModelSource {
 public:
  explicit ModelSource(const std::filesystem::path& path);

  const ModelConfig& config() const { return config_; }
  const std::vector<SourceTensor>& tensors() const { return tensors_; }
  const SourceTensor* find(std::string_view name) const;
  const SourceTensor& at(std::string_view name) const;  // Error{bad_file} when missing
  TokenizerSpec tokenizer() const;
  const std::string& chat_template() const { return chat_template_; }  // "" = none
  const std::string& path() const { return path_; }
  const Gguf* gguf() const { return gguf_.get(); }  // nullptr for a directory
  // Tells the system that a tensor's bytes are not needed in memory any more.
  void drop(const SourceTensor& tensor) const;

  // The tensor's values as floats, adjusted. y[n*k].
  static void read(const SourceTensor& tensor, size_t row, float* y);

 private:
  void open_gguf(const std::filesystem::path& path);
  void open_directory(const std::filesystem::path& path);
  std::string path_;
  MappedFile file_;
  std::unique_ptr<Gguf> gguf_;
  std::unique_ptr<SafetensorsDir> safetensors_;
  std::string tokenizer_json_, tokenizer_config_;
  ModelConfig config_;
  std::vector<SourceTensor> tensors_;
  std::unordered_map<std::string_view, size_t> index_;
  std::string chat_template_;
};

// The GGUF name of a Hugging Face tensor, or "" for one that is not part of the model (buffers).
std::string gguf_tensor_name(std::string_view architecture, std::string_view hugging_face_name);
// The other way, of a layer's matrix and without ".weight"; "" for others.
std::string hugging_face_module(std::string_view architecture, std::string_view gguf_name);
TokenizerSpec tokenizer_from_gguf(const Gguf& file);
void write_tokenizer(const TokenizerSpec& spec, const std::string& chat_template,
                     GgufWriter& writer);

}  // namespace tinybrain
