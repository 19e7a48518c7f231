// Text to token ids and back. One class over three algorithms (byte-level BPE, SentencePiece's BPE,
// WordPiece); which one and how is data: TokenizerSpec. No SentencePiece unigram.
//
// Text comes as parts, trusted or not. Only text inside trusted parts can become special (control)
// tokens; the rest is plain characters, whatever it says. Parts are otherwise tokenized as one
// string.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tinybrain {

using TokenId = int32_t;

struct TextPart {
  std::string text;
  bool trusted = false;
  bool operator==(const TextPart&) const = default;
};

enum class TokenizerKind { bpe, spm, wordpiece };

// How byte-level BPE splits text into words before merging (GGUF's tokenizer.ggml.pre).
enum class Splitter { gpt2, smollm, llama3, qwen2, gpt4o, tekken, exaone };

// GGUF's token_type values.
enum class TokenType : uint8_t {
  normal = 1,
  unknown = 2,
  control = 3,
  user_defined = 4,
  unused = 5,
  byte = 6
};

// Everything a tokenizer is made of. Views must outlive the tokenizer unless `owned` has the bytes.
struct TokenizerSpec {
  TokenizerKind kind = TokenizerKind::bpe;
  Splitter splitter = Splitter::gpt2;  // bpe
  // id -> text. bpe: GPT-2's byte-to-letter spelling; spm: with U+2581 for space.
  std::vector<std::string_view> tokens;
  std::vector<float> scores;     // spm only; one a token
  std::vector<TokenType> types;  // one a token
  // "left right", best first. bpe; spm from a tokenizer.json (scores are unused then).
  std::vector<std::string_view> merges;
  TokenId bos = -1, eos = -1, unk = -1, pad = -1, sep = -1, cls = -1, mask = -1, eot = -1;
  std::vector<TokenId> end_of_generation;  // extra ids that end a reply
  bool add_bos = false, add_eos = false;
  bool add_space_prefix = true;  // spm: put a space before the text (Llama 2 yes, Gemma no)
  // spm: the prefix only at the very start, and not before a space (Metaspace "first").
  bool space_prefix_once = false;
  bool remove_extra_whitespace = false;  // spm: runs of spaces become one, none at the ends
  bool ignore_merges = false;  // bpe: a word that is a token as a whole is that token (Llama 3)
  bool nfc = false;            // bpe: normalize to NFC first (Qwen2)
  bool lowercase = true, strip_accents = true, split_cjk = true;  // wordpiece (BERT uncased)
  // wordpiece: GGUF's spelling (U+2581 starts a word) instead of ## continuation.
  bool wordpiece_phantom_space = false;
  // Added tokens that swallow the white space before / after them (Phi-3).
  std::vector<TokenId> lstrip, rstrip;
  std::shared_ptr<const void> owned;
};

// From a Hugging Face tokenizer.json (and optional tokenizer_config.json, "" if none).
// Error{bad_file} or Error{unsupported} says which part.
TokenizerSpec spec_from_tokenizer_json(std::string_view tokenizer_json,
                                       std::string_view tokenizer_config_json);
// The splitter for GGUF's tokenizer.ggml.pre; Error{unsupported} names one that we do not have.
Splitter splitter_from_gguf(std::string_view pre);
// The GGUF name for a splitter ("llama-bpe", "qwen2", ...).
std::string_view gguf_name(Splitter splitter);

class Tokenizer {
 public:
  explicit Tokenizer(TokenizerSpec spec);  // Error{bad_file} on an inconsistent spec
  ~Tokenizer();
  Tokenizer(const Tokenizer&) = delete;

  // Token ids of the parts. add_special: put bos / eos (wordpiece: [CLS] ... [SEP]) around, as the
  // model wants. Invalid UTF-8 is read as U+FFFD, piece by piece as Python's errors="replace" does.
  std::vector<TokenId> encode(std::span<const TextPart> parts, bool add_special) const;
  std::vector<TokenId> encode(std::string_view text, bool add_special, bool trusted = false) const;

  // The bytes a token stands for; may be part of a UTF-8 character. Special tokens: their text when
  // `special`, else nothing.
  std::string bytes(TokenId id, bool special = false) const;
  // decode(encode(x)) == x for byte-level BPE. spm: the leading space that encode added is removed.
  // wordpiece: words joined by spaces.
  std::string decode(std::span<const TokenId> ids, bool special = false) const;

  TokenId find(std::string_view token_text) const;  // id of exactly that vocabulary entry, or -1
  bool is_special(TokenId id) const;                // control or unknown
  bool ends_generation(TokenId id) const;
  const TokenizerSpec& spec() const { return spec_; }
  size_t size() const { return spec_.tokens.size(); }

 private:
  TokenizerSpec spec_;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Joins token bytes into text that is always whole UTF-8: bytes of an unfinished character wait.
class Utf8Stream {
 public:
  // Returns what can be shown now. A byte that can never become valid UTF-8 is shown as U+FFFD.
  std::string push(std::string_view bytes);
  std::string finish();  // whatever waits, as U+FFFD; resets

 private:
  std::string waiting_;
};

}  // namespace tinybrain
