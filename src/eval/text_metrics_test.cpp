// Measures of answers against sacrebleu's, rouge-score's, nltk's and SQuAD's (tests/golden/text_metrics.py).
#include "eval/text_metrics.h"

#include <doctest/doctest.h>

#include "base/file.h"
#include "base/json.h"

namespace tinybrain {
namespace {

const Json& golden() {
  static const Json all =
      Json::parse(read_file(TINYBRAIN_SOURCE_DIR "/tests/golden/text_metrics.json"));
  return all;
}

TextPair pair_of(const Json& j) {
  TextPair p{j.at("answer").as_string(), {}};
  for (const Json& r : j.at("references").as_array()) p.references.push_back(r.as_string());
  return p;
}

std::vector<TextPair> all_pairs() {
  std::vector<TextPair> pairs;
  for (const Json& j : golden().at("pairs").as_array()) pairs.push_back(pair_of(j));
  return pairs;
}

void check(const Rouge::Score& found, const Json& wanted) {
  CHECK(found.precision == doctest::Approx(wanted.as_array()[0].as_double()));
  CHECK(found.recall == doctest::Approx(wanted.as_array()[1].as_double()));
  CHECK(found.f1 == doctest::Approx(wanted.as_array()[2].as_double()));
}

void check_corpus(std::span<const TextPair> pairs, const Json& wanted) {
  CHECK(chrf(pairs) == doctest::Approx(wanted.at("chrf").as_double()));
  CHECK(chrf(pairs, 2) == doctest::Approx(wanted.at("chrf_pp").as_double()));
  CHECK(gleu(pairs) == doctest::Approx(wanted.at("gleu").as_double()));
  const Bleu b = bleu(pairs);
  CHECK(b.score == doctest::Approx(wanted.at("bleu").as_double()));
  CHECK(b.brevity == doctest::Approx(wanted.at("brevity").as_double()));
  for (size_t n = 0; n < 4; ++n)
    CHECK(b.precisions[n] == doctest::Approx(wanted.at("precisions").as_array()[n].as_double()));
}

}  // namespace

TEST_CASE("each answer is judged as the field's programs do") {
  for (const Json& j : golden().at("pairs").as_array()) {
    const TextPair p = pair_of(j);
    CAPTURE(p.answer);
    CHECK(exact_match(p) == (j.at("exact").as_double() != 0));
    CHECK(token_f1(p) == doctest::Approx(j.at("f1").as_double()));
    const Rouge ascii = rouge(p, RougeWords::ascii), any = rouge(p, RougeWords::any);
    check(ascii.one, j.at("rouge_ascii").as_array()[0]);
    check(ascii.two, j.at("rouge_ascii").as_array()[1]);
    check(ascii.l, j.at("rouge_ascii").as_array()[2]);
    check(any.one, j.at("rouge_any").as_array()[0]);
    check(any.two, j.at("rouge_any").as_array()[1]);
    check(any.l, j.at("rouge_any").as_array()[2]);
    check_corpus({&p, 1}, j);
  }
}

TEST_CASE("a corpus is not the mean of its texts") {
  const std::vector<TextPair> pairs = all_pairs();
  check_corpus(pairs, golden().at("corpus"));
  const TextScores s = score_texts(pairs);
  CHECK(s.texts == pairs.size());
  CHECK(s.bleu == bleu(pairs).score);
  double f1 = 0;
  uint64_t exact = 0;
  for (const Json& j : golden().at("pairs").as_array()) {
    f1 += j.at("f1").as_double() / static_cast<double>(pairs.size());
    exact += j.at("exact").as_double() != 0;
  }
  CHECK(s.f1 == doctest::Approx(f1));
  CHECK(s.exact == exact);
}

TEST_CASE("bytes that are no text, and nothing at all, do no harm") {
  const std::vector<TextPair> odd = {{"\xff\xfe a\xe3\x80", {"\xed\xa0\x80", ""}}, {"", {""}}};
  const TextScores s = score_texts(odd);
  CHECK(s.exact == 1);
  CHECK(s.bleu == 0);
  CHECK(score_texts({}).chrf == 0);
}

}  // namespace tinybrain
