// POST /v1/completions: plain text continued, for one prompt or several.
#include <algorithm>
#include <memory>
#include <utility>

#include "base/messages/server.h"
#include "server/api_error.h"
#include "server/endpoint.h"
#include "server/reply_json.h"
#include "server/sampling.h"

namespace tinybrain::server {
namespace {

constexpr size_t kMostPrompts = 64;
constexpr int kDefaultTokens = 16;  // OpenAI's

struct CompletionRequest : TextRequest {
  std::vector<std::string> prompts;
  bool logprobs = false;
};

CompletionRequest read_request(const Members& body, const Limits& limits) {
  CompletionRequest r;
  read_text_request(body, r);
  body.refuse({"suffix"});
  if (body.boolean("echo").value_or(false)) throw bad_member("echo", msg::kNotSupported);
  if (body.integer("best_of", 1, 20).value_or(r.choices) != r.choices)
    throw bad_member("best_of", msg::kNotSupported);
  body.need("prompt");
  r.prompts = body.texts("prompt", kMostPrompts);
  for (const std::string& prompt : r.prompts)
    if (prompt.empty()) throw bad_member("prompt", msg::kEmptyText);
  const auto logprobs = body.integer("logprobs", 0, 20);
  r.logprobs = logprobs.has_value();
  r.sampling.logprobs = static_cast<int32_t>(logprobs.value_or(-1));
  r.sampling.max_tokens = static_cast<int32_t>(std::min<int64_t>(
      body.integer("max_tokens", 1, int64_t{1} << 31).value_or(kDefaultTokens), limits.window));
  return r;
}

// The older form of log-probabilities: lists side by side.
class TokenLists {
 public:
  void add(const Json& token, size_t offset) {
    tokens_.push(token.at("token"));
    logprobs_.push(token.at("logprob"));
    Json top = Json::Object{};
    for (const Json& one : token.at("top_logprobs").as_array())
      top.set(one.at("token").as_string(), one.at("logprob"));
    top_.push(std::move(top));
    offsets_.push(uint64_t{offset});
  }
  bool empty() const { return tokens_.as_array().empty(); }
  Json take() {
    Json j;
    j.set("tokens", std::exchange(tokens_, Json::Array{}));
    j.set("token_logprobs", std::exchange(logprobs_, Json::Array{}));
    j.set("top_logprobs", std::exchange(top_, Json::Array{}));
    j.set("text_offset", std::exchange(offsets_, Json::Array{}));
    return j;
  }

 private:
  Json tokens_{Json::Array{}}, logprobs_{Json::Array{}}, top_{Json::Array{}},
      offsets_{Json::Array{}};
};

class CompletionRun {
 public:
  CompletionRun(const ServedPtr& served, CompletionRequest request, Metrics& metrics)
      : served_(served),
        request_(std::move(request)),
        adapter_(served->adapter(request_.adapter)),
        metrics_(metrics),
        stamp_("cmpl-", served->name) {}

  void run(Job& job, tb::Session& session) {
    session.set_adapter(adapter_);
    Json choices{Json::Array{}};
    int index = 0;
    for (const std::string& prompt : request_.prompts)
      for (int i = 0; i < request_.choices; ++i)
        choices.push(write(job, session, prompt, i, index++));
    result_ = stamp_.json("text_completion");
    result_.set("choices", request_.stream ? Json(Json::Array{}) : std::move(choices));
    result_.set("usage", usage_.json());
    result_.set("tinybrain", usage_.own_json());
    if (!request_.stream) return;
    if (request_.include_usage) job.send(sse(result_));
    job.send("data: [DONE]\n\n");
  }

  const Json& result() const { return result_; }
  std::string beginning() const { return request_.adapter + '\n' + request_.prompts[0]; }

 private:
  Json write(Job& job, tb::Session& session, const std::string& prompt, int choice, int index) {
    TokenLists lists;
    size_t length = 0;  // bytes of text so far
    const tb::Reply reply = write_reply(
        job, metrics_,
        [&](const std::function<bool(const tb_chunk&)>& stream) {
          return session.complete(prompt, request_.sampling_of(choice), stream);
        },
        [&](const tb_chunk& chunk) {
          if (request_.logprobs && chunk.token >= 0)
            lists.add(token_json(*served_->model, chunk), length);
          length += chunk.length;
          if (request_.stream && (chunk.length > 0 || !lists.empty()))
            show(job, index, {chunk.text, chunk.length}, lists, {});
        });
    usage_.add(reply, choice == 0);
    const char* finish = finish_name(reply.finish);
    if (request_.stream) {
      show(job, index, "", lists, finish);
      return {};
    }
    return choice_json(index, reply.text, lists, finish);
  }

  Json choice_json(int index, const std::string& text, TokenLists& lists, Json finish) const {
    Json j;
    j.set("index", index);
    j.set("text", text);
    j.set("logprobs", request_.logprobs ? lists.take() : Json());
    j.set("finish_reason", std::move(finish));
    return j;
  }

  void show(Job& job, int index, const std::string& text, TokenLists& lists, Json finish) {
    Json j = stamp_.json("text_completion");
    j.set("choices", Json::Array{choice_json(index, text, lists, std::move(finish))});
    if (request_.include_usage) j.set("usage", nullptr);
    job.send(sse(j));
  }

  const ServedPtr served_;
  const CompletionRequest request_;
  const tb::Adapter* const adapter_;
  Metrics& metrics_;
  Stamp stamp_;
  Usage usage_;
  Json result_;
};

}  // namespace

Answer completions(Service& service, const Call& call) {
  const Json json = read_json(call);
  const Members body(json);
  const ServedPtr served = service.models.find(body.string("model").value_or(""));
  CompletionRequest request = read_request(body, served->limits);
  if (!served->can_write) throw ApiError(404, text(msg::kModelCannotWrite, served->name), "model");
  const bool stream = request.stream;
  const auto run = std::make_shared<CompletionRun>(served, std::move(request), service.metrics);
  const Job::Work work = [run](Job& job, tb::Session* session) { run->run(job, *session); };
  if (stream) return stream_job(*served->pool, call, run->beginning(), work);
  run_job(*served->pool, call, run->beginning(), work);
  return {.body = run->result().dump()};
}

}  // namespace tinybrain::server
