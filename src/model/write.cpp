#include "model/write.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/model.h"
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

void write_tensor(const OutputTensor& t, Threads& threads, const GgufWriter::Sink& sink) {
  if (!t.same.empty()) {
    sink(t.same.data(), t.same.size());
    return;
  }
  const size_t bytes = row_bytes(t.type, t.k), slab = std::max<size_t>(1, kSlabFloats / t.k);
  std::vector<float> values(std::min(slab, t.n) * t.k);
  std::vector<std::byte> out(std::min(slab, t.n) * bytes);
  for (size_t row = 0; row < t.n; row += slab) {
    const size_t rows = std::min(slab, t.n - row);
    threads.run(rows, 1, [&](size_t begin, size_t end, size_t) {
      for (size_t r = begin; r < end; ++r) {
        t.read(row + r, values.data() + r * t.k);
        quantize_row(t.type, values.data() + r * t.k, out.data() + r * bytes, t.k);
      }
    });
    sink(out.data(), rows * bytes);
  }
}

}  // namespace

DType type_in_model(const std::string& name, size_t n, size_t k, DType type) {
  if (n == 1 || name == "position_embd.weight" || name == "token_types.weight") return DType::f32;
  if (k % dtype_info(type).block == 0) return type;
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
  return k % dtype_info(smaller).block == 0 ? smaller : DType::f16;
}

OutputTensor output_of(const SourceTensor& t, DType type) {
  OutputTensor out{t.name, t.n, t.k, t.vector, type, {}, {}};
  if (t.dtype == type && t.adjust == Adjust::none)
    out.same = t.data;
  else
    out.read = [&t](size_t row, float* y) { ModelSource::read(t, row, y); };
  return out;
}

std::vector<OutputTensor> factor_tensors(const ModelSource& source) {
  std::vector<OutputTensor> found;
  if (source.gguf()) return found;
  const RopeConfig& rope = source.config().rope;
  const auto add = [&](const char* name, const std::vector<float>& values) {
    if (values.empty() || source.find(name)) return;
    found.push_back(
        {name, 1, values.size(), true, DType::f32, {}, std::as_bytes(std::span(values))});
  };
  add("rope_freqs.weight", rope.factors);
  add("rope_factors_long.weight", rope.long_factors);
  add("rope_factors_short.weight", rope.short_factors);
  return found;
}

void copy_metadata(const ModelSource& source, GgufWriter& writer) {
  if (source.gguf()) {
    for (const auto& [key, value] : source.gguf()->metadata()) writer.copy(key, value);
  } else {
    write_config(source.config(), writer);
    write_tokenizer(source.tokenizer(), source.chat_template(), writer);
  }
}

void set_file_type(DType type, GgufWriter& writer) {
  writer.set("general.file_type", file_type(type));
  writer.set("general.quantization_version", uint32_t{2});
}

void write_tensors(GgufWriter& writer, const std::vector<OutputTensor>& tensors,
                   const std::filesystem::path& output, Threads& threads,
                   const std::function<bool(uint64_t, uint64_t)>& progress,
                   const std::function<void(size_t)>& written) {
  uint64_t total = 0, done = 0;
  for (const OutputTensor& t : tensors) {
    std::vector<uint64_t> dims{t.k};
    if (!t.vector) dims.push_back(t.n);
    writer.declare(t.name, t.type, std::move(dims));
    total += t.n * row_bytes(t.type, t.k);
  }
  AtomicFile file(output);
  writer.write(file, [&](size_t i, const GgufWriter::Sink& sink) {
    if (progress && !progress(done, total)) throw Error(Code::cancelled, msg::kCancelled);
    write_tensor(tensors[i], threads, sink);
    done += tensors[i].n * row_bytes(tensors[i].type, tensors[i].k);
    if (written) written(i);
  });
  file.commit();
  if (progress) progress(total, total);
}

}  // namespace tinybrain
