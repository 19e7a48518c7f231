#include "cli/fetch.h"

#include <fcntl.h>
#include <httplib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "base/error.h"
#include "base/messages/base.h"
#include "base/messages/cli.h"

namespace tinybrain::cli {
namespace {

constexpr int kRedirects = 8;
constexpr int kAttempts = 5;

struct Address {
  std::string scheme, host, origin, path;  // origin = scheme://host[:port]
};

Address parse_address(const std::string& url) {
  const size_t colon = url.find("://");
  if (colon == std::string::npos) throw Error(Code::bad_argument, msg::kNotHttps, url);
  Address a;
  a.scheme = url.substr(0, colon);
  const size_t slash = url.find_first_of("/?#", colon + 3);
  a.origin = url.substr(0, slash);
  a.path = slash == std::string::npos ? "/" : url.substr(slash, url.find('#') - slash);
  if (a.path[0] != '/') a.path.insert(0, "/");
  a.host = a.origin.substr(colon + 3);
  const size_t port = a.host[0] == '[' ? a.host.find("]:") : a.host.rfind(':');
  if (port != std::string::npos) a.host.resize(a.host[0] == '[' ? port + 1 : port);
  const bool local = a.host == "127.0.0.1" || a.host == "localhost" || a.host == "[::1]";
  // A user name in the address could make one host look like another.
  if (a.origin.find('@') != std::string::npos || a.host.empty() ||
      !(a.scheme == "https" || (a.scheme == "http" && local))) {
    throw Error(Code::bad_argument, msg::kNotHttps, url);
  }
  return a;
}

// The file that grows. Knows its length; says when the disk is full.
class PartFile {
 public:
  explicit PartFile(const std::filesystem::path& path) : path_(path.string()) {
    fd_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd_ < 0) throw Error(Code::io, msg::kFileWrite, path_, std::strerror(errno));
    size_ = static_cast<uint64_t>(::lseek(fd_, 0, SEEK_END));
  }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;
  ~PartFile() { ::close(fd_); }

  uint64_t size() const { return size_; }
  void restart() {
    if (::ftruncate(fd_, 0) != 0)
      throw Error(Code::io, msg::kFileWrite, path_, std::strerror(errno));
    ::lseek(fd_, 0, SEEK_SET);
    size_ = 0;
  }
  // 0, or the system's error.
  int append(const char* data, size_t length) {
    while (length > 0) {
      const ssize_t n = ::write(fd_, data, length);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return errno;
      data += n;
      length -= static_cast<size_t>(n);
      size_ += static_cast<uint64_t>(n);
    }
    return 0;
  }
  void sync() {
    if (::fsync(fd_) != 0) throw_write_error(errno);
  }
  [[noreturn]] void throw_write_error(int error) const {
    if (error == ENOSPC || error == EDQUOT)
      throw Error(Code::no_space, msg::kDiskFullResume, path_);
    throw Error(Code::io, msg::kFileWrite, path_, std::strerror(error));
  }

 private:
  int fd_;
  uint64_t size_ = 0;
  std::string path_;
};

// What one request came to.
struct Attempt {
  enum class Kind { done, redirect, again } kind = Kind::again;
  std::string detail;  // where to, or what went wrong
};

// "bytes 100-199/200" -> 100; -1 when it says no such thing.
int64_t range_begin(const std::string& header) {
  unsigned long long begin = 0;
  return std::sscanf(header.c_str(), "bytes %llu-", &begin) == 1 ? static_cast<int64_t>(begin) : -1;
}

Attempt request(const Address& address, PartFile& part,
                const std::function<bool(uint64_t, uint64_t)>& progress) {
  httplib::Client client(address.origin);
  client.set_connection_timeout(20);
  client.set_read_timeout(60);
  client.set_follow_location(false);  // each hop is checked by parse_address()
  client.set_decompress(false);
  client.set_url_encode(false);  // addresses come encoded, and signed ones must not change
  client.set_keep_alive(false);
  httplib::Headers headers{{"User-Agent", "tinybrain"}, {"Accept-Encoding", "identity"}};
  if (part.size() > 0) headers.emplace("Range", fmt::format("bytes={}-", part.size()));

  uint64_t total = 0;
  bool stopped = false;
  int write_error = 0;
  const auto on_headers = [&](const httplib::Response& r) {
    if (r.status == 206 &&
        range_begin(r.get_header_value("Content-Range")) != static_cast<int64_t>(part.size())) {
      part.restart();
      return false;
    }
    if (r.status == 200) part.restart();  // the server does not know ranges
    if (r.status == 200 || r.status == 206) {
      total =
          part.size() + std::strtoull(r.get_header_value("Content-Length").c_str(), nullptr, 10);
    }
    return true;
  };
  const auto on_data = [&](const char* data, size_t length) {
    if (total == 0) return true;  // the text of an error page
    write_error = part.append(data, length);
    stopped = !progress(part.size(), total);
    return write_error == 0 && !stopped;
  };
  const httplib::Result result = client.Get(address.path, headers, on_headers, on_data);
  if (stopped) throw Error(Code::cancelled, msg::kPullStopped);
  if (write_error != 0) part.throw_write_error(write_error);
  if (!result) return {Attempt::Kind::again, httplib::to_string(result.error())};
  const int status = result->status;
  if (status == 200 || status == 206) {
    if (part.size() < total) return {Attempt::Kind::again, "connection closed"};
    return {Attempt::Kind::done, {}};
  }
  if (status == 416) return {Attempt::Kind::done, {}};  // nothing is missing: the hash will tell
  if (status >= 300 && status < 400)
    return {Attempt::Kind::redirect, result->get_header_value("Location")};
  if (status == 404 || status == 410)
    throw Error(Code::not_found, msg::kHttpStatus, address.origin, status);
  if (status == 429 || status >= 500) return {Attempt::Kind::again, fmt::format("HTTP {}", status)};
  throw Error(Code::io, msg::kHttpStatus, address.origin, status);
}

// Waits a little longer after each failure; false when the user stops meanwhile.
void wait_before_retry(int attempt, const PartFile& part,
                       const std::function<bool(uint64_t, uint64_t)>& progress) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(250 << attempt);
  while (std::chrono::steady_clock::now() < until) {
    if (!progress(part.size(), 0)) throw Error(Code::cancelled, msg::kPullStopped);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

}  // namespace

void check_address(const std::string& url) { parse_address(url); }

std::string file_name_of(const std::string& url) {
  std::string path = parse_address(url).path;
  path.resize(std::min(path.find('?'), path.size()));
  const std::string name = path.substr(path.rfind('/') + 1);
  const bool plain = !name.empty() && name[0] != '.' &&
                     name.find_first_not_of(
                         "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                         "0123456789._-+") == std::string::npos;
  if (!plain) throw Error(Code::bad_argument, msg::kNoFileName, url);
  return name;
}

bool fetch(const std::string& url, const std::filesystem::path& part_path,
           const std::function<bool(uint64_t, uint64_t)>& progress) {
  PartFile part(part_path);
  const bool resumed = part.size() > 0;
  Address address = parse_address(url);
  int redirects = 0;
  for (int failures = 0;;) {
    const uint64_t had = part.size();
    const Attempt attempt = request(address, part, progress);
    if (attempt.kind == Attempt::Kind::done) break;
    if (attempt.kind == Attempt::Kind::redirect) {
      if (++redirects > kRedirects || attempt.detail.empty()) {
        throw Error(Code::io, msg::kTooManyRedirects, url);
      }
      const bool relative = attempt.detail[0] == '/' && attempt.detail.rfind("//", 0) != 0;
      address = parse_address(relative ? address.origin + attempt.detail : attempt.detail);
      continue;
    }
    if (part.size() > had) failures = 0;  // it moves: a long download may break more often
    if (++failures >= kAttempts)
      throw Error(Code::io, msg::kNetwork, address.origin, attempt.detail);
    wait_before_retry(failures, part, progress);
    address = parse_address(url);  // signed addresses expire: ask for a new one
    redirects = 0;
  }
  part.sync();
  return resumed;
}

}  // namespace tinybrain::cli
