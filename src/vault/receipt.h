// A signed receipt: a JSON object with the vault's public key and an Ed25519 signature over all its other members, as
// they stand, compact. Anyone can check it without the vault.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "vault/crypto.h"

namespace tinybrain {

// Adds "public_key" and "signature".
Json sign_receipt(Json receipt, const crypto::Signer& signer);

struct ReceiptVerdict {
  bool good = false;
  std::string public_key;  // of the vault that signed, 64 digits; compare it with the vault's own
};
// Error{bad_file} when the text is no receipt at all.
ReceiptVerdict verify_receipt(std::string_view text);

}  // namespace tinybrain
