// Built from the tokens sorted by their bytes: each adds the nodes that the one before does not have.
#include "grammar/token_trie.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/grammar.h"
#include "text/unicode.h"

namespace tinybrain {
namespace {

constexpr size_t kLongestToken = 4096;         // bytes; longer ones are never allowed
constexpr size_t kMostText = size_t{1} << 31;  // bytes of all tokens: positions are 32 bits

// Characters of a plain token, or 0.
size_t plain_characters(std::string_view text) {
  size_t n = 0;
  for (; !text.empty(); ++n) {
    const unicode::Decoded d = unicode::decode(text);
    if (!d.valid || !TokenTrie::is_plain(d.c)) return 0;
    text.remove_prefix(d.length);
  }
  return n <= TokenTrie::kPlainCharacters ? n : 0;
}

void set(std::vector<uint64_t>& words, TokenId id) {
  words[static_cast<size_t>(id) / 64] |= uint64_t{1} << (id % 64);
}

}  // namespace

TokenTrie::TokenTrie(const Tokenizer& tokenizer, size_t choices)
    : choices_(std::min(choices, tokenizer.size())),
      plain_(kPlainCharacters, std::vector<uint64_t>(words(), 0)),
      ends_(words(), 0) {
  std::vector<TokenId> ids, rest;
  offsets_.reserve(choices_ + 1);
  offsets_.push_back(0);
  for (size_t i = 0; i < choices_; ++i) {
    const auto id = static_cast<TokenId>(i);
    if (tokenizer.ends_generation(id)) {
      set(ends_, id);
    } else if (!tokenizer.is_special(id)) {
      const std::string bytes = tokenizer.bytes(id);
      if (bytes.size() <= kLongestToken && text_.size() <= kMostText) text_ += bytes;
    }
    offsets_.push_back(static_cast<uint32_t>(text_.size()));
    if (offsets_[i] != offsets_[i + 1]) ids.push_back(id);
  }
  if (ids.empty()) throw Error(Code::unsupported, msg::kGrammarVocabulary);
  std::sort(ids.begin(), ids.end(), [this](TokenId a, TokenId b) {
    const std::string_view x = bytes(a), y = bytes(b);
    return x != y ? x < y : a < b;
  });
  for (const TokenId id : ids) {
    longest_ = std::max(longest_, bytes(id).size());
    if (const size_t n = plain_characters(bytes(id)))
      set(plain_[n - 1], id);
    else
      rest.push_back(id);
  }
  for (size_t n = 1; n < plain_.size(); ++n)
    for (size_t w = 0; w < words(); ++w) plain_[n][w] |= plain_[n - 1][w];
  all_ = tree_of(std::move(ids));
  not_plain_ = tree_of(std::move(rest));
}

TokenTrie::Tree TokenTrie::tree_of(std::vector<TokenId> sorted) const {
  Tree tree;
  std::vector<uint32_t> path;  // open nodes
  std::string_view before;
  const auto count = [&] { return static_cast<uint32_t>(tree.nodes.size()); };
  const auto close_to = [&](size_t depth) {
    for (; path.size() > depth; path.pop_back()) tree.nodes[path.back()].end = count();
  };
  for (uint32_t i = 0; i < sorted.size(); ++i) {
    const std::string_view text = bytes(sorted[i]);
    const auto same = static_cast<size_t>(
        std::mismatch(before.begin(), before.end(), text.begin(), text.end()).first -
        before.begin());
    close_to(same);
    for (size_t d = same; d < text.size(); ++d) {
      path.push_back(count());
      // Tokens of a node come before those of its children: all nodes on the way begin at i.
      tree.nodes.push_back({0, i, static_cast<uint16_t>(d + 1), static_cast<uint8_t>(text[d])});
    }
    before = text;
  }
  close_to(0);
  tree.nodes.push_back({count(), static_cast<uint32_t>(sorted.size()), 0, 0});
  tree.order = std::move(sorted);
  return tree;
}

std::string_view TokenTrie::bytes(TokenId token) const {
  if (token < 0 || static_cast<size_t>(token) >= choices_) return {};
  const auto i = static_cast<size_t>(token);
  return std::string_view(text_).substr(offsets_[i], offsets_[i + 1] - offsets_[i]);
}

bool TokenTrie::ends_generation(TokenId token) const {
  return token >= 0 && static_cast<size_t>(token) < choices_ &&
         (ends_[static_cast<size_t>(token) / 64] >> (token % 64) & 1) != 0;
}

}  // namespace tinybrain
