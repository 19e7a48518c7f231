// Who may use the server, and what a request must look like before its body is read. A web page
// elsewhere cannot drive it: neither by its own name made to point here (DNS rebinding: Host) nor by a
// request across sites (Origin, Content-Type).
#pragma once

#include <httplib.h>

#include <string>
#include <vector>

namespace tinybrain::server {

struct GuardOptions {
  std::string host = "127.0.0.1";  // that the server listens on
  int port = 0;
  bool tls = false;                        // requests come encrypted
  std::string key;                         // "" = none is wanted
  std::vector<std::string> allow_hosts;    // NAME (any port) or NAME:PORT
  std::vector<std::string> allow_origins;  // https://app.example
};

bool is_loopback(const std::string& host);

class Guard {
 public:
  explicit Guard(GuardOptions options) : options_(std::move(options)) {}

  // ApiError 400, 401, 403, 411, 413, 415. open: the path that needs no key.
  void check(const httplib::Request& request, bool open) const;
  // Whether the request's Origin is one of --allow-origin, which its answer must then say.
  bool foreign_origin(const httplib::Request& request) const;
  // Of a request with a body: its form and length. most: bytes.
  void check_body(const httplib::Request& request, size_t most) const;

 private:
  bool known_host(const std::string& host) const;
  void check_key(const httplib::Request& request) const;

  GuardOptions options_;
};

}  // namespace tinybrain::server
