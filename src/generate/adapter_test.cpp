// A model opened with an adapter.
#include "model/adapter.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "base/folder_testing.h"
#include "generate/loaded_model.h"

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
  LoadedModel model(models + "llama", 1, {});
  model.adapt(file);
  REQUIRE(model.weights().layers[0].adapter);
  CHECK(model.weights().layers[0].adapter->q.b.n() == q.n);
  CHECK(!model.weights().layers[1].adapter);
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
