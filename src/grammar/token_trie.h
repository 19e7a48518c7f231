// What a model's tokens spell, sorted into a trie: the tokens that may come next are found in one
// walk that skips whole branches. One a model, shared by all grammars. Control tokens are not in it.
//
// Most tokens are plain: whole characters, none of which means anything inside quotes. Where a text
// is free, all plain tokens of so many characters are allowed at once; only the rest is walked.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/tokenizer.h"

namespace tinybrain {

class TokenTrie {
 public:
  // Nodes in depth-first order: the children of node i are in i+1 .. end, and what is not below i
  // goes on at `end`.
  struct Node {
    uint32_t end;
    uint32_t tokens;  // where its tokens begin; they end where the next node's do
    uint16_t depth;   // 1 = first byte
    uint8_t byte;
  };
  struct Tree {
    std::vector<Node> nodes;  // and one more, for the end of the last one's tokens
    std::vector<TokenId> order;

    uint32_t size() const { return static_cast<uint32_t>(nodes.size() - 1); }
    std::span<const TokenId> tokens_of(size_t node) const {
      return {order.data() + nodes[node].tokens, nodes[node + 1].tokens - nodes[node].tokens};
    }
  };
  static constexpr size_t kPlainCharacters = 24;  // longer tokens are not called plain
  // Printable ASCII but " and \, and all that is not ASCII.
  static constexpr bool is_plain(char32_t c) {
    return c >= 0x80 || (c >= 0x20 && c < 0x7F && c != '"' && c != '\\');
  }

  // choices: ids from 0 that the model can choose (LoadedModel::choices).
  TokenTrie(const Tokenizer& tokenizer, size_t choices);

  size_t choices() const { return choices_; }
  size_t words() const { return (choices_ + 63) / 64; }
  const Tree& all() const { return all_; }
  const Tree& not_plain() const { return not_plain_; }
  // Plain tokens of at most so many characters, 1 to kPlainCharacters; a bit a token.
  std::span<const uint64_t> plain(size_t characters) const { return plain_[characters - 1]; }
  size_t longest() const { return longest_; }  // token, in bytes
  // The bytes of a token; "" when grammars never allow it.
  std::string_view bytes(TokenId token) const;
  bool ends_generation(TokenId token) const;
  std::span<const uint64_t> ends() const { return ends_; }  // a bit a token

 private:
  Tree tree_of(std::vector<TokenId> sorted) const;

  size_t choices_;
  size_t longest_ = 0;
  std::string text_;  // of all tokens
  std::vector<uint32_t> offsets_;
  Tree all_, not_plain_;
  std::vector<std::vector<uint64_t>> plain_;
  std::vector<uint64_t> ends_;
};

}  // namespace tinybrain
