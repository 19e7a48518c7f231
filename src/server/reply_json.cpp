#include "server/reply_json.h"

#include <algorithm>
#include <ctime>
#include <random>

#include "base/format.h"
#include "base/messages/server.h"
#include "server/api_error.h"

namespace tinybrain::server {
namespace {

constexpr double kLeastLogprob = -9999;  // JSON has no infinity; OpenAI writes this

Json candidate_json(std::string_view bytes, double logprob) {
  Json list{Json::Array{}}, j;
  for (const char c : bytes) list.push(static_cast<int>(static_cast<unsigned char>(c)));
  j.set("token", bytes);
  j.set("logprob", std::max(logprob, kLeastLogprob));
  j.set("bytes", std::move(list));
  return j;
}

}  // namespace

std::string fresh_id(const std::string& prefix) {
  std::random_device device;
  std::string id = prefix;
  for (int i = 0; i < 3; ++i) id += fmt::format("{:08x}", static_cast<uint32_t>(device()));
  return id;
}

Stamp::Stamp(const std::string& prefix, const std::string& served)
    : id(fresh_id(prefix)), model(served), created(std::time(nullptr)) {}

Json Stamp::json(const char* object) const {
  Json j;
  j.set("id", id);
  j.set("object", object);
  j.set("created", created);
  j.set("model", model);
  j.set("system_fingerprint", std::string("tinybrain-") + tb_version());
  return j;
}

void Usage::add(const tb::Reply& r, bool first_of_prompt) {
  if (first_of_prompt) {
    prompt += r.prompt_tokens;
    reused += r.reused_tokens;
    dropped_messages += r.dropped_messages;
  }
  reply += r.reply_tokens;
  dropped_tokens += r.dropped_tokens;
  prompt_seconds += r.prompt_seconds;
  reply_seconds += r.reply_seconds;
}

Json Usage::json() const {
  Json details, j;
  details.set("cached_tokens", reused);
  j.set("prompt_tokens", prompt);
  j.set("completion_tokens", reply);
  j.set("total_tokens", prompt + reply);
  j.set("prompt_tokens_details", std::move(details));
  return j;
}

Json Usage::own_json() const {
  Json j;
  j.set("dropped_messages", dropped_messages);
  j.set("dropped_tokens", dropped_tokens);
  j.set("prompt_seconds", prompt_seconds);
  j.set("reply_seconds", reply_seconds);
  return j;
}

Json token_json(const tb::Model& model, const tb_chunk& chunk) {
  const tb_candidate* end = chunk.candidates + chunk.candidate_count;
  const tb_candidate* own = std::find_if(
      chunk.candidates, end, [&](const tb_candidate& c) { return c.token == chunk.token; });
  Json j = candidate_json(
      own != end ? std::string(own->text, own->length) : model.detokenize({chunk.token}, true),
      double{chunk.logprob});
  Json top{Json::Array{}};
  for (const tb_candidate* c = chunk.candidates; c != end; ++c)
    top.push(candidate_json({c->text, c->length}, double{c->logprob}));
  j.set("top_logprobs", std::move(top));
  return j;
}

const char* finish_name(tb_finish finish) { return finish == TB_FINISH_LENGTH ? "length" : "stop"; }

tb::Reply write_reply(const Job& job, Metrics& metrics, const Writer& writer,
                      const std::function<void(const tb_chunk&)>& on_chunk) {
  int counted = 0;
  tb::Reply reply = writer([&](const tb_chunk& chunk) {
    if (job.cancelled()) return false;
    // As they come, so that whoever watches sees them being written.
    if (chunk.token >= 0) metrics.tokens(0, 0, 1), ++counted;
    on_chunk(chunk);
    return true;
  });
  metrics.tokens(reply.prompt_tokens, reply.reused_tokens,
                 std::max(0, reply.reply_tokens - counted));
  if (reply.finish == TB_FINISH_CANCELLED) throw ApiError(503, text(msg::kServerStopping));
  return reply;
}

}  // namespace tinybrain::server
