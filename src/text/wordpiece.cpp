// WordPiece as BERT's reference does it: clean, set ideographs apart, strip accents, lower case,
// split at white space and punctuation, then longest match first.
#include "text/wordpiece.h"

#include "base/error.h"
#include "base/messages/text_tokenizer.h"
#include "text/bpe_cache.h"
#include "text/unicode.h"

namespace tinybrain {
namespace {

constexpr size_t kLongestWord = 100;  // characters; a longer word is unknown as a whole

// The ranges that BERT sets apart, with the hole that its Rust implementation has before U+2B920.
bool is_ideograph(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0x20000 && c <= 0x2A6DF) || (c >= 0x2A700 && c <= 0x2B73F) ||
         (c >= 0x2B740 && c <= 0x2B81F) || (c >= 0x2B920 && c <= 0x2CEAF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

template <class Body>
void for_each_character(std::string_view text, Body&& body) {
  for (size_t i = 0; i < text.size();) {
    const unicode::Decoded d = unicode::decode(text.substr(i));
    body(d.c, i, d.length);
    i += d.length;
  }
}

}  // namespace

std::string cleaned_for_wordpiece(const TokenizerSpec& spec, std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  bool ascii = true;
  for_each_character(text, [&](char32_t c, size_t, uint32_t) {
    if (c == 0 || c == unicode::kReplacement || unicode::is_bert_control(c)) return;
    ascii = ascii && c < 128;
    const bool apart = spec.split_cjk && is_ideograph(c);
    if (apart) out += ' ';
    unicode::append(out, unicode::is_space(c) ? U' ' : c);
    if (apart) out += ' ';
  });
  if (spec.strip_accents && !ascii) {
    const std::string decomposed = unicode::nfd(out);
    out.clear();
    for_each_character(decomposed, [&](char32_t c, size_t, uint32_t) {
      if (!unicode::is_bert_accent(c)) unicode::append(out, c);
    });
  }
  if (!spec.lowercase) return out;
  std::string lower;
  lower.reserve(out.size());
  for_each_character(out, [&](char32_t c, size_t, uint32_t) { unicode::append_lower(lower, c); });
  return lower;
}

WordPiece::WordPiece(const TokenizerSpec& spec, const TokenIndex& index)
    : spec_(spec), index_(index) {
  if (spec.unk < 0) throw Error(Code::bad_file, msg::kTokenizerUnknownToken, "[UNK]");
  if (spec.wordpiece_phantom_space)
    word_prefix_ = "\u2581";
  else
    continuation_prefix_ = "##";
}

void WordPiece::encode_word(std::string_view word, std::string& piece,
                            std::vector<TokenId>& out) const {
  size_t characters = 0;
  for (const char b : word) characters += (static_cast<uint8_t>(b) & 0xC0) != 0x80;
  const size_t first = out.size();
  for (size_t start = 0; start < word.size() && characters <= kLongestWord;) {
    const std::string_view prefix = start == 0 ? word_prefix_ : continuation_prefix_;
    const size_t prefix_size = prefix.size();
    piece.assign(prefix);
    piece.append(word.substr(start, index_.longest()));
    TokenId id = -1;
    // In GGUF's spelling a continuation that begins with the mark would be taken for a word.
    if (start > 0 && spec_.wordpiece_phantom_space && piece.starts_with(word_prefix_)) break;
    while (piece.size() > prefix_size && (id = index_.find(piece)) < 0) {
      while (piece.size() > prefix_size && (static_cast<uint8_t>(piece.back()) & 0xC0) == 0x80)
        piece.pop_back();
      if (piece.size() > prefix_size) piece.pop_back();
    }
    if (id < 0) break;
    out.push_back(id);
    start += piece.size() - prefix_size;
    if (start == word.size()) return;
  }
  out.resize(first);
  out.push_back(spec_.unk);
}

void WordPiece::encode(std::string_view text, std::vector<TokenId>& out) const {
  const std::string clean = cleaned_for_wordpiece(spec_, text);
  WordCache cache(clean);
  std::string piece;
  for_each_cleaned_word(clean, [&](std::string_view word) {
    cache.encode(word, out, [&] { encode_word(word, piece, out); });
  });
}

std::string WordPiece::bytes(std::string_view token) const {
  const bool phantom = spec_.wordpiece_phantom_space;
  const std::string_view prefix = phantom ? word_prefix_ : continuation_prefix_;
  const bool has_prefix = token.starts_with(prefix) && (phantom || token.size() > prefix.size());
  std::string out(has_prefix == phantom ? " " : "");
  return out.append(token.substr(has_prefix ? prefix.size() : 0));
}

}  // namespace tinybrain
