// The subset construction, products, and what is asked of regular languages.
#include "grammar/dfa.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <map>
#include <unordered_map>

#include "base/error.h"
#include "base/messages/grammar.h"

namespace tinybrain::grammar {
namespace {

struct VectorHash {
  size_t operator()(const std::vector<uint32_t>& v) const {
    uint64_t h = 0xcbf29ce484222325u;
    for (const uint32_t x : v) h = (h ^ x) * 0x100000001b3u, h ^= h >> 29;
    return h;
  }
};

// Sets of Nfa states, numbered as they are found.
class Subsets {
 public:
  explicit Subsets(const Fsa& nfa) : nfa_(nfa), seen_(nfa.states.size(), 0) {}

  // The number of the set that `states` reach without reading. Only states that read something or
  // are final make a difference.
  uint32_t number_of(const std::vector<uint32_t>& states) {
    ++stamp_;
    std::vector<uint32_t> set;
    std::vector<uint32_t>& work = work_;
    work.clear();
    const auto visit = [&](uint32_t s) {
      if (seen_[s] == stamp_) return;
      seen_[s] = stamp_;
      work.push_back(s);
    };
    for (const uint32_t s : states) visit(s);
    while (!work.empty()) {
      const uint32_t s = work.back();
      work.pop_back();
      const Fsa::State& state = nfa_.states[s];
      if (state.final || !state.edges.empty() || !state.calls.empty()) set.push_back(s);
      for (const uint32_t t : state.empties) visit(t);
    }
    std::sort(set.begin(), set.end());
    cost += set.size();
    const auto [it, fresh] = numbers_.try_emplace(std::move(set), sets.size());
    if (fresh) sets.push_back(&it->first);
    return it->second;
  }

  std::vector<const std::vector<uint32_t>*> sets;
  size_t cost = 0;

 private:
  const Fsa& nfa_;
  std::vector<uint32_t> seen_;
  uint32_t stamp_ = 0;
  std::vector<uint32_t> work_;
  std::unordered_map<std::vector<uint32_t>, uint32_t, VectorHash> numbers_;
};

void append_range(std::vector<Fsa::Edge>& edges, unsigned lo, unsigned hi, uint32_t to) {
  if (!edges.empty() && edges.back().to == to && edges.back().hi + 1u == lo)
    edges.back().hi = static_cast<uint8_t>(hi);
  else
    edges.push_back({static_cast<uint8_t>(lo), static_cast<uint8_t>(hi), to});
}

constexpr size_t kMostSubsetCost = 20000000;  // states in sets, a second's work at most

}  // namespace

std::optional<Fsa> determinize(const Fsa& nfa, size_t most_states) {
  Subsets subsets(nfa);
  Fsa dfa;
  subsets.number_of({0});
  std::vector<uint32_t> targets;
  for (uint32_t s = 0; s < subsets.sets.size(); ++s) {
    if (subsets.sets.size() > most_states || subsets.cost > kMostSubsetCost) return std::nullopt;
    const std::vector<uint32_t>& set = *subsets.sets[s];
    Fsa::State state;
    std::bitset<257> cuts;
    std::vector<Fsa::Edge> edges;
    std::map<RuleId, std::vector<uint32_t>> calls;
    for (const uint32_t n : set) {
      const Fsa::State& from = nfa.states[n];
      state.final |= from.final;
      for (const Fsa::Edge& e : from.edges) {
        cuts.set(e.lo);
        cuts.set(e.hi + 1u);
        edges.push_back(e);
      }
      for (const Fsa::Call& c : from.calls) calls[c.rule].push_back(c.to);
    }
    std::sort(edges.begin(), edges.end(),
              [](const Fsa::Edge& a, const Fsa::Edge& b) { return a.lo < b.lo; });
    std::vector<Fsa::Edge> open;
    size_t next = 0;
    for (unsigned lo = 0; lo < 256;) {
      if (!cuts[lo]) {
        ++lo;
        continue;
      }
      unsigned hi = lo;
      while (hi < 255 && !cuts[hi + 1]) ++hi;
      std::erase_if(open, [lo](const Fsa::Edge& e) { return e.hi < lo; });
      while (next < edges.size() && edges[next].lo == lo) open.push_back(edges[next++]);
      if (!open.empty()) {
        targets.clear();
        for (const Fsa::Edge& e : open) targets.push_back(e.to);
        append_range(state.edges, lo, hi, subsets.number_of(targets));
      }
      lo = hi + 1;
    }
    for (const auto& [rule, to] : calls) state.calls.push_back({rule, subsets.number_of(to)});
    dfa.states.push_back(std::move(state));
  }
  return minimize(dfa);
}

Fsa dfa_of(const Rules& rules, Expr e) {
  size_t budget = kMostNfaStates;
  const Fsa nfa = nfa_of(rules, e, [](RuleId, unsigned) { return true; }, budget);
  if (std::optional<Fsa> dfa = determinize(nfa, kMostDfaStates)) return std::move(*dfa);
  throw Error(Code::unsupported, msg::kGrammarTooLarge, kMostDfaStates, "states");
}

namespace {

constexpr uint32_t kNowhere = UINT32_MAX;

// Pairs of states; b may be nowhere when keep_without_b.
template <class Final>
Fsa product(const Fsa& a, const Fsa& b, bool keep_without_b, Final final) {
  std::unordered_map<uint64_t, uint32_t> numbers;
  std::vector<std::pair<uint32_t, uint32_t>> pairs;
  const auto number_of = [&](uint32_t x, uint32_t y) {
    const auto [it, fresh] = numbers.try_emplace(uint64_t{x} << 32 | y, pairs.size());
    if (fresh) pairs.emplace_back(x, y);
    if (pairs.size() > kMostDfaStates)
      throw Error(Code::unsupported, msg::kGrammarTooLarge, kMostDfaStates, "states");
    return it->second;
  };
  Fsa out;
  number_of(0, 0);
  for (uint32_t i = 0; i < pairs.size(); ++i) {
    const auto [x, y] = pairs[i];
    Fsa::State state;
    state.final = final(a.states[x].final, y != kNowhere && b.states[y].final);
    static const std::vector<Fsa::Edge> none;
    const std::vector<Fsa::Edge>& other = y == kNowhere ? none : b.states[y].edges;
    for (const Fsa::Edge& e : a.states[x].edges) {
      unsigned at = e.lo;
      for (const Fsa::Edge& f : other) {
        if (f.hi < at || f.lo > e.hi) continue;
        if (keep_without_b && f.lo > at)
          append_range(state.edges, at, f.lo - 1u, number_of(e.to, kNowhere));
        const unsigned lo = std::max<unsigned>(at, f.lo), hi = std::min(e.hi, f.hi);
        append_range(state.edges, lo, hi, number_of(e.to, f.to));
        at = hi + 1;
      }
      if (keep_without_b && at <= e.hi)
        append_range(state.edges, at, e.hi, number_of(e.to, kNowhere));
    }
    out.states.push_back(std::move(state));
  }
  return minimize(out);
}

}  // namespace

Fsa intersection(const Fsa& a, const Fsa& b) {
  return product(a, b, false, [](bool x, bool y) { return x && y; });
}

Fsa difference(const Fsa& a, const Fsa& b) {
  return product(a, b, true, [](bool x, bool y) { return x && !y; });
}

bool matches(const Fsa& dfa, std::string_view text) {
  uint32_t s = 0;
  for (const char c : text) {
    const auto b = static_cast<uint8_t>(c);
    const auto& edges = dfa.states[s].edges;
    const auto e = std::find_if(edges.begin(), edges.end(), [b](const Fsa::Edge& edge) {
      return edge.lo <= b && b <= edge.hi;
    });
    if (e == edges.end()) return false;
    s = e->to;
  }
  return dfa.states[s].final;
}

bool matches_nothing(const Fsa& dfa) {
  return dfa.states.size() == 1 && !dfa.states[0].final && dfa.states[0].edges.empty();
}

Expr to_expression(Rules& rules, const Fsa& dfa) {
  if (matches_nothing(dfa)) return rules.nothing();
  Network network;
  network.states = static_cast<uint32_t>(dfa.states.size());
  std::map<std::pair<uint8_t, uint8_t>, Expr> labels;
  for (uint32_t s = 0; s < dfa.states.size(); ++s) {
    if (dfa.states[s].final) network.finals.push_back(s);
    for (const Fsa::Edge& e : dfa.states[s].edges) {
      const auto [it, fresh] = labels.try_emplace({e.lo, e.hi}, 0);
      if (fresh) it->second = rules.bytes(e.lo, e.hi);
      network.add(s, it->second, e.to);
    }
  }
  return rules.network(std::move(network));
}

}  // namespace tinybrain::grammar
