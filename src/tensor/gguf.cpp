// Reading GGUF: one walk over the header that checks everything, then views into the mapped file.
// Arrays are walked but not copied, so that opening a model costs no more than reading its header.
#include "tensor/gguf.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

#include "base/error.h"
#include "base/messages/tensor.h"
#include "tensor/names.h"

namespace tinybrain {
namespace {

static_assert(std::endian::native == std::endian::little, "files are read in place");

constexpr uint64_t kMaxName = 65535;                     // of keys, by the GGUF specification
constexpr uint64_t kMaxAlignment = 1u << 20;             // far above the 32 that everybody uses
constexpr uint64_t kSmallestValue = 8 + 4 + 1;           // empty key, type, one byte
constexpr uint64_t kSmallestTensor = 8 + 4 + 8 + 4 + 8;  // empty name, rank, one dim, type, offset

// Bytes of a value of fixed size; 0 for strings, arrays and unknown types.
size_t fixed_size(GgufType type) {
  switch (type) {
    case GgufType::u8:
    case GgufType::i8:
    case GgufType::boolean: return 1;
    case GgufType::u16:
    case GgufType::i16: return 2;
    case GgufType::u32:
    case GgufType::i32:
    case GgufType::f32: return 4;
    case GgufType::u64:
    case GgufType::i64:
    case GgufType::f64: return 8;
    case GgufType::string:
    case GgufType::array: break;
  }
  return 0;
}

template <class T>
T load(const std::byte* p) {
  T value;
  std::memcpy(&value, p, sizeof value);
  return value;
}

class Reader {
 public:
  explicit Reader(Bytes file) : file_(file) {}

  uint64_t position() const { return position_; }
  uint64_t left() const { return file_.size() - position_; }

  Bytes take(uint64_t size) {
    if (size > left()) throw Error(Code::bad_file, msg::kGgufTruncated, file_.size(), position_);
    const Bytes bytes = file_.subspan(position_, size);
    position_ += size;
    return bytes;
  }
  template <class T>
  T number() {
    return load<T>(take(sizeof(T)).data());
  }
  std::string_view string() {
    const Bytes bytes = take(number<uint64_t>());
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
  std::string_view name() {
    const std::string_view s = string();
    if (s.size() > kMaxName) throw Error(Code::bad_file, msg::kGgufName, s.size(), kMaxName);
    return s;
  }
  // A claimed count, refused when even the smallest such things would not fit.
  uint64_t count(uint64_t smallest) {
    const uint64_t n = number<uint64_t>();
    check_count(n, smallest);
    return n;
  }
  void check_count(uint64_t n, uint64_t smallest) const {
    if (n > left() / smallest)
      throw Error(Code::bad_file, msg::kGgufCount, n, position_, file_.size());
  }

 private:
  Bytes file_;
  uint64_t position_ = 0;
};

GgufArray read_array(Reader& in, std::string_view key) {
  const auto number = in.number<uint32_t>();
  const auto type = static_cast<GgufType>(number);
  if (type == GgufType::array) throw Error(Code::unsupported, msg::kGgufNestedArray, shown(key));
  const size_t size = fixed_size(type);
  if (size == 0 && type != GgufType::string)
    throw Error(Code::bad_file, msg::kGgufValueType, shown(key), number);
  const uint64_t count = in.number<uint64_t>();
  if (size > 0) {
    in.check_count(count, size);
    return {type, count, in.take(count * size)};
  }
  in.check_count(count, 8);
  Reader strings = in;
  for (uint64_t i = 0; i < count; ++i) strings.string();
  return {type, count, in.take(strings.position() - in.position())};
}

GgufValue scalar(GgufType type, const std::byte* p) {
  switch (type) {
    case GgufType::u8: return uint64_t{load<uint8_t>(p)};
    case GgufType::i8: return int64_t{load<int8_t>(p)};
    case GgufType::u16: return uint64_t{load<uint16_t>(p)};
    case GgufType::i16: return int64_t{load<int16_t>(p)};
    case GgufType::u32: return uint64_t{load<uint32_t>(p)};
    case GgufType::i32: return int64_t{load<int32_t>(p)};
    case GgufType::u64: return load<uint64_t>(p);
    case GgufType::i64: return load<int64_t>(p);
    case GgufType::f32: return double{load<float>(p)};
    case GgufType::f64: return load<double>(p);
    case GgufType::boolean: return load<uint8_t>(p) != 0;
    case GgufType::string:
    case GgufType::array: break;
  }
  TB_ASSERT(!"not a scalar");
}

GgufValue read_value(Reader& in, std::string_view key) {
  const auto number = in.number<uint32_t>();
  const auto type = static_cast<GgufType>(number);
  if (type == GgufType::string) return in.string();
  if (type == GgufType::array) return read_array(in, key);
  const size_t size = fixed_size(type);
  if (size == 0) throw Error(Code::bad_file, msg::kGgufValueType, shown(key), number);
  return scalar(type, in.take(size).data());
}

uint32_t read_version(Reader& in, Bytes file) {
  if (file.size() < 4 || std::memcmp(file.data(), "GGUF", 4) != 0)
    throw Error(Code::bad_file, msg::kGgufMagic);
  in.take(4);
  const auto version = in.number<uint32_t>();
  if (version != 0 && (version & 0xffff) == 0) throw Error(Code::unsupported, msg::kGgufBigEndian);
  if (version < 2 || version > 3) throw Error(Code::unsupported, msg::kGgufVersion, version);
  return version;
}

// A tensor's description as it stands in the file, and its size in bytes.
struct Described {
  GgufTensor tensor;
  uint64_t offset, size;
};

Described read_description(Reader& in) {
  Described d{};
  GgufTensor& t = d.tensor;
  t.name = in.name();
  t.rank = in.number<uint32_t>();
  if (t.rank < 1 || t.rank > 4)
    throw Error(Code::bad_file, msg::kTensorRank, shown(t.name), t.rank);
  t.dims = {1, 1, 1, 1};
  for (uint32_t i = 0; i < t.rank; ++i) t.dims[i] = in.number<uint64_t>();
  const auto type = in.number<uint32_t>();
  d.offset = in.number<uint64_t>();

  const std::optional<DType> dtype = dtype_from_number(type);
  if (!dtype) throw Error(Code::unsupported, msg::kTensorType, shown(t.name), ggml_type_name(type));
  t.dtype = *dtype;
  const std::optional<uint64_t> size = tensor_size(t.dtype, t.dims, t.name);
  if (!size) throw Error(Code::bad_file, msg::kTensorShape, shown(t.name));
  d.size = *size;
  return d;
}

// Points the tensor at its bytes. `base` = where the file's tensor data begins.
void locate(Described& d, Bytes file, uint64_t base, uint64_t alignment) {
  if (d.offset % alignment != 0)
    throw Error(Code::bad_file, msg::kTensorOffset, shown(d.tensor.name), d.offset, alignment);
  const uint64_t left = base <= file.size() ? file.size() - base : 0;
  if (d.offset > left || d.size > left - d.offset)
    throw Error(Code::bad_file, msg::kTensorEnd, shown(d.tensor.name), d.size,
                d.offset > std::numeric_limits<uint64_t>::max() - base ? d.offset : base + d.offset,
                file.size());
  d.tensor.data = file.subspan(base + d.offset, d.size);
}

void refuse_overlap(const std::vector<GgufTensor>& tensors) {
  std::vector<const GgufTensor*> order;
  for (const GgufTensor& t : tensors) order.push_back(&t);
  std::sort(order.begin(), order.end(), [](const GgufTensor* a, const GgufTensor* b) {
    return a->data.data() < b->data.data();
  });
  for (size_t i = 1; i < order.size(); ++i) {
    const Bytes before = order[i - 1]->data;
    if (before.data() + before.size() > order[i]->data.data())
      throw Error(Code::bad_file, msg::kTensorOverlap, shown(order[i - 1]->name),
                  shown(order[i]->name));
  }
}

template <class T>
const T& expect(std::string_view key, const GgufValue& value, const Message& otherwise) {
  const T* typed = std::get_if<T>(&value);
  if (!typed) throw Error(Code::bad_file, otherwise, shown(key));
  return *typed;
}

std::optional<int64_t> as_int(std::string_view key, const GgufValue& value) {
  if (const auto* i = std::get_if<int64_t>(&value)) return *i;
  if (const auto* u = std::get_if<uint64_t>(&value)) {
    if (*u > uint64_t{std::numeric_limits<int64_t>::max()})
      throw Error(Code::bad_file, msg::kGgufRange, shown(key));
    return static_cast<int64_t>(*u);
  }
  return std::nullopt;
}

}  // namespace

Gguf Gguf::parse(Bytes file) {
  Gguf gguf;
  Reader in(file);
  gguf.version_ = read_version(in, file);
  const uint64_t n_tensors = in.count(kSmallestTensor);
  const uint64_t n_metadata = in.count(kSmallestValue);

  for (uint64_t i = 0; i < n_metadata; ++i) {
    const std::string_view key = in.name();
    GgufValue value = read_value(in, key);
    if (!gguf.metadata_index_.emplace(key, gguf.metadata_.size()).second)
      throw Error(Code::bad_file, msg::kGgufDuplicate, shown(key));
    gguf.metadata_.emplace_back(key, value);
  }
  const int64_t alignment = gguf.get_int("general.alignment").value_or(32);
  if (alignment < 1 || static_cast<uint64_t>(alignment) > kMaxAlignment ||
      !std::has_single_bit(static_cast<uint64_t>(alignment)))
    throw Error(Code::bad_file, msg::kGgufAlignment, alignment, kMaxAlignment);

  std::vector<Described> described;
  for (uint64_t i = 0; i < n_tensors; ++i) {
    described.push_back(read_description(in));
    const std::string_view name = described.back().tensor.name;
    if (!gguf.tensor_index_.emplace(name, i).second)
      throw Error(Code::bad_file, msg::kGgufDuplicate, shown(name));
  }
  const auto step = static_cast<uint64_t>(alignment);
  const uint64_t base =
      (in.position() + step - 1) / step * step;  // position < 2^63: cannot overflow
  gguf.tensors_.reserve(described.size());
  for (Described& d : described) {
    locate(d, file, base, step);
    gguf.tensors_.push_back(d.tensor);
  }
  refuse_overlap(gguf.tensors_);
  return gguf;
}

const GgufTensor* Gguf::find_tensor(std::string_view name) const {
  const auto it = tensor_index_.find(name);
  return it == tensor_index_.end() ? nullptr : &tensors_[it->second];
}

const GgufValue* Gguf::find(std::string_view key) const {
  const auto it = metadata_index_.find(key);
  return it == metadata_index_.end() ? nullptr : &metadata_[it->second].second;
}

std::optional<int64_t> Gguf::get_int(std::string_view key) const {
  const GgufValue* value = find(key);
  if (!value) return std::nullopt;
  const std::optional<int64_t> i = as_int(key, *value);
  if (!i) throw Error(Code::bad_file, msg::kGgufNotInteger, shown(key));
  return i;
}

std::optional<double> Gguf::get_float(std::string_view key) const {
  const GgufValue* value = find(key);
  if (!value) return std::nullopt;
  if (const auto i = as_int(key, *value)) return static_cast<double>(*i);
  return expect<double>(key, *value, msg::kGgufNotNumber);
}

std::optional<bool> Gguf::get_bool(std::string_view key) const {
  const GgufValue* value = find(key);
  if (!value) return std::nullopt;
  return expect<bool>(key, *value, msg::kGgufNotBool);
}

std::optional<std::string_view> Gguf::get_string(std::string_view key) const {
  const GgufValue* value = find(key);
  if (!value) return std::nullopt;
  return expect<std::string_view>(key, *value, msg::kGgufNotString);
}

std::vector<std::string_view> Gguf::get_strings(std::string_view key) const {
  std::vector<std::string_view> out;
  const GgufValue* value = find(key);
  if (!value) return out;
  const auto& array = expect<GgufArray>(key, *value, msg::kGgufNotStrings);
  if (array.element != GgufType::string)
    throw Error(Code::bad_file, msg::kGgufNotStrings, shown(key));
  out.reserve(array.count);  // checked by parse: each took at least 8 bytes
  Reader in(array.bytes);
  for (uint64_t i = 0; i < array.count; ++i) out.push_back(in.string());
  return out;
}

std::vector<int64_t> Gguf::get_ints(std::string_view key) const {
  std::vector<int64_t> out;
  const GgufValue* value = find(key);
  if (!value) return out;
  const auto& array = expect<GgufArray>(key, *value, msg::kGgufNotIntegers);
  const size_t size = fixed_size(array.element);
  if (size == 0 || array.element == GgufType::f32 || array.element == GgufType::f64)
    throw Error(Code::bad_file, msg::kGgufNotIntegers, shown(key));
  out.reserve(array.count);
  for (uint64_t i = 0; i < array.count; ++i) {
    const GgufValue element = scalar(array.element, array.bytes.data() + i * size);
    if (const bool* b = std::get_if<bool>(&element))
      out.push_back(*b);  // per-layer flags
    else
      out.push_back(*as_int(key, element));
  }
  return out;
}

std::vector<float> Gguf::get_floats(std::string_view key) const {
  std::vector<float> out;
  const GgufValue* value = find(key);
  if (!value) return out;
  const auto& array = expect<GgufArray>(key, *value, msg::kGgufNotNumbers);
  const size_t size = fixed_size(array.element);
  if (array.element != GgufType::f32 && array.element != GgufType::f64)
    throw Error(Code::bad_file, msg::kGgufNotNumbers, shown(key));
  out.reserve(array.count);
  for (uint64_t i = 0; i < array.count; ++i)
    out.push_back(
        static_cast<float>(std::get<double>(scalar(array.element, array.bytes.data() + i * size))));
  return out;
}

}  // namespace tinybrain
