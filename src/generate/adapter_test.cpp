// A model opened with an adapter, and sessions of one model with several.
#include "model/adapter.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "base/error.h"
#include "base/folder_testing.h"
#include "base/rng.h"
#include "generate/session.h"
#include "model/write.h"

using namespace tinybrain;

TEST_CASE("a model opened with an adapter has its products, and is not the same model") {
  const testing::TemporaryFolder folder;
  const std::string models = TINYBRAIN_SOURCE_DIR "/tests/data/models/";
  LoadedModel plain(models + "llama", 1, {});
  const SourceTensor& q = plain.source().at("blk.0.attn_q.weight");
  Adapter adapter;
  adapter.architecture = "llama";
  adapter.add({q.name, q.n, q.k, 1, std::vector<float>(q.k, 1), std::vector<float>(q.n, 0.5f)}, 2);
  const auto file = folder.path / "adapter.gguf";
  write_adapter_gguf(adapter, file);
  CHECK(plain.load_adapter(adapter)->hash == plain.load_adapter(file)->hash);
  LoadedModel model(models + "llama", 1, {});
  model.adapt(file);
  REQUIRE(model.weights().adapter());
  CHECK(model.weights().adapter()->layers[0].q.b.n() == q.n);
  CHECK(!model.weights().adapter()->layers[1].q.b);
  CHECK(model.weights().bytes() > plain.weights().bytes());
  CHECK(model.fingerprint() != plain.fingerprint());
  adapter.matrices[0].b[0] = 1;
  write_adapter_gguf(adapter, file);
  LoadedModel other(models + "llama", 1, {});
  other.adapt(file);
  CHECK(other.fingerprint() != model.fingerprint());
  LoadedModel qwen(models + "qwen2", 1, {});
  try {
    qwen.adapt(file);
    FAIL("taken");
  } catch (const Error& e) {
    CHECK(e.code() == Code::bad_argument);
    CHECK(std::string(e.what()).find("adapter.gguf") != std::string::npos);
  }
}

namespace {

// Changes every matrix of the layers that an adapter can, at random.
Adapter random_adapter(const ModelSource& source, uint64_t seed) {
  Rng rng(seed);
  Adapter adapter;
  adapter.architecture = source.config().architecture;
  for (const SourceTensor& t : source.tensors()) {
    if (t.vector || !adapted_place(t.name)) continue;
    AdapterMatrix m{t.name, t.n, t.k, 3, {}, {}};
    m.a.resize(m.rank * m.k);
    m.b.resize(m.n * m.rank);
    for (std::vector<float>* half : {&m.a, &m.b})
      for (float& x : *half) x = static_cast<float>(rng.uniform() - 0.5) * 0.3f;
    adapter.add(std::move(m), 2);
  }
  return adapter;
}

// The model with W + s B A for W, as a file.
void write_merged(const ModelSource& source, const Adapter& adapter,
                  const std::filesystem::path& path) {
  GgufWriter writer;
  copy_metadata(source, writer);
  std::vector<OutputTensor> tensors;
  for (const SourceTensor& t : source.tensors()) {
    tensors.push_back(output_of(t, DType::f32));
    for (const AdapterMatrix& m : adapter.matrices) {
      if (m.name != t.name) continue;
      tensors.back().same = {};
      tensors.back().read = [&](size_t row, float* y) {
        ModelSource::read(t, row, y);
        for (size_t r = 0; r < m.rank; ++r)
          for (size_t i = 0; i < m.k; ++i)
            y[i] += adapter.scale(m) * m.b[row * m.rank + r] * m.a[r * m.k + i];
      };
    }
  }
  for (OutputTensor& t : factor_tensors(source)) tensors.push_back(std::move(t));
  Threads threads(1);
  write_tensors(writer, tensors, path, threads, {});
}

std::vector<float> logits_of(Session& session, size_t count) {
  std::vector<TokenId> ids(count);
  for (size_t i = 0; i < count; ++i) ids[i] = static_cast<TokenId>(7 * i % 50);
  std::vector<float> logits(count * session.model().config().vocabulary);
  session.logits(ids, logits.data());
  return logits;
}

double furthest(const std::vector<float>& a, const std::vector<float>& b) {
  double most = 0;
  for (size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(double{a[i]} - b[i]));
  return most;
}

// A model with two adapters, each as a file, and the folder they are in.
struct Adapted {
  explicit Adapted(const char* family)
      : model(std::string(TINYBRAIN_SOURCE_DIR "/tests/data/models/") + family, 2, {}) {
    for (const uint64_t seed : {1, 2}) {
      const auto file = folder.path / ("adapter" + std::to_string(seed) + ".gguf");
      made.push_back(random_adapter(model.source(), seed));
      write_adapter_gguf(made.back(), file);
      loaded.push_back(model.load_adapter(file));
    }
    loaded.push_back(nullptr);
  }
  const testing::TemporaryFolder folder;
  LoadedModel model;
  std::vector<Adapter> made;
  std::vector<std::shared_ptr<const LoadedAdapter>> loaded;  // the third: none
};

SessionConfig exact() {
  SessionConfig config;
  config.kv_type = kernels::KvType::f32;
  return config;
}

GenerateConfig sampled(uint32_t tokens) {
  GenerateConfig config;
  config.sampling.temperature = 1;
  config.sampling.seed = 7;
  config.max_tokens = tokens;
  return config;
}

}  // namespace

TEST_CASE("a session with an adapter has the logits of the merged model") {
  for (const char* family : {"llama", "qwen2", "gemma3", "phi3"}) {
    CAPTURE(family);
    Adapted a(family);
    Session session(a.model, exact());
    const std::vector<float> plain = logits_of(session, 30);
    for (size_t i = 0; i < 2; ++i) {
      const auto merged_file = a.folder.path / "merged.gguf";
      write_merged(a.model.source(), a.made[i], merged_file);
      LoadedModel merged(merged_file, 2, {});
      Session reference(merged, exact());
      const std::vector<float> wanted = logits_of(reference, 30);
      session.set_adapter(a.loaded[i]);
      CHECK(furthest(logits_of(session, 30), wanted) < 1e-3);
      CHECK(furthest(plain, wanted) > 0.1);
    }
    session.set_adapter(nullptr);
    CHECK(logits_of(session, 30) == plain);
  }
}

TEST_CASE("sessions with different adapters write at once what each writes alone") {
  Adapted a("llama");
  const auto write = [&](size_t i) {
    Session session(a.model, {});
    session.set_adapter(a.loaded[i % 3]);
    return session.complete("The sea and the sky " + std::to_string(i / 3), false, sampled(60), {})
        .text;
  };
  std::vector<std::string> alone(9), together(9);
  for (size_t i = 0; i < alone.size(); ++i) alone[i] = write(i);
  CHECK(alone[0] != alone[1]);
  CHECK(alone[0] != alone[2]);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < together.size(); ++i)
    threads.emplace_back([&, i] { together[i] = write(i); });
  for (std::thread& t : threads) t.join();
  CHECK(alone == together);
}

TEST_CASE("what one adapter computed is not taken for another's") {
  Adapted a("qwen2");
  const std::string prompt =
      "A beginning that is common to all of them, and longer than a page of the cache is.";
  const std::vector<std::string> labels{"yes", "no", "perhaps"};
  std::vector<std::string> texts;
  std::vector<std::vector<double>> scores;
  for (size_t i = 0; i < 3; ++i) {
    Adapted fresh("qwen2");
    Session session(fresh.model, {});
    session.set_adapter(fresh.loaded[i]);
    texts.push_back(session.complete(prompt, false, sampled(20), {}).text);
    scores.push_back(session.score(prompt, labels));
  }
  std::vector<std::unique_ptr<Session>> kept;
  for (size_t round = 0; round < 2; ++round) {
    for (size_t i = 0; i < 3; ++i) {
      kept.push_back(std::make_unique<Session>(a.model, SessionConfig{}));
      kept.back()->set_adapter(a.loaded[i]);
      const Reply r = kept.back()->complete(prompt, false, sampled(20), {});
      CHECK(r.text == texts[i]);
      CHECK((r.reused_tokens > 0) == (round == 1));  // of the session with the same adapter
      CHECK(kept.back()->score(prompt, labels) == scores[i]);
    }
  }
  // One session through all of them.
  for (size_t i = 0; i < 6; ++i) {
    kept[0]->set_adapter(a.loaded[i % 3]);
    CHECK(kept[0]->complete(prompt, false, sampled(20), {}).text == texts[i % 3]);
  }
  const size_t before = kept[1]->tokens().size();
  kept[1]->set_adapter(a.loaded[1]);
  CHECK(kept[1]->tokens().size() == before);
}

TEST_CASE("adapters of another model, and states of another adapter, are refused") {
  Adapted a("llama"), b("llama");
  Session session(a.model, {});
  CHECK_THROWS_AS(session.set_adapter(b.loaded[0]), Error);
  session.set_adapter(a.loaded[0]);
  session.complete("The sea", false, sampled(5), {});
  session.save(a.folder.path / "state");
  Session other(b.model, {});
  CHECK_THROWS_AS(other.load(a.folder.path / "state"), Error);
  other.set_adapter(b.loaded[1]);
  CHECK_THROWS_AS(other.load(a.folder.path / "state"), Error);
  other.set_adapter(b.loaded[0]);
  other.load(a.folder.path / "state");
  CHECK(other.tokens().size() == session.tokens().size());
  CHECK_THROWS_AS(a.model.load_adapter(a.folder.path / "none.gguf"), Error);
}
