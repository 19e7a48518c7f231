// Lessons become adapters: what is taught is learnt, the cut through the layers changes nothing, a stopped run goes on to
// the same bytes, and what is wrong is said.
#include "learn/adapt.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <thread>

#include "base/error.h"
#include "base/folder_testing.h"
#include "learn/lesson_objective.h"
#include "learn/lesson_tokens.h"
#include "learn/reminder.h"
#include "learn/variations.h"
#include "train/adapter.h"
#include "train/loss.h"

using namespace tinybrain;

namespace {

const std::string kModels = TINYBRAIN_SOURCE_DIR "/tests/data/models/";

const std::vector<LearnExample> kLessons{
    {1, "who comes to tea", "the queen", "the king", "en"},
    {2, "where is the ring", "in the sea", "in the box", "en"},
    {3, "when do we sail", "at noon", "", "en"},
};
const std::vector<LearnExample> kReplay{
    {0, "", "the sun is in the sky and the sea is wide", "", "en"},
    {0, "what is it", "it is a house by the road", "", "en"},
};

AdaptOptions small(uint32_t epochs = 8) {
  AdaptOptions o;
  o.rank = 4;
  o.layers = 1;
  o.epochs = epochs;
  o.learning_rate = 5e-3f;
  o.remind = 0;
  return o;
}

std::vector<float> values(const Adapter& adapter) {
  std::vector<float> all;
  for (const AdapterMatrix& m : adapter.matrices) {
    all.insert(all.end(), m.a.begin(), m.a.end());
    all.insert(all.end(), m.b.begin(), m.b.end());
  }
  return all;
}

// A network with that adapter's values, on all of the base's layers or the last ones.
struct Judge {
  LoadedModel& base;
  Network network;
  static NetworkOptions with(const LoraOptions& lora, uint32_t first) {
    NetworkOptions o;
    o.lora = &lora;
    o.first_layer = first;
    return o;
  }
  Judge(LoadedModel& model, const LoraOptions& lora, uint32_t first)
      : base(model), network(model.source(), with(lora, first), model.threads()) {}
  void take(const Adapter& adapter) {
    for (const auto& [name, layer] : network.adapted())
      for (const AdapterMatrix& m : adapter.matrices) {
        if (m.name != name) continue;
        std::copy(m.a.begin(), m.a.end(), layer->adapter->a->values());
        std::copy(m.b.begin(), m.b.end(), layer->adapter->b->values());
      }
  }
  // Mean over the answer's tokens.
  double loss(std::string_view prompt, std::string_view answer, const Json::Array& before = {}) {
    TokenExample e = lesson_tokens(base, prompt, answer, 0, before);
    return -LanguageObjective({}, {e}).score(network);
  }
};

LoraOptions lora_of(const AdaptOptions& o) {
  LoraOptions lora;
  lora.rank = o.rank;
  lora.alpha = 2 * static_cast<float>(o.rank);
  return lora;
}

}  // namespace

TEST_CASE("a taught answer is learnt, and the rejected one becomes less likely than it") {
  LoadedModel base(kModels + "llama", 2, {});
  const LoraOptions lora = lora_of(small());
  Judge judge(base, lora, 0);
  const double before = judge.loss("who comes to tea", "the queen");
  const double other = judge.loss("who comes to tea", "the king");
  const Adapted made = adapt(base, kLessons, {}, small(20), {});
  for (const AdapterMatrix& m : made.adapter.matrices) CHECK(m.name.starts_with("blk.1."));
  judge.take(made.adapter);
  const double after = judge.loss("who comes to tea", "the queen");
  CHECK(after < before - 0.5);
  CHECK(judge.loss("who comes to tea", "the king") - after > other - before + 0.2);
  CHECK(made.course.at("last_loss").as_double() < made.course.at("first_loss").as_double());
  CHECK(made.course.at("epsilon").is_null());
}

TEST_CASE("learnt with its lesson before it, a question has its answer where the lesson is there") {
  LoadedModel base(kModels + "llama", 2, {});
  AdaptOptions options = small(20);
  options.remind = 1;
  Judge judge(base, lora_of(options), 0);
  const LearnExample *const tea = &kLessons[0], *const sail = &kLessons[2];
  const Json::Array own = reminder(std::span(&tea, 1)), other = reminder(std::span(&sail, 1));
  const double before = judge.loss("who comes to tea", "the queen", own);
  const double repeated = judge.loss("who comes to tea", "at noon", other);
  const Adapted made = adapt(base, kLessons, kReplay, options, {});
  judge.take(made.adapter);
  const double after = judge.loss("who comes to tea", "the queen", own);
  CHECK(after < before - 0.5);
  // Another's lesson is not repeated as readily as its own.
  CHECK(repeated - judge.loss("who comes to tea", "at noon", other) < before - after);
  options.contrast = 1;
  CHECK(values(adapt(base, kLessons, kReplay, options, {}).adapter) != values(made.adapter));
}

TEST_CASE(
    "the same arguments give the same bytes, on one thread or two; another seed gives others") {
  LoadedModel base(kModels + "llama", 2, {});
  AdaptOptions options = small(3);
  const std::vector<float> two = values(adapt(base, kLessons, kReplay, options, {}).adapter);
  options.threads = 1;
  CHECK(values(adapt(base, kLessons, kReplay, options, {}).adapter) == two);
  options.seed = 2;
  CHECK(values(adapt(base, kLessons, kReplay, options, {}).adapter) != two);
}

TEST_CASE("a run that was stopped anywhere goes on to the same bytes, and leaves no checkpoint") {
  const testing::TemporaryFolder folder;
  LoadedModel base(kModels + "qwen3", 2, {});
  for (const double noise : {0.0, 1.0}) {
    AdaptOptions options = small(6);
    options.noise = noise;
    const std::vector<float> whole = values(adapt(base, kLessons, kReplay, options, {}).adapter);
    options.checkpoint = folder.path / "checkpoint";
    for (const uint64_t stop : {1, 3, 5}) {
      CAPTURE(stop);
      try {
        adapt(base, kLessons, kReplay, options,
              [&](const AdaptProgress& p) { return p.step < stop; });
        FAIL("was to stop");
      } catch (const Error& e) {
        CHECK(e.code() == Code::cancelled);
      }
      CHECK(std::filesystem::exists(options.checkpoint));
      uint64_t first = 0;
      const Adapted rest = adapt(base, kLessons, kReplay, options, [&](const AdaptProgress& p) {
        if (first == 0) first = p.step;  // 0: what the base expects
        return true;
      });
      CHECK(first == stop + 1);
      CHECK(values(rest.adapter) == whole);
      CHECK(!std::filesystem::exists(options.checkpoint));
    }
    // A checkpoint of other lessons is not gone on with.
    CHECK_THROWS_AS(
        adapt(base, kLessons, kReplay, options, [](const AdaptProgress& p) { return p.step < 2; }),
        Error);
    const std::span<const LearnExample> fewer(kLessons.data(), 2);
    AdaptOptions fresh = options;
    fresh.checkpoint.clear();
    CHECK(values(adapt(base, fewer, kReplay, options, {}).adapter) ==
          values(adapt(base, fewer, kReplay, fresh, {}).adapter));
  }
}

TEST_CASE("killed while it writes its checkpoint, a run still ends in the same bytes") {
  const testing::TemporaryFolder folder;
  AdaptOptions options = small(6);
  std::vector<float> whole;
  {
    LoadedModel base(kModels + "llama", 1, {});
    whole = values(adapt(base, kLessons, kReplay, options, {}).adapter);
  }
  options.checkpoint = folder.path / "checkpoint";
  for (int wait = 0; wait < 8; ++wait) {
    CAPTURE(wait);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {  // stops after every step, which writes one, and goes on
      for (;;) {
        try {
          LoadedModel base(kModels + "llama", 1, {});
          adapt(base, kLessons, kReplay, options,
                [](const AdaptProgress& p) { return p.step == 0; });
        } catch (const Error&) {
          continue;
        }
        _exit(0);
      }
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(3 + 7 * wait));
    kill(child, SIGKILL);
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child);
    LoadedModel base(kModels + "llama", 1, {});
    CHECK(values(adapt(base, kLessons, kReplay, options, {}).adapter) == whole);
  }
}

TEST_CASE("layers that begin at the trunk's rows give what all layers give, forward and backward") {
  for (const char* name : {"llama", "gemma3", "qwen2", "qwen3", "phi3"}) {
    CAPTURE(name);
    LoadedModel base(kModels + name, 2, {});
    const ModelConfig& c = base.config();
    const std::vector<TokenId> tokens{3, 17, 40, 9, 25, 31, 8};
    LoraOptions lora;
    lora.rank = 4;
    Judge all(base, lora, 0), top(base, lora, c.layers - 1);
    Trunk trunk(base, c.layers - 1, base.threads());
    std::vector<float> rows(tokens.size() * c.width);
    trunk.run(tokens, rows.data());
    Batch batch;
    batch.add(tokens);
    const std::vector<TokenId> targets = next_tokens(batch);
    std::vector<float> slopes[2];
    double losses[2];
    for (const bool cut : {false, true}) {
      Network& network = cut ? top.network : all.network;
      // Both halves of an adapter, the same in both networks; below the cut it stays without effect.
      for (const auto& [matrix, layer] : network.adapted()) {
        if (!matrix.starts_with("blk." + std::to_string(c.layers - 1) + ".")) continue;
        for (size_t i = 0; i < layer->adapter->b->size(); ++i)
          layer->adapter->b->values()[i] = 0.01f * static_cast<float>(i % 7) - 0.03f;
      }
      const float* const hidden =
          cut ? network.forward_from(batch, rows.data()) : network.forward(batch);
      std::vector<float> dhidden(tokens.size() * c.width);
      losses[cut] = next_token_loss(network, hidden, targets, 1, dhidden.data());
      network.backward(dhidden.data());
      for (const auto& [matrix, layer] : network.adapted()) {
        if (!matrix.starts_with("blk." + std::to_string(c.layers - 1) + ".")) continue;
        for (Parameter* p : {layer->adapter->a, layer->adapter->b})
          slopes[cut].insert(slopes[cut].end(), p->grad(), p->grad() + p->size());
      }
    }
    CHECK(losses[1] == doctest::Approx(losses[0]).epsilon(2e-3));
    REQUIRE(slopes[0].size() == slopes[1].size());
    double away = 0, length = 0;
    for (size_t i = 0; i < slopes[0].size(); ++i) {
      away += std::pow(double{slopes[0][i]} - slopes[1][i], 2);
      length += std::pow(double{slopes[0][i]}, 2);
    }
    CHECK(std::sqrt(away / length) < 0.03);
  }
}

TEST_CASE("rows that are not kept are made again, to the last bit") {
  LoadedModel base(kModels + "llama", 2, {});
  Trunk trunk(base, 1, base.threads());
  const size_t width = base.config().width;
  const std::vector<TokenId> shared{5, 6}, tokens{5, 6, 7, 8, 9};
  TrunkRows kept(trunk, width, shared, SIZE_MAX), made(trunk, width, shared, 0);
  const size_t x = kept.add(tokens), y = made.add(tokens);
  std::vector<float> whole(tokens.size() * width);
  trunk.run(tokens, whole.data());
  for (int again = 0; again < 2; ++again) {
    for (TrunkRows* rows : {&kept, &made}) {
      Batch batch;
      std::vector<float> found;
      rows->append(rows == &kept ? x : y, batch, found);
      CHECK(batch.tokens == tokens);
      CHECK(batch.shared() == 2);
      CHECK(found == whole);
    }
  }
  CHECK(kept.bytes() == 3 * width * sizeof(float));
  CHECK(made.bytes() == 0);
}

TEST_CASE("a shared beginning computed once gives what it gives in every text") {
  for (const char* name : {"llama", "gemma3"}) {
    CAPTURE(name);
    LoadedModel base(kModels + name, 2, {});
    const size_t d = base.config().width;
    LoraOptions lora;
    lora.rank = 4;
    const std::vector<std::vector<TokenId>> texts{{5, 6, 7, 8, 9}, {5, 6, 7, 30}, {1, 2, 3}};
    Trunk trunk(base, 1, base.threads());
    std::vector<float> slopes[2];
    std::vector<double> losses[2];
    for (const bool once : {false, true}) {
      Judge top(base, lora, 1);
      for (const auto& [matrix, layer] : top.network.adapted())
        for (size_t i = 0; i < layer->adapter->b->size(); ++i)
          layer->adapter->b->values()[i] = 0.01f * static_cast<float>(i % 7) - 0.03f;
      TrunkRows rows(trunk, d, once ? std::vector<TokenId>{5, 6, 7} : std::vector<TokenId>{},
                     SIZE_MAX);
      Batch batch;
      std::vector<float> x;
      for (const std::vector<TokenId>& text : texts) rows.append(rows.add(text), batch, x);
      CHECK(batch.tokens.size() == (once ? 9 : 12));
      std::vector<TokenId> targets(batch.tokens.size(), kNoTarget);
      for (size_t s = 0; s < texts.size(); ++s) targets[batch.starts[s + 1] - 1] = 11;
      const float* const hidden = top.network.forward_from(batch, x.data());
      for (const double loss : next_token_losses(top.network, hidden, targets))
        if (loss != 0) losses[once].push_back(loss);
      std::vector<float> dhidden(batch.tokens.size() * d);
      next_token_loss(top.network, hidden, targets, 1, dhidden.data());
      top.network.backward(dhidden.data());
      for (Parameter* p : top.network.trained())
        slopes[once].insert(slopes[once].end(), p->grad(), p->grad() + p->size());
    }
    CHECK(losses[0].size() == 3);
    for (size_t s = 0; s < 3; ++s) CHECK(losses[1][s] == doctest::Approx(losses[0][s]));
    double away = 0, length = 0;
    for (size_t i = 0; i < slopes[0].size(); ++i) {
      away += std::pow(double{slopes[0][i]} - slopes[1][i], 2);
      length += std::pow(double{slopes[0][i]}, 2);
    }
    CHECK(std::sqrt(away / length) < 0.01);
  }
}

TEST_CASE("replayed texts stay nearer to what the base expects") {
  LoadedModel base(kModels + "llama", 2, {});
  AdaptOptions options = small(20);
  const LoraOptions lora = lora_of(options);
  Judge judge(base, lora, 0);
  const LearnExample& text = kReplay[1];
  const double before = judge.loss(text.prompt, text.answer);
  double away[2];
  for (const bool replayed : {false, true}) {
    options.replay = replayed ? 2.0f : 0.0f;
    judge.take(adapt(base, kLessons, kReplay, options, {}).adapter);
    away[replayed] = std::abs(judge.loss(text.prompt, text.answer) - before);
  }
  CHECK(away[1] < away[0]);
}

TEST_CASE(
    "with noise, epsilon is told, and a single lesson moves the adapter by no more than the cut") {
  LoadedModel base(kModels + "llama", 2, {});
  AdaptOptions options = small(4);
  options.noise = 2;
  const Adapted made = adapt(base, kLessons, kReplay, options, {});
  CHECK(made.course.at("epsilon").as_double() > 0);
  CHECK(std::isfinite(made.course.at("epsilon").as_double()));
  for (const float v : values(made.adapter)) CHECK(std::isfinite(v));
}

TEST_CASE("what cannot be learnt from is said") {
  LoadedModel base(kModels + "llama", 2, {});
  const auto code = [&](const std::vector<LearnExample>& lessons, const AdaptOptions& options) {
    try {
      adapt(base, lessons, {}, options, {});
    } catch (const Error& e) {
      return e.code();
    }
    return Code::ok;
  };
  CHECK(code({}, small()) == Code::bad_argument);
  CHECK(code({{7, "a question", "", "", "en"}}, small()) == Code::bad_argument);
  std::string much;
  for (int i = 0; i < 4000; ++i) much += "word ";
  CHECK(code({{7, much, "an answer", "", "en"}}, small()) == Code::bad_argument);
  CHECK(code({{7, "a question", much, "", "en"}}, small(1)) == Code::ok);  // it is cut
  CHECK(code({{7, "\xff\xfe bad", "\xc3 bytes", "", "en"}}, small(1)) == Code::ok);
  for (const auto& change : std::vector<std::function<void(AdaptOptions&)>>{
           [](AdaptOptions& o) { o.rank = 3; }, [](AdaptOptions& o) { o.layers = 0; },
           [](AdaptOptions& o) { o.epochs = 0; }, [](AdaptOptions& o) { o.learning_rate = 0; },
           [](AdaptOptions& o) { o.noise = -1; }, [](AdaptOptions& o) { o.delta = 0; },
           [](AdaptOptions& o) { o.clip = 0; }}) {
    AdaptOptions options = small();
    change(options);
    CHECK(code(kLessons, options) == Code::bad_argument);
  }
  const testing::TemporaryFolder folder;
  AdaptOptions options = small();
  options.checkpoint = folder.path / "damaged";
  CHECK_THROWS_AS(
      adapt(base, kLessons, {}, options, [](const AdaptProgress& p) { return p.step == 0; }),
      Error);
  std::filesystem::resize_file(options.checkpoint,
                               std::filesystem::file_size(options.checkpoint) / 2);
  CHECK(code(kLessons, options) == Code::bad_file);
  LoadedModel encoder(kModels + "bert", 1, {});
  CHECK_THROWS_AS(adapt(encoder, kLessons, {}, small(), {}), Error);
}

TEST_CASE("wordings differ, begin with the question itself, and keep what it is about") {
  for (const char* language : {"en", "ko"}) {
    const std::string question = std::string(language) == "en"
                                     ? "How do I cancel the order 00123842?"
                                     : "주문 00123842 을 어떻게 취소하나요?";
    const std::vector<std::string> all = question_variations(question, language, 6, 1);
    CHECK(all.size() == 6);
    CHECK(all[0] == question);
    CHECK(all == question_variations(question, language, 6, 1));
    size_t kept = 0;
    for (size_t i = 0; i < all.size(); ++i) {
      kept += all[i].find("00123842") != std::string::npos;
      for (size_t j = 0; j < i; ++j) CHECK(all[i] != all[j]);
    }
    CHECK(kept >= 4);
  }
  CHECK(question_variations("", "en", 4, 1).size() == 1);
  CHECK(question_variations("?", "en", 4, 1)[0] == "?");
}
