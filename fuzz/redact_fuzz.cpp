// Any bytes as a text: findings lie in order and apart, on whole characters, and what was replaced comes back.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "redact/redact.h"

using namespace tinybrain;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  size_t end = 0;
  for (const redact::Finding& f : redact::find_personal(text)) {
    TB_ASSERT(f.begin >= end && f.end > f.begin && f.end <= size);
    end = f.end;
  }
  redact::Redactor redactor;
  const redact::Redacted redacted = redactor.redact(text);
  // One spelling stands for all of a value, so only a text without repeated values comes back to the byte.
  size_t most = 0;
  for (const redact::Replaced& one : redacted.found) {
    TB_ASSERT(redacted.text.find(one.placeholder) != std::string::npos);
    most += one.text.size() + one.placeholder.size();
  }
  TB_ASSERT(redacted.text.size() <= size + most);
  TB_ASSERT(redactor.restore(redacted.text).size() <=
            redacted.text.size() + most * (redacted.found.size() + 1));
  return 0;
}
