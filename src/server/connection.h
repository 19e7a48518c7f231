// One TCP connection as a stream with limits: a request must arrive whole within a time and a size, so
// that a client that sends a byte a second, or without end, is dropped. Knows when its client left.
#pragma once

#include <httplib.h>

#include <array>
#include <atomic>
#include <chrono>
#include <optional>
#include <string>

#include "server/tls.h"

namespace tinybrain::server {

struct ConnectionLimits {
  size_t headers = 32 << 10;  // bytes, request line included
  size_t body = 8 << 20;
  std::chrono::milliseconds idle{5000};     // for the next request to begin
  std::chrono::milliseconds arrive{10000};  // for all headers, and again for the whole body
  std::chrono::milliseconds write{10000};   // for a client that does not read
};

class Connection : public httplib::Stream {
 public:
  // What went wrong with reading, if anything.
  enum class Trouble { none, slow, headers_too_large, body_too_large };

  // tls: nullptr = bytes go as they are.
  Connection(int fd, const ConnectionLimits& limits, const std::atomic<bool>& stopping,
             const TlsContext* tls = nullptr);

  // Agrees with the client on how to encrypt, where that is wanted; false when it cannot be.
  bool handshake();
  // Waits for the next request's first byte; false when none comes or the server stops.
  bool await_request();
  // The first word of the request, when the client sent it in one piece.
  const std::string& method() const { return method_; }
  void begin_headers();
  void begin_body(size_t most);  // bytes
  Trouble trouble() const { return trouble_; }
  bool client_gone() const;
  // The rest of the request is not wanted, so the connection ends after the answer.
  bool ends = false;
  // Ends our side and takes in for a moment what the client still sends: else the system would throw
  // the answer away before it has read it.
  void linger();
  void close();  // tells the client that nothing more comes; the socket stays open

  bool is_readable() const override;
  bool is_writable() const override;
  ssize_t read(char* to, size_t size) override;
  ssize_t write(const char* from, size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return fd_; }

 private:
  using Clock = std::chrono::steady_clock;
  enum class Received { some, end, late };
  bool wait(short events, Clock::time_point until) const;
  bool wait_for(TlsStream::Step step, Clock::time_point until) const;
  Received receive(Clock::time_point until);

  const int fd_;
  const ConnectionLimits& limits_;
  const std::atomic<bool>& stopping_;
  std::array<char, 16 << 10> buffer_;
  size_t begin_ = 0, end_ = 0;  // of what was received and not yet read
  size_t allowed_ = 0;          // bytes that may still be read
  Clock::time_point deadline_{};
  bool in_body_ = false;
  bool fresh_ = true;  // no request has been awaited yet
  Trouble trouble_ = Trouble::none;
  std::string method_;
  std::optional<TlsStream> tls_;
};

}  // namespace tinybrain::server
