// What sessions of one model share: passes over the weights, pages of a common prompt, branches of labels; and
// sessions on disk.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "base/error.h"
#include "base/folder_testing.h"
#include "generate/session.h"

using namespace tinybrain;

namespace {

std::string model_path(const char* family) {
  return std::string(TINYBRAIN_SOURCE_DIR) + "/tests/data/models/" + family;
}

GenerateConfig settings(const LoadedModel& model, uint32_t tokens, uint64_t seed = 0) {
  GenerateConfig c;
  c.sampling.temperature = seed ? 1.0f : 0;
  c.sampling.seed = seed;
  c.max_tokens = tokens;
  for (size_t i = 0; i < model.choices(); ++i)
    if (model.tokenizer().ends_generation(static_cast<TokenId>(i)))
      c.sampling.biases.emplace_back(static_cast<TokenId>(i), -1e9f);
  return c;
}

// A prompt of many tokens, the same every time.
std::string long_text(int words) {
  std::string text;
  for (int i = 0; i < words; ++i) text += "word" + std::to_string(i * 7919 % 97) + " ";
  return text;
}

}  // namespace

TEST_CASE("sessions that decode at once write what each writes alone") {
  for (const char* family : {"llama", "gemma3"}) {
    CAPTURE(family);
    LoadedModel model(model_path(family), 2, {});
    const auto answer = [&](int i) {
      Session session(model, {});
      return session
          .complete("Session " + std::to_string(i) + " " + long_text(2 * i), false,
                    settings(model, 40, static_cast<uint64_t>(i) % 3), {})
          .text;
    };
    std::vector<std::string> alone, together(6);
    for (int i = 0; i < 6; ++i) alone.push_back(answer(i));
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i)
      threads.emplace_back([&, i] { together[static_cast<size_t>(i)] = answer(i); });
    for (std::thread& t : threads) t.join();
    CHECK(alone == together);
  }
}

TEST_CASE("one slow reader does not stop the others") {
  LoadedModel model(model_path("llama"), 2, {});
  Session slow(model, {}), fast(model, {});
  std::atomic<bool> done{false};
  std::thread waiting([&] {
    bool first = true;
    slow.complete("The sky", false, settings(model, 3), [&](const Chunk&) {
      while (first && !done) std::this_thread::yield();
      first = false;
      return true;
    });
  });
  CHECK(fast.complete("The sea", false, settings(model, 30), {}).reply_tokens == 30);
  done = true;
  waiting.join();
}

TEST_CASE("sessions with the same beginning hold it once") {
  LoadedModel model(model_path("llama"), 2, {});
  const std::string common = long_text(18);
  const auto config = settings(model, 2);
  std::vector<std::unique_ptr<Session>> sessions;
  std::vector<std::string> texts;
  size_t after_first = 0;
  const auto pool = model.kv_pool(kernels::KvType::f16);
  uint32_t common_tokens = 0;
  for (int i = 0; i < 8; ++i) {
    sessions.push_back(std::make_unique<Session>(model, SessionConfig{}));
    const Reply r =
        sessions.back()->complete(common + "question " + std::to_string(i), false, config, {});
    texts.push_back(r.text);
    if (i == 0) {
      after_first = pool->pages();
      common_tokens = r.prompt_tokens;
    } else {
      CHECK(r.reused_tokens >= common_tokens - 20);
    }
  }
  // One or two pages of its own for each of the others.
  CHECK(pool->pages() <= after_first + 7 * 2);
  // The text is what a model without sharing writes.
  LoadedModel fresh(model_path("llama"), 2, {});
  for (int i = 0; i < 8; ++i) {
    Session alone(fresh, {});
    CHECK(alone.complete(common + "question " + std::to_string(i), false, config, {}).text ==
          texts[static_cast<size_t>(i)]);
    alone.reset();
  }
  // What one does later does not reach the others.
  sessions[0]->complete(common + "something else entirely", false, settings(model, 20), {});
  CHECK(sessions[1]->complete(common + "question 1", false, config, {}).text == texts[1]);
  sessions.clear();
  CHECK(pool->pages() == 0);
}

TEST_CASE("sessions that shift their window leave shared pages alone") {
  LoadedModel model(model_path("gemma3"), 2, {});
  SessionConfig small;
  small.context = 64;
  Session a(model, small), b(model, small);
  const std::string text = "Why is the sky blue and the grass green?";
  const std::string before = a.complete(text, false, settings(model, 8), {}).text;
  b.complete(text, false, settings(model, 150), {});
  CHECK(a.complete(text, false, settings(model, 8), {}).text == before);
}

TEST_CASE("scores of labels are the sums of their tokens' log probabilities") {
  LoadedModel model(model_path("qwen2"), 2, {});
  const std::string prompt = long_text(9);
  std::vector<std::string> labels;
  for (int i = 0; i < 77; ++i) labels.push_back("label " + std::to_string(i * i));
  Session session(model, {});
  const std::vector<double> scores = session.score(prompt, labels);
  REQUIRE(scores.size() == 77);
  Session plain(model, {});
  const Tokenizer& t = model.tokenizer();
  const size_t v = model.config().vocabulary;
  for (size_t i = 0; i < labels.size(); i += 19) {
    std::vector<TokenId> ids = t.encode(prompt, true);
    const size_t begin = ids.size();
    for (TokenId id : t.encode(labels[i], false)) ids.push_back(id);
    std::vector<float> logits(ids.size() * v);
    plain.logits(ids, logits.data());
    ids.push_back(t.spec().eot >= 0 ? t.spec().eot : t.spec().eos);
    double expected = 0;
    for (size_t at = begin; at < ids.size(); ++at) {
      const float* row = logits.data() + (at - 1) * v;
      double sum = 0;
      for (size_t j = 0; j < model.choices(); ++j) sum += std::exp(double{row[j]});
      expected += row[ids[at]] - std::log(sum);
    }
    CHECK(scores[i] == doctest::Approx(expected).epsilon(1e-5));
  }
  const std::vector<std::string> empty = {"a", ""};
  CHECK_THROWS_AS(session.score(prompt, empty), Error);
}

TEST_CASE("a saved session goes on where it was, and damaged or foreign files are refused") {
  const testing::TemporaryFolder folder;
  const auto file = folder.path / "state";
  const std::string prompt = long_text(12);
  LoadedModel model(model_path("llama"), 2, {});
  std::string expected;
  {
    Session session(model, {});
    expected = session.complete(prompt, false, settings(model, 12), {}).text;
    session.save(file);
  }
  Session session(model, {});
  session.load(file);
  const Reply r = session.complete(prompt, false, settings(model, 12), {});
  CHECK(r.text == expected);
  CHECK(r.reused_tokens == r.prompt_tokens - 1);

  std::string bytes = read_file(file);
  const auto refused = [&](const std::string& content, Session& by) {
    std::ofstream(folder.path / "bad", std::ios::binary) << content;
    CHECK_THROWS_AS(by.load(folder.path / "bad"), Error);
  };
  for (size_t cut : {size_t{0}, size_t{5}, size_t{40}, bytes.size() / 2, bytes.size() - 1})
    refused(bytes.substr(0, cut), session);
  for (size_t at : {size_t{3}, size_t{9}, size_t{60}, bytes.size() / 2, bytes.size() - 3}) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    refused(changed, session);
  }
  refused(bytes + "x", session);
  SessionConfig q8;
  q8.kv_type = kernels::KvType::q8_0;
  Session other_cache(model, q8);
  refused(bytes, other_cache);
  LoadedModel other(model_path("qwen2"), 1, {});
  Session other_model(other, {});
  refused(bytes, other_model);
  // A refused file changes nothing.
  CHECK(session.complete(prompt, false, settings(model, 12), {}).text == expected);
}
