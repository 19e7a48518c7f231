// GGUF v2 and v3 files, little-endian: reading (memory-mapped, everything checked before use) and writing.
//
//   "GGUF"  u32 version  u64 n_tensors  u64 n_metadata
//   n_metadata x { string key; u32 type; value }         string = u64 length, bytes
//   n_tensors  x { string name; u32 rank; u64 dims[rank]; u32 dtype; u64 offset }
//   padding to general.alignment (32 unless said)  tensor data, each offset a multiple of the alignment
//
// dims[0] is the fastest: the row length K. A matrix [N,K] is stored as dims {K, N}.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "base/file.h"
#include "tensor/dtype.h"

namespace tinybrain {

// One metadata value. Scalars are widened; arrays stay as a view of the file and are decoded on demand.
struct GgufArray;
using GgufValue = std::variant<uint64_t, int64_t, double, bool, std::string_view, GgufArray>;
enum class GgufType : uint32_t {
  u8,
  i8,
  u16,
  i16,
  u32,
  i32,
  f32,
  boolean,
  string,
  array,
  u64,
  i64,
  f64
};
struct GgufArray {
  GgufType element;  // arrays of arrays are refused
  uint64_t count;
  Bytes bytes;  // the elements, as in the file; checked to hold `count` of them
};

struct GgufTensor {
  std::string_view name;
  DType dtype;
  uint32_t rank;                 // 1 to 4
  std::array<uint64_t, 4> dims;  // dims[0] = K; unused ones are 1
  Bytes data;                    // row_bytes(dtype, dims[0]) * dims[1] * dims[2] * dims[3]
  uint64_t elements() const { return dims[0] * dims[1] * dims[2] * dims[3]; }
};

class Gguf {
 public:
  // Parses bytes that outlive the object (views point into them). Error{bad_file} says what and where;
  // a tensor type we do not read is Error{unsupported} naming it.
  static Gguf parse(Bytes file);

  uint32_t version() const { return version_; }
  const std::vector<GgufTensor>& tensors() const { return tensors_; }
  const GgufTensor* find_tensor(std::string_view name) const;
  const std::vector<std::pair<std::string_view, GgufValue>>& metadata() const { return metadata_; }
  const GgufValue* find(std::string_view key) const;

  // Typed look-ups; nullopt when absent, Error{bad_file} when of another type. Integers of any width and
  // sign convert when in range.
  std::optional<int64_t> get_int(std::string_view key) const;
  std::optional<double> get_float(std::string_view key) const;
  std::optional<bool> get_bool(std::string_view key) const;
  std::optional<std::string_view> get_string(std::string_view key) const;
  std::vector<std::string_view> get_strings(std::string_view key) const;  // empty when absent
  std::vector<int64_t> get_ints(std::string_view key) const;
  std::vector<float> get_floats(std::string_view key) const;

 private:
  uint32_t version_ = 0;
  std::vector<std::pair<std::string_view, GgufValue>> metadata_;
  std::vector<GgufTensor> tensors_;
  std::unordered_map<std::string_view, size_t> metadata_index_, tensor_index_;
};

// Writes GGUF v3. Metadata first, then tensors declared with their shapes, then their data in order, so that
// nothing has to be held in memory at once.
class GgufWriter {
 public:
  using Value = std::variant<uint32_t, int32_t, float, bool, std::string, uint64_t,
                             std::vector<std::string>, std::vector<int32_t>, std::vector<float>>;
  void set(std::string key, Value value);  // replaces an earlier value of that key
  void copy(std::string_view key,
            const GgufValue& value);  // keeps the value as it is in another file
  void declare(std::string name, DType dtype, std::vector<uint64_t> dims);
  // Produces the whole file: `data(i, sink)` must pass exactly the bytes of tensor i to sink, in any pieces.
  using Sink = std::function<void(const void*, size_t)>;
  using Data = std::function<void(size_t tensor, const Sink& sink)>;
  void write(AtomicFile& file, const Data& data) const;
  void write(const Sink& out, const Data& data) const;
  size_t tensor_count() const { return tensors_.size(); }

 private:
  struct Declared {
    std::string name;
    DType dtype;
    std::vector<uint64_t> dims;
  };
  std::vector<std::pair<std::string, std::string>> metadata_;  // key, encoded type + value
  std::vector<Declared> tensors_;
};

}  // namespace tinybrain
