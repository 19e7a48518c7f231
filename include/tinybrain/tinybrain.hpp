// tinybrain for C++17 and later: a thin, header-only layer over the C interface in tinybrain.h.
// Everything is in namespace tb. Objects own what they hold; failures are tb::Exception with the
// library's own text; callbacks are lambdas and may throw (the exception comes out of the call).
//
//   tb::Model model("SmolLM2-135M-Instruct.Q4_1.gguf");
//   tb::Session session(model);
//   session.chat({{"user", "Hello!"}}, {}, [](std::string_view text) { std::cout << text; });
//
// Threads: as in tinybrain.h. A Model may be shared; a Session is one conversation, used by one
// thread at a time, except for Session::cancel().
#ifndef TINYBRAIN_TINYBRAIN_HPP
#define TINYBRAIN_TINYBRAIN_HPP

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "tinybrain/tinybrain.h"

namespace tb {

// A failed call: what kind (status) and what, where and what to do (what()).
class Exception : public std::runtime_error {
 public:
  Exception(tb_status status, const std::string& message)
      : std::runtime_error(message), status_(status) {}
  tb_status status() const noexcept { return status_; }

 private:
  tb_status status_;
};

// progress(done, total): return false to stop; the call then throws with TB_CANCELLED.
using Progress = std::function<bool(std::uint64_t done, std::uint64_t total)>;

struct Message {
  std::string role;     // "system", "user", "assistant", "tool"
  std::string content;  // UTF-8
  std::string extra{};  // "" or a JSON object merged into the message
};

struct ChatOptions {
  std::string template_name{};  // "" = the model's own
  std::string tools{};          // "" or a JSON array of tools in OpenAI's form
  std::string variables{};      // "" or a JSON object for the template
};

// tb_sampling with owned lists. Starts from the library's defaults.
struct Sampling : tb_sampling {
  Sampling() : tb_sampling(tb_sampling_default()) {}
  std::vector<tb_bias> bias_list;
  std::vector<std::string> stop_list;  // texts that end the reply
  std::string grammar_text;            // see grammar_kind; "" = none
};

// tb_reply with owned text.
struct Reply {
  std::string text;
  tb_finish finish = TB_FINISH_STOP;
  int prompt_tokens = 0;
  int reused_tokens = 0;  // of the prompt, found in the session's cache
  int reply_tokens = 0;
  int dropped_tokens = 0;    // oldest tokens given up because the window was full
  int dropped_messages = 0;  // oldest messages left out for the same reason
  int guessed_tokens = 0;    // ahead, and how many of them were right
  int right_tokens = 0;
  double prompt_seconds = 0;
  double reply_seconds = 0;
};

namespace detail {

inline void check(tb_status status) {
  if (status != TB_OK) throw Exception(status, tb_error());
}

struct Free {
  void operator()(void* memory) const noexcept { tb_free(memory); }
};

inline std::string take(char* text) {
  std::unique_ptr<char, Free> owner(text);
  return std::string(text);
}

inline const char* or_null(const std::string& text) {
  return text.empty() ? nullptr : text.c_str();
}

// Lets a C++ callable stand behind a C callback. An exception thrown by it stops the call, waits
// here while the C code unwinds, and is thrown again by check().
template <class F>
class Callback {
 public:
  explicit Callback(F& call) : call_(&call) {}

  static int progress(void* self, std::uint64_t done, std::uint64_t total) {
    return static_cast<Callback*>(self)->guard([&](F& call) { return !call(done, total); });
  }
  static int stream(void* self, const tb_chunk* chunk) {
    return static_cast<Callback*>(self)->guard([&](F& call) { return !deliver(call, *chunk); });
  }
  void check(tb_status status) const {
    if (error_) std::rethrow_exception(error_);
    detail::check(status);
  }

 private:
  template <class Body>
  int guard(Body body) noexcept {
    try {
      return body(*call_) ? 1 : 0;
    } catch (...) {
      error_ = std::current_exception();
      return 1;
    }
  }

  // The callable takes the text or the whole chunk; it returns nothing, or false to stop.
  static bool deliver(F& call, const tb_chunk& chunk) {
    if constexpr (std::is_invocable_v<F&, const tb_chunk&>) {
      return deliver_as(call, chunk);
    } else {
      return chunk.length == 0 || deliver_as(call, std::string_view(chunk.text, chunk.length));
    }
  }
  template <class Piece>
  static bool deliver_as(F& call, const Piece& piece) {
    if constexpr (std::is_void_v<std::invoke_result_t<F&, const Piece&>>) {
      call(piece);
      return true;
    } else {
      return static_cast<bool>(call(piece));
    }
  }

  F* call_;
  std::exception_ptr error_;
};

// A progress function that may be empty, as the pair of arguments that the C calls take.
class ProgressArgument {
 public:
  explicit ProgressArgument(Progress& progress)
      : callback_(progress), given_(progress != nullptr) {}
  tb_progress_fn function() const { return given_ ? &Callback<Progress>::progress : nullptr; }
  void* user() { return given_ ? &callback_ : nullptr; }
  void check(tb_status status) const { callback_.check(status); }

 private:
  Callback<Progress> callback_;
  bool given_;
};

struct NoStream {
  void operator()(std::string_view) const {}
};

}  // namespace detail

inline std::string version() { return tb_version(); }
inline void set_language(const std::string& language) { tb_set_language(language.c_str()); }

// What a model file is, as JSON, without loading its weights.
inline std::string file_info(const std::string& path, bool with_tensors = false) {
  char* json = nullptr;
  detail::check(tb_file_info(path.c_str(), with_tensors, &json));
  return detail::take(json);
}

// This machine, as JSON.
inline std::string machine_info() {
  char* json = nullptr;
  detail::check(tb_machine_info(&json));
  return detail::take(json);
}

// Writes a GGUF file with weights of `type`; the output appears whole or not at all.
inline void convert(const std::string& input, const std::string& output, const std::string& type,
                    Progress progress = {}) {
  detail::ProgressArgument p(progress);
  p.check(tb_convert(input.c_str(), output.c_str(), type.c_str(), p.function(), p.user()));
}

// What a build tells as it goes on, as JSON. Return false to stop.
using Event = std::function<bool(const char* json)>;

namespace detail {

// Runs call(function, user, &measures) with `event` as C has it; returns the measures.
template <class Call>
std::string with_events(const Event& event, Call&& call) {
  std::exception_ptr thrown;
  struct Told {
    const Event& event;
    std::exception_ptr& thrown;
  } told{event, thrown};
  const tb_event_fn function = [](void* user, const char* json) {
    Told& t = *static_cast<Told*>(user);
    try {
      return t.event(json) ? 0 : 1;
    } catch (...) {
      t.thrown = std::current_exception();
      return 1;
    }
  };
  char* measures = nullptr;
  const tb_status status = call(event ? function : nullptr, &told, &measures);
  if (thrown) std::rethrow_exception(thrown);
  check(status);
  return take(measures);
}

}  // namespace detail

// Makes a small model from a recipe (JSON, see tb_build); returns its measures as JSON. peers: see tb_build_together.
inline std::string build(const std::string& recipe, int threads = 0, const Event& event = {},
                         const tb_peers* peers = nullptr) {
  return detail::with_events(event, [&](tb_event_fn function, void* user, char** measures) {
    return tb_build_together(recipe.c_str(), threads, peers, function, user, measures);
  });
}

// A smaller file of a model (JSON options, see tb_compress); returns its measures as JSON.
inline std::string compress(const std::string& input, const std::string& output,
                            const std::string& options, int threads = 0, const Event& event = {}) {
  return detail::with_events(event, [&](tb_event_fn function, void* user, char** measures) {
    return tb_compress(input.c_str(), output.c_str(), options.c_str(), threads, function, user,
                       measures);
  });
}

// What this machine can do at best; see tb_measure_limits.
inline tb_limits measure_limits(int threads = 0, std::uint64_t cache_bytes = 0) {
  tb_limits result{};
  detail::check(tb_measure_limits(threads, cache_bytes, &result));
  return result;
}

// SHA-256 of a file, as 64 hexadecimal digits.
inline std::string sha256(const std::string& path, Progress progress = {}) {
  detail::ProgressArgument p(progress);
  char hex[65] = {};
  p.check(tb_sha256(path.c_str(), p.function(), p.user(), hex));
  return hex;
}

// A model in memory. Movable. Its sessions must go first.
class Model {
 public:
  // A GGUF file or a Hugging Face model directory. threads 0 = one per core. adapter: "" or a LoRA adapter.
  explicit Model(const std::string& path, int threads = 0, Progress progress = {},
                 const std::string& adapter = {}) {
    detail::ProgressArgument p(progress);
    tb_model_options options = tb_model_default();
    options.threads = threads;
    options.progress = p.function();
    options.progress_user = p.user();
    options.adapter = detail::or_null(adapter);
    tb_model* model = nullptr;
    p.check(tb_model_open(path.c_str(), &options, &model));
    model_.reset(model);
  }

  tb_model* get() const noexcept { return model_.get(); }

  std::string info() const {
    char* json = nullptr;
    detail::check(tb_model_info(get(), &json));
    return detail::take(json);
  }

  // special: add begin/end tokens as the model wants, and read special tokens written in the text.
  std::vector<std::int32_t> tokenize(std::string_view text, bool special = false) const {
    std::int32_t* ids = nullptr;
    std::size_t count = 0;
    detail::check(tb_tokenize(get(), text.data(), text.size(), special, &ids, &count));
    std::unique_ptr<std::int32_t, detail::Free> owner(ids);
    return std::vector<std::int32_t>(ids, ids + count);
  }

  std::string detokenize(const std::vector<std::int32_t>& ids, bool special = false) const {
    char* text = nullptr;
    std::size_t length = 0;
    detail::check(tb_detokenize(get(), ids.data(), ids.size(), special, &text, &length));
    std::unique_ptr<char, detail::Free> owner(text);
    return std::string(text, length);
  }

  // 0 = this model cannot embed.
  int embedding_size() const { return tb_embedding_size(get()); }

  // One vector a text, of unit length when normalize.
  std::vector<std::vector<float>> embed(const std::vector<std::string>& texts,
                                        bool normalize = true) const {
    const auto width = static_cast<std::size_t>(embedding_size());
    std::vector<const char*> pointers;
    for (const std::string& text : texts) pointers.push_back(text.c_str());
    std::vector<float> flat(texts.size() * width + 1);
    detail::check(tb_embed(get(), pointers.data(), texts.size(), normalize, flat.data()));
    std::vector<std::vector<float>> vectors;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      vectors.emplace_back(flat.begin() + static_cast<std::ptrdiff_t>(i * width),
                           flat.begin() + static_cast<std::ptrdiff_t>((i + 1) * width));
    }
    return vectors;
  }

  // Labels of the classification head; none = this model cannot classify.
  std::vector<std::string> labels() const {
    std::vector<std::string> all;
    for (std::int32_t i = 0; i < tb_class_count(get()); ++i)
      all.emplace_back(tb_class_label(get(), i));
    return all;
  }

  struct Class {
    int answer = -1;                   // index in labels(); -1 = none of them
    std::vector<float> probabilities;  // of labels()
  };
  std::vector<Class> classify(const std::vector<std::string>& texts) const {
    const auto classes = static_cast<std::size_t>(tb_class_count(get()));
    std::vector<const char*> pointers;
    for (const std::string& text : texts) pointers.push_back(text.c_str());
    std::vector<float> flat(texts.size() * classes + 1);
    std::vector<std::int32_t> answers(texts.size() + 1);
    detail::check(tb_classify(get(), pointers.data(), texts.size(), flat.data(), answers.data()));
    std::vector<Class> found(texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
      found[i].answer = answers[i];
      found[i].probabilities.assign(flat.begin() + static_cast<std::ptrdiff_t>(i * classes),
                                    flat.begin() + static_cast<std::ptrdiff_t>((i + 1) * classes));
    }
    return found;
  }

  // What the heads make of a text, as JSON (tb_understand).
  std::string understand(const std::string& text) const {
    char* json = nullptr;
    detail::check(tb_understand(get(), text.c_str(), &json));
    return detail::take(json);
  }

  // Figures on rows that tell what is right, as JSON; options as of tb_evaluate.
  std::string evaluate(const std::string& data, const std::string& options = {},
                       Progress progress = {}) const {
    detail::ProgressArgument p(progress);
    char* measures = nullptr;
    p.check(tb_evaluate(get(), data.c_str(), options.empty() ? nullptr : options.c_str(),
                        p.function(), p.user(), &measures));
    return detail::take(measures);
  }

  // As llama.cpp's tool computes it; chunks 0 = all.
  tb_perplexity perplexity(std::string_view text, int context = 512, int chunks = 0,
                           tb_kv_type kv_type = TB_KV_F16, Progress progress = {}) const {
    detail::ProgressArgument p(progress);
    tb_perplexity result{};
    p.check(tb_measure_perplexity(get(), text.data(), text.size(), context, chunks, kv_type,
                                  p.function(), p.user(), &result));
    return result;
  }

  // Median over `runs`.
  tb_speed speed(int prompt_tokens, int decode_tokens, int runs, Progress progress = {},
                 int sessions = 1) const {
    detail::ProgressArgument p(progress);
    tb_speed result{};
    p.check(tb_measure_speed(get(), prompt_tokens, decode_tokens, runs, sessions, p.function(),
                             p.user(), &result));
    return result;
  }

 private:
  struct Close {
    void operator()(tb_model* model) const noexcept { tb_model_close(model); }
  };
  std::unique_ptr<tb_model, Close> model_;
};

// An adapter that sessions of a model may have. Movable. Goes before its model.
class Adapter {
 public:
  // llama.cpp's GGUF file or PEFT's folder.
  Adapter(Model& model, const std::string& path) {
    tb_adapter* adapter = nullptr;
    detail::check(tb_adapter_open(model.get(), path.c_str(), &adapter));
    adapter_.reset(adapter);
  }
  explicit Adapter(tb_adapter* opened) : adapter_(opened) {}  // takes it over

  tb_adapter* get() const noexcept { return adapter_.get(); }

 private:
  struct Close {
    void operator()(tb_adapter* adapter) const noexcept { tb_adapter_close(adapter); }
  };
  std::unique_ptr<tb_adapter, Close> adapter_;
};

// What a build for answers made. Movable. One call at a time.
class Knowledge {
 public:
  explicit Knowledge(const std::string& folder, int threads = 0) {
    tb_knowledge* knowledge = nullptr;
    detail::check(tb_knowledge_open(folder.c_str(), threads, &knowledge));
    knowledge_.reset(knowledge);
  }

  // The best entries for a question, as JSON; see tb_find.
  std::string find(const std::string& question, int most = 3) const {
    char* found = nullptr;
    detail::check(tb_find(knowledge_.get(), question.c_str(), most, &found));
    return detail::take(found);
  }

  // Figures on questions with their answers, as JSON; options as of tb_knowledge_evaluate.
  std::string evaluate(const std::string& data, const std::string& options = {},
                       Progress progress = {}) const {
    detail::ProgressArgument p(progress);
    char* measures = nullptr;
    p.check(tb_knowledge_evaluate(knowledge_.get(), data.c_str(),
                                  options.empty() ? nullptr : options.c_str(), p.function(),
                                  p.user(), &measures));
    return detail::take(measures);
  }

 private:
  struct Close {
    void operator()(tb_knowledge* knowledge) const noexcept { tb_knowledge_close(knowledge); }
  };
  std::unique_ptr<tb_knowledge, Close> knowledge_;
};

// One conversation. Movable. The model must outlive it.
//
// A stream callback takes std::string_view (whole characters, never empty) or const tb_chunk&
// (every token, with log-probabilities); it returns nothing, or false to stop.
class Session {
 public:
  explicit Session(Model& model, const tb_session_options& options = tb_session_default()) {
    tb_session* session = nullptr;
    detail::check(tb_session_open(model.get(), &options, &session));
    session_.reset(session);
  }

  tb_session* get() const noexcept { return session_.get(); }
  void cancel() noexcept { tb_session_cancel(get()); }  // from any thread
  void reset() { tb_session_reset(get()); }
  // Answers with that adapter, or nullptr: with the model's own, or none. Forgets every token unless it is the same.
  void set_adapter(const Adapter* adapter) {
    detail::check(tb_session_set_adapter(get(), adapter ? adapter->get() : nullptr));
  }
  // What was processed, to a file and back.
  void save(const std::string& path) const { detail::check(tb_session_save(get(), path.c_str())); }
  void load(const std::string& path) { detail::check(tb_session_load(get(), path.c_str())); }

  // How likely each label is as the whole answer (natural log), all compared in one pass.
  std::vector<double> score(const std::vector<Message>& messages,
                            const std::vector<std::string>& labels,
                            const ChatOptions& options = {}) {
    const std::vector<tb_message> plain = plain_messages(messages);
    const tb_chat_options chat_options = plain_options(options);
    const std::vector<const char*> texts = pointers(labels);
    std::vector<double> scores(labels.size());
    detail::check(tb_score(get(), plain.data(), plain.size(), &chat_options, texts.data(),
                           texts.size(), scores.data()));
    return scores;
  }
  // The same for labels that continue a plain text.
  std::vector<double> score(std::string_view prompt, const std::vector<std::string>& labels) {
    const std::vector<const char*> texts = pointers(labels);
    std::vector<double> scores(labels.size());
    detail::check(tb_score_completion(get(), prompt.data(), prompt.size(), texts.data(),
                                      texts.size(), scores.data()));
    return scores;
  }

  // Answers a conversation; the caller keeps the messages.
  template <class Stream = detail::NoStream>
  Reply chat(const std::vector<Message>& messages, const Sampling& sampling = {},
             Stream&& stream = {}, const ChatOptions& options = {}) {
    const Prepared prepared(sampling);
    const std::vector<tb_message> plain = plain_messages(messages);
    const tb_chat_options chat_options = plain_options(options);
    detail::Callback<std::remove_reference_t<Stream>> callback(stream);
    tb_reply reply{};
    callback.check(tb_chat(get(), plain.data(), plain.size(), &chat_options, &prepared.plain,
                           &callback.stream, &callback, &reply));
    return owned(reply);
  }

  // The prompt that chat() would use, as text.
  std::string chat_prompt(const std::vector<Message>& messages, const ChatOptions& options = {}) {
    const std::vector<tb_message> plain = plain_messages(messages);
    const tb_chat_options chat_options = plain_options(options);
    char* text = nullptr;
    detail::check(tb_chat_prompt(get(), plain.data(), plain.size(), &chat_options, &text));
    return detail::take(text);
  }

  // Continues plain text. special: special tokens written in the prompt count as such.
  template <class Stream = detail::NoStream>
  Reply complete(std::string_view prompt, const Sampling& sampling = {}, Stream&& stream = {},
                 bool special = false) {
    const Prepared prepared(sampling);
    detail::Callback<std::remove_reference_t<Stream>> callback(stream);
    tb_reply reply{};
    callback.check(tb_complete(get(), prompt.data(), prompt.size(), special, &prepared.plain,
                               &callback.stream, &callback, &reply));
    return owned(reply);
  }

 private:
  struct Close {
    void operator()(tb_session* session) const noexcept { tb_session_close(session); }
  };

  // The plain struct with pointers into the owned lists.
  struct Prepared {
    explicit Prepared(const Sampling& sampling) : plain(sampling) {
      for (const std::string& stop : sampling.stop_list) stops.push_back(stop.c_str());
      plain.stops = stops.data();
      plain.stop_count = stops.size();
      plain.biases = sampling.bias_list.data();
      plain.bias_count = sampling.bias_list.size();
      if (!sampling.grammar_text.empty()) plain.grammar = sampling.grammar_text.c_str();
    }
    tb_sampling plain;
    std::vector<const char*> stops;
  };

  static std::vector<const char*> pointers(const std::vector<std::string>& texts) {
    std::vector<const char*> out;
    for (const std::string& text : texts) out.push_back(text.c_str());
    return out;
  }

  static std::vector<tb_message> plain_messages(const std::vector<Message>& messages) {
    std::vector<tb_message> plain;
    for (const Message& m : messages) {
      plain.push_back({m.role.c_str(), m.content.c_str(), detail::or_null(m.extra)});
    }
    return plain;
  }

  static tb_chat_options plain_options(const ChatOptions& options) {
    return {detail::or_null(options.template_name), detail::or_null(options.tools),
            detail::or_null(options.variables)};
  }

  static Reply owned(const tb_reply& r) {
    return {std::string(r.text ? r.text : "", r.length),
            r.finish,
            r.prompt_tokens,
            r.reused_tokens,
            r.reply_tokens,
            r.dropped_tokens,
            r.dropped_messages,
            r.guessed_tokens,
            r.right_tokens,
            r.prompt_seconds,
            r.reply_seconds};
  }

  std::unique_ptr<tb_session, Close> session_;
};

}  // namespace tb

#endif  // TINYBRAIN_TINYBRAIN_HPP
