// What a model may write, compiled: a language over UTF-8 text. Made from a GBNF grammar, a regular
// expression, a JSON Schema or a list of choices; matcher.h follows a text through it and says which
// tokens may come next.
//
// All that is accepted is whole, valid UTF-8, and every accepted beginning can be finished. What
// cannot be honoured is an Error, never ignored.
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "grammar/token_trie.h"

namespace tinybrain {

namespace grammar {
struct Automaton;
class Machine;
class Rules;
}  // namespace grammar

// Immutable but for its caches; shared between threads and sessions. Errors of all four:
// bad_argument (syntax, an empty language, left recursion), unsupported (a feature, too large).
class Grammar {
 public:
  // llama.cpp's GBNF; the start is `root`.
  static std::shared_ptr<const Grammar> from_gbnf(std::string_view text);
  // The whole text matches; see regex.h for the syntax.
  static std::shared_ptr<const Grammar> from_regex(std::string_view pattern);
  // JSON that the schema allows, in one spelling; see json_schema.h for what is supported.
  static std::shared_ptr<const Grammar> from_json_schema(const Json& schema);
  static std::shared_ptr<const Grammar> from_choices(std::span<const std::string> choices);

  // Identifies the language, for caches: the kind and the SHA-256 of what it was made from.
  const std::string& key() const { return key_; }

  // For matchers: the machine that runs this grammar over this vocabulary, shared by all of them.
  // `worn`: one that has grown too large, never returned again.
  std::shared_ptr<grammar::Machine> machine(const std::shared_ptr<const TokenTrie>& trie,
                                            const grammar::Machine* worn = nullptr) const;

 private:
  Grammar(std::string_view kind, std::string_view source, const grammar::Rules& rules);

  std::string key_;
  std::shared_ptr<const grammar::Automaton> automaton_;
  struct Running {
    std::weak_ptr<const TokenTrie> trie;
    std::shared_ptr<grammar::Machine> machine;
  };
  mutable std::mutex mutex_;
  mutable std::vector<Running> running_;
};

}  // namespace tinybrain
