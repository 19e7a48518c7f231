// The lazy subset construction over places, and the walks over the trie.
#include "grammar/machine.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/grammar.h"

namespace tinybrain::grammar {
namespace {

constexpr size_t kMostPlaces = 2000;              // of one state
constexpr size_t kMostEffort = 20000000;          // places visited in one call: a second or so
constexpr size_t kFullBytes = size_t{24} << 20;   // then a fresh machine takes over
constexpr size_t kMostBytes = size_t{192} << 20;  // within one walk
constexpr size_t kMostMaskBytes = size_t{16} << 20;
constexpr unsigned kWide = 32;        // bytes that a place reads, for its mask to be worth keeping
constexpr unsigned kMostByBases = 3;  // places of a state whose masks are put together

uint64_t mix(uint64_t h, uint64_t x) {
  h = (h ^ x) * 0x9e3779b97f4a7c15u;
  return h ^ (h >> 29);
}

}  // namespace

Machine::Machine(std::shared_ptr<const Automaton> automaton, size_t trie_words)
    : automaton_(std::move(automaton)),
      classes_(automaton_->byte_of_class.size()),
      trie_words_(trie_words),
      states_(1),
      frames_(1, Frame{0, 0, 0}),
      rows_(classes_, kDead),  // row 0 is nobody's
      table_(256, 0) {}

size_t Machine::memory() const {
  return states_.capacity() * sizeof(State) + places_.capacity() * sizeof(Place) +
         frames_.size() * (sizeof(Frame) + 48) +
         (rows_.capacity() + table_.size() + after_plain_.capacity()) * 4;
}

bool Machine::full() {
  const std::lock_guard lock(mutex_);
  return memory() > kFullBytes;
}

Step Machine::step(StateId state) const {
  return {state, states_[state].accepts, states_[state].count == 0};
}

Step Machine::start() {
  const std::lock_guard lock(mutex_);
  effort_ = 0;
  std::vector<Place> places = {{automaton_->start, 0}};
  return step(close(places));
}

Step Machine::ended() {
  const std::lock_guard lock(mutex_);
  std::vector<Place> none;
  return step(intern(none, true, 0));
}

Step Machine::run(StateId from, std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  effort_ = 0;
  for (const char c : bytes) {
    from = next(from, static_cast<uint8_t>(c));
    if (from == kDead) return {};
  }
  return step(from);
}

uint32_t Machine::push(uint32_t back, uint32_t below) {
  const auto [it, fresh] = frame_numbers_.try_emplace(uint64_t{back} << 32 | below, frames_.size());
  if (fresh) frames_.push_back({back, below, frames_[below].depth + 1});
  return it->second;
}

// Whether the place can read something and still finish within the depth.
bool Machine::lives(Place place) const {
  const Automaton& a = *automaton_;
  const uint32_t depth = frames_[place.stack].depth;
  for (uint32_t i = a.states[place.at].edges; i < a.states[place.at + 1].edges; ++i)
    if (a.states[a.edges[i].to].need + depth <= kMostDepth) return true;
  return false;
}

bool Machine::first_visit(Place place) {
  constexpr size_t kFew = 16;
  const auto key = [](const Place& p) { return uint64_t{p.at} << 32 | p.stack; };
  if (++effort_ > kMostEffort)
    throw Error(Code::unsupported, msg::kGrammarTooLarge, kMostEffort, "steps for one token");
  if (seen_.size() <= kFew) {
    if (std::find(seen_.begin(), seen_.end(), place) != seen_.end()) return false;
    if (seen_.size() == kFew)
      for (const Place& p : seen_) seen_set_.insert(key(p));
  }
  if (seen_.size() >= kFew && !seen_set_.insert(key(place)).second) return false;
  if (seen_.size() >= kMostPlaces)
    throw Error(Code::unsupported, msg::kGrammarAmbiguous, kMostPlaces);
  seen_.push_back(place);
  return true;
}

// All that `places` reach without reading, as a numbered state.
StateId Machine::close(std::vector<Place>& places) {
  const Automaton& a = *automaton_;
  bool accepts = false;
  uint32_t need = 0;
  seen_.clear();
  seen_set_.clear();
  work_.clear();
  const auto visit = [&](uint32_t at, uint32_t stack) {
    const uint32_t wanted = a.states[at].need + frames_[stack].depth;
    need = std::max(need, wanted);
    if (wanted > kMostDepth) return;
    if (first_visit({at, stack})) work_.push_back({at, stack});
  };
  for (const Place& p : places) visit(p.at, p.stack);
  places.clear();
  while (!work_.empty()) {
    const Place p = work_.back();
    work_.pop_back();
    const Automaton::State& s = a.states[p.at];
    const Automaton::State& after = a.states[p.at + 1];
    if (s.final) {
      if (p.stack == 0)
        accepts = true;
      else
        visit(frames_[p.stack].back, frames_[p.stack].below);
    }
    for (uint32_t i = s.empties; i < after.empties; ++i) visit(a.empties[i], p.stack);
    for (uint32_t i = s.calls; i < after.calls; ++i) {
      const Automaton::Call& c = a.calls[i];
      if (c.tail) {
        visit(c.start, p.stack);
        continue;
      }
      const uint32_t depth = frames_[p.stack].depth;
      const uint32_t wanted =
          depth + std::max<uint32_t>(a.states[c.start].need + 1u, a.states[c.to].need);
      need = std::max(need, wanted);
      if (wanted <= kMostDepth) visit(c.start, push(c.to, p.stack));
    }
    if (s.width > 0 && lives(p)) places.push_back(p);
  }
  return intern(places, accepts, static_cast<uint16_t>(std::min(need, kMostDepth + 1)));
}

StateId Machine::intern(std::vector<Place>& places, bool accepts, uint16_t need) {
  if (places.empty() && !accepts) return kDead;
  std::sort(places.begin(), places.end());
  uint64_t hash = accepts;
  for (const Place& p : places) hash = mix(hash, uint64_t{p.at} << 32 | p.stack);
  const auto same = [&](const State& s) {
    return s.accepts == accepts && s.count == places.size() &&
           std::equal(places.begin(), places.end(), places_.begin() + s.first);
  };
  size_t slot = hash & (table_.size() - 1);
  for (; table_[slot] != 0; slot = (slot + 1) & (table_.size() - 1))
    if (same(states_[table_[slot]])) return table_[slot];
  if (memory() > kMostBytes)
    throw Error(Code::unsupported, msg::kGrammarTooLarge, kMostBytes >> 20, "MiB");
  const auto id = static_cast<StateId>(states_.size());
  states_.push_back({static_cast<uint32_t>(places_.size()), static_cast<uint32_t>(places.size()), 0,
                     need, accepts});
  places_.insert(places_.end(), places.begin(), places.end());
  table_[slot] = id;
  if (states_.size() * 2 > table_.size()) {
    std::vector<uint32_t> wider(table_.size() * 2, 0);
    for (StateId s = 1; s < states_.size(); ++s) {
      uint64_t h = states_[s].accepts;
      for (uint32_t i = 0; i < states_[s].count; ++i) {
        const Place& p = places_[states_[s].first + i];
        h = mix(h, uint64_t{p.at} << 32 | p.stack);
      }
      size_t at = h & (wider.size() - 1);
      while (wider[at] != 0) at = (at + 1) & (wider.size() - 1);
      wider[at] = s;
    }
    table_ = std::move(wider);
  }
  return id;
}

StateId Machine::find_next(StateId state, uint8_t byte) {
  if (state == kDead) return kDead;
  const Automaton& a = *automaton_;
  std::vector<Place> places;
  for (uint32_t i = 0; i < states_[state].count; ++i) {
    const Place p = places_[states_[state].first + i];
    for (uint32_t e = a.states[p.at].edges; e < a.states[p.at + 1].edges; ++e)
      if (a.edges[e].lo <= byte && byte <= a.edges[e].hi)
        places.push_back({a.edges[e].to, p.stack});
  }
  const StateId to = places.empty() ? kDead : close(places);
  if (states_[state].row == 0) {
    states_[state].row = static_cast<uint32_t>(rows_.size() / classes_);
    rows_.resize(rows_.size() + classes_, kUnknown);
  }
  return rows_[states_[state].row * classes_ + a.class_of[byte]] = to;
}

// Marks the tokens below the nodes begin..end of the tree that can be read from `from`.
void Machine::walk(const TokenTrie::Tree& tree, StateId from, uint32_t begin, uint32_t end,
                   std::vector<uint64_t>& words, Base* base) {
  if (begin >= end || states_[from].count == 0) return;
  StateId* const path = path_.data();  // state after the byte of each depth
  path[tree.nodes[begin].depth - 1] = from;
  for (uint32_t i = begin; i < end;) {
    const TokenTrie::Node& node = tree.nodes[i];
    const StateId s = next(path[node.depth - 1], node.byte);
    if (s == kDead) {
      i = node.end;
      continue;
    }
    path[node.depth] = s;
    for (const TokenId token : tree.tokens_of(i))
      words[static_cast<size_t>(token) / 64] |= uint64_t{1} << (token % 64);
    if (base) {
      const State& state = states_[s];
      if (state.accepts && node.end > i + 1) base->exits.push_back(i);
      base->need = std::max(base->need, state.need);
    }
    ++i;
  }
}

// Whether every byte lo..hi, followed by `more` continuation bytes, leads to `to` (set by the first).
bool Machine::leads_to(StateId from, unsigned lo, unsigned hi, unsigned more, StateId& to) {
  for (unsigned b = lo; b <= hi; ++b) {
    if (b > lo && automaton_->class_of[b] == automaton_->class_of[b - 1]) continue;
    const StateId s = next(from, static_cast<uint8_t>(b));
    if (more > 0 && s != kDead) {
      if (!leads_to(s, 0x80, 0xBF, more - 1, to)) return false;
    } else if (to == kUnknown) {
      to = s;
    } else if (to != s) {
      return false;
    }
  }
  return true;
}

// The one state that every plain character (TokenTrie::is_plain) leads to, or kVarious.
StateId Machine::after_plain(StateId state) {
  if (after_plain_.size() < states_.size()) after_plain_.resize(states_.size() + 64, kUnknown);
  if (after_plain_[state] != kUnknown) return after_plain_[state];
  StateId to = kUnknown;
  // ASCII; then the first two bytes of each length of UTF-8, those with bounds of their own apart.
  const auto pair = [&](unsigned lead, unsigned lo, unsigned hi, unsigned more) {
    const StateId s = next(state, static_cast<uint8_t>(lead));
    return s == kDead ? to == kDead : leads_to(s, lo, hi, more, to);
  };
  const bool same = leads_to(state, 0x20, 0x21, 0, to) && leads_to(state, 0x23, 0x5B, 0, to) &&
                    leads_to(state, 0x5D, 0x7E, 0, to) && leads_to(state, 0xC2, 0xDF, 1, to) &&
                    pair(0xE0, 0xA0, 0xBF, 1) && leads_to(state, 0xE1, 0xEC, 2, to) &&
                    pair(0xED, 0x80, 0x9F, 1) && leads_to(state, 0xEE, 0xEF, 2, to) &&
                    pair(0xF0, 0x90, 0xBF, 2) && leads_to(state, 0xF1, 0xF3, 3, to) &&
                    pair(0xF4, 0x80, 0x8F, 2);
  return after_plain_[state] = same ? to : kVarious;
}

// Marks the tokens that can be read from a state; returns the tree that was walked for that.
const TokenTrie::Tree& Machine::fill(StateId state, const TokenTrie& trie,
                                     std::vector<uint64_t>& words, Base* base) {
  path_.resize(trie.longest() + 1);
  size_t n = 0;  // plain characters that may follow, whichever they are
  StateId s = state;
  uint16_t need = 0;
  for (; n < TokenTrie::kPlainCharacters; ++n) {
    s = after_plain(s);
    // An end on the way is an exit: then the plain tokens must be walked too.
    if (s == kDead || s == kVarious || (base && states_[s].accepts)) break;
    need = std::max(need, states_[s].need);
  }
  const bool known = n == TokenTrie::kPlainCharacters || (n > 0 && s == kDead);
  if (known) {
    const std::span<const uint64_t> plain = trie.plain(n);
    for (size_t w = 0; w < words.size(); ++w) words[w] |= plain[w];
    // Inside of a character nothing is called, so it needs no deeper stack than what follows it.
    if (base) base->need = std::max(base->need, need);
  }
  const TokenTrie::Tree& tree = known ? trie.not_plain() : trie.all();
  walk(tree, state, 0, tree.size(), words, base);
  return tree;
}

const Machine::Base& Machine::base_of(uint32_t at, const TokenTrie& trie) {
  const auto it = bases_.find(at);
  if (it != bases_.end()) return it->second;
  if ((bases_.size() + 1) * trie_words_ * 8 > kMostMaskBytes) bases_.clear();
  Base base;
  base.words.assign(trie_words_, 0);
  std::vector<Place> places = {{at, 0}};
  const StateId alone = close(places);
  base.need = states_[alone].need;
  base.tree = &fill(alone, trie, base.words, &base);
  return bases_.emplace(at, std::move(base)).first->second;
}

// The mask of a state with few places, of which at least one is wide; false when there is none, or
// the stack is too near its bound for that.
bool Machine::add_by_bases(StateId state, const TokenTrie& trie, std::vector<uint64_t>& words) {
  const State s = states_[state];
  if (s.count > kMostByBases) return false;
  bool wide = false;
  for (uint32_t i = 0; i < s.count; ++i)
    wide |= automaton_->states[places_[s.first + i].at].width >= kWide;
  if (!wide) return false;
  // Counted characters: each count is a place of its own, worth no mask that is kept.
  if (const StateId after = after_plain(state); after != state && after != kVarious) return false;
  for (uint32_t i = 0; i < s.count; ++i) {
    const Place p = places_[s.first + i];
    const Base& base = base_of(p.at, trie);
    if (base.need + frames_[p.stack].depth > kMostDepth) return false;
    for (size_t w = 0; w < words.size(); ++w) words[w] |= base.words[w];
    if (p.stack == 0 || base.exits.empty()) continue;
    std::vector<Place> places = {{frames_[p.stack].back, frames_[p.stack].below}};
    const StateId outside = close(places);
    for (const uint32_t node : base.exits)
      walk(*base.tree, outside, node + 1, base.tree->nodes[node].end, words, nullptr);
  }
  return true;
}

std::shared_ptr<const Mask> Machine::mask(StateId state, const TokenTrie& trie) {
  const std::lock_guard lock(mutex_);
  effort_ = 0;
  if (const auto it = masks_.find(state); it != masks_.end()) return it->second;
  auto mask = std::make_shared<Mask>();
  mask->words.assign(trie_words_, 0);
  if (!add_by_bases(state, trie, mask->words)) {
    std::fill(mask->words.begin(), mask->words.end(), 0);
    fill(state, trie, mask->words, nullptr);
  }
  if (states_[state].accepts)
    for (size_t w = 0; w < trie_words_; ++w) mask->words[w] |= trie.ends()[w];
  if ((masks_.size() + 1) * trie_words_ * 8 > kMostMaskBytes) masks_.clear();
  masks_.emplace(state, mask);
  return mask;
}

std::string Machine::forced(StateId state, size_t most) {
  const std::lock_guard lock(mutex_);
  effort_ = 0;
  const Automaton& a = *automaton_;
  std::string out;
  while (out.size() < most && state != kDead && !states_[state].accepts) {
    const State s = states_[state];
    int only = -1;
    StateId to = kDead;
    for (uint32_t i = 0; i < s.count; ++i) {
      const uint32_t at = places_[s.first + i].at;
      for (uint32_t e = a.states[at].edges; e < a.states[at + 1].edges; ++e) {
        const Automaton::Edge edge = a.edges[e];
        for (unsigned b = edge.lo; b <= edge.hi; ++b) {
          if (static_cast<int>(b) == only) continue;
          const StateId there = next(state, static_cast<uint8_t>(b));
          if (there == kDead) continue;
          if (only >= 0) return out;
          only = static_cast<int>(b);
          to = there;
        }
      }
    }
    if (only < 0) break;
    out += static_cast<char>(only);
    state = to;
  }
  return out;
}

Step Machine::move_to(Machine& fresh, StateId state) {
  const std::scoped_lock lock(mutex_, fresh.mutex_);
  const State& s = states_[state];
  std::vector<Place> places;
  for (uint32_t i = 0; i < s.count; ++i) {
    const Place p = places_[s.first + i];
    std::vector<uint32_t> backs;  // from the top down
    for (uint32_t f = p.stack; f != 0; f = frames_[f].below) backs.push_back(frames_[f].back);
    uint32_t stack = 0;
    for (size_t k = backs.size(); k > 0; --k) stack = fresh.push(backs[k - 1], stack);
    places.push_back({p.at, stack});
  }
  return fresh.step(fresh.intern(places, s.accepts, s.need));
}

}  // namespace tinybrain::grammar
