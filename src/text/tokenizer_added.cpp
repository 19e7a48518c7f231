// AddedTokens: a sorted list narrowed byte by byte, behind a filter on the first two bytes.
#include "text/tokenizer_added.h"

#include <algorithm>

#include "text/spm.h"
#include "text/unicode.h"

namespace tinybrain {
namespace {

bool holds(const std::vector<TokenId>& ids, TokenId id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

size_t white_before(std::string_view text, size_t end, size_t limit) {
  while (end > limit) {
    size_t start = end - 1;
    while (start > limit && (static_cast<uint8_t>(text[start]) & 0xC0) == 0x80) --start;
    if (!unicode::is_space(unicode::decode(text.substr(start)).c)) break;
    end = start;
  }
  return end;
}

size_t white_after(std::string_view text, size_t at) {
  while (at < text.size()) {
    const unicode::Decoded d = unicode::decode(text.substr(at));
    if (!unicode::is_space(d.c)) break;
    at += d.length;
  }
  return at;
}

}  // namespace

AddedTokens::AddedTokens(const TokenizerSpec& spec) {
  // A spm vocabulary spells spaces as marks; the text we look at still has spaces.
  const bool marks = spec.kind == TokenizerKind::spm && spec.merges.empty();
  for (size_t i = 0; i < spec.types.size(); ++i) {
    const TokenType type = spec.types[i];
    const bool control = type == TokenType::control || type == TokenType::unknown;
    if (!control && type != TokenType::user_defined) continue;
    if (spec.tokens[i].empty()) continue;
    const auto id = static_cast<TokenId>(i);
    Entry entry{std::string(spec.tokens[i]), id, control, holds(spec.lstrip, id),
                holds(spec.rstrip, id)};
    if (marks) entry.text = marks_to_spaces(entry.text);
    const auto first = static_cast<uint8_t>(entry.text[0]);
    if (entry.text.size() == 1)
      single_.set(first);
    else
      begins_.set(size_t{first} << 8 | static_cast<uint8_t>(entry.text[1]));
    entries_.push_back(std::move(entry));
  }
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return a.text != b.text ? a.text < b.text : a.id < b.id;
  });
}

// The longest entry that the text has at `at`; a control token must end by trusted_end.
const AddedTokens::Entry* AddedTokens::longest_at(std::string_view text, size_t at,
                                                  size_t trusted_end) const {
  const Entry* best = nullptr;
  auto low = entries_.begin(), high = entries_.end();
  for (size_t depth = 0; at + depth < text.size() && low != high; ++depth) {
    // All of [low, high) share their first `depth` bytes with the text; shorter ones were dealt
    // with.
    const auto byte = static_cast<uint8_t>(text[at + depth]);
    const auto byte_of = [depth](const Entry& e) { return static_cast<uint8_t>(e.text[depth]); };
    low = std::lower_bound(low, high, byte,
                           [&](const Entry& e, uint8_t b) { return byte_of(e) < b; });
    high = std::upper_bound(low, high, byte,
                            [&](uint8_t b, const Entry& e) { return b < byte_of(e); });
    for (; low != high && low->text.size() == depth + 1; ++low)
      if (!low->control || at + depth + 1 <= trusted_end)
        if (!best || best->text.size() < low->text.size()) best = &*low;
  }
  return best;
}

AddedTokens::Match AddedTokens::find(std::string_view text, size_t from,
                                     std::span<const TrustedRange> trusted) const {
  if (entries_.empty()) return {text.size(), text.size(), -1};
  size_t range = 0;
  for (size_t at = from; at < text.size(); ++at) {
    const auto byte = static_cast<uint8_t>(text[at]);
    if (!single_[byte] &&
        (at + 1 >= text.size() || !begins_[size_t{byte} << 8 | static_cast<uint8_t>(text[at + 1])]))
      continue;
    while (range < trusted.size() && trusted[range].end <= at) ++range;
    const bool inside = range < trusted.size() && trusted[range].begin <= at;
    const Entry* found = longest_at(text, at, inside ? trusted[range].end : 0);
    if (!found) continue;
    const size_t end = at + found->text.size();
    return {found->lstrip ? white_before(text, at, from) : at,
            found->rstrip ? white_after(text, end) : end, found->id};
  }
  return {text.size(), text.size(), -1};
}

}  // namespace tinybrain
