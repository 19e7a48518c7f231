// Cuts one after the other on a tiny model: what is left is an ordinary model, and costs measured before still plan it.
#include "compress/cut.h"

#include <doctest/doctest.h>

#include "base/folder_testing.h"
#include "compress/plan.h"
#include "compress/quantize_model.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;
const std::string kModels = TINYBRAIN_SOURCE_DIR "/tests/data/models/";

std::vector<std::vector<TokenId>> chunks_of(const ModelSource& source) {
  std::vector<std::vector<TokenId>> chunks(3);
  uint32_t state = 1;
  for (std::vector<TokenId>& chunk : chunks)
    for (size_t i = 0; i < 48; ++i) {
      state = state * 1664525 + 1013904223;
      chunk.push_back(static_cast<TokenId>((state >> 8) % source.config().vocabulary));
    }
  return chunks;
}

}  // namespace

TEST_CASE("several cuts give one smaller model, whose types the costs of the whole one plan") {
  Threads threads(2);
  const testing::TemporaryFolder folder;
  const ModelSource source(kModels + "llama");
  const Cut cut{290, 32, 1};
  uint64_t last = 0;
  const std::vector<uint32_t> kept =
      cut_model(source, cut, "some words", chunks_of, folder.path / "cut.gguf", threads,
                [&](uint64_t done, uint64_t total) {
                  CHECK(done >= last);
                  CHECK(done <= total);
                  last = done;
                  return true;
                });
  REQUIRE(kept.size() == 1);
  const ModelSource made(folder.path / "cut.gguf");
  CHECK(made.config().vocabulary == 290);
  CHECK(made.config().feed_forward == 32);
  CHECK(made.config().layers == 1);
  CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 1);

  CHECK(name_before_cut("blk.0.ffn_up.weight", kept) ==
        "blk." + std::to_string(kept[0]) + ".ffn_up.weight");
  CHECK(name_before_cut("output_norm.weight", kept) == "output_norm.weight");
  CHECK(name_before_cut("blk.1.ffn_up.weight", {}) == "blk.1.ffn_up.weight");

  const std::vector<MatrixCosts> costs = measure_costs(source, chunks_of(source), {}, threads, {});
  const uint64_t budget = fs::file_size(folder.path / "cut.gguf") / 2;
  const TypePlan plan = plan_for_budget(made, budget, costs, kept);
  quantize_model(made, folder.path / "small.gguf", plan, chunks_of(made), {}, threads, {});
  CHECK(fs::file_size(folder.path / "small.gguf") <= budget);
  CHECK(testing::code_of([&] { plan_for_budget(made, 1000, costs, kept); }) == Code::bad_argument);
}

TEST_CASE("a cut of more than there is, of an encoder or of layers of two kinds is refused") {
  Threads threads(2);
  const testing::TemporaryFolder folder;
  const auto code = [&](const char* family, const Cut& cut) {
    const ModelSource source(kModels + family);
    return testing::code_of(
        [&] { cut_model(source, cut, "x", chunks_of, folder.path / "cut.gguf", threads, {}); });
  };
  CHECK(code("llama", {9999, 0, 0}) == Code::bad_argument);
  CHECK(code("llama", {10, 0, 0}) == Code::bad_argument);  // single bytes must stay
  CHECK(code("llama", {0, 96, 0}) == Code::bad_argument);
  CHECK(code("llama", {0, 33, 0}) == Code::bad_argument);
  CHECK(code("llama", {0, 0, 2}) == Code::bad_argument);
  CHECK(code("bert", {0, 32, 0}) == Code::unsupported);
  CHECK(code("gemma3", {0, 0, 1}) == Code::unsupported);
  CHECK(fs::is_empty(folder.path));
}

}  // namespace tinybrain
