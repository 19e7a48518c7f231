#include "knowledge/support.h"

#include <algorithm>
#include <cmath>

#include "kernels/kernels.h"
#include "knowledge/sentences.h"
#include "knowledge/statement.h"
#include "text/unicode.h"

namespace tinybrain {
namespace {

// How much of a sentence's words must stand in the passage, and in one sentence of it: chosen on half of the sentences
// of bench/support.py. Cosines did not help there, with either encoder: they do not count.
constexpr float kBias = -6, kCovered = 4, kClosest = 4;

// A passage, read once for all sentences of an answer.
struct ReadPassage {
  Said whole;
  std::vector<Said> sentences;
  std::vector<float> vectors;  // [sentences][width]
};

std::vector<float> vectors_of(const std::vector<std::string_view>& texts, LoadedModel* encoder) {
  if (!encoder) return {};
  std::vector<float> all(texts.size() * encoder->config().width);
  embed_texts(*encoder, texts, true, all.data());
  return all;
}

ReadPassage read_passage(std::string_view passage, LoadedModel* encoder) {
  ReadPassage r;
  r.whole = said_by(passage);
  const std::vector<std::string_view> sentences = sentences_of(passage);
  for (std::string_view s : sentences) r.sentences.push_back(said_by(s));
  r.vectors = vectors_of(sentences, encoder);
  return r;
}

bool all_in(const std::vector<std::string>& these, const std::vector<std::string>& those) {
  return std::all_of(these.begin(), these.end(), [&](const std::string& one) {
    return std::find(those.begin(), those.end(), one) != those.end();
  });
}

// Names may stand in the passage as any word.
bool names_in(const std::vector<std::string>& names, const std::vector<std::string>& words) {
  return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
    return covered({unicode::nfd(name)}, words) > 0;
  });
}

Evidence compare(const Said& said, std::span<const float> vector, const ReadPassage& passage) {
  Evidence e;
  e.covered = covered(said.words, passage.whole.words);
  const Said* nearest = nullptr;
  for (size_t i = 0; i < passage.sentences.size(); ++i) {
    const float share = covered(said.words, passage.sentences[i].words);
    if (!nearest || share > e.closest) {
      nearest = &passage.sentences[i];
      e.closest = share;
    }
    if (!vector.empty())
      e.meaning = std::max(
          e.meaning, kernels::table().dot(vector.data(), passage.vectors.data() + i * vector.size(),
                                          vector.size()));
  }
  e.numbers =
      all_in(said.numbers, passage.whole.numbers) && all_in(said.measures, passage.whole.measures);
  e.names = names_in(said.names, passage.whole.words);
  e.addresses = all_in(said.addresses, passage.whole.addresses);
  e.negation = !nearest || nearest->denies == said.denies;
  return e;
}

const char* missing_in(const Evidence& e) {
  return !e.addresses  ? "addresses"
         : !e.numbers  ? "numbers"
         : !e.names    ? "names"
         : !e.negation ? "negation"
                       : "";
}

float score_of(const Evidence& e) {
  const float x = kBias + kCovered * e.covered + kClosest * e.closest;
  const float chance = 1 / (1 + std::exp(-x));
  return *missing_in(e) ? std::min(chance, kSupported) / 2 : chance;
}

}  // namespace

std::vector<Supported> check_support(std::string_view answer, std::span<const std::string> passages,
                                     LoadedModel* encoder) {
  if (encoder) encoder->require_encoder();
  std::vector<ReadPassage> read;
  for (const std::string& passage : passages) read.push_back(read_passage(passage, encoder));
  std::vector<Supported> all;
  for (std::string_view sentence : sentences_of(answer)) {
    const Said said = said_by(sentence);
    if (said.words.empty() && said.numbers.empty() && said.addresses.empty()) continue;
    const std::vector<float> vector = vectors_of({sentence}, encoder);
    Supported s;
    s.sentence = std::string(sentence);
    for (size_t i = 0; i < read.size(); ++i) {
      const Evidence e = compare(said, vector, read[i]);
      const float score = score_of(e);
      if (s.passage >= 0 && score <= s.score) continue;
      s.passage = static_cast<int>(i);
      s.score = score;
      s.evidence = e;
      s.missing = missing_in(e);
    }
    s.supported = s.passage >= 0 && s.score >= kSupported;
    if (!s.supported && s.missing.empty()) s.missing = "words";
    all.push_back(std::move(s));
  }
  return all;
}

}  // namespace tinybrain
