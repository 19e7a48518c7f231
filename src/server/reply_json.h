// What replies of both forms (chat, completion) share: their stamp, usage, log-probabilities, and the
// run of one reply on a session.
#pragma once

#include <functional>
#include <string>

#include "base/json.h"
#include "server/endpoint.h"
#include "server/job.h"

namespace tinybrain::server {

// 24 random hexadecimal digits after a prefix.
std::string fresh_id(const std::string& prefix);

// The members that every object of one reply begins with.
struct Stamp {
  Stamp(const std::string& prefix, const std::string& model);
  std::string id, model;
  int64_t created;
  Json json(const char* object) const;
};

// Tokens of a request over all of its replies; and what was left out for lack of room.
struct Usage {
  int prompt = 0, reused = 0, reply = 0;
  int dropped_tokens = 0, dropped_messages = 0;
  double prompt_seconds = 0, reply_seconds = 0;

  // first_of_prompt: later replies to the same prompt do not count it again.
  void add(const tb::Reply& reply, bool first_of_prompt);
  Json json() const;
  Json own_json() const;  // what OpenAI has no member for
};

// One token with its log-probability, as chat shows it: {token, logprob, bytes, top_logprobs}.
Json token_json(const tb::Model& model, const tb_chunk& chunk);

const char* finish_name(tb_finish finish);

// Something that writes a reply with a stream callback.
using Writer = std::function<tb::Reply(const std::function<bool(const tb_chunk&)>&)>;
// Runs it until the job is cancelled, which is then an ApiError.
tb::Reply write_reply(const Job& job, Metrics& metrics, const Writer& writer,
                      const std::function<void(const tb_chunk&)>& on_chunk);

}  // namespace tinybrain::server
