// Options scored as the usual harness does, against transformers (tests/golden/multiple_choice.py).
#include "eval/multiple_choice.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "base/json.h"

namespace tinybrain {
namespace {

const std::string kRoot = TINYBRAIN_SOURCE_DIR;

std::vector<std::string> strings(const Json& list) {
  std::vector<std::string> all;
  for (const Json& one : list.as_array()) all.push_back(one.as_string());
  return all;
}

}  // namespace

TEST_CASE("log-likelihoods of options are those of transformers") {
  const Json golden = Json::parse(read_file(kRoot + "/tests/golden/multiple_choice.json"));
  const Json::Array& questions = golden.at("questions").as_array();
  for (const char* family : {"llama", "gemma3", "qwen2"}) {
    CAPTURE(family);
    LoadedModel model(kRoot + "/tests/data/models/" + family, 2, {});
    SessionConfig config;
    config.kv_type = kernels::KvType::f32;
    Session session(model, config);
    for (size_t q = 0; q < questions.size(); ++q) {
      const std::vector<std::string> options = strings(questions[q].at("options"));
      const ChoiceScores found =
          score_choices(session, questions[q].at("prompt").as_string(), options);
      const Json::Array& wanted = golden.at(family).as_array()[q].as_array();
      size_t best = 0, by_bytes = 0;
      for (size_t i = 0; i < options.size(); ++i) {
        CHECK(found.log_likelihood[i] == doctest::Approx(wanted[i].as_double()).epsilon(2e-4));
        const auto share = [&](size_t k) {
          return wanted[k].as_double() / static_cast<double>(options[k].size());
        };
        if (wanted[i].as_double() > wanted[best].as_double()) best = i;
        if (share(i) > share(by_bytes)) by_bytes = i;
      }
      CHECK(found.best == best);
      CHECK(found.best_by_bytes == by_bytes);
      CHECK(!found.cut);
    }
  }
}

TEST_CASE(
    "prompts over the window lose their beginning; options that cannot be scored are errors") {
  LoadedModel model(kRoot + "/tests/data/models/llama", 2, {});
  SessionConfig config;
  config.context = 32;
  Session session(model, config);
  std::string prompt;
  for (int i = 0; i < 60; ++i) prompt += "sky " + std::to_string(i) + " ";
  const std::vector<std::string> options = {"blue", "red light", "b"};
  const ChoiceScores found = score_choices(session, prompt, options);
  CHECK(found.cut);
  CHECK(found.log_likelihood.size() == 3);
  CHECK(!score_choices(session, "", options).cut);
  CHECK_THROWS_AS(score_choices(session, "x", std::vector<std::string>{"a", ""}), Error);
  CHECK_THROWS_AS(score_choices(session, "x", std::vector<std::string>{"a", prompt}), Error);
}

}  // namespace tinybrain
