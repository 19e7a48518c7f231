#include "vault/key.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "base/file.h"
#include "base/messages/base.h"
#include "base/messages/vault.h"
#include "vault/keyring.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;
using crypto::kKeySize, crypto::kSaltSize;

constexpr int64_t kForm = 1;
constexpr const char* kKinds[] = {"file", "passphrase", "keyring"};
constexpr uint64_t kMostMemory = uint64_t{1} << 30, kMostPasses = 64;

std::string keyring_key(const std::string& entry, bool make) {
  std::string found = keyring_read(entry);
  if (found.empty() && make) {
    keyring_write(entry, crypto::hex(crypto::random_bytes(kKeySize)));
    found = keyring_read(entry);
  }
  if (found.empty()) throw Error(Code::not_found, msg::kVaultKeyringEmpty, entry);
  const auto key = crypto::from_hex(found);
  crypto::wipe(found);
  if (!key || key->size() != kKeySize) throw Error(Code::bad_file, msg::kVaultKeyringOdd, entry);
  return *key;
}

}  // namespace

std::string read_key_file(const fs::path& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) == 0 && (info.st_mode & 077) != 0)
    throw Error(Code::bad_argument, msg::kVaultKeyOpen, path.string());
  std::string key = read_file(path, 4096);
  if (key.size() != kKeySize) throw Error(Code::bad_file, msg::kVaultKeyFile, path.string());
  return key;
}

void make_key_file(const fs::path& path) {
  std::error_code error;
  if (path.has_parent_path()) {
    fs::create_directories(path.parent_path(), error);
    if (error) throw Error(Code::io, msg::kFileWrite, path.string(), error.message());
  }
  if (fs::exists(path, error)) return;
  fs::path part = path;
  part += "." + crypto::hex(crypto::random_bytes(4)) + ".part";
  std::string key = crypto::random_bytes(kKeySize);
  const int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const auto fail = [&](int code) {
    ::unlink(part.c_str());
    if (code == ENOSPC || code == EDQUOT)
      throw Error(Code::no_space, msg::kDiskFull, path.string());
    throw Error(Code::io, msg::kFileWrite, path.string(), std::strerror(code));
  };
  if (fd < 0) fail(errno);
  const bool written =
      ::write(fd, key.data(), kKeySize) == static_cast<ssize_t>(kKeySize) && ::fsync(fd) == 0;
  const int code = errno;
  ::close(fd);
  crypto::wipe(key);
  if (!written) fail(code);
  // link, not rename: the key that another process made meanwhile must not be lost.
  if (::linkat(AT_FDCWD, part.c_str(), AT_FDCWD, path.c_str(), 0) != 0 && errno != EEXIST)
    fail(errno);
  ::unlink(part.c_str());
  const int folder = ::open(path.has_parent_path() ? path.parent_path().c_str() : ".",
                            O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    ::fsync(folder);
    ::close(folder);
  }
}

const char* name_of(KeyKind kind) { return kKinds[static_cast<size_t>(kind)]; }

std::string VaultHead::outer_key(const KeySource& source, bool make) const {
  switch (kind_) {
    case KeyKind::passphrase:
      if (source.passphrase.empty()) throw Error(Code::bad_argument, msg::kVaultNoPassphrase);
      return crypto::key_from_passphrase(source.passphrase, salt_, cost_);
    case KeyKind::keyring: return keyring_key(source.entry, make);
    case KeyKind::file: break;
  }
  if (source.file.empty()) throw Error(Code::bad_argument, msg::kVaultNoKeyFile);
  if (make) make_key_file(source.file);
  return read_key_file(source.file);
}

VaultHead VaultHead::make(std::string_view vault_key, const KeySource& source) {
  VaultHead head;
  head.kind_ = source.kind;
  head.cost_ = source.cost;
  if (source.kind == KeyKind::passphrase) head.salt_ = crypto::random_bytes(kSaltSize);
  std::string outer = head.outer_key(source, true);
  head.sealed_ = crypto::seal(outer, vault_key);
  crypto::wipe(outer);
  return head;
}

std::string VaultHead::open(const KeySource& source) const {
  std::string outer = outer_key(source, false);
  const auto key = crypto::unseal(outer, sealed_);
  crypto::wipe(outer);
  if (!key)
    throw Error(Code::bad_argument,
                kind_ == KeyKind::passphrase ? msg::kVaultWrongPassphrase : msg::kVaultWrongKey);
  return *key;
}

std::string VaultHead::text() const {
  Json j;
  j.set("tinybrain_vault", kForm);
  j.set("key", name_of(kind_));
  if (kind_ == KeyKind::passphrase) {
    j.set("derivation", "argon2id");
    j.set("salt", crypto::hex(salt_));
    j.set("passes", cost_.passes);
    j.set("memory", cost_.memory);
  }
  j.set("sealed", crypto::hex(sealed_));
  return j.dump() + "\n";
}

VaultHead VaultHead::parse(std::string_view text) {
  const auto bad = [](std::string_view what) {
    return Error(Code::bad_file, msg::kVaultHead, what);
  };
  const auto bytes = [&](const Json& j, const char* name) {
    const auto all = crypto::from_hex(j.at(name).as_string(name));
    if (!all) throw bad(name);
    return *all;
  };
  const Json j = Json::parse(text, 4);
  if (j.get_int("tinybrain_vault", 0) != kForm) throw bad("tinybrain_vault");
  VaultHead head;
  const std::string kind = j.at("key").as_string("key");
  size_t i = 0;
  while (i < std::size(kKinds) && kind != kKinds[i]) ++i;
  if (i == std::size(kKinds)) throw bad("key");
  head.kind_ = static_cast<KeyKind>(i);
  if (head.kind_ == KeyKind::passphrase) {
    if (j.get_string("derivation", "") != "argon2id") throw bad("derivation");
    head.salt_ = bytes(j, "salt");
    if (head.salt_.size() != kSaltSize) throw bad("salt");
    const int64_t passes = j.get_int("passes", 0), memory = j.get_int("memory", 0);
    if (passes < 1 || static_cast<uint64_t>(passes) > kMostPasses) throw bad("passes");
    if (memory < 8192 || static_cast<uint64_t>(memory) > kMostMemory) throw bad("memory");
    head.cost_ = {static_cast<uint64_t>(passes), static_cast<uint64_t>(memory)};
  }
  head.sealed_ = bytes(j, "sealed");
  return head;
}

}  // namespace tinybrain
