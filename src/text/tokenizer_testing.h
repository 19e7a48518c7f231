// What the tokenizer tests share: the goldens of tests/golden/tokenizers, and small tokenizers made
// by hand.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/json.h"
#include "text/tokenizer.h"

namespace tinybrain::testing {

inline std::string golden_text(std::string_view name) {
  return read_file(std::string(TINYBRAIN_SOURCE_DIR "/tests/golden/tokenizers/") +
                   std::string(name));
}

inline Json golden(std::string_view name) { return Json::parse(golden_text(name)); }

inline std::vector<std::string> golden_lines() {
  std::vector<std::string> lines;
  const Json json = golden("lines.json");
  for (const Json& line : json.as_array()) lines.push_back(line.as_string());
  return lines;
}

inline std::vector<TokenId> ids_of(const Json& json) {
  std::vector<TokenId> ids;
  for (const Json& id : json.as_array()) ids.push_back(static_cast<TokenId>(id.as_int()));
  return ids;
}

// Every line of lines.json against what the reference made of it.
inline void check_lines(const Tokenizer& tokenizer, const Json& expected, bool special,
                        bool trusted) {
  const std::vector<std::string> lines = golden_lines();
  REQUIRE(expected.as_array().size() == lines.size());
  for (size_t i = 0; i < lines.size(); ++i) {
    CAPTURE(i);
    CAPTURE(lines[i]);
    CHECK(tokenizer.encode(lines[i], special, trusted) == ids_of(expected.as_array()[i]));
  }
}

// A spec over literal token texts; types as given, or all normal.
inline TokenizerSpec spec_of(TokenizerKind kind, std::vector<std::string_view> tokens,
                             std::vector<std::string_view> merges = {}) {
  TokenizerSpec spec;
  spec.kind = kind;
  spec.tokens = std::move(tokens);
  spec.merges = std::move(merges);
  spec.types.assign(spec.tokens.size(), TokenType::normal);
  return spec;
}

}  // namespace tinybrain::testing
