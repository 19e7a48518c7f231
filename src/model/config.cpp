// Families as data: the few facts in which llama, qwen2, qwen3, gemma3, phi3 and bert differ, read
// from GGUF metadata or config.json, with every number checked.
#include "model/config.h"

#include <cmath>
#include <optional>

#include "base/error.h"
#include "base/messages/model.h"

namespace tinybrain {
namespace {

struct Family {
  const char* gguf;          // general.architecture
  const char* hugging_face;  // config.json's model_type
  Activation activation;
  bool gguf_pairs;  // GGUF stores q and k for rotation by pairs
  bool encoder;
};

constexpr Family kFamilies[] = {
    {"llama", "llama", Activation::silu, true, false},
    {"llama", "mistral", Activation::silu, true, false},
    {"qwen2", "qwen2", Activation::silu, false, false},
    {"qwen3", "qwen3", Activation::silu, false, false},
    {"gemma3", "gemma3_text", Activation::gelu_tanh, false, false},
    {"phi3", "phi3", Activation::silu, false, false},
    {"bert", "bert", Activation::gelu_erf, false, true},
};

uint32_t in_range(std::string_view key, int64_t value, int64_t low, int64_t high) {
  if (value < low || value > high)
    throw Error(Code::bad_file, msg::kModelKeyRange, key, value, low, high);
  return static_cast<uint32_t>(value);
}

double in_range(std::string_view key, double value, double low, double high) {
  if (!(value >= low && value <= high))
    throw Error(Code::bad_file, msg::kModelKeyRange, key, value, low, high);
  return value;
}

// Limits that no model of the families we run comes near; they keep every later product in range.
constexpr int64_t kMaxLayers = 512, kMaxWidth = 1 << 16, kMaxFeedForward = 1 << 18, kMaxHeads = 512,
                  kMaxVocabulary = 1 << 22, kMaxContext = 1 << 24;

void check(ModelConfig& c) {
  in_range("layers", int64_t{c.layers}, 1, kMaxLayers);
  in_range("width", int64_t{c.width}, 1, kMaxWidth);
  in_range("feed_forward", int64_t{c.feed_forward}, 1, kMaxFeedForward);
  in_range("heads", int64_t{c.heads}, 1, kMaxHeads);
  in_range("kv_heads", int64_t{c.kv_heads}, 1, kMaxHeads);
  in_range("head_dim", int64_t{c.head_dim}, 32, 256);
  if (c.head_dim % 32 != 0)
    throw Error(Code::unsupported, msg::kModelFeature, "head_dim % 32 != 0");
  if (c.heads % c.kv_heads != 0) throw Error(Code::bad_file, msg::kModelHeads, c.heads, c.kv_heads);
  in_range("context", int64_t{c.context}, 1, kMaxContext);
  in_range("norm_epsilon", double{c.norm_epsilon}, 0.0, 1.0);
  if (c.encoder) return;
  in_range("rope.base", c.rope.base, 1.0, 1e12);
  if (c.rope.base_window != 0) in_range("rope.base_window", c.rope.base_window, 1.0, 1e12);
  in_range("rope.factor", c.rope.linear_factor, 1e-3, 1e6);
  in_range("rope.dimensions", int64_t{c.rope.dimensions}, 2, c.head_dim);
  if (c.rope.dimensions % 2) throw Error(Code::unsupported, msg::kModelFeature, "odd rope");
}

// Llama 3's scaling of rotary frequencies (Meta's reference code; config.json's rope_type "llama3"):
// long wavelengths are stretched by `factor`, short ones kept, a smooth blend between.
std::vector<float> llama3_factors(const Json& scaling, uint32_t dimensions, double base) {
  const double factor = scaling.get_double("factor", 8),
               low = scaling.get_double("low_freq_factor", 1);
  const double high = scaling.get_double("high_freq_factor", 4);
  const double original = scaling.get_double("original_max_position_embeddings", 8192);
  in_range("rope_scaling.factor", factor, 1.0, 1e6);
  if (!(high > low && low > 0)) in_range("rope_scaling.high_freq_factor", high, low, 1e6);
  std::vector<float> factors;
  for (uint32_t i = 0; i < dimensions / 2; ++i) {
    const double wavelength = 2 * M_PI * std::pow(base, 2.0 * i / dimensions);
    if (wavelength < original / high) {
      factors.push_back(1);
    } else if (wavelength > original / low) {
      factors.push_back(static_cast<float>(factor));
    } else {
      const double smooth = (original / wavelength - low) / (high - low);
      factors.push_back(static_cast<float>(1 / ((1 - smooth) / factor + smooth)));
    }
  }
  return factors;
}

std::vector<float> float_list(const Json* list) {
  std::vector<float> out;
  if (list && list->is_array())
    for (const Json& v : list->as_array()) out.push_back(static_cast<float>(v.as_double()));
  return out;
}

void read_rope_scaling(ModelConfig& c, const Json& scaling) {
  const std::string type = scaling.get_string("rope_type", scaling.get_string("type", "default"));
  if (type == "llama3") {
    c.rope.factors = llama3_factors(scaling, c.rope.dimensions, c.rope.base);
  } else if (type == "linear") {
    c.rope.linear_factor = scaling.get_double("factor", 1);
  } else if (type == "longrope" || type == "su") {
    c.rope.long_factors = float_list(scaling.find("long_factor"));
    c.rope.short_factors = float_list(scaling.find("short_factor"));
    const double ratio = static_cast<double>(c.context) / std::max(1u, c.rope.original_context);
    // LongRoPE's attention factor (config.json may state it).
    const double original = std::max(2u, c.rope.original_context);
    c.rope.attention_factor = scaling.get_double(
        "attention_factor", ratio > 1 ? std::sqrt(1 + std::log(ratio) / std::log(original)) : 1);
  } else if (type != "default") {
    throw Error(Code::unsupported, msg::kModelFeature, "rope scaling '" + type + "'");
  }
}

// rope_theta and rope_scaling in config.json: older files have them flat, newer ones under
// rope_parameters, Gemma 3 there once a kind of layer.
void read_hugging_face_rope(ModelConfig& c, const Json& json) {
  c.rope.base = json.get_double("rope_theta", c.architecture == "gemma3" ? 1e6 : 10000);
  c.rope.original_context =
      static_cast<uint32_t>(json.get_int("original_max_position_embeddings", c.context));
  if (c.architecture == "gemma3")
    c.rope.base_window = json.get_double("rope_local_base_freq", 10000);
  const Json* scaling = json.find("rope_scaling");
  if (const Json* parameters = json.find("rope_parameters");
      parameters && parameters->is_object()) {
    if (const Json* local = parameters->find("sliding_attention"); local && local->is_object())
      c.rope.base_window = local->get_double("rope_theta", 10000);
    if (const Json* full = parameters->find("full_attention"); full && full->is_object())
      parameters = full;
    c.rope.base = parameters->get_double("rope_theta", c.rope.base);
    scaling = parameters;
  }
  if (scaling && scaling->is_object()) read_rope_scaling(c, *scaling);
}

}  // namespace

ModelConfig config_from_gguf(const Gguf& file) {
  const auto architecture = file.get_string("general.architecture");
  if (!architecture) throw Error(Code::bad_file, msg::kModelKeyMissing, "general.architecture");
  const Family* family = nullptr;
  for (const Family& f : kFamilies)
    if (*architecture == f.gguf) {
      family = &f;
      break;
    }
  if (!family) throw Error(Code::unsupported, msg::kModelArchitecture, *architecture);

  ModelConfig c;
  c.architecture = *architecture;
  c.name = file.get_string("general.name").value_or("");
  c.license = file.get_string("general.license").value_or("");
  c.activation = family->activation;
  c.encoder = family->encoder;
  const auto key = [&](const char* name) { return c.architecture + "." + name; };
  const auto integer = [&](const char* name, int64_t low, int64_t high,
                           std::optional<int64_t> otherwise = {}) {
    const std::string k = key(name);
    const auto v = file.get_int(k);
    if (!v && !otherwise) throw Error(Code::bad_file, msg::kModelKeyMissing, k);
    return in_range(k, v.value_or(otherwise.value_or(0)), low, high);
  };
  c.layers = integer("block_count", 1, kMaxLayers);
  c.width = integer("embedding_length", 1, kMaxWidth);
  c.feed_forward = integer("feed_forward_length", 1, kMaxFeedForward);
  c.heads = integer("attention.head_count", 1, kMaxHeads);
  c.kv_heads = integer("attention.head_count_kv", 1, kMaxHeads, c.heads);
  c.head_dim = integer("attention.key_length", 1, 1024, c.width / c.heads);
  if (integer("attention.value_length", 1, 1024, c.head_dim) != c.head_dim)
    throw Error(Code::unsupported, msg::kModelFeature, "value_length != key_length");
  c.context = integer("context_length", 1, kMaxContext);
  c.attention_scale = 1 / std::sqrt(static_cast<float>(c.head_dim));
  if (c.encoder) {
    c.norm_epsilon =
        static_cast<float>(file.get_float(key("attention.layer_norm_epsilon")).value_or(1e-12));
    const int64_t pooling = file.get_int(key("pooling_type")).value_or(1);
    c.pooling = static_cast<Pooling>(in_range(key("pooling_type"), pooling, 0, 3));
  } else {
    const std::string k = key("attention.layer_norm_rms_epsilon");
    const auto v = file.get_float(k);
    if (!v) throw Error(Code::bad_file, msg::kModelKeyMissing, k);
    c.norm_epsilon = static_cast<float>(*v);
    c.rope.style = family->gguf_pairs ? kernels::RopeStyle::pairs : kernels::RopeStyle::halves;
    c.rope.dimensions = integer("rope.dimension_count", 2, 1024, c.head_dim);
    c.rope.base = file.get_float(key("rope.freq_base")).value_or(10000);
    const auto scaling = file.get_string(key("rope.scaling.type"));
    if (scaling == "linear" || (!scaling && file.find(key("rope.scaling.factor"))))
      c.rope.linear_factor = file.get_float(key("rope.scaling.factor")).value_or(1);
    else if (scaling && *scaling != "none" && *scaling != "longrope")
      throw Error(Code::unsupported, msg::kModelFeature,
                  "rope scaling '" + std::string(*scaling) + "'");
    c.rope.attention_factor = file.get_float(key("rope.scaling.attn_factor")).value_or(1);
    c.rope.original_context =
        integer("rope.scaling.original_context_length", 1, kMaxContext, c.context);
    c.window = integer("attention.sliding_window", 0, kMaxContext, 0);
    c.final_softcap =
        static_cast<float>(file.get_float(key("final_logit_softcapping")).value_or(0));
  }
  if (c.architecture == "gemma3") {
    c.window_period = 6;
    c.embedding_scale = std::sqrt(static_cast<float>(c.width));
    c.rope.base_window = file.get_float(key("rope.local.freq_base")).value_or(10000);
    // The 27B model scales scores by its own figure; GGUF says so by this key.
    if (const auto scale = file.get_float(key("attention.scale")))
      c.attention_scale = static_cast<float>(*scale);
  } else if (c.architecture == "qwen2" || c.architecture == "qwen3") {
    c.window = 0;  // published models ship with use_sliding_window off
  }
  check(c);
  return c;
}

ModelConfig config_from_hugging_face(const Json& json) {
  const std::string type = json.get_string("model_type", "");
  if (const Json* text = json.find("text_config"); type == "gemma3" && text && text->is_object())
    return config_from_hugging_face(*text);
  const Family* family = nullptr;
  for (const Family& f : kFamilies)
    if (type == f.hugging_face) {
      family = &f;
      break;
    }
  if (!family) throw Error(Code::unsupported, msg::kModelArchitecture, type);

  ModelConfig c;
  c.architecture = family->gguf;
  c.activation = family->activation;
  c.encoder = family->encoder;
  const auto integer = [&](const char* name, int64_t low, int64_t high,
                           std::optional<int64_t> otherwise = {}) {
    const Json* v = json.find(name);
    if ((!v || v->is_null()) && !otherwise)
      throw Error(Code::bad_file, msg::kModelKeyMissing, name);
    return in_range(name, v && !v->is_null() ? v->as_int(name) : *otherwise, low, high);
  };
  c.name = json.get_string("_name_or_path", "");
  c.layers = integer("num_hidden_layers", 1, kMaxLayers);
  c.width = integer("hidden_size", 1, kMaxWidth);
  c.feed_forward = integer("intermediate_size", 1, kMaxFeedForward);
  c.heads = integer("num_attention_heads", 1, kMaxHeads);
  c.kv_heads = integer("num_key_value_heads", 1, kMaxHeads, c.heads);
  c.head_dim = integer("head_dim", 1, 1024, c.width / c.heads);
  c.vocabulary = integer("vocab_size", 1, kMaxVocabulary);
  c.context = integer("max_position_embeddings", 1, kMaxContext);
  c.attention_scale = 1 / std::sqrt(static_cast<float>(c.head_dim));
  if (c.encoder) {
    c.norm_epsilon = static_cast<float>(json.get_double("layer_norm_eps", 1e-12));
    c.pooling = Pooling::mean;
    if (json.get_string("hidden_act", "gelu") != "gelu")
      throw Error(Code::unsupported, msg::kModelFeature, json.get_string("hidden_act", ""));
  } else {
    c.norm_epsilon = static_cast<float>(json.get_double("rms_norm_eps", 1e-6));
    c.rope.dimensions =
        static_cast<uint32_t>(c.head_dim * json.get_double("partial_rotary_factor", 1.0));
    read_hugging_face_rope(c, json);
  }
  if (c.architecture == "gemma3") {
    c.window = integer("sliding_window", 0, kMaxContext, 512);
    c.window_period = integer("_sliding_window_pattern", 1, kMaxLayers,
                              json.get_int("sliding_window_pattern", 6));
    c.embedding_scale = std::sqrt(static_cast<float>(c.width));
    const double scalar = json.get_double("query_pre_attn_scalar", c.head_dim);
    c.attention_scale =
        1 / std::sqrt(static_cast<float>(in_range("query_pre_attn_scalar", scalar, 1.0, 1e6)));
    c.final_softcap = static_cast<float>(json.get_double("final_logit_softcapping", 0));
  } else if (c.architecture == "phi3" || type == "mistral") {
    c.window = integer("sliding_window", 0, kMaxContext, 0);
  }
  check(c);
  return c;
}

void write_config(const ModelConfig& c, GgufWriter& w) {
  const auto set = [&](const char* name, GgufWriter::Value v) {
    w.set(c.architecture + "." + name, std::move(v));
  };
  w.set("general.architecture", c.architecture);
  w.set("general.type", std::string("model"));
  if (!c.name.empty()) w.set("general.name", c.name);
  if (!c.license.empty()) w.set("general.license", c.license);
  set("block_count", c.layers);
  set("context_length", c.context);
  set("embedding_length", c.width);
  set("feed_forward_length", c.feed_forward);
  set("attention.head_count", c.heads);
  if (c.encoder) {
    set("attention.layer_norm_epsilon", c.norm_epsilon);
    set("attention.causal", false);
    set("pooling_type", static_cast<uint32_t>(c.pooling));
    return;
  }
  set("attention.head_count_kv", c.kv_heads);
  set("attention.key_length", c.head_dim);
  set("attention.value_length", c.head_dim);
  set("attention.layer_norm_rms_epsilon", c.norm_epsilon);
  set("vocab_size", c.vocabulary);
  set("rope.dimension_count", c.rope.dimensions);
  set("rope.freq_base", static_cast<float>(c.rope.base));
  if (c.rope.linear_factor != 1) {
    set("rope.scaling.type", std::string("linear"));
    set("rope.scaling.factor", static_cast<float>(c.rope.linear_factor));
  }
  if (!c.rope.long_factors.empty()) {
    set("rope.scaling.type", std::string("longrope"));
    set("rope.scaling.attn_factor", static_cast<float>(c.rope.attention_factor));
    set("rope.scaling.original_context_length", c.rope.original_context);
  }
  if (c.window > 0) set("attention.sliding_window", c.window);
  if (c.final_softcap > 0) set("final_logit_softcapping", c.final_softcap);
  if (c.architecture == "gemma3" &&
      c.attention_scale != 1 / std::sqrt(static_cast<float>(c.head_dim)))
    set("attention.scale", c.attention_scale);
}

}  // namespace tinybrain
