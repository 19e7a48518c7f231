// Runs an Automaton over bytes: a state is the set of all places (automaton state and stack) where
// the text so far may stand. Sets and their transitions are found once and numbered, so that a text
// costs one look-up a byte; the masks of allowed tokens are kept with them.
//
// Masks. Two things spare most of the walk over the vocabulary:
// - What a wide place (the inside of a string) allows is the same whatever is below it on the stack,
//   except for tokens that also close it. So the walk happens once for the place on an empty stack;
//   `exits` lists the trie nodes where it ends, and only these are walked again for each stack.
// - Where every plain character leads to one and the same state, and so on for n characters, all
//   plain tokens of up to n characters are allowed, and only the others are walked.
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "grammar/automaton.h"
#include "grammar/token_trie.h"

namespace tinybrain::grammar {

using StateId = uint32_t;
inline constexpr StateId kDead = 0;

struct Mask {
  std::vector<uint64_t> words;
};

struct Step {
  StateId state = kDead;
  bool accepts = false;  // the text may end here
  bool closed = false;   // nothing can follow
};

// Thread safe: every public call takes the lock.
class Machine {
 public:
  Machine(std::shared_ptr<const Automaton> automaton, size_t trie_words);

  Step start();
  Step run(StateId from, std::string_view bytes);
  Step ended();  // after the end: closed
  std::shared_ptr<const Mask> mask(StateId state, const TokenTrie& trie);
  std::string forced(StateId state, size_t most);
  // Grown so far that a fresh machine should take over.
  bool full();
  // The same state in a fresh machine.
  Step move_to(Machine& fresh, StateId state);

 private:
  struct Place {
    uint32_t at, stack;  // automaton state; 0 = the empty stack
    auto operator<=>(const Place&) const = default;
  };
  struct Frame {
    uint32_t back, below, depth;
  };
  struct State {
    uint32_t first = 0, count = 0;  // places; only such as read bytes
    uint32_t row = 0;               // of next_, or 0
    uint16_t need = 0;  // stack that finishing takes, at most, over all that is known here
    bool accepts = false;
  };
  // What a place allows whatever is below it.
  struct Base {
    std::vector<uint64_t> words;
    const TokenTrie::Tree* tree;  // what was walked
    std::vector<uint32_t> exits;  // its nodes with children, where the place's rule may end
    uint16_t need = 0;
  };

  StateId next(StateId state, uint8_t byte) {
    const uint32_t row = states_[state].row;
    if (row != 0) {
      const StateId known = rows_[row * classes_ + automaton_->class_of[byte]];
      if (known != kUnknown) return known;
    }
    return find_next(state, byte);
  }
  StateId find_next(StateId state, uint8_t byte);
  bool first_visit(Place place);
  StateId close(std::vector<Place>& places);
  StateId intern(std::vector<Place>& places, bool accepts, uint16_t need);
  uint32_t push(uint32_t back, uint32_t below);
  Step step(StateId state) const;
  bool lives(Place place) const;
  // Where an exits list is wanted, also the stack that the walk needs.
  void walk(const TokenTrie::Tree& tree, StateId from, uint32_t begin, uint32_t end,
            std::vector<uint64_t>& words, Base* base);
  const TokenTrie::Tree& fill(StateId state, const TokenTrie& trie, std::vector<uint64_t>& words,
                              Base* base);
  bool leads_to(StateId from, unsigned lo, unsigned hi, unsigned more, StateId& to);
  StateId after_plain(StateId state);
  const Base& base_of(uint32_t at, const TokenTrie& trie);
  bool add_by_bases(StateId state, const TokenTrie& trie, std::vector<uint64_t>& words);
  size_t memory() const;

  static constexpr StateId kUnknown = UINT32_MAX, kVarious = UINT32_MAX - 1;

  std::mutex mutex_;
  std::shared_ptr<const Automaton> automaton_;
  size_t classes_, trie_words_;
  std::vector<State> states_;
  std::vector<Place> places_;
  std::vector<Frame> frames_;
  std::vector<StateId> rows_;    // [row][class of the byte]
  std::vector<uint32_t> table_;  // open addressing over states_
  std::unordered_map<uint64_t, uint32_t> frame_numbers_;
  std::unordered_map<StateId, std::shared_ptr<const Mask>> masks_;
  std::unordered_map<uint32_t, Base> bases_;
  std::vector<StateId> path_;
  std::vector<StateId> after_plain_;  // by state: where all plain characters lead
  // Scratch of close(): all of seen_, and the same as a set once there are many.
  std::vector<Place> work_, seen_;
  std::unordered_set<uint64_t> seen_set_;
  size_t effort_ = 0;  // places visited in this call
};

}  // namespace tinybrain::grammar
