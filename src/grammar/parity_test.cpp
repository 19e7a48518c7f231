// The other half of tests/parity/json_schema.py: with TINYBRAIN_SCHEMAS set to a file of JSON lines
// {"schema", "walks", "texts"}, writes for each what random walks made and which texts are in the
// language, to that name + ".out". Without it, nothing is tested here.
#include <cstdlib>
#include <fstream>

#include "base/file.h"
#include "grammar/grammar_testing.h"

namespace tinybrain {
namespace {

using namespace testing;

Json answer(const Json& job, Rng& rng) {
  Json out;
  std::shared_ptr<const Grammar> grammar;
  try {
    grammar = Grammar::from_json_schema(job.at("schema"));
  } catch (const Error& e) {
    out.set("error", e.what());
    return out;
  }
  Json::Array walks, taken;
  for (int64_t i = 0; i < job.get_int("walks", 0); ++i)
    walks.push_back(random_walk(matcher_of(grammar), *small_vocabulary().trie(), rng));
  for (const Json& text : job.at("texts").as_array())
    taken.push_back(takes(grammar, text.as_string()));
  out.set("walks", std::move(walks));
  out.set("taken", std::move(taken));
  return out;
}

TEST_CASE("parity: schemas of a file") {
  const char* path = std::getenv("TINYBRAIN_SCHEMAS");
  if (path == nullptr) return;
  const std::string text = read_file(path);
  std::ofstream out(std::string(path) + ".out", std::ios::binary);
  Rng rng(2024);
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    out << answer(Json::parse(std::string_view(text).substr(at, end - at)), rng).dump() << '\n';
    at = end + 1;
  }
  CHECK(out.good());
}

}  // namespace
}  // namespace tinybrain
