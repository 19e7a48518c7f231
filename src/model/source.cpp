// Opening model files. Everything that differs between a GGUF file and a Hugging Face directory ends
// here: the rest of the engine sees GGUF names, shapes and orders.
#include "model/source.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"
#include "base/messages/model.h"
#include "tensor/quantize.h"

namespace tinybrain {
namespace {

constexpr size_t kMaxConfig = size_t{16} << 20;      // config.json and the like
constexpr size_t kMaxTokenizer = size_t{256} << 20;  // tokenizer.json

std::string read_if_there(const std::filesystem::path& path, size_t limit) {
  return std::filesystem::exists(path) ? read_file(path, limit) : std::string();
}

bool ends_with_norm(std::string_view name) { return name.ends_with("norm.weight"); }

// Pooling of a sentence-transformers directory: 1_Pooling/config.json; a Normalize module in modules.json.
void read_pooling(const std::filesystem::path& dir, ModelConfig& config) {
  if (const std::string text = read_if_there(dir / "1_Pooling" / "config.json", kMaxConfig);
      !text.empty()) {
    const Json json = Json::parse(text);
    if (json.get_bool("pooling_mode_cls_token", false))
      config.pooling = Pooling::cls;
    else if (json.get_bool("pooling_mode_lasttoken", false))
      config.pooling = Pooling::last;
    else
      config.pooling = Pooling::mean;
  }
  // sentence-transformers cuts texts here, before the positions run out.
  if (const std::string text = read_if_there(dir / "sentence_bert_config.json", kMaxConfig);
      !text.empty()) {
    const int64_t n = Json::parse(text).get_int("max_seq_length", config.context);
    if (n > 2 && n < config.context) config.context = static_cast<uint32_t>(n);
  }
}

// The chat template of a directory: chat_template.jinja, or tokenizer_config.json's (a string, or a
// list of named ones of which "default" counts).
std::string read_chat_template(const std::filesystem::path& dir,
                               const std::string& tokenizer_config) {
  if (std::string text = read_if_there(dir / "chat_template.jinja", kMaxConfig); !text.empty())
    return text;
  if (tokenizer_config.empty()) return "";
  const Json json = Json::parse(tokenizer_config);
  const Json* t = json.find("chat_template");
  if (!t) return "";
  if (t->is_string()) return t->as_string();
  if (t->is_array())
    for (const Json& named : t->as_array())
      if (named.get_string("name", "") == "default") return named.get_string("template", "");
  return "";
}

}  // namespace

ModelSource::ModelSource(const std::filesystem::path& path) : path_(path.string()) {
  if (std::filesystem::exists(path / "model.gguf")) {  // a brain's folder
    open_gguf(path / "model.gguf");
  } else if (std::filesystem::is_directory(path)) {
    open_directory(path);
  } else {
    open_gguf(path);
  }
  for (size_t i = 0; i < tensors_.size(); ++i) index_.emplace(tensors_[i].name, i);
  const SourceTensor& embedding = at("token_embd.weight");
  if (config_.vocabulary == 0) config_.vocabulary = static_cast<uint32_t>(embedding.n);
}

void ModelSource::open_gguf(const std::filesystem::path& path) {
  file_ = MappedFile(path);
  gguf_ = std::make_unique<Gguf>(Gguf::parse(file_.bytes()));
  config_ = config_from_gguf(*gguf_);
  config_.vocabulary = 0;  // the embedding says
  chat_template_ = std::string(gguf_->get_string("tokenizer.chat_template").value_or(""));
  for (const GgufTensor& t : gguf_->tensors()) {
    SourceTensor s;
    s.name = t.name;
    s.dtype = t.dtype;
    s.k = t.dims[0];
    s.n = t.dims[1] * t.dims[2] * t.dims[3];
    s.vector = t.rank == 1;
    s.data = t.data;
    tensors_.push_back(std::move(s));
  }
}

void ModelSource::open_directory(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path / "config.json"))
    throw Error(Code::not_found, msg::kModelDirectory, path.string());
  config_ = config_from_hugging_face(Json::parse(read_file(path / "config.json", kMaxConfig)));
  if (config_.name.empty()) config_.name = path.filename().string();
  if (config_.encoder) read_pooling(path, config_);
  tokenizer_json_ = read_if_there(path / "tokenizer.json", kMaxTokenizer);
  tokenizer_config_ = read_if_there(path / "tokenizer_config.json", kMaxConfig);
  chat_template_ = read_chat_template(path, tokenizer_config_);
  safetensors_ = std::make_unique<SafetensorsDir>(path);
  const bool gemma = config_.architecture == "gemma3", llama = config_.architecture == "llama";
  for (const SafeTensor& t : safetensors_->tensors()) {
    SourceTensor s;
    s.name = gguf_tensor_name(config_.architecture, t.name);
    if (s.name.empty() || t.shape.empty() || t.shape.size() > 2) continue;
    s.dtype = t.dtype;
    s.vector = t.shape.size() == 1;
    s.n = s.vector ? 1 : t.shape[0];
    s.k = t.shape.back();
    s.data = t.data;
    if (gemma && ends_with_norm(s.name)) s.adjust = Adjust::add_one;
    const bool q = s.name.find(".attn_q.") != std::string::npos;
    const bool k = s.name.find(".attn_k.") != std::string::npos;
    if (llama && (q || k)) {
      s.adjust = Adjust::pair_heads;
      s.heads = q ? config_.heads : config_.kv_heads;
      if ((s.vector ? s.k : s.n) != size_t{s.heads} * config_.head_dim)
        throw Error(Code::bad_file, msg::kModelTensorShape, s.name, s.n, s.k,
                    s.heads * config_.head_dim, s.k);
    }
    tensors_.push_back(std::move(s));
  }
  if (llama) config_.rope.style = kernels::RopeStyle::pairs;
}

const SourceTensor* ModelSource::find(std::string_view name) const {
  const auto it = index_.find(name);
  return it == index_.end() ? nullptr : &tensors_[it->second];
}

const SourceTensor& ModelSource::at(std::string_view name) const {
  if (const SourceTensor* t = find(name)) return *t;
  throw Error(Code::bad_file, msg::kModelTensorMissing, name);
}

void ModelSource::drop(const SourceTensor& tensor) const { file_.drop(tensor.data); }

void ModelSource::read(const SourceTensor& t, size_t row, float* y) {
  size_t from = row;
  if (t.adjust == Adjust::pair_heads && !t.vector) {
    const size_t dim = t.n / t.heads, head = row / dim, i = row % dim;
    from = head * dim + i / 2 + (i % 2) * (dim / 2);
  }
  const size_t bytes = row_bytes(t.dtype, t.k);
  dequantize_row(t.dtype, t.data.data() + from * bytes, y, t.k);
  if (t.adjust == Adjust::add_one)
    for (size_t i = 0; i < t.k; ++i) y[i] += 1;
  if (t.adjust == Adjust::pair_heads && t.vector) {
    const std::vector<float> plain(y, y + t.k);
    const size_t dim = t.k / t.heads;
    for (size_t i = 0; i < t.k; ++i)
      y[i] = plain[i / dim * dim + i % dim / 2 + (i % 2) * (dim / 2)];
  }
}

TokenizerSpec ModelSource::tokenizer() const {
  if (gguf_) return tokenizer_from_gguf(*gguf_);
  if (tokenizer_json_.empty())
    throw Error(Code::not_found, msg::kModelTensorMissing, "tokenizer.json");
  TokenizerSpec spec = spec_from_tokenizer_json(tokenizer_json_, tokenizer_config_);
  return spec;
}

}  // namespace tinybrain
