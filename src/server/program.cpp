#include "server/program.h"

#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <system_error>

#include "base/error.h"
#include "base/messages/server.h"
#include "base/process.h"
#include "server/text.h"

namespace tinybrain::server {
namespace {

namespace fs = std::filesystem;

constexpr const char* kProgram = "tinybrain";
constexpr size_t kMostLine = 16 << 20;  // bytes; measures are far below that
constexpr int kExitInterrupt = 130;     // of tinybrain, when it was asked to stop

// Beside this program, or in bin where this one is in libexec.
std::string program() {
  std::error_code error;
  const fs::path own = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const fs::path& place : {own, own.parent_path() / "bin"}) {
    if (!own.empty() && ::access((place / kProgram).c_str(), X_OK) == 0)
      return (place / kProgram).string();
  }
  throw Error(Code::not_found, msg::kNoProgram, kProgram, own.string());
}

std::string last_line(const std::string& lines) {
  const size_t end = lines.find_last_not_of(" \r\n");
  if (end == std::string::npos) return {};
  const size_t before = lines.rfind('\n', end);
  const size_t begin = before == std::string::npos ? 0 : before + 1;
  return lines.substr(begin, end - begin + 1);
}

// Lines of JSON that come in pieces: events go on, the last other one is kept.
class Output {
 public:
  Output(const std::function<void(const Json&)>& on_event, Json& last)
      : on_event_(on_event), last_(last) {}

  void take(std::string_view piece) {
    line_.append(piece);
    if (line_.size() > kMostLine) line_.clear();
    for (size_t end; (end = line_.find('\n')) != std::string::npos; line_.erase(0, end + 1))
      take_line(std::string_view(line_).substr(0, end));
  }

 private:
  void take_line(std::string_view line) {
    Json json;
    try {
      json = Json::parse(line);
    } catch (const Error&) {
      return;  // not for us
    }
    if (const Json* event = json.find("event"))
      on_event_(*event);
    else
      last_ = std::move(json);
  }

  const std::function<void(const Json&)>& on_event_;
  Json& last_;
  std::string line_;
};

std::string error_of(const ChildResult& child, const Json& last) {
  if (const Json* error = last.find("error")) return error->get_string("message", "");
  if (child.exit == 0) return {};
  if (child.exit == 128 + SIGKILL) return text(msg::kChildOutOfMemory);
  if (child.exit > 128) return text(msg::kChildKilled, child.exit - 128);
  const std::string line = last_line(child.errors);
  return line.empty() ? text(msg::kChildExit, child.exit) : line;
}

}  // namespace

Outcome run_tinybrain(const std::vector<std::string>& arguments, const std::string& language,
                      bool gently, const std::function<void(const Json& event)>& on_event,
                      const std::function<bool()>& tick) {
  Outcome outcome;
  try {
    std::vector<std::string> command;
    if (gently) command = {"nice", "-n", "10"};
    command.push_back(program());
    command.insert(command.end(), arguments.begin(), arguments.end());
    command.insert(command.end(), {"--json", "--lang", language});
    Output output(on_event, outcome.result);
    const ChildResult child =
        run_child(command, {}, [&](std::string_view piece) { output.take(piece); }, tick, SIGINT);
    outcome.stopped = child.exit == kExitInterrupt;
    if (!outcome.stopped) outcome.error = error_of(child, outcome.result);
  } catch (const Error& e) {
    outcome.stopped = e.code() == Code::cancelled;
    if (!outcome.stopped) outcome.error = e.message(server::language());
  } catch (const std::exception& e) {
    outcome.error = e.what();
  }
  return outcome;
}

}  // namespace tinybrain::server
