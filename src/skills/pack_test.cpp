// Packs: what is packed comes out, what was changed does not, and nothing leaves its folder.
#include "skills/pack.h"

#include <doctest/doctest.h>

#include "base/folder_testing.h"
#include "base/sha256.h"
#include "skills/skeleton.h"
#include "vault/crypto.h"

using namespace tinybrain;
using namespace tinybrain::skills;
using testing::bytes_of;
using testing::code_of;
using testing::put;

namespace {

struct Place : testing::TemporaryFolder {
  std::filesystem::path pack = path / "a.tbskill", key = path / "key", into = path / "skills";
  Place() {
    make_skeleton(path / "pantry");
    pack_skill(path / "pantry", key, pack);
  }
  Code install(const std::string& bytes, bool trust = true) {
    put(path / "b.tbskill", bytes);
    return code_of(
        [&] { install_skill(path / "b.tbskill", {.into = into, .signers = {}, .trust = trust}); });
  }
  bool nothing() const { return !std::filesystem::exists(into) || std::filesystem::is_empty(into); }
};

// A pack of one file, signed as it should be by someone who writes what pack_skill would not.
std::string signed_pack(const std::string& path, const std::string& bytes, int64_t length,
                        const std::string& name = "pantry") {
  const crypto::Signer signer(std::string(32, 'k'));
  Sha256 hash;
  hash.update(bytes.data(), bytes.size());
  Json header, one, files{Json::Array{}};
  one.set("path", path);
  one.set("bytes", length);
  one.set("sha256", hash.finish_hex());
  files.push(one);
  header.set("name", name);
  header.set("files", files);
  header.set("public_key", crypto::hex(signer.public_key()));
  header.set("signature", crypto::hex(signer.sign("tinybrain skill pack\n" + header.dump())));
  return "tinybrain skill pack 1\n" + header.dump() + "\n" + bytes;
}

}  // namespace

TEST_CASE("a pack comes out as it went in") {
  Place p;
  const std::string whole = bytes_of(p.pack);
  pack_skill(p.path / "pantry", p.key, p.pack);
  CHECK(bytes_of(p.pack) == whole);
  CHECK(p.install(whole, false) == Code::bad_argument);  // nobody knows the signer
  CHECK(p.nothing());
  for (int i = 0; i < 2; ++i) CHECK(p.install(whole) == Code::ok);
  for (const char* file : {"skill.toml", "sample/pantry.csv", "eval/report.json"})
    CHECK(bytes_of(p.into / "pantry" / file) == bytes_of(p.path / "pantry" / file));
  CHECK(std::distance(std::filesystem::directory_iterator(p.into), {}) == 1);
  const Json told =
      install_skill(p.pack, {.into = p.into, .signers = {signer_of(p.key)}, .trust = false});
  CHECK(told.get_bool("known", false));
}

TEST_CASE("a damaged pack is not installed") {
  Place p;
  const std::string whole = bytes_of(p.pack);
  for (size_t n = 0; n < whole.size(); n += 97)
    CHECK_MESSAGE(p.install(whole.substr(0, n)) == Code::bad_file, n);
  for (size_t at = 0; at < whole.size(); at += 61) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    CHECK_MESSAGE(p.install(changed) == Code::bad_file, at);
  }
  CHECK(p.install(whole + "x") == Code::bad_file);
  CHECK(p.nothing());
}

TEST_CASE("a pack made to do harm is not installed") {
  Place p;
  for (const char* path : {"../evil", "/tmp/evil", "a/../../evil", "..", ".", "", ".hidden", "a//b",
                           "a/", "a\\b", "c:d", "a/\x01"})
    CHECK_MESSAGE(p.install(signed_pack(path, "x", 1)) == Code::bad_file, path);
  for (const int64_t length : {int64_t{-1}, int64_t{0}, int64_t{2}, INT64_MAX})
    CHECK(p.install(signed_pack("skill.toml", "x", length)) == Code::bad_file);
  for (const char* name : {"../skills", "", ".", "a/b", "/"})
    CHECK(p.install(signed_pack("skill.toml", "x", 1, name)) == Code::bad_file);
  CHECK(p.install(signed_pack("skill.toml", "kind = 3", 8)) != Code::ok);
  CHECK(p.install(signed_pack("readme.txt", "x", 1)) != Code::ok);
  CHECK(p.nothing());
  CHECK(!std::filesystem::exists(p.path / "evil"));
}

TEST_CASE("only what loads is packed and installed, and nothing else is replaced") {
  Place p;
  const std::string whole = bytes_of(p.pack);
  std::filesystem::create_symlink("/etc/passwd", p.path / "pantry/sample/passwd");
  CHECK(code_of([&] { pack_skill(p.path / "pantry", p.key, p.pack); }) == Code::bad_argument);
  std::filesystem::remove(p.path / "pantry/sample/passwd");
  put(p.path / "pantry/eval/report.json", R"({"measures": {"error": 0.5}})");
  CHECK(code_of([&] { pack_skill(p.path / "pantry", p.key, p.pack); }) == Code::unsupported);
  CHECK(bytes_of(p.pack) == whole);
  put(p.into / "pantry/letters.txt", "mine");
  CHECK(p.install(whole) == Code::bad_argument);
  CHECK(bytes_of(p.into / "pantry/letters.txt") == "mine");
}
