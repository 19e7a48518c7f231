// Any bytes as a GBNF grammar, a regular expression, a JSON Schema (the first byte chooses) or a text
// for fixed grammars: an Error or a language, in which a walk over the masks ends in valid UTF-8 that
// the language takes.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/rng.h"
#include "grammar/matcher.h"
#include "text/bpe.h"
#include "text/unicode.h"

namespace {

using namespace tinybrain;

// All bytes, some longer tokens, an end.
struct Vocabulary {
  Vocabulary() {
    for (int b = 0; b < 256; ++b) add(std::string(1, static_cast<char>(b)));
    for (const char* text :
         {"{\"", "\": ", "\"}", "ab", "abc", "00", "true", "가", "\xEA\xB0", "\\u"})
      add(text);
    texts.push_back("<end>");
    TokenizerSpec spec;
    for (const std::string& text : texts) spec.tokens.push_back(text);
    spec.types.assign(texts.size(), TokenType::normal);
    spec.types.back() = TokenType::control;
    spec.eos = static_cast<TokenId>(texts.size() - 1);
    tokenizer = std::make_unique<Tokenizer>(std::move(spec));
    trie = std::make_shared<TokenTrie>(*tokenizer, texts.size());
  }
  void add(const std::string& bytes) {
    texts.emplace_back();
    append_bpe_letters(texts.back(), bytes);
  }
  std::vector<std::string> texts;
  std::unique_ptr<Tokenizer> tokenizer;
  std::shared_ptr<const TokenTrie> trie;
};

const Vocabulary& vocabulary() {
  static const Vocabulary it;
  return it;
}

void walk(const std::shared_ptr<const Grammar>& grammar, uint64_t seed) {
  Rng rng(seed);
  Matcher m(grammar, vocabulary().trie);
  std::string text;
  for (int step = 0; step < 40; ++step) {
    text += m.forced();
    TB_ASSERT(m.accept_bytes(m.forced()));
    const std::span<const uint64_t> mask = m.mask();
    std::vector<TokenId> ids;
    for (size_t i = 0; i < vocabulary().trie->choices(); ++i)
      if (mask[i / 64] >> (i % 64) & 1) ids.push_back(static_cast<TokenId>(i));
    TB_ASSERT(!ids.empty());  // every beginning can be finished
    for (int i = 0; i < 8; ++i) {
      const auto id = static_cast<TokenId>(rng.next() % vocabulary().trie->choices());
      TB_ASSERT(Matcher(m).accept(id) == ((mask[id / 64] >> (id % 64) & 1) != 0));
    }
    const TokenId id = ids[rng.next() % ids.size()];
    if (vocabulary().trie->ends_generation(id)) break;
    text += vocabulary().trie->bytes(id);
    TB_ASSERT(m.accept(id));
  }
  if (m.may_end()) TB_ASSERT(unicode::is_valid(text));
  Matcher again(grammar, vocabulary().trie);
  TB_ASSERT(again.accept_bytes(text) && again.may_end() == m.may_end());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data + 1), size - 1);
  try {
    switch (data[0]) {
      case 'g': walk(Grammar::from_gbnf(rest), size); break;
      case 'r': walk(Grammar::from_regex(rest), size); break;
      case 'j': walk(Grammar::from_json_schema(Json::parse(rest)), size); break;
      default: {
        static const auto any = Grammar::from_json_schema(true);
        Matcher m(any, vocabulary().trie);
        if (m.accept_bytes(rest) && m.may_end()) {
          TB_ASSERT(unicode::is_valid(rest));
          Json::parse(rest);
        }
      }
    }
  } catch (const Error& e) {
    TB_ASSERT(e.code() == Code::bad_argument || e.code() == Code::unsupported ||
              e.code() == Code::bad_file);
  }
  return 0;
}
