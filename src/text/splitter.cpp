// The words of byte-level BPE. The expression each scanner stands for is written above it; the
// alternatives are tried in its order, and a run is greedy, as in the expression.
#include "text/splitter.h"

#include "base/error.h"
#include "base/messages/text_tokenizer.h"
#include "text/unicode.h"

namespace tinybrain {

using unicode::kLetter;
using unicode::kLower;
using unicode::kMark;
using unicode::kNumber;
using unicode::kOtherLetter;
using unicode::kSpace;
using unicode::kUpper;

namespace {

// Sets of the gpt4o and tekken expressions: [\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}] and
// [\p{Ll}\p{Lm}\p{Lo}\p{M}].
constexpr uint8_t kCapitals = kUpper | kOtherLetter | kMark;
constexpr uint8_t kSmalls = kLower | kOtherLetter | kMark;

bool is_newline(char32_t c) { return c == '\n' || c == '\r'; }

// Rust's char::is_numeric, which cuts out smollm's numbers, is one Unicode version ahead of \p{N}.
bool is_newer_number(char32_t c) {
  return (c >= 0x11DE0 && c <= 0x11DE9) || (c >= 0x16FF4 && c <= 0x16FF6);
}

}  // namespace

WordSplitter::Char WordSplitter::at(size_t i) const {
  const auto byte = static_cast<uint8_t>(text_[i]);
  if (byte < 128) return {byte, unicode::kAsciiClass[byte], i + 1};
  const unicode::Decoded d = unicode::decode(text_.substr(i));
  return {d.c, unicode::class_beyond_ascii(d.c), i + d.length};
}

size_t WordSplitter::run(size_t i, uint8_t cls) const {
  while (i < text_.size()) {
    const Char ch = at(i);
    if (!(ch.cls & cls)) break;
    i = ch.end;
  }
  return i;
}

size_t WordSplitter::run_of_rest(size_t i) const {
  while (i < text_.size()) {
    const Char ch = at(i);
    if (ch.cls & (kSpace | kLetter | kNumber)) break;
    i = ch.end;
  }
  return i;
}

size_t WordSplitter::run_of_bytes(size_t i, std::string_view set) const {
  while (i < text_.size() && set.find(text_[i]) != set.npos) ++i;
  return i;
}

// 's|'t|'re|'ve|'m|'ll|'d at i: its end, or i. In any case also the long s, which folds to s.
size_t WordSplitter::contraction(size_t i, bool any_case) const {
  if (i + 1 >= text_.size() || text_[i] != '\'') return i;
  const auto letter = [&](size_t k) -> char {
    if (k >= text_.size()) return 0;
    const char c = text_[k];
    return any_case && c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  };
  const char a = letter(i + 1), b = letter(i + 2);
  if (a == 's' || a == 't' || a == 'm' || a == 'd') return i + 2;
  if ((a == 'r' && b == 'e') || (a == 'v' && b == 'e') || (a == 'l' && b == 'l')) return i + 3;
  if (any_case && text_.substr(i + 1).starts_with("\u017F")) return i + 3;
  return i;
}

// White space at i (text_[i] is some): (\s*[\r\n]+|)\s+(?!\S)|\s+ with the first part when asked
// for.
size_t WordSplitter::white(size_t i, bool newlines_first) const {
  size_t last = i, end = i, after_newline = i;  // last: where the last character of the run begins
  while (end < text_.size()) {
    const Char ch = at(end);
    if (!(ch.cls & kSpace)) break;
    last = end;
    end = ch.end;
    if (is_newline(ch.c)) after_newline = end;
  }
  if (newlines_first && after_newline > i) return after_newline;
  if (end == text_.size() || last == i) return end;
  return last;  // the last one belongs to what follows
}

// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
size_t WordSplitter::gpt2(size_t i) const {
  if (const size_t end = contraction(i, false); end > i) return end;
  size_t from = i;
  if (text_[i] == ' ' && i + 1 < text_.size()) from = i + 1;
  const Char ch = at(from);
  if (ch.cls & kSpace) return white(i, false);
  if (ch.cls & kLetter) return run(from, kLetter);
  if (ch.cls & kNumber) return run(from, kNumber);
  return run_of_rest(from);
}

// Each number character is a piece of its own; GPT-2's words are looked for in each piece between.
size_t WordSplitter::smollm(size_t i) {
  if (i >= piece_end_) {
    text_ = whole_;
    size_t end = i;
    while (end < text_.size()) {
      const Char ch = at(end);
      if ((ch.cls & kNumber) || is_newer_number(ch.c)) {
        if (end == i) end = ch.end;
        break;
      }
      end = ch.end;
    }
    piece_end_ = end;
    text_ = whole_.substr(0, end);
  }
  return gpt2(i);
}

// The alternatives that llama3, qwen2, gpt4o and tekken share after those for words:
// \p{N}{1,digits}| ?[^\s\p{L}\p{N}]+[after_rest]*|\s*[\r\n]+|\s+(?!\S)|\s+
size_t WordSplitter::common_end(size_t i, int digits, std::string_view after_rest) const {
  Char ch = at(i);
  if (ch.cls & kNumber) {
    size_t end = ch.end;
    for (int n = 1; n < digits && end < text_.size(); ++n) {
      ch = at(end);
      if (!(ch.cls & kNumber)) break;
      end = ch.end;
    }
    return end;
  }
  const size_t from = ch.c == ' ' ? ch.end : i;
  const size_t rest = run_of_rest(from);
  if (rest > from) return run_of_bytes(rest, after_rest);
  return white(i, true);
}

// (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,digits}|
// ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
size_t WordSplitter::llama3(size_t i, int digits) const {
  if (const size_t end = contraction(i, true); end > i) return end;
  const Char ch = at(i);
  if (ch.cls & kLetter) return run(ch.end, kLetter);
  if (!(ch.cls & kNumber) && !is_newline(ch.c)) {
    if (const size_t end = run(ch.end, kLetter); end > ch.end) return end;
  }
  return common_end(i, digits, "\r\n");
}

// [capitals]*[smalls]+ at i: its end, or i. The sets overlap, so the first run gives back
// characters until the second has one.
size_t WordSplitter::cased_letters(size_t i) const {
  size_t a = i,
         given_back = i;  // given_back: end of the last character of the run that is also small
  while (a < text_.size()) {
    const Char ch = at(a);
    if (!(ch.cls & kCapitals)) break;
    a = ch.end;
    if (ch.cls & kSmalls) given_back = a;
  }
  const size_t b = run(a, kSmalls);
  return b > a ? b : given_back;
}

// [capitals]+[smalls]* at i: its end, or i.
size_t WordSplitter::cased_capitals(size_t i) const {
  const size_t a = run(i, kCapitals);
  return a > i ? run(a, kSmalls) : i;
}

// [^\r\n\p{L}\p{N}]? before each of the two kinds of words; tried with the character first.
size_t WordSplitter::cased_word(size_t i) const {
  const Char ch = at(i);
  const bool can_lead = !(ch.cls & (kLetter | kNumber)) && !is_newline(ch.c);
  if (can_lead)
    if (const size_t end = cased_letters(ch.end); end > ch.end) return end;
  if (const size_t end = cased_letters(i); end > i) return end;
  if (can_lead)
    if (const size_t end = cased_capitals(ch.end); end > ch.end) return end;
  return cased_capitals(i);
}

// [^\r\n\p{L}\p{N}]?[capitals]*[smalls]+(contraction)?|
// [^\r\n\p{L}\p{N}]?[capitals]+[smalls]*(contraction)?|
// \p{N}{1,digits}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
size_t WordSplitter::gpt4o(size_t i, bool contractions, int digits) const {
  if (const size_t end = cased_word(i); end > i) return contractions ? contraction(end, true) : end;
  return common_end(i, digits, "\r\n/");
}

bool WordSplitter::next(std::string_view& word) {
  const size_t i = position_;
  if (i >= whole_.size()) return false;
  switch (splitter_) {
    case Splitter::gpt2: position_ = gpt2(i); break;
    case Splitter::smollm:
    case Splitter::exaone: position_ = smollm(i); break;
    case Splitter::llama3: position_ = llama3(i, 3); break;
    case Splitter::qwen2: position_ = llama3(i, 1); break;
    case Splitter::gpt4o: position_ = gpt4o(i, true, 3); break;
    case Splitter::tekken: position_ = gpt4o(i, false, 1); break;
  }
  TB_ASSERT(position_ > i && position_ <= whole_.size());
  word = whole_.substr(i, position_ - i);
  return true;
}

namespace {
struct GgufName {
  std::string_view name;
  Splitter splitter;
};
// The first name of each splitter is the one we write.
constexpr GgufName kGgufNames[] = {
    {"gpt-2", Splitter::gpt2},
    {"llama-bpe", Splitter::llama3},
    {"qwen2", Splitter::qwen2},
    {"smollm", Splitter::smollm},
    {"gpt-4o", Splitter::gpt4o},
    {"tekken", Splitter::tekken},
    {"exaone", Splitter::exaone},
    {"phi-2", Splitter::gpt2},
    {"gigachat", Splitter::gpt2},
    {"a.x-4.0", Splitter::gpt2},
    {"mellum", Splitter::gpt2},
    {"modern-bert", Splitter::gpt2},
    {"exaone4", Splitter::gpt2},
    {"trillion", Splitter::gpt2},
    {"granite-docling", Splitter::gpt2},
    {"mpt", Splitter::gpt2},
    {"olmo", Splitter::gpt2},
    {"jais", Splitter::gpt2},
    {"starcoder", Splitter::smollm},
    {"refact", Splitter::smollm},
    {"command-r", Splitter::smollm},
    {"codeshell", Splitter::smollm},
    {"minerva-7b", Splitter::smollm},
    {"llama3", Splitter::llama3},
    {"llama-v3", Splitter::llama3},
    {"falcon3", Splitter::llama3},
    {"falcon-h1", Splitter::llama3},
    {"pixtral", Splitter::llama3},
    {"midm-2.0", Splitter::llama3},
    {"lfm2", Splitter::llama3},
    {"dbrx", Splitter::llama3},
    {"smaug-bpe", Splitter::llama3},
    {"glm4", Splitter::llama3},
    {"chatglm-bpe", Splitter::llama3},
    {"deepseek-r1-qwen", Splitter::qwen2},
    {"kormo", Splitter::qwen2},
    {"megrez", Splitter::qwen2},
    {"stablelm2", Splitter::qwen2},
    {"hunyuan", Splitter::qwen2},
    {"solar-open", Splitter::qwen2},
    {"llama4", Splitter::gpt4o},
    {"kanana2", Splitter::gpt4o},
    {"minimax-m2", Splitter::gpt4o},
};
}  // namespace

Splitter splitter_from_gguf(std::string_view pre) {
  for (const GgufName& entry : kGgufNames)
    if (entry.name == pre) return entry.splitter;
  std::string known;
  for (const GgufName& entry : kGgufNames) {
    if (!known.empty()) known += ", ";
    known += entry.name;
  }
  throw Error(Code::unsupported, msg::kTokenizerSplitter, pre, known);
}

std::string_view gguf_name(Splitter splitter) {
  for (const GgufName& entry : kGgufNames)
    if (entry.splitter == splitter) return entry.name;
  TB_ASSERT(false);
  return {};
}

}  // namespace tinybrain
