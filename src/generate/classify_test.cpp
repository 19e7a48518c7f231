// A classification head written into a model file and used from it.
#include "generate/classify.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/error.h"
#include "base/folder_testing.h"
#include "base/rng.h"
#include "generate/understand.h"
#include "model/write.h"

using namespace tinybrain;

namespace {

const std::string kModels = TINYBRAIN_SOURCE_DIR "/tests/data/models/";

ClassifierHead some_head(size_t classes, size_t width) {
  ClassifierHead head;
  Rng rng(9);
  for (size_t i = 0; i < classes; ++i) head.labels.push_back("라벨 " + std::to_string(i));
  for (size_t i = 0; i < classes * width; ++i)
    head.weight.push_back(static_cast<float>(rng.uniform() - 0.5));
  for (size_t i = 0; i < classes; ++i) head.bias.push_back(static_cast<float>(i));
  head.temperature = 1.5f;
  head.threshold = 0.25f;
  return head;
}

void write_with(const ModelSource& source, std::span<const ClassifierHead> heads,
                const std::filesystem::path& path, std::vector<std::string> labels = {}) {
  Threads threads(1);
  GgufWriter writer;
  copy_metadata(source, writer);
  set_file_type(DType::f32, writer);
  std::vector<OutputTensor> tensors;
  for (const SourceTensor& t : source.tensors()) tensors.push_back(output_of(t, DType::f32));
  write_classifiers(heads, source.config(), writer, tensors);
  if (!labels.empty()) writer.set("bert.classifier.output_labels", std::move(labels));
  write_tensors(writer, tensors, path, threads, {});
}

}  // namespace

TEST_CASE("classes of a text are softmax(W pooled/|pooled| + b) at the head's temperature") {
  const testing::TemporaryFolder folder;
  const ModelSource source(kModels + "bert");
  const size_t d = source.config().width;
  const ClassifierHead head = some_head(3, d);
  write_with(source, {&head, 1}, folder.path / "m.gguf");
  LoadedModel model(folder.path / "m.gguf", 1, {});
  REQUIRE(model.classifier());
  CHECK(model.classifier()->labels == head.labels);
  CHECK(model.classifier()->threshold == 0.25f);
  const std::string_view texts[] = {"hello there", "안녕"};
  std::vector<float> found(2 * 3), vectors(2 * d);
  classify_texts(model, required_head(model, ""), texts, found.data());
  embed_texts(model, texts, true, vectors.data());
  for (size_t i = 0; i < 2; ++i) {
    double logits[3], sum = 0;
    for (size_t c = 0; c < 3; ++c) {
      logits[c] = head.bias[c];
      for (size_t k = 0; k < d; ++k)
        logits[c] += double{head.weight[c * d + k]} * vectors[i * d + k];
      sum += std::exp(logits[c] / 1.5);
    }
    for (size_t c = 0; c < 3; ++c)
      CHECK(found[i * 3 + c] == doctest::Approx(std::exp(logits[c] / 1.5) / sum).epsilon(1e-4));
  }
}

TEST_CASE("a decoder's row for classes is the one that its head would read") {
  const testing::TemporaryFolder folder;
  const ModelSource source(kModels + "qwen2");
  const ClassifierHead head = some_head(4, source.config().width);
  write_with(source, {&head, 1}, folder.path / "m.gguf");
  LoadedModel model(folder.path / "m.gguf", 2, {});
  const ModelConfig& c = model.config();
  const std::vector<TokenId> ids{5, 9, 2, 30, 7};
  const auto pool = std::make_shared<KvPool>(c, kernels::KvType::f32);
  const Rope rope(c, c.context);
  Workspace work(c, 2);
  std::vector<float> hidden(c.width), logits(c.vocabulary);
  {
    KvCache cache(pool, c.context);
    Sequence s{&cache, &rope, 0, ids, 1, nullptr};
    s.hidden = hidden.data();
    forward(model.weights(), work, {&s, 1}, model.threads());
  }
  {
    KvCache cache(pool, c.context);
    const Sequence s{&cache, &rope, 0, ids, 1, logits.data()};
    forward(model.weights(), work, {&s, 1}, model.threads());
  }
  std::vector<float> row(c.width);
  for (size_t v = 0; v < c.vocabulary; ++v) {
    model.weights().head().row(v, row.data());
    CHECK(std::abs(kernels::table().dot(row.data(), hidden.data(), c.width) - logits[v]) < 1e-3f);
  }
  const std::string_view text[] = {"some words of a text"};
  std::vector<float> found(4);
  classify_texts(model, required_head(model, ""), text, found.data());
  float sum = 0;
  for (float p : found) sum += p;
  CHECK(sum == doctest::Approx(1));
}

TEST_CASE("a model with several heads says what each of them finds, and answers with a sentence") {
  const testing::TemporaryFolder folder;
  const ModelSource source(kModels + "bert");
  std::vector<ClassifierHead> heads;
  for (const auto& [name, labels] :
       {std::pair<const char*, std::vector<std::string>>{"language", {"en", "ko"}},
        {"kind", {"command", "question", "statement"}},
        {"emotion", {"joy", "neutral"}}}) {
    heads.push_back(some_head(labels.size(), source.config().width));
    heads.back().name = name;
    heads.back().labels = labels;
    heads.back().threshold = 0;
  }
  heads[0].bias = {0, 50};     // Korean, whatever the text
  heads[1].bias = {0, 50, 0};  // a question
  write_with(source, heads, folder.path / "m.gguf");
  LoadedModel model(folder.path / "m.gguf", 1, {});
  CHECK(!model.classifier());
  REQUIRE(model.heads().size() == 3);
  CHECK(model.heads()[1].labels == heads[1].labels);
  const std::vector<Understood> all = understand(model, "hello there");
  REQUIRE(all.size() == 3);
  for (size_t i = 0; i < 3; ++i) {
    CHECK(all[i].head->name == heads[i].name);
    const std::string_view text = "hello there";
    std::vector<float> alone(heads[i].labels.size());
    classify_texts(model, required_head(model, heads[i].name), {&text, 1}, alone.data());
    CHECK(alone == all[i].probabilities);
  }
  CHECK(all[0].sure() > 0.99);
  CHECK(short_reply(all) == "저는 아주 작아서 그 질문에는 스스로 답하지 못해요.");
  CHECK(short_reply({all[2]}).empty());
  CHECK_THROWS_AS(required_head(model, "topic"), Error);
}

TEST_CASE("a head that does not fit its model is refused, and a model without one says so") {
  const testing::TemporaryFolder folder;
  const ModelSource source(kModels + "bert");
  const ClassifierHead head = some_head(3, source.config().width);
  write_with(source, {&head, 1}, folder.path / "m.gguf", {"a", "b"});
  CHECK_THROWS_AS(LoadedModel(folder.path / "m.gguf", 1, {}), Error);
  LoadedModel plain(kModels + "bert", 1, {});
  CHECK_THROWS_AS(required_head(plain, ""), Error);
  CHECK_THROWS_AS(understand(plain, "x"), Error);
}
