#include "cli/engine.h"

#include <filesystem>

#include "base/file.h"
#include "base/messages/cli.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/store.h"
#include "cli/text.h"

namespace tinybrain::cli {
namespace {

double per_second(int tokens, double seconds) { return seconds > 0 ? tokens / seconds : 0; }

const char* finish_name(tb_finish finish) {
  switch (finish) {
    case TB_FINISH_STOP: return "stop";
    case TB_FINISH_LENGTH: return "length";
    case TB_FINISH_CANCELLED: return "cancelled";
  }
  return "stop";
}

Json chunk_json(const tb_chunk& chunk, bool logprobs) {
  Json j;
  j.set("text", std::string_view(chunk.text, chunk.length));
  j.set("token", chunk.token);
  if (!logprobs) return j;
  j.set("logprob", double{chunk.logprob});
  Json candidates{Json::Array{}};
  for (size_t i = 0; i < chunk.candidate_count; ++i) {
    const tb_candidate& c = chunk.candidates[i];
    Json one;
    one.set("token", c.token);
    one.set("text", std::string_view(c.text, c.length));
    one.set("logprob", double{c.logprob});
    candidates.push(std::move(one));
  }
  j.set("candidates", std::move(candidates));
  return j;
}

Json reply_json(const tb::Reply& reply) {
  Json j;
  j.set("text", reply.text);
  j.set("finish", finish_name(reply.finish));
  j.set("prompt_tokens", reply.prompt_tokens);
  j.set("reused_tokens", reply.reused_tokens);
  j.set("reply_tokens", reply.reply_tokens);
  j.set("dropped_tokens", reply.dropped_tokens);
  j.set("dropped_messages", reply.dropped_messages);
  j.set("guessed_tokens", reply.guessed_tokens);
  j.set("right_tokens", reply.right_tokens);
  j.set("prompt_seconds", reply.prompt_seconds);
  j.set("reply_seconds", reply.reply_seconds);
  j.set("reply_tokens_per_second", per_second(reply.reply_tokens, reply.reply_seconds));
  return j;
}

}  // namespace

tb::Model open_model(const Options& options, std::string_view purpose) {
  const std::string path = resolve_model(options, purpose);
  Progress progress(text(msg::kLoading));
  return tb::Model(path, options.threads, progress.callback(), options.adapter);
}

std::unique_ptr<tb::Model> open_draft(const Options& options) {
  if (options.draft.empty()) return nullptr;
  Options other = options;
  other.model = options.draft;
  other.adapter.clear();
  return std::make_unique<tb::Model>(open_model(other));
}

tb::Session open_session(tb::Model& model, const Options& options, tb::Model* draft) {
  tb_session_options session = tb_session_default();
  session.context = options.context;
  session.kv_type = options.kv_type();
  session.speculate = options.speculate;
  if (draft) session.draft = draft->get();
  tb::Session opened(model, session);
  if (!options.session_file.empty() && std::filesystem::exists(options.session_file))
    opened.load(options.session_file);
  return opened;
}

tb::Sampling sampling_of(const Options& options) {
  tb::Sampling s = options.sampling;
  if (!options.schema.empty()) {
    const size_t first = options.schema.find_first_not_of(" \t\r\n");
    const bool inline_text = first != std::string::npos && options.schema[first] == '{';
    s.grammar_kind = TB_GRAMMAR_JSON_SCHEMA;
    s.grammar_text = inline_text ? options.schema : read_file(options.schema);
  } else if (!options.regex.empty()) {
    s.grammar_kind = TB_GRAMMAR_REGEX;
    s.grammar_text = options.regex;
  } else if (!options.grammar.empty()) {
    s.grammar_kind = TB_GRAMMAR_GBNF;
    s.grammar_text = read_file(options.grammar);
  }
  return s;
}

void save_session(const tb::Session& session, const Options& options) {
  if (!options.session_file.empty()) session.save(options.session_file);
}

std::vector<std::string> texts_argument(const Options& options) {
  std::vector<std::string> texts = options.arguments;
  std::string lines;
  if (!options.file.empty()) {
    lines = read_file(options.file);
  } else if (texts.empty()) {
    if (input_is_terminal()) throw Error(Code::bad_argument, msg::kNoTexts);
    lines = read_input();
  }
  for (size_t i = 0; i < lines.size();) {
    size_t end = lines.find('\n', i);
    if (end == std::string::npos) end = lines.size();
    if (end > i) texts.push_back(lines.substr(i, end - i));
    i = end + 1;
  }
  if (texts.empty()) throw Error(Code::bad_argument, msg::kNoTexts);
  return texts;
}

std::string text_argument(const Options& options, const Message& missing) {
  if (options.arguments.empty() || options.arguments == std::vector<std::string>{"-"}) {
    if (input_is_terminal()) throw Error(Code::bad_argument, missing);
    std::string all = read_input();
    if (!all.empty() && all.back() == '\n') all.pop_back();
    return all;
  }
  std::string joined;
  for (const std::string& word : options.arguments) joined += (joined.empty() ? "" : " ") + word;
  return joined;
}

void ReplyWriter::operator()(const tb_chunk& chunk) {
  const bool logprobs = options_.sampling.logprobs >= 0;
  if (options_.json && options_.stream) {
    print_json(chunk_json(chunk, logprobs));
    flush();
  } else if (options_.json) {
    if (logprobs) logprobs_.push(chunk_json(chunk, true));
  } else if (chunk.length > 0) {
    print(std::string_view(chunk.text, chunk.length));
    flush();
    ended_with_newline_ = chunk.text[chunk.length - 1] == '\n';
  }
}

void ReplyWriter::finish(const tb::Reply& reply) {
  if (options_.json) {
    Json j = reply_json(reply);
    if (options_.stream) j.set("done", true);
    if (!logprobs_.is_null()) j.set("logprobs", std::move(logprobs_));
    print_json(j);
  } else if (!ended_with_newline_ || reply.text.empty()) {
    print("\n");
  }
  flush();
  note_dropped(reply);
  if (options_.stats) warn(stats_line(reply));
}

std::string stats_line(const tb::Reply& reply) {
  const int processed = reply.prompt_tokens - reply.reused_tokens;
  return text(msg::kStats, reply.prompt_tokens, reply.reused_tokens,
              fmt::format("{:.2f}", reply.prompt_seconds),
              fmt::format("{:.1f}", per_second(processed, reply.prompt_seconds)),
              reply.reply_tokens, fmt::format("{:.2f}", reply.reply_seconds),
              fmt::format("{:.1f}", per_second(reply.reply_tokens, reply.reply_seconds)),
              human_bytes(static_cast<double>(peak_memory())));
}

void note_dropped(const tb::Reply& reply) {
  if (reply.dropped_messages > 0) note(text(msg::kDroppedMessages, reply.dropped_messages));
  if (reply.dropped_tokens > 0) note(text(msg::kDroppedTokens, reply.dropped_tokens));
}

}  // namespace tinybrain::cli
