// Conversion, tensor by tensor: rows are read as floats, adjusted, quantized by all threads and written;
// only a slab of rows is in memory at a time.
#include "model/convert.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/error.h"
#include "base/messages/model.h"
#include "base/threads.h"
#include "model/source.h"
#include "tensor/quantize.h"

namespace tinybrain {
namespace {

constexpr size_t kSlabFloats = size_t{1} << 20;

// llama.cpp's general.file_type for "mostly this type" (llama.h, llama_ftype).
uint32_t file_type(DType type) {
  switch (type) {
    case DType::f32: return 0;
    case DType::f16: return 1;
    case DType::q4_0: return 2;
    case DType::q4_1: return 3;
    case DType::q8_0: return 7;
    case DType::q5_0: return 8;
    case DType::q5_1: return 9;
    case DType::q2_k: return 10;
    case DType::q3_k: return 12;
    case DType::q4_k: return 15;
    case DType::q5_k: return 17;
    case DType::q6_k: return 18;
    case DType::iq4_nl: return 25;
    case DType::iq4_xs: return 30;
    case DType::bf16: return 32;
  }
  return 0;
}

// The type a tensor gets when the model is to be of `type`: vectors, positions and factors stay floats; rows
// that blocks of 256 do not divide take the type with blocks of 32 of the nearest size (as llama.cpp does).
DType type_for(const SourceTensor& t, DType type) {
  if (t.vector || t.n == 1 || t.name == "position_embd.weight" || t.name == "token_types.weight")
    return DType::f32;
  if (t.k % dtype_info(type).block == 0) return type;
  DType smaller = DType::f16;
  switch (type) {
    case DType::q2_k:
    case DType::q3_k:
    case DType::iq4_xs: smaller = DType::iq4_nl; break;
    case DType::q4_k: smaller = DType::q5_0; break;
    case DType::q5_k: smaller = DType::q5_1; break;
    case DType::q6_k: smaller = DType::q8_0; break;
    default: break;
  }
  return t.k % dtype_info(smaller).block == 0 ? smaller : DType::f16;
}

void write_tensor(const SourceTensor& t, DType type, Threads& threads,
                  const GgufWriter::Sink& sink) {
  if (t.dtype == type && t.adjust == Adjust::none) {  // nothing to compute: the bytes as they are
    sink(t.data.data(), t.data.size());
    return;
  }
  const size_t bytes = row_bytes(type, t.k), slab = std::max<size_t>(1, kSlabFloats / t.k);
  std::vector<float> values(std::min(slab, t.n) * t.k);
  std::vector<std::byte> out(std::min(slab, t.n) * bytes);
  for (size_t row = 0; row < t.n; row += slab) {
    const size_t rows = std::min(slab, t.n - row);
    threads.run(rows, 1, [&](size_t begin, size_t end, size_t) {
      for (size_t r = begin; r < end; ++r) {
        ModelSource::read(t, row + r, values.data() + r * t.k);
        quantize_row(type, values.data() + r * t.k, out.data() + r * bytes, t.k);
      }
    });
    sink(out.data(), rows * bytes);
  }
}

}  // namespace

void convert_model(const std::filesystem::path& input, const std::filesystem::path& output,
                   DType type, const std::function<bool(uint64_t, uint64_t)>& progress) {
  std::error_code ignored;
  if (std::filesystem::equivalent(input, output, ignored))
    throw Error(Code::bad_argument, msg::kConvertSame);
  const ModelSource source(input);
  Threads threads;
  GgufWriter writer;
  if (source.gguf()) {
    for (const auto& [key, value] : source.gguf()->metadata()) writer.copy(key, value);
  } else {
    write_config(source.config(), writer);
    write_tokenizer(source.tokenizer(), source.chat_template(), writer);
  }
  writer.set("general.file_type", file_type(type));
  writer.set("general.quantization_version", uint32_t{2});
  std::vector<const SourceTensor*> tensors;
  std::vector<DType> types;
  uint64_t total = 0, done = 0;
  const auto declare = [&](const SourceTensor& t) {
    tensors.push_back(&t);
    types.push_back(type_for(t, type));
    std::vector<uint64_t> dims{t.k};
    if (!t.vector) dims.push_back(t.n);
    writer.declare(t.name, types.back(), std::move(dims));
    total += t.data.size();
  };
  // Llama 3's frequency factors are a tensor in GGUF, metadata in config.json.
  std::vector<SourceTensor> factors;
  const RopeConfig& rope = source.config().rope;
  factors.reserve(3);
  const auto add_factors = [&](const char* name, const std::vector<float>& values) {
    if (values.empty() || source.find(name)) return;
    SourceTensor t;
    t.name = name;
    t.dtype = DType::f32;
    t.k = values.size();
    t.vector = true;
    t.data = std::as_bytes(std::span(values));
    factors.push_back(std::move(t));
  };
  if (!source.gguf()) {
    add_factors("rope_freqs.weight", rope.factors);
    add_factors("rope_factors_long.weight", rope.long_factors);
    add_factors("rope_factors_short.weight", rope.short_factors);
  }
  for (const SourceTensor& t : source.tensors()) declare(t);
  for (const SourceTensor& t : factors) declare(t);
  AtomicFile file(output);
  writer.write(file, [&](size_t i, const GgufWriter::Sink& sink) {
    if (progress && !progress(done, total)) throw Error(Code::cancelled, msg::kCancelled);
    write_tensor(*tensors[i], types[i], threads, sink);
    done += tensors[i]->data.size();
    source.drop(*tensors[i]);
  });
  file.commit();
  if (progress) progress(total, total);
}

}  // namespace tinybrain
