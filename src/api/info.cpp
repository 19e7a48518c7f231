// The C interface: what a model, a file and the machine are; conversion and measurements.
#include <cstring>
#include <fstream>
#include <map>
#include <thread>

#include "api/api.h"
#include "base/sha256.h"
#include "base/system.h"
#include "eval/limits.h"
#include "eval/perplexity.h"
#include "eval/speed.h"
#include "kernels/kernels.h"
#include "model/convert.h"

using namespace tinybrain;
using namespace tinybrain::api;

namespace {

Json describe(const ModelSource& source, bool with_tensors) {
  const ModelConfig& c = source.config();
  uint64_t parameters = 0, bytes = 0;
  std::map<std::string, uint64_t> types;
  Json tensors = Json::Array{};
  for (const SourceTensor& t : source.tensors()) {
    parameters += uint64_t{t.n} * t.k;
    bytes += t.data.size();
    const std::string type(dtype_info(t.dtype).name);
    ++types[type];
    if (!with_tensors) continue;
    Json one;
    one.set("name", t.name);
    one.set("type", type);
    Json shape = Json::Array{};
    if (!t.vector) shape.push(uint64_t{t.n});
    shape.push(uint64_t{t.k});
    one.set("shape", shape);
    one.set("bytes", uint64_t{t.data.size()});
    tensors.push(one);
  }
  Json j;
  j.set("path", source.path());
  j.set("format", source.gguf() ? "gguf" : "huggingface");
  if (source.gguf()) j.set("format_version", source.gguf()->version());
  j.set("architecture", c.architecture);
  j.set("name", c.name);
  j.set("license", c.license);
  j.set("parameters", parameters);
  j.set("layers", c.layers);
  j.set("width", c.width);
  j.set("feed_forward", c.feed_forward);
  j.set("heads", c.heads);
  j.set("kv_heads", c.kv_heads);
  j.set("head_dim", c.head_dim);
  j.set("vocabulary", c.vocabulary);
  j.set("context", c.context);
  if (c.window) j.set("window", c.window);
  Json kinds = Json::Object{};
  for (const auto& [type, n] : types) kinds.set(type, n);
  j.set("tensor_types", kinds);
  j.set("tensor_count", uint64_t{source.tensors().size()});
  j.set("weight_bytes", bytes);
  const MemoryNeed need = memory_need(source, kernels::KvType::f16);
  Json memory;
  memory.set("weights", need.weights);
  memory.set("kv_f16_per_1000_tokens", need.kv_per_1000_tokens);
  memory.set("kv_q8_0_per_1000_tokens",
             memory_need(source, kernels::KvType::q8_0).kv_per_1000_tokens);
  j.set("memory", memory);
  j.set("chat_template", !source.chat_template().empty());
  j.set("can_generate", !c.encoder);
  j.set("can_embed", c.encoder);
  if (with_tensors) j.set("tensors", tensors);
  return j;
}

std::string processor_name() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("model name"))
      if (const size_t at = line.find(": "); at != std::string::npos) return line.substr(at + 2);
  return "";
}

}  // namespace

tb_status tb_model_info(const tb_model* model, char** json) {
  return guarded([&] {
    require(model, "model");
    require(json, "json");
    Json j = describe(model->loaded.source(), false);
    j.set("threads", uint64_t{const_cast<tb_model*>(model)->loaded.threads().count()});
    j.set("kernels", kernels::table().name);
    j.set("resident_weight_bytes", model->loaded.weights().bytes());
    *json = copy(j.dump());
  });
}

tb_status tb_file_info(const char* path, int with_tensors, char** json) {
  return guarded([&] {
    require(path, "path");
    require(json, "json");
    *json = copy(describe(ModelSource(path), with_tensors != 0).dump());
  });
}

tb_status tb_machine_info(char** json) {
  return guarded([&] {
    require(json, "json");
    Json j;
    j.set("processor", processor_name());
    j.set("threads", uint64_t{std::thread::hardware_concurrency()});
    j.set("cores", uint64_t{Threads::default_count()});
    const kernels::Table* tables[kernels::kMostTables];
    Json names = Json::Array{};
    for (size_t i = 0, n = kernels::tables(tables); i < n; ++i) names.push(tables[i]->name);
    j.set("kernels_available", names);
    j.set("kernels", kernels::table().name);
    if (kernels::isa_override_ignored()) j.set("isa_override_ignored", true);
    j.set("memory_total", total_memory());
    j.set("memory_available", available_memory());
    *json = copy(j.dump());
  });
}

tb_status tb_convert(const char* input, const char* output, const char* type,
                     tb_progress_fn progress, void* user) {
  return guarded([&] {
    require(input, "input");
    require(output, "output");
    require(type, "type");
    const auto dtype = dtype_from_name(type);
    if (!dtype)
      throw Error(Code::bad_argument, msg::kConvertNoReason, type,
                  "f32, f16, bf16, q8_0, q4_0, q4_1, q5_0, q5_1, q2_k, q3_k, q4_k, q5_k, q6_k, "
                  "iq4_nl, iq4_xs");
    convert_model(input, output, *dtype, progress_of(progress, user));
  });
}

tb_status tb_sha256(const char* path, tb_progress_fn progress, void* user, char hex[65]) {
  return guarded([&] {
    require(path, "path");
    require(hex, "hex");
    const std::string digest = sha256_file(path, progress_of(progress, user));
    std::memcpy(hex, digest.c_str(), 65);
  });
}

tb_status tb_measure_perplexity(tb_model* model, const char* text, size_t length, int32_t context,
                                int32_t chunks, tb_kv_type kv_type, tb_progress_fn progress,
                                void* user, tb_perplexity* result) {
  return guarded([&] {
    require(model, "model");
    require(text, "text");
    require(result, "result");
    const Perplexity p = measure_perplexity(model->loaded, {text, length},
                                            static_cast<uint32_t>(std::max(0, context)),
                                            static_cast<uint32_t>(std::max(0, chunks)),
                                            kv_type_of(kv_type), progress_of(progress, user));
    *result = {p.perplexity, p.error, p.tokens, p.chunks};
  });
}

tb_status tb_measure_speed(tb_model* model, int32_t prompt_tokens, int32_t decode_tokens,
                           int32_t runs, int32_t sessions, tb_progress_fn progress, void* user,
                           tb_speed* result) {
  return guarded([&] {
    require(model, "model");
    require(result, "result");
    const auto positive = [](int32_t v) { return static_cast<uint32_t>(std::max(0, v)); };
    const Speed s = measure_speed(model->loaded, positive(prompt_tokens), positive(decode_tokens),
                                  std::max(1u, positive(runs)), positive(sessions),
                                  progress_of(progress, user));
    const Weights& weights = model->loaded.weights();
    const LayerOperations operations = layer_operations(weights);
    *result = {
        s.prompt_per_second, s.decode_per_second, s.first_token_seconds, weights.bytes_per_token(),
        operations.int8,     operations.bf16,     operations.f32};
  });
}

tb_status tb_measure_limits(int32_t threads, uint64_t cache_bytes, tb_limits* result) {
  return guarded([&] {
    require(result, "result");
    Threads team(Threads::within_processors(static_cast<size_t>(std::max(0, threads))));
    const Limits l = measure_limits(team, cache_bytes);
    *result = {l.int8_operations, l.bf16_operations, l.f32_operations, l.memory_read, l.cache_read};
  });
}
