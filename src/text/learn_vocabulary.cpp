#include "text/learn_vocabulary.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <queue>
#include <unordered_map>

#include "base/error.h"
#include "base/messages/text_tokenizer.h"
#include "text/bpe.h"
#include "text/splitter.h"
#include "text/unicode.h"
#include "text/wordpiece.h"

namespace tinybrain {
namespace {

constexpr uint64_t kLeastPair = 2;     // times that neighbours come, to be joined
constexpr uint64_t kLeastLetter = 10;  // times that a letter comes, to be known to WordPiece
constexpr const char* kWordStart = "\u2581";

using Counts = std::map<std::string, uint64_t, std::less<>>;  // sorted: the same on every machine

void count(Counts& counts, std::string_view key, uint64_t times) {
  const auto found = counts.find(key);
  if (found == counts.end())
    counts.emplace(key, times);
  else
    found->second += times;
}

// Words as symbols, and how often each pair of neighbours comes.
class Joiner {
 public:
  explicit Joiner(std::vector<std::string> symbols) : symbols_(std::move(symbols)) {}

  void add_word(std::vector<uint32_t> word, uint64_t times) {
    const auto index = static_cast<uint32_t>(words_.size());
    for (size_t i = 0; i + 1 < word.size(); ++i) change(word[i], word[i + 1], index, times);
    words_.push_back({std::move(word), times});
  }

  // Joins until there are `size` symbols; the pairs in the order in which they were joined.
  std::vector<std::pair<uint32_t, uint32_t>> join(size_t size, const VocabularyOptions& options) {
    std::vector<std::pair<uint32_t, uint32_t>> joined;
    for (const auto& [key, pair] : pairs_) queue_.push({pair.times, key});
    while (symbols_.size() < size && !queue_.empty()) {
      const Entry top = queue_.top();
      queue_.pop();
      Pair& pair = pairs_[top.key];
      if (pair.times != top.times) {  // it changed since; its true place
        if (pair.times >= kLeastPair) queue_.push({pair.times, top.key});
        continue;
      }
      if (pair.times < kLeastPair) break;
      if (options.progress && joined.size() % 64 == 0 && !options.progress(symbols_.size(), size))
        throw Error(Code::cancelled, msg::kVocabularyStopped);
      const auto left = static_cast<uint32_t>(top.key >> 32),
                 right = static_cast<uint32_t>(top.key);
      joined.emplace_back(left, right);
      const auto made = static_cast<uint32_t>(symbols_.size());
      symbols_.push_back(symbols_[left] + symbols_[right]);
      for (const uint32_t word : std::vector<uint32_t>(std::move(pair.words)))
        join_in(word, left, right, made);
      pairs_.erase(top.key);
    }
    return joined;
  }

  const std::vector<std::string>& symbols() const { return symbols_; }

 private:
  struct Word {
    std::vector<uint32_t> symbols;
    uint64_t times;
  };
  struct Pair {
    uint64_t times = 0;
    std::vector<uint32_t> words;  // that have or had it; some more than once
  };
  struct Entry {
    uint64_t times, key;
    // The most frequent first; of equals the one whose symbols are older.
    bool operator<(const Entry& o) const {
      return times != o.times ? times < o.times : key > o.key;
    }
  };

  void change(uint32_t left, uint32_t right, uint32_t word, uint64_t times) {
    Pair& pair = pairs_[uint64_t{left} << 32 | right];
    pair.times += times;
    if (pair.words.empty() || pair.words.back() != word) pair.words.push_back(word);
  }
  void less(uint32_t left, uint32_t right, uint64_t times) {
    const auto found = pairs_.find(uint64_t{left} << 32 | right);
    if (found != pairs_.end()) found->second.times -= std::min(times, found->second.times);
  }

  void join_in(uint32_t index, uint32_t left, uint32_t right, uint32_t made) {
    Word& word = words_[index];
    std::vector<uint32_t>& s = word.symbols;
    for (size_t i = 0; i + 1 < s.size(); ++i) {
      if (s[i] != left || s[i + 1] != right) continue;
      if (i > 0) {
        less(s[i - 1], left, word.times);
        change(s[i - 1], made, index, word.times);
        queue_.push(
            {pairs_[uint64_t{s[i - 1]} << 32 | made].times, uint64_t{s[i - 1]} << 32 | made});
      }
      if (i + 2 < s.size()) {
        less(right, s[i + 2], word.times);
        change(made, s[i + 2], index, word.times);
        queue_.push(
            {pairs_[uint64_t{made} << 32 | s[i + 2]].times, uint64_t{made} << 32 | s[i + 2]});
      }
      s[i] = made;
      s.erase(s.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
  }

  std::vector<std::string> symbols_;
  std::vector<Word> words_;
  std::unordered_map<uint64_t, Pair> pairs_;
  std::priority_queue<Entry> queue_;
};

// A spec over tokens that it owns.
TokenizerSpec owning(std::vector<std::string> tokens, std::vector<std::string> merges,
                     size_t special) {
  struct Owned {
    std::vector<std::string> tokens, merges;
  };
  const auto owned = std::make_shared<Owned>(Owned{std::move(tokens), std::move(merges)});
  TokenizerSpec spec;
  spec.tokens.assign(owned->tokens.begin(), owned->tokens.end());
  spec.merges.assign(owned->merges.begin(), owned->merges.end());
  spec.types.assign(spec.tokens.size(), TokenType::normal);
  std::fill_n(spec.types.begin(), special, TokenType::control);
  spec.owned = owned;
  return spec;
}

template <class Body>
void for_each_letter(std::string_view text, Body&& body) {
  for (size_t i = 0; i < text.size();) {
    const unicode::Decoded d = unicode::decode(text.substr(i));
    body(text.substr(i, d.length));
    i += d.length;
  }
}

}  // namespace

TokenizerSpec learn_bpe(std::span<const std::string> texts, const VocabularyOptions& options) {
  constexpr Splitter kSplitter = Splitter::qwen2;
  const std::vector<std::string> special = {"<|endoftext|>", "<|im_start|>", "<|im_end|>"};
  Counts words;
  for (const std::string& text : texts) {
    const std::string repaired = unicode::nfc(unicode::repaired(text));
    WordSplitter splitter(kSplitter, repaired);
    for (std::string_view word; splitter.next(word);) count(words, word, 1);
  }
  // In the order of their letters, as the reference trainer has them: of equally frequent pairs the older one is joined.
  std::map<char32_t, uint8_t> bytes;
  for (int b = 0; b < 256; ++b)
    bytes[bpe_letter(static_cast<uint8_t>(b))] = static_cast<uint8_t>(b);
  std::vector<std::string> letters;
  std::array<uint32_t, 256> letter_of{};
  for (const auto& [letter, byte] : bytes) {
    letter_of[byte] = static_cast<uint32_t>(letters.size());
    unicode::append(letters.emplace_back(), letter);
  }
  Joiner joiner(letters);
  for (const auto& [word, times] : words) {
    std::vector<uint32_t> symbols;
    for (const char byte : word) symbols.push_back(letter_of[static_cast<uint8_t>(byte)]);
    joiner.add_word(std::move(symbols), times);
  }
  const size_t most = std::max(options.size, special.size() + 256) - special.size();
  const auto joined = joiner.join(most, options);
  std::vector<std::string> merges, tokens = special;
  for (const auto& [left, right] : joined)
    merges.push_back(joiner.symbols()[left] + " " + joiner.symbols()[right]);
  tokens.insert(tokens.end(), joiner.symbols().begin(), joiner.symbols().end());
  TokenizerSpec spec = owning(std::move(tokens), std::move(merges), special.size());
  spec.kind = TokenizerKind::bpe;
  spec.splitter = kSplitter;
  spec.nfc = true;
  spec.bos = spec.eos = spec.pad = 0;
  spec.eot = 2;
  spec.end_of_generation = {2};
  return spec;
}

TokenizerSpec learn_wordpiece(std::span<const std::string> texts,
                              const VocabularyOptions& options) {
  const std::vector<std::string> special = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};
  TokenizerSpec rules;
  Counts words, letters;
  for (const std::string& text : texts)
    for_each_cleaned_word(cleaned_for_wordpiece(rules, text),
                          [&](std::string_view word) { count(words, word, 1); });
  const auto spelled = [](std::string_view letter, bool first) {
    return first ? kWordStart + std::string(letter) : std::string(letter);
  };
  for (const auto& [word, times] : words) {
    bool first = true;
    for_each_letter(word, [&](std::string_view letter) {
      count(letters, spelled(letter, first), times);
      first = false;
    });
  }
  std::vector<std::string> symbols;
  std::map<std::string, uint32_t, std::less<>> index;
  for (const auto& [letter, times] : letters) {
    if (times < kLeastLetter || special.size() + symbols.size() >= options.size) continue;
    index.emplace(letter, static_cast<uint32_t>(symbols.size()));
    symbols.push_back(letter);
  }
  Joiner joiner(symbols);
  for (const auto& [word, times] : words) {
    std::vector<uint32_t> ids;
    bool first = true, known = true;
    for_each_letter(word, [&](std::string_view letter) {
      const auto found = index.find(spelled(letter, first));
      known = known && found != index.end();
      if (known) ids.push_back(found->second);
      first = false;
    });
    if (known) joiner.add_word(std::move(ids), times);
  }
  joiner.join(options.size - std::min(options.size, special.size()), options);
  std::vector<std::string> tokens = special;
  tokens.insert(tokens.end(), joiner.symbols().begin(), joiner.symbols().end());
  TokenizerSpec spec = owning(std::move(tokens), {}, special.size());
  spec.kind = TokenizerKind::wordpiece;
  spec.wordpiece_phantom_space = true;
  spec.pad = 0;
  spec.unk = 1;
  spec.cls = spec.bos = 2;
  spec.sep = spec.eos = 3;
  spec.mask = 4;
  spec.add_bos = spec.add_eos = true;
  return spec;
}

}  // namespace tinybrain
