// Adapters through both kinds of files, and what is refused.
#include "model/adapter.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "base/folder_testing.h"
#include "base/rng.h"
#include "model/forward.h"

using namespace tinybrain;

namespace {

const std::string kModels = TINYBRAIN_SOURCE_DIR "/tests/data/models/";

// Random halves for some matrices of a model, of ranks 4, 3, 4, ...
Adapter some_adapter(const ModelSource& source) {
  Rng rng(1);
  Adapter adapter;
  adapter.architecture = source.config().architecture;
  adapter.alpha = 6;
  for (const char* name : {"attn_q", "attn_k", "attn_output", "ffn_up", "ffn_down"}) {
    const SourceTensor* t = source.find("blk.1." + std::string(name) + ".weight");
    if (!t) continue;
    AdapterMatrix m{t->name, t->n, t->k, adapter.matrices.size() % 2 ? 3u : 4u, {}, {}};
    m.a.resize(m.rank * m.k);
    m.b.resize(m.n * m.rank);
    for (std::vector<float>* half : {&m.a, &m.b})
      for (float& x : *half) x = static_cast<float>(rng.uniform() - 0.5);
    const float scale = adapter.scale(m);
    adapter.add(std::move(m), scale);
  }
  return adapter;
}

const AdapterMatrix& at(const Adapter& adapter, const std::string& name) {
  for (const AdapterMatrix& m : adapter.matrices)
    if (m.name == name) return m;
  FAIL("no " << name);
  return adapter.matrices[0];
}

void check_same(const Adapter& found, const Adapter& wanted) {
  CHECK(found.architecture == wanted.architecture);
  CHECK(found.alpha == wanted.alpha);
  REQUIRE(found.matrices.size() == wanted.matrices.size());
  for (const AdapterMatrix& m : wanted.matrices) {
    const AdapterMatrix& f = at(found, m.name);
    CHECK(f.n == m.n);
    CHECK(f.k == m.k);
    CHECK(f.rank == m.rank);
    CHECK(f.a == m.a);
    CHECK(f.b == m.b);
    CHECK(f.magnitude == m.magnitude);
  }
}

template <class F>
std::string error_of(Code code, F&& body) {
  try {
    body();
  } catch (const Error& e) {
    CHECK(e.code() == code);
    return e.what();
  }
  return "no error";
}

bool has(const std::string& text, const char* part) {
  const bool found = text.find(part) != std::string::npos;
  if (!found) MESSAGE(text);
  return found;
}

}  // namespace

TEST_CASE("adapters come back from GGUF and from PEFT, in every family") {
  const testing::TemporaryFolder folder;
  for (const std::string family : {"llama", "qwen2", "gemma3", "phi3", "bert"}) {
    CAPTURE(family);
    const ModelSource source(kModels + family);
    Adapter adapter = some_adapter(source);
    check_adapter(adapter, source);
    write_adapter_peft(adapter, source.config(), family, folder.path / family);
    check_same(read_adapter(folder.path / family, source.config()), adapter);
    const auto file = folder.path / (family + ".gguf");
    write_adapter_gguf(adapter, file);
    check_same(read_adapter(file, source.config()), adapter);
    CHECK(adapter_gguf(adapter) == testing::bytes_of(file));

    for (AdapterMatrix& m : adapter.matrices)
      for (size_t i = 0; i < m.n; ++i) m.magnitude.push_back(1 + static_cast<float>(i));
    write_adapter_peft(adapter, source.config(), family, folder.path / (family + "-dora"));
    check_same(read_adapter(folder.path / (family + "-dora"), source.config()), adapter);
    CHECK(has(error_of(Code::unsupported, [&] { write_adapter_gguf(adapter, file); }), "merged"));
  }
}

TEST_CASE("rows of llama's q in PEFT are in the order of transformers") {
  const ModelSource source(kModels + "llama");
  const ModelConfig& c = source.config();
  const size_t n = size_t{c.heads} * c.head_dim, half = c.head_dim / 2;
  std::vector<float> a(c.width, 1), b(n);
  for (size_t i = 0; i < n; ++i) b[i] = static_cast<float>(i);
  const auto bytes = [](const std::vector<float>& v) { return std::as_bytes(std::span(v)); };
  const std::string q = "base_model.model.model.layers.0.self_attn.q_proj";
  const std::vector<SafeTensor> tensors{{q + ".lora_A.weight", DType::f32, {1, c.width}, bytes(a)},
                                        {q + ".lora_B.weight", DType::f32, {n, 1}, bytes(b)}};
  Json settings;
  settings.set("peft_type", "LORA");
  settings.set("lora_alpha", 3);
  const Adapter adapter = adapter_from_peft(settings, tensors, c);
  const AdapterMatrix& m = at(adapter, "blk.0.attn_q.weight");
  CHECK(adapter.scale(m) == 3);
  CHECK(m.b[0] == 0);
  CHECK(m.b[1] == static_cast<float>(half));
  CHECK(m.b[2] == 1);
  CHECK(m.b[c.head_dim] == static_cast<float>(c.head_dim));

  // The other scales: alpha / sqrt(rank), which B takes up.
  settings.set("use_rslora", true);
  CHECK(adapter_from_peft(settings, tensors, c).matrices[0].b == m.b);
  for (const auto& [name, value] : {std::pair<const char*, Json>{"init_lora_weights", "pissa"},
                                    {"bias", "all"},
                                    {"peft_type", "IA3"}}) {
    Json other = settings;
    other.set(name, value);
    CHECK(has(error_of(Code::unsupported, [&] { adapter_from_peft(other, tensors, c); }), name));
  }
  Json dora = settings;
  dora.set("use_dora", true);
  CHECK(has(error_of(Code::bad_file, [&] { adapter_from_peft(dora, tensors, c); }), "magnitudes"));
  std::vector<SafeTensor> with = tensors;
  with.push_back({q + ".lora_magnitude_vector", DType::f32, {n}, bytes(b)});
  CHECK(adapter_from_peft(dora, with, c).matrices[0].magnitude == m.b);
  CHECK(has(error_of(Code::bad_file, [&] { adapter_from_peft(settings, with, c); }), "magnitudes"));
  const std::vector<SafeTensor> one{tensors[0]};
  CHECK(has(error_of(Code::bad_file, [&] { adapter_from_peft(settings, one, c); }), "attn_q"));
  std::vector<SafeTensor> strange = tensors;
  strange[0].name = "base_model.model.lm_head.lora_A.weight";
  CHECK(has(error_of(Code::unsupported, [&] { adapter_from_peft(settings, strange, c); }),
            "lm_head"));
}

TEST_CASE("an adapter that does not fit says what and where") {
  const ModelSource llama(kModels + "llama"), qwen(kModels + "qwen2");
  const Adapter adapter = some_adapter(llama);
  CHECK(has(error_of(Code::bad_argument, [&] { check_adapter(adapter, qwen); }), "qwen2"));
  const auto refused = [&](Code code, auto&& change, const char* part) {
    Adapter other = adapter;
    change(other);
    CHECK(has(error_of(code, [&] { check_adapter(other, llama); }), part));
  };
  refused(Code::bad_argument, [](Adapter& o) { o.matrices[0].k += 1; }, "blk.1.attn_q.weight");
  refused(Code::bad_argument, [](Adapter& o) { o.matrices[1].n -= 1; }, "blk.1.attn_k.weight");
  refused(
      Code::bad_argument, [](Adapter& o) { o.matrices[0].name = "blk.99.attn_q.weight"; }, "99");
  refused(Code::unsupported, [](Adapter& o) { o.matrices[0].name = "output.weight"; }, "output");
  refused(
      Code::unsupported, [](Adapter& o) { o.matrices[0].name = "blk.0.attn_norm.weight"; }, "norm");
}

TEST_CASE("with an adapter, rows are the same however tokens are cut and batched") {
  Threads threads(2);
  for (const std::string family : {"llama", "gemma3", "phi3"}) {
    CAPTURE(family);
    const ModelSource source(kModels + family);
    Adapter adapter = some_adapter(source);
    for (AdapterMatrix& m : adapter.matrices)
      if (m.rank == 3) m.magnitude.assign(m.n, 0.5f);
    Weights weights(source, threads, {});
    Workspace work(weights.config(), threads.count());
    const ModelConfig& c = weights.config();
    const Rope rope(c, c.context);
    const auto pool = std::make_shared<KvPool>(c, kernels::KvType::f32);
    std::vector<TokenId> ids(23);
    for (size_t i = 0; i < ids.size(); ++i) ids[i] = static_cast<TokenId>(7 * i % 50);
    const auto last_row = [&](std::initializer_list<size_t> cuts, float* y) {
      KvCache cache(pool, c.context);
      uint32_t at = 0;
      for (const size_t n : cuts) {
        const Sequence part{&cache, &rope, at, {ids.data() + at, n}, 1, nullptr, y};
        forward(weights, work, {&part, 1}, threads);
        at += static_cast<uint32_t>(n);
      }
    };
    std::vector<float> plain(c.width), whole(c.width), cut(c.width), first(c.width);
    last_row({23}, plain.data());
    weights.adapt({adapter, source, threads});
    last_row({23}, whole.data());
    CHECK(whole != plain);
    last_row({9, 1, 12, 1}, cut.data());
    CHECK(cut == whole);
    KvCache one(pool, c.context), other(pool, c.context);
    const Sequence both[] = {{&one, &rope, 0, {ids.data(), 5}, 1, nullptr, first.data()},
                             {&other, &rope, 0, ids, 1, nullptr, cut.data()}};
    forward(weights, work, both, threads);
    CHECK(cut == whole);
  }
}

TEST_CASE("damaged adapter files are refused") {
  const testing::TemporaryFolder folder;
  const ModelSource source(kModels + "llama");
  const auto path = folder.path / "a.gguf";
  const auto refused = [&](auto&& fill, const char* part) {
    GgufWriter writer;
    writer.set("general.type", std::string("adapter"));
    writer.set("adapter.type", std::string("lora"));
    fill(writer);
    AtomicFile file(path);
    writer.write(file, [](size_t, const GgufWriter::Sink& sink) {
      const std::vector<float> zeros(8);
      sink(zeros.data(), zeros.size() * sizeof(float));
    });
    file.commit();
    const std::string what = error_of(Code::bad_file, [&] { read_adapter(path, source.config()); });
    CHECK(has(what, part));
    CHECK(has(what, "a.gguf"));
  };
  const std::string q = "blk.0.attn_q.weight";
  refused([](GgufWriter&) {}, "not a LoRA adapter");
  refused([](GgufWriter& w) { w.set("adapter.type", std::string("control")); }, "adapter.type");
  refused([&](GgufWriter& w) { w.declare(q + ".lora_a", DType::f32, {4, 2}); }, "lacks a half");
  refused(
      [&](GgufWriter& w) {
        w.declare(q + ".lora_a", DType::f32, {4, 2});
        w.declare(q + ".lora_b", DType::f32, {4, 2});
      },
      "do not belong together");
  refused(
      [&](GgufWriter& w) {
        w.declare(q + ".lora_a", DType::f32, {1, 8});
        w.declare(q + ".lora_b", DType::f32, {8, 1});
      },
      "rank 8");
  refused(
      [&](GgufWriter& w) {
        w.set("adapter.lora.alpha", std::numeric_limits<float>::infinity());
        w.declare(q + ".lora_a", DType::f32, {4, 2});
        w.declare(q + ".lora_b", DType::f32, {2, 4});
      },
      "scale");
  CHECK(error_of(Code::not_found, [&] { read_adapter(folder.path / "none", source.config()); }) !=
        "no error");
  CHECK(error_of(Code::not_found, [&] { read_adapter(folder.path, source.config()); }) !=
        "no error");
}
