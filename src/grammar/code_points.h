// Sets of Unicode characters (scalar values: no surrogates), and how UTF-8 spells them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace tinybrain::grammar {

class CodePoints {
 public:
  using Range = std::pair<char32_t, char32_t>;  // both ends included

  CodePoints() = default;
  CodePoints(std::initializer_list<Range> ranges);
  static CodePoints all();
  static CodePoints of(std::string_view ascii);  // each of these characters

  void add(char32_t lo, char32_t hi);
  void add(const CodePoints& other);
  CodePoints complement() const;
  CodePoints minus(const CodePoints& other) const;
  CodePoints intersect(const CodePoints& other) const;
  bool contains(char32_t c) const;
  bool empty() const { return ranges_.empty(); }
  const std::vector<Range>& ranges() const { return ranges_; }  // sorted, apart, no surrogates

 private:
  std::vector<Range> ranges_;
};

// One to four byte ranges, one after the other.
struct Utf8Ranges {
  unsigned length = 0;
  std::array<std::pair<uint8_t, uint8_t>, 4> bytes;
};
// The set as sequences of byte ranges; together they spell exactly these characters.
std::vector<Utf8Ranges> utf8_ranges(const CodePoints& set);

}  // namespace tinybrain::grammar
