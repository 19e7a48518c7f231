#include "data/minhash.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <unordered_map>

#include "text/unicode.h"

namespace tinybrain {
namespace {

constexpr size_t kGram = 5, kHashes = 64, kBands = 16, kRows = kHashes / kBands;

uint64_t mix(uint64_t x) {  // splitmix64's finisher
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

// Hashes of the text's 5-grams of characters, sorted, each once.
std::vector<uint64_t> grams(std::string_view text) {
  std::vector<size_t> starts;
  for (size_t i = 0; i < text.size(); i += unicode::decode(text.substr(i)).length)
    starts.push_back(i);
  starts.push_back(text.size());
  std::vector<uint64_t> found;
  const size_t n = starts.size() - 1, length = std::min(n, kGram);
  for (size_t i = 0; i + length <= n; ++i) {
    uint64_t hash = 1469598103934665603u;
    for (size_t b = starts[i]; b < starts[i + length]; ++b)
      hash = (hash ^ static_cast<unsigned char>(text[b])) * 1099511628211u;
    found.push_back(mix(hash));
    if (length == 0) break;
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

double jaccard(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  size_t common = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j])
      ++common, ++i, ++j;
    else if (a[i] < b[j])
      ++i;
    else
      ++j;
  }
  const size_t all = a.size() + b.size() - common;
  return all == 0 ? 1 : static_cast<double>(common) / static_cast<double>(all);
}

std::array<uint64_t, kBands> bands_of(const std::vector<uint64_t>& grams) {
  std::array<uint64_t, kBands> bands{};
  for (size_t band = 0; band < kBands; ++band) {
    uint64_t key = band;
    for (size_t row = 0; row < kRows; ++row) {
      const uint64_t salt = mix(band * kRows + row + 1);
      uint64_t least = ~uint64_t{0};
      for (uint64_t g : grams) least = std::min(least, mix(g ^ salt));
      key = mix(key * 31 + least);
    }
    bands[band] = key;
  }
  return bands;
}

}  // namespace

std::vector<uint32_t> first_near(std::span<const std::string> texts, double similarity) {
  std::vector<uint32_t> first(texts.size());
  std::iota(first.begin(), first.end(), 0u);
  std::vector<std::vector<uint64_t>> all(texts.size());
  std::array<std::unordered_map<uint64_t, std::vector<uint32_t>>, kBands> buckets;
  constexpr size_t kCandidates =
      64;  // looked at in a bucket, so that one phrase cannot make it quadratic
  for (uint32_t i = 0; i < texts.size(); ++i) {
    all[i] = grams(texts[i]);
    const auto bands = bands_of(all[i]);
    for (size_t band = 0; band < kBands && first[i] == i; ++band) {
      const auto found = buckets[band].find(bands[band]);
      if (found == buckets[band].end()) continue;
      for (uint32_t other : found->second)
        if (jaccard(all[i], all[other]) >= similarity) {
          first[i] = first[other];
          break;
        }
    }
    if (first[i] != i) continue;
    for (size_t band = 0; band < kBands; ++band) {
      auto& bucket = buckets[band][bands[band]];
      if (bucket.size() < kCandidates) bucket.push_back(i);
    }
  }
  return first;
}

}  // namespace tinybrain
