#include "base/error.h"

#include "base/messages/base.h"

namespace tinybrain {

void assertion_failed(const char* condition, const char* file, int line) {
  throw Error(Code::internal, msg::kAssertion, condition, file, line);
}

}  // namespace tinybrain
