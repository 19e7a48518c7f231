#include "server/connection.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace tinybrain::server {
namespace {

constexpr auto kTick = std::chrono::milliseconds(100);  // how soon an idle connection sees a stop
constexpr auto kLinger = std::chrono::milliseconds(2000);
constexpr auto kHurry = std::chrono::milliseconds(1000);  // for a write when the server stops
// For a client that speaks without TLS where it is wanted.
constexpr std::string_view kWantsTls =
    "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n"
    "Content-Length: 21\r\n\r\nThis port wants TLS.\n";
constexpr size_t kFraming = 64 << 10;  // chunk sizes of a body sent in chunks

}  // namespace

Connection::Connection(int fd, const ConnectionLimits& limits, const std::atomic<bool>& stopping,
                       const TlsContext* tls)
    : fd_(fd), limits_(limits), stopping_(stopping) {
  if (tls) tls_.emplace(*tls, fd);
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

bool Connection::wait(short events, Clock::time_point until) const {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd p{fd_, events, 0};
    const int ready = ::poll(&p, 1, static_cast<int>(std::max<int64_t>(0, left)));
    if (ready > 0) return true;
    if (ready == 0 && left <= 0) return false;
    if (ready < 0 && errno != EINTR) return false;
  }
}

bool Connection::wait_for(TlsStream::Step step, Clock::time_point until) const {
  switch (step) {
    case TlsStream::Step::wants_read: return wait(POLLIN, until);
    case TlsStream::Step::wants_write: return wait(POLLOUT, until);
    default: return false;
  }
}

bool Connection::handshake() {
  if (!tls_) return true;
  const auto until = Clock::now() + limits_.arrive;
  for (;;) {
    const TlsStream::Step step = tls_->accept();
    if (step == TlsStream::Step::done) return true;
    if (step == TlsStream::Step::plain_http) {
      [[maybe_unused]] const ssize_t n =
          ::send(fd_, kWantsTls.data(), kWantsTls.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      ends = true;
    }
    if (stopping_ || Clock::now() >= until) return false;
    const auto soon = std::min(until, Clock::now() + kTick);
    if (!wait_for(step, soon) && step != TlsStream::Step::wants_read &&
        step != TlsStream::Step::wants_write)
      return false;
  }
}

// Fills the buffer, which is empty, with what the client sends until then.
Connection::Received Connection::receive(Clock::time_point until) {
  for (;;) {
    if (!tls_) {
      if (!wait(POLLIN, until)) return Received::late;
      const ssize_t n = ::recv(fd_, buffer_.data(), buffer_.size(), 0);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return Received::end;
      end_ = static_cast<size_t>(n);
    } else {
      const TlsStream::Step step = tls_->read(buffer_.data(), buffer_.size(), end_);
      if (step != TlsStream::Step::done) {
        begin_ = end_ = 0;
        if (step == TlsStream::Step::ended || step == TlsStream::Step::plain_http)
          return Received::end;
        if (!wait_for(step, until)) return Received::late;
        continue;
      }
    }
    begin_ = 0;
    return Received::some;
  }
}

bool Connection::await_request() {
  // A fresh connection gets as long as headers do: its client may be one of many on a busy machine.
  const auto until = Clock::now() + (fresh_ ? limits_.arrive : limits_.idle);
  fresh_ = false;
  while (begin_ == end_) {
    if (stopping_ || Clock::now() >= until) return false;
    if (receive(std::min(until, Clock::now() + kTick)) == Received::end) return false;
  }
  const std::string_view start(buffer_.data() + begin_, std::min<size_t>(end_ - begin_, 32));
  const size_t space = start.find(' ');
  method_ = space == std::string_view::npos ? "" : start.substr(0, space);
  return true;
}

void Connection::begin_headers() {
  in_body_ = false;
  trouble_ = Trouble::none;
  allowed_ = limits_.headers;
  deadline_ = Clock::now() + limits_.arrive;
}

void Connection::begin_body(size_t most) {
  in_body_ = true;
  allowed_ = most + kFraming;
  // What may be larger than usual may take longer, a MiB a second.
  const size_t more = most > limits_.body ? (most - limits_.body) >> 20 : 0;
  deadline_ = Clock::now() + limits_.arrive + std::chrono::seconds(more);
}

ssize_t Connection::read(char* to, size_t size) {
  if (trouble_ != Trouble::none) return -1;
  if (allowed_ == 0) {
    trouble_ = in_body_ ? Trouble::body_too_large : Trouble::headers_too_large;
    return -1;
  }
  if (begin_ == end_) {
    switch (receive(deadline_)) {
      case Received::some: break;
      case Received::end: return 0;
      case Received::late: trouble_ = Trouble::slow; return -1;
    }
  } else if (Clock::now() >= deadline_) {
    trouble_ = Trouble::slow;
    return -1;
  }
  const size_t n = std::min({size, end_ - begin_, allowed_});
  std::memcpy(to, buffer_.data() + begin_, n);
  begin_ += n;
  allowed_ -= n;
  return static_cast<ssize_t>(n);
}

ssize_t Connection::write(const char* from, size_t size) {
  const auto until = Clock::now() + (stopping_ ? kHurry : limits_.write);
  if (tls_) {
    for (size_t n = 0;;) {
      const TlsStream::Step step = tls_->write(from, size, n);
      if (step == TlsStream::Step::done) return static_cast<ssize_t>(n);
      if (!wait_for(step, until)) return -1;
    }
  }
  for (;;) {
    if (!wait(POLLOUT, until)) return -1;
    const ssize_t n = ::send(fd_, from, size, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n >= 0) return n;
    if (errno != EINTR && errno != EAGAIN) return -1;
  }
}

bool Connection::client_gone() const {
  pollfd p{fd_, POLLRDHUP, 0};
  return ::poll(&p, 1, 0) > 0 && (p.revents & (POLLRDHUP | POLLHUP | POLLERR | POLLNVAL)) != 0;
}

void Connection::close() {
  if (tls_) tls_->close();
}

void Connection::linger() {
  close();
  ::shutdown(fd_, SHUT_WR);
  const auto until = Clock::now() + kLinger;
  while (!stopping_ && wait(POLLIN, until)) {
    const ssize_t n = ::recv(fd_, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
    if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN) || Clock::now() >= until) return;
  }
}

bool Connection::is_readable() const {
  return begin_ < end_ || (tls_ && tls_->pending()) || wait(POLLIN, deadline_);
}
bool Connection::is_writable() const {
  return !client_gone() && wait(POLLOUT, Clock::now() + limits_.write);
}

namespace {

template <class Get>
void address_of(int fd, Get get, std::string& ip, int& port) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  char host[NI_MAXHOST] = "", service[NI_MAXSERV] = "";
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  if (get(fd, plain, &length) != 0 ||
      ::getnameinfo(plain, length, host, sizeof host, service, sizeof service,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    return;
  ip = host;
  port = std::atoi(service);
}

}  // namespace

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  address_of(fd_, ::getpeername, ip, port);
}
void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  address_of(fd_, ::getsockname, ip, port);
}

}  // namespace tinybrain::server
