// Replies under a grammar: what comes out is in the language whatever the model is, and what must come is run
// through without choosing.
#include <doctest/doctest.h>

#include <string>

#include "base/error.h"
#include "generate/session.h"

using namespace tinybrain;

namespace {

using Kind = LoadedModel::GrammarKind;

std::string model_path(const char* family) {
  return std::string(TINYBRAIN_SOURCE_DIR) + "/tests/data/models/" + family;
}

GenerateConfig settings(LoadedModel& model, Kind kind, std::string_view source, float temperature,
                        uint32_t tokens = 100) {
  GenerateConfig c;
  c.sampling.temperature = temperature;
  c.sampling.seed = 11;
  c.max_tokens = tokens;
  c.grammar = model.grammar(kind, source);
  return c;
}

constexpr std::string_view kSchema = R"({"type": "object", "properties": {
  "name": {"type": "string", "maxLength": 6}, "age": {"type": "integer", "minimum": 0, "maximum": 99},
  "level": {"enum": ["low", "high"]}}, "required": ["name", "age", "level"]})";

}  // namespace

TEST_CASE("a reply under a schema is JSON that the schema allows") {
  for (const char* family : {"llama", "gemma3", "phi3", "qwen2"}) {
    CAPTURE(family);
    LoadedModel model(model_path(family), 2, {});
    for (float temperature : {0.0f, 1.0f}) {
      Session session(model, {});
      const Reply r = session.complete(
          "A person:", false, settings(model, Kind::json_schema, kSchema, temperature), {});
      CAPTURE(r.text);
      REQUIRE(r.finish == Finish::stop);
      const Json j = Json::parse(r.text);
      CHECK(j.as_object().size() == 3);
      CHECK(j.at("name").as_string().size() <= 6 * 4);
      CHECK(j.at("age").as_int() >= 0);
      CHECK(j.at("age").as_int() <= 99);
      CHECK((j.at("level").as_string() == "low" || j.at("level").as_string() == "high"));
    }
  }
}

TEST_CASE("speculation and small windows do not change a reply under a grammar") {
  LoadedModel model(model_path("llama"), 2, {});
  const std::string_view list =
      R"({"type": "array", "items": {"enum": ["north", "south"]}, "minItems": 12, "maxItems": 12})";
  std::string texts[3];
  for (int i = 0; i < 3; ++i) {
    SessionConfig c;
    c.speculate = i == 0;
    if (i == 2) c.context = 32;
    Session session(model, c);
    const Reply r =
        session.complete("Go", false, settings(model, Kind::json_schema, list, 0, 400), {});
    CHECK(r.finish == Finish::stop);
    CHECK(Json::parse(r.text).as_array().size() == 12);
    texts[i] = r.text;
  }
  CHECK(texts[0] == texts[1]);
}

TEST_CASE("what must come is written as it must, and stops and limits still count") {
  LoadedModel model(model_path("qwen2"), 1, {});
  Session session(model, {});
  const std::string_view only = "The answer is forty-two, and nothing else at all\\.";
  const Reply r = session.complete("?", false, settings(model, Kind::regex, only, 0), {});
  CHECK(r.text == "The answer is forty-two, and nothing else at all.");
  CHECK(r.finish == Finish::stop);
  const Reply cut = session.complete("?", false, settings(model, Kind::regex, only, 0, 5), {});
  CHECK(cut.finish == Finish::length);
  CHECK(cut.reply_tokens == 5);
  GenerateConfig stopping = settings(model, Kind::regex, only, 0);
  stopping.stops = {"forty"};
  const Reply stopped = session.complete("?", false, stopping, {});
  CHECK(stopped.text == "The answer is ");
  CHECK(stopped.finish == Finish::stop);
  // With log probabilities every token is chosen: the same text.
  GenerateConfig logprobs = settings(model, Kind::regex, only, 0);
  logprobs.sampling.logprobs = 0;
  size_t chosen = 0;
  const Reply told = session.complete("?", false, logprobs, [&](const Chunk& c) {
    chosen += c.choice != nullptr;
    return true;
  });
  CHECK(told.text == r.text);
  CHECK(chosen == told.reply_tokens);
}

TEST_CASE("grammars are kept, and bad ones refused") {
  LoadedModel model(model_path("llama"), 1, {});
  CHECK(model.grammar(Kind::regex, "a+") == model.grammar(Kind::regex, "a+"));
  CHECK(model.grammar(Kind::regex, "a+") != model.grammar(Kind::gbnf, "root ::= \"a\""));
  CHECK_THROWS_AS(model.grammar(Kind::gbnf, "root ::= nothing"), Error);
  CHECK_THROWS_AS(model.grammar(Kind::json_schema, "{\"type\": \"strin\"}"), Error);
  CHECK_THROWS_AS(model.grammar(Kind::json_schema, "{\"if\": {}}"), Error);
  CHECK_THROWS_AS(model.grammar(Kind::json_schema, "not json"), Error);
}
