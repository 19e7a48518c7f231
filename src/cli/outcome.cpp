#include "cli/outcome.h"

#include <cstring>
#include <iterator>
#include <new>

#include "base/json.h"
#include "base/messages/cli.h"
#include "cli/output.h"
#include "cli/text.h"
#include "tinybrain/tinybrain.hpp"

namespace tinybrain::cli {
namespace {

// One exit code a kind of failure: status + 1, but our own faults are 1 and Ctrl-C is 130.
int exit_code(Code code) {
  switch (code) {
    case Code::ok: return 0;
    case Code::internal: return 1;
    case Code::cancelled: return kExitInterrupt;
    default: return static_cast<int>(code) + 1;
  }
}

int report(Code code, const std::string& message, bool json) {
  try {
    if (json) {
      Json inner, outer;
      inner.set("code", code_name(code));
      inner.set("message", message);
      outer.set("error", std::move(inner));
      print_json(outer);
      flush();
    } else {
      warn(text(msg::kErrorLine, message));
    }
  } catch (...) {
    // Standard output is gone or full: the exit code still tells.
  }
  return exit_code(code);
}

}  // namespace

const char* code_name(Code code) {
  static const char* const kNames[] = {"ok",           "bad_argument", "bad_file", "not_found",
                                       "io",           "no_memory",    "no_space", "unsupported",
                                       "context_full", "cancelled",    "internal"};
  const auto i = static_cast<size_t>(code);
  return i < std::size(kNames) ? kNames[i] : "internal";
}

bool wants_json(int argc, char** argv) {
  for (int i = 1; i < argc && std::strcmp(argv[i], "--") != 0; ++i) {
    if (std::strcmp(argv[i], "--json") == 0) return true;
  }
  return false;
}

int guarded(const bool& json, const std::function<int()>& run) {
  try {
    return run();
  } catch (const Error& e) {
    return report(e.code(), e.message(language()), json);
  } catch (const tb::Exception& e) {
    return report(static_cast<Code>(e.status()), e.what(), json);
  } catch (const PipeClosed&) {
    return kExitPipe;
  } catch (const std::bad_alloc&) {
    return report(Code::no_memory, text(msg::kOutOfMemory), json);
  } catch (const std::exception& e) {
    return report(Code::internal, text(msg::kUnexpected, e.what()), json);
  }
}

}  // namespace tinybrain::cli
