// The C interface: sessions, chat, completion, logits.
#include <algorithm>

#include "api/api.h"

using namespace tinybrain;
using namespace tinybrain::api;

namespace {

GenerateConfig generate_config(LoadedModel& model, const tb_sampling* sampling) {
  const tb_sampling s = sampling ? *sampling : tb_sampling_default();
  GenerateConfig c;
  c.max_tokens = static_cast<uint32_t>(std::max(0, s.max_tokens));
  SamplingConfig& o = c.sampling;
  o.seed = s.seed;
  o.temperature = s.temperature;
  o.top_k = s.top_k;
  o.top_p = s.top_p;
  o.min_p = s.min_p;
  o.typical_p = s.typical_p;
  o.repeat_penalty = s.repeat_penalty;
  o.presence_penalty = s.presence_penalty;
  o.frequency_penalty = s.frequency_penalty;
  o.penalty_window = s.penalty_window;
  o.dry_multiplier = s.dry_multiplier;
  o.dry_base = s.dry_base;
  o.dry_allowed_length = s.dry_allowed_length;
  o.logprobs = s.logprobs;
  if (s.bias_count > 0) require(s.biases, "biases");
  for (size_t i = 0; i < s.bias_count; ++i)
    o.biases.emplace_back(s.biases[i].token, s.biases[i].bias);
  if (s.stop_count > 0) require(s.stops, "stops");
  for (size_t i = 0; i < s.stop_count; ++i) {
    require(s.stops[i], "stops[i]");
    c.stops.emplace_back(s.stops[i]);
  }
  if (s.grammar) {
    using Kind = LoadedModel::GrammarKind;
    const Kind kind = s.grammar_kind == TB_GRAMMAR_GBNF    ? Kind::gbnf
                      : s.grammar_kind == TB_GRAMMAR_REGEX ? Kind::regex
                                                           : Kind::json_schema;
    c.grammar = model.grammar(kind, s.grammar);
  }
  return c;
}

ChatRequest chat_request(const tb_message* messages, size_t count, const tb_chat_options* options) {
  ChatRequest r;
  if (count > 0) require(messages, "messages");
  for (size_t i = 0; i < count; ++i) {
    require(messages[i].role, "role");
    Json m;
    m.set("role", messages[i].role);
    m.set("content", messages[i].content ? Json(messages[i].content) : Json());
    if (messages[i].extra) {
      const Json extra = Json::parse(messages[i].extra);
      for (const auto& [key, value] : extra.as_object("extra")) m.set(key, value);
    }
    r.messages.push_back(std::move(m));
  }
  if (!options) return r;
  if (options->template_name) r.template_name = options->template_name;
  if (options->tools) {
    r.tools = Json::parse(options->tools);
    r.tools.as_array("tools");
  }
  if (options->variables) {
    r.variables = Json::parse(options->variables);
    r.variables.as_object("variables");
  }
  return r;
}

std::vector<std::string> texts_of(const char* const* texts, size_t count) {
  if (count > 0) require(texts, "labels");
  std::vector<std::string> out;
  for (size_t i = 0; i < count; ++i) {
    require(texts[i], "labels[i]");
    out.emplace_back(texts[i]);
  }
  return out;
}

// Passes chunks on in the C interface's form.
Session::Stream stream_of(const Tokenizer& tokenizer, tb_stream_fn stream, void* user) {
  if (!stream) return {};
  return [&tokenizer, stream, user](const Chunk& chunk) {
    tb_chunk c{};
    c.text = chunk.text.data();
    c.length = chunk.text.size();
    c.token = -1;
    std::vector<std::string> texts;
    std::vector<tb_candidate> candidates;
    if (chunk.choice) {
      c.token = chunk.choice->token;
      c.logprob = chunk.choice->logprob;
      for (const Candidate& a : chunk.choice->alternatives)
        texts.push_back(tokenizer.bytes(a.token, true));
      for (size_t i = 0; i < texts.size(); ++i)
        candidates.push_back({chunk.choice->alternatives[i].token,
                              chunk.choice->alternatives[i].logit, texts[i].data(),
                              texts[i].size()});
      c.candidates = candidates.data();
      c.candidate_count = candidates.size();
    }
    return stream(user, &c) == 0;
  };
}

void fill(tb_session* session, Reply reply, tb_reply* out) {
  session->text = std::move(reply.text);
  if (!out) return;
  *out = {};
  out->text = session->text.c_str();
  out->length = session->text.size();
  out->finish = reply.finish == Finish::stop     ? TB_FINISH_STOP
                : reply.finish == Finish::length ? TB_FINISH_LENGTH
                                                 : TB_FINISH_CANCELLED;
  out->prompt_tokens = static_cast<int32_t>(reply.prompt_tokens);
  out->reused_tokens = static_cast<int32_t>(reply.reused_tokens);
  out->reply_tokens = static_cast<int32_t>(reply.reply_tokens);
  out->dropped_tokens = static_cast<int32_t>(reply.dropped_tokens);
  out->dropped_messages = static_cast<int32_t>(reply.dropped_messages);
  out->guessed_tokens = static_cast<int32_t>(reply.guessed_tokens);
  out->right_tokens = static_cast<int32_t>(reply.right_tokens);
  out->prompt_seconds = reply.prompt_seconds;
  out->reply_seconds = reply.reply_seconds;
}

}  // namespace

tb_session_options tb_session_default(void) { return {0, TB_KV_F16, -1, 1, nullptr}; }

tb_status tb_session_open(tb_model* model, const tb_session_options* options,
                          tb_session** session) {
  return guarded([&] {
    require(model, "model");
    require(session, "session");
    *session = nullptr;
    const tb_session_options o = options ? *options : tb_session_default();
    SessionConfig c;
    if (o.context < 0)
      throw Error(Code::bad_argument, msg::kSessionContext, o.context, 16,
                  model->loaded.config().context);
    c.context = static_cast<uint32_t>(o.context);
    c.kv_type = kv_type_of(o.kv_type);
    c.keep = o.keep;
    c.speculate = o.speculate != 0;
    if (o.draft) c.draft = &o.draft->loaded;
    *session = new tb_session(model->loaded, c);
  });
}

void tb_session_close(tb_session* session) { delete session; }
void tb_session_cancel(tb_session* session) {
  if (session) session->session.cancel();
}
void tb_session_reset(tb_session* session) {
  if (session) session->session.reset();
}

tb_status tb_session_set_adapter(tb_session* session, const tb_adapter* adapter) {
  return guarded([&] {
    require(session, "session");
    session->session.set_adapter(adapter ? adapter->loaded : nullptr);
  });
}

tb_status tb_session_save(const tb_session* session, const char* path) {
  return guarded([&] {
    require(session, "session");
    require(path, "path");
    session->session.save(path);
  });
}

tb_status tb_session_load(tb_session* session, const char* path) {
  return guarded([&] {
    require(session, "session");
    require(path, "path");
    session->session.load(path);
  });
}

tb_sampling tb_sampling_default(void) {
  const SamplingConfig d;
  tb_sampling s{};
  s.temperature = d.temperature;
  s.top_k = d.top_k;
  s.top_p = d.top_p;
  s.min_p = d.min_p;
  s.typical_p = d.typical_p;
  s.repeat_penalty = d.repeat_penalty;
  s.penalty_window = d.penalty_window;
  s.dry_base = d.dry_base;
  s.dry_allowed_length = d.dry_allowed_length;
  s.logprobs = d.logprobs;
  return s;
}

tb_status tb_chat(tb_session* session, const tb_message* messages, size_t count,
                  const tb_chat_options* options, const tb_sampling* sampling, tb_stream_fn stream,
                  void* user, tb_reply* reply) {
  return guarded([&] {
    require(session, "session");
    Session& s = session->session;
    fill(session,
         s.chat(chat_request(messages, count, options), generate_config(s.model(), sampling),
                stream_of(s.model().tokenizer(), stream, user)),
         reply);
  });
}

tb_status tb_chat_prompt(tb_session* session, const tb_message* messages, size_t count,
                         const tb_chat_options* options, char** text) {
  return guarded([&] {
    require(session, "session");
    require(text, "text");
    std::string all;
    for (const TextPart& p : session->session.prompt(chat_request(messages, count, options)))
      all += p.text;
    *text = copy(all);
  });
}

tb_status tb_complete(tb_session* session, const char* prompt, size_t length, int special,
                      const tb_sampling* sampling, tb_stream_fn stream, void* user,
                      tb_reply* reply) {
  return guarded([&] {
    require(session, "session");
    require(prompt, "prompt");
    Session& s = session->session;
    fill(session,
         s.complete({prompt, length}, special != 0, generate_config(s.model(), sampling),
                    stream_of(s.model().tokenizer(), stream, user)),
         reply);
  });
}

tb_status tb_score(tb_session* session, const tb_message* messages, size_t message_count,
                   const tb_chat_options* options, const char* const* labels, size_t count,
                   double* log_probabilities) {
  return guarded([&] {
    require(session, "session");
    const std::vector<std::string> texts = texts_of(labels, count);
    const std::vector<double> scores =
        session->session.score(chat_request(messages, message_count, options), texts);
    require(log_probabilities, "log_probabilities");
    std::copy(scores.begin(), scores.end(), log_probabilities);
  });
}

tb_status tb_score_completion(tb_session* session, const char* prompt, size_t length,
                              const char* const* labels, size_t count, double* log_probabilities) {
  return guarded([&] {
    require(session, "session");
    require(prompt, "prompt");
    const std::vector<std::string> texts = texts_of(labels, count);
    const std::vector<double> scores =
        session->session.score(std::string_view(prompt, length), texts);
    require(log_probabilities, "log_probabilities");
    std::copy(scores.begin(), scores.end(), log_probabilities);
  });
}

tb_status tb_logits(tb_session* session, const int32_t* ids, size_t count, float* logits) {
  return guarded([&] {
    require(session, "session");
    require(ids, "ids");
    require(logits, "logits");
    session->session.logits({ids, count}, logits);
  });
}
