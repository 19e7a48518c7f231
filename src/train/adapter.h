// The low-rank adapters of a network as files that other programs read: llama.cpp's GGUF layout and PEFT's folder.
#pragma once

#include <filesystem>
#include <string>

#include "train/network.h"

namespace tinybrain {

// general.type = "adapter", adapter.type = "lora", adapter.lora.alpha; NAME.lora_a [r,K] and NAME.lora_b [N,r] in f32,
// NAME as in the base. For `--lora` of llama.cpp on the same base. TB_ASSERT: the network has adapters.
void write_adapter_gguf(Network& network, const std::filesystem::path& path);
// adapter_config.json and adapter_model.safetensors for PeftModel.from_pretrained; rows in the order that transformers
// keeps them. base: the name of the base, as a hint to people.
void write_adapter_peft(Network& network, const std::string& base,
                        const std::filesystem::path& folder);

}  // namespace tinybrain
