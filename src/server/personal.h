// What a conversation has to do with what is known of the person: the person's last message is heard, and what matters for it
// is put before it. Only where a request asks for it: programs in OpenAI's form get the model alone.
#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "server/chat_request.h"

namespace tinybrain::server {

class Home;

struct Personal {
  Json trace;  // the member "memory" of the reply's "tinybrain"; null = nothing was asked for
  bool direct = false;  // the reply is there already, and no model has to write it
  std::string reply;
};

// Hears the last message, if it is the person's, does what it asks of the memory, and puts what is known into the request's
// system message. Where the vault cannot be used, the trace has "error", and nothing else is different.
Personal hear_person(Home& home, ChatRequest& request);

}  // namespace tinybrain::server
