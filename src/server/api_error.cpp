#include "server/api_error.h"

#include <cstdio>
#include <new>
#include <utility>

#include "base/json.h"
#include "base/messages/server.h"
#include "tinybrain/tinybrain.hpp"

namespace tinybrain::server {
namespace {

const char* type_of(int status) {
  switch (status) {
    case 401: return "authentication_error";
    case 403: return "permission_error";
    case 429: return "rate_limit_error";
    default: return status >= 500 ? "server_error" : "invalid_request_error";
  }
}

ApiError internal(const std::string& message) {
  const std::string line = text(msg::kServerErrorLine, text(msg::kInternalNote, message)) + "\n";
  std::fputs(line.c_str(), stderr);
  return ApiError(500, text(msg::kServerInternal));
}

// What the library refused: the request's fault, or that of this machine.
ApiError refused(tb_status status, const std::string& message) {
  switch (status) {
    case TB_BAD_ARGUMENT:
    case TB_BAD_FILE: return ApiError(400, message);
    case TB_UNSUPPORTED: return ApiError(400, message, {}, "unsupported");
    case TB_CONTEXT_FULL: return ApiError(400, message, "messages", "context_length_exceeded");
    case TB_NOT_FOUND: return ApiError(404, message, {}, "not_found");
    case TB_NO_SPACE: return ApiError(507, message, {}, "disk_full");
    case TB_NO_MEMORY: return ApiError(503, message);
    case TB_CANCELLED: return ApiError(503, text(msg::kServerStopping));
    default: return internal(message);
  }
}

}  // namespace

ApiError::ApiError(int status, std::string message, std::string param, std::string code)
    : status_(status),
      message_(std::move(message)),
      param_(std::move(param)),
      code_(std::move(code)) {}

std::string ApiError::body() const {
  const auto or_null = [](const std::string& s) { return s.empty() ? Json() : Json(s); };
  Json inner, outer;
  inner.set("message", message_);
  inner.set("type", type_of(status_));
  inner.set("param", or_null(param_));
  inner.set("code", or_null(code_));
  outer.set("error", std::move(inner));
  return outer.dump();
}

ApiError api_error(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const ApiError& e) {
    return e;
  } catch (const tb::Exception& e) {
    return refused(e.status(), e.what());
  } catch (const Error& e) {
    return refused(static_cast<tb_status>(e.code()), e.message(language()));
  } catch (const std::bad_alloc&) {
    return ApiError(503, text(msg::kServerInternal));
  } catch (const std::exception& e) {
    return internal(e.what());
  }
}

}  // namespace tinybrain::server
