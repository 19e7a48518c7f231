// Counts of what the server did, as Prometheus reads them (text format 0.0.4). No contents, no
// addresses: only numbers leave through here.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace tinybrain::server {

class Models;

class Metrics {
 public:
  // route: one of the server's own paths, never what a client made up.
  void request(const std::string& route, int status, double seconds);
  void tokens(int prompt, int reused, int reply);
  std::string page(const Models& models) const;

  std::atomic<int> connections{0};

 private:
  struct Timing {
    uint64_t count = 0;
    double seconds = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, int>, uint64_t> requests_;
  std::map<std::string, Timing> timings_;
  std::atomic<uint64_t> prompt_tokens_{0}, reused_tokens_{0}, reply_tokens_{0};
};

}  // namespace tinybrain::server
