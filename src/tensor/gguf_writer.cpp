// Writing GGUF v3: the header from what was declared, then each tensor's bytes as the caller passes
// them, checked to be exactly as many as its shape says. Nothing is held in memory but the header.
#include <cstring>
#include <limits>
#include <type_traits>

#include "base/error.h"
#include "base/messages/tensor.h"
#include "tensor/gguf.h"
#include "tensor/names.h"

namespace tinybrain {
namespace {

constexpr uint64_t kAlignment = 32;  // the format's default; no general.alignment is written

template <class T>
void put(std::string& out, T value) {
  static_assert(std::is_trivially_copyable_v<T>);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}
void put_type(std::string& out, GgufType type) { put(out, static_cast<uint32_t>(type)); }
void put_string(std::string& out, std::string_view s) {
  put(out, uint64_t{s.size()});
  out += s;
}

template <class T>
constexpr GgufType type_of() {
  if constexpr (std::is_same_v<T, uint32_t>)
    return GgufType::u32;
  else if constexpr (std::is_same_v<T, int32_t>)
    return GgufType::i32;
  else if constexpr (std::is_same_v<T, float>)
    return GgufType::f32;
  else if constexpr (std::is_same_v<T, bool>)
    return GgufType::boolean;
  else if constexpr (std::is_same_v<T, uint64_t>)
    return GgufType::u64;
  else
    return GgufType::string;
}

// The encoded type and value, as they stand after the key.
struct Encoder {
  std::string out;

  template <class T>
  void element(const T& value) {
    if constexpr (std::is_same_v<T, std::string>)
      put_string(out, value);
    else if constexpr (std::is_same_v<T, bool>)
      put(out, uint8_t{value});
    else
      put(out, value);
  }
  template <class T>
  void operator()(const T& value) {
    put_type(out, type_of<T>());
    element(value);
  }
  template <class T>
  void operator()(const std::vector<T>& values) {
    put_type(out, GgufType::array);
    put_type(out, type_of<T>());
    put(out, uint64_t{values.size()});
    for (const T& value : values) element(value);
  }
};

// A value read from another file. Reading widened integers and floats; the narrowest of the usual types
// that holds the value is written again (llama.cpp wants u32 and f32 where the value fits them).
struct Copier {
  std::string out;

  void operator()(uint64_t v) {
    if (v <= std::numeric_limits<uint32_t>::max())
      encode(static_cast<uint32_t>(v));
    else
      encode(v);
  }
  void operator()(int64_t v) {
    if (v >= std::numeric_limits<int32_t>::min() && v <= std::numeric_limits<int32_t>::max()) {
      encode(static_cast<int32_t>(v));
    } else {
      put_type(out, GgufType::i64);
      put(out, v);
    }
  }
  void operator()(double v) {
    if (v == v && static_cast<double>(static_cast<float>(v)) != v) {
      put_type(out, GgufType::f64);
      put(out, v);
    } else {
      encode(static_cast<float>(v));
    }
  }
  void operator()(bool v) { encode(v); }
  void operator()(std::string_view v) { encode(std::string(v)); }
  void operator()(const GgufArray& array) {
    put_type(out, GgufType::array);
    put_type(out, array.element);
    put(out, array.count);
    out.append(reinterpret_cast<const char*>(array.bytes.data()), array.bytes.size());
  }

 private:
  template <class T>
  void encode(const T& value) {
    Encoder encoder;
    encoder(value);
    out += encoder.out;
  }
};

void put_padding(std::string& out, uint64_t position) {
  out.append((kAlignment - position % kAlignment) % kAlignment, '\0');
}

uint64_t bytes_of(DType dtype, const std::vector<uint64_t>& dims, std::string_view name) {
  const std::optional<uint64_t> size = tensor_size(dtype, dims, name);
  if (!size) throw Error(Code::bad_argument, msg::kTensorShape, shown(name));
  return *size;
}

void check_key(std::string_view key) {
  if (key.empty() || key.size() > 65535 || key == "general.alignment")
    throw Error(Code::bad_argument, msg::kWriteKey, shown(key));
}

template <class Entries>
void replace(Entries& entries, std::string key, std::string encoded) {
  for (auto& [name, value] : entries) {
    if (name != key) continue;
    value = std::move(encoded);
    return;
  }
  entries.emplace_back(std::move(key), std::move(encoded));
}

}  // namespace

void GgufWriter::set(std::string key, Value value) {
  check_key(key);
  Encoder encoder;
  std::visit(encoder, value);
  replace(metadata_, std::move(key), std::move(encoder.out));
}

void GgufWriter::copy(std::string_view key, const GgufValue& value) {
  // The alignment belongs to the file that it was read from, not to this one.
  if (key == "general.alignment") return;
  check_key(key);
  Copier copier;
  std::visit(copier, value);
  replace(metadata_, std::string(key), std::move(copier.out));
}

void GgufWriter::declare(std::string name, DType dtype, std::vector<uint64_t> dims) {
  if (dims.empty() || dims.size() > 4)
    throw Error(Code::bad_argument, msg::kTensorRank, shown(name), dims.size());
  bytes_of(dtype, dims, name);
  for (const Declared& t : tensors_) {
    if (t.name == name) throw Error(Code::bad_argument, msg::kGgufDuplicate, shown(name));
  }
  tensors_.push_back({std::move(name), dtype, std::move(dims)});
}

void GgufWriter::write(AtomicFile& file, const Data& data) const {
  write([&](const void* bytes, size_t count) { file.write(bytes, count); }, data);
}

void GgufWriter::write(const Sink& out, const Data& data) const {
  std::string header = "GGUF";
  put(header, uint32_t{3});
  put(header, uint64_t{tensors_.size()});
  put(header, uint64_t{metadata_.size()});
  for (const auto& [key, value] : metadata_) {
    put_string(header, key);
    header += value;
  }
  uint64_t offset = 0;
  for (const Declared& t : tensors_) {
    put_string(header, t.name);
    put(header, static_cast<uint32_t>(t.dims.size()));
    for (const uint64_t dim : t.dims) put(header, dim);
    put(header, static_cast<uint32_t>(t.dtype));
    put(header, offset);
    offset += (bytes_of(t.dtype, t.dims, t.name) + kAlignment - 1) / kAlignment * kAlignment;
  }
  put_padding(header, header.size());
  out(header.data(), header.size());

  for (size_t i = 0; i < tensors_.size(); ++i) {
    const Declared& t = tensors_[i];
    const uint64_t size = bytes_of(t.dtype, t.dims, t.name);
    uint64_t written = 0;
    data(i, [&](const void* bytes, size_t count) {
      written += count;
      if (written <= size) out(bytes, count);
    });
    if (written != size)
      throw Error(Code::bad_argument, msg::kWriteTensorSize, shown(t.name), size, written);
    std::string padding;
    put_padding(padding, size);
    out(padding.data(), padding.size());
  }
}

}  // namespace tinybrain
