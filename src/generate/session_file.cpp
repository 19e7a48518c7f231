// A session on disk: "TBSESS01", length and text of a JSON header, token ids, pages of keys and values, and the
// SHA-256 of all that. The header names the model by its fingerprint.
#include <cstring>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/messages/model.h"
#include "base/sha256.h"
#include "generate/session.h"

namespace tinybrain {
namespace {

constexpr std::string_view kMagic = "TBSESS01";
constexpr size_t kMaxHeader = 4096, kHash = 32;

// Writes and hashes.
class Writer {
 public:
  explicit Writer(const std::filesystem::path& path) : file_(path) {}
  void write(const void* data, size_t size) {
    hash_.update(data, size);
    file_.write(data, size);
  }
  void finish() {
    const auto hash = hash_.finish();
    file_.write(hash.data(), hash.size());
    file_.commit();
  }

 private:
  AtomicFile file_;
  Sha256 hash_;
};

// Reads from bytes that may end anywhere.
class Reader {
 public:
  Reader(Bytes bytes, const std::string& path) : left_(bytes), path_(path) {}
  Bytes take(size_t size) {
    if (size > left_.size()) throw Error(Code::bad_file, msg::kSessionFileDamaged, path_);
    const Bytes part = left_.first(size);
    left_ = left_.subspan(size);
    return part;
  }
  size_t left() const { return left_.size(); }

 private:
  Bytes left_;
  const std::string& path_;
};

std::string_view text_of(Bytes bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

void Session::save(const std::filesystem::path& path) const {
  const Busy busy(busy_);
  Json header;
  header.set("model", fingerprint());
  header.set("kv_type", static_cast<int64_t>(cache_.pool().type()));
  header.set("page_bytes", static_cast<uint64_t>(cache_.pool().page_bytes()));
  header.set("rope", rope_.identity());
  header.set("tokens", static_cast<uint64_t>(tokens_.size()));
  const std::string text = header.dump();
  const auto length = static_cast<uint32_t>(text.size());
  Writer out(path);
  out.write(kMagic.data(), kMagic.size());
  out.write(&length, sizeof length);
  out.write(text.data(), text.size());
  out.write(tokens_.data(), tokens_.size() * sizeof(TokenId));
  for (size_t i = 0; i * kernels::kPageRows < tokens_.size(); ++i)
    out.write(cache_.page(i).data(), cache_.page(i).size());
  out.finish();
}

void Session::load(const std::filesystem::path& path) {
  const Busy busy(busy_);
  const MappedFile file(path);
  const std::string name = path.string();
  const Bytes all = file.bytes();
  Reader in(all, name);
  if (text_of(in.take(kMagic.size())) != kMagic)
    throw Error(Code::bad_file, msg::kSessionFileKind, name);
  uint32_t length;
  std::memcpy(&length, in.take(sizeof length).data(), sizeof length);
  if (length > kMaxHeader) throw Error(Code::bad_file, msg::kSessionFileDamaged, name);
  const Json header = Json::parse(text_of(in.take(length)));
  if (header.at("model").as_string() != fingerprint() ||
      header.at("kv_type").as_int() != static_cast<int64_t>(cache_.pool().type()) ||
      header.at("page_bytes").as_int() != static_cast<int64_t>(cache_.pool().page_bytes()) ||
      header.at("rope").as_string() != rope_.identity())
    throw Error(Code::bad_argument, msg::kSessionFileOther, name);
  const int64_t count = header.at("tokens").as_int();
  if (count < 0 || count >= cache_.context())
    throw Error(Code::context_full, msg::kSessionTooLong, count, cache_.context(),
                model_.config().context);
  const auto tokens = static_cast<uint32_t>(count);
  const size_t pages = (size_t{tokens} + kernels::kPageRows - 1) / kernels::kPageRows;
  const Bytes ids = in.take(tokens * sizeof(TokenId));
  const Bytes rows = in.take(pages * cache_.pool().page_bytes());
  const Bytes hash = in.take(kHash);
  Sha256 check;
  check.update(all.data(), all.size() - kHash);
  if (in.left() != 0 || std::memcmp(check.finish().data(), hash.data(), kHash) != 0)
    throw Error(Code::bad_file, msg::kSessionFileDamaged, name);
  std::vector<TokenId> read(tokens);
  std::memcpy(read.data(), ids.data(), ids.size());
  for (TokenId t : read)
    if (t < 0 || static_cast<uint32_t>(t) >= model_.config().vocabulary)
      throw Error(Code::bad_file, msg::kSessionFileDamaged, name);
  reset();
  cache_.make_writable(0, tokens);
  for (size_t i = 0; i < pages; ++i) {
    const Bytes page = rows.subspan(i * cache_.pool().page_bytes(), cache_.pool().page_bytes());
    std::memcpy(cache_.page(i).data(), page.data(), page.size());
  }
  tokens_ = std::move(read);
  cache_.share(tokens_);
}

}  // namespace tinybrain
