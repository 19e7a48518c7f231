#include "server/tls.h"

#include <fcntl.h>
#include <openssl/err.h>

#include <algorithm>
#include <climits>
#include <new>

#include "base/error.h"
#include "base/file.h"
#include "base/messages/server.h"

namespace tinybrain::server {
namespace {

constexpr size_t kMostPem = 1 << 20;  // bytes of a file

// What OpenSSL says of its last failure.
std::string reason() {
  const char* text = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return text ? text : "?";
}

// Nobody is there to type a pass phrase.
int no_pass_phrase(char*, int, int, void*) { return 0; }

}  // namespace

TlsContext::TlsContext(const std::string& certificate, const std::string& key)
    : context_(SSL_CTX_new(TLS_server_method())) {
  SSL_CTX* const c = get();
  if (!c) throw std::bad_alloc();
  SSL_CTX_set_min_proto_version(c, TLS1_2_VERSION);
  SSL_CTX_set_options(c, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                             SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(c, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                          SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_default_passwd_cb(c, no_pass_phrase);
  // First as plain files: whether they are there is said in our own words.
  for (const std::string* file : {&certificate, &key}) read_file(*file, kMostPem);
  ERR_clear_error();
  if (SSL_CTX_use_certificate_chain_file(c, certificate.c_str()) != 1)
    throw Error(Code::bad_file, msg::kTlsCertificate, certificate, reason());
  if (SSL_CTX_use_PrivateKey_file(c, key.c_str(), SSL_FILETYPE_PEM) != 1) {
    if (ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH)
      throw Error(Code::bad_argument, msg::kTlsMismatch, key, certificate);
    throw Error(Code::bad_file, msg::kTlsKey, key, reason());
  }
  if (SSL_CTX_check_private_key(c) != 1)
    throw Error(Code::bad_argument, msg::kTlsMismatch, key, certificate);
}

TlsStream::TlsStream(const TlsContext& context, int fd) : ssl_(SSL_new(context.get())) {
  if (!ssl_ || SSL_set_fd(ssl_.get(), fd) != 1) throw std::bad_alloc();
  ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
}

TlsStream::Step TlsStream::step_of(int result) {
  if (result > 0) return Step::done;
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ: return Step::wants_read;
    case SSL_ERROR_WANT_WRITE: return Step::wants_write;
    case SSL_ERROR_ZERO_RETURN: return Step::ended;
    default: break;
  }
  broken_ = true;
  const bool plain = ERR_GET_REASON(ERR_peek_error()) == SSL_R_HTTP_REQUEST;
  ERR_clear_error();
  return plain ? Step::plain_http : Step::ended;
}

TlsStream::Step TlsStream::accept() {
  ERR_clear_error();
  return step_of(SSL_accept(ssl_.get()));
}

TlsStream::Step TlsStream::read(char* to, size_t size, size_t& count) {
  ERR_clear_error();
  const int n = SSL_read(ssl_.get(), to, static_cast<int>(std::min<size_t>(size, INT_MAX)));
  count = static_cast<size_t>(std::max(0, n));
  return step_of(n);
}

TlsStream::Step TlsStream::write(const char* from, size_t size, size_t& count) {
  ERR_clear_error();
  const int n = SSL_write(ssl_.get(), from, static_cast<int>(std::min<size_t>(size, INT_MAX)));
  count = static_cast<size_t>(std::max(0, n));
  return step_of(n);
}

bool TlsStream::pending() const { return SSL_pending(ssl_.get()) > 0; }

void TlsStream::close() {
  ERR_clear_error();
  if (!broken_ && SSL_is_init_finished(ssl_.get())) SSL_shutdown(ssl_.get());
  ERR_clear_error();
}

}  // namespace tinybrain::server
