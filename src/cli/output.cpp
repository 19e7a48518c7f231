#include "cli/output.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/messages/cli.h"
#include "cli/text.h"

namespace tinybrain::cli {
namespace {

constexpr size_t kBuffer = size_t{64} << 10;
std::string g_out;
bool g_quiet = false;

// Bytes read from standard input and not yet handed out.
std::string g_in;
size_t g_in_begin = 0;

// Returns false at the end of the input.
bool fill() {
  if (g_in_begin > 0) {
    g_in.erase(0, g_in_begin);
    g_in_begin = 0;
  }
  const size_t had = g_in.size();
  g_in.resize(had + kBuffer);
  ssize_t n;
  do {
    n = ::read(STDIN_FILENO, g_in.data() + had, kBuffer);
  } while (n < 0 && errno == EINTR);
  g_in.resize(had + static_cast<size_t>(n > 0 ? n : 0));
  if (n < 0) throw Error(Code::io, msg::kInputFailed, std::strerror(errno));
  return n > 0;
}

}  // namespace

void print(std::string_view utf8) {
  g_out.append(utf8);
  if (g_out.size() >= kBuffer) flush();
}

void print_line(std::string_view utf8) {
  print(utf8);
  print("\n");
}

void print_json(const Json& value) { print_line(value.dump()); }

void print_event(const Json& event) {
  Json line;
  line.set("event", event);
  print_json(line);
  flush();
}

void flush() {
  const std::string waiting = std::move(g_out);
  g_out.clear();
  for (size_t done = 0; done < waiting.size();) {
    const ssize_t n = ::write(STDOUT_FILENO, waiting.data() + done, waiting.size() - done);
    if (n >= 0) {
      done += static_cast<size_t>(n);
    } else if (errno == EPIPE) {
      throw PipeClosed{};
    } else if (errno != EINTR) {
      throw Error(errno == ENOSPC || errno == EDQUOT ? Code::no_space : Code::io,
                  msg::kOutputFailed, std::strerror(errno));
    }
  }
}

void note(std::string_view utf8) {
  if (!g_quiet) warn(utf8);
}

void warn(std::string_view utf8) {
  flush();
  std::string line(utf8);
  line += '\n';
  // Whoever closed standard error does not want to know.
  [[maybe_unused]] const ssize_t n = ::write(STDERR_FILENO, line.data(), line.size());
}

void be_quiet() { g_quiet = true; }

bool input_is_terminal() { return ::isatty(STDIN_FILENO); }
bool output_is_terminal() { return ::isatty(STDOUT_FILENO); }
bool errors_are_terminal() { return ::isatty(STDERR_FILENO); }

bool colour() {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return output_is_terminal() && !(no_color && *no_color) && term && std::strcmp(term, "dumb") != 0;
}

std::string read_input(size_t limit) {
  while (fill()) {
    if (g_in.size() > limit) throw Error(Code::bad_argument, msg::kInputTooLarge, limit);
  }
  g_in_begin = 0;
  return std::move(g_in);
}

bool read_line(std::string& line) {
  size_t searched = g_in_begin;
  for (;;) {
    const size_t end = g_in.find('\n', searched);
    if (end != std::string::npos) {
      line.assign(g_in, g_in_begin, end - g_in_begin);
      g_in_begin = end + 1;
      return true;
    }
    searched = g_in.size() - g_in_begin;  // fill() moves the rest to the front
    if (!fill()) break;
  }
  if (g_in_begin == g_in.size()) return false;
  line.assign(g_in, g_in_begin);
  g_in_begin = g_in.size();
  return true;
}

uint64_t peak_memory() {
  struct rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
#if defined(__APPLE__)
  return static_cast<uint64_t>(usage.ru_maxrss);
#else
  return static_cast<uint64_t>(usage.ru_maxrss) * 1024;
#endif
}

}  // namespace tinybrain::cli
