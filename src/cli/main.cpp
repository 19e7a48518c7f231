// The program `tinybrain`: reads the command line, runs one command, and turns whatever comes out
// of it into text or JSON and an exit code.
#include <signal.h>
#include <unistd.h>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/outcome.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/sister.h"
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
    if (options.sealed) seal_command(options);
    watch_interrupts();  // a thread of its own: after the seal, which is for those that follow
    if (options.events) Progress::write_events();
    for (const Entry& command : kCommands) {
      if (options.command == command.name) code = command.run(options);
    }
  }
  flush();
  return code;
}

int run_all(int argc, char** argv) {
  Options options;
  options.json = wants_json(argc, argv);
  return guarded(options.json, [&] { return run(argc, argv, options); });
}

}  // namespace
}  // namespace tinybrain::cli

int main(int argc, char** argv) {
  using namespace tinybrain::cli;
  ::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write(), handled there
  ::signal(SIGXFSZ, SIG_IGN);  // so is a file over the limit
  choose_language(argc, argv);
  const bool json = wants_json(argc, argv);
  const int passed_on = guarded(json, [&] { return become_home(argc, argv), 0; });
  if (passed_on != 0) return passed_on;
  // No static destructors: the thread that waits for signals may be inside them.
  const int code = run_all(argc, argv);
  ::_exit(code);
}
