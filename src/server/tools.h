// Tools that a chat request offers, and what a reply that must call one has to look like.
#pragma once

#include <string>
#include <vector>

#include "server/members.h"

namespace tinybrain::server {

struct Tool {
  std::string name;
  Json json;        // the whole entry, as the request has it
  Json parameters;  // its JSON Schema; an object without members when the request has none
};

struct Tools {
  enum class Choice { none, automatic, forced };

  std::vector<Tool> list;
  Choice choice = Choice::none;
  std::string named;  // the only one that may be called; "" = any
  bool parallel = true;

  bool offered() const { return choice != Choice::none; }
  const Tool* find(std::string_view name) const;
  std::string json() const;  // all of them, for a chat template; "" when none is offered
  // JSON Schema of a reply that is a call: {"name", "arguments"}, or a list of them when parallel.
  std::string schema() const;
  // The same in words, for a template that knows no tools. Part of a system message.
  std::string description() const;
};

// From tools, tool_choice and parallel_tool_calls.
Tools read_tools(const Members& body);

}  // namespace tinybrain::server
