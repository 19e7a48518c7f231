// Thompson's construction, from the end to the start: build(e, next) makes the states that read e
// and go on in `next`, and returns the first. Endings are shared that way.
#include <algorithm>
#include <map>
#include <tuple>

#include "base/error.h"
#include "base/messages/grammar.h"
#include "grammar/dfa.h"

namespace tinybrain::grammar {
namespace {

class Builder {
 public:
  Builder(const Rules& rules, const std::function<bool(RuleId, unsigned)>& inlined, size_t& budget)
      : rules_(rules), inlined_(inlined), budget_(budget) {}

  Fsa run(Expr e) {
    fsa_.states.clear();
    add();  // the start
    const uint32_t end = add();
    fsa_.states[end].final = true;
    const uint32_t first = build(e, end);
    fsa_.states[0].empties.push_back(first);
    return std::move(fsa_);
  }

 private:
  uint32_t add() {
    if (budget_ == 0)
      throw Error(Code::unsupported, msg::kGrammarTooLarge, kMostNfaStates, "states");
    --budget_;
    fsa_.states.emplace_back();
    return static_cast<uint32_t>(fsa_.states.size() - 1);
  }

  uint32_t build(Expr id, uint32_t next) {
    const Expression& e = rules_.at(id);
    switch (e.kind) {
      case Expression::Kind::nothing: return add();
      case Expression::Kind::empty: return next;
      case Expression::Kind::literal: return literal(e.bytes, next);
      case Expression::Kind::chars: return chars(e.set, next);
      case Expression::Kind::bytes: {
        const uint32_t s = add();
        fsa_.states[s].edges.push_back(
            {static_cast<uint8_t>(e.min), static_cast<uint8_t>(e.max), next});
        return s;
      }
      case Expression::Kind::sequence:
        for (size_t i = e.parts.size(); i > 0; --i) next = build(e.parts[i - 1], next);
        return next;
      case Expression::Kind::choice: {
        const uint32_t s = add();
        for (const Expr part : e.parts) {
          const uint32_t first = build(part, next);
          fsa_.states[s].empties.push_back(first);
        }
        return s;
      }
      case Expression::Kind::repeat: return repeat(e, next);
      case Expression::Kind::call: return call(e.min, next);
      case Expression::Kind::network: return network(rules_.network_at(e.min), next);
    }
    return next;
  }

  uint32_t literal(std::string_view bytes, uint32_t next) {
    for (size_t i = bytes.size(); i > 0; --i) {
      const uint32_t s = add();
      const auto b = static_cast<uint8_t>(bytes[i - 1]);
      fsa_.states[s].edges.push_back({b, b, next});
      next = s;
    }
    return next;
  }

  uint32_t chars(const CodePoints& set, uint32_t next) {
    std::map<std::tuple<uint8_t, uint8_t, uint32_t>, uint32_t> tails;  // the same ending once
    const uint32_t first = add();
    for (const Utf8Ranges& piece : utf8_ranges(set)) {
      uint32_t to = next;
      for (unsigned i = piece.length - 1; i > 0; --i) {
        const auto [lo, hi] = piece.bytes[i];
        const auto [it, fresh] = tails.try_emplace({lo, hi, to}, 0);
        if (fresh) {
          it->second = add();
          fsa_.states[it->second].edges.push_back({lo, hi, to});
        }
        to = it->second;
      }
      fsa_.states[first].edges.push_back({piece.bytes[0].first, piece.bytes[0].second, to});
    }
    return first;
  }

  uint32_t repeat(const Expression& e, uint32_t next) {
    const Expr part = e.parts[0];
    uint32_t entry = next;
    if (e.max == kUnbounded) {
      entry = add();
      const uint32_t body = build(part, entry);
      fsa_.states[entry].empties = {body, next};
    } else {
      for (uint32_t i = e.min; i < e.max; ++i) {
        const uint32_t s = add();
        const uint32_t body = build(part, entry);
        fsa_.states[s].empties = {body, next};
        entry = s;
      }
    }
    for (uint32_t i = 0; i < e.min; ++i) {
      const uint32_t before = entry;
      entry = build(part, before);
      if (entry == before) break;  // it reads nothing, however often
    }
    return entry;
  }

  uint32_t call(RuleId rule, uint32_t next) {
    if (inlined_(rule, depth_)) {
      ++depth_;
      const uint32_t first = build(rules_.rules()[rule].body, next);
      --depth_;
      return first;
    }
    const uint32_t s = add();
    fsa_.states[s].calls.push_back({rule, next});
    return s;
  }

  uint32_t network(const Network& n, uint32_t next) {
    std::vector<uint32_t> states(n.states);
    for (uint32_t& s : states) s = add();
    for (const uint32_t f : n.finals) fsa_.states[states[f]].empties.push_back(next);
    for (const Network::Edge& edge : n.edges) {
      const uint32_t first = build(edge.label, states[edge.to]);
      fsa_.states[states[edge.from]].empties.push_back(first);
    }
    return states[0];
  }

  const Rules& rules_;
  const std::function<bool(RuleId, unsigned)>& inlined_;
  size_t& budget_;
  unsigned depth_ = 0;
  Fsa fsa_;
};

}  // namespace

Fsa nfa_of(const Rules& rules, Expr e, const std::function<bool(RuleId, unsigned)>& inlined,
           size_t& budget) {
  return Builder(rules, inlined, budget).run(e);
}

}  // namespace tinybrain::grammar
