// Opening a model for use: memory first, then tokenizer and weights.
#include "generate/loaded_model.h"

#include <atomic>
#include <limits>

#include "base/error.h"
#include "base/messages/model.h"
#include "base/sha256.h"
#include "base/system.h"
#include "kernels/kernels.h"
#include "model/adapter.h"
#include "model/forward.h"

namespace tinybrain {
namespace {

constexpr size_t kGrammarsKept = 16;

void require_memory(const ModelSource& source) {
  const uint64_t need = memory_need(source, kernels::KvType::f16).weights;
  const uint64_t free = available_memory();
  constexpr uint64_t kMega = 1000000;
  if (free != std::numeric_limits<uint64_t>::max() && need > free)
    throw Error(Code::no_memory, msg::kModelMemory, need / kMega + 1, free / kMega);
}

std::string hash_of(const Adapter& adapter) {
  Sha256 hash;
  for (const AdapterMatrix& m : adapter.matrices) {
    hash.update(m.name.data(), m.name.size());
    for (const std::vector<float>* part : {&m.a, &m.b, &m.magnitude})
      hash.update(part->data(), part->size() * sizeof(float));
  }
  hash.update(&adapter.alpha, sizeof adapter.alpha);
  return hash.finish_hex();
}

Adapter read_fitting(const std::filesystem::path& path, const ModelSource& source) {
  Adapter adapter = read_adapter(path, source.config());
  try {
    check_adapter(adapter, source);
  } catch (const Error& e) {
    throw e.in(path.string());
  }
  return adapter;
}

std::string builtin_names() {
  std::string names;
  for (std::string_view n : builtin_template_names())
    names += (names.empty() ? "" : ", ") + std::string(n);
  return names;
}

}  // namespace

MemoryNeed memory_need(const ModelSource& source, kernels::KvType type) {
  MemoryNeed need;
  const bool tied = !source.find("output.weight");
  for (const SourceTensor& t : source.tensors()) {
    if (t.name == "token_embd.weight" && !tied) continue;  // read where used, never packed
    const size_t panels = (t.n + kernels::kPanelRows - 1) / kernels::kPanelRows;
    need.weights += t.vector ? t.k * 4 : panels * kernels::panel_bytes(pack_of(t.dtype, t.k), t.k);
  }
  need.kv_per_1000_tokens =
      source.config().encoder ? 0 : 1000 * KvCache::bytes_per_token(source.config(), type);
  return need;
}

LoadedModel::LoadedModel(const std::filesystem::path& path, size_t threads,
                         const Weights::Progress& progress)
    : source_(path), threads_(threads) {
  require_memory(source_);
  tokenizer_ = std::make_unique<Tokenizer>(source_.tokenizer());
  heads_ = classifier_heads(source_);
  weights_ = std::make_unique<Weights>(source_, threads_, progress);
  engine_ = std::make_unique<Engine>(*weights_, threads_);
}

void LoadedModel::adapt(const std::filesystem::path& path) {
  TB_ASSERT(adapter_hash_.empty());
  const Adapter adapter = read_fitting(path, source_);
  weights_->adapt({adapter, source_, threads_});
  adapter_hash_ = hash_of(adapter);
}

std::shared_ptr<const LoadedAdapter> LoadedModel::load_adapter(const std::filesystem::path& path) {
  require_generator();
  return load_adapter(read_fitting(path, source_));
}

std::shared_ptr<const LoadedAdapter> LoadedModel::load_adapter(const Adapter& adapter) {
  static std::atomic<uint64_t> count{0};
  require_generator();
  check_adapter(adapter, source_);
  return std::make_shared<const LoadedAdapter>(
      LoadedAdapter{this, AdapterWeights(adapter, source_, threads_), hash_of(adapter), ++count});
}

std::shared_ptr<KvPool> LoadedModel::kv_pool(kernels::KvType type) {
  const std::lock_guard lock(pools_mutex_);
  std::weak_ptr<KvPool>& known = pools_[type];
  std::shared_ptr<KvPool> pool = known.lock();
  if (!pool) known = pool = std::make_shared<KvPool>(config(), type);
  return pool;
}

std::shared_ptr<const Grammar> LoadedModel::grammar(GrammarKind kind, std::string_view source) {
  const std::lock_guard lock(grammars_mutex_);
  auto it = std::find_if(grammars_.begin(), grammars_.end(), [&](const KnownGrammar& g) {
    return g.kind == kind && g.source == source;
  });
  if (it == grammars_.end()) {
    KnownGrammar made{kind, std::string(source), nullptr};
    switch (kind) {
      case GrammarKind::gbnf: made.grammar = Grammar::from_gbnf(source); break;
      case GrammarKind::json_schema:
        made.grammar = Grammar::from_json_schema(Json::parse(source));
        break;
      case GrammarKind::regex: made.grammar = Grammar::from_regex(source); break;
    }
    if (grammars_.size() == kGrammarsKept) grammars_.erase(grammars_.begin());
    grammars_.push_back(std::move(made));
    it = grammars_.end() - 1;
  }
  std::rotate(it, it + 1, grammars_.end());
  return grammars_.back().grammar;
}

std::shared_ptr<const TokenTrie> LoadedModel::token_trie() {
  std::call_once(trie_once_, [&] { trie_ = std::make_shared<TokenTrie>(*tokenizer_, choices()); });
  return trie_;
}

// Names and shapes of all tensors, and the first and last bytes of each: enough to tell models apart, and
// quick to read.
const std::string& LoadedModel::fingerprint() const {
  std::call_once(fingerprint_once_, [&] {
    Sha256 hash;
    const auto add = [&](std::string_view text) {
      hash.update(text.data(), text.size());
      hash.update("", 1);
    };
    for (const SourceTensor& t : source_.tensors()) {
      add(t.name);
      add(fmt::format("{} {} {}", dtype_info(t.dtype).name, t.n, t.k));
      const size_t some = std::min<size_t>(t.data.size(), 1024);
      hash.update(t.data.data(), some);
      hash.update(t.data.data() + t.data.size() - some, some);
    }
    if (!adapter_hash_.empty()) add(adapter_hash_);
    add(source_.chat_template());
    for (std::string_view token : tokenizer_->spec().tokens) add(token);
    fingerprint_ = hash.finish_hex();
  });
  return fingerprint_;
}

const ChatTemplate& LoadedModel::chat_template(std::string_view name) const {
  const std::lock_guard lock(templates_mutex_);
  if (const auto it = templates_.find(std::string(name)); it != templates_.end()) return it->second;
  std::string source = source_.chat_template();
  if (!name.empty()) {
    source = std::string(builtin_template(name));
    if (source.empty())
      throw Error(Code::bad_argument, msg::kSessionTemplateName, name, builtin_names());
  } else if (source.empty()) {
    throw Error(Code::unsupported, msg::kSessionNoTemplate, builtin_names());
  }
  return templates_.emplace(std::string(name), ChatTemplate(source)).first->second;
}

const ClassifierHead* LoadedModel::head(std::string_view name) const {
  const auto found = std::find_if(heads_.begin(), heads_.end(),
                                  [&](const ClassifierHead& h) { return h.name == name; });
  return found == heads_.end() ? nullptr : &*found;
}

void LoadedModel::require_generator() const {
  if (config().encoder) throw Error(Code::unsupported, msg::kModelNotGenerator);
}
void LoadedModel::require_encoder() const {
  if (!config().encoder) throw Error(Code::unsupported, msg::kModelNotEncoder);
}

void embed_texts(LoadedModel& model, std::span<const std::string_view> texts, bool normalize,
                 float* vectors) {
  model.require_encoder();
  const ModelConfig& c = model.config();
  Workspace work(c, model.threads().count());
  std::vector<float> hidden(size_t{c.context} * c.width);
  for (size_t i = 0; i < texts.size(); ++i) {
    std::vector<TokenId> ids = model.tokenizer().encode(texts[i], true);
    if (ids.size() > c.context) {  // keep the closing token, as sentence-transformers does
      ids[c.context - 1] = ids.back();
      ids.resize(c.context);
    }
    encode(model.weights(), work, ids, hidden.data(), model.threads());
    pool(c, hidden.data(), ids.size(), normalize, vectors + i * c.width);
  }
}

}  // namespace tinybrain
