// Whole builds on a tiny random encoder and the first rows of banking77: what a person gets, and what they are
// told when something is wrong.
#include "build/build.h"

#include <doctest/doctest.h>

#include <fstream>

#include "base/file.h"
#include "base/folder_testing.h"
#include "base/sha256.h"
#include "build/evaluate.h"
#include "knowledge/knowledge.h"
#include "tensor/gguf.h"
#include "tensor/safetensors.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;
const std::string kData = TINYBRAIN_SOURCE_DIR "/tests/data/";

Recipe recipe_for(const fs::path& output) {
  Json j;
  j.set("task", "classify");
  j.set("data", kData + "tables/banking77.csv");
  j.set("base", kData + "models/bert");
  j.set("output", output.string());
  j.set("name", "test");
  j.set("epochs", 3);
  j.set("batch", 8);
  j.set("rate", 0.003);
  j.set("dev_share", 0.2);
  j.set("test_share", 0.2);
  return Recipe::parse(j);
}

std::string file(const fs::path& path) { return read_file(path); }

void write(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }

// The message of the error that body() throws.
template <class Body>
std::string error_of(Body&& body) {
  try {
    body();
  } catch (const Error& e) {
    return e.message(Language::en);
  }
  return "";
}

constexpr const char* kFiles[] = {"model.gguf", "card.md", "measures.json", "manifest.json"};

}  // namespace

TEST_CASE("a build gives a model, a card, a report and a manifest whose hashes hold") {
  const testing::TemporaryFolder folder;
  const fs::path out = folder.path / "brain";
  std::vector<std::string> stages;
  const Json measures = build_brain(recipe_for(out), 2, [&](const Json& event) {
    const std::string stage = event.get_string("stage", "");
    if (stages.empty() || stages.back() != stage) stages.push_back(stage);
    return true;
  });
  CHECK(std::find(stages.begin(), stages.end(), "train") != stages.end());
  CHECK(measures.at("data").get_int("rows", 0) == 90);
  // So few rows: the curve is drawn, and it is said that no figure holds.
  CHECK(measures.at("learning_curve").as_array().size() == 3);
  const Json::Array& findings = measures.at("data").at("findings").as_array();
  CHECK(std::any_of(findings.begin(), findings.end(), [](const Json& f) {
    return f.get_string("kind", "") == "too_little" &&
           f.get_string("en", "").find("too little data to trust") != std::string::npos;
  }));
  CHECK(file(out / "report.html").find("too little data to trust") != std::string::npos);
  const Json manifest = Json::parse(file(out / "manifest.json"));
  for (const auto& [name, hash] : manifest.at("files").as_object())
    CHECK(sha256_file(out / name) == hash.as_string());
  CHECK(file(out / "card.md").find("# test") == 0);
  CHECK(file(out / "report.html").find("<svg") != std::string::npos);
  CHECK(file(out / "report.html").find("<script") == std::string::npos);
  CHECK(!fs::exists(out / ".build"));

  // The figures of the card are those of the file.
  LoadedModel model(out, 2, {});
  CHECK(model.classifier()->labels.size() == measures.at("labels").as_array().size());
  CHECK(error_of([&] { build_brain(recipe_for(out), 2, {}); }).find("finished brain") !=
        std::string::npos);
}

TEST_CASE("the same recipe gives the same bytes, on other threads and when it was stopped") {
  const testing::TemporaryFolder folder;
  build_brain(recipe_for(folder.path / "whole"), 2, {});
  build_brain(recipe_for(folder.path / "one"), 1, {});
  // Stopped at every stage that there is.
  for (const char* stop : {"check", "train", "curve", "write", "test", "report"}) {
    CAPTURE(stop);
    const fs::path out = folder.path / "stopped";
    CHECK_THROWS_AS(build_brain(recipe_for(out), 2,
                                [&](const Json& event) {
                                  return event.get_string("stage", "") != stop ||
                                         event.get_int("done", 1) == 0;
                                }),
                    Error);
    CHECK(!fs::exists(out / "manifest.json"));
  }
  build_brain(recipe_for(folder.path / "stopped"), 2, {});
  for (const char* name : kFiles) {
    CAPTURE(name);
    CHECK(file(folder.path / "one" / name) == file(folder.path / "whole" / name));
    CHECK(file(folder.path / "stopped" / name) == file(folder.path / "whole" / name));
  }
}

TEST_CASE("under a budget the best type that fits is kept, and no type that does not") {
  const testing::TemporaryFolder folder;
  Recipe recipe = recipe_for(folder.path / "small");
  recipe.budget = 120000;
  const Json measures = build_brain(recipe, 2, {});
  CHECK(fs::file_size(folder.path / "small" / "model.gguf") <= recipe.budget);
  CHECK(measures.at("candidates").as_array().size() > 1);
  recipe.output = (folder.path / "none").string();
  recipe.budget = 1000;
  CHECK(error_of([&] { build_brain(recipe, 2, {}); }).find("no candidate") != std::string::npos);
}

TEST_CASE("adapters on a decoder become an ordinary model, those with magnitudes too") {
  const testing::TemporaryFolder folder;
  for (const bool dora : {false, true}) {
    CAPTURE(dora);
    Recipe recipe = recipe_for(folder.path / (dora ? "dora" : "brain"));
    recipe.base = kData + "models/llama";
    recipe.type = "f16";
    recipe.dora = dora;
    const Json measures = build_brain(recipe, 2, {});
    CHECK(measures.at("training").get_int("lora_rank", 0) == 16);
    CHECK(measures.at("training").get_bool("dora", false) == dora);
    LoadedModel model(recipe.output, 2, {});
    // The merged file judges as the network with adapters did.
    const double dev = measures.at("candidates").as_array()[0].get_double("dev_accuracy", 0);
    double best = 0;
    for (const Json& p : measures.at("training").at("scores").as_array())
      best = std::max(best, p.as_array()[1].as_double());
    CHECK(dev == doctest::Approx(best).epsilon(0.08));
  }
}

TEST_CASE("an FAQ becomes a brain that finds its answers, with and without an encoder") {
  const testing::TemporaryFolder folder;
  Recipe recipe = recipe_for(folder.path / "words");
  recipe.task = recipe.read.task = Task::answer;
  recipe.data = kData + "tables/chatbot_ko.csv";
  recipe.base = "none";
  build_brain(recipe, 2, {});
  const KnowledgeBrain brain(folder.path / "words", 1);
  CHECK(!brain.encoder());
  const auto found = brain.knowledge().find("지망하던 학교에 떨어졌어요", 1);
  CHECK(brain.knowledge().entries().all[found[0].entry].answer == "위로해 드립니다.");
  CHECK(file(folder.path / "words" / "card.md").find("chatbot") != std::string::npos);

  // Questions that share an answer train the encoder; the bytes do not depend on threads.
  std::string rows = "question,answer\n";
  for (int i = 0; i < 60; ++i)
    rows += fmt::format(
        "where is thing {0},answer {0}\ni look for thing {0},answer {0}\n"
        "thing {0} is gone,answer {0}\n",
        i);
  write(folder.path / "faq.csv", rows);
  recipe.data = (folder.path / "faq.csv").string();
  recipe.base = kData + "models/bert";
  recipe.epochs = 1;
  for (const auto& [name, threads] : {std::pair{"one", 1}, {"two", 2}}) {
    recipe.output = (folder.path / name).string();
    const Json measures = build_brain(recipe, static_cast<size_t>(threads), {});
    CHECK(measures.at("training").get_int("pairs", 0) >= 50);
    CHECK(measures.at("test").get_int("questions", 0) > 0);
  }
  for (const char* name : {"model.gguf", "entries.gguf", "measures.json", "manifest.json"}) {
    CAPTURE(name);
    CHECK(file(folder.path / "one" / name) == file(folder.path / "two" / name));
  }
  CHECK(KnowledgeBrain(folder.path / "one", 1).encoder());
}

TEST_CASE("a model that writes learns a text or replies; its adapter is a file of its own") {
  const testing::TemporaryFolder folder;
  Recipe recipe = recipe_for(folder.path / "text");
  recipe.task = recipe.read.task = Task::complete;
  std::string text;
  for (int i = 0; i < 12; ++i)
    text += fmt::format("The {} lamp stands in the {} room.\n\n", i % 3, i);
  write(folder.path / "text.txt", text);
  recipe.data = (folder.path / "text.txt").string();
  recipe.base = kData + "models/llama";
  recipe.type = "f32";
  recipe.dev_share = recipe.test_share = 0;
  recipe.dev = recipe.test = recipe.data;
  recipe.rate = 0.02;
  const Json measures = build_brain(recipe, 2, {});
  const Json& test = measures.at("test");
  CHECK(test.get_double("perplexity", 0) < 0.8 * test.get_double("perplexity_before", 0));
  const MappedFile file_of(folder.path / "text" / "adapter.gguf");
  const Gguf adapter = Gguf::parse(file_of.bytes());
  CHECK(adapter.get_string("adapter.type") == "lora");
  CHECK(adapter.get_float("adapter.lora.alpha") == 32);
  const GgufTensor* a = adapter.find_tensor("blk.0.attn_q.weight.lora_a");
  REQUIRE(a);
  CHECK(a->dims[1] == 16);
  CHECK(fs::exists(folder.path / "text" / "adapter" / "adapter_config.json"));
  const MappedFile peft_file(folder.path / "text" / "adapter" / "adapter_model.safetensors");
  CHECK(parse_safetensors(peft_file.bytes()).size() == adapter.tensors().size());

  // Replies: only what the assistant says is learnt. Without a template nothing is known of turns, and an encoder
  // writes nothing.
  recipe.task = recipe.read.task = Task::chat;
  recipe.dev = recipe.test = "";
  recipe.dev_share = recipe.test_share = 0.2;
  recipe.data = kData + "tables/chatbot_ko.csv";
  recipe.output = (folder.path / "chat").string();
  recipe.rate = 0.01;
  const Json chat = build_brain(recipe, 2, {}).at("test");
  CHECK(chat.get_int("tokens", 0) > 0);
  CHECK(chat.get_double("perplexity", 0) < chat.get_double("perplexity_before", 0));
  recipe.base = kData + "models/phi3";
  recipe.output = (folder.path / "none").string();
  CHECK(error_of([&] { build_brain(recipe, 2, {}); }).find("chat template") != std::string::npos);
  recipe.base = kData + "models/bert";
  recipe.output = (folder.path / "bert").string();
  CHECK(error_of([&] { build_brain(recipe, 2, {}); }).find("bert") != std::string::npos);
}

TEST_CASE("an encoder brings together the pairs of a table") {
  const testing::TemporaryFolder folder;
  std::string rows = "text,answer\n";
  for (int i = 0; i < 60; ++i)
    rows += fmt::format("what about thing number {0},thing {0} is in stock\n", i);
  write(folder.path / "pairs.csv", rows);
  Recipe recipe = recipe_for(folder.path / "brain");
  recipe.task = recipe.read.task = Task::embed;
  recipe.data = (folder.path / "pairs.csv").string();
  recipe.batch = 16;
  recipe.epochs = 5;
  const Json measures = build_brain(recipe, 2, {});
  const Json& test = measures.at("test");
  CHECK(test.get_int("texts", 0) > 0);
  CHECK(test.get_double("nearest", -1) >= 0);
  LoadedModel model(folder.path / "brain", 1, {});
  CHECK(model.config().encoder);
  CHECK(file(folder.path / "brain" / "card.md").find("pairs") != std::string::npos);
}

TEST_CASE("labels out of scope, groups, and few examples a label") {
  const testing::TemporaryFolder folder;
  std::string rows = "text,label,channel\n";
  for (int i = 0; i < 60; ++i)
    rows += fmt::format("{} number {},{},{}\n",
                        i % 3 == 0   ? "where is my card"
                        : i % 3 == 1 ? "send money abroad"
                                     : "what is the weather",
                        i,
                        i % 3 == 0   ? "card"
                        : i % 3 == 1 ? "money"
                                     : "other",
                        i % 2 ? "phone" : "mail");
  write(folder.path / "rows.csv", rows);
  Recipe recipe = recipe_for(folder.path / "brain");
  recipe.data = (folder.path / "rows.csv").string();
  recipe.out_of_scope = "other";
  recipe.read.group_column = "channel";
  recipe.check.similarity = 1;
  const Json measures = build_brain(recipe, 2, {});
  CHECK(measures.at("test").at("out_of_scope").get_int("texts", 0) > 0);
  LoadedModel model(folder.path / "brain", 2, {});
  CHECK(model.classifier()->out_of_scope == "other");
  recipe.output = (folder.path / "few").string();
  recipe.per_label = 2;
  CHECK(build_brain(recipe, 2, {}).at("data").get_int("train", 0) == 6);
  recipe.output = (folder.path / "unknown").string();
  recipe.out_of_scope = "nothing";
  CHECK(error_of([&] { build_brain(recipe, 2, {}); }).find("'nothing'") != std::string::npos);
}

TEST_CASE("what is wrong is said, and nothing is left that looks finished") {
  const testing::TemporaryFolder folder;
  write(folder.path / "one.csv", "text,label\nhello there,greeting\nhi you,greeting\n");
  write(folder.path / "open.csv", "text,label\n\"hello there,greeting\nhi,other\n");
  Recipe recipe = recipe_for(folder.path / "brain");
  recipe.data = (folder.path / "one.csv").string();
  CHECK(error_of([&] { build_brain(recipe, 2, {}); }).find("'greeting'") != std::string::npos);
  recipe.data = (folder.path / "open.csv").string();
  CHECK(error_of([&] { build_brain(recipe, 2, {}); }).find("line 2") != std::string::npos);
  CHECK(!fs::exists(folder.path / "brain" / "manifest.json"));
  recipe = recipe_for(folder.path);
  CHECK(error_of([&] { build_brain(recipe, 2, {}); }).find("not empty") != std::string::npos);
  recipe = recipe_for(folder.path / "rate");
  recipe.rate = 1e30;
  CHECK(error_of([&] { build_brain(recipe, 2, {}); }).find("smaller learning rate") !=
        std::string::npos);
}

TEST_CASE("a recipe is checked member by member") {
  const auto parse = [](const char* text) {
    return error_of([&] { Recipe::parse(Json::parse(text)); });
  };
  CHECK(parse(R"({"data": "a", "output": "b", "epoch": 3})").find("'epoch'") != std::string::npos);
  CHECK(parse(R"({"data": "a", "output": "b", "epochs": "3"})").find("'epochs'") !=
        std::string::npos);
  CHECK(parse(R"({"data": "a", "output": "b", "batch": 5000})").find("4096") != std::string::npos);
  CHECK(parse(R"({"data": "a", "output": "b", "task": "fly"})").find("'fly'") != std::string::npos);
  CHECK(parse(R"({"output": "b"})").find("'data'") != std::string::npos);
  for (const char* more : {R"("task": "embed")", R"("lora_rank": 0)"})
    CHECK(parse(fmt::format(R"({{"data": "a", "output": "b", "dora": true, {}}})", more).c_str())
              .find("'dora'") != std::string::npos);
  CHECK(parse("[]").find("object") != std::string::npos);
  CHECK(parse(R"({"data": "a", "output": "b", "dev_share": 0.3})").empty());
}

// Two heads, one of them with texts that get the label of others, and pairs; from nothing.
Json understanding_recipe(const fs::path& output) {
  return Json::parse(
      R"({"task": "understand", "base": "none", "layers": 1, "width": 64, "vocabulary": 600,
    "context": 64, "epochs": 2, "data": ")" +
      kData + R"(tables", "output": ")" + output.string() + R"(",
    "pairs": [{"file": "chatbot_ko.csv", "text": "question", "answer": "answer", "test": "chatbot_ko.csv"},
              {"file": "banking77.csv", "text": "text", "same": "label"}],
    "heads": [{"name": "language", "data": [{"file": "chatbot_ko.csv", "text": "question", "is": "ko"},
                                            {"file": "banking77.csv", "text": "text", "is": "en"}]},
              {"name": "topic", "balance": true, "map": {"card_arrival": "card", "card_linking": "card",
                "exchange_rate": "money", "card_payment_wrong_exchange_rate": "money"},
               "data": [{"file": "banking77.csv", "text": "text", "label": "label", "language": "en"},
                        {"file": "chatbot_ko.csv", "text": "question", "like": "answer"}]}]})");
}

TEST_CASE("one brain learns to understand in several ways, and its file says what it finds") {
  const testing::TemporaryFolder folder;
  const Json recipe = understanding_recipe(folder.path / "a");
  const Json measures = build_brain(Recipe::parse(recipe), 2, {});
  LoadedModel model(folder.path / "a", 2, {});
  REQUIRE(model.heads().size() == 2);
  CHECK(model.heads()[0].labels == std::vector<std::string>{"en", "ko"});
  CHECK(model.heads()[1].labels == std::vector<std::string>{"card", "money"});
  CHECK(measures.at("heads").as_array()[1].get_string("name", "") == "topic");
  CHECK(measures.at("data").get_int("test", 0) > 0);
  const Json& nearest = measures.at("pairs").as_array()[0];
  CHECK(nearest.get_double("nearest", -1) >= 0);
  CHECK(file(folder.path / "a/card.md").find("language") != std::string::npos);
  CHECK(file(folder.path / "a/report.html").find("<svg") != std::string::npos);
  // The same again, on one thread.
  build_brain(Recipe::parse(understanding_recipe(folder.path / "b")), 1, {});
  CHECK(file(folder.path / "a/model.gguf") == file(folder.path / "b/model.gguf"));
}

TEST_CASE("a plan that cannot be is refused by the name of what is wrong") {
  const testing::TemporaryFolder folder;
  const auto refusal = [&](const char* member, const std::string& value) {
    Json recipe = understanding_recipe(folder.path / "x");
    recipe.set(member, Json::parse(value));
    return error_of([&] { build_brain(Recipe::parse(recipe), 1, {}); });
  };
  CHECK(refusal("heads", "[]").find("heads") != std::string::npos);
  CHECK(refusal("heads", R"([{"name": "x"}])").find("'data'") != std::string::npos);
  CHECK(refusal("heads", R"([{"name": "x", "color": 1, "data": []}])").find("'color'") !=
        std::string::npos);
  CHECK(refusal("heads", R"([{"name": "x", "data": [{"file": "chatbot_ko.csv", "text": "question",
                              "is": "a"}]}])")
            .find("'x'") != std::string::npos);
  CHECK(refusal("pairs", R"([{"file": "none.csv"}])").find("none.csv") != std::string::npos);
  CHECK(refusal("width", "100").find("64") != std::string::npos);
}

TEST_CASE("without a base a model that writes begins from nothing, with a vocabulary of the data") {
  const testing::TemporaryFolder folder;
  Json j = Json::parse(R"({"task": "complete", "base": "none", "layers": 1, "width": 64,
    "vocabulary": 400, "epochs": 8, "data": ")" +
                       kData + R"(shakespeare.txt", "output": ")" + (folder.path / "m").string() +
                       R"("})");
  const Json measures = build_brain(Recipe::parse(j), 2, {});
  const Json& test = measures.at("test");
  CHECK(test.get_double("perplexity", 1e9) < test.get_double("perplexity_before", 0) / 2);
  const ModelSource source(folder.path / "m");
  CHECK(source.config().architecture == "llama");
  CHECK(source.config().vocabulary == 400);
  CHECK(!source.chat_template().empty());
  CHECK(!fs::exists(folder.path / "m/adapter.gguf"));
}

TEST_CASE(
    "under a budget a model that writes is compressed in several ways, and the best is kept") {
  const testing::TemporaryFolder folder;
  Json j = Json::parse(R"({"task": "complete", "epochs": 1, "batch": 4, "data": ")" + kData +
                       R"(shakespeare.txt", "base": ")" + kData + R"(models/llama"})");
  const auto build = [&](const char* name, uint64_t budget) {
    j.set("output", (folder.path / name).string());
    j.set("budget", budget);
    return build_brain(Recipe::parse(j), 2, {});
  };
  const uint64_t base = fs::file_size(kData + "models/llama/model.safetensors");
  const Json measures = build("small", base / 5);
  const uint64_t bytes = fs::file_size(folder.path / "small/model.gguf");
  CHECK(bytes <= base / 5);
  CHECK(measures.at("model").get_int("bytes", 0) == static_cast<int64_t>(bytes));
  double best = 1e9, chosen = 0;
  for (const Json& c : measures.at("candidates").as_array()) {
    if (c.get_bool("within", false)) best = std::min(best, c.get_double("dev_perplexity", 1e9));
    if (c.get_bool("chosen", false)) chosen = c.get_double("dev_perplexity", 0);
  }
  CHECK(chosen == best);
  CHECK(measures.at("test").get_double("perplexity", 0) > 1);
  CHECK(LoadedModel(folder.path / "small", 1, {}).config().layers > 0);
  CHECK(error_of([&] { build("tiny", 1000); }).find("1000") != std::string::npos);
  CHECK(!fs::exists(folder.path / "tiny/manifest.json"));
}

}  // namespace tinybrain
