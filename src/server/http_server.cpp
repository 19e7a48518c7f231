#include "server/http_server.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>
#include <utility>

#include "base/messages/server.h"
#include "server/api_error.h"
#include "server/routes.h"

namespace tinybrain::server {
namespace {

constexpr int kBacklog = 256;
constexpr size_t kKeepAlive = 1000;  // requests of one connection

// The connection that this thread serves.
thread_local Connection* t_connection = nullptr;
// Set while the accepting thread itself turns a connection away.
thread_local bool t_too_many = false;

// A fixed number of threads, one for each connection; what comes beyond is told so at once instead of
// waiting without an answer.
class Connections : public httplib::TaskQueue {
 public:
  Connections(size_t count, std::atomic<int>& open) : count_(count), open_(open), pool_(count) {}
  void enqueue(std::function<void()> serve) override {
    if (open_.fetch_add(1) >= static_cast<int>(count_)) {
      t_too_many = true;
      serve();
      t_too_many = false;
      --open_;
      return;
    }
    pool_.enqueue([this, serve = std::move(serve)] {
      serve();
      --open_;
    });
  }
  void shutdown() override { pool_.shutdown(); }

 private:
  const size_t count_;
  std::atomic<int>& open_;
  httplib::ThreadPool pool_;
};

void set_error(httplib::Response& response, const ApiError& error) {
  response.status = error.status();
  response.set_content(error.body(), "application/json");
  if (error.retry_after > 0) response.set_header("Retry-After", std::to_string(error.retry_after));
  if (error.status() == 401) response.set_header("WWW-Authenticate", "Bearer");
}

// Programs that we start must not hold our connections open.
void keep_from_children(int fd) { ::fcntl(fd, F_SETFD, FD_CLOEXEC); }

void turn_away(int fd) {
  const std::string body = ApiError(503, text(msg::kTooManyConnections)).body();
  const std::string all =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nRetry-After: 1\r\n"
      "Connection: close\r\nContent-Length: " +
      std::to_string(body.size()) + "\r\n\r\n" + body;
  [[maybe_unused]] const ssize_t n =
      ::send(fd, all.data(), all.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
}

}  // namespace

HttpServer::HttpServer(Service service, int connections, const ConnectionLimits& limits)
    : service_(service), limits_(limits) {
  new_task_queue = [this, connections] {
    return new Connections(static_cast<size_t>(connections), service_.metrics.connections);
  };
  // Not SO_REUSEPORT, which would let a second server share the port without a word.
  set_socket_options([](socket_t fd) {
    const int on = 1;
    ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  });
  set_keep_alive_max_count(kKeepAlive);
  set_payload_max_length(std::max(limits_.body, largest_body()));
  set_pre_routing_handler(
      [this](const auto& request, auto& response) { return before_body(request, response); });
  set_exception_handler([](const auto&, auto& response, const std::exception_ptr& error) {
    set_error(response, api_error(error));
  });
  set_error_handler([this](const auto& request, auto& response) { fill_error(request, response); });
  Post(".*", [this](const auto& request, auto& response) { handle(request, response); });
}

std::optional<int> HttpServer::bind(const std::string& host, int port) {
  const int got = port == 0 ? bind_to_any_port(host) : bind_to_port(host, port) ? port : -1;
  if (got <= 0) return {};
  // The library lets only 5 wait to be accepted; a burst of clients would have to try again.
  ::listen(svr_sock_, kBacklog);
  keep_from_children(svr_sock_);
  return got;
}

void HttpServer::run() { listen_after_bind(); }

void HttpServer::close() {
  while (!is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  stop();
}

// ---- Connections ----

void HttpServer::serve(int fd) {
  if (t_too_many) {
    if (!tls_) turn_away(fd);
    ::shutdown(fd, SHUT_RDWR);
  } else {
    keep_from_children(fd);
    std::optional<Connection> connection;
    try {
      connection.emplace(fd, limits_, stopping_, tls_);
      t_connection = &*connection;
      serve_connection(*connection);
    } catch (const ClientGone&) {
      // Nobody to answer.
    } catch (...) {
      api_error(std::current_exception());  // notes it
    }
    t_connection = nullptr;
    if (connection && connection->ends)
      connection->linger();
    else if (connection)
      connection->close();
    ::shutdown(fd, SHUT_RDWR);
  }
  ::close(fd);
}

void HttpServer::serve_connection(Connection& connection) {
  if (!connection.handshake()) return;
  for (size_t i = 0; i < kKeepAlive && connection.await_request(); ++i) {
    connection.begin_headers();
    bool closed = false;
    const bool ok = process_request(connection, stopping_ || i + 1 == kKeepAlive, closed,
                                    [&](httplib::Request& request) {
                                      connection.begin_body(body_limit(request));
                                      // Parts and compression are not for us: events would wait in the compressor.
                                      request.ranges.clear();
                                      request.headers.erase("Accept-Encoding");
                                    });
    if (connection.trouble() != Connection::Trouble::none) connection.ends = true;
    if (!ok || closed || connection.ends || stopping_) return;
  }
}

// ---- Requests ----

// All that can be said before the body is read; GET and OPTIONS end here.
httplib::Server::HandlerResponse HttpServer::before_body(const httplib::Request& request,
                                                         httplib::Response& response) {
  const bool post = request.method == "POST";
  try {
    const Route* route = find_route(request.method, request.path);
    guard_->check(request, route && route->open);
    if (guard_->foreign_origin(request)) {
      response.set_header("Access-Control-Allow-Origin", request.get_header_value("Origin"));
      response.set_header("Vary", "Origin");
    }
    if (request.method == "OPTIONS") {
      t_connection->ends =
          request.has_header("Transfer-Encoding") || request.has_header("Content-Length");
      response.status = 204;
      response.set_header("Access-Control-Allow-Methods", "GET, POST, DELETE");
      response.set_header("Access-Control-Allow-Headers", "Authorization, Content-Type");
      return HandlerResponse::Handled;
    }
    if (!route) throw ApiError(404, text(msg::kNoSuchPath, request.path));
    const bool right = request.method == route->method ||
                       (request.method == "HEAD" && std::string_view("GET") == route->method);
    if (!right) {
      response.set_header("Allow", allowed_methods(request.path));
      throw ApiError(405, text(msg::kWrongMethod, request.path, route->method, request.method));
    }
    if (post) {
      guard_->check_body(request, body_limit(request));
      return HandlerResponse::Unhandled;
    }
    // A body that nobody reads would be taken for the next request.
    const std::string length = request.get_header_value("Content-Length");
    if (request.has_header("Transfer-Encoding") || !(length.empty() || length == "0"))
      throw ApiError(400, text(msg::kBadFraming));
  } catch (const ApiError& e) {
    set_error(response, e);
    const bool has_body =
        post || request.has_header("Transfer-Encoding") || request.has_header("Content-Length");
    if (has_body) t_connection->ends = true;
    if (has_body) response.set_header("Connection", "close");
    service_.metrics.request("other", e.status(), 0);
    return HandlerResponse::Handled;
  }
  handle(request, response);
  return HandlerResponse::Handled;
}

void HttpServer::handle(const httplib::Request& request, httplib::Response& response) {
  const auto start = std::chrono::steady_clock::now();
  try {
    answer(request, response);
  } catch (const ClientGone&) {
    response.status = 499;  // for the count; nobody reads it
    t_connection->ends = true;
  } catch (...) {
    set_error(response, api_error(std::current_exception()));
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  service_.metrics.request(find_route(request.method, request.path)->path, response.status,
                           took.count());
}

void HttpServer::answer(const httplib::Request& request, httplib::Response& response) {
  if (stopping_) throw ApiError(503, text(msg::kServerStopping));
  if (request.body.size() > body_limit(request))
    throw ApiError(413, text(msg::kBodyTooLarge, body_limit(request)));
  const Route& route = *find_route(request.method, request.path);
  const Call call{request.body, request.remote_addr, rest_of(route, request.path), request.params,
                  [connection = t_connection] { return connection->client_gone(); }};
  Answer result = route.run(service_, call);
  response.status = result.status;
  response.set_header("X-Content-Type-Options", "nosniff");
  response.set_header("Referrer-Policy", "no-referrer");
  response.set_header("Cache-Control", result.cache);
  response.set_header("Content-Security-Policy", result.policy);
  if (!result.download.empty())
    response.set_header("Content-Disposition", "attachment; filename=\"" + result.download + "\"");
  if (result.stream) return stream(response, std::move(result));
  response.set_content(result.body, result.type);
}

// Events as they come. The job is cancelled when the client stops reading or leaves.
void HttpServer::stream(httplib::Response& response, Answer answer) {
  struct Stream {
    ~Stream() { job->cancel(); }
    std::shared_ptr<Job> job;
    std::string waiting;  // not sent yet
  };
  auto state = std::make_shared<Stream>();
  state->job = std::move(answer.stream);
  state->waiting = std::move(answer.body);
  response.set_chunked_content_provider(
      answer.type, [state, connection = t_connection](size_t, httplib::DataSink& sink) {
        std::string& event = state->waiting;
        if (event.empty()) {
          try {
            switch (state->job->next(event)) {
              case Job::Next::event: break;
              case Job::Next::nothing: return !connection->client_gone();
              case Job::Next::end: sink.done(); return true;
            }
          } catch (...) {
            // The status has been sent: what went wrong is an event, as OpenAI has it.
            event = "data: " + api_error(std::current_exception()).body() + "\n\n";
          }
        }
        const std::string now = std::exchange(event, {});
        return sink.write(now.data(), now.size());
      });
}

size_t HttpServer::body_limit(const httplib::Request& request) const {
  const Route* route = find_route(request.method, request.path);
  return route && route->body > 0 ? route->body : limits_.body;
}

// A body for what cpp-httplib refuses by itself.
void HttpServer::fill_error(const httplib::Request& request, httplib::Response& response) const {
  if (!response.body.empty()) return;
  switch (t_connection ? t_connection->trouble() : Connection::Trouble::none) {
    case Connection::Trouble::slow: return set_error(response, {408, text(msg::kTooSlow)});
    case Connection::Trouble::headers_too_large:
      return set_error(response, {431, text(msg::kHeadersTooLarge, limits_.headers)});
    case Connection::Trouble::body_too_large:
      return set_error(response, {413, text(msg::kBodyTooLarge, body_limit(request))});
    case Connection::Trouble::none: break;
  }
  if (t_connection) t_connection->ends = true;
  if (response.status == 413)
    return set_error(response, {413, text(msg::kBodyTooLarge, body_limit(request))});
  // cpp-httplib calls a method that it does not know malformed.
  const std::string method = t_connection ? t_connection->method() : "";
  const bool word = method.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
  if (word && !method.empty() && method != "GET" && method != "POST" && method != "HEAD" &&
      method != "OPTIONS" && method != "DELETE") {
    response.set_header("Allow", "GET, POST, DELETE");
    return set_error(response, {405, text(msg::kNoMethod, method)});
  }
  set_error(response, {response.status, text(msg::kMalformed)});
}

}  // namespace tinybrain::server
