#include "vault/receipt.h"

#include "base/error.h"
#include "base/messages/vault.h"

namespace tinybrain {
namespace {

constexpr std::string_view kSays =
    "tinybrain receipt\n";  // signed with it: no receipt passes for another thing

}  // namespace

Json sign_receipt(Json receipt, const crypto::Signer& signer) {
  receipt.set("public_key", crypto::hex(signer.public_key()));
  receipt.set("signature", crypto::hex(signer.sign(std::string(kSays) + receipt.dump())));
  return receipt;
}

ReceiptVerdict verify_receipt(std::string_view text) {
  const Json j = Json::parse(text, 16);
  if (!j.find("tinybrain_receipt")) throw Error(Code::bad_file, msg::kReceiptNone);
  const auto key = crypto::from_hex(j.at("public_key").as_string("public_key"));
  const auto signature = crypto::from_hex(j.at("signature").as_string("signature"));
  Json unsigned_part{Json::Object{}};
  for (const auto& [name, value] : j.as_object())
    if (name != "signature") unsigned_part.object().emplace_back(name, value);
  ReceiptVerdict v;
  v.public_key = j.at("public_key").as_string();
  v.good = key && signature &&
           crypto::is_signed(*key, std::string(kSays) + unsigned_part.dump(), *signature);
  return v;
}

}  // namespace tinybrain
