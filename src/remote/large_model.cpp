#include "remote/large_model.h"

#include <httplib.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/error.h"
#include "base/system.h"

namespace tinybrain::remote {
namespace {

constexpr size_t kMostReply = 1 << 20;  // bytes

Json failed(std::string why) {
  Json j;
  j.set("error", std::move(why));
  return j;
}

std::string request_body(const Json& slip) {
  Json body;
  body.set("model", slip.get_string("model", ""));
  body.set("messages", slip.at("messages"));
  body.set("max_tokens", slip.get_int("max_tokens", 300));
  body.set("temperature", 0);
  return body.dump();
}

Json read_reply(const std::string& text) {
  try {
    const Json reply = Json::parse(text, 64);
    const Json& message = reply.at("choices").as_array("choices").at(0).at("message");
    Json j;
    j.set("content", message.at("content").as_string("content"));
    if (const Json* usage = reply.find("usage")) {
      j.set("prompt_tokens", usage->get_int("prompt_tokens", 0));
      j.set("completion_tokens", usage->get_int("completion_tokens", 0));
    }
    return j;
  } catch (const std::exception&) {
    return failed("unreadable");
  }
}

// Ends a request that is not done in time, whatever it waits for: a server that sends a byte now and then would keep it
// for ever.
class Deadline {
 public:
  Deadline(httplib::Client& client, double seconds)
      : watching_([this, &client, seconds] {
          std::unique_lock lock(mutex_);
          auto wait = std::chrono::duration<double>(seconds);
          while (!changed_.wait_for(lock, wait, [this] { return done_; })) {
            client.stop();
            wait = std::chrono::duration<double>(0.1);
          }
        }) {}
  ~Deadline() {
    {
      const std::lock_guard lock(mutex_);
      done_ = true;
    }
    changed_.notify_all();
    watching_.join();
  }
  Deadline(const Deadline&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool done_ = false;
  std::thread watching_;  // the last: it uses the others
};

Json post(const std::string& endpoint, const std::string& body, const std::string& key,
          double timeout) {
  const size_t scheme = endpoint.find("://");
  if (scheme == std::string::npos) return failed("endpoint");
  const size_t slash = endpoint.find('/', scheme + 3);
  const std::string origin = endpoint.substr(0, slash);
  std::string path = slash == std::string::npos ? "" : endpoint.substr(slash);
  while (path.ends_with('/')) path.pop_back();

  httplib::Client client(origin);
  if (!client.is_valid()) return failed("endpoint");
  const double until = seconds_now() + timeout;
  const auto wait = std::chrono::milliseconds(static_cast<int64_t>(timeout * 1000));
  client.set_connection_timeout(
      std::min<std::chrono::milliseconds>(wait, std::chrono::seconds(10)));
  client.set_read_timeout(wait);
  client.set_write_timeout(wait);
  client.set_follow_location(false);  // a redirect would send the text where nobody granted it
  httplib::Request request;
  request.method = "POST";
  request.path = path + "/chat/completions";
  request.body = body;
  request.set_header("Content-Type", "application/json");
  if (!key.empty()) request.set_header("Authorization", "Bearer " + key);
  std::string reply;
  bool late = false;
  request.content_receiver = [&](const char* data, size_t size, uint64_t, uint64_t) {
    late = seconds_now() > until;
    if (late || reply.size() + size > kMostReply) return false;
    reply.append(data, size);
    return true;
  };
  const Deadline deadline(client, timeout);
  const httplib::Result result = client.send(request);
  if (late || seconds_now() > until) return failed("timeout");
  if (!result) return failed(httplib::to_string(result.error()));
  if (result->status != 200) return failed("HTTP " + std::to_string(result->status));
  return read_reply(reply);
}

}  // namespace

Json ask_large_model(const Json& slip, const std::string& key) {
  const double begin = seconds_now();
  Json j;
  try {
    j = post(slip.get_string("endpoint", ""), request_body(slip), key,
             slip.get_double("timeout", 20));
  } catch (const std::exception& e) {
    j = failed(e.what());
  }
  j.set("seconds", seconds_now() - begin);
  return j;
}

}  // namespace tinybrain::remote
