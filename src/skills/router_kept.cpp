#include "skills/router_kept.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <system_error>

#include "base/error.h"
#include "base/file.h"
#include "base/sha256.h"
#include "generate/loaded_model.h"

namespace tinybrain::skills {
namespace {

namespace fs = std::filesystem;

// The number goes up when what is learnt from the same examples changes.
constexpr std::string_view kMagic = "tinybrain router 1\n";
constexpr size_t kKey = 64;  // hexadecimal digits, of the digest at the end too
constexpr size_t kLargest = size_t{256} << 20, kMostKept = 4;  // bytes; files

// Each piece with its length before it, so that no two lists look the same.
void add(Sha256& hash, std::string_view text) {
  const uint64_t size = text.size();
  hash.update(&size, sizeof size);
  hash.update(text.data(), text.size());
}

std::string hash_of(std::string_view text) {
  Sha256 hash;
  hash.update(text.data(), text.size());
  return hash.finish_hex();
}

fs::path file_of(const fs::path& folder, const std::string& key) {
  return folder / ("router-" + key.substr(0, 16) + ".bin");
}

template <class T>
void put(std::string& bytes, const std::vector<T>& all) {
  const uint64_t n = all.size();
  bytes.append(reinterpret_cast<const char*>(&n), sizeof n);
  bytes.append(reinterpret_cast<const char*>(all.data()), n * sizeof(T));
}

// False: the bytes end before.
template <class T>
bool take(std::string_view& bytes, std::vector<T>& all) {
  uint64_t n = 0;
  if (bytes.size() < sizeof n) return false;
  std::memcpy(&n, bytes.data(), sizeof n);
  bytes.remove_prefix(sizeof n);
  if (n > bytes.size() / sizeof(T)) return false;
  all.resize(n);
  if (n) std::memcpy(all.data(), bytes.data(), n * sizeof(T));
  bytes.remove_prefix(n * sizeof(T));
  return std::all_of(all.begin(), all.end(), [](T v) { return std::isfinite(v); });
}

// Those that were used longest ago go: skills change.
void remove_oldest(const fs::path& folder) {
  std::vector<std::pair<fs::file_time_type, fs::path>> all;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("router-") && name.ends_with(".bin"))
      all.emplace_back(entry.last_write_time(error), entry.path());
  }
  std::sort(all.rbegin(), all.rend());
  for (size_t i = kMostKept; i < all.size(); ++i) fs::remove(all[i].second, error);
}

}  // namespace

std::string digest_of(const std::vector<std::string>& names) {
  Sha256 hash;
  for (const std::string& name : names) add(hash, name);
  return hash.finish_hex();
}

std::string router_key(const std::vector<Intent>& intents, const Examples& e, LoadedModel* encoder,
                       uint64_t seed, const std::string& version) {
  Sha256 hash;
  add(hash, kMagic);
  add(hash, version);
  hash.update(&seed, sizeof seed);
  for (const Intent& intent : intents)
    for (const std::string* part : {&intent.skill, &intent.name}) add(hash, *part);
  for (size_t i = 0; i < e.texts.size(); ++i) {
    add(hash, e.texts[i].text);
    hash.update(&e.intent_of[i], sizeof e.intent_of[i]);
  }
  if (encoder) {
    const std::string_view text = "what an encoder makes of this 글 tells it from others";
    std::vector<float> vector(encoder->config().width);
    embed_texts(*encoder, {&text, 1}, true, vector.data());
    hash.update(vector.data(), vector.size() * sizeof(float));
  }
  return hash.finish_hex();
}

std::optional<KeptRouter> read_kept_router(const fs::path& folder, const std::string& key) try {
  const fs::path file = file_of(folder, key);
  std::error_code error;
  if (!fs::exists(file, error)) return {};
  const std::string whole = read_file(file, kLargest);
  if (whole.size() < kMagic.size() + 2 * kKey || !whole.starts_with(std::string(kMagic) + key))
    return {};
  std::string_view bytes(whole.data(), whole.size() - kKey);
  if (hash_of(bytes) != std::string_view(whole).substr(bytes.size())) return {};
  bytes.remove_prefix(kMagic.size() + kKey);
  KeptRouter kept;
  std::vector<double> threshold;
  if (!take(bytes, kept.vectors) || !take(bytes, kept.head) || !take(bytes, kept.chance) ||
      !take(bytes, threshold) || threshold.size() != 1 || bytes.size() != kKey)
    return {};
  kept.threshold = threshold[0];
  kept.terms = bytes;
  fs::last_write_time(file, fs::file_time_type::clock::now(), error);
  return kept;
} catch (const Error&) {  // it cannot be read
  return {};
}

void keep_router(const fs::path& folder, const std::string& key, const KeptRouter& kept) noexcept
    try {
  std::string bytes = std::string(kMagic) + key;
  put(bytes, kept.vectors);
  put(bytes, kept.head);
  put(bytes, kept.chance);
  put(bytes, std::vector<double>{kept.threshold});
  bytes += kept.terms;
  bytes += hash_of(bytes);
  fs::create_directories(folder);
  write_file(file_of(folder, key), bytes);
  remove_oldest(folder);
} catch (const std::exception&) {  // a copy that is not there is learnt again
}

}  // namespace tinybrain::skills
