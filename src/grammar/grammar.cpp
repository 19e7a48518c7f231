// The four ways to a Grammar: a front end fills Rules (rule 0 is the start), compile() does the rest.
#include "grammar/grammar.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/grammar.h"
#include "base/sha256.h"
#include "grammar/automaton.h"
#include "grammar/gbnf.h"
#include "grammar/json_schema.h"
#include "grammar/machine.h"
#include "grammar/regex.h"
#include "text/unicode.h"

namespace tinybrain {
namespace {

constexpr size_t kLongestSource = size_t{4} << 20;  // bytes of a description

void check_source(std::string_view text) {
  if (text.size() > kLongestSource)
    throw Error(Code::unsupported, msg::kGrammarTooLarge, kLongestSource, "bytes");
  for (size_t at = 0; at < text.size();) {
    const unicode::Decoded d = unicode::decode(text.substr(at));
    if (!d.valid) throw Error(Code::bad_argument, msg::kGrammarUtf8, at);
    at += d.length;
  }
}

}  // namespace

Grammar::Grammar(std::string_view kind, std::string_view source, const grammar::Rules& rules)
    : automaton_(std::make_shared<grammar::Automaton>(grammar::compile(rules, 0))) {
  Sha256 hash;
  hash.update(source.data(), source.size());
  key_ = std::string(kind) + ':' + hash.finish_hex();
}

std::shared_ptr<const Grammar> Grammar::from_gbnf(std::string_view text) {
  check_source(text);
  return std::shared_ptr<const Grammar>(new Grammar("gbnf", text, grammar::parse_gbnf(text)));
}

std::shared_ptr<const Grammar> Grammar::from_regex(std::string_view pattern) {
  check_source(pattern);
  grammar::Rules rules;
  const grammar::RuleId root = rules.add_rule("root");
  rules.define(root, grammar::whole_match(rules, pattern));
  return std::shared_ptr<const Grammar>(new Grammar("regex", pattern, rules));
}

std::shared_ptr<const Grammar> Grammar::from_json_schema(const Json& schema) {
  const std::string source = schema.dump();
  check_source(source);
  // Parsed again: whatever it was built from, it is valid text of a bounded depth now.
  return std::shared_ptr<const Grammar>(
      new Grammar("json", source, grammar::rules_of_schema(Json::parse(source))));
}

std::shared_ptr<const Grammar> Grammar::from_choices(std::span<const std::string> choices) {
  if (choices.empty()) throw Error(Code::bad_argument, msg::kGrammarNoChoices);
  grammar::Rules rules;
  const grammar::RuleId root = rules.add_rule("root");
  std::vector<grammar::Expr> parts;
  std::string source;
  for (const std::string& choice : choices) {
    check_source(choice);
    parts.push_back(rules.literal(choice));
    source += std::to_string(choice.size()) + ':' + choice;
  }
  rules.define(root, rules.choice(std::move(parts)));
  return std::shared_ptr<const Grammar>(new Grammar("choices", source, rules));
}

std::shared_ptr<grammar::Machine> Grammar::machine(const std::shared_ptr<const TokenTrie>& trie,
                                                   const grammar::Machine* worn) const {
  const std::lock_guard lock(mutex_);
  std::erase_if(running_, [](const Running& r) { return r.trie.expired(); });
  const auto it = std::find_if(running_.begin(), running_.end(),
                               [&](const Running& r) { return r.trie.lock() == trie; });
  if (it != running_.end() && it->machine.get() != worn) return it->machine;
  auto fresh = std::make_shared<grammar::Machine>(automaton_, trie->words());
  if (it != running_.end())
    it->machine = fresh;
  else
    running_.push_back({trie, fresh});
  return fresh;
}

}  // namespace tinybrain
