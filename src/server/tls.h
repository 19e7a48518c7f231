// TLS on an accepted socket, by OpenSSL: a certificate with its key for the server, and one encrypted stream for each
// connection. Bytes only; limits and time are the connection's.
#pragma once

#include <openssl/ssl.h>

#include <cstddef>
#include <memory>
#include <string>

namespace tinybrain::server {

// Version 1.2 or later. Serves any number of connections at once.
class TlsContext {
 public:
  // Files in PEM form; the certificate's may have those of its issuers after it. Error{not_found}, Error{io} when one cannot
  // be read, Error{bad_file} when it holds something else, Error{bad_argument} when they do not belong together.
  TlsContext(const std::string& certificate, const std::string& key);
  SSL_CTX* get() const { return context_.get(); }

 private:
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  std::unique_ptr<SSL_CTX, Free> context_;
};

class TlsStream {
 public:
  // What a step came to: done, or what the socket must be ready for before it is tried again, or the end.
  enum class Step { done, wants_read, wants_write, ended, plain_http };

  TlsStream(const TlsContext& context, int fd);  // makes the socket non-blocking

  Step accept();  // plain_http: the client speaks HTTP without TLS
  // count: bytes read or written, when done.
  Step read(char* to, size_t size, size_t& count);
  Step write(const char* from, size_t size, size_t& count);
  // Whether bytes can be read without waiting for the socket.
  bool pending() const;
  void close();  // says that nothing more comes, if the socket takes it at once

 private:
  Step step_of(int result);

  struct Free {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };
  std::unique_ptr<SSL, Free> ssl_;
  bool broken_ = false;  // by an error after which nothing may be said
};

}  // namespace tinybrain::server
