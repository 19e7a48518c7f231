#include "skills/pack.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/file.h"
#include "base/messages/skills_pack.h"
#include "base/sha256.h"
#include "skills/check.h"
#include "skills/manifest.h"
#include "text/unicode.h"
#include "vault/crypto.h"
#include "vault/key.h"

namespace tinybrain::skills {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "tinybrain skill pack 1\n";
constexpr std::string_view kSays = "tinybrain skill pack\n";  // signed with it
constexpr size_t kLongestPath = 200, kLongestHeader = size_t{1} << 20;

struct Entry {
  std::string path;
  std::string bytes;
};

std::string sha256_of(std::string_view bytes) {
  Sha256 hash;
  hash.update(bytes.data(), bytes.size());
  return hash.finish_hex();
}

bool is_plain_part(std::string_view part) {
  return !part.empty() && part.front() != '.' && std::none_of(part.begin(), part.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '/' || c == '\\' || c == ':';
  });
}

// Parts with '/' between, none of them hidden, empty or "..".
bool is_plain_path(std::string_view path) {
  if (path.empty() || path.size() > kLongestPath || !unicode::is_valid(path)) return false;
  for (size_t at = 0;;) {
    const size_t end = std::min(path.find('/', at), path.size());
    if (!is_plain_part(path.substr(at, end - at))) return false;
    if (end == path.size()) return true;
    at = end + 1;
  }
}

std::vector<Entry> files_of(const fs::path& folder) {
  std::vector<Entry> all;
  size_t bytes = 0;
  for (auto at = fs::recursive_directory_iterator(folder); at != fs::end(at); ++at) {
    const std::string name = at->path().filename().string();
    if (name.front() == '.' || name == "__pycache__" || name.ends_with(".pyc")) {
      at.disable_recursion_pending();
      continue;
    }
    const fs::file_status status = at->symlink_status();
    if (fs::is_directory(status)) continue;
    const std::string path = at->path().lexically_relative(folder).generic_string();
    if (!fs::is_regular_file(status)) throw Error(Code::bad_argument, msg::kPackNoFile, path);
    if (!is_plain_path(path)) throw Error(Code::bad_argument, msg::kPackPath, path);
    all.push_back({path, read_file(at->path(), kLargestPack)});
    bytes += all.back().bytes.size();
    if (all.size() > kMostPackFiles || bytes > kLargestPack)
      throw Error(Code::bad_argument, msg::kPackTooLarge, kMostPackFiles, kLargestPack >> 20);
  }
  std::sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) { return a.path < b.path; });
  return all;
}

void require_good(const fs::path& folder) {
  for (const Finding& f : check_skill(folder, {}))
    if (f.error) throw f.what.in(folder.filename().string());
}

Json without_signature(const Json& header) {
  Json rest{Json::Object{}};
  for (const auto& [name, value] : header.as_object())
    if (name != "signature") rest.object().emplace_back(name, value);
  return rest;
}

struct Pack {
  std::string name, signer;
  std::vector<Entry> files;
};

// All that can be wrong with it is found before a byte is written.
Pack read_pack(const fs::path& file) {
  const auto bad = [&](const char* what) {
    return Error(Code::bad_file, msg::kPackBad, file.string(), what);
  };
  const std::string all = read_file(file, kLargestPack + kLongestHeader + kMagic.size());
  if (!all.starts_with(kMagic)) throw Error(Code::bad_file, msg::kPackNone, file.string());
  const size_t end = all.find('\n', kMagic.size());
  if (end == std::string::npos || end - kMagic.size() > kLongestHeader) throw bad("header");
  Json header;
  try {
    header = Json::parse(std::string_view(all).substr(kMagic.size(), end - kMagic.size()), 8);
  } catch (const Error&) {
    throw bad("header");
  }
  Pack pack;
  pack.name = header.get_string("name", "");
  pack.signer = header.get_string("public_key", "");
  if (!is_plain_part(pack.name) || pack.name.size() > 100) throw bad("name");
  const auto key = crypto::from_hex(pack.signer);
  const auto signature = crypto::from_hex(header.get_string("signature", ""));
  if (!key || key->size() != crypto::kKeySize || !signature || signature->size() != 64 ||
      !crypto::is_signed(*key, std::string(kSays) + without_signature(header).dump(), *signature))
    throw Error(Code::bad_file, msg::kPackSignature, file.string());
  const Json* files = header.find("files");
  if (!files || !files->is_array() || files->as_array().size() > kMostPackFiles) throw bad("files");
  size_t at = end + 1;
  for (const Json& one : files->as_array()) {
    const std::string path = one.get_string("path", "");
    const int64_t bytes = one.get_int("bytes", -1);
    if (!is_plain_path(path)) throw Error(Code::bad_file, msg::kPackPath, path);
    if (!pack.files.empty() && path <= pack.files.back().path) throw bad("order");
    if (bytes < 0 || static_cast<uint64_t>(bytes) > all.size() - at) throw bad("length");
    pack.files.push_back({path, all.substr(at, static_cast<size_t>(bytes))});
    at += static_cast<size_t>(bytes);
    if (sha256_of(pack.files.back().bytes) != one.get_string("sha256", ""))
      throw Error(Code::bad_file, msg::kPackHash, file.string(), path);
  }
  if (at != all.size()) throw bad("length");
  return pack;
}

// `made` in place of what is there, in one step where the system can.
void put_in_place(const fs::path& made, const fs::path& target) {
  std::error_code error;
  if (!fs::exists(target, error)) {
    fs::rename(made, target);
    return;
  }
#ifdef RENAME_EXCHANGE
  if (::renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) == 0) {
    fs::remove_all(made, error);
    return;
  }
#endif
  const fs::path old = target.parent_path() / ("." + target.filename().string() + ".old");
  fs::remove_all(old, error);
  fs::rename(target, old);
  fs::rename(made, target);
  fs::remove_all(old, error);
}

}  // namespace

std::string signer_of(const fs::path& key) {
  std::error_code error;
  if (!fs::exists(key, error)) return {};
  std::string seed = read_key_file(key);
  const crypto::Signer signer(seed);
  crypto::wipe(seed);
  return crypto::hex(signer.public_key());
}

Json pack_skill(const fs::path& folder, const fs::path& key, const fs::path& output) {
  require_good(folder);
  const std::vector<Entry> files = files_of(folder);
  make_key_file(key);
  std::string seed = read_key_file(key);
  const crypto::Signer signer(seed);
  crypto::wipe(seed);
  Json header, list{Json::Array{}};
  size_t bytes = 0;
  for (const Entry& file : files) {
    Json one;
    one.set("path", file.path);
    one.set("bytes", static_cast<int64_t>(file.bytes.size()));
    one.set("sha256", sha256_of(file.bytes));
    list.push(std::move(one));
    bytes += file.bytes.size();
  }
  const std::string name = read_manifest(folder).name;
  header.set("name", name);
  header.set("files", std::move(list));
  header.set("public_key", crypto::hex(signer.public_key()));
  header.set("signature", crypto::hex(signer.sign(std::string(kSays) + header.dump())));
  AtomicFile out(output);
  out.write(kMagic);
  out.write(header.dump() + "\n");
  for (const Entry& file : files) out.write(file.bytes);
  out.commit();
  Json told;
  told.set("name", name);
  told.set("files", static_cast<int64_t>(files.size()));
  told.set("bytes", static_cast<int64_t>(bytes));
  told.set("signer", crypto::hex(signer.public_key()));
  return told;
}

Json install_skill(const fs::path& file, const Installing& how) {
  const Pack pack = read_pack(file);
  const bool known =
      std::find(how.signers.begin(), how.signers.end(), pack.signer) != how.signers.end();
  if (!known && !how.trust) throw Error(Code::bad_argument, msg::kPackSigner, pack.signer);
  const fs::path target = how.into / pack.name;
  std::error_code error;
  if (fs::exists(fs::symlink_status(target, error))) {
    try {
      if (fs::is_symlink(fs::symlink_status(target)))
        throw Error(Code::not_found, msg::kPackThere, target.string());
      read_manifest(target);
    } catch (const Error&) {
      throw Error(Code::bad_argument, msg::kPackThere, target.string());
    }
  }
  fs::create_directories(how.into);
  const fs::path part = how.into / ("." + pack.name + "." + std::to_string(::getpid()) + ".part");
  fs::remove_all(part, error);
  // The folder that the checks see has the name that the skill will have.
  const fs::path made = part / pack.name;
  try {
    for (const Entry& one : pack.files) {
      const fs::path to = made / one.path;
      fs::create_directories(to.parent_path());
      write_file(to, one.bytes);
    }
    require_good(made);
    if (read_manifest(made).name != pack.name)
      throw Error(Code::bad_file, msg::kPackBad, file.string(), "name");
    put_in_place(made, target);
  } catch (...) {
    fs::remove_all(part, error);
    throw;
  }
  fs::remove_all(part, error);
  Json told;
  told.set("name", pack.name);
  told.set("folder", target.string());
  told.set("signer", pack.signer);
  told.set("known", known);
  return told;
}

}  // namespace tinybrain::skills
