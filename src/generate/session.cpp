// Conversations to prompts, prompts into the window (reusing what it holds), and room in it; the loop that
// writes the reply is in generation.cpp.
#include "generate/session.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/messages/model.h"
#include "base/system.h"
#include "generate/generation.h"

namespace tinybrain {
namespace {

constexpr uint32_t kMinKeep = 4;  // first tokens that attention leans on (Xiao et al. 2023)
constexpr uint32_t kMinContext = 16;

uint32_t choose_context(const ModelConfig& config, uint32_t wanted) {
  const uint32_t most = config.context;
  if (wanted == 0) return std::min(most, SessionConfig::kDefaultContext);
  const uint32_t least = std::min(kMinContext, most);
  if (wanted < least || wanted > most)
    throw Error(Code::bad_argument, msg::kSessionContext, wanted, least, most);
  return wanted;
}

}  // namespace

Session::Session(LoadedModel& model, const SessionConfig& config)
    : model_((model.require_generator(), model)),
      config_(config),
      cache_(model.kv_pool(config.kv_type), choose_context(model.config(), config.context)),
      rope_(model.config(), cache_.context()),
      logits_((1 + Drafter::kMost) * sizeof(float) * model.config().vocabulary,
              Buffer::Pages::small) {
  tokens_.reserve(cache_.context());
  if (!config.draft) return;
  const auto &ours = model.tokenizer().spec().tokens,
             &theirs = config.draft->tokenizer().spec().tokens;
  if (config.draft == &model || ours != theirs)
    throw Error(Code::bad_argument, msg::kSessionDraft, ours.size(), theirs.size());
  SessionConfig guessing;
  guessing.context = std::min(cache_.context(), config.draft->config().context);
  guessing.speculate = false;
  draft_ = std::make_unique<Session>(*config.draft, guessing);
}

Session::Busy::Busy(std::atomic<bool>& flag) : flag_(flag) {
  if (flag_.exchange(true)) throw Error(Code::bad_argument, msg::kSessionBusy);
}

void Session::reset() {
  tokens_.clear();
  cache_.truncate(0);
  dropped_ = 0;
  dropped_text_.clear();
}

void Session::set_adapter(std::shared_ptr<const LoadedAdapter> adapter) {
  const Busy busy(busy_);
  if (adapter == adapter_) return;
  if (adapter && adapter->model != &model_)
    throw Error(Code::bad_argument, msg::kAdapterOtherModel);
  reset();
  cache_.set_variant(adapter ? adapter->variant : 0);
  adapter_ = std::move(adapter);
}

std::string Session::fingerprint() const {
  return adapter_ ? model_.fingerprint() + "+" + adapter_->hash : model_.fingerprint();
}

std::vector<TextPart> Session::prompt(const ChatRequest& request) const {
  Json context;
  context.set("messages", request.messages);
  if (!request.tools.is_null()) context.set("tools", request.tools);
  context.set("add_generation_prompt", true);
  if (request.variables.is_object())
    for (const auto& [key, value] : request.variables.as_object()) context.set(key, value);
  const Tokenizer& t = model_.tokenizer();
  Json trusted = Json::Object{};
  trusted.set("bos_token", t.spec().bos >= 0 ? t.bytes(t.spec().bos, true) : "");
  trusted.set("eos_token", t.spec().eos >= 0 ? t.bytes(t.spec().eos, true) : "");
  return model_.chat_template(request.template_name).render(context, trusted);
}

std::vector<TokenId> Session::encode_chat(const ChatRequest& request, size_t dropped) const {
  const auto encode = [&](const ChatRequest& r) {
    std::vector<TokenId> ids = model_.tokenizer().encode(prompt(r), true);
    // A template that writes the begin token itself must not get a second one.
    const TokenId bos = model_.tokenizer().spec().bos;
    if (ids.size() > 1 && bos >= 0 && ids[0] == bos && ids[1] == bos) ids.erase(ids.begin());
    return ids;
  };
  if (dropped == 0) return encode(request);
  ChatRequest shorter = request;
  size_t system = 0;
  while (system < shorter.messages.size() &&
         shorter.messages[system].get_string("role", "") == "system")
    ++system;
  shorter.messages.erase(shorter.messages.begin() + static_cast<ptrdiff_t>(system),
                         shorter.messages.begin() + static_cast<ptrdiff_t>(system + dropped));
  return encode(shorter);
}

// The prompt of a conversation, leaving out its oldest turns when it does not fit. What was left out once
// stays out, and a good deal goes at a time: so the cache stays useful from one turn to the next.
std::vector<TokenId> Session::fit_messages(const ChatRequest& request, uint32_t max_tokens,
                                           Reply& reply, uint32_t& keep) {
  const Json::Array& m = request.messages;
  size_t system = 0;
  while (system < m.size() && m[system].get_string("role", "") == "system") ++system;
  const auto text_of_first = [&](size_t n) {
    std::string all;
    for (size_t i = system; i < std::min(system + n, m.size()); ++i) all += m[i].dump() + "\n";
    return all;
  };
  if (dropped_ > 0 && (system + dropped_ >= m.size() || text_of_first(dropped_) != dropped_text_))
    dropped_ = 0;
  const uint32_t context = cache_.context();
  const uint32_t reserve = std::min(max_tokens > 0 ? max_tokens : 256u, context / 4);
  std::vector<TokenId> ids = encode_chat(request, dropped_);
  if (ids.size() + reserve > context) {
    const size_t target = context * 6 / 10;
    size_t dropped = dropped_;
    while (ids.size() > target) {
      // To the start of the next turn of the user; the newest turn stays.
      size_t next = system + dropped + 1;
      while (next < m.size() && m[next].get_string("role", "") != "user") ++next;
      if (next >= m.size()) break;
      dropped = next - system;
      ids = encode_chat(request, dropped);
    }
    if (ids.size() >= context)
      throw Error(Code::context_full, msg::kSessionTooLong, ids.size(), context,
                  model_.config().context);
    dropped_ = dropped;
    dropped_text_ = text_of_first(dropped);
  }
  reply.dropped_messages = static_cast<uint32_t>(dropped_);
  // What context shift must not drop: the part of the prompt that the system message makes up.
  keep = kMinKeep;
  if (system > 0 && config_.keep < 0) {
    try {
      ChatRequest only_system = request;
      only_system.messages.resize(system);
      only_system.variables.set("add_generation_prompt", false);
      const std::vector<TokenId> head = encode_chat(only_system, 0);
      const auto same = std::mismatch(head.begin(), head.end(), ids.begin(), ids.end());
      keep = std::max(keep, static_cast<uint32_t>(same.first - head.begin()));
    } catch (const Error&) {
      // Some templates refuse a conversation without a user; then only the first tokens are kept.
    }
  }
  return ids;
}

Reply Session::chat(const ChatRequest& request, const GenerateConfig& config,
                    const Stream& stream) {
  const Busy busy(busy_);
  cancelled_ = false;
  config.sampling.check(model_.choices());
  Reply reply;
  uint32_t keep = 0;
  std::vector<TokenId> ids = fit_messages(request, config.max_tokens, reply, keep);
  return run(std::move(ids), keep, config, stream, std::move(reply));
}

Reply Session::complete(std::string_view prompt, bool special, const GenerateConfig& config,
                        const Stream& stream) {
  const TextPart part{std::string(prompt), special};
  return complete({&part, 1}, config, stream);
}

Reply Session::complete(std::span<const TextPart> prompt, const GenerateConfig& config,
                        const Stream& stream) {
  const Busy busy(busy_);
  cancelled_ = false;
  config.sampling.check(model_.choices());
  return run(model_.tokenizer().encode(prompt, true), kMinKeep, config, stream, {});
}

void Session::logits(std::span<const TokenId> tokens, float* logits) {
  const Busy busy(busy_);
  if (tokens.empty()) throw Error(Code::bad_argument, msg::kSessionEmpty);
  if (tokens.size() > cache_.context())
    throw Error(Code::context_full, msg::kSessionTooLong, tokens.size(), cache_.context(),
                model_.config().context);
  for (TokenId t : tokens)
    if (t < 0 || static_cast<uint32_t>(t) >= model_.config().vocabulary)
      throw Error(Code::bad_argument, msg::kSessionToken, t, model_.config().vocabulary - 1);
  reset();
  for (size_t at = 0; at < tokens.size(); at = tokens_.size()) {
    const auto batch =
        tokens.subspan(at, std::min<size_t>(Workspace::kMaxBatch, tokens.size() - at));
    pass(batch, batch.size(), logits + at * model_.config().vocabulary);
  }
}

// Processes tokens, at most kMaxBatch of them, after those that the window holds.
void Session::pass(std::span<const TokenId> tokens, size_t wanted, float* logits) {
  Sequence s{&cache_, &rope_, static_cast<uint32_t>(tokens_.size()), tokens, wanted, logits};
  if (adapter_) s.adapter = &adapter_->weights;
  model_.engine().run({&s, 1});
  tokens_.insert(tokens_.end(), tokens.begin(), tokens.end());
}

void Session::feed(std::span<const TokenId> tokens) {
  for (size_t at = 0; at < tokens.size(); at += Workspace::kMaxBatch) {
    const auto batch =
        tokens.subspan(at, std::min<size_t>(Workspace::kMaxBatch, tokens.size() - at));
    pass(batch, at + batch.size() == tokens.size() ? 1 : 0, logits_row(0));
  }
}

void Session::rewind(size_t tokens) {
  tokens_.resize(std::min(tokens, tokens_.size()));
  cache_.truncate(static_cast<uint32_t>(tokens_.size()));
}

TokenId Session::likeliest() {
  const float* row = logits_row(0);
  return static_cast<TokenId>(std::max_element(row, row + model_.choices()) - row);
}

// Processes what the cache does not hold yet; false when cancelled on the way.
bool Session::prefill(std::span<const TokenId> prompt, Reply& reply) {
  size_t same = 0;
  while (same < tokens_.size() && same < prompt.size() && tokens_[same] == prompt[same]) ++same;
  same = std::min(same, prompt.size() - 1);  // the last token must run: its logits are needed
  cache_.truncate(static_cast<uint32_t>(same));
  same = cache_.adopt(prompt, static_cast<uint32_t>(same));
  tokens_.assign(prompt.begin(), prompt.begin() + static_cast<ptrdiff_t>(same));
  reply.prompt_tokens = static_cast<uint32_t>(prompt.size());
  reply.reused_tokens = static_cast<uint32_t>(same);
  for (size_t at = same; at < prompt.size(); at = tokens_.size()) {
    if (cancelled_) return false;
    const size_t n = std::min<size_t>(Workspace::kMaxBatch, prompt.size() - at);
    pass(prompt.subspan(at, n), at + n == prompt.size() ? 1 : 0, logits_row(0));
    cache_.share(tokens_);
  }
  return true;
}

// Drops half of the window after the kept part when no row is left.
void Session::make_room(uint32_t keep, Reply& reply) {
  const auto used = static_cast<uint32_t>(tokens_.size());
  if (used < cache_.context()) return;
  if (config_.keep >= 0) keep = static_cast<uint32_t>(config_.keep);
  keep = std::min(keep, used / 2);
  const uint32_t drop = std::max(1u, (used - keep) / 2);
  cache_.shift(model_.config(), used, keep, drop);
  tokens_.erase(tokens_.begin() + keep, tokens_.begin() + keep + drop);
  reply.dropped_tokens += drop;
}

void Session::require_fit(size_t prompt_tokens) const {
  if (prompt_tokens == 0) throw Error(Code::bad_argument, msg::kSessionEmpty);
  if (prompt_tokens >= cache_.context())
    throw Error(Code::context_full, msg::kSessionTooLong, prompt_tokens, cache_.context(),
                model_.config().context);
}

Reply Session::run(std::vector<TokenId> prompt, uint32_t keep, const GenerateConfig& config,
                   const Stream& stream, Reply reply) {
  require_fit(prompt.size());
  const Engine::Decoding decoding(model_.engine());
  const double start = seconds_now();
  const bool ready = prefill(prompt, reply);
  const double prompt_done = seconds_now();
  reply.prompt_seconds = prompt_done - start;
  reply.finish = Finish::cancelled;
  if (!ready) return reply;
  Generation(*this, std::move(prompt), keep, config, stream, reply).run();
  reply.reply_seconds = seconds_now() - prompt_done;
  return reply;
}

std::vector<bool> Session::dry_breakers() const {
  const Tokenizer& t = model_.tokenizer();
  std::vector<bool> breakers(model_.choices());
  for (size_t i = 0; i < breakers.size(); ++i) {
    const auto id = static_cast<TokenId>(i);
    breakers[i] = t.is_special(id) || t.bytes(id).find_first_of("\n:\"*") != std::string::npos;
  }
  return breakers;
}

}  // namespace tinybrain
