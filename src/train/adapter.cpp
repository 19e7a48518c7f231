#include "train/adapter.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "tensor/gguf.h"
#include "tensor/safetensors.h"

namespace tinybrain {
namespace {

float alpha_of(const LowRank& adapter) { return adapter.scale * static_cast<float>(adapter.a->n); }

// Of GGUF's row, where llama's q and k have the halves of a head interleaved; heads 0 = no such order.
size_t row_there(size_t row, size_t rows, size_t heads) {
  if (heads == 0) return row;
  const size_t size = rows / heads, head = row / size, in_head = row % size;
  return head * size + in_head / 2 + (in_head % 2) * (size / 2);
}

size_t interleaved_heads(const ModelConfig& config, std::string_view name) {
  if (config.architecture != "llama") return 0;
  if (name.ends_with(".attn_q.weight")) return config.heads;
  return name.ends_with(".attn_k.weight") ? config.kv_heads : 0;
}

}  // namespace

void write_adapter_gguf(Network& network, const std::filesystem::path& path) {
  const auto adapted = network.adapted();
  TB_ASSERT(!adapted.empty());
  GgufWriter writer;
  writer.set("general.architecture", network.config().architecture);
  writer.set("general.type", std::string("adapter"));
  writer.set("adapter.type", std::string("lora"));
  writer.set("adapter.lora.alpha", alpha_of(*adapted[0].second->adapter));
  std::vector<const Parameter*> data;
  for (const auto& [name, layer] : adapted)
    for (const auto& [end, p] :
         {std::pair<const char*, const Parameter*>{".lora_a", layer->adapter->a},
          {".lora_b", layer->adapter->b}}) {
      writer.declare(name + end, DType::f32, {p->k, p->n});
      data.push_back(p);
    }
  AtomicFile file(path);
  writer.write(file, [&](size_t i, const GgufWriter::Sink& sink) {
    sink(data[i]->values(), data[i]->size() * sizeof(float));
  });
  file.commit();
}

void write_adapter_peft(Network& network, const std::string& base,
                        const std::filesystem::path& folder) {
  const ModelConfig& config = network.config();
  const auto adapted = network.adapted();
  TB_ASSERT(!adapted.empty());
  std::vector<FloatTensor> tensors;
  std::set<std::string> targets;
  for (const auto& [name, layer] : adapted) {
    const std::string module = hugging_face_module(config.architecture, name);
    TB_ASSERT(!module.empty());
    targets.insert(module.substr(module.rfind('.') + 1));
    const Parameter &a = *layer->adapter->a, &b = *layer->adapter->b;
    const std::string full = "base_model.model." + module;
    tensors.push_back({full + ".lora_A.weight", {a.n, a.k}, {a.values(), a.values() + a.size()}});
    FloatTensor there{full + ".lora_B.weight", {b.n, b.k}, std::vector<float>(b.size())};
    const size_t heads = interleaved_heads(config, name);
    for (size_t row = 0; row < b.n; ++row)
      std::copy_n(b.values() + row * b.k, b.k,
                  there.values.data() + row_there(row, b.n, heads) * b.k);
    tensors.push_back(std::move(there));
  }
  Json about, modules{Json::Array{}};
  for (const std::string& t : targets) modules.push(t);
  about.set("peft_type", "LORA");
  about.set("task_type", config.encoder ? "FEATURE_EXTRACTION" : "CAUSAL_LM");
  about.set("base_model_name_or_path", base);
  about.set("r", static_cast<uint64_t>(adapted[0].second->adapter->a->n));
  about.set("lora_alpha", double{alpha_of(*adapted[0].second->adapter)});
  about.set("target_modules", std::move(modules));
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
