#include "server/guard.h"

#include <algorithm>
#include <cctype>

#include "base/messages/server.h"
#include "server/api_error.h"

namespace tinybrain::server {
namespace {

std::string lower(std::string s) {
  std::transform(s.begin(), s.end(), s.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return s;
}

// Takes the same time wherever they differ.
bool same_key(const std::string& a, const std::string& b) {
  unsigned difference = a.size() == b.size() ? 0 : 1;
  for (size_t i = 0; i < a.size(); ++i)
    difference |= static_cast<unsigned char>(a[i]) ^
                  static_cast<unsigned char>(b.empty() ? 0 : b[i % b.size()]);
  return difference == 0;
}

bool contains(const std::vector<std::string>& list, const std::string& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

// "name:8484" -> "name"; the brackets of an IPv6 address stay.
std::string without_port(const std::string& host) {
  const size_t colon = host.rfind(':');
  const size_t bracket = host.rfind(']');
  if (colon == std::string::npos || (bracket != std::string::npos && colon < bracket)) return host;
  return host.substr(0, colon);
}

}  // namespace

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" ||
         (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos);
}

bool Guard::known_host(const std::string& given) const {
  const std::string host = lower(given);
  const std::string port =
      options_.port == (options_.tls ? 443 : 80) ? "" : ":" + std::to_string(options_.port);
  std::vector<std::string> own = {"localhost", "127.0.0.1", "[::1]"};
  const bool v6 = options_.host.find(':') != std::string::npos;
  own.push_back(v6 ? "[" + lower(options_.host) + "]" : lower(options_.host));
  for (const std::string& name : own)
    if (host == name + port || host == name + ":" + std::to_string(options_.port)) return true;
  return std::any_of(
      options_.allow_hosts.begin(), options_.allow_hosts.end(),
      [&](const std::string& a) { return lower(a) == host || lower(a) == without_port(host); });
}

bool Guard::foreign_origin(const httplib::Request& request) const {
  return request.get_header_value_count("Origin") == 1 &&
         contains(options_.allow_origins, request.get_header_value("Origin"));
}

void Guard::check_key(const httplib::Request& request) const {
  if (options_.key.empty()) return;
  const std::string given = request.get_header_value("Authorization");
  if (given.size() < 7 || lower(given.substr(0, 7)) != "bearer ")
    throw ApiError(401, text(msg::kKeyMissing), {}, "invalid_api_key");
  if (!same_key(given.substr(7), options_.key))
    throw ApiError(401, text(msg::kKeyWrong), {}, "invalid_api_key");
}

void Guard::check(const httplib::Request& request, bool open) const {
  const std::string host = request.get_header_value("Host");
  if (request.get_header_value_count("Host") != 1 || !known_host(host))
    throw ApiError(403, text(msg::kHostRefused, host), {}, "host_refused");
  if (request.has_header("Origin")) {
    const std::string origin = request.get_header_value("Origin");
    const bool own = request.get_header_value_count("Origin") == 1 &&
                     lower(origin) == (options_.tls ? "https://" : "http://") + lower(host);
    if (!own && !foreign_origin(request))
      throw ApiError(403, text(msg::kOriginRefused, origin), {}, "origin_refused");
  }
  // A browser asks before it sends the key.
  if (!open && request.method != "OPTIONS") check_key(request);
}

void Guard::check_body(const httplib::Request& request, size_t most) const {
  const std::string type = lower(request.get_header_value("Content-Type"));
  if (type.substr(0, type.find_first_of("; \t")) != "application/json")
    throw ApiError(415, text(msg::kWantsJson));
  const std::string encoding = lower(request.get_header_value("Content-Encoding"));
  if (!encoding.empty() && encoding != "identity") throw ApiError(415, text(msg::kNoEncoding));

  const size_t lengths = request.get_header_value_count("Content-Length");
  const size_t transfers = request.get_header_value_count("Transfer-Encoding");
  if (lengths + transfers == 0) throw ApiError(411, text(msg::kWantsLength));
  // Two ways to tell where the body ends would let two readers see two requests.
  if (lengths + transfers > 1 ||
      (transfers == 1 && lower(request.get_header_value("Transfer-Encoding")) != "chunked"))
    throw ApiError(400, text(msg::kBadFraming));
  if (transfers == 1) return;
  const std::string length = request.get_header_value("Content-Length");
  if (length.empty() || length.find_first_not_of("0123456789") != std::string::npos)
    throw ApiError(400, text(msg::kBadFraming));
  if (length.size() > 15 || std::stoull(length) > most)
    throw ApiError(413, text(msg::kBodyTooLarge, most));
}

}  // namespace tinybrain::server
