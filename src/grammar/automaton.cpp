// Which rules become part of their callers, one small automaton a rule, and the checks that make
// running safe: no left recursion, no dead ends.
#include "grammar/automaton.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/grammar.h"
#include "grammar/dfa.h"

namespace tinybrain::grammar {
namespace {

constexpr uint64_t kSmallRule = 16;    // states; a rule up to this size is copied into its callers
constexpr unsigned kInlineDepth = 16;  // of copies inside copies
constexpr uint64_t kHuge = uint64_t{1} << 40;

// What the expressions say about rules: their size, and how often each is called.
class Calls {
 public:
  explicit Calls(const Rules& rules) : rules_(rules), size_(rules.rules().size()), uses_(size_) {
    callees_.resize(size_);
    sizes_.resize(size_);
    for (RuleId r = 0; r < size_; ++r) sizes_[r] = visit(rules.rules()[r].body, 1, r);
    find_recursive();
    add_inlined_sizes();
  }
  bool inlined(RuleId r) const {
    return !recursive_[r] && !rules_.rules()[r].shared &&
           (total_[r] <= kSmallRule || uses_[r] <= 1);
  }

 private:
  // States that e takes, without those of the rules that it calls; notes the calls.
  uint64_t visit(Expr id, uint64_t times, RuleId in) {
    const Expression& e = rules_.at(id);
    uint64_t size = 1;
    switch (e.kind) {
      case Expression::Kind::literal: size = e.bytes.size(); break;
      case Expression::Kind::chars: size = 2; break;
      case Expression::Kind::call:
        callees_[in].push_back(e.min);
        uses_[e.min] = std::min(kHuge, uses_[e.min] + times);
        break;
      case Expression::Kind::repeat: {
        const uint64_t n = std::max<uint64_t>(1, e.max == kUnbounded ? e.min + 1 : e.max);
        size = n * visit(e.parts[0], std::min(kHuge, times * n), in);
        break;
      }
      case Expression::Kind::network:
        for (const Network::Edge& edge : rules_.network_at(e.min).edges)
          size += visit(edge.label, times, in);
        break;
      default:
        for (const Expr part : e.parts) size += visit(part, times, in);
    }
    return std::min(kHuge, size);
  }

  // Rules that nothing is left of when leaves, then roots, are taken away again and again: those in
  // circles, and those between circles.
  void find_recursive() {
    recursive_.assign(size_, true);
    std::vector<std::vector<RuleId>> callers(size_);
    for (RuleId r = 0; r < size_; ++r)
      for (const RuleId c : callees_[r]) callers[c].push_back(r);
    const auto peel = [&](const auto& down, const auto& up, bool record) {
      std::vector<size_t> degree(size_);
      std::vector<RuleId> work;
      for (RuleId r = 0; r < size_; ++r) {
        for (const RuleId c : down[r]) degree[r] += recursive_[c];
        if (recursive_[r] && degree[r] == 0) work.push_back(r);
      }
      while (!work.empty()) {
        const RuleId r = work.back();
        work.pop_back();
        recursive_[r] = false;
        if (record) order_.push_back(r);
        for (const RuleId c : up[r])
          if (--degree[c] == 0 && recursive_[c]) work.push_back(c);
      }
    };
    peel(callees_, callers, true);
    peel(callers, callees_, false);
  }

  void add_inlined_sizes() {
    total_.assign(size_, kHuge);
    for (const RuleId r : order_) {  // callees first
      uint64_t size = sizes_[r];
      for (const RuleId c : callees_[r])
        if (inlined(c)) size += total_[c];
      total_[r] = std::min(kHuge, size);
    }
    for (RuleId r = 0; r < size_; ++r)
      if (total_[r] == kHuge) total_[r] = sizes_[r];
  }

  const Rules& rules_;
  size_t size_;
  std::vector<uint64_t> uses_, sizes_, total_;
  std::vector<std::vector<RuleId>> callees_;
  std::vector<RuleId> order_;
  std::vector<bool> recursive_;
};

// All rules that the root needs, each an Fsa, side by side.
struct Parts {
  Fsa fsa;                      // all states; calls name rules
  std::vector<uint32_t> start;  // a rule's first state, or UINT32_MAX
};

Parts build_parts(const Rules& rules, RuleId root) {
  const Calls calls(rules);
  const auto inlined = [&](RuleId r, unsigned depth) {
    return depth < kInlineDepth && calls.inlined(r);
  };
  Parts parts;
  parts.start.assign(rules.rules().size(), UINT32_MAX);
  std::vector<RuleId> work = {root};
  parts.start[root] = 0;
  size_t budget = kMostNfaStates;
  for (size_t i = 0; i < work.size(); ++i) {
    Fsa fsa = nfa_of(rules, rules.rules()[work[i]].body, inlined, budget);
    // A rule whose subsets explode stays as it is: it is run as a set of states.
    if (std::optional<Fsa> dfa = determinize(fsa, 2 * fsa.states.size() + 4096))
      fsa = std::move(*dfa);
    const auto base = static_cast<uint32_t>(parts.fsa.states.size());
    parts.start[work[i]] = base;
    for (Fsa::State& s : fsa.states) {
      for (Fsa::Edge& e : s.edges) e.to += base;
      for (uint32_t& t : s.empties) t += base;
      for (Fsa::Call& c : s.calls) {
        c.to += base;
        if (parts.start[c.rule] != UINT32_MAX) continue;
        parts.start[c.rule] = 0;
        work.push_back(c.rule);
      }
      parts.fsa.states.push_back(std::move(s));
    }
  }
  return parts;
}

constexpr uint32_t kNever = UINT32_MAX;

bool only_returns(const Fsa::State& s) {
  return s.final && s.edges.empty() && s.calls.empty() && s.empties.empty();
}

// How many calls must be on the stack above a state, at least, until its rule ends; kNever when it
// cannot end, or not without reading a byte if `reading` is false. A shortest-path problem where a
// path costs its worst step (Knuth 1977).
std::vector<uint32_t> needs(const Parts& parts, bool reading) {
  const size_t n = parts.fsa.states.size();
  std::vector<std::vector<uint32_t>> into(n);  // by byte or by nothing
  struct CallSite {
    uint32_t from, start, to;
  };
  std::vector<CallSite> sites;
  std::vector<std::vector<uint32_t>> returning(n), starting(n);
  for (uint32_t s = 0; s < n; ++s) {
    const Fsa::State& state = parts.fsa.states[s];
    if (reading)
      for (const Fsa::Edge& e : state.edges) into[e.to].push_back(s);
    for (const uint32_t t : state.empties) into[t].push_back(s);
    for (const Fsa::Call& c : state.calls) {
      const auto site = static_cast<uint32_t>(sites.size());
      sites.push_back({s, parts.start[c.rule], c.to});
      returning[c.to].push_back(site);
      starting[parts.start[c.rule]].push_back(site);
    }
  }
  std::vector<uint32_t> need(n, kNever);
  std::vector<std::vector<uint32_t>> buckets(1);
  const auto relax = [&](uint32_t s, uint32_t cost) {
    if (cost >= need[s]) return;
    need[s] = cost;
    if (buckets.size() <= cost) buckets.resize(cost + 1);
    buckets[cost].push_back(s);
  };
  const auto relax_site = [&](uint32_t i) {
    const CallSite& c = sites[i];
    if (need[c.start] == kNever || need[c.to] == kNever) return;
    const bool tail = only_returns(parts.fsa.states[c.to]);
    relax(c.from, std::max(need[c.start] + (tail ? 0 : 1), need[c.to]));
  };
  for (uint32_t s = 0; s < n; ++s)
    if (parts.fsa.states[s].final) relax(s, 0);
  for (uint32_t cost = 0; cost < buckets.size(); ++cost)
    for (size_t i = 0; i < buckets[cost].size(); ++i) {  // grows while it is read
      const uint32_t s = buckets[cost][i];
      if (need[s] != cost) continue;
      for (const uint32_t p : into[s]) relax(p, cost);
      for (const uint32_t site : returning[s]) relax_site(site);
      for (const uint32_t site : starting[s]) relax_site(site);
    }
  return need;
}

// Depth-first over "may come next without reading a byte", through calls and over calls that may
// read nothing; a circle that passes a call is left recursion.
void refuse_left_recursion(const Rules& rules, const Parts& parts) {
  const std::vector<uint32_t> at_once = needs(parts, false);
  const size_t n = parts.fsa.states.size();
  std::vector<RuleId> rule_of(n, 0);
  for (RuleId r = 0; r < parts.start.size(); ++r)
    if (parts.start[r] != UINT32_MAX) rule_of[parts.start[r]] = r;
  std::vector<std::vector<uint32_t>> next(n);
  for (uint32_t s = 0; s < n; ++s) {
    const Fsa::State& state = parts.fsa.states[s];
    next[s] = state.empties;
    for (const Fsa::Call& c : state.calls) {
      next[s].push_back(parts.start[c.rule]);
      if (at_once[parts.start[c.rule]] != kNever) next[s].push_back(c.to);
    }
  }
  enum : uint8_t { fresh, open, closed };
  std::vector<uint8_t> mark(n, fresh);
  struct Visit {
    uint32_t state;
    size_t next;
  };
  for (const uint32_t start : parts.start) {
    if (start == UINT32_MAX || mark[start] != fresh) continue;
    std::vector<Visit> path = {{start, 0}};
    mark[start] = open;
    while (!path.empty()) {
      Visit& v = path.back();
      if (v.next == next[v.state].size()) {
        mark[v.state] = closed;
        path.pop_back();
        continue;
      }
      const uint32_t s = next[v.state][v.next++];
      if (mark[s] == fresh) {
        mark[s] = open;
        path.push_back({s, 0});
      } else if (mark[s] == open) {
        // A circle of empties alone (a loop over nothing) is harmless.
        uint32_t call_target = UINT32_MAX;
        for (size_t i = path.size(); i-- > 0;) {
          if (parts.start[rule_of[path[i].state]] == path[i].state) call_target = path[i].state;
          if (path[i].state == s) break;
        }
        if (call_target != UINT32_MAX)
          throw Error(Code::bad_argument, msg::kGrammarLeftRecursion,
                      rules.rules()[rule_of[call_target]].name);
      }
    }
  }
}

void find_byte_classes(Automaton& out) {
  bool cut[257] = {true};
  for (const Automaton::Edge& e : out.edges) cut[e.lo] = cut[e.hi + 1] = true;
  for (unsigned b = 0; b < 256; ++b) {
    if (cut[b]) out.byte_of_class.push_back(static_cast<uint8_t>(b));
    out.class_of[b] = static_cast<uint8_t>(out.byte_of_class.size() - 1);
  }
}

Automaton flatten(const Parts& parts, const std::vector<uint32_t>& need, RuleId root) {
  Automaton out;
  out.start = parts.start[root];
  const auto alive = [&](uint32_t s) { return need[s] <= kMostDepth; };
  for (uint32_t s = 0; s <= parts.fsa.states.size(); ++s) {
    Automaton::State state{static_cast<uint32_t>(out.edges.size()),
                           static_cast<uint32_t>(out.calls.size()),
                           static_cast<uint32_t>(out.empties.size()),
                           0,
                           0,
                           false};
    if (s < parts.fsa.states.size() && alive(s)) {
      const Fsa::State& from = parts.fsa.states[s];
      state.need = static_cast<uint16_t>(need[s]);
      state.final = from.final;
      for (const Fsa::Edge& e : from.edges) {
        if (!alive(e.to)) continue;
        out.edges.push_back({e.lo, e.hi, e.to});
        state.width = static_cast<uint16_t>(state.width + e.hi - e.lo + 1);
      }
      for (const Fsa::Call& c : from.calls) {
        const uint32_t start = parts.start[c.rule];
        if (alive(start) && alive(c.to))
          out.calls.push_back({start, c.to, only_returns(parts.fsa.states[c.to])});
      }
      for (const uint32_t t : from.empties)
        if (alive(t)) out.empties.push_back(t);
    }
    out.states.push_back(state);
  }
  find_byte_classes(out);
  return out;
}

}  // namespace

Automaton compile(const Rules& rules, RuleId root) {
  const Parts parts = build_parts(rules, root);
  refuse_left_recursion(rules, parts);
  const std::vector<uint32_t> need = needs(parts, true);
  if (need[parts.start[root]] == kNever) throw Error(Code::bad_argument, msg::kGrammarNothing);
  if (need[parts.start[root]] > kMostDepth)
    throw Error(Code::unsupported, msg::kGrammarTooDeep, kMostDepth);
  return flatten(parts, need, root);
}

}  // namespace tinybrain::grammar
