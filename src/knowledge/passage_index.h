// Terms and vectors of passages in memory, for searching: BM25 over every term, cosines over int8 vectors. Made from
// what the file of a knowledge base keeps for each passage; holds no text.
//
// The terms of a passage are packed as {uint32 hash; uint8 count} each, by hash; a vector as {float32 scale; int8[width]},
// little endian both.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tinybrain {

std::vector<std::byte> pack_terms(std::string_view text);
// A vector of unit length.
std::vector<std::byte> pack_vector(std::span<const float> vector);

class PassageIndex {
 public:
  // width: of vectors; 0 = none.
  explicit PassageIndex(size_t width = 0) : width_(width) {}

  // False when the packed bytes cannot be what they should. Then build().
  bool add(int64_t id, std::span<const std::byte> terms, std::span<const std::byte> vector);
  void build();

  size_t size() const { return ids_.size(); }
  size_t width() const { return width_; }
  int64_t id(size_t passage) const { return ids_[passage]; }
  // For every passage its score as a share of what the question would get against itself: 0 to about 1, as
  // LexicalIndex gives it.
  std::vector<float> lexical(std::string_view question) const;
  // For every passage the cosine with a vector of unit length.
  std::vector<float> meanings(std::span<const float> question) const;

 private:
  struct Count {
    uint32_t term, passage_and_times;  // passage << 8 | times
  };
  float weight(float times, float length) const;

  size_t width_;
  std::vector<int64_t> ids_;
  std::vector<float> lengths_;  // in terms
  double mean_length_ = 1;
  std::vector<Count> waiting_;      // until build()
  std::vector<uint32_t> terms_;     // sorted hashes
  std::vector<uint32_t> begins_;    // [terms + 1], into postings_
  std::vector<uint32_t> postings_;  // passage << 8 | times
  std::vector<float> scales_;
  std::vector<int8_t> vectors_;  // [passages][width]
};

}  // namespace tinybrain
