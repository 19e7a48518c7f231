// The catalogue of models that `tinybrain pull` knows, and pulls: the one thing here that opens a connection, and
// only because a person asked for a model by name.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/json.h"

namespace tinybrain::server {

// What `tinybrain list --json` says: [{"name", "here", "bytes", "path", "licence", ...}]. ApiError 503.
Json::Array catalogue();
// The one of that name; ApiError 404 about the member that named it.
Json catalogue_entry(const std::string& name, const char* member);

class Pulls {
 public:
  // allowed: false = --no-pull.
  explicit Pulls(bool allowed) : allowed_(allowed) {}
  ~Pulls() { stop_all(); }
  Pulls(const Pulls&) = delete;

  bool allowed() const { return allowed_; }
  // ApiError 403 when forbidden, 404 for an unknown name, 409 while another is on its way.
  Json start(const std::string& name);
  Json list() const;
  Json stop(const std::string& name);  // ApiError 404 when it is not on its way
  void stop_all();

 private:
  struct Pull {
    std::string state = "running", label, error;  // then "done", "stopped" or "failed"
    bool in_bytes = false;
    int64_t done = 0, total = 0;
    double began = 0, seconds_left = -1;
    int64_t first = 0;
  };
  static Json json(const std::string& name, const Pull& pull);
  void run(const std::string& name);
  void take(Pull& pull, const Json& event);

  const bool allowed_;
  std::mutex starting_;
  mutable std::mutex mutex_;  // of what follows
  std::map<std::string, Pull> pulls_;
  std::string running_;  // "" = none
  std::thread thread_;
  std::atomic<bool> end_{false};
  bool stopping_ = false;
};

}  // namespace tinybrain::server
