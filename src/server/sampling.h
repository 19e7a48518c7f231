// What requests for text have in common: how tokens are chosen, how many replies, and how they are
// sent. From OpenAI's members and three of our own (top_k, min_p, repeat_penalty).
#pragma once

#include "server/members.h"
#include "tinybrain/tinybrain.hpp"

namespace tinybrain::server {

// What the server adds to a request that does not say.
struct Limits {
  int max_tokens = 2048;  // of a reply when the request does not say
  int window = 8192;      // and at most
};

inline constexpr int kMostChoices = 8;
inline constexpr size_t kMostStops = 16;

struct TextRequest {
  std::string model;
  std::string adapter;  // "" = none
  tb::Sampling sampling;
  int choices = 1;
  bool stream = false;
  bool include_usage = false;

  // The sampling of one of several replies: each has a seed of its own.
  tb::Sampling sampling_of(int choice) const;
};

// max_tokens and logprobs are not read here: the endpoints name them differently.
void read_text_request(const Members& body, TextRequest& request);

}  // namespace tinybrain::server
