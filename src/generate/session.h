// One conversation: a KV cache, the tokens in it, and the loop that turns logits into text.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/json.h"
#include "generate/drafter.h"
#include "generate/loaded_model.h"
#include "generate/sampler.h"

namespace tinybrain {

struct SessionConfig {
  uint32_t context = 0;  // 0 = the model's, at most kDefaultContext
  kernels::KvType kv_type = kernels::KvType::f16;
  int32_t keep = -1;  // tokens that context shift never drops; -1 = the system prompt (at least 4)
  bool speculate = true;  // guess ahead where it pays; the text is the same
  LoadedModel* draft =
      nullptr;  // a smaller model of the same vocabulary that guesses; must outlive the session
  static constexpr uint32_t kDefaultContext = 8192;
};

struct GenerateConfig {
  SamplingConfig sampling;
  uint32_t max_tokens = 0;  // 0 = until the model ends
  std::vector<std::string> stops;
  std::shared_ptr<const Grammar> grammar;  // what the reply must be; null = anything
};

enum class Finish { stop, length, cancelled };

struct Chunk {
  std::string_view text;  // whole UTF-8
  const Choice* choice;
};

struct Reply {
  std::string text;
  Finish finish = Finish::stop;
  uint32_t prompt_tokens = 0, reused_tokens = 0, reply_tokens = 0, dropped_tokens = 0,
           dropped_messages = 0;
  uint32_t guessed_tokens = 0, right_tokens = 0;  // by speculation
  double prompt_seconds = 0, reply_seconds = 0;
};

// A conversation to answer.
struct ChatRequest {
  Json::Array messages;       // OpenAI's form
  Json tools;                 // null or an array
  Json variables;             // null or an object for the template
  std::string template_name;  // "" = the model's own
};

class Session {
 public:
  using Stream = std::function<bool(const Chunk&)>;  // false = stop

  Session(LoadedModel& model, const SessionConfig& config);

  // See tb_chat and tb_complete. Error{context_full} when even the newest message does not fit;
  // Error{bad_argument} for bad settings; Error{internal, busy} is impossible from one thread.
  Reply chat(const ChatRequest& request, const GenerateConfig& config, const Stream& stream);
  Reply complete(std::string_view prompt, bool special, const GenerateConfig& config,
                 const Stream& stream);
  Reply complete(std::span<const TextPart> prompt, const GenerateConfig& config,
                 const Stream& stream);
  std::vector<TextPart> prompt(const ChatRequest& request) const;
  // Logits of all positions of `tokens`, from an empty window: logits[count][V].
  void logits(std::span<const TokenId> tokens, float* logits);
  // How likely each of `labels` is as the whole answer to a prompt (natural log, the end of the answer
  // included), all in one pass over the weights while they have no more than Workspace::kMaxBatch tokens.
  std::vector<double> score(const ChatRequest& request, std::span<const std::string> labels);
  std::vector<double> score(std::string_view prompt, std::span<const std::string> labels);
  // The same of tokens right after the prompt's, without the end of the answer.
  std::vector<double> score(std::span<const TokenId> prompt,
                            std::span<const std::vector<TokenId>> continuations);

  // The tokens and what was computed for them, to a file and back: a long prompt need not run again.
  // Error{bad_argument} when the file is of another model or kind of cache, Error{bad_file} when damaged.
  void save(const std::filesystem::path& path) const;
  void load(const std::filesystem::path& path);

  // Answers with that adapter of the model from now on, null: with the model's own or none. Forgets every token unless
  // it is the same. Error{bad_argument} when the adapter is of another model.
  void set_adapter(std::shared_ptr<const LoadedAdapter> adapter);

  void cancel() { cancelled_.store(true, std::memory_order_relaxed); }
  void reset();
  uint32_t context() const { return cache_.context(); }
  LoadedModel& model() { return model_; }

  // Processes tokens after those already there, keeps the logits of the last. For measuring speed.
  void feed(std::span<const TokenId> tokens);
  std::span<const TokenId> tokens() const { return tokens_; }
  // For guessing with this session: forgets all but the first tokens; the likeliest next token.
  void rewind(size_t tokens);
  TokenId likeliest();

 private:
  // Marks the session as in use for as long as a call runs. Error{bad_argument} when it is already.
  class Busy {
   public:
    explicit Busy(std::atomic<bool>& flag);
    ~Busy() { flag_ = false; }
    Busy(const Busy&) = delete;

   private:
    std::atomic<bool>& flag_;
  };

  std::vector<TokenId> fit_messages(const ChatRequest& request, uint32_t max_tokens, Reply& reply,
                                    uint32_t& keep);
  std::vector<TokenId> encode_chat(const ChatRequest& request, size_t dropped) const;
  friend class Generation;
  Reply run(std::vector<TokenId> prompt, uint32_t keep, const GenerateConfig& config,
            const Stream& stream, Reply reply);
  void require_fit(size_t prompt_tokens) const;
  bool prefill(std::span<const TokenId> prompt, Reply& reply);
  void pass(std::span<const TokenId> tokens, size_t wanted, float* logits);
  std::vector<std::vector<TokenId>> tokens_of(std::span<const std::string> labels) const;
  std::vector<double> score_tokens(std::span<const TokenId> prompt,
                                   std::span<const std::vector<TokenId>> labels, bool with_end);
  void make_room(uint32_t keep, Reply& reply);
  std::vector<bool> dry_breakers() const;
  std::string fingerprint() const;  // of what its tokens were computed with
  float* logits_row(size_t row) { return logits_.as<float>() + row * model_.config().vocabulary; }

  LoadedModel& model_;
  SessionConfig config_;
  std::shared_ptr<const LoadedAdapter> adapter_;  // null = the model's own or none
  KvCache cache_;
  Rope rope_;
  std::vector<TokenId> tokens_;     // in the cache, position = index
  std::unique_ptr<Session> draft_;  // of the smaller model
  Buffer logits_;                   // [1 + Drafter::kMost][V]; only what is used takes memory
  std::atomic<bool> cancelled_{false};
  mutable std::atomic<bool> busy_{false};
  size_t dropped_ = 0;        // messages left out last time
  std::string dropped_text_;  // and what they were: the same conversation leaves out the same ones
};

}  // namespace tinybrain
