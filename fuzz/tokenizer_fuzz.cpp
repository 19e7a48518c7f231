// Any bytes as a tokenizer.json, and as a text: an Error or a tokenizer, whose tokens give the text
// back. The first byte chooses: a small fixed tokenizer and the rest as text, or the rest as the
// file.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "text/tokenizer.h"
#include "text/unicode.h"

namespace {

using namespace tinybrain;

// All 256 bytes, a few merges, a control and a user-defined token.
TokenizerSpec fixed_bpe() {
  static std::vector<std::string> texts;
  if (texts.empty()) {
    for (int b = 0, other = 256; b < 256; ++b) {
      const bool own = (b >= 0x21 && b <= 0x7E) || (b >= 0xA1 && b != 0xAD);
      texts.emplace_back();
      unicode::append(texts.back(), static_cast<char32_t>(own ? b : other++));
    }
    for (const char* text :
         {"ab", "abab", "<s>", "<b>", "\u0120\u0120", "\u0120\u0120\u0120\u0120", "  x"})
      texts.emplace_back(text);
  }
  TokenizerSpec spec;
  for (const std::string& text : texts) spec.tokens.push_back(text);
  spec.types.assign(spec.tokens.size(), TokenType::normal);
  spec.types[258] = TokenType::control;
  spec.types[259] = spec.types[262] = TokenType::user_defined;
  spec.merges = {"a b", "ab ab", "\u0120 \u0120", "\u0120\u0120 \u0120\u0120"};
  return spec;
}

TokenizerSpec fixed_spm() {
  static std::vector<std::string> texts;
  if (texts.empty()) {
    texts.emplace_back("<unk>");
    constexpr char kHex[] = "0123456789ABCDEF";
    for (int b = 0; b < 256; ++b)
      texts.push_back(std::string("<0x") + kHex[b / 16] + kHex[b % 16] + ">");
    for (const char* text : {"a", "b", "ab", "\u2581", "\u2581\u2581",
                             "\u2581"
                             "ab",
                             "가", "b\u2581", "<b>", "\n\n", "  "})
      texts.emplace_back(text);
  }
  TokenizerSpec spec;
  spec.kind = TokenizerKind::spm;
  for (const std::string& text : texts) spec.tokens.push_back(text);
  for (size_t i = 0; i < texts.size(); ++i) {
    spec.types.push_back(i == 0                 ? TokenType::unknown
                         : i <= 256             ? TokenType::byte
                         : i < texts.size() - 3 ? TokenType::normal
                                                : TokenType::user_defined);
    spec.scores.push_back(-static_cast<float>(i % 13));
  }
  spec.unk = 0;
  return spec;
}

void encode_and_decode(const Tokenizer& tokenizer, std::string_view text, bool must_return) {
  const std::string clean = unicode::repaired(text);
  const size_t half = text.size() / 2;
  const std::vector<TextPart> parts = {{std::string(text.substr(0, half)), true},
                                       {std::string(text.substr(half)), false}};
  for (const TokenId id : tokenizer.encode(parts, true))
    TB_ASSERT(id >= 0 && static_cast<size_t>(id) < tokenizer.size());
  const std::vector<TokenId> ids = tokenizer.encode(text, false);
  const std::string back = tokenizer.decode(ids, true);
  if (must_return) TB_ASSERT(back == clean);
  Utf8Stream stream;
  std::string shown;
  for (const TokenId id : ids) shown += stream.push(tokenizer.bytes(id));
  shown += stream.finish();
  TB_ASSERT(unicode::is_valid(shown));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data + 1), size - 1);
  const uint8_t choice = data[0];
  try {
    if (choice < 'a') {
      encode_and_decode(Tokenizer(spec_from_tokenizer_json(rest, "")), "ab 12\n가 <s> [MASK]  x",
                        false);
      return 0;
    }
    if (choice % 8 == 7) {
      static const Tokenizer spm(fixed_spm());
      encode_and_decode(spm, rest, rest.find("\u2581") == rest.npos);
      return 0;
    }
    static const Tokenizer families[] = {Tokenizer([] {
                                           auto s = fixed_bpe();
                                           s.splitter = Splitter::gpt2;
                                           return s;
                                         }()),
                                         Tokenizer([] {
                                           auto s = fixed_bpe();
                                           s.splitter = Splitter::smollm;
                                           return s;
                                         }()),
                                         Tokenizer([] {
                                           auto s = fixed_bpe();
                                           s.splitter = Splitter::llama3;
                                           s.ignore_merges = true;
                                           return s;
                                         }()),
                                         Tokenizer([] {
                                           auto s = fixed_bpe();
                                           s.splitter = Splitter::qwen2;
                                           return s;
                                         }()),
                                         Tokenizer([] {
                                           auto s = fixed_bpe();
                                           s.splitter = Splitter::gpt4o;
                                           return s;
                                         }()),
                                         Tokenizer([] {
                                           auto s = fixed_bpe();
                                           s.splitter = Splitter::tekken;
                                           return s;
                                         }()),
                                         Tokenizer([] {
                                           auto s = fixed_bpe();
                                           s.splitter = Splitter::qwen2;
                                           s.nfc = true;
                                           return s;
                                         }())};
    encode_and_decode(families[choice % 8], rest, choice % 8 != 6);
  } catch (const Error&) {
  }
  return 0;
}
