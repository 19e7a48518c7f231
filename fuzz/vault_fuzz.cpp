// Any bytes as a vault's head or a receipt: read or refused, and what is read is written the same again.
#include <cstddef>
#include <cstdint>

#include "base/error.h"
#include "vault/key.h"
#include "vault/receipt.h"

using namespace tinybrain;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const VaultHead head = VaultHead::parse(text);
    TB_ASSERT(VaultHead::parse(head.text()).text() == head.text());
  } catch (const Error& e) {
    if (e.code() == Code::internal) throw;
  }
  try {
    verify_receipt(text);
  } catch (const Error& e) {
    if (e.code() == Code::internal) throw;
  }
  return 0;
}
