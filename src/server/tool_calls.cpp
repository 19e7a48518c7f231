#include "server/tool_calls.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/trimmed.h"

namespace tinybrain::server {
namespace {

constexpr std::string_view kOpen = "<tool_call>", kClose = "</tool_call>";
constexpr std::string_view kPython = "<|python_tag|>", kFence = "```";
constexpr size_t kDepth = 64;

std::optional<Json> parsed(std::string_view s) {
  try {
    return Json::parse(s, kDepth);
  } catch (const Error&) {
    return {};
  }
}

// {"name", "arguments" | "parameters"}; arguments may be JSON in a string.
std::optional<ToolCall> call_of(const Json& json) {
  const Json* name = json.find("name");
  const Json* arguments = json.find("arguments");
  if (!arguments) arguments = json.find("parameters");
  if (!name || !name->is_string() || !arguments) return {};
  ToolCall call{name->as_string(), *arguments};
  if (call.arguments.is_string()) {
    std::optional<Json> inner = parsed(call.arguments.as_string());
    if (!inner) return {};
    call.arguments = std::move(*inner);
  }
  if (!call.arguments.is_object()) return {};
  return call;
}

// Adds the calls of an object or a list of them; false when it is something else.
bool add_calls(const Json& json, const Tools& tools, ParsedReply& out) {
  const Json::Array list = json.is_array() ? json.as_array() : Json::Array{json};
  if (list.empty()) return false;
  std::vector<ToolCall> calls;
  for (const Json& one : list) {
    std::optional<ToolCall> call = call_of(one);
    if (!call) return false;
    calls.push_back(std::move(*call));
  }
  for (ToolCall& call : calls) {
    if (fits(call, tools)) {
      out.calls.push_back(std::move(call));
    } else {
      out.broken = true;
    }
  }
  return true;
}

void parse_tagged(std::string_view reply, const Tools& tools, ParsedReply& out) {
  std::string words;
  while (!reply.empty()) {
    const size_t open = reply.find(kOpen);
    words += reply.substr(0, open);
    if (open == std::string_view::npos) break;
    reply.remove_prefix(open + kOpen.size());
    // A tag that is not closed ends with the reply.
    const size_t close = std::min(reply.find(kClose), reply.size());
    const std::optional<Json> json = parsed(trimmed(reply.substr(0, close)));
    if (!json || !add_calls(*json, tools, out)) out.broken = true;
    reply.remove_prefix(std::min(close + kClose.size(), reply.size()));
  }
  out.content = trimmed(words);
}

// The inside of a fenced block that is the whole text; the text itself otherwise.
std::string_view without_fence(std::string_view s) {
  if (!s.starts_with(kFence) || !s.ends_with(kFence) || s.size() < 2 * kFence.size()) return s;
  const size_t line = s.find('\n');
  if (line == std::string_view::npos) return s;
  return trimmed(s.substr(line, s.size() - kFence.size() - line));
}

bool has_type(const Json& value, std::string_view type) {
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_bool();
  if (type == "null") return value.is_null();
  if (type == "array") return value.is_array();
  if (type == "object") return value.is_object();
  if (type == "integer")
    return value.is_int() ||
           (value.is_double() &&
            value.as_double() == static_cast<double>(static_cast<int64_t>(
                                     std::clamp(value.as_double(), -9e15, 9e15))));
  return type != "number" || value.is_number();
}

bool member_fits(const Json& value, const Json& schema) {
  if (const Json* type = schema.find("type")) {
    const Json::Array types = type->is_array() ? type->as_array() : Json::Array{*type};
    const auto is = [&](const Json& t) { return t.is_string() && has_type(value, t.as_string()); };
    if (std::none_of(types.begin(), types.end(), is)) return false;
  }
  if (const Json* words = schema.find("enum"); words && words->is_array()) {
    const Json::Array& all = words->as_array();
    if (std::find(all.begin(), all.end(), value) == all.end()) return false;
  }
  return true;
}

}  // namespace

bool fits(const ToolCall& call, const Tools& tools) {
  const Tool* tool = tools.find(call.name);
  if (!tool || (!tools.named.empty() && call.name != tools.named)) return false;
  const Json* properties = tool->parameters.find("properties");
  for (const auto& [name, value] : call.arguments.as_object()) {
    const Json* schema = properties ? properties->find(name) : nullptr;
    // As the grammar has it: members that are not listed must be allowed.
    const Json* more = tool->parameters.find("additionalProperties");
    if (!schema && properties && (!more || *more == Json(false))) return false;
    if (schema && !member_fits(value, *schema)) return false;
  }
  const Json* required = tool->parameters.find("required");
  if (!required || !required->is_array()) return true;
  return std::all_of(required->as_array().begin(), required->as_array().end(), [&](const Json& r) {
    return !r.is_string() || call.arguments.find(r.as_string()) != nullptr;
  });
}

ParsedReply parse_tool_calls(std::string_view reply, const Tools& tools) {
  ParsedReply out;
  if (reply.find(kOpen) != std::string_view::npos) {
    parse_tagged(reply, tools, out);
    return out;
  }
  std::string_view s = trimmed(reply);
  if (s.starts_with(kPython)) s = trimmed(s.substr(kPython.size()));
  s = without_fence(s);
  if (!s.empty() && (s[0] == '{' || s[0] == '[')) {
    if (const std::optional<Json> json = parsed(s); json && add_calls(*json, tools, out))
      return out;
  }
  out.content = reply;
  return out;
}

std::string whole_calls(std::string_view reply) {
  std::string_view s = trimmed(reply);
  if (!s.starts_with('[')) return {};
  // A brace may be one of the inside, so a few must be tried.
  for (int tries = 0; tries < 64; ++tries) {
    const size_t brace = s.rfind('}');
    if (brace == std::string_view::npos) return {};
    const std::string closed = std::string(s.substr(0, brace + 1)) + "]";
    if (parsed(closed)) return closed;
    s = s.substr(0, brace);
  }
  return {};
}

std::string CallFilter::feed(std::string_view piece) {
  if (!active_) return std::string(piece);
  kept_ += piece;
  if (holding_) return {};
  if (!begun_) {
    const std::string_view start = trimmed(kept_);
    if (start.empty()) return {};
    for (const std::string_view mark :
         {kPython, kFence, kOpen, std::string_view("{"), std::string_view("[")}) {
      holding_ = holding_ || start.starts_with(mark);
      if (mark.starts_with(start) && start.size() < mark.size()) return {};  // not clear yet
    }
    if (holding_) return {};
    begun_ = true;
  }
  size_t show = kept_.find(kOpen);
  holding_ = show != std::string::npos;
  if (!holding_) {
    // Keep an end that may be the beginning of a tag.
    show = kept_.size();
    for (size_t n = std::min(kOpen.size() - 1, kept_.size()); n > 0; --n) {
      if (!kept_.ends_with(kOpen.substr(0, n))) continue;
      show -= n;
      break;
    }
  }
  std::string out = kept_.substr(0, show);
  kept_.erase(0, show);
  return out;
}

std::string CallFilter::rest() { return std::exchange(kept_, {}); }

}  // namespace tinybrain::server
