// Hugging Face tensor names to GGUF's: a table of suffixes, one line a tensor.
#include <array>
#include <charconv>

#include "model/source.h"

namespace tinybrain {
namespace {

struct Name {
  std::string_view hugging_face, gguf;
};

constexpr Name kWhole[] = {
    {"model.embed_tokens.weight", "token_embd.weight"},
    {"model.norm.weight", "output_norm.weight"},
    {"lm_head.weight", "output.weight"},
    {"embeddings.word_embeddings.weight", "token_embd.weight"},
    {"embeddings.position_embeddings.weight", "position_embd.weight"},
    {"embeddings.token_type_embeddings.weight", "token_types.weight"},
    {"embeddings.LayerNorm.weight", "token_embd_norm.weight"},
    {"embeddings.LayerNorm.bias", "token_embd_norm.bias"},
};

// After "model.layers.N." or "encoder.layer.N.", without ".weight" / ".bias".
constexpr Name kLayer[] = {
    {"input_layernorm", "attn_norm"},
    {"self_attn.q_proj", "attn_q"},
    {"self_attn.k_proj", "attn_k"},
    {"self_attn.v_proj", "attn_v"},
    {"self_attn.o_proj", "attn_output"},
    {"self_attn.qkv_proj", "attn_qkv"},
    {"self_attn.q_norm", "attn_q_norm"},
    {"self_attn.k_norm", "attn_k_norm"},
    {"mlp.gate_proj", "ffn_gate"},
    {"mlp.up_proj", "ffn_up"},
    {"mlp.gate_up_proj", "ffn_up"},
    {"mlp.down_proj", "ffn_down"},
    {"pre_feedforward_layernorm", "ffn_norm"},
    {"post_feedforward_layernorm", "post_ffw_norm"},
    {"attention.self.query", "attn_q"},
    {"attention.self.key", "attn_k"},
    {"attention.self.value", "attn_v"},
    {"attention.output.dense", "attn_output"},
    {"attention.output.LayerNorm", "attn_output_norm"},
    {"intermediate.dense", "ffn_up"},
    {"output.dense", "ffn_down"},
    {"output.LayerNorm", "layer_output_norm"},
};

}  // namespace

std::string gguf_tensor_name(std::string_view architecture, std::string_view name) {
  for (std::string_view prefix : {"bert.", "language_model."})
    if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  for (const Name& n : kWhole)
    if (name == n.hugging_face) return std::string(n.gguf);
  std::string_view rest;
  for (std::string_view prefix : {"model.layers.", "encoder.layer."})
    if (name.starts_with(prefix)) rest = name.substr(prefix.size());
  unsigned layer = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), layer);
  if (error != std::errc() || end == rest.data() + rest.size() || *end != '.') return "";
  rest.remove_prefix(static_cast<size_t>(end - rest.data()) + 1);
  const size_t dot = rest.rfind('.');
  if (dot == std::string_view::npos) return "";
  const std::string_view stem = rest.substr(0, dot), kind = rest.substr(dot);
  if (kind != ".weight" && kind != ".bias") return "";
  // Gemma has a norm after attention as well; elsewhere the norm of this name stands before the
  // feed-forward part.
  if (stem == "post_attention_layernorm")
    return "blk." + std::to_string(layer) +
           (architecture == "gemma3" ? ".post_attention_norm" : ".ffn_norm") + std::string(kind);
  for (const Name& n : kLayer)
    if (stem == n.hugging_face)
      return "blk." + std::to_string(layer) + "." + std::string(n.gguf) + std::string(kind);
  return "";
}

std::string hugging_face_module(std::string_view architecture, std::string_view name) {
  if (!name.starts_with("blk.") || !name.ends_with(".weight")) return "";
  name.remove_prefix(4);
  name.remove_suffix(std::string_view(".weight").size());
  const size_t dot = name.find('.');
  if (dot == std::string_view::npos) return "";
  const std::string_view layer = name.substr(0, dot), stem = name.substr(dot + 1);
  const bool encoder = architecture == "bert";
  for (const Name& n : kLayer) {
    const bool of_decoders =
        n.hugging_face.starts_with("self_attn.") || n.hugging_face.starts_with("mlp.");
    // phi3 has gate and up in one matrix, under the name of up.
    if (n.gguf != stem || encoder == of_decoders ||
        (architecture == "phi3" && n.hugging_face == "mlp.up_proj"))
      continue;
    return (encoder ? "encoder.layer." : "model.layers.") + std::string(layer) + "." +
           std::string(n.hugging_face);
  }
  return "";
}

}  // namespace tinybrain
