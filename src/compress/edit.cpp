// Reading on demand, and writing: what was changed is rounded to its planned type by the plain quantizers, what
// was not passes through as bytes.
#include "compress/edit.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"
#include "base/messages/compress.h"
#include "base/messages/model.h"
#include "model/write.h"
#include "tensor/quantize.h"

namespace tinybrain {
namespace {

using Tensor = EditableModel::Tensor;

DType written_type(const Tensor& t, const TypePlan& plan) {
  return t.rows.empty() ? plan.of(t.name, t.n, t.k, t.vector, t.type) : t.type;
}

// The tensor as it is to be written; `t` must stay where it is until then.
OutputTensor output_of(const Tensor& t, DType type) {
  if (t.rows.empty() && t.values.empty() && t.from) {
    OutputTensor out = output_of(*t.from, type);
    out.name = t.name;  // a layer's number may have changed
    return out;
  }
  OutputTensor out{t.name, t.n, t.k, t.vector, type, {}, t.rows};
  if (t.rows.empty())
    out.read = [&t](size_t row, float* y) {
      std::memcpy(y, t.values.data() + row * t.k, t.k * sizeof(float));
    };
  return out;
}

}  // namespace

DType TypePlan::of(std::string_view name, size_t n, size_t k, bool vector, DType source) const {
  const auto it = types.find(name);
  if (it != types.end()) {
    if (k % dtype_info(it->second).block != 0)
      throw Error(Code::bad_argument, msg::kCompressType, name, k, dtype_info(it->second).name);
    return it->second;
  }
  if (vector) return DType::f32;
  return type_in_model(std::string(name), n, k, otherwise.value_or(source));
}

EditableModel::~EditableModel() = default;

EditableModel::EditableModel(const ModelSource& source)
    : source_(source), config_(source.config()) {
  for (const SourceTensor& t : source.tensors())
    tensors_.push_back({t.name, t.n, t.k, t.vector, &t, {}, {}, t.dtype});
  // Small tensors that the source has elsewhere: read now, their views end here.
  for (const OutputTensor& t : factor_tensors(source)) {
    tensors_.push_back({t.name, 1, t.k, true, nullptr, std::vector<float>(t.k), {}, DType::f32});
    std::memcpy(tensors_.back().values.data(), t.same.data(), t.same.size());
  }
}

const TokenizerSpec& EditableModel::tokenizer() {
  if (!tokenizer_) tokenizer_ = std::make_unique<TokenizerSpec>(source_.tokenizer());
  return *tokenizer_;
}

TokenizerSpec& EditableModel::edit_tokenizer() {
  tokenizer();
  tokenizer_edited_ = true;
  return *tokenizer_;
}

Tensor* EditableModel::find(std::string_view name) {
  for (Tensor& t : tensors_)
    if (t.name == name) return &t;
  return nullptr;
}

Tensor& EditableModel::at(std::string_view name) {
  if (Tensor* t = find(name)) return *t;
  throw Error(Code::bad_argument, msg::kCompressTensor, name);
}

std::vector<float>& EditableModel::values(std::string_view name) {
  Tensor& t = at(name);
  if (!t.values.empty()) return t.values;
  t.values.resize(t.n * t.k);
  if (!t.rows.empty()) {
    const size_t bytes = row_bytes(t.type, t.k);
    for (size_t i = 0; i < t.n; ++i)
      dequantize_row(t.type, t.rows.data() + i * bytes, t.values.data() + i * t.k, t.k);
    t.rows.clear();
  } else {
    for (size_t i = 0; i < t.n; ++i) ModelSource::read(*t.from, i, t.values.data() + i * t.k);
    source_.drop(*t.from);
  }
  return t.values;
}

void EditableModel::replace(std::string_view name, size_t n, size_t k, std::vector<float> values) {
  TB_ASSERT(values.size() == n * k && n > 0 && k > 0);
  Tensor& t = at(name);
  t.n = n;
  t.k = k;
  t.values = std::move(values);
  t.rows.clear();
}

void EditableModel::keep_rows(std::string_view name, std::span<const size_t> rows) {
  const std::vector<float>& all = values(name);
  const size_t k = at(name).k;
  std::vector<float> kept(rows.size() * k);
  for (size_t i = 0; i < rows.size(); ++i)
    std::copy_n(all.data() + rows[i] * k, k, kept.data() + i * k);
  replace(name, rows.size(), k, std::move(kept));
}

void EditableModel::keep_columns(std::string_view name, std::span<const size_t> columns) {
  const std::vector<float>& all = values(name);
  const size_t n = at(name).n, k = at(name).k;
  std::vector<float> kept(n * columns.size());
  for (size_t r = 0; r < n; ++r)
    for (size_t j = 0; j < columns.size(); ++j)
      kept[r * columns.size() + j] = all[r * k + columns[j]];
  replace(name, n, columns.size(), std::move(kept));
}

void EditableModel::set_rows(std::string_view name, DType type, std::vector<std::byte> rows) {
  Tensor& t = at(name);
  TB_ASSERT(rows.size() == row_bytes(type, t.k) * t.n);
  t.rows = std::move(rows);
  t.type = type;
  t.values = {};
}

void EditableModel::remove(std::string_view name) {
  std::erase_if(tensors_, [&](const Tensor& t) { return t.name == name; });
}

uint64_t EditableModel::tensor_bytes(const TypePlan& plan) const {
  uint64_t total = 0;
  for (const Tensor& t : tensors_) total += row_bytes(written_type(t, plan), t.k) * t.n;
  return total;
}

void EditableModel::write(const std::filesystem::path& path, const TypePlan& plan, Threads& threads,
                          const CompressProgress& progress) const {
  std::error_code ignored;
  if (std::filesystem::equivalent(source_.path(), path, ignored))
    throw Error(Code::bad_argument, msg::kConvertSame);
  GgufWriter writer;
  copy_metadata(source_, writer);
  if (config_edited_) write_config(config_, writer);
  if (tokenizer_edited_) write_tokenizer(*tokenizer_, source_.chat_template(), writer);
  std::map<DType, uint64_t> bytes_of;  // the type with most bytes names the file's
  std::vector<OutputTensor> outputs;
  for (const Tensor& t : tensors_) {
    const DType type = written_type(t, plan);
    bytes_of[type] += row_bytes(type, t.k) * t.n;
    outputs.push_back(output_of(t, type));
  }
  const auto most =
      std::max_element(bytes_of.begin(), bytes_of.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  set_file_type(most->first, writer);
  write_tensors(writer, outputs, path, threads, progress, [&](size_t i) {
    if (tensors_[i].from) source_.drop(*tensors_[i].from);
  });
}

}  // namespace tinybrain
