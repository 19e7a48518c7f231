// Byte-level BPE against the reference, whole texts back from their tokens, and merging's two ways.
#include "text/bpe.h"

#include "base/error.h"
#include "text/bpe_merge.h"
#include "text/tokenizer_testing.h"
#include "text/unicode.h"

using namespace tinybrain;
using namespace tinybrain::testing;

namespace {

// bpe.json with the parts that differ between the families put in.
TokenizerSpec family(const Json& parts) {
  Json json = golden("bpe.json");
  json.set("normalizer", parts.at("normalizer"));
  json.set("pre_tokenizer", parts.at("pre_tokenizer"));
  Json model = json.at("model");
  model.set("ignore_merges", parts.at("ignore_merges"));
  json.set("model", std::move(model));
  return spec_from_tokenizer_json(json.dump(), "");
}

}  // namespace

TEST_CASE("byte-level BPE gives the reference's tokens") {
  const Json expected = golden("bpe_ids.json");
  for (const auto& [name, parts] : expected.as_object()) {
    CAPTURE(name);
    const Tokenizer tokenizer(family(parts));
    CHECK(gguf_name(tokenizer.spec().splitter) ==
          gguf_name(splitter_from_gguf(name == "gpt2"     ? "gpt-2"
                                       : name == "llama3" ? "llama-bpe"
                                       : name == "gpt4o"  ? "gpt-4o"
                                                          : name)));
    check_lines(tokenizer, parts.at("ids"), false, true);
  }
}

TEST_CASE("byte-level BPE gives every text back") {
  const Json expected = golden("bpe_ids.json");
  for (const auto& [name, parts] : expected.as_object()) {
    const Tokenizer tokenizer(family(parts));
    const bool nfc = tokenizer.spec().nfc;
    for (const std::string& line : golden_lines()) {
      CAPTURE(line);
      CHECK(tokenizer.decode(tokenizer.encode(line, false)) == (nfc ? unicode::nfc(line) : line));
      CHECK(tokenizer.decode(tokenizer.encode(line, false, true), true) ==
            (nfc ? unicode::nfc(line) : line));
    }
  }
}

TEST_CASE("tokens of letters that are not GPT-2's stay as they are") {
  CHECK(bpe_bytes("\u0120caf\u00c3\u00a9") == " caf\u00e9");
  CHECK(bpe_bytes("\u010a") == "\n");
  CHECK(bpe_bytes("한") == "한");
  CHECK(bpe_bytes("a b") == "a b");
  CHECK(bpe_bytes("\xFF") == "\xFF");
  std::string all, letters;
  for (int b = 0; b < 256; ++b) all += static_cast<char>(b);
  append_bpe_letters(letters, all);
  CHECK(unicode::is_valid(letters));
  CHECK(bpe_bytes(letters) == all);
}

TEST_CASE("the heap merges as the scan does") {
  // Ranks by a hash of the lengths: many ties, many pairs that may not merge.
  const auto look = [](const MergeSymbol& a, const MergeSymbol& b) {
    const uint32_t h = (a.size * 2654435761u) ^ (b.size * 40503u) ^ ((a.id + 3 * b.id) * 97u);
    if (h % 3 == 0 || a.size + b.size > 12) return MergeCandidate{};
    return MergeCandidate{h % 7, static_cast<TokenId>(h % 5)};
  };
  uint32_t seed = 7;
  for (int round = 0; round < 400; ++round) {
    std::vector<MergeSymbol> a;
    const uint32_t n = 1 + round % 150;
    for (uint32_t i = 0; i < n; ++i) {
      seed = seed * 1664525u + 1013904223u;
      a.push_back({i, 1, static_cast<TokenId>(seed >> 28)});
    }
    std::vector<MergeSymbol> b = a;
    MergeScratch scratch;
    merge_by_scanning(a, scratch, look);
    merge_by_heap(b, scratch, look);
    REQUIRE(a.size() == b.size());
    for (size_t i = 0; i < a.size(); ++i) {
      CHECK(a[i].begin == b[i].begin);
      CHECK(a[i].size == b[i].size);
      CHECK(a[i].id == b[i].id);
    }
  }
}

TEST_CASE("a merge that makes no token is refused") {
  for (const char* merge : {"a b", "a", "a ", " a", "", "x y", "a  b"}) {
    CAPTURE(merge);
    TokenizerSpec spec = spec_of(TokenizerKind::bpe, {"a", "b", "ba"}, {"b a", merge});
    try {
      Tokenizer tokenizer(std::move(spec));
      FAIL("accepted");
    } catch (const Error& e) {
      CHECK(e.code() == Code::bad_file);
    }
  }
}

TEST_CASE("a byte that the vocabulary cannot spell is left out, as in the reference") {
  const Tokenizer tokenizer(spec_of(TokenizerKind::bpe, {"a", "b", "ab"}, {"a b"}));
  CHECK(tokenizer.encode("a\x01"
                         "b",
                         false) == std::vector<TokenId>{0, 1});
  CHECK(tokenizer.encode("ab", false) == std::vector<TokenId>{2});
}
