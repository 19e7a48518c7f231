// Byte-level BPE: bytes to letters and back, the table of merges, words to tokens.
#include "text/bpe.h"

#include <bit>

#include "base/error.h"
#include "base/messages/text_tokenizer.h"
#include "text/bpe_cache.h"
#include "text/splitter.h"
#include "text/unicode.h"

namespace tinybrain {
namespace {

// The bytes that GPT-2 leaves as they are: '!'-'~', U+00A1-U+00AC, U+00AE-U+00FF.
constexpr bool is_own_letter(int byte) {
  return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte != 0xAD);
}

constexpr std::array<uint16_t, 256> kLetters = [] {
  std::array<uint16_t, 256> letters{};
  uint16_t other = 256;
  for (int b = 0; b < 256; ++b) letters[b] = is_own_letter(b) ? static_cast<uint16_t>(b) : other++;
  return letters;
}();
constexpr char32_t kLetterEnd = 256 + 68;  // 68 bytes have a letter of their own

constexpr std::array<int16_t, kLetterEnd> kBytes = [] {
  std::array<int16_t, kLetterEnd> bytes{};
  for (int16_t& b : bytes) b = -1;
  for (int b = 0; b < 256; ++b) bytes[kLetters[b]] = static_cast<int16_t>(b);
  return bytes;
}();

}  // namespace

char32_t bpe_letter(uint8_t byte) { return kLetters[byte]; }

void append_bpe_letters(std::string& out, std::string_view bytes) {
  for (const char b : bytes) unicode::append(out, kLetters[static_cast<uint8_t>(b)]);
}

std::string bpe_bytes(std::string_view token) {
  std::string out;
  for (size_t i = 0; i < token.size();) {
    const unicode::Decoded d = unicode::decode(token.substr(i));
    if (!d.valid || d.c >= kLetterEnd || kBytes[d.c] < 0) return std::string(token);
    out += static_cast<char>(kBytes[d.c]);
    i += d.length;
  }
  return out;
}

MergeTable::MergeTable(const TokenizerSpec& spec, const TokenIndex& index) {
  const size_t slots = std::bit_ceil(spec.merges.size() * 2 + 2);
  mask_ = slots - 1;
  shift_ = 64 - std::countr_zero(slots);
  slots_.resize(slots);
  const auto bad = [&](size_t i) {
    return Error(Code::bad_file, msg::kTokenizerMerge, i, unicode::repaired(spec.merges[i]));
  };
  std::string joined;
  TokenId guess = 0;  // merges and the tokens they make are mostly in the same order
  const auto is_joined = [&](TokenId id, std::string_view left, std::string_view right) {
    if (id < 0 || static_cast<size_t>(id) >= spec.tokens.size()) return false;
    const std::string_view token = spec.tokens[static_cast<size_t>(id)];
    return token.size() == left.size() + right.size() && token.starts_with(left) &&
           token.ends_with(right);
  };
  for (size_t i = 0; i < spec.merges.size(); ++i) {
    const std::string_view merge = spec.merges[i];
    const size_t space = merge.find(' ', 1);
    if (space == merge.npos || space + 1 >= merge.size()) throw bad(i);
    const std::string_view left = merge.substr(0, space), right = merge.substr(space + 1);
    const TokenId l = index.find(left), r = index.find(right);
    TokenId id = guess;
    if (!is_joined(id, left, right)) {
      joined.assign(left).append(right);
      id = index.find(joined);
    }
    if (l < 0 || r < 0 || id < 0) throw bad(i);
    guess = id + 1;
    insert(key_of(l, r), {static_cast<uint32_t>(i), id});
  }
}

void MergeTable::insert(uint64_t key, MergeCandidate value) {
  size_t at = slot_of(key);
  while (slots_[at].key != kEmpty && slots_[at].key != key) at = (at + 1) & mask_;
  slots_[at] = {key, value};  // of two equal merges the later one counts, as in the reference
}

struct Bpe::Work {
  std::vector<MergeSymbol> symbols;
  MergeScratch scratch;
  std::string letters;
};

Bpe::Bpe(const TokenizerSpec& spec, const TokenIndex& index)
    : spec_(spec), index_(index), merges_(spec, index) {
  std::string letter;
  for (int b = 0; b < 256; ++b) {
    letter.clear();
    unicode::append(letter, kLetters[b]);
    byte_tokens_[b] = index.find(letter);
  }
}

void Bpe::encode_word(std::string_view word, Work& work, std::vector<TokenId>& out) const {
  if (spec_.ignore_merges && word.size() <= index_.longest()) {
    work.letters.clear();
    append_bpe_letters(work.letters, word);
    const TokenId whole = index_.find(work.letters);
    if (whole >= 0 && (spec_.types.empty() || spec_.types[whole] == TokenType::normal)) {
      out.push_back(whole);
      return;
    }
  }
  work.symbols.clear();
  for (size_t i = 0; i < word.size(); ++i) {
    const TokenId id = byte_tokens_[static_cast<uint8_t>(word[i])];
    if (id >= 0)
      work.symbols.push_back({static_cast<uint32_t>(i), 1, id});  // else lost, as in the reference
  }
  merge_symbols(work.symbols, work.scratch, [&](const MergeSymbol& a, const MergeSymbol& b) {
    return merges_.find(a.id, b.id);
  });
  for (const MergeSymbol& s : work.symbols) out.push_back(s.id);
}

void Bpe::encode(std::string_view text, std::vector<TokenId>& out) const {
  std::string composed;
  if (spec_.nfc) {
    composed = unicode::nfc(text);
    text = composed;
  }
  Work work;
  WordCache cache(text);
  WordSplitter splitter(spec_.splitter, text);
  for (std::string_view word; splitter.next(word);)
    cache.encode(word, out, [&] { encode_word(word, work, out); });
}

}  // namespace tinybrain
