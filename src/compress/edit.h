// A model as floats that can be changed and written again as a GGUF file. Tensors are read when they are
// first asked for; what nobody touched is passed through.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compress/calibrate.h"
#include "compress/type_plan.h"
#include "model/source.h"

namespace tinybrain {

class EditableModel {
 public:
  explicit EditableModel(const ModelSource& source);  // which must outlive this
  ~EditableModel();                                   // elsewhere: large, and wanted in many places

  struct Tensor {
    std::string name;
    size_t n, k;
    bool vector;
    const SourceTensor* from;     // the values, unless `values` or `rows` has them
    std::vector<float> values;    // [n*k] once read
    std::vector<std::byte> rows;  // blocks of `type` that are to be written as they are
    DType type;                   // of `rows`, else of the source
  };

  const ModelSource& source() const { return source_; }
  const ModelConfig& config() const { return config_; }
  ModelConfig& edit_config() { return config_edited_ = true, config_; }
  const TokenizerSpec& tokenizer();
  TokenizerSpec& edit_tokenizer();

  std::vector<Tensor>& tensors() { return tensors_; }
  Tensor* find(std::string_view name);
  Tensor& at(std::string_view name);  // Error{bad_argument}
  // [n*k], to be changed in place.
  std::vector<float>& values(std::string_view name);
  // Another shape and other values; k == 0 keeps it.
  void replace(std::string_view name, size_t n, size_t k, std::vector<float> values);
  // Only these rows, or columns, in this order.
  void keep_rows(std::string_view name, std::span<const size_t> rows);
  void keep_columns(std::string_view name, std::span<const size_t> columns);
  // Rows of blocks instead of values.
  void set_rows(std::string_view name, DType type, std::vector<std::byte> rows);
  void remove(std::string_view name);

  // Bytes of the file with that plan, but for its metadata.
  uint64_t tensor_bytes(const TypePlan& plan) const;
  // Writes a GGUF file that this engine and llama.cpp load. Error{bad_argument} when it is the source's own
  // file. Nothing is left behind on failure.
  void write(const std::filesystem::path& path, const TypePlan& plan, Threads& threads,
             const CompressProgress& progress) const;

 private:
  const ModelSource& source_;
  ModelConfig config_;
  bool config_edited_ = false;
  std::unique_ptr<TokenizerSpec> tokenizer_;
  bool tokenizer_edited_ = false;
  std::vector<Tensor> tensors_;
};

}  // namespace tinybrain
