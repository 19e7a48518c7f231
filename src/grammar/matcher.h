// Where one generation stands in its grammar, and which tokens may come next. The generation loop
// asks for mask() before it chooses and tells accept() what it chose.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "grammar/grammar.h"
#include "grammar/token_trie.h"

namespace tinybrain {

namespace grammar {
struct Mask;
}

// Cheap to copy: a copy is how one goes back. For one thread at a time; matchers of the same grammar
// and vocabulary share what they learn, from any thread.
// A call may throw Error{unsupported} when the grammar proves too ambiguous for its text.
class Matcher {
 public:
  Matcher(std::shared_ptr<const Grammar> grammar, std::shared_ptr<const TokenTrie> trie);

  // A bit a token that may come next, (choices + 63) / 64 words; end-of-generation tokens exactly
  // when may_end(). Valid until this matcher changes. All zero only when the vocabulary cannot
  // spell what must come: never with a vocabulary that has every byte.
  std::span<const uint64_t> mask();
  bool may_end() const { return may_end_; }
  bool must_end() const { return must_end_; }  // nothing else can follow

  // False, and nothing changes, when that is not allowed. After an end-of-generation token nothing
  // but another one is.
  bool accept(TokenId token);
  bool accept_bytes(std::string_view bytes);
  // The bytes that must come next whatever the model wants; "" if there are none, or if the text may
  // end here. May stop inside a character.
  std::string forced();

 private:
  void stand(uint32_t state, bool may_end, bool must_end);
  void renew();

  std::shared_ptr<const Grammar> grammar_;
  std::shared_ptr<const TokenTrie> trie_;
  std::shared_ptr<grammar::Machine> machine_;
  std::shared_ptr<const grammar::Mask> mask_;  // of the state, once asked for
  uint32_t state_ = 0;
  bool may_end_ = false, must_end_ = false;
};

}  // namespace tinybrain
