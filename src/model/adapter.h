// Low-rank adapters: for some matrices of a model W + s B A with few rows in A (LoRA, Hu et al. 2021), and maybe every
// row of that at a length of its own (DoRA, Liu et al. 2024). In memory, as files of llama.cpp (GGUF) and PEFT (a
// folder), and what makes one fit a model. Training them is train/'s, running them forward.cpp's.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "model/config.h"
#include "model/weights.h"

namespace tinybrain {

struct AdapterMatrix {
  std::string name;  // of the matrix it changes, GGUF's: "blk.0.attn_q.weight"
  size_t n = 0, k = 0, rank = 0;
  std::vector<float> a;          // [rank][K]
  std::vector<float> b;          // [N][rank], rows in GGUF's order
  std::vector<float> magnitude;  // [N], the rows' lengths; empty = LoRA
};

struct Adapter {
  std::string architecture;
  float alpha = 0;  // never 0 once it is filled
  std::vector<AdapterMatrix> matrices;

  float scale(const AdapterMatrix& m) const { return alpha / static_cast<float>(m.rank); }
  bool has_magnitudes() const;
  // Adds a matrix whose scale is that; B takes up what alpha does not say.
  void add(AdapterMatrix matrix, float scale);
};

// A GGUF file, or a folder with adapter_config.json and adapter_model.safetensors. base: of the model that it is for;
// PEFT does not say the family, nor how llama's heads lie. Error{not_found}, Error{bad_file} for what is damaged,
// Error{unsupported} for kinds other than LoRA and DoRA on matrices.
Adapter read_adapter(const std::filesystem::path& path, const ModelConfig& base);
// The two of them, from what was parsed.
Adapter adapter_from_gguf(const Gguf& file);
Adapter adapter_from_peft(const Json& settings, const std::vector<SafeTensor>& tensors,
                          const ModelConfig& base);

// Error{bad_argument} that names the tensor and both shapes when the adapter does not fit that model.
void check_adapter(const Adapter& adapter, const ModelSource& source);

// general.type = "adapter", adapter.type = "lora", adapter.lora.alpha; NAME.lora_a [r,K] and NAME.lora_b [N,r] in f32.
// For `--lora` of llama.cpp on the same base. Error{unsupported} with magnitudes, which have no place there.
void write_adapter_gguf(const Adapter& adapter, const std::filesystem::path& path);
std::string adapter_gguf(const Adapter& adapter);  // the same file's bytes
// For PeftModel.from_pretrained; rows in the order that transformers keeps them. config: of the base; base: its name,
// as a hint to people. All matrices have magnitudes or none.
void write_adapter_peft(const Adapter& adapter, const ModelConfig& config, const std::string& base,
                        const std::filesystem::path& folder);

// Where a matrix belongs: its layer, and its place there. nullopt for tensors that adapters do not change.
struct AdaptedPlace {
  uint32_t layer;
  LowRankProduct LayerAdapter::* product;
};
std::optional<AdaptedPlace> adapted_place(std::string_view name);

// The lengths of the rows of W + s B A, norms[N], which DoRA divides by. row(i, y): row i of W as floats, from several
// threads.
struct LowRankView {
  const float* a;  // [rank][K]
  const float* b;  // [N][rank]
  size_t n, k, rank;
  float scale;
};
void row_norms(const LowRankView& adapter, const std::function<void(size_t i, float* y)>& row,
               float* norms, Threads& threads);
// What makes a row of that length one of `magnitude`; 0 for a row of zeros.
inline float row_factor(float magnitude, float norm) { return norm > 0 ? magnitude / norm : 0; }

}  // namespace tinybrain
