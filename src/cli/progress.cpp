#include "cli/progress.h"

#include <unistd.h>

#include <utility>

#include "base/messages/cli.h"
#include "cli/output.h"
#include "cli/text.h"

namespace tinybrain::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kBetweenEvents = 100ms;
bool g_events = false;

void write_error(const std::string& bytes) {
  [[maybe_unused]] const ssize_t n = ::write(STDERR_FILENO, bytes.data(), bytes.size());
}

}  // namespace

// The hook does nothing itself: update() sees that Ctrl-C came and returns false.
Progress::Progress(std::string label, Unit unit)
    : label_(std::move(label)), unit_(unit), on_interrupt_([] {}) {}

Progress::~Progress() { clear(); }

void Progress::clear() {
  if (visible_) write_error("\r\x1b[K");
  visible_ = false;
}

void Progress::write_events() { g_events = true; }
bool Progress::writes_events() { return g_events; }

// The label, and bytes or steps; not more often than somebody could see.
bool Progress::update_event(uint64_t done, uint64_t total) {
  const auto now = Clock::now();
  if (now - shown_ < kBetweenEvents && done != total) return true;
  shown_ = now;
  Json event;
  event.set("label", label_);
  event.set("done", done);
  event.set("total", total);
  event.set("unit", unit_ == Unit::bytes ? "bytes" : "steps");
  print_event(event);
  return true;
}

bool Progress::update(uint64_t done, uint64_t total) {
  if (interrupted()) return false;
  if (g_events) return update_event(done, total);
  const auto now = Clock::now();
  if (!std::exchange(started_, true)) {
    first_ = done;
    start_ = now;
  }
  const bool terminal = errors_are_terminal();
  if (now - start_ < 2s || now - shown_ < (terminal ? 200ms : 10s)) return true;
  shown_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const double speed = static_cast<double>(done - first_) / seconds;
  std::string line = label_;
  if (total > 0) {
    line +=
        fmt::format(" {:3.0f} %", 100.0 * static_cast<double>(done) / static_cast<double>(total));
  }
  if (unit_ == Unit::bytes) {
    line += fmt::format("  {}, {}/s", human_bytes(static_cast<double>(done)), human_bytes(speed));
  }
  if (total > done && speed > 0) {
    line += "  " + text(msg::kTimeLeft, human_time(static_cast<double>(total - done) / speed));
  }
  if (terminal) {
    write_error("\r\x1b[K" + line);
    visible_ = true;
  } else {
    note(line);
  }
  return true;
}

}  // namespace tinybrain::cli
