#include "memory/pattern.h"

#include "base/error.h"
#include "text/unicode.h"

namespace tinybrain::memory {
namespace {

constexpr int kMostTries = 20'000;

}  // namespace

Pattern::Pattern(std::string_view source, const Pieces& pieces) : whole_(parse(source, pieces, 0)) {
  TB_ASSERT(source.empty());
}

Pattern::Sequence Pattern::parse(std::string_view& s, const Pieces& pieces, int depth) {
  TB_ASSERT(depth < 8);
  Sequence sequence;
  std::string literal;
  const auto flush = [&] {
    if (!literal.empty()) sequence.push_back({Node::Kind::literal, literal, {}});
    literal.clear();
  };
  while (!s.empty() && s[0] != '|' && s[0] != ']') {
    const char c = s[0];
    if (c == '[') {
      flush();
      Node choice{Node::Kind::choice, {}, {}};
      do {
        s.remove_prefix(1);
        choice.choices.push_back(parse(s, pieces, depth + 1));
        TB_ASSERT(!s.empty());
      } while (s[0] == '|');
      s.remove_prefix(1);
      sequence.push_back(std::move(choice));
    } else if (c == '{') {
      flush();
      TB_ASSERT(s.size() >= 3 && s[2] == '}');
      sequence.push_back({Node::Kind::value, std::string(1, s[1]), {}});
      s.remove_prefix(3);
    } else if (c == '<') {
      flush();
      const size_t end = s.find('>');
      TB_ASSERT(end != s.npos);
      const auto piece = pieces.find(s.substr(1, end - 1));
      TB_ASSERT(piece != pieces.end());
      s.remove_prefix(end + 1);
      const std::string grouped = "[" + piece->second + "]";
      std::string_view inner = grouped;
      Sequence parsed = parse(inner, pieces, depth + 1);
      sequence.insert(sequence.end(), parsed.begin(), parsed.end());
    } else if (c == '_') {
      flush();
      sequence.push_back({Node::Kind::gap, {}, {}});
      s.remove_prefix(1);
    } else {
      literal.push_back(c);
      s.remove_prefix(1);
    }
  }
  flush();
  return sequence;
}

// One matching: goes on from a place in a sequence, then with what comes after the sequence.
class Pattern::Run {
 public:
  Run(std::string_view text, const std::function<bool(const Match&)>& accept)
      : text_(text), accept_(accept) {}

  // A sequence from its i-th node on, and what follows it.
  struct Rest {
    const Sequence* sequence;
    size_t at;
    const Rest* then;
  };

  bool go(const Rest* rest, size_t pos) {
    while (rest && rest->at == rest->sequence->size()) rest = rest->then;
    if (!rest) return pos == text_.size() && accept_(match_);
    if (++tries_ > kMostTries) return false;
    const Node& node = (*rest->sequence)[rest->at];
    const Rest next{rest->sequence, rest->at + 1, rest->then};
    switch (node.kind) {
      case Node::Kind::literal:
        return text_.substr(pos).starts_with(node.text) && go(&next, pos + node.text.size());
      case Node::Kind::gap:
        return (pos < text_.size() && text_[pos] == ' ' && go(&next, pos + 1)) || go(&next, pos);
      case Node::Kind::choice:
        for (const Sequence& choice : node.choices) {
          const Rest inner{&choice, 0, &next};
          if (go(&inner, pos)) return true;
        }
        return false;
      case Node::Kind::value: return value(node.text[0], &next, pos);
    }
    return false;
  }

 private:
  bool value(char name, const Rest* next, size_t begin) {
    if (begin >= text_.size() || text_[begin] == ' ') return false;
    for (size_t end = begin; end < text_.size();) {
      end += unicode::decode(text_.substr(end)).length;
      if (text_[end - 1] == ' ') continue;
      match_.push_back({name, begin, end});
      if (go(next, end)) return true;
      match_.pop_back();
    }
    return false;
  }

  std::string_view text_;
  const std::function<bool(const Match&)>& accept_;
  Match match_;
  int tries_ = 0;
};

bool Pattern::match(std::string_view text, const std::function<bool(const Match&)>& accept) const {
  const Run::Rest all{&whole_, 0, nullptr};
  return Run(text, accept).go(&all, 0);
}

}  // namespace tinybrain::memory
