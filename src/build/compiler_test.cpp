// The search for a small file and single ways of making one, on a model from nothing: what is tried, kept and refused.
#include "build/compiler.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/file.h"
#include "base/folder_testing.h"
#include "build/fresh.h"
#include "build/method.h"
#include "build/smaller.h"
#include "eval/perplexity.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;
const std::string kData = TINYBRAIN_SOURCE_DIR "/tests/data/";

// A model in a file, and the texts it is fitted to and judged by.
struct Given {
  testing::TemporaryFolder folder;
  Threads threads{2};
  std::string text = read_file(kData + "shakespeare.txt");
  CompileTask task;
  Given() {
    FreshShape shape;
    shape.layers = 3;
    shape.width = 64;
    shape.vocabulary = 800;
    shape.context = 128;
    write_fresh(shape, std::vector<std::string>{text.substr(0, 20000)}, 1, path(), threads, {});
    task.text = text.substr(0, 6000);
    task.loss = [this](const ModelSource& source, const CompressProgress& progress) {
      LoadedModel model(source.path(), 2, {});
      const std::string judged = text.substr(30000, 1500);
      const Perplexity p = measure_perplexity(model, judged, 64, 0, kernels::KvType::f16, progress);
      return std::log(p.perplexity) *
             static_cast<double>(model.tokenizer().encode(judged, true).size());
    };
  }
  fs::path path() const { return folder.path / "model.gguf"; }
  fs::path work() const {
    fs::create_directories(folder.path / "work");
    return folder.path / "work";
  }
  fs::path out() const { return work() / "out.gguf"; }
  uint64_t bytes_as(DType type) {
    const ModelSource source(path());
    TypePlan plan;
    plan.otherwise = type;
    EditableModel(source).write(folder.path / "as.gguf", plan, threads, {});
    return fs::file_size(folder.path / "as.gguf");
  }
};

size_t files_in(const fs::path& folder) {
  return static_cast<size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE(
    "where types are not enough, words, rows and layers go, and the best within the budget is "
    "kept") {
  Given given;
  const ModelSource source(given.path());
  given.task.budget = given.bytes_as(DType::q4_0) * 9 / 10;
  uint64_t last = 0, calls = 0;
  given.task.progress = [&](uint64_t done, uint64_t total) {
    CHECK(done <= total);
    last = done;
    return ++calls > 0;
  };
  const std::vector<CompileCandidate> tried =
      compile_model(source, given.task, given.work(), given.out(), given.threads);
  CHECK(last > 0);
  bool words = false, rows = false, layers = false;
  double best = 1e300, chosen = 0;
  for (const CompileCandidate& c : tried) {
    CAPTURE(c.how(Language::en));
    CHECK(c.within);
    CHECK(c.bytes <= given.task.budget);
    best = std::min(best, c.loss);
    if (c.chosen) chosen = c.loss;
    if (c.chosen) CHECK(fs::file_size(given.out()) == c.bytes);
    words = words || c.vocabulary > 0;
    rows = rows || c.feed_forward > 0;
    layers = layers || c.layers > 0;
  }
  CHECK(words);
  CHECK(rows);
  CHECK(layers);
  CHECK(chosen == best);
  CHECK(files_in(given.work()) == 1);
  CHECK(LoadedModel(given.out(), 1, {}).config().layers > 0);
}

TEST_CASE(
    "limits that nothing meets say how near it came, before any work where that can be known") {
  Given given;
  const ModelSource source(given.path());
  const auto refused = [&] {
    try {
      compile_model(source, given.task, given.work(), given.out(), given.threads);
    } catch (const Error& e) {
      CHECK(e.code() == Code::bad_argument);
      return e.message(Language::en);
    }
    return std::string();
  };
  given.task.budget = 20000;
  given.task.progress = [](uint64_t, uint64_t) { return false; };  // would end any work
  CHECK(refused().find("out of reach") != std::string::npos);
  given.task.budget = 0;
  given.task.latency_ms = 1e-7;
  given.task.progress = {};
  CHECK(refused().find("no candidate") != std::string::npos);
  CHECK(!fs::exists(given.out()));
  given.task.progress = [](uint64_t, uint64_t) { return false; };
  CHECK(testing::code_of([&] {
          compile_model(source, given.task, given.work(), given.out(), given.threads);
        }) == Code::cancelled);
}

TEST_CASE("a model that came quantized is a candidate as it was, and no larger type is tried") {
  Given given;
  given.bytes_as(DType::q5_0);
  const ModelSource source(given.folder.path / "as.gguf");
  given.task.budget = fs::file_size(given.folder.path / "as.gguf") + 5000;
  const std::vector<CompileCandidate> tried =
      compile_model(source, given.task, given.work(), given.out(), given.threads);
  REQUIRE(tried.size() >= 2);
  CHECK(tried[0].as_it_was);
  CHECK(tried[0].loss == given.task.loss(source, {}));
  for (const CompileCandidate& c : tried) CHECK(c.type != "q6_k");
}

TEST_CASE(
    "one way: types stay through a cut, zeros through pruning, and wrong counts are refused") {
  Given given;
  given.bytes_as(DType::q8_0);
  const ModelSource source(given.folder.path / "as.gguf");
  const auto made = [&](const CompressMethod& method) {
    compress_by(method, source, given.task, given.work(), given.out(), given.threads);
    CHECK(files_in(given.work()) == 1);
    return ModelSource(given.out());
  };
  {
    CompressMethod method;
    method.cut = {500, 0, 1};
    const ModelSource small = made(method);
    CHECK(small.config().vocabulary == 500);
    CHECK(small.config().layers == 2);
    CHECK(small.at("blk.1.ffn_up.weight").dtype == DType::q8_0);
    given.task.budget = fs::file_size(given.out()) * 7 / 10;
    made(method);  // mixed types now
    CHECK(fs::file_size(given.out()) <= given.task.budget);
    given.task.budget = 0;
  }
  CompressMethod method;
  method.prune = PruneOptions{PruneMethod::wanda, 0.5, false, 0.2f};
  for (const std::optional<DType> type : {std::optional<DType>{}, std::optional(DType::q4_0)}) {
    method.type = type;
    const ModelSource pruned = made(method);
    const SourceTensor& t = pruned.at("blk.0.ffn_up.weight");
    CHECK(t.dtype == type.value_or(DType::f16));
    std::vector<float> row(t.k);
    size_t zeros = 0;
    for (size_t i = 0; i < t.n; ++i) {
      ModelSource::read(t, i, row.data());
      zeros += static_cast<size_t>(std::count(row.begin(), row.end(), 0.0f));
    }
    CHECK(2 * zeros >= t.n * t.k);
  }
  const auto code = [&](const CompressMethod& m) {
    return testing::code_of(
        [&] { compress_by(m, source, given.task, given.work(), given.out(), given.threads); });
  };
  method.type = DType::q4_1;
  CHECK(code(method) == Code::bad_argument);
  method = {};
  method.type = DType::q8_0;
  given.task.budget = 1000;
  CHECK(code(method) == Code::bad_argument);
}

TEST_CASE(
    "from file to file: a text is divided, the page shows what was tried, errors leave nothing") {
  Given given;
  const fs::path out = given.folder.path / "small.gguf", page = given.folder.path / "small.html";
  Json options;
  const fs::path text = given.folder.path / "text.txt";
  write_file(text, given.text.substr(0, 24000));
  options.set("text", text.string());
  options.set("budget", given.bytes_as(DType::q5_0));
  options.set("report", page.string());
  options.set("language", "ko");
  fs::remove(given.folder.path / "as.gguf");
  const Json found = make_smaller(given.path().string(), out.string(), options, 2, {});
  CHECK(found.get_int("bytes", 0) == static_cast<int64_t>(fs::file_size(out)));
  CHECK(found.at("text").get_int("judged_bytes", 0) > 2000);
  CHECK(found.at("text").get_int("fitted_bytes", 0) + found.at("text").get_int("judged_bytes", 0) ==
        24000);
  CHECK(found.at("candidates").as_array().size() >= 2);
  const std::string html = read_file(page);
  CHECK(html.find("<svg") != std::string::npos);
  CHECK(html.find("바이트당") != std::string::npos);

  const size_t files = files_in(given.folder.path);
  const auto code = [&](const char* name, const Json& value) {
    Json wrong = options;
    wrong.set(name, value);
    return testing::code_of(
        [&] { make_smaller(given.path().string(), out.string(), wrong, 2, {}); });
  };
  CHECK(code("budgets", 3) == Code::bad_argument);
  CHECK(code("type", "q9") == Code::bad_argument);
  CHECK(code("prune", "wanda") == Code::bad_argument);
  CHECK(code("prune", "wanda:1.5") == Code::bad_argument);
  CHECK(code("vocabulary", 100000) == Code::bad_argument);
  CHECK(code("vocabulary", -1) == Code::bad_argument);
  CHECK(code("budget", 100) == Code::bad_argument);
  CHECK(code("report", given.path().string()) == Code::bad_argument);
  CHECK(code("text", given.folder.path.string() + "/none.txt") == Code::not_found);
  write_file(given.folder.path / "short.txt", "too short to say anything");
  CHECK(code("text", (given.folder.path / "short.txt").string()) == Code::bad_argument);
  CHECK(code("eval", (given.folder.path / "short.txt").string()) == Code::bad_argument);
  CHECK(files_in(given.folder.path) == files + 1);
  CHECK(testing::code_of([&] {
          make_smaller(given.path().string(), given.path().string(), options, 2, {});
        }) == Code::bad_argument);
  CHECK(testing::code_of([&] {
          make_smaller(kData + "models/bert", out.string(), options, 2, {});
        }) == Code::unsupported);
  // Stopped while it works: the file that was there stays, and nothing else.
  CHECK(testing::code_of([&] {
          make_smaller(given.path().string(), out.string(), options, 2, [](const Json& event) {
            return event.get_string("stage", "") != "compress";
          });
        }) == Code::cancelled);
  CHECK(files_in(given.folder.path) == files + 1);
}

}  // namespace tinybrain
