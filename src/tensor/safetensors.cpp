// Reading safetensors: the JSON header is checked against the file, tensors are views into it.
// Integer tensors (position ids, masks) are checked as well, then left out.
#include "tensor/safetensors.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <filesystem>
#include <map>
#include <unordered_set>

#include "base/error.h"
#include "base/json.h"
#include "base/messages/tensor.h"
#include "tensor/names.h"

namespace tinybrain {
namespace {

static_assert(std::endian::native == std::endian::little, "files are read in place");

constexpr uint64_t kMaxHeader = 100'000'000;  // the limit of the reference implementation
constexpr size_t kMaxIndex = size_t{64} << 20;

// What the header's "dtype" means: how many bytes, and our type when we read it.
struct Element {
  std::string_view name;
  uint32_t bytes;
  std::optional<DType> dtype;
  bool skipped;  // integers: well-formed, but never weights of ours
};
constexpr Element kElements[] = {
    {"F32", 4, DType::f32, false}, {"F16", 2, DType::f16, false}, {"BF16", 2, DType::bf16, false},
    {"BOOL", 1, {}, true},         {"U8", 1, {}, true},           {"I8", 1, {}, true},
    {"U16", 2, {}, true},          {"I16", 2, {}, true},          {"U32", 4, {}, true},
    {"I32", 4, {}, true},          {"U64", 8, {}, true},          {"I64", 8, {}, true},
};

const Element& element_of(std::string_view tensor, std::string_view dtype) {
  for (const Element& e : kElements) {
    if (e.name == dtype) return e;
  }
  throw Error(Code::unsupported, msg::kTensorType, shown(tensor), shown(dtype));
}

std::vector<uint64_t> read_shape(std::string_view name, const Json& entry) {
  std::vector<uint64_t> shape;
  for (const Json& dim : entry.at("shape").as_array("shape")) {
    const int64_t d = dim.as_int("shape");
    if (d < 0) throw Error(Code::bad_file, msg::kTensorShape, shown(name));
    shape.push_back(static_cast<uint64_t>(d));
  }
  return shape;
}

// Bytes that the shape asks for. An empty shape is one number; a zero dimension is no bytes.
uint64_t size_of(std::string_view name, const std::vector<uint64_t>& shape, uint32_t element) {
  uint64_t bytes = element;
  for (const uint64_t dim : shape) {
    if (__builtin_mul_overflow(bytes, dim, &bytes))
      throw Error(Code::bad_file, msg::kTensorShape, shown(name));
  }
  return bytes;
}

struct Placed {
  uint64_t begin, end;
  std::string name;
};

Placed read_offsets(const std::string& name, const Json& entry, uint64_t size, uint64_t data) {
  const Json::Array& offsets = entry.at("data_offsets").as_array("data_offsets");
  const int64_t begin = offsets.size() == 2 ? offsets[0].as_int("data_offsets") : -1;
  const int64_t end = offsets.size() == 2 ? offsets[1].as_int("data_offsets") : -1;
  const bool fits = begin >= 0 && end >= begin && static_cast<uint64_t>(end) <= data &&
                    static_cast<uint64_t>(end - begin) == size;
  if (!fits)
    throw Error(Code::bad_file, msg::kSafetensorsOffsets, shown(name), begin, end, data, size);
  return {static_cast<uint64_t>(begin), static_cast<uint64_t>(end), name};
}

void refuse_overlap(std::vector<Placed>& placed) {
  std::sort(placed.begin(), placed.end(),
            [](const Placed& a, const Placed& b) { return a.begin < b.begin; });
  for (size_t i = 1; i < placed.size(); ++i) {
    if (placed[i - 1].end > placed[i].begin)
      throw Error(Code::bad_file, msg::kTensorOverlap, shown(placed[i - 1].name),
                  shown(placed[i].name));
  }
}

// The header's text, and where the data begins.
std::string_view read_header(Bytes file) {
  if (file.size() < 8) throw Error(Code::bad_file, msg::kSafetensorsTruncated, file.size());
  uint64_t length;
  std::memcpy(&length, file.data(), sizeof length);
  if (length > kMaxHeader || length > file.size() - 8)
    throw Error(Code::bad_file, msg::kSafetensorsHeader, length, file.size(), kMaxHeader);
  return {reinterpret_cast<const char*>(file.data()) + 8, static_cast<size_t>(length)};
}

// A shard is a file of the same directory: no way out, no hidden files, no other drives.
void check_shard_name(const std::string& name) {
  const bool plain = !name.empty() && name.size() <= 255 && name[0] != '.' &&
                     name.find_first_of(std::string_view("/\\:\0", 4)) == std::string::npos;
  if (!plain) throw Error(Code::bad_file, msg::kShardName, shown(name));
}

// The tensors that we read; the names of the others go to `skipped`.
std::vector<SafeTensor> parse(Bytes file, std::unordered_set<std::string>& skipped) {
  const std::string_view text = read_header(file);
  const Bytes data = file.subspan(8 + text.size());
  const Json header = Json::parse(text, 8);
  std::vector<SafeTensor> tensors;
  std::vector<Placed> placed;
  for (const auto& [name, entry] : header.as_object("header")) {
    if (name == "__metadata__") continue;
    const Element& element = element_of(name, entry.at("dtype").as_string("dtype"));
    std::vector<uint64_t> shape = read_shape(name, entry);
    const uint64_t size = size_of(name, shape, element.bytes);
    placed.push_back(read_offsets(name, entry, size, data.size()));
    if (element.skipped) {
      skipped.insert(name);
      continue;
    }
    tensors.push_back(
        {name, *element.dtype, std::move(shape), data.subspan(placed.back().begin, size)});
  }
  refuse_overlap(placed);
  return tensors;
}

}  // namespace

std::vector<SafeTensor> parse_safetensors(Bytes file) {
  std::unordered_set<std::string> skipped;
  return parse(file, skipped);
}

SafetensorsDir::SafetensorsDir(const std::filesystem::path& dir) {
  std::unordered_set<std::string> skipped;
  const auto add = [&](const std::string& name) {
    files_.emplace_back(dir / name);
    try {
      return parse(files_.back().bytes(), skipped);
    } catch (const Error& e) {
      throw e.in(name);
    }
  };
  if (std::filesystem::exists(dir / "model.safetensors")) {
    tensors_ = add("model.safetensors");
    return;
  }
  const std::string index_name = "model.safetensors.index.json";
  if (!std::filesystem::exists(dir / index_name))
    throw Error(Code::not_found, msg::kNoWeights, dir.string());
  const Json index = Json::parse(read_file(dir / index_name, kMaxIndex), 8);
  std::map<std::string, std::vector<std::string>> shards;  // file -> the tensors it must hold
  for (const auto& [tensor, shard] : index.at("weight_map").as_object("weight_map")) {
    check_shard_name(shard.as_string("weight_map"));
    shards[shard.as_string("weight_map")].push_back(tensor);
  }
  std::unordered_set<std::string> seen;
  for (const auto& [shard, wanted] : shards) {
    std::unordered_set<std::string> here;
    for (SafeTensor& t : add(shard)) {
      here.insert(t.name);
      if (!seen.insert(t.name).second)
        throw Error(Code::bad_file, msg::kTensorTwice, shown(t.name));
      tensors_.push_back(std::move(t));
    }
    for (const std::string& name : wanted) {
      if (!here.contains(name) && !skipped.contains(name))
        throw Error(Code::bad_file, msg::kShardMissing, shown(name), shard);
    }
  }
}

const SafeTensor* SafetensorsDir::find(std::string_view name) const {
  for (const SafeTensor& t : tensors_) {
    if (t.name == name) return &t;
  }
  return nullptr;
}

}  // namespace tinybrain
