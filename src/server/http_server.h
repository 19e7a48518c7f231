// HTTP around the endpoints: connections with limits, the guard, routes, answers and event streams.
// cpp-httplib parses requests and writes responses; the loop of a connection is ours.
#pragma once

#include <httplib.h>

#include <atomic>
#include <optional>
#include <string>
#include <utility>

#include "server/connection.h"
#include "server/endpoint.h"
#include "server/guard.h"

namespace tinybrain::server {

class HttpServer : public httplib::Server {
 public:
  HttpServer(Service service, int connections, const ConnectionLimits& limits = {});

  // The port that it got; nothing when the address cannot be had.
  std::optional<int> bind(const std::string& host, int port);
  void guard_with(GuardOptions options) { guard_.emplace(std::move(options)); }
  // Before run(): encrypts every connection.
  void encrypt_with(const TlsContext& tls) { tls_ = &tls; }
  // Answers until close(); then returns when the last connection has ended.
  void run();
  // Serves one connection in this thread, whoever accepted it, and closes it.
  void serve(int fd);
  // From now on new requests are refused and connections end after their answer.
  void stop_answering() { stopping_ = true; }
  // No more connections; what is still being sent is cut. From another thread, once.
  void close();

 private:
  bool process_and_close_socket(socket_t fd) override {
    serve(fd);
    return true;
  }
  void serve_connection(Connection& connection);
  HandlerResponse before_body(const httplib::Request& request, httplib::Response& response);
  void handle(const httplib::Request& request, httplib::Response& response);
  void answer(const httplib::Request& request, httplib::Response& response);
  void stream(httplib::Response& response, Answer answer);
  void fill_error(const httplib::Request& request, httplib::Response& response) const;
  size_t body_limit(const httplib::Request& request) const;

  Service service_;
  const ConnectionLimits limits_;
  std::optional<Guard> guard_;
  const TlsContext* tls_ = nullptr;
  std::atomic<bool> stopping_{false};
};

}  // namespace tinybrain::server
