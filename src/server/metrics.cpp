#include "server/metrics.h"

#include <unistd.h>

#include <cstdio>

#include "base/format.h"
#include "server/models.h"

namespace tinybrain::server {
namespace {

// Memory in RAM, in bytes; 0 where the system does not tell.
uint64_t resident_memory() {
  unsigned long long all = 0, resident = 0;
  if (std::FILE* f = std::fopen("/proc/self/statm", "re")) {
    if (std::fscanf(f, "%llu %llu", &all, &resident) != 2) resident = 0;
    std::fclose(f);
  }
  return resident * static_cast<uint64_t>(::sysconf(_SC_PAGESIZE));
}

void head(std::string& out, const char* name, const char* type, const char* help) {
  out += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
}

void single(std::string& out, const char* name, const char* type, const char* help,
            uint64_t value) {
  head(out, name, type, help);
  out += fmt::format("{} {}\n", name, value);
}

}  // namespace

void Metrics::request(const std::string& route, int status, double seconds) {
  const std::lock_guard lock(mutex_);
  ++requests_[{route, status}];
  Timing& t = timings_[route];
  ++t.count;
  t.seconds += seconds;
}

void Metrics::tokens(int prompt, int reused, int reply) {
  prompt_tokens_ += static_cast<uint64_t>(prompt);
  reused_tokens_ += static_cast<uint64_t>(reused);
  reply_tokens_ += static_cast<uint64_t>(reply);
}

std::string Metrics::page(const Models& models) const {
  std::string out;
  {
    const std::lock_guard lock(mutex_);
    head(out, "tinybrain_requests_total", "counter", "Requests answered.");
    for (const auto& [key, count] : requests_)
      out += fmt::format("tinybrain_requests_total{{path=\"{}\",status=\"{}\"}} {}\n", key.first,
                         key.second, count);
    head(out, "tinybrain_request_seconds", "summary",
         "Time from a request to its answer; of a stream, to its first event.");
    for (const auto& [route, t] : timings_) {
      out += fmt::format("tinybrain_request_seconds_sum{{path=\"{}\"}} {:.6f}\n", route, t.seconds);
      out += fmt::format("tinybrain_request_seconds_count{{path=\"{}\"}} {}\n", route, t.count);
    }
  }
  single(out, "tinybrain_prompt_tokens_total", "counter", "Tokens of prompts.", prompt_tokens_);
  single(out, "tinybrain_reused_tokens_total", "counter",
         "Tokens of prompts that a session had read before.", reused_tokens_);
  single(out, "tinybrain_reply_tokens_total", "counter", "Tokens written.", reply_tokens_);
  single(out, "tinybrain_jobs_running", "gauge", "Replies in the making.", models.running());
  single(out, "tinybrain_jobs_waiting", "gauge", "Requests in the queue.", models.waiting());
  single(out, "tinybrain_connections", "gauge", "Open connections.",
         static_cast<uint64_t>(connections.load()));
  single(out, "process_resident_memory_bytes", "gauge", "Memory in RAM.", resident_memory());
  return out;
}

}  // namespace tinybrain::server
