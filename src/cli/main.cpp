// The program `tinybrain`: reads the command line, runs one command, and turns whatever comes out
// of it into text or JSON and an exit code.
#include <signal.h>
#include <unistd.h>

#include <cstring>
#include <new>
#include <vector>

#include "base/json.h"
#include "base/messages/cli.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/text.h"

namespace tinybrain::cli {
namespace {

struct Entry {
  const char* name;
  int (*run)(const Options&);
};

constexpr Entry kCommands[] = {
    {"answer", run_answer},
    {"ask", run_ask},
    {"bench", run_bench},
    {"build", run_build},
    {"chat", run_chat},
    {"choose", run_choose},
    {"classify", run_classify},
    {"compare", run_compare},
    {"complete", run_complete},
    {"convert", run_convert},
    {"doctor", run_doctor},
    {"embed", run_embed},
    {"eval", run_eval},
    {"info", run_info},
    {"list", run_list},
    {"perplexity", run_perplexity},
    {"pull", run_pull},
    {"rm", run_rm},
    {"serve", run_serve},
    {"tokenize", run_tokenize},
    {"understand", run_understand},
};

// One exit code a kind of failure: status + 1, but our own faults are 1 and Ctrl-C is 130.
int exit_code(Code code) {
  switch (code) {
    case Code::ok: return 0;
    case Code::internal: return 1;
    case Code::cancelled: return kExitInterrupt;
    default: return static_cast<int>(code) + 1;
  }
}

const char* code_name(Code code) {
  static const char* const kNames[] = {"ok",           "bad_argument", "bad_file", "not_found",
                                       "io",           "no_memory",    "no_space", "unsupported",
                                       "context_full", "cancelled",    "internal"};
  const auto i = static_cast<size_t>(code);
  return i < std::size(kNames) ? kNames[i] : "internal";
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

// --json must already hold while the command line itself is wrong.
bool wants_json(int argc, char** argv) {
  for (int i = 1; i < argc && std::strcmp(argv[i], "--") != 0; ++i) {
    if (std::strcmp(argv[i], "--json") == 0) return true;
  }
  return false;
}

void show_page(const Options& options, const std::string& page) {
  if (!options.json) return print(page);
  Json j;
  j.set("version", tb_version());
  if (page.find('\n') + 1 != page.size()) j.set("help", page);
  print_json(j);
}

int run(int argc, char** argv, Options& options) {
  std::string page;
  int code = 0;
  if (!parse(argc, argv, options, page)) {
    show_page(options, page);
  } else {
    if (options.quiet) be_quiet();
    if (options.events) Progress::write_events();
    for (const Entry& command : kCommands) {
      if (options.command == command.name) code = command.run(options);
    }
  }
  flush();
  return code;
}

// Runs and reports; nothing is thrown any more.
int guarded(int argc, char** argv) {
  Options options;
  options.json = wants_json(argc, argv);
  const bool json = options.json;
  try {
    return run(argc, argv, options);
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

}  // namespace
}  // namespace tinybrain::cli

int main(int argc, char** argv) {
  using namespace tinybrain::cli;
  ::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write(), handled there
  ::signal(SIGXFSZ, SIG_IGN);  // so is a file over the limit
  choose_language(argc, argv);
  watch_interrupts();
  // No static destructors: the thread that waits for signals may be inside them.
  const int code = guarded(argc, argv);
  ::_exit(code);
}
