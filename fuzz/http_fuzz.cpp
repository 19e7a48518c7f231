// Any bytes as what a client sends on a connection: one answer after another that is HTTP, none of them a failure of ours,
// and an end. Through a socket, with tiny random models behind it.
#include <sys/socket.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>

#include "base/error.h"
#include "server/builds.h"
#include "server/home.h"
#include "server/http_server.h"
#include "server/learner.h"
#include "server/pulls.h"
#include "server/skill_shelf.h"

using namespace tinybrain;
using namespace tinybrain::server;

namespace {

struct Target {
  Target() {
    GuardOptions guard;
    guard.port = 8484;
    http.guard_with(guard);
    TB_ASSERT(http.bind("127.0.0.1", 0));  // what is never accepted; the library wants a socket
  }

  static ModelOptions small() {
    ModelOptions o;
    o.threads = 1;
    o.max_tokens = 4;
    o.pool.parallel = 1;
    o.pool.session.context = 64;
    return o;
  }
  static ConnectionLimits hurried() {
    ConnectionLimits l;
    l.idle = std::chrono::milliseconds(1);
    l.arrive = std::chrono::milliseconds(20);
    return l;
  }

  // Where the vault's key goes, too.
  static std::filesystem::path own_folder() {
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / "tinybrain-fuzz";
    ::setenv("XDG_CONFIG_HOME", folder.c_str(), 1);
    return folder;
  }

  const std::string models_of = TINYBRAIN_SOURCE_DIR "/tests/data/models/";
  Models models{{models_of + "qwen2", models_of + "bert"}, small()};
  Metrics metrics;
  const std::filesystem::path folder = own_folder();
  Builds builds{folder};  // no program to build with
  Pulls pulls{false};
  Home home{folder, ""};
  Learner learner{home};
  SkillShelf skills{folder, TINYBRAIN_SOURCE_DIR "/skills", home};
  Service service{models, metrics, &builds, &pulls, &home, &learner, &skills, false};
  HttpServer http{service, 4, hurried()};
};

std::string answers_to(Target& target, std::string_view request) {
  int pair[2];
  TB_ASSERT(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0);
  std::string answers;
  std::thread client([&] {
    while (!request.empty()) {
      const ssize_t n = ::send(pair[0], request.data(), request.size(), MSG_NOSIGNAL);
      if (n <= 0) break;
      request.remove_prefix(static_cast<size_t>(n));
    }
    char piece[4096];
    for (ssize_t n; (n = ::recv(pair[0], piece, sizeof piece, 0)) > 0;)
      answers.append(piece, static_cast<size_t>(n));
    ::close(pair[0]);
  });
  target.http.serve(pair[1]);
  client.join();
  return answers;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  // Not ended: what is left has threads.
  static Target& target = *new Target;
  // A request may have ended the service of one.
  for (const char* name : {"qwen2", "bert"})
    if (!target.models.exactly(name)) target.models.add(target.models_of + name);
  const std::string answers = answers_to(target, {reinterpret_cast<const char*>(data), size});
  TB_ASSERT(answers.empty() || answers.starts_with("HTTP/1.1 "));
  // By what the server counts: an answer may quote what the client sent.
  TB_ASSERT(show_metrics(target.service, {}).body.find("status=\"500\"") == std::string::npos);
  return 0;
}
