// Whole models made smaller: the tiny ones of tests/data, through the files that are written.
#include <doctest/doctest.h>

#include <cmath>
#include <memory>

#include "base/error.h"
#include "base/folder_testing.h"
#include "base/json.h"
#include "compress/plan.h"
#include "compress/prune.h"
#include "compress/quantize_model.h"
#include "compress/structure.h"
#include "compress/vocabulary.h"

using namespace tinybrain;

namespace {

const std::string kRoot = TINYBRAIN_SOURCE_DIR;
const char* const kDecoders[] = {"llama", "qwen2", "qwen3", "gemma3", "phi3"};

std::string path_of(const std::string& family) { return kRoot + "/tests/data/models/" + family; }

// Tokens all over the vocabulary, the same ones each time.
std::vector<std::vector<TokenId>> some_chunks(const ModelSource& source, size_t count = 3,
                                              size_t length = 48) {
  std::vector<std::vector<TokenId>> chunks(count);
  uint32_t state = 1;
  for (std::vector<TokenId>& chunk : chunks)
    for (size_t i = 0; i < length; ++i) {
      state = state * 1664525 + 1013904223;
      chunk.push_back(static_cast<TokenId>((state >> 8) % source.config().vocabulary));
    }
  return chunks;
}

std::vector<float> logits_of(const ModelSource& source, const std::vector<TokenId>& tokens) {
  Threads threads(2);
  const Weights weights(source, threads, {});
  KvCache cache(std::make_shared<KvPool>(weights.config(), kernels::KvType::f32),
                weights.config().context);
  const Rope rope(weights.config(), cache.context());
  Workspace work(weights.config(), 2);
  std::vector<float> logits(tokens.size() * weights.config().vocabulary);
  const Sequence s{&cache, &rope, 0, tokens, tokens.size(), logits.data()};
  forward(weights, work, {&s, 1}, threads);
  return logits;
}

double distance(const std::vector<float>& a, const std::vector<float>& b) {
  REQUIRE(a.size() == b.size());
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += (double{a[i]} - b[i]) * (double{a[i]} - b[i]);
  return std::sqrt(sum / static_cast<double>(a.size()));
}

}  // namespace

TEST_CASE("layer by layer is the forward pass: the states lead to its logits") {
  Threads threads(2);
  for (const char* family : kDecoders) {
    CAPTURE(family);
    const ModelSource source(path_of(family));
    const std::vector<std::vector<TokenId>> chunks = some_chunks(source);
    LayerRunner runner(source, chunks, threads);
    for (uint32_t i = 0; i < source.config().layers; ++i) runner.advance(i);
    std::vector<size_t> rows(chunks[1].size());
    for (size_t i = 0; i < rows.size(); ++i) rows[i] = chunks[0].size() + i;
    std::vector<float> logits(rows.size() * source.config().vocabulary);
    runner.predict(rows, runner.weights().head(), logits.data());
    CHECK(distance(logits, logits_of(source, chunks[1])) < 1e-5);
  }
}

TEST_CASE("calibration measures every matrix; an unknown name and an encoder are refused") {
  Threads threads(2);
  const ModelSource source(path_of("qwen2"));
  const Calibration c = calibrate(source, some_chunks(source), {.hessian = true}, threads, {});
  for (uint32_t i = 0; i < source.config().layers; ++i)
    for (const LayerMatrix& m : layer_matrices(source, i)) {
      const size_t k = source.at(m.name).k;
      REQUIRE(c.of(m.name).mean_square.size() == k);
      CHECK(c.of(m.name).rows == 3 * 48);
      for (size_t j = 0; j < k; ++j)
        CHECK(c.of(m.name).hessian[j * k + j] == c.of(m.name).mean_square[j]);
    }
  CHECK_THROWS_AS(c.of("blk.99.attn_q.weight"), Error);
  const ModelSource encoder(path_of("bert"));
  CHECK_THROWS_AS(calibrate(encoder, some_chunks(encoder), {}, threads, {}), Error);
}

TEST_CASE("a quantized model of every family loads and is nearer to the original with feedback") {
  double nearest = 0, feedback = 0;
  Threads threads(2);
  const testing::TemporaryFolder folder;
  for (const char* family : kDecoders) {
    CAPTURE(family);
    const ModelSource source(path_of(family));
    const std::vector<std::vector<TokenId>> chunks = some_chunks(source, 24);
    const std::vector<float> original = logits_of(source, chunks[0]);
    TypePlan plan;
    plan.otherwise = DType::q4_0;
    plan.types[head_name(source)] = DType::q8_0;
    double distances[2];
    for (const Rounding rounding : {Rounding::nearest, Rounding::feedback}) {
      const std::filesystem::path out = folder.path / "q.gguf";
      QuantizeOptions options;
      options.rounding = rounding;
      quantize_model(source, out, plan, chunks, options, threads, {});
      const ModelSource smaller(out);
      CHECK(smaller.at("blk.0.ffn_down.weight").dtype == DType::q4_0);
      distances[static_cast<size_t>(rounding == Rounding::feedback)] =
          distance(original, logits_of(smaller, chunks[0]));
    }
    // Random weights have no attention sinks, which the calibration expects: not every one gains.
    CHECK(distances[1] < 1.05 * distances[0]);
    nearest += distances[0];
    feedback += distances[1];
  }
  CHECK(feedback < 0.95 * nearest);
}

TEST_CASE("a plan keeps to its budget, and a larger budget predicts better") {
  const std::vector<std::vector<PlanChoice>> choices = {{{10, 8}, {20, 2}, {40, 0}},
                                                        {{10, 3}, {15, 2.5}, {30, 0}}};
  CHECK(choose_under_budget(choices, 19).empty());
  CHECK(choose_under_budget(choices, 20) == std::vector<size_t>{0, 0});
  CHECK(choose_under_budget(choices, 30) == std::vector<size_t>{1, 0});
  CHECK(choose_under_budget(choices, 35) == std::vector<size_t>{1, 1});
  CHECK(choose_under_budget(choices, 70) == std::vector<size_t>{2, 2});
  Threads threads(2);
  const testing::TemporaryFolder folder;
  const ModelSource source(path_of("qwen2"));
  const std::vector<std::vector<TokenId>> chunks = some_chunks(source);
  uint64_t floats = 0;
  for (const SourceTensor& t : source.tensors()) floats += t.n * t.k;
  const std::vector<float> original = logits_of(source, chunks[0]);
  double distances[2];
  for (size_t i = 0; i < 2; ++i) {
    const uint64_t budget = floats * (i ? 9 : 6) / 8 + 40000;
    const TypePlan plan = plan_for_budget(source, budget, chunks, {}, threads, {});
    quantize_model(source, folder.path / "p.gguf", plan, chunks, {}, threads, {});
    CHECK(std::filesystem::file_size(folder.path / "p.gguf") <= budget);
    distances[i] = distance(original, logits_of(ModelSource(folder.path / "p.gguf"), chunks[0]));
  }
  CHECK(distances[1] < distances[0]);
  CHECK_THROWS_AS(plan_for_budget(source, 1000, chunks, {}, threads, {}), Error);
}

TEST_CASE("fewer layers, hidden units and heads are an ordinary model that runs") {
  Threads threads(2);
  const testing::TemporaryFolder folder;
  for (const char* family : kDecoders) {
    CAPTURE(family);
    const ModelSource source(path_of(family));
    const ModelConfig& c = source.config();
    const std::vector<std::vector<TokenId>> chunks = some_chunks(source);
    TypePlan plan;
    plan.otherwise = DType::f32;
    const std::filesystem::path out = folder.path / "s.gguf";
    if (c.feed_forward > 32) {
      EditableModel model(source);
      prune_ffn(model, c.feed_forward - 32, chunks, threads, {});
      model.write(out, plan, threads, {});
      const ModelSource smaller(out);
      CHECK(smaller.config().feed_forward == c.feed_forward - 32);
      CHECK(std::isfinite(logits_of(smaller, chunks[0])[5]));
    }
    if (c.kv_heads > 1) {
      EditableModel model(source);
      prune_heads(model, c.kv_heads - 1, chunks, threads, {});
      model.write(out, plan, threads, {});
      const ModelSource smaller(out);
      CHECK(smaller.config().heads == c.heads - c.heads / c.kv_heads);
      CHECK(std::isfinite(logits_of(smaller, chunks[0])[5]));
    }
    EditableModel model(source);
    if (c.window_period != 0) {
      CHECK_THROWS_AS(prune_depth(model, 1, chunks, threads, {}), Error);
      continue;
    }
    const std::vector<uint32_t> removed = prune_depth(model, 1, chunks, threads, {});
    model.write(out, plan, threads, {});
    const ModelSource smaller(out);
    CHECK(removed.size() == 1);
    CHECK(smaller.config().layers == c.layers - 1);
    CHECK(std::isfinite(logits_of(smaller, chunks[0])[5]));
    CHECK_THROWS_AS(prune_depth(model, c.layers, chunks, threads, {}), Error);
  }
}

TEST_CASE("removing a layer before the last renumbers what follows, touched or not") {
  Threads threads(2);
  const testing::TemporaryFolder folder;
  const ModelSource source(path_of("llama"));
  const std::vector<std::vector<TokenId>> chunks = some_chunks(source);
  // The first layer adds nothing, so that it is the one to go and no logit changes.
  EditableModel idle(source);
  for (const char* name : {"blk.0.attn_output.weight", "blk.0.ffn_down.weight"})
    for (float& w : idle.values(name)) w = 0;
  idle.write(folder.path / "idle.gguf", {}, threads, {});
  const ModelSource base(folder.path / "idle.gguf");
  EditableModel model(base);
  CHECK(prune_depth(model, 1, chunks, threads, {}) == std::vector<uint32_t>{0});
  model.write(folder.path / "smaller.gguf", {}, threads, {});
  const ModelSource smaller(folder.path / "smaller.gguf");
  CHECK(distance(logits_of(base, chunks[0]), logits_of(smaller, chunks[0])) < 1e-6);
  EditableModel same(base);
  const std::vector<uint32_t> first{0, 0}, none{base.config().layers};
  CHECK_THROWS_AS(remove_layers(same, none), Error);
  remove_layers(same, first);
  same.write(folder.path / "same.gguf", {}, threads, {});
  CHECK(read_file(folder.path / "same.gguf") == read_file(folder.path / "smaller.gguf"));
}

TEST_CASE("keeping all but nothing lost: dropping hidden units that are zero changes no logit") {
  Threads threads(2);
  const testing::TemporaryFolder folder;
  const ModelSource source(path_of("llama"));
  const std::vector<std::vector<TokenId>> chunks = some_chunks(source);
  TypePlan plan;
  plan.otherwise = DType::f32;
  EditableModel zeroed(source);
  for (uint32_t i = 0; i < source.config().layers; ++i) {
    const std::string name = "blk." + std::to_string(i) + ".ffn_down.weight";
    std::vector<float>& w = zeroed.values(name);
    const size_t k = zeroed.at(name).k;
    for (size_t j = 0; j < w.size(); ++j)
      if (j % k >= 5 && j % k < 37) w[j] = 0;
  }
  zeroed.write(folder.path / "z.gguf", plan, threads, {});
  const ModelSource base(folder.path / "z.gguf");
  EditableModel model(base);
  prune_ffn(model, base.config().feed_forward - 32, chunks, threads, {});
  model.write(folder.path / "s.gguf", plan, threads, {});
  CHECK(distance(logits_of(base, chunks[0]),
                 logits_of(ModelSource(folder.path / "s.gguf"), chunks[0])) < 1e-4);
}

TEST_CASE("a trimmed vocabulary spells everything and gives the kept tokens the same logits") {
  Threads threads(2);
  const testing::TemporaryFolder folder;
  const std::string text = read_file(kRoot + "/tests/data/shakespeare.txt").substr(0, 4000);
  for (const char* family : {"llama", "qwen2"}) {
    CAPTURE(family);
    const ModelSource source(path_of(family));
    const Tokenizer before(source.tokenizer());
    EditableModel model(source);
    const size_t size = before.size() * 9 / 10;
    const std::vector<TokenId> keep = vocabulary_for(model.tokenizer(), text, size);
    CHECK(keep.size() <= size);
    trim_vocabulary(model, keep);
    TypePlan plan;
    plan.otherwise = DType::f32;
    model.write(folder.path / "v.gguf", plan, threads, {});
    const ModelSource smaller(folder.path / "v.gguf");
    const Tokenizer after(smaller.tokenizer());
    CHECK(after.size() == keep.size());
    CHECK(smaller.config().vocabulary == keep.size());
    for (const char* line :
         {"To be, or not to be", "zyzzyva 42 \xf0\x9f\x90\x9d", "\xed\x95\x9c\xea\xb8\x80 test"})
      CHECK(after.decode(after.encode(line, false)) == before.decode(before.encode(line, false)));
    std::vector<TokenId> old_ids, new_ids;
    for (size_t i = 0; i < 40; ++i) {
      new_ids.push_back(static_cast<TokenId>(i * 7 % keep.size()));
      old_ids.push_back(keep[static_cast<size_t>(new_ids.back())]);
    }
    const std::vector<float> a = logits_of(source, old_ids), b = logits_of(smaller, new_ids);
    const size_t v = source.config().vocabulary;
    for (size_t t = 0; t < old_ids.size(); ++t)
      for (size_t i = 0; i < keep.size(); ++i)
        CHECK(b[t * keep.size() + i] ==
              doctest::Approx(a[t * v + static_cast<size_t>(keep[i])]).epsilon(1e-5));
  }
}

TEST_CASE("what makes no sense is refused, and nothing is left behind") {
  Threads threads(2);
  const testing::TemporaryFolder folder;
  const ModelSource source(path_of("llama"));
  EditableModel model(source);
  CHECK_THROWS_AS(model.values("no.such"), Error);
  TypePlan plan;
  plan.types["output_norm.weight"] = DType::q4_k;
  CHECK_THROWS_AS(model.write(folder.path / "x.gguf", plan, threads, {}), Error);
  CHECK_FALSE(std::filesystem::exists(folder.path / "x.gguf"));
  PruneOptions all;
  all.share = 1.5;
  CHECK_THROWS_AS(prune_unstructured(model, {}, all, threads, {}), Error);
  CHECK_THROWS_AS(prune_ffn(model, 33, some_chunks(source), threads, {}), Error);
  CHECK_THROWS_AS(vocabulary_for(model.tokenizer(), "a", 1), Error);
  const TokenId twice[] = {3, 3};
  CHECK_THROWS_AS(trim_vocabulary(model, twice), Error);
  const std::vector<std::vector<TokenId>> bad = {{TokenId(source.config().vocabulary)}};
  CHECK_THROWS_AS(calibrate(source, bad, {}, threads, {}), Error);
  CHECK_THROWS_AS(calibration_chunks(Tokenizer(source.tokenizer()), "short", 64, 4), Error);
}

TEST_CASE("a model writes its own calibration text, the same one for the same seed") {
  Threads threads(2);
  const ModelSource source(path_of("llama"));
  const auto a = self_written_chunks(source, 24, 5, 7, threads, {});
  CHECK(a == self_written_chunks(source, 24, 5, 7, threads, {}));
  CHECK(a != self_written_chunks(source, 24, 5, 8, threads, {}));
  REQUIRE(a.size() == 5);
  for (const auto& chunk : a) CHECK(chunk.size() == 24);
}
