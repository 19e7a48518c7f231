#include "knowledge/passage_index.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>

#include "text/terms.h"

namespace tinybrain {
namespace {

constexpr float kSaturation = 1.2f;      // k1
constexpr float kLengthShare = 0.75f;    // b
constexpr uint32_t kMostOfQuestion = 2;  // times that a term counts in a question
constexpr size_t kPackedTerm = 5;        // bytes
constexpr uint32_t kMostPassages = 1u << 24;

// FNV-1a. Two terms in a hundred thousand or so share a hash, which BM25 does not notice.
uint32_t hash_of(std::string_view term) {
  uint64_t h = 0xcbf29ce484222325;
  for (unsigned char c : term) h = (h ^ c) * 0x100000001b3;
  return static_cast<uint32_t>(h ^ (h >> 32));
}

std::map<uint32_t, uint32_t> hashed_terms(std::string_view text) {
  std::map<uint32_t, uint32_t> counts;
  for (const auto& [term, count] : terms_of(text)) counts[hash_of(term)] += count;
  return counts;
}

float rarity(size_t texts, size_t with_term) {
  return static_cast<float>(std::log(1 + (static_cast<double>(texts - with_term) + 0.5) /
                                             (static_cast<double>(with_term) + 0.5)));
}

// Sums of products of int8, which the compiler turns into vector instructions.
int32_t dot(const int8_t* a, const int8_t* b, size_t n) {
  int32_t sum = 0;
  for (size_t i = 0; i < n; ++i) sum += int32_t{a[i]} * b[i];
  return sum;
}

// scale * q = v, q in -127..127.
float quantize(std::span<const float> v, int8_t* q) {
  float largest = 0;
  for (float f : v) largest = std::max(largest, std::fabs(f));
  const float scale = largest / 127;
  for (size_t i = 0; i < v.size(); ++i)
    q[i] = scale > 0 ? static_cast<int8_t>(std::lround(v[i] / scale)) : int8_t{0};
  return scale;
}

}  // namespace

std::vector<std::byte> pack_terms(std::string_view text) {
  std::vector<std::byte> packed;
  for (const auto& [hash, count] : hashed_terms(text)) {
    const size_t at = packed.size();
    packed.resize(at + kPackedTerm);
    std::memcpy(packed.data() + at, &hash, 4);
    packed[at + 4] = static_cast<std::byte>(std::min<uint32_t>(count, 255));
  }
  return packed;
}

std::vector<std::byte> pack_vector(std::span<const float> vector) {
  std::vector<std::byte> packed(sizeof(float) + vector.size());
  const float scale = quantize(vector, reinterpret_cast<int8_t*>(packed.data() + sizeof(float)));
  std::memcpy(packed.data(), &scale, sizeof scale);
  return packed;
}

bool PassageIndex::add(int64_t id, std::span<const std::byte> terms,
                       std::span<const std::byte> vector) {
  if (terms.size() % kPackedTerm || ids_.size() + 1 >= kMostPassages) return false;
  if (width_ && vector.size() != sizeof(float) + width_) return false;
  const auto passage = static_cast<uint32_t>(ids_.size());
  float length = 0;
  for (size_t at = 0; at < terms.size(); at += kPackedTerm) {
    uint32_t hash;
    std::memcpy(&hash, terms.data() + at, 4);
    const auto times = static_cast<uint32_t>(terms[at + 4]);
    waiting_.push_back({hash, passage << 8 | times});
    length += static_cast<float>(times);
  }
  if (width_) {
    float scale;
    std::memcpy(&scale, vector.data(), sizeof scale);
    if (!std::isfinite(scale)) return false;
    scales_.push_back(scale);
    const auto* q = reinterpret_cast<const int8_t*>(vector.data() + sizeof scale);
    vectors_.insert(vectors_.end(), q, q + width_);
  }
  ids_.push_back(id);
  lengths_.push_back(length);
  return true;
}

void PassageIndex::build() {
  // By the hash's bytes, least first: a radix sort keeps the order of passages within a term.
  std::vector<Count> other(waiting_.size());
  for (int shift = 0; shift < 32; shift += 8) {
    size_t places[257] = {};
    for (const Count& c : waiting_) ++places[((c.term >> shift) & 255) + 1];
    for (int i = 0; i < 256; ++i) places[i + 1] += places[i];
    for (const Count& c : waiting_) other[places[(c.term >> shift) & 255]++] = c;
    waiting_.swap(other);
  }
  for (const Count& c : waiting_) {
    if (terms_.empty() || terms_.back() != c.term) {
      terms_.push_back(c.term);
      begins_.push_back(static_cast<uint32_t>(postings_.size()));
    }
    postings_.push_back(c.passage_and_times);
  }
  begins_.push_back(static_cast<uint32_t>(postings_.size()));
  std::vector<Count>().swap(waiting_);
  double sum = 0;
  for (float l : lengths_) sum += double{l};
  mean_length_ = std::max(1.0, sum / static_cast<double>(std::max<size_t>(1, ids_.size())));
}

float PassageIndex::weight(float times, float length) const {
  const float norm = 1 - kLengthShare + kLengthShare * length / static_cast<float>(mean_length_);
  return times * (kSaturation + 1) / (times + kSaturation * norm);
}

std::vector<float> PassageIndex::lexical(std::string_view question) const {
  std::vector<float> found(ids_.size(), 0.0f);
  const std::map<uint32_t, uint32_t> asked = hashed_terms(question);
  std::vector<float> norms(ids_.size());  // of each passage's length
  for (size_t i = 0; i < norms.size(); ++i)
    norms[i] = kSaturation *
               (1 - kLengthShare + kLengthShare * lengths_[i] / static_cast<float>(mean_length_));
  float length = 0;
  for (const auto& [hash, count] : asked) length += static_cast<float>(count);
  float best = 1e-9f;  // the question against itself
  for (const auto& [hash, count] : asked) {
    const auto at = std::lower_bound(terms_.begin(), terms_.end(), hash);
    const bool known = at != terms_.end() && *at == hash;
    const auto i = static_cast<size_t>(at - terms_.begin());
    const size_t with_term = known ? begins_[i + 1] - begins_[i] : 0;
    const auto times = static_cast<float>(std::min(count, kMostOfQuestion));
    const float worth = times * rarity(ids_.size(), with_term);
    best += worth * weight(static_cast<float>(count), length);
    if (!known) continue;
    for (uint32_t p = begins_[i]; p < begins_[i + 1]; ++p) {
      const uint32_t passage = postings_[p] >> 8;
      const auto n = static_cast<float>(postings_[p] & 255);
      found[passage] += worth * n * (kSaturation + 1) / (n + norms[passage]);
    }
  }
  for (float& f : found) f /= best;
  return found;
}

std::vector<float> PassageIndex::meanings(std::span<const float> question) const {
  std::vector<float> found(ids_.size(), 0.0f);
  if (width_ == 0 || question.size() != width_) return found;
  std::vector<int8_t> asked(width_);
  const float scale = quantize(question, asked.data());
  for (size_t i = 0; i < found.size(); ++i)
    found[i] = scale * scales_[i] *
               static_cast<float>(dot(asked.data(), vectors_.data() + i * width_, width_));
  return found;
}

}  // namespace tinybrain
