// Sentences as patterns, to be matched from the first letter to the last: "my name is {v}", "{v}[에|에서] 살아[요|]".
// Small enough that rules stay tables; bounded whatever the text is.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tinybrain::memory {

// Named pieces that patterns share: "<copula>" stands for the alternatives of "copula".
using Pieces = std::map<std::string, std::string, std::less<>>;

class Pattern {
 public:
  // [a|b] = one of them, also an empty one; {v} = a value, as short as the rest allows, named by one letter; <name> = a
  // piece; "_" = a space or none; anything else stands for itself.
  Pattern(std::string_view source, const Pieces& pieces);

  // Where each value lies.
  struct Span {
    char name = 0;
    size_t begin = 0, end = 0;
  };
  using Match = std::vector<Span>;
  // The first way to match that `accept` takes; shorter values first. Whether there was one, within as many tries as a
  // sentence is worth.
  bool match(std::string_view text, const std::function<bool(const Match&)>& accept) const;

 private:
  struct Node;
  using Sequence = std::vector<Node>;
  struct Node {
    enum class Kind { literal, gap, value, choice } kind = Kind::literal;
    std::string text;               // literal; the value's letter
    std::vector<Sequence> choices;  // of a choice
  };
  class Run;
  static Sequence parse(std::string_view& source, const Pieces& pieces, int depth);
  Sequence whole_;
};

}  // namespace tinybrain::memory
