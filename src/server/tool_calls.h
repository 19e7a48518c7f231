// Tool calls in what a model wrote, in the forms that model families write them:
//   Hermes, Qwen:  text <tool_call>{"name": ..., "arguments": {...}}</tool_call> ...
//   Llama 3:       {"name": ..., "parameters": {...}}, alone
//   as a fallback: one such object or a list of them, alone, perhaps in a fenced block
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/tools.h"

namespace tinybrain::server {

struct ToolCall {
  std::string name;
  Json arguments;  // an object
};

struct ParsedReply {
  std::string content;          // what is not a call, without spaces around it
  std::vector<ToolCall> calls;  // only those that `fits`
  bool broken = false;          // there was a call that could not be read or does not fit
};

ParsedReply parse_tool_calls(std::string_view reply, const Tools& tools);

// A list of calls that was cut off in the middle, up to its last whole call; "" when there is none.
std::string whole_calls(std::string_view reply);

// Whether a call names one of the tools and its arguments agree with the tool's schema as far as
// names, requirement, types and enums of members go.
bool fits(const ToolCall& call, const Tools& tools);

// Passes a reply on while it comes, but keeps back whatever may turn out to be a call.
class CallFilter {
 public:
  explicit CallFilter(bool active) : active_(active) {}
  std::string feed(std::string_view piece);  // what may be shown now
  std::string rest();                        // what was kept back

 private:
  bool active_;
  bool begun_ = false;  // something other than spaces was shown
  bool holding_ = false;
  std::string kept_;
};

}  // namespace tinybrain::server
