// Minimization of a deterministic automaton with missing edges: refine a partition of the states
// and one of the edges in turn until both are stable (Valmari and Lehtinen 2008).
#include <algorithm>
#include <numeric>

#include "grammar/dfa.h"

namespace tinybrain::grammar {
namespace {

// A partition of 0..n-1 that can split each of its sets into marked and unmarked members.
struct Partition {
  std::vector<uint32_t> elements, place, set_of, first, end, marked;
  std::vector<uint32_t> touched;

  explicit Partition(uint32_t n) : elements(n), place(n), set_of(n, 0) {
    std::iota(elements.begin(), elements.end(), 0);
    std::iota(place.begin(), place.end(), 0);
    if (n > 0) add(0, n);
  }
  uint32_t count() const { return static_cast<uint32_t>(first.size()); }
  void add(uint32_t begin, uint32_t stop) {
    first.push_back(begin);
    end.push_back(stop);
    marked.push_back(0);
  }
  void mark(uint32_t e) {
    const uint32_t s = set_of[e], to = first[s] + marked[s], at = place[e];
    if (at < to) return;
    std::swap(elements[at], elements[to]);
    place[elements[at]] = at;
    place[e] = to;
    if (marked[s]++ == 0) touched.push_back(s);
  }
  // Each touched set becomes two; the smaller half gets the new number.
  void split() {
    for (const uint32_t s : touched) {
      const uint32_t middle = first[s] + marked[s];
      if (middle == end[s]) {
        marked[s] = 0;
        continue;
      }
      if (marked[s] <= end[s] - middle) {
        add(first[s], middle);
        first[s] = middle;
      } else {
        add(middle, end[s]);
        end[s] = middle;
      }
      const uint32_t fresh = count() - 1;
      for (uint32_t i = first[fresh]; i < end[fresh]; ++i) set_of[elements[i]] = fresh;
      marked[s] = 0;
    }
    touched.clear();
  }
};

struct Transition {
  uint32_t tail, label, head;
};

// Lists of edges by state: those of state s are order[at[s]..at[s+1]).
struct ByState {
  std::vector<uint32_t> at, order;
  template <class Key>
  ByState(const std::vector<Transition>& edges, uint32_t states, Key key) : at(states + 1, 0) {
    for (const Transition& t : edges) ++at[key(t) + 1];
    std::partial_sum(at.begin(), at.end(), at.begin());
    order.resize(edges.size());
    std::vector<uint32_t> fill(at.begin(), at.end() - 1);
    for (uint32_t i = 0; i < edges.size(); ++i) order[fill[key(edges[i])]++] = i;
  }
};

// States from which a final state can be reached; the start stays in any case.
std::vector<bool> useful(const Fsa& dfa, const std::vector<Transition>& edges) {
  const auto n = static_cast<uint32_t>(dfa.states.size());
  const ByState into(edges, n, [](const Transition& t) { return t.head; });
  std::vector<bool> keep(n, false);
  std::vector<uint32_t> work;
  for (uint32_t s = 0; s < n; ++s)
    if (dfa.states[s].final) {
      keep[s] = true;
      work.push_back(s);
    }
  while (!work.empty()) {
    const uint32_t s = work.back();
    work.pop_back();
    for (uint32_t i = into.at[s]; i < into.at[s + 1]; ++i) {
      const uint32_t tail = edges[into.order[i]].tail;
      if (keep[tail]) continue;
      keep[tail] = true;
      work.push_back(tail);
    }
  }
  keep[0] = true;
  return keep;
}

// All edges with one label per run of bytes that no edge of the automaton tells apart.
std::vector<Transition> transitions(const Fsa& dfa,
                                    std::vector<std::pair<uint8_t, uint8_t>>& runs) {
  bool cut[257] = {true};
  for (const Fsa::State& s : dfa.states)
    for (const Fsa::Edge& e : s.edges) cut[e.lo] = cut[e.hi + 1] = true;
  uint32_t run_of[256];
  for (unsigned b = 0; b < 256; ++b) {
    if (cut[b]) runs.emplace_back(b, b);
    runs.back().second = static_cast<uint8_t>(b);
    run_of[b] = static_cast<uint32_t>(runs.size() - 1);
  }
  std::vector<Transition> out;
  for (uint32_t s = 0; s < dfa.states.size(); ++s) {
    for (const Fsa::Edge& e : dfa.states[s].edges)
      for (uint32_t r = run_of[e.lo]; r <= run_of[e.hi]; ++r) out.push_back({s, r, e.to});
    for (const Fsa::Call& c : dfa.states[s].calls) out.push_back({s, 256 + c.rule, c.to});
  }
  return out;
}

}  // namespace

Fsa minimize(const Fsa& dfa) {
  std::vector<std::pair<uint8_t, uint8_t>> runs;
  std::vector<Transition> edges = transitions(dfa, runs);
  const std::vector<bool> keep = useful(dfa, edges);
  std::erase_if(edges, [&](const Transition& t) { return !keep[t.tail] || !keep[t.head]; });
  const auto n = static_cast<uint32_t>(dfa.states.size());
  Partition blocks(n), cords(static_cast<uint32_t>(edges.size()));
  for (uint32_t s = 0; s < n; ++s)
    if (!keep[s]) blocks.mark(s);  // useless states apart, so that they split nothing
  blocks.split();
  for (uint32_t s = 0; s < n; ++s)
    if (dfa.states[s].final) blocks.mark(s);
  blocks.split();
  // Edges: one set a label.
  if (!edges.empty()) {
    std::sort(cords.elements.begin(), cords.elements.end(),
              [&](uint32_t a, uint32_t b) { return edges[a].label < edges[b].label; });
    cords.first.clear();
    cords.end.clear();
    cords.marked.clear();
    for (uint32_t i = 0; i < edges.size(); ++i) {
      const uint32_t e = cords.elements[i];
      if (i == 0 || edges[e].label != edges[cords.elements[i - 1]].label) cords.add(i, i);
      cords.end.back() = i + 1;
      cords.place[e] = i;
      cords.set_of[e] = cords.count() - 1;
    }
  }
  const ByState into(edges, n, [](const Transition& t) { return t.head; });
  uint32_t done = 1;  // block 0 needs no turn of its own: the edges into it are the rest
  for (uint32_t c = 0; c < cords.count(); ++c) {
    for (uint32_t i = cords.first[c]; i < cords.end[c]; ++i)
      blocks.mark(edges[cords.elements[i]].tail);
    blocks.split();
    for (; done < blocks.count(); ++done) {
      for (uint32_t i = blocks.first[done]; i < blocks.end[done]; ++i) {
        const uint32_t s = blocks.elements[i];
        for (uint32_t k = into.at[s]; k < into.at[s + 1]; ++k) cords.mark(into.order[k]);
      }
      cords.split();
    }
  }
  // One state a block, numbered from the start's in the order they are reached.
  Fsa out;
  std::vector<uint32_t> number(blocks.count(), UINT32_MAX), queue;
  const auto number_of = [&](uint32_t state) {
    uint32_t& id = number[blocks.set_of[state]];
    if (id == UINT32_MAX) {
      id = static_cast<uint32_t>(queue.size());
      queue.push_back(state);
    }
    return id;
  };
  number_of(0);
  for (size_t i = 0; i < queue.size(); ++i) {
    const Fsa::State& from = dfa.states[queue[i]];
    Fsa::State to;
    to.final = from.final;
    for (const Fsa::Edge& e : from.edges) {
      if (!keep[e.to]) continue;
      const uint32_t target = number_of(e.to);
      if (!to.edges.empty() && to.edges.back().to == target && to.edges.back().hi + 1 == e.lo)
        to.edges.back().hi = e.hi;
      else
        to.edges.push_back({e.lo, e.hi, target});
    }
    for (const Fsa::Call& c : from.calls)
      if (keep[c.to]) to.calls.push_back({c.rule, number_of(c.to)});
    out.states.push_back(std::move(to));
  }
  return out;
}

}  // namespace tinybrain::grammar
