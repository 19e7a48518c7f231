// A model that is ready to answer: weights, tokenizer, template, threads. Shared by its sessions.
#pragma once

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generate/engine.h"
#include "grammar/grammar.h"
#include "model/classifier.h"
#include "model/weights.h"
#include "text/chat_template.h"

namespace tinybrain {

struct Adapter;

// An adapter of a model, for sessions to answer with.
struct LoadedAdapter {
  const class LoadedModel* model;
  AdapterWeights weights;
  std::string hash;  // of what it changes: 64 hexadecimal digits
  uint64_t variant;  // of the pages that were computed with it; no other adapter has that number
};

class LoadedModel {
 public:
  // threads: 0 = one per core. Error{no_memory} before anything is loaded when it cannot fit.
  LoadedModel(const std::filesystem::path& path, size_t threads, const Weights::Progress& progress);

  // Runs with that adapter from now on, a file or folder as of read_adapter(). Before the first session; once.
  // Error{bad_argument} when it does not fit, else as of read_adapter().
  void adapt(const std::filesystem::path& adapter);

  // An adapter that sessions may have (Session::set_adapter) while others have another or none; they share the model's
  // weights. From any thread. Errors as of adapt(); Error{unsupported} for encoders.
  std::shared_ptr<const LoadedAdapter> load_adapter(const std::filesystem::path& adapter);
  std::shared_ptr<const LoadedAdapter> load_adapter(const Adapter& adapter);

  const ModelSource& source() const { return source_; }
  const ModelConfig& config() const { return weights_->config(); }
  const Weights& weights() const { return *weights_; }
  const Tokenizer& tokenizer() const { return *tokenizer_; }
  Threads& threads() { return threads_; }
  Engine& engine() { return *engine_; }
  // The pages of all sessions with that type of cache.
  std::shared_ptr<KvPool> kv_pool(kernels::KvType type);
  // Identifies weights, adapter, tokenizer and template, for what was computed with them: 64 hexadecimal digits.
  const std::string& fingerprint() const;
  // A grammar by what it is written in; the last few are kept. Errors as of Grammar.
  enum class GrammarKind { gbnf, json_schema, regex };
  std::shared_ptr<const Grammar> grammar(GrammarKind kind, std::string_view source);
  std::shared_ptr<const TokenTrie> token_trie();  // made when first asked for
  // Ids that may be chosen: the smaller of vocabulary and embedding.
  size_t choices() const { return std::min<size_t>(tokenizer_->size(), config().vocabulary); }
  // The model's own template, or a built-in by name. Error{unsupported} when there is neither.
  const ChatTemplate& chat_template(std::string_view name) const;
  const std::vector<ClassifierHead>& heads() const { return heads_; }
  // The classification head of that name ("" = the only one), or nullptr.
  const ClassifierHead* head(std::string_view name) const;
  const ClassifierHead* classifier() const { return head(""); }
  bool has_chat_template() const { return !source_.chat_template().empty(); }

  void require_generator() const;  // Error{unsupported} for encoders
  void require_encoder() const;    // Error{unsupported} for the others

 private:
  ModelSource source_;
  Threads threads_;
  std::unique_ptr<Tokenizer> tokenizer_;
  std::unique_ptr<Weights> weights_;
  std::vector<ClassifierHead> heads_;
  std::string adapter_hash_;  // "" = no adapter
  std::unique_ptr<Engine> engine_;
  std::mutex pools_mutex_;
  std::map<kernels::KvType, std::weak_ptr<KvPool>> pools_;
  std::mutex grammars_mutex_;
  struct KnownGrammar {
    GrammarKind kind;
    std::string source;
    std::shared_ptr<const Grammar> grammar;
  };
  std::vector<KnownGrammar> grammars_;  // least recently used first
  std::once_flag trie_once_;
  std::shared_ptr<const TokenTrie> trie_;
  mutable std::once_flag fingerprint_once_;
  mutable std::string fingerprint_;
  mutable std::mutex templates_mutex_;
  mutable std::map<std::string, ChatTemplate> templates_;
};

// Texts to vectors[count][D]. Each text is cut at the encoder's window.
void embed_texts(LoadedModel& model, std::span<const std::string_view> texts, bool normalize,
                 float* vectors);

// Rough memory of a model, before it is opened: weights once packed, and the window.
struct MemoryNeed {
  uint64_t weights = 0;  // bytes
  uint64_t kv_per_1000_tokens = 0;
};
MemoryNeed memory_need(const ModelSource& source, kernels::KvType type);

}  // namespace tinybrain
