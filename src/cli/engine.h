// What the generating commands share: opening a model and a session from the options, showing a
// reply as it comes, and saying what it cost.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/json.h"
#include "cli/options.h"

namespace tinybrain::cli {

tb::Model open_model(const Options& options, std::string_view purpose = {});
// The sampling settings, with the grammar that was asked for read in. Error{not_found} and others.
tb::Sampling sampling_of(const Options& options);
// The model of --draft, or nothing. It must outlive the session.
std::unique_ptr<tb::Model> open_draft(const Options& options);
// From --session if that is there.
tb::Session open_session(tb::Model& model, const Options& options, tb::Model* draft = nullptr);
void save_session(const tb::Session& session, const Options& options);  // to --session, if given

// The words of the arguments as one text, or standard input when there are none.
// Error{bad_argument} when both are missing (a terminal would wait forever without a word).
std::string text_argument(const Options& options, const Message& missing);

// The arguments, or the lines of --file or of standard input. Error{bad_argument} when there are none.
std::vector<std::string> texts_argument(const Options& options);

// Shows one reply: plain text as it comes, one JSON object at the end, or JSON lines.
class ReplyWriter {
 public:
  explicit ReplyWriter(const Options& options) : options_(options) {}
  void operator()(const tb_chunk& chunk);  // a stream callback
  void finish(const tb::Reply& reply);

 private:
  const Options& options_;
  bool ended_with_newline_ = true;
  Json logprobs_;
};

// "[prompt 23 tokens (12 reused), 460.0/s; reply 50 tokens, 410.2/s; 130 MB]"
std::string stats_line(const tb::Reply& reply);
// Notes on standard error about what no longer fitted the window.
void note_dropped(const tb::Reply& reply);

}  // namespace tinybrain::cli
