// The parser makes a tree; anchors are then resolved by looking at the ends of each alternative.
#include "grammar/regex.h"

#include <algorithm>
#include <memory>

#include "base/error.h"
#include "base/messages/grammar.h"
#include "grammar/cursor.h"
#include "text/unicode.h"

namespace tinybrain::grammar {
namespace {

struct Node {
  enum class Kind : uint8_t { chars, sequence, choice, repeat, begin, end };
  Kind kind = Kind::sequence;
  CodePoints set;
  std::vector<Node> parts;
  uint32_t min = 0, max = 0;
  size_t column = 0;
  bool anchored = false;  // has ^ or $ inside
};

const CodePoints kDigits = {{'0', '9'}};
const CodePoints kWordChars = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
const CodePoints kSpaces = {{'\t', '\r'},     {' ', ' '},       {0xA0, 0xA0},     {0x1680, 0x1680},
                            {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F},
                            {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};
const CodePoints kLineEnds = {{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}};

class Parser : Cursor {
 public:
  explicit Parser(std::string_view text) : Cursor(text) {}

  Node run() {
    Node node = alternatives(0);
    if (!done()) fail("a ) without its (");
    return node;
  }

 private:
  // In characters, from 1.
  size_t column() const {
    const std::string_view before = text_.substr(0, std::min(at_, text_.size()));
    return 1 + static_cast<size_t>(std::count_if(before.begin(), before.end(), [](char c) {
             return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
           }));
  }
  [[noreturn]] void fail(std::string_view what) const {
    throw Error(Code::bad_argument, msg::kRegexSyntax, column(), what);
  }
  [[noreturn]] void refuse(std::string_view what) const {
    throw Error(Code::unsupported, msg::kRegexUnsupported, column(), what);
  }

  Node alternatives(unsigned depth) {
    if (depth > kMostNesting) refuse("such deep nesting");
    Node choice;
    choice.kind = Node::Kind::choice;
    choice.column = at_ + 1;
    do {
      choice.parts.push_back(sequence(depth));
      choice.anchored |= choice.parts.back().anchored;
    } while (take("|"));
    if (choice.parts.size() == 1) return std::move(choice.parts[0]);
    return choice;
  }

  Node sequence(unsigned depth) {
    Node out;
    out.column = at_ + 1;
    while (!done() && peek() != '|' && peek() != ')') {
      Node part = atom(depth);
      repeat(part);
      out.anchored |= part.anchored;
      out.parts.push_back(std::move(part));
    }
    return out;
  }

  Node atom(unsigned depth) {
    Node node;
    node.column = at_ + 1;
    const char c = peek();
    if (c == '(') {
      open_group();
      node = alternatives(depth + 1);
      if (!take(")")) fail("expected )");
      return node;
    }
    if (c == '^' || c == '$') {
      ++at_;
      node.kind = c == '^' ? Node::Kind::begin : Node::Kind::end;
      node.anchored = true;
      return node;
    }
    node.kind = Node::Kind::chars;
    if (c == '[') {
      node.set = char_class();
    } else if (c == '.') {
      ++at_;
      node.set = kLineEnds.complement();
    } else if (c == '\\') {
      node.set = escape(false);
    } else if (c == '*' || c == '+' || c == '?' || c == '{') {
      fail("nothing to repeat");
    } else {
      const char32_t lone = character();
      node.set.add(lone, lone);
    }
    return node;
  }

  void open_group() {
    const size_t begin = at_;
    ++at_;
    if (!take("?")) return;
    if (take(":")) return;
    const bool python = take("P");
    if (take("<")) {
      if (peek() == '=' || peek() == '!') {
        at_ = begin;
        refuse("look-behind");
      }
      while (!done() && peek() != '>') ++at_;
      if (!take(">")) fail("expected >");
      return;
    }
    at_ = begin;
    if (python) refuse("(?P");
    const char c = begin + 2 < text_.size() ? text_[begin + 2] : '\0';
    if (c == '=' || c == '!') refuse("look-ahead");
    if (c == '>') refuse("an atomic group");
    refuse("a flag in a group");
  }

  void repeat(Node& part) {
    uint32_t min = 0, max = kUnbounded;
    const size_t begin = at_;
    if (take("*")) {
    } else if (take("+")) {
      min = 1;
    } else if (take("?")) {
      max = 1;
    } else if (take("{")) {
      min = max = number();
      if (take(",")) max = peek() == '}' ? kUnbounded : number();
      if (!take("}")) fail("expected }; write \\{ for the character");
      if (max < min) fail("the counts of a repeat are in the wrong order");
    } else {
      return;
    }
    if (take("+")) {
      --at_;
      refuse("a possessive quantifier");
    }
    take("?");  // lazy: the same texts
    if (part.anchored) {
      at_ = begin;
      refuse("a repeated anchor");
    }
    Node out;
    out.kind = Node::Kind::repeat;
    out.column = part.column;
    out.min = min;
    out.max = max;
    out.parts.push_back(std::move(part));
    part = std::move(out);
  }

  uint32_t number() {
    uint32_t n = 0;
    const size_t begin = at_;
    for (; peek() >= '0' && peek() <= '9'; ++at_) {
      n = n * 10 + static_cast<uint32_t>(peek() - '0');
      if (n > kMostRepeats) refuse("a repeat count over 100000");
    }
    if (at_ == begin) fail("expected a number; write \\{ for the character");
    return n;
  }

  char32_t character() {
    if (done()) fail("the pattern ends too early");
    const unicode::Decoded d = unicode::decode(text_.substr(at_));
    at_ += d.length;
    return d.c;
  }

  char32_t hex(unsigned least, unsigned most) {
    char32_t value = 0;
    unsigned n = 0;
    for (; n < most; ++n, ++at_) {
      const char c = peek();
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) break;
      value = value * 16 + static_cast<char32_t>(digit);
    }
    if (n < least) fail("expected a hexadecimal digit");
    return value;
  }

  char32_t unicode_escape() {
    if (take("{")) {
      const char32_t c = hex(1, 6);
      if (!take("}")) fail("expected }");
      return c;
    }
    const char32_t c = hex(4, 4);
    if (c < 0xD800 || c > 0xDBFF || !text_.substr(at_).starts_with("\\u")) return c;
    at_ += 2;
    const char32_t low = hex(4, 4);
    if (low < 0xDC00 || low > 0xDFFF) fail("half of a surrogate pair");
    return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
  }

  // After a backslash: one character or a class.
  CodePoints escape(bool in_class) {
    const size_t begin = at_;
    ++at_;
    if (done()) fail("a \\ at the end");
    const char c = text_[at_++];
    const auto one = [](char32_t x) { return CodePoints{{x, x}}; };
    switch (c) {
      case 'd': return kDigits;
      case 'D': return kDigits.complement();
      case 'w': return kWordChars;
      case 'W': return kWordChars.complement();
      case 's': return kSpaces;
      case 'S': return kSpaces.complement();
      case 'n': return one('\n');
      case 'r': return one('\r');
      case 't': return one('\t');
      case 'f': return one('\f');
      case 'v': return one('\v');
      case 'x': return one(hex(2, 2));
      case 'u': {
        const char32_t value = unicode_escape();
        if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
          at_ = begin;
          fail("this is not the number of a Unicode character");
        }
        return one(value);
      }
      case 'c': {
        const char letter = static_cast<char>(peek() | 0x20);
        if (letter < 'a' || letter > 'z') fail("expected a letter");
        ++at_;
        return one(static_cast<char32_t>(letter - 'a' + 1));
      }
      case 'b':
        if (in_class) return one('\b');
        break;
      case '0':
        if (peek() < '0' || peek() > '9') return one(0);
        break;
      default: break;
    }
    const bool alphanumeric = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                              (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    if (!alphanumeric) return one(static_cast<unsigned char>(c));
    at_ = begin;
    if (c >= '0' && c <= '9') refuse("a back reference");
    refuse(std::string("\\") + (static_cast<unsigned char>(c) >= 0x80 ? '?' : c));
  }

  CodePoints char_class() {
    const size_t begin = at_;
    ++at_;
    const bool negated = take("^");
    CodePoints set;
    while (!take("]")) {
      if (done()) {
        at_ = begin;
        fail("a [ without its ]");
      }
      if (take("[:")) {
        at_ -= 2;
        refuse("[:");
      }
      const CodePoints low = class_item();
      if (peek() == '-' && at_ + 1 < text_.size() && text_[at_ + 1] != ']') {
        ++at_;
        const CodePoints high = class_item();
        const auto single = [](const CodePoints& s) {
          return s.ranges().size() == 1 && s.ranges()[0].first == s.ranges()[0].second;
        };
        if (!single(low) || !single(high)) fail("a range needs a character on both sides");
        const char32_t a = low.ranges()[0].first, b = high.ranges()[0].first;
        if (b < a) fail("a range of characters in the wrong order");
        set.add(a, b);
      } else {
        set.add(low);
      }
    }
    return negated ? set.complement() : set;
  }

  CodePoints class_item() {
    if (peek() == '\\') return escape(true);
    const char32_t c = character();
    return CodePoints{{c, c}};
  }
};

// One alternative of the whole pattern, with its anchors at the ends.
struct Variant {
  bool begin = false, end = false;
  Expr body = 0;
};

constexpr size_t kMostVariants = 1000;

class Resolver {
 public:
  Resolver(Rules& rules, Spell spell) : rules_(rules), spell_(spell) {}

  std::vector<Variant> variants(const Node& node) {
    using Kind = Node::Kind;
    if (!node.anchored) return {{false, false, build(node)}};
    if (node.kind == Kind::begin) return {{true, false, rules_.empty()}};
    if (node.kind == Kind::end) return {{false, true, rules_.empty()}};
    std::vector<Variant> out;
    if (node.kind == Kind::choice) {
      for (const Node& part : node.parts)
        for (const Variant& v : variants(part)) out.push_back(v);
    } else {
      out = {{false, false, rules_.empty()}};
      for (const Node& part : node.parts) out = joined(out, variants(part), part);
    }
    if (out.size() > kMostVariants) refuse(node);
    return out;
  }

  Expr build(const Node& node) {
    std::vector<Expr> parts;
    switch (node.kind) {
      case Node::Kind::chars: return spell_(rules_, node.set);
      case Node::Kind::repeat: return rules_.repeat(build(node.parts[0]), node.min, node.max);
      default: break;
    }
    for (const Node& part : node.parts) parts.push_back(build(part));
    return node.kind == Node::Kind::choice ? rules_.choice(std::move(parts))
                                           : rules_.sequence(std::move(parts));
  }

 private:
  [[noreturn]] void refuse(const Node& node) {
    throw Error(Code::unsupported, msg::kRegexUnsupported, node.column, "an anchor in the middle");
  }

  // An anchor may follow or precede only what is empty.
  std::vector<Variant> joined(const std::vector<Variant>& before, const std::vector<Variant>& after,
                              const Node& node) {
    std::vector<Variant> out;
    for (const Variant& a : before)
      for (const Variant& b : after) {
        if ((b.begin && a.body != rules_.empty()) || (a.end && b.body != rules_.empty()))
          refuse(node);
        out.push_back({a.begin || b.begin, a.end || b.end, rules_.sequence({a.body, b.body})});
        if (out.size() > kMostVariants) refuse(node);
      }
    return out;
  }

  Rules& rules_;
  Spell spell_;
};

Expr plain(Rules& rules, const CodePoints& set) { return rules.chars(set); }

}  // namespace

Expr whole_match(Rules& rules, std::string_view pattern) {
  const Node node = Parser(pattern).run();
  std::vector<Expr> parts;
  for (const Variant& v : Resolver(rules, plain).variants(node)) parts.push_back(v.body);
  return rules.choice(std::move(parts));
}

Expr search_match(Rules& rules, std::string_view pattern, Spell spell) {
  const Node node = Parser(pattern).run();
  const Expr any = rules.repeat(spell(rules, CodePoints::all()), 0, kUnbounded);
  std::vector<Expr> parts;
  for (const Variant& v : Resolver(rules, spell).variants(node))
    parts.push_back(
        rules.sequence({v.begin ? rules.empty() : any, v.body, v.end ? rules.empty() : any}));
  return rules.choice(std::move(parts));
}

}  // namespace tinybrain::grammar
