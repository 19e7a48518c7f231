// A failed request as OpenAI's clients know it: a status and {"error": {message, type, param, code}}.
// Everything that handlers throw ends here; no trace or path of ours leaves the process.
#pragma once

#include <exception>
#include <string>

#include "server/text.h"

namespace tinybrain::server {

class ApiError : public std::exception {
 public:
  // type, code and param as OpenAI names them; param and code may be empty (null in the reply).
  ApiError(int status, std::string message, std::string param = {}, std::string code = {});

  int status() const { return status_; }
  int retry_after = 0;       // seconds; 0 = not said
  std::string body() const;  // JSON
  const std::string& message() const { return message_; }
  const std::string& param() const { return param_; }
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  int status_;
  std::string message_, param_, code_;
};

// 400 about the member `param`, whose name is the message's first argument.
template <class... Args>
ApiError bad_member(const std::string& param, const Message& message, const Args&... args) {
  return ApiError(400, text(message, param, args...), param);
}

// What to answer when `error` was thrown. What is our own fault is noted on standard error.
ApiError api_error(const std::exception_ptr& error);

}  // namespace tinybrain::server
