// The forward pass and the encoder against Hugging Face transformers on tiny random models, one a family
// (tests/golden/make_tiny_models.py), and what follows from the forward pass's promises.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <string>

#include "base/error.h"
#include "base/json.h"
#include "model/convert.h"
#include "model/forward.h"

using namespace tinybrain;

namespace {

const std::string kRoot = TINYBRAIN_SOURCE_DIR;

struct Loaded {
  ModelSource source;
  Threads threads;
  Weights weights;
  explicit Loaded(const std::filesystem::path& path, size_t thread_count = 2)
      : source(path), threads(thread_count), weights(source, threads, {}) {}

  std::vector<float> logits(const std::vector<TokenId>& tokens,
                            kernels::KvType type = kernels::KvType::f16) {
    Run run(*this, type);
    std::vector<float> out(tokens.size() * weights.config().vocabulary);
    run(tokens, 0, tokens.size(), out.data());
    return out;
  }

  // One sequence of this model.
  struct Run {
    Loaded& model;
    KvCache cache;
    Rope rope;
    Workspace work;
    explicit Run(Loaded& m, kernels::KvType type = kernels::KvType::f16)
        : model(m),
          cache(std::make_shared<KvPool>(m.weights.config(), type), m.weights.config().context),
          rope(m.weights.config(), cache.context()),
          work(m.weights.config(), m.threads.count()) {}
    void operator()(std::span<const TokenId> tokens, uint32_t start, size_t wanted, float* logits) {
      const Sequence s{&cache, &rope, start, tokens, wanted, logits};
      forward(model.weights, work, {&s, 1}, model.threads);
    }
  };
};

Json golden(const std::string& family) {
  return Json::parse(read_file(kRoot + "/tests/golden/logits/" + family + ".json"));
}

std::vector<TokenId> tokens_of(const Json& json) {
  std::vector<TokenId> ids;
  for (const Json& t : json.at("tokens").as_array())
    ids.push_back(static_cast<TokenId>(t.as_int()));
  return ids;
}

double worst_difference(const std::vector<float>& ours, const Json::Array& rows) {
  double worst = 0;
  size_t i = 0;
  for (const Json& row : rows)
    for (const Json& v : row.as_array())
      worst = std::max(worst, std::abs(v.as_double() - ours.at(i++)));
  CHECK(i == ours.size());
  return worst;
}

const char* const kDecoders[] = {"llama", "qwen2", "qwen3", "gemma3", "phi3"};

}  // namespace

TEST_CASE("logits of every family agree with transformers within 1e-3") {
  for (const char* family : kDecoders) {
    CAPTURE(family);
    const Json g = golden(family);
    Loaded model(kRoot + "/" + g.at("model").as_string());
    CHECK(worst_difference(model.logits(tokens_of(g), kernels::KvType::f32),
                           g.at("logits").as_array()) < 1e-3);
  }
}

TEST_CASE("an encoder's rows and its pooled vector agree with transformers within 1e-3") {
  const Json g = golden("bert");
  Loaded model(kRoot + "/" + g.at("model").as_string());
  const std::vector<TokenId> ids = tokens_of(g);
  const ModelConfig& c = model.weights.config();
  Workspace work(c, 2);
  std::vector<float> hidden(ids.size() * c.width), vector(c.width);
  encode(model.weights, work, ids, hidden.data(), model.threads);
  CHECK(worst_difference(hidden, g.at("hidden").as_array()) < 1e-3);
  pool(c, hidden.data(), ids.size(), true, vector.data());
  const Json::Array& expected = g.at("embedding").as_array();
  double dot = 0;
  for (size_t i = 0; i < vector.size(); ++i) dot += vector[i] * expected.at(i).as_double();
  CHECK(dot > 1 - 1e-4);
}

TEST_CASE("the tokenizer of a directory gives the tokens of the reference") {
  for (const char* family : kDecoders) {
    CAPTURE(family);
    const Json g = golden(family);
    const ModelSource source(kRoot + "/" + g.at("model").as_string());
    std::vector<TokenId> expected;
    for (const Json& t : g.at("text_tokens").as_array())
      expected.push_back(static_cast<TokenId>(t.as_int()));
    CHECK(Tokenizer(source.tokenizer()).encode(g.at("text").as_string(), true) == expected);
  }
}

TEST_CASE("cutting a prompt into batches, and the number of threads, change nothing at all") {
  for (const char* family : kDecoders) {
    CAPTURE(family);
    const Json g = golden(family);
    const std::vector<TokenId> ids = tokens_of(g);
    Loaded one(kRoot + "/" + g.at("model").as_string(), 1),
        three(kRoot + "/" + g.at("model").as_string(), 3);
    const std::vector<float> whole = one.logits(ids);
    CHECK(whole == three.logits(ids));
    Loaded::Run run(one);
    std::vector<float> pieces(whole.size());
    const size_t v = one.weights.config().vocabulary;
    for (size_t at = 0, n = 1; at < ids.size();
         at += n, n = std::min<size_t>(n + 2, ids.size() - at))
      run({ids.data() + at, n}, static_cast<uint32_t>(at), n, pieces.data() + at * v);
    CHECK(whole == pieces);
  }
}

TEST_CASE("a cache in 8 bits stays near the one in 16") {
  const Json g = golden("llama");
  Loaded model(kRoot + "/" + g.at("model").as_string());
  const std::vector<float> a = model.logits(tokens_of(g)),
                           b = model.logits(tokens_of(g), kernels::KvType::q8_0);
  double difference = 0, size = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    difference += std::pow(a[i] - b[i], 2);
    size += std::pow(a[i], 2);
  }
  CHECK(difference > 0);
  CHECK(std::sqrt(difference / size) < 0.02);
}

TEST_CASE("context shift: keys turned back are those of the earlier position") {
  // One layer deep, nothing but position enters a key, so shifting must equal computing anew.
  const Json g = golden("qwen3");
  Loaded model(kRoot + "/" + g.at("model").as_string());
  const ModelConfig& c = model.weights.config();
  const std::vector<TokenId> ids = tokens_of(g);
  const std::vector<TokenId> later(ids.begin() + 5, ids.end());
  Loaded::Run shifted(model), fresh(model);
  std::vector<float> unused(c.vocabulary);
  shifted(ids, 0, 0, nullptr);
  fresh(later, 0, 0, nullptr);
  shifted.cache.shift(c, static_cast<uint32_t>(ids.size()), 0, 5);
  std::vector<float> a(c.head_dim), b(c.head_dim), value(c.head_dim);
  for (uint32_t head = 0; head < c.kv_heads; ++head)
    for (uint32_t i = 0; i < later.size(); ++i) {
      shifted.cache.load(0, head, i, a.data(), value.data());
      fresh.cache.load(0, head, i, b.data(), value.data());
      for (size_t j = 0; j < c.head_dim; ++j)
        CHECK(a[j] == doctest::Approx(b[j]).epsilon(0.01).scale(0.5));
    }
}

TEST_CASE("conversion to GGUF keeps the logits, the tokens and the template") {
  const auto out = std::filesystem::temp_directory_path() / "tinybrain_model_test.gguf";
  for (const char* family : kDecoders) {
    CAPTURE(family);
    const Json g = golden(family);
    const std::string directory = kRoot + "/" + g.at("model").as_string();
    convert_model(directory, out, DType::f32, {});
    Loaded model(out);
    CHECK(model.source.config().architecture == family);
    CHECK(worst_difference(model.logits(tokens_of(g), kernels::KvType::f32),
                           g.at("logits").as_array()) < 1e-3);
    const ModelSource original(directory);
    CHECK(model.source.chat_template() == original.chat_template());
    const std::string text = g.at("text").as_string();
    CHECK(Tokenizer(model.source.tokenizer()).encode(text, true) ==
          Tokenizer(original.tokenizer()).encode(text, true));
  }
  std::filesystem::remove(out);
}

TEST_CASE("a stopped conversion leaves nothing behind") {
  const auto dir = std::filesystem::temp_directory_path() / "tinybrain_convert_test";
  std::filesystem::create_directory(dir);
  CHECK_THROWS_AS(convert_model(kRoot + "/tests/data/models/llama", dir / "out.gguf", DType::q8_0,
                                [n = 0](uint64_t, uint64_t) mutable { return ++n < 4; }),
                  Error);
  CHECK(std::filesystem::is_empty(dir));
  std::filesystem::remove(dir);
}

TEST_CASE("models that are not whole are refused with what is missing") {
  const auto dir = std::filesystem::temp_directory_path() / "tinybrain_broken_model";
  std::filesystem::remove_all(dir);
  std::filesystem::copy(kRoot + "/tests/data/models/llama", dir);
  std::string config = read_file(dir / "config.json");
  const auto open_with = [&](const std::string& from, const std::string& to) {
    std::string text = config;
    const size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    AtomicFile file(dir / "config.json");
    file.write(text);
    file.commit();
    Loaded model(dir);
  };
  CHECK_THROWS_WITH_AS(open_with("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3"),
                       "tensor 'blk.2.attn_q.weight' is missing: this is not a complete model",
                       Error);
  CHECK_THROWS_AS(open_with("\"hidden_size\": 32", "\"hidden_size\": 64"), Error);
  CHECK_THROWS_AS(open_with("\"num_hidden_layers\": 2", "\"num_hidden_layers\": -7"), Error);
  CHECK_THROWS_AS(open_with("\"llama\"", "\"gpt_neox\""), Error);
  CHECK_NOTHROW(open_with("\"llama\"", "\"llama\""));
  std::filesystem::remove_all(dir);
}
