// A model file from tensors, wherever their values come from: rows are read as floats, quantized by all
// threads and written; only a slab of rows is in memory at a time.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/threads.h"
#include "model/source.h"
#include "tensor/gguf.h"

namespace tinybrain {

// The type a tensor gets when the model is to be of `type`: vectors, positions and factors stay floats; rows
// that blocks of 256 do not divide take the type with blocks of 32 of the nearest size (as llama.cpp does).
DType type_in_model(const std::string& name, size_t n, size_t k, DType type);

struct OutputTensor {
  std::string name;  // GGUF's
  size_t n = 1, k = 0;
  bool vector = false;
  DType type = DType::f32;
  std::function<void(size_t row, float* y)> read;  // from several threads at once
  Bytes same;  // the bytes as they shall be, where nothing is to be computed; else empty
};
// A tensor of a source as it is there, in that type.
OutputTensor output_of(const SourceTensor& tensor, DType type);

// Factors of the rotary frequencies that are metadata in config.json and tensors in GGUF (Llama 3, Phi-3);
// none for a GGUF source. Their bytes are the source's.
std::vector<OutputTensor> factor_tensors(const ModelSource& source);

// Metadata, configuration and tokenizer of a source.
void copy_metadata(const ModelSource& source, GgufWriter& writer);
// general.file_type: "mostly this type".
void set_file_type(DType type, GgufWriter& writer);

// progress(done, total) in bytes of output; false = stop (Error{cancelled}, nothing left behind).
// written(i) is called when tensor i is done.
void write_tensors(GgufWriter& writer, const std::vector<OutputTensor>& tensors,
                   const std::filesystem::path& output, Threads& threads,
                   const std::function<bool(uint64_t, uint64_t)>& progress,
                   const std::function<void(size_t)>& written = {});

}  // namespace tinybrain
