// Adapters from and to files. Layouts: llama.cpp's convert_lora_to_gguf.py, and PEFT's save_pretrained.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "base/error.h"
#include "base/messages/model.h"
#include "base/threads.h"
#include "model/adapter.h"
#include "model/write.h"
#include "tensor/quantize.h"

namespace tinybrain {
namespace {

constexpr size_t kMaxSettings = size_t{1} << 20;

// A, B or the magnitudes of one matrix, [rows][width].
struct Part {
  size_t rows = 0, width = 0;
  std::vector<float> values;
};
enum PartKind : uint8_t { kA, kB, kMagnitude };
using Parts = std::map<std::string, std::array<Part, 3>>;

// llama's q and k have the halves of a head interleaved in GGUF; 0 = no such order.
size_t interleaved_heads(const ModelConfig& config, std::string_view name) {
  if (config.architecture != "llama") return 0;
  if (name.ends_with(".attn_q.weight")) return config.heads;
  return name.ends_with(".attn_k.weight") ? config.kv_heads : 0;
}

// Where GGUF's row lies in transformers' order.
size_t row_there(size_t row, size_t rows, size_t heads) {
  if (heads == 0) return row;
  const size_t size = rows / heads, head = row / size, in_head = row % size;
  return head * size + in_head / 2 + (in_head % 2) * (size / 2);
}

// heads: see row_there().
void add_part(Parts& parts, const std::string& name, PartKind kind, DType type, size_t rows,
              size_t width, Bytes data, size_t heads) {
  Part& part = parts[name][kind];
  if (part.rows != 0 || rows == 0 || width == 0)
    throw Error(Code::bad_file, msg::kAdapterHalf, name);
  part = {rows, width, std::vector<float>(rows * width)};
  for (size_t row = 0; row < rows; ++row)
    dequantize_row(type, data.data() + row_there(row, rows, heads) * row_bytes(type, width),
                   part.values.data() + row * width, width);
}

// scale_of(rank): what B A is multiplied with. Every matrix has magnitudes, or none.
template <class Scale>
void put_together(Parts& parts, Adapter& adapter, bool magnitudes, Scale scale_of) {
  if (parts.empty()) throw Error(Code::bad_file, msg::kAdapterKind, "lora_a");
  for (auto& [name, part] : parts) {
    auto& [a, b, m] = part;
    if (a.rows == 0 || b.rows == 0) throw Error(Code::bad_file, msg::kAdapterHalf, name);
    if (a.rows != b.width)
      throw Error(Code::bad_file, msg::kAdapterRank, name, a.rows, a.width, b.rows, b.width);
    if (a.rows > std::max(b.rows, a.width))
      throw Error(Code::bad_file, msg::kAdapterRankHigh, name, a.rows, b.rows, a.width);
    if (m.rows != (magnitudes ? b.rows : 0))
      throw Error(Code::bad_file, msg::kAdapterMagnitude, name, m.rows, magnitudes ? b.rows : 0);
    const float scale = scale_of(static_cast<float>(a.rows));
    if (!std::isfinite(scale) || scale == 0) throw Error(Code::bad_file, msg::kAdapterScale, scale);
    adapter.add({name, b.rows, a.width, a.rows, std::move(a.values), std::move(b.values),
                 std::move(m.values)},
                scale);
  }
}

// Settings under which the tensors mean something else than we take them for.
void refuse_settings(const Json& settings) {
  const auto refuse = [](const char* name, const std::string& value) {
    throw Error(Code::unsupported, msg::kAdapterSetting, name, value);
  };
  if (const std::string kind = settings.get_string("peft_type", ""); kind != "LORA")
    refuse("peft_type", kind);
  if (const std::string bias = settings.get_string("bias", "none"); bias != "none")
    refuse("bias", bias);
  for (const char* name : {"fan_in_fan_out", "lora_bias"})
    if (settings.get_bool(name, false)) refuse(name, "true");
  for (const char* name : {"alpha_pattern", "layer_replication"})
    if (const Json* value = settings.find(name))
      if ((value->is_object() && !value->as_object().empty()) || value->is_array())
        refuse(name, value->dump());
  // PiSSA, OLoRA, LoftQ and CorDA start by changing the base itself.
  if (const Json* start = settings.find("init_lora_weights"); start && start->is_string())
    if (const std::string kind = start->as_string("init_lora_weights");
        kind != "gaussian" && kind != "eva" && kind != "orthogonal")
      refuse("init_lora_weights", kind);
}

// What a tensor of PEFT is; false = nothing of a matrix's adapter. module: without its own last name.
bool part_of_module(const SafeTensor& t, std::string& module, PartKind& kind) {
  struct Ending {
    std::string_view text;
    PartKind kind;
    size_t rank;
  };
  constexpr Ending kEndings[] = {{".lora_A.weight", kA, 2},
                                 {".lora_B.weight", kB, 2},
                                 {".lora_magnitude_vector", kMagnitude, 1},
                                 {".lora_magnitude_vector.weight", kMagnitude, 1}};
  constexpr std::string_view kBefore = "base_model.model.";
  std::string_view name = t.name;
  if (name.starts_with(kBefore)) name.remove_prefix(kBefore.size());
  for (const Ending& e : kEndings) {
    if (!name.ends_with(e.text) || t.shape.size() != e.rank) continue;
    module = name.substr(0, name.size() - e.text.size());
    kind = e.kind;
    return true;
  }
  return false;
}

}  // namespace

Adapter adapter_from_gguf(const Gguf& file) {
  const auto is = [&](const char* key, std::string_view value) {
    if (file.get_string(key).value_or("") != value)
      throw Error(Code::bad_file, msg::kAdapterKind, key);
  };
  is("general.type", "adapter");
  is("adapter.type", "lora");
  Adapter adapter;
  adapter.architecture = file.get_string("general.architecture").value_or("");
  Parts parts;
  for (const GgufTensor& t : file.tensors()) {
    const bool a = t.name.ends_with(".lora_a"), b = t.name.ends_with(".lora_b");
    if ((!a && !b) || t.dims[2] != 1 || t.dims[3] != 1)
      throw Error(Code::unsupported, msg::kAdapterTensor, t.name);
    add_part(parts, std::string(t.name.substr(0, t.name.size() - 7)), b ? kB : kA, t.dtype,
             t.dims[1], t.dims[0], t.data, 0);
  }
  // Without an alpha the product counts as it is, as in llama.cpp.
  const auto alpha = static_cast<float>(file.get_float("adapter.lora.alpha").value_or(0));
  adapter.alpha = alpha;
  put_together(parts, adapter, false, [&](float rank) { return alpha == 0 ? 1 : alpha / rank; });
  return adapter;
}

Adapter adapter_from_peft(const Json& settings, const std::vector<SafeTensor>& tensors,
                          const ModelConfig& base) {
  refuse_settings(settings);
  Adapter adapter;
  adapter.architecture = base.architecture;
  Parts parts;
  for (const SafeTensor& t : tensors) {
    std::string module, name;
    PartKind kind{};
    if (part_of_module(t, module, kind))
      name = gguf_tensor_name(base.architecture, module + ".weight");
    if (!adapted_place(name)) throw Error(Code::unsupported, msg::kAdapterTensor, t.name);
    size_t heads = kind == kA ? 0 : interleaved_heads(base, name);
    if (t.shape[0] != heads * base.head_dim)
      heads = 0;  // of another model: check_adapter() says so
    add_part(parts, name, kind, t.dtype, t.shape[0], kind == kMagnitude ? 1 : t.shape[1], t.data,
             heads);
  }
  const auto alpha = static_cast<float>(settings.get_double("lora_alpha", 8));  // PEFT's own
  adapter.alpha = alpha;
  const bool by_root = settings.get_bool("use_rslora", false);
  put_together(parts, adapter, settings.get_bool("use_dora", false),
               [&](float rank) { return alpha / (by_root ? std::sqrt(rank) : rank); });
  return adapter;
}

Adapter read_adapter(const std::filesystem::path& path, const ModelConfig& base) {
  try {
    if (!std::filesystem::is_directory(path)) {
      const MappedFile file(path);
      return adapter_from_gguf(Gguf::parse(file.bytes()));
    }
    const Json settings = Json::parse(read_file(path / "adapter_config.json", kMaxSettings));
    const MappedFile file(path / "adapter_model.safetensors");
    return adapter_from_peft(settings, parse_safetensors(file.bytes()), base);
  } catch (const Error& e) {
    if (e.code() == Code::not_found || e.code() == Code::io) throw;  // has the name already
    throw e.in(path.string());
  }
}

namespace {

// Says what there is; returns the numbers in the order of the tensors.
std::vector<const std::vector<float>*> declare_adapter(const Adapter& adapter, GgufWriter& writer) {
  if (adapter.has_magnitudes()) throw Error(Code::unsupported, msg::kAdapterDora);
  writer.set("general.architecture", adapter.architecture);
  writer.set("general.type", std::string("adapter"));
  writer.set("adapter.type", std::string("lora"));
  writer.set("adapter.lora.alpha", adapter.alpha);
  std::vector<const std::vector<float>*> numbers;
  for (const AdapterMatrix& m : adapter.matrices) {
    writer.declare(m.name + ".lora_a", DType::f32, {m.k, m.rank});
    writer.declare(m.name + ".lora_b", DType::f32, {m.rank, m.n});
    numbers.insert(numbers.end(), {&m.a, &m.b});
  }
  return numbers;
}

GgufWriter::Data data_of(const std::vector<const std::vector<float>*>& numbers) {
  return [&](size_t i, const GgufWriter::Sink& sink) {
    sink(numbers[i]->data(), numbers[i]->size() * sizeof(float));
  };
}

}  // namespace

void write_adapter_gguf(const Adapter& adapter, const std::filesystem::path& path) {
  GgufWriter writer;
  const auto numbers = declare_adapter(adapter, writer);
  AtomicFile file(path);
  writer.write(file, data_of(numbers));
  file.commit();
}

std::string adapter_gguf(const Adapter& adapter) {
  GgufWriter writer;
  const auto numbers = declare_adapter(adapter, writer);
  std::string bytes;
  writer.write([&](const void* data, size_t n) { bytes.append(static_cast<const char*>(data), n); },
               data_of(numbers));
  return bytes;
}

void write_adapter_peft(const Adapter& adapter, const ModelConfig& config, const std::string& base,
                        const std::filesystem::path& folder) {
  TB_ASSERT(!adapter.matrices.empty());
  const size_t rank = adapter.matrices[0].rank;
  const bool dora = adapter.has_magnitudes();
  std::vector<FloatTensor> tensors;
  std::map<std::string, std::vector<std::string>> modules;  // by their last names
  Json ranks{Json::Object{}};
  for (const AdapterMatrix& m : adapter.matrices) {
    const std::string module = hugging_face_module(config.architecture, m.name);
    TB_ASSERT(!module.empty());
    modules[module.substr(module.rfind('.') + 1)].push_back(module);
    if (m.rank != rank) ranks.set(module, static_cast<uint64_t>(m.rank));
    const std::string full = "base_model.model." + module;
    tensors.push_back({full + ".lora_A.weight", {m.rank, m.k}, m.a});
    const size_t heads = interleaved_heads(config, m.name);
    const auto in_order_there = [&](const std::vector<float>& rows) {
      std::vector<float> there(rows.size());
      const size_t width = rows.size() / m.n;
      for (size_t row = 0; row < m.n; ++row)
        std::copy_n(rows.data() + row * width, width,
                    there.data() + row_there(row, m.n, heads) * width);
      return there;
    };
    tensors.push_back({full + ".lora_B.weight", {m.n, m.rank}, in_order_there(m.b)});
    TB_ASSERT(m.magnitude.size() == (dora ? m.n : 0));
    if (dora)
      tensors.push_back({full + ".lora_magnitude_vector", {m.n}, in_order_there(m.magnitude)});
  }
  Json about, targets{Json::Array{}};
  for (const auto& [last, all] : modules) {
    if (!config.encoder && all.size() == config.layers)  // "dense" of an encoder is many things
      targets.push(last);
    else
      for (const std::string& module : all) targets.push(module);
  }
  about.set("peft_type", "LORA");
  about.set("task_type", config.encoder ? "FEATURE_EXTRACTION" : "CAUSAL_LM");
  about.set("base_model_name_or_path", base);
  about.set("r", static_cast<uint64_t>(rank));
  about.set("rank_pattern", std::move(ranks));
  about.set("lora_alpha", double{adapter.alpha});
  about.set("target_modules", std::move(targets));
  about.set("use_dora", dora);
  about.set("lora_dropout", 0.0);
  about.set("bias", "none");
  about.set("fan_in_fan_out", false);
  about.set("inference_mode", true);
  std::filesystem::create_directories(folder);
  write_safetensors(tensors, folder / "adapter_model.safetensors");
  AtomicFile file(folder / "adapter_config.json");
  file.write(about.dump(1) + "\n");
  file.commit();
}

}  // namespace tinybrain
