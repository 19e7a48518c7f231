// The program `tinybrain-server`: opens the models, answers over HTTP until SIGINT or SIGTERM, then
// lets running replies end and a build keep what it has. What is on disk (builds, desks, knowledge, the vault) is
// whole at every moment: being killed loses at most half a minute of a build, and nothing that was acknowledged.
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <new>
#include <optional>
#include <string>
#include <thread>

#include "base/home.h"
#include "base/messages/learn.h"
#include "base/messages/server.h"
#include "base/sandbox.h"
#include "base/seed.h"
#include "server/api_error.h"
#include "server/builds.h"
#include "server/home.h"
#include "server/http_server.h"
#include "server/idle_learner.h"
#include "server/learner.h"
#include "server/options.h"
#include "server/page.h"
#include "server/pulls.h"
#include "server/skill_shelf.h"

namespace tinybrain::server {
namespace {

constexpr int kSpareConnections = 64;  // beyond those whose replies run or wait

void say(std::FILE* to, const std::string& line) {
  std::fputs((line + "\n").c_str(), to);
  std::fflush(to);
}

sigset_t stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

void wait_for_signal() {
  const sigset_t set = stop_signals();
  int signal = 0;
  while (::sigwait(&set, &signal) != 0) {
  }
}

std::string address(const Options& o) {
  const bool v6 = o.guard.host.find(':') != std::string::npos;
  return std::string(o.guard.tls ? "https://" : "http://") +
         (v6 ? "[" + o.guard.host + "]" : o.guard.host) + ":" + std::to_string(o.guard.port);
}

// Looks again and again until done() or the time is over.
template <class Done>
void wait_until(std::chrono::milliseconds most, Done done) {
  const auto until = std::chrono::steady_clock::now() + most;
  while (!done() && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

// Waits for the signal and then for running replies, at most the grace period; a second signal ends
// the program at once.
void stop_gracefully(HttpServer& http, Service& service, IdleLearner& idle, int grace) {
  Models& models = service.models;
  wait_for_signal();
  say(stderr, text(msg::kStopping));
  std::thread([] {
    wait_for_signal();
    ::_exit(1);
  }).detach();
  http.stop_answering();
  models.stop();
  service.pulls->stop_all();
  service.builds->stop_all();
  service.home->stop();
  idle.stop();
  service.learner->stop();
  wait_until(std::chrono::seconds(grace), [&] { return models.running() == 0; });
  while (models.running() > 0) {
    models.cancel_all();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  // What they wrote last is still on its way.
  wait_until(std::chrono::seconds(2), [&] { return service.metrics.connections == 0; });
  http.close();
}

// Nobody asked for it: without it one endpoint has nothing to say.
std::string own_seed_brain() {
  try {
    return seed_brain();
  } catch (const Error& e) {
    if (e.code() == Code::not_found) return {};
    throw;
  }
}

// The address as numbers: what a name stands for is asked before the files that tell it are given up.
std::string numeric(const std::string& host) {
  addrinfo hints{}, *found = nullptr;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  if (::getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0) return host;
  char numbers[NI_MAXHOST];
  const bool told = ::getnameinfo(found->ai_addr, found->ai_addrlen, numbers, sizeof numbers,
                                  nullptr, 0, NI_NUMERICHOST) == 0;
  ::freeaddrinfo(found);
  return told ? numbers : host;
}

// What the vault, desks and knowledge need, made now: a folder that is not there cannot be granted. Where it cannot be
// made, who asks for them is told then.
void keep_home(const std::filesystem::path& home, Sandbox& sandbox) {
  std::error_code error;
  std::filesystem::create_directories(home, error);
  sandbox.kept.push_back(home);
  const std::filesystem::path key = Home::key_file();
  if (std::filesystem::exists(key, error)) {
    sandbox.readable.push_back(key);
  } else {
    std::filesystem::create_directories(key.parent_path(), error);
    sandbox.kept.push_back(key.parent_path());
  }
  ::umask(077);  // modes of files cannot be changed afterwards
  ::tzset();     // nor can the file be read that says where midnight is
}

// While there is one thread, and before the first byte of a model is read.
void seal_before_models(const Options& o, const std::string& seed,
                        const std::filesystem::path& home) {
  Sandbox sandbox;
  sandbox.readable.assign(o.models.begin(), o.models.end());
  for (const AdapterOption& a : o.adapters) sandbox.readable.emplace_back(a.path);
  if (!seed.empty()) sandbox.readable.emplace_back(seed);
  try {  // what learning replays
    sandbox.readable.emplace_back(
        shipped_file("brains/replay", "replay.jsonl", msg::kLearnReplayMissing));
  } catch (const Error&) {
  }  // who learns is told
  const std::filesystem::path skills = SkillShelf::shipped_folder();
  if (!skills.empty()) sandbox.readable.push_back(skills);
  keep_home(home, sandbox);
  sandbox.listen = static_cast<uint16_t>(o.guard.port);
  seal(sandbox);
}

int serve(Options o) {
  // What is wrong with it should not be told after minutes of loading.
  std::optional<TlsContext> tls;
  if (o.guard.tls) tls.emplace(o.tls_certificate, o.tls_key);
  const std::string seed = o.seed_brain.empty() ? own_seed_brain() : o.seed_brain;
  const std::string host = o.sealed ? numeric(o.guard.host) : o.guard.host;
  const std::filesystem::path own = o.home.empty() ? data_home() : std::filesystem::path(o.home);
  if (o.sealed) seal_before_models(o, seed, own);
  Models models(o.models, o.model, seed, o.adapters);
  Metrics metrics;
  const int jobs =
      (o.model.pool.parallel + o.model.pool.queue) * static_cast<int>(models.all().size());
  Builds builds(own);
  Pulls pulls(!o.no_pull);
  Home home(own, seed, o.sealed);
  Learner learner(home);
  IdleLearner idle(home, learner, models, o.learn_every);
  SkillShelf skills(own, SkillShelf::shipped_folder(), home, models, is_loopback(o.guard.host));
  Service service{models,  metrics,  &builds, &pulls,
                  &home,   &learner, &skills, is_loopback(o.guard.host),
                  o.sealed};
  HttpServer http(service, std::min(jobs, 512) + kSpareConnections);
  const std::optional<int> port = http.bind(host, o.guard.port);
  if (!port) {
    throw Error(Code::io, msg::kCannotListen, o.guard.host, o.guard.port, text(msg::kAddressInUse));
  }
  if (o.sealed) seal_sockets();
  o.guard.port = *port;
  http.guard_with(o.guard);
  if (tls) http.encrypt_with(*tls);
  for (const auto& served : models.all())
    say(stderr, text(msg::kServing, served->name, served->path));
  if (o.sealed) say(stderr, text(msg::kSealed, own.string()));
  if (!is_loopback(o.guard.host))
    say(stderr, text(o.guard.tls ? msg::kExposedTls : msg::kExposed, o.guard.host));
  std::thread running([&] { http.run(); });
  say(stdout, text(msg::kListening, address(o)));
  if (has_page()) say(stdout, text(msg::kPageAt, address(o)));
  stop_gracefully(http, service, idle, o.grace);
  running.join();
  return 0;
}

int report(const std::string& message, int code) {
  say(stderr, text(msg::kServerErrorLine, message));
  return code;
}

// Exit codes are those of tinybrain: status + 1, our own faults 1.
int guarded(int argc, char** argv) {
  try {
    Options o = parse_options(argc, argv);
    if (o.page.empty()) return serve(std::move(o));
    std::fputs(o.page.c_str(), stdout);
    return std::fflush(stdout) == 0 ? 0 : 5;
  } catch (const Error& e) {
    const int code = static_cast<int>(e.code());
    return report(e.message(language()), e.code() == Code::internal ? 1 : code + 1);
  } catch (const tb::Exception& e) {
    return report(e.what(), e.status() == TB_INTERNAL ? 1 : static_cast<int>(e.status()) + 1);
  } catch (const std::bad_alloc&) {
    return report(text(msg::kServerInternal), static_cast<int>(Code::no_memory) + 1);
  } catch (const std::exception& e) {
    return report(e.what(), 1);
  }
}

}  // namespace
}  // namespace tinybrain::server

int main(int argc, char** argv) {
  using namespace tinybrain::server;
  // Blocked in every thread: stop_gracefully() takes them.
  const sigset_t set = stop_signals();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);  // a file over the limit is an error of write(), handled there
  choose_language(argc, argv);
  const int code = guarded(argc, argv);
  // No static destructors: the thread that waits for a second signal may be inside them.
  std::fflush(nullptr);
  ::_exit(code);
}
