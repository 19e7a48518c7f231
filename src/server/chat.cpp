// POST /v1/chat/completions: runs the replies of one request on a session, and shows them whole or as
// they come.
#include <memory>
#include <utility>

#include "base/messages/server.h"
#include "server/api_error.h"
#include "server/chat_request.h"
#include "server/endpoint.h"
#include "server/home.h"
#include "server/learner.h"
#include "server/personal.h"
#include "server/reply_json.h"
#include "server/tool_calls.h"

namespace tinybrain::server {
namespace {

struct Choice {
  int index = 0;
  std::string content;
  std::vector<ToolCall> calls;
  std::string finish;
  Json logprobs{Json::Array{}};  // of all tokens
  bool begun = false;            // streaming: something was sent
};

Json calls_json(const std::vector<ToolCall>& calls, bool numbered) {
  Json list{Json::Array{}};
  for (size_t i = 0; i < calls.size(); ++i) {
    Json function, call;
    function.set("name", calls[i].name);
    function.set("arguments", calls[i].arguments.dump());
    if (numbered) call.set("index", uint64_t{i});
    call.set("id", fresh_id("call_"));
    call.set("type", "function");
    call.set("function", std::move(function));
    list.push(std::move(call));
  }
  return list;
}

Json logprobs_json(bool wanted, Json list) {
  if (!wanted) return {};
  Json j;
  j.set("content", std::move(list));
  j.set("refusal", nullptr);
  return j;
}

Json choice_json(const Choice& c, bool logprobs) {
  Json message, j;
  message.set("role", "assistant");
  message.set("content", c.content.empty() && !c.calls.empty() ? Json() : Json(c.content));
  message.set("refusal", nullptr);
  if (!c.calls.empty()) message.set("tool_calls", calls_json(c.calls, false));
  j.set("index", c.index);
  j.set("message", std::move(message));
  j.set("logprobs", logprobs_json(logprobs, c.logprobs));
  j.set("finish_reason", c.finish);
  return j;
}

// One request on its way through a session. Lives as long as its job.
class ChatRun {
 public:
  ChatRun(const ServedPtr& served, ChatRequest request, Personal personal, Learned learned,
          Metrics& metrics)
      : served_(served),
        request_(std::move(request)),
        personal_(std::move(personal)),
        learned_(std::move(learned)),
        adapter_(learned_.adapter ? learned_.adapter.get() : served->adapter(request_.adapter)),
        metrics_(metrics),
        messages_(request_.plain_messages(served->knows_tools)),
        stamp_("chatcmpl-", served->name) {
    options_.template_name = served->template_name;
    if (messages_.back().role == "user")
      messages_.insert(messages_.end() - 1, learned_.before.begin(), learned_.before.end());
    if (served->knows_tools) options_.tools = request_.tools.json();
  }

  // What a session that has read this prompt before has read: with the adapter, and tools come first in most templates.
  std::string beginning() const {
    std::string all = request_.adapter + '\n' + std::to_string(learned_.version) + options_.tools;
    for (const tb::Message& m : messages_) all += m.role + '\n' + m.content + '\n' + m.extra;
    return all;
  }

  void run(Job& job, tb::Session& session) {
    session.set_adapter(adapter_);
    Json choices{Json::Array{}};
    for (int i = 0; i < request_.choices; ++i) {
      Choice choice;
      choice.index = i;
      write(job, session, choice);
      if (!request_.stream) choices.push(choice_json(choice, request_.logprobs));
    }
    end(job, std::move(choices));
  }

  // The reply that was there without the model.
  void run_direct(Job& job) {
    Json choices{Json::Array{}};
    for (int i = 0; i < request_.choices; ++i) {
      Choice choice;
      choice.index = i;
      choice.content = personal_.reply;
      choice.finish = "stop";
      show_content(job, choice, choice.content, Json::Array{});
      show_end(job, choice);
      choices.push(choice_json(choice, request_.logprobs));
    }
    end(job, std::move(choices));
  }
  bool direct() const { return personal_.direct; }

  const Json& result() const { return result_; }

 private:
  Json own_json() const {
    Json j = usage_.own_json();
    if (!personal_.trace.is_null()) j.set("memory", personal_.trace);
    if (request_.learned) j.set("learned", learned_.version);
    return j;
  }

  void end(Job& job, Json choices) {
    if (request_.stream) {
      if (request_.include_usage) {
        Json last = stamp_.json("chat.completion.chunk");
        last.set("choices", Json::Array{});
        last.set("usage", usage_.json());
        last.set("tinybrain", own_json());
        job.send(sse(last));
      }
      return job.send("data: [DONE]\n\n");
    }
    result_ = stamp_.json("chat.completion");
    result_.set("choices", std::move(choices));
    result_.set("usage", usage_.json());
    result_.set("tinybrain", own_json());
  }

  void write(Job& job, tb::Session& session, Choice& c) {
    tb::Sampling sampling = request_.sampling_of(c.index);
    const bool forced = request_.tools.choice == Tools::Choice::forced;
    if (forced) force_call(sampling);
    CallFilter filter(request_.tools.offered());
    const tb::Reply reply = run_once(job, session, sampling, [&](const tb_chunk& chunk) {
      Json fresh{Json::Array{}};
      if (request_.logprobs && chunk.token >= 0) fresh.push(token_json(*served_->model, chunk));
      for (const Json& one : fresh.as_array()) c.logprobs.push(one);
      const std::string piece = filter.feed({chunk.text, chunk.length});
      if (piece.empty() && fresh.as_array().empty()) return;
      show_content(job, c, piece, std::move(fresh));
    });
    usage_.add(reply, c.index == 0);
    c.content = reply.text;
    c.finish = finish_name(reply.finish);
    if (request_.tools.offered()) find_calls(job, session, c, reply, forced);
    if (!request_.stream) return;
    // What was kept back because it might have been a call.
    const std::string rest = c.calls.empty() ? filter.rest() : "";
    if (!rest.empty() || !c.begun) show_content(job, c, rest, Json::Array{});
    show_end(job, c);
  }

  void find_calls(Job& job, tb::Session& session, Choice& c, const tb::Reply& reply, bool forced) {
    ParsedReply parsed = parse_tool_calls(reply.text, request_.tools);
    if (parsed.calls.empty() && parsed.broken && !forced && reply.finish == TB_FINISH_STOP)
      parsed.calls = calls_again(job, session, c.index);
    if (parsed.calls.empty() && forced)
      parsed = parse_tool_calls(whole_calls(reply.text), request_.tools);
    if (parsed.calls.empty()) return;
    c.calls = std::move(parsed.calls);
    if (!request_.tools.parallel) c.calls.resize(1);
    c.content = std::move(parsed.content);
    c.finish = "tool_calls";
  }

  // The model meant to call a tool but wrote something that cannot be used: once more, and now it can
  // only write a valid call. The session has the prompt already.
  std::vector<ToolCall> calls_again(Job& job, tb::Session& session, int index) {
    tb::Sampling sampling = request_.sampling_of(index);
    force_call(sampling);
    try {
      const tb::Reply reply = run_once(job, session, sampling, [](const tb_chunk&) {});
      usage_.add(reply, false);
      return parse_tool_calls(reply.text, request_.tools).calls;
    } catch (const tb::Exception& e) {
      // A schema that no grammar can be made of: the reply stays as the model wrote it.
      if (e.status() != TB_UNSUPPORTED && e.status() != TB_BAD_ARGUMENT) throw;
      return {};
    }
  }

  void force_call(tb::Sampling& sampling) const {
    sampling.grammar_kind = TB_GRAMMAR_JSON_SCHEMA;
    sampling.grammar_text = request_.tools.schema();
  }

  tb::Reply run_once(const Job& job, tb::Session& session, const tb::Sampling& sampling,
                     const std::function<void(const tb_chunk&)>& on_chunk) {
    return write_reply(
        job, metrics_,
        [&](const std::function<bool(const tb_chunk&)>& stream) {
          return session.chat(messages_, sampling, stream, options_);
        },
        on_chunk);
  }

  // ---- Streaming ----

  void show(Job& job, const Choice& c, Json delta, Json logprobs, Json finish) {
    if (!request_.stream) return;
    Json choice, j = stamp_.json("chat.completion.chunk");
    choice.set("index", c.index);
    choice.set("delta", std::move(delta));
    choice.set("logprobs", std::move(logprobs));
    choice.set("finish_reason", std::move(finish));
    j.set("choices", Json::Array{std::move(choice)});
    if (request_.include_usage) j.set("usage", nullptr);
    job.send(sse(j));
  }

  void show_content(Job& job, Choice& c, const std::string& piece, Json fresh) {
    Json delta;
    if (!std::exchange(c.begun, true)) delta.set("role", "assistant");
    delta.set("content", piece);
    show(job, c, std::move(delta), logprobs_json(request_.logprobs, std::move(fresh)), {});
  }

  void show_end(Job& job, Choice& c) {
    if (!c.calls.empty()) {
      Json delta;
      delta.set("tool_calls", calls_json(c.calls, true));
      show(job, c, std::move(delta), {}, {});
    }
    show(job, c, Json::Object{}, {}, c.finish);
  }

  const ServedPtr served_;
  const ChatRequest request_;
  const Personal personal_;
  const Learned learned_;
  const tb::Adapter* const adapter_;
  Metrics& metrics_;
  std::vector<tb::Message> messages_;
  tb::ChatOptions options_;
  Stamp stamp_;
  Usage usage_;
  Json result_;
};

}  // namespace

Answer chat_completions(Service& service, const Call& call) {
  const Json body = read_json(call);
  const ServedPtr served = service.models.find(Members(body).string("model").value_or(""));
  ChatRequest request = read_chat_request(body, served->limits);
  if (!served->can_write) throw ApiError(404, text(msg::kModelCannotWrite, served->name), "model");
  const bool stream = request.stream;
  Personal personal = hear_person(*service.home, request);
  Learned learned;
  if (request.learned && !personal.direct)
    learned = service.learner->active(*served, request.messages.back().content);
  const auto run = std::make_shared<ChatRun>(served, std::move(request), std::move(personal),
                                             std::move(learned), service.metrics);
  if (run->direct()) {
    const auto job =
        std::make_shared<Job>([run](Job& j, tb::Session*) { run->run_direct(j); }, "", call.client);
    job->run(nullptr);
    if (stream) return {.type = "text/event-stream", .stream = job};
    return {.body = run->result().dump()};
  }
  const Job::Work work = [run](Job& job, tb::Session* session) { run->run(job, *session); };
  if (stream) return stream_job(*served->pool, call, run->beginning(), work);
  run_job(*served->pool, call, run->beginning(), work);
  return {.body = run->result().dump()};
}

}  // namespace tinybrain::server
