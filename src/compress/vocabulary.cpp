// Which tokens can go without leaving the tokenizer unable to build those that stay.
#include "compress/vocabulary.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "base/messages/compress.h"

namespace tinybrain {
namespace {

size_t characters(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

// How tokens are built from smaller ones, by either kind of BPE: byte-level ones merge by rank, SentencePiece's
// by score. WordPiece takes the longest match and needs none of this.
class Parts {
 public:
  explicit Parts(const TokenizerSpec& spec) : spec_(spec) {
    for (size_t i = 0; i < spec.tokens.size(); ++i)
      ids_.try_emplace(spec.tokens[i], static_cast<TokenId>(i));
    for (size_t i = 0; i < spec.merges.size(); ++i) {
      const size_t space = spec.merges[i].find(' ', 1);
      if (space == std::string_view::npos) continue;
      std::string joined(spec.merges[i]);
      ranks_[joined] = static_cast<double>(i);
    }
  }

  TokenId find(std::string_view text) const {
    const auto it = ids_.find(text);
    return it == ids_.end() ? -1 : it->second;
  }

  // The tokens that come up while the characters of `token` are merged, the token itself not among them.
  std::vector<TokenId> of(TokenId token) const {
    std::vector<TokenId> found;
    if (spec_.kind == TokenizerKind::wordpiece) return found;
    const std::string_view text = spec_.tokens[static_cast<size_t>(token)];
    std::vector<std::string_view> pieces;
    for (size_t at = 0; at < text.size();) {
      size_t end = at + 1;
      while (end < text.size() && (text[end] & 0xc0) == 0x80) ++end;
      pieces.push_back(text.substr(at, end - at));
      if (const TokenId id = find(pieces.back()); id >= 0 && id != token) found.push_back(id);
      at = end;
    }
    while (pieces.size() > 1) {
      double best = std::numeric_limits<double>::infinity();
      size_t at = 0;
      for (size_t i = 0; i + 1 < pieces.size(); ++i)
        if (const double p = priority(pieces[i], pieces[i + 1]); p < best) best = p, at = i;
      if (best == std::numeric_limits<double>::infinity()) break;  // an added token
      // Pieces are neighbours in one text: joined, they are a longer view of it.
      pieces[at] = {pieces[at].data(), pieces[at].size() + pieces[at + 1].size()};
      pieces.erase(pieces.begin() + static_cast<ptrdiff_t>(at) + 1);
      if (const TokenId id = find(pieces[at]); id >= 0 && id != token) found.push_back(id);
    }
    return found;
  }

 private:
  double priority(std::string_view left, std::string_view right) const {
    if (!spec_.merges.empty()) {
      const auto it = ranks_.find(std::string(left) + ' ' + std::string(right));
      return it == ranks_.end() ? std::numeric_limits<double>::infinity() : it->second;
    }
    const TokenId id = find({left.data(), left.size() + right.size()});
    if (id < 0 || spec_.scores.size() != spec_.tokens.size())
      return std::numeric_limits<double>::infinity();
    return -double{spec_.scores[static_cast<size_t>(id)]};
  }

  const TokenizerSpec& spec_;
  std::unordered_map<std::string_view, TokenId> ids_;
  std::unordered_map<std::string, double> ranks_;
};

bool must_stay(const TokenizerSpec& spec, size_t id, bool has_bytes) {
  const TokenType type = spec.types[id];
  if (type != TokenType::normal && type != TokenType::unused) return true;
  // What spells anything: byte tokens where there are some, else single characters.
  const std::string_view text = spec.tokens[id];
  return !has_bytes && (characters(text) == 1 || (text.starts_with("##") && characters(text) == 3));
}

TokenId* const* fields(TokenizerSpec& s, TokenId* (&list)[8]) {
  TokenId* const all[] = {&s.bos, &s.eos, &s.unk, &s.pad, &s.sep, &s.cls, &s.mask, &s.eot};
  std::copy(std::begin(all), std::end(all), list);
  return list;
}

}  // namespace

std::vector<TokenId> vocabulary_for(const TokenizerSpec& spec, std::string_view text, size_t size) {
  const size_t all = spec.tokens.size();
  std::vector<uint64_t> counts(all);
  for (const TokenId id : Tokenizer(spec).encode(text, true)) ++counts[static_cast<size_t>(id)];
  const bool has_bytes =
      std::find(spec.types.begin(), spec.types.end(), TokenType::byte) != spec.types.end();
  std::vector<bool> kept(all);
  size_t n = 0;
  const auto keep = [&](size_t id) {
    if (!kept[id]) kept[id] = true, ++n;
  };
  for (size_t i = 0; i < all; ++i)
    if (must_stay(spec, i, has_bytes)) keep(i);
  TokenizerSpec copy = spec;
  TokenId* list[8];
  fields(copy, list);
  for (const TokenId* id : list)
    if (*id >= 0) keep(static_cast<size_t>(*id));
  for (const std::vector<TokenId>* ids : {&spec.end_of_generation, &spec.lstrip, &spec.rstrip})
    for (const TokenId id : *ids) keep(static_cast<size_t>(id));
  if (n > size) throw Error(Code::bad_argument, msg::kCompressCount, "vocabulary", size, n, all);
  // How often a token is expected: as in the text, and as Zipf's law has it for its id, both of the same
  // weight; ids are given in the order of frequency in what the tokenizer was made from. Counts alone would
  // keep what the text has once and lose what is common everywhere else.
  std::vector<double> expected(all);
  const double tokens =
      static_cast<double>(std::accumulate(counts.begin(), counts.end(), uint64_t{0}));
  for (size_t i = 0; i < all; ++i)
    expected[i] =
        static_cast<double>(counts[i]) +
        (tokens + 1) / (std::log(static_cast<double>(all) + 1) * static_cast<double>(i + 100));
  std::vector<size_t> order(all);
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return expected[a] > expected[b]; });
  const Parts parts(spec);
  for (const size_t id : order) {
    if (kept[id]) continue;
    std::vector<TokenId> needed = parts.of(static_cast<TokenId>(id));
    std::erase_if(needed, [&](TokenId p) { return kept[static_cast<size_t>(p)]; });
    std::sort(needed.begin(), needed.end());
    needed.erase(std::unique(needed.begin(), needed.end()), needed.end());
    if (n + needed.size() + 1 > size) continue;
    for (const TokenId p : needed) keep(static_cast<size_t>(p));
    keep(id);
    if (n == size) break;
  }
  std::vector<TokenId> ids;
  for (size_t i = 0; i < all; ++i)
    if (kept[i]) ids.push_back(static_cast<TokenId>(i));
  return ids;
}

void trim_vocabulary(EditableModel& model, std::span<const TokenId> keep) {
  TokenizerSpec& spec = model.edit_tokenizer();
  const size_t rows = model.at("token_embd.weight").n, all = std::min(rows, spec.tokens.size());
  std::vector<TokenId> place(spec.tokens.size(), -1);
  std::vector<size_t> kept_rows;
  for (size_t i = 0; i < keep.size(); ++i) {
    const TokenId id = keep[i];
    if (id < 0 || static_cast<size_t>(id) >= all || (i > 0 && id <= keep[i - 1]))
      throw Error(Code::bad_argument, msg::kCompressCount, "token", id, i > 0 ? keep[i - 1] + 1 : 0,
                  all - 1);
    place[static_cast<size_t>(id)] = static_cast<TokenId>(i);
    kept_rows.push_back(static_cast<size_t>(id));
  }
  if (keep.empty()) throw Error(Code::bad_argument, msg::kCompressCount, "vocabulary", 0, 1, all);

  std::unordered_map<std::string_view, bool> stays;
  for (const size_t id : kept_rows) stays.emplace(spec.tokens[id], true);
  std::erase_if(spec.merges, [&](std::string_view merge) {
    const size_t space = merge.find(' ', 1);
    if (space == std::string_view::npos) return true;
    const std::string_view left = merge.substr(0, space), right = merge.substr(space + 1);
    return !stays.contains(left) || !stays.contains(right) ||
           !stays.contains(std::string(left) + std::string(right));
  });
  TokenizerSpec old = spec;
  spec.tokens.clear();
  spec.types.clear();
  spec.scores.clear();
  for (const size_t id : kept_rows) {
    spec.tokens.push_back(old.tokens[id]);
    spec.types.push_back(old.types[id]);
    if (old.scores.size() == old.tokens.size()) spec.scores.push_back(old.scores[id]);
  }
  TokenId* list[8];
  fields(spec, list);
  for (TokenId* id : list)
    if (*id >= 0) *id = place[static_cast<size_t>(*id)];
  for (std::vector<TokenId>* ids : {&spec.end_of_generation, &spec.lstrip, &spec.rstrip}) {
    for (TokenId& id : *ids) id = place[static_cast<size_t>(id)];
    std::erase(*ids, -1);
  }
  model.keep_rows("token_embd.weight", kept_rows);
  if (model.find("output.weight")) model.keep_rows("output.weight", kept_rows);
  model.edit_config().vocabulary = static_cast<uint32_t>(keep.size());
}

}  // namespace tinybrain
