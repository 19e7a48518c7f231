// What the grammar tests share: a small vocabulary with every byte and some longer tokens, questions
// to a grammar, and random walks over its masks.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"
#include "base/rng.h"
#include "grammar/matcher.h"
#include "text/bpe.h"
#include "text/unicode.h"

namespace tinybrain::testing {

// 0 .. 255: the bytes; then the texts; last: an end-of-generation and a control token.
class ByteVocabulary {
 public:
  explicit ByteVocabulary(const std::vector<std::string>& texts = usual_texts()) {
    for (int b = 0; b < 256; ++b) add(std::string(1, static_cast<char>(b)));
    for (const std::string& text : texts) add(text);
    letters_.insert(letters_.end(), {"<end>", "<control>"});
    TokenizerSpec spec;
    for (const std::string& text : letters_) spec.tokens.push_back(text);
    spec.types.assign(spec.tokens.size(), TokenType::normal);
    spec.types[end()] = spec.types[control()] = TokenType::control;
    spec.eos = end();
    tokenizer_ = std::make_unique<Tokenizer>(std::move(spec));
    trie_ = std::make_shared<TokenTrie>(*tokenizer_, tokenizer_->size());
  }
  const std::shared_ptr<const TokenTrie>& trie() const { return trie_; }
  const Tokenizer& tokenizer() const { return *tokenizer_; }
  TokenId end() const { return static_cast<TokenId>(letters_.size() - 2); }
  TokenId control() const { return static_cast<TokenId>(letters_.size() - 1); }

  static std::vector<std::string> usual_texts() {
    return {"{\"",  "\": ",  "\", \"", "\"}",   "}, {",     "]",        "], ",
            "true", "false", "null",   "12",    "2024",     "-0",       "0.",
            "abc",  "name",  "가",     "가나",  "\xEA\xB0", "\x80\xEB", " ",
            "  ",   "\\",    "\\u00",  "\\n",   "\"",       "\", ",     "ab\"",
            "e+",   "12, ",  "\": \"", "<end>", "<control>"};
  }

 private:
  void add(const std::string& bytes) {
    letters_.emplace_back();
    append_bpe_letters(letters_.back(), bytes);
  }
  std::vector<std::string> letters_;
  std::unique_ptr<Tokenizer> tokenizer_;
  std::shared_ptr<const TokenTrie> trie_;
};

inline const ByteVocabulary& small_vocabulary() {
  static const ByteVocabulary vocabulary;
  return vocabulary;
}

inline Matcher matcher_of(std::shared_ptr<const Grammar> grammar) {
  return Matcher(std::move(grammar), small_vocabulary().trie());
}

// Whether `text` is in the language.
inline bool takes(const std::shared_ptr<const Grammar>& grammar, std::string_view text) {
  Matcher m = matcher_of(grammar);
  return m.accept_bytes(text) && m.may_end();
}

inline bool bit(std::span<const uint64_t> mask, TokenId id) {
  return mask[static_cast<size_t>(id) / 64] >> (id % 64) & 1;
}

inline std::vector<TokenId> allowed(Matcher& m, size_t choices) {
  std::vector<TokenId> out;
  const std::span<const uint64_t> mask = m.mask();
  for (size_t i = 0; i < choices; ++i)
    if (bit(mask, static_cast<TokenId>(i))) out.push_back(static_cast<TokenId>(i));
  return out;
}

// One random text: any allowed token, now and then the end; after `patience` tokens whatever closes.
inline std::string random_walk(Matcher m, const TokenTrie& trie, Rng& rng, size_t patience = 60) {
  std::string text;
  for (size_t step = 0; !m.must_end(); ++step) {
    REQUIRE(step < 20000);
    if (m.may_end() && (step >= patience || rng.next() % 4 == 0)) break;
    if (step >= patience && rng.next() % 4 != 0) {
      const char* closing[] = {"\"", "}", "]", "\"}", "n"};
      bool closed = false;
      for (const char* c : closing) {
        if (closed || !m.accept_bytes(c)) continue;
        text += c;
        closed = true;
      }
      if (closed) continue;
    }
    std::vector<TokenId> ids = allowed(m, trie.choices());
    std::erase_if(ids, [&](TokenId id) { return trie.ends_generation(id); });
    REQUIRE(!ids.empty());
    const TokenId id = ids[rng.next() % ids.size()];
    REQUIRE(m.accept(id));
    text += trie.bytes(id);
  }
  return text;
}

inline Code code_of(const std::function<void()>& act, std::string* message = nullptr) {
  try {
    act();
  } catch (const Error& e) {
    if (message) *message = e.what();
    return e.code();
  }
  return Code::ok;
}

// What a grammar accepts, and what it does not.
struct Case {
  const char* source;
  std::vector<std::string> yes, no;
};
template <class Make>
void check_cases(std::span<const Case> cases, Make make) {
  for (const Case& c : cases) {
    CAPTURE(c.source);
    const auto grammar = make(c.source);
    for (const std::string& text : c.yes) {
      CAPTURE(text);
      CHECK(takes(grammar, text));
    }
    for (const std::string& text : c.no) {
      CAPTURE(text);
      CHECK_FALSE(takes(grammar, text));
    }
  }
}

}  // namespace tinybrain::testing
