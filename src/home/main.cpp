// The program `tinybrain-home`: commands about what is kept on this machine or leaves it, and others for which
// `tinybrain` itself, which must stay small, has no room: `tinybrain redact ...` becomes this program.
#include <signal.h>

#include "cli/interrupt.h"
#include "cli/outcome.h"
#include "cli/output.h"
#include "cli/text.h"
#include "home/commands.h"

namespace tinybrain::home {
namespace {

struct Entry {
  const char* name;
  int (*run)(const Options&);
};

constexpr Entry kCommands[] = {
    {"doctor", run_doctor},   {"redact", run_redact},     {"knowledge", run_knowledge},
    {"skill", run_skill},     {"desk", run_desk},         {"vault", run_vault},
    {"consent", run_consent}, {"audit", run_audit},       {"forget", run_forget},
    {"export", run_export},   {"learn", run_learn},       {"memory", run_memory},
    {"taste", run_taste},     {"compress", run_compress},
};

int run(int argc, char** argv, Options& options) {
  std::string page;
  int code = 0;
  if (!parse(argc, argv, options, page)) {
    cli::print(page);
  } else {
    if (options.quiet) cli::be_quiet();
    for (const Entry& command : kCommands)
      if (options.command == command.name) code = command.run(options);
  }
  cli::flush();
  return code;
}

}  // namespace
}  // namespace tinybrain::home

int main(int argc, char** argv) {
  using namespace tinybrain;
  ::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write(), handled there
  ::signal(SIGXFSZ, SIG_IGN);  // so is a file over the limit
  cli::watch_interrupts();     // before any thread starts
  cli::choose_language(argc, argv);
  home::Options options;
  options.json = cli::wants_json(argc, argv);
  return cli::guarded(options.json, [&] { return home::run(argc, argv, options); });
}
