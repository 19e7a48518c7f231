#include "desk/matcher.h"

#include <algorithm>

#include "base/error.h"
#include "base/messages/desk.h"
#include "kernels/kernels.h"

namespace tinybrain::desk {
namespace {

constexpr uint32_t kPasses = 12;
constexpr uint32_t kLeastTexts = 2;  // that a term must be in

std::vector<std::string_view> views(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

}  // namespace

Matcher::Matcher(Faq faq, LoadedModel* encoder)
    : faq_(std::move(faq)), encoder_(encoder), lexical_(views(faq_.questions)) {
  if (faq_.width && (!encoder_ || encoder_->config().width != faq_.width))
    throw Error(Code::bad_file, msg::kDeskEncoder, faq_.width,
                encoder_ ? encoder_->config().width : 0);
}

bool Matcher::learn(uint64_t seed, const std::function<bool(uint64_t, uint64_t)>& progress) {
  std::vector<size_t> counts(faq_.answers.size());
  for (uint32_t a : faq_.answer_of) ++counts[a];
  std::vector<uint32_t> known;
  for (uint32_t a = 0; a < counts.size(); ++a)
    if (counts[a] >= kLeast) known.push_back(a);
  if (known.size() < 2 || known.size() > kMost) return true;
  vocabulary_ = TermVocabulary(views(faq_.questions), kLeastTexts);
  std::vector<TermVector> terms;
  for (const std::string& q : faq_.questions) terms.push_back(vocabulary_.vector_of(q));
  std::vector<HeadExample> examples;
  for (size_t i = 0; i < faq_.questions.size(); ++i) {
    const auto at = std::lower_bound(known.begin(), known.end(), faq_.answer_of[i]);
    if (at != known.end() && *at == faq_.answer_of[i])
      examples.push_back({&terms[i], faq_.vectors.data() + i * faq_.width,
                          static_cast<uint32_t>(at - known.begin())});
  }
  head_answers_ = std::move(known);
  head_ = LinearHead(head_answers_.size(), vocabulary_.size(), faq_.width);
  return head_.train(examples, kPasses, seed, progress);
}

void Matcher::set_head(TermVocabulary vocabulary, LinearHead head,
                       std::vector<uint32_t> head_answers) {
  vocabulary_ = std::move(vocabulary);
  head_ = std::move(head);
  head_answers_ = std::move(head_answers);
}

std::vector<float> Matcher::vector_of(std::string_view question) const {
  std::vector<float> v(faq_.width);
  if (faq_.width) embed_texts(*encoder_, {&question, 1}, true, v.data());
  return v;
}

std::vector<Candidate> Matcher::find(std::string_view question, const float* vector,
                                     const std::vector<bool>* without, size_t most) const {
  const size_t n = faq_.answers.size(), width = faq_.width;
  std::vector<float> own;
  if (!vector && width) vector = (own = vector_of(question)).data();
  const std::vector<float> lexical = lexical_.scores(question);

  std::vector<Candidate> all(n);
  for (uint32_t a = 0; a < n; ++a) all[a] = {a, UINT32_MAX, 0, -1, 0, 0};
  std::vector<float> nearest(n, -2);
  for (uint32_t i = 0; i < faq_.questions.size(); ++i) {
    if (without && (*without)[i]) continue;
    Candidate& c = all[faq_.answer_of[i]];
    const float l = lexical[i];
    const float m =
        width ? kernels::table().dot(vector, faq_.vectors.data() + i * width, width) : 0;
    const float near = weighing.lexical * l + weighing.meaning * m;
    if (c.question == UINT32_MAX || near > nearest[c.answer]) {
      c.question = i;
      nearest[c.answer] = near;
    }
    c.lexical = std::max(c.lexical, l);
    c.meaning = std::max(c.meaning, m);
  }
  if (!head_.empty()) {
    std::vector<float> p(head_.labels());
    head_.predict(vocabulary_.vector_of(question), vector, p);
    for (size_t i = 0; i < p.size(); ++i) all[head_answers_[i]].learnt = p[i];
  }
  std::erase_if(all, [](const Candidate& c) { return c.question == UINT32_MAX; });
  for (Candidate& c : all) c.score = weighing.score_of(c);
  const size_t kept = std::min(most, all.size());
  std::partial_sort(all.begin(), all.begin() + static_cast<ptrdiff_t>(kept), all.end(),
                    [](const Candidate& a, const Candidate& b) {
                      return a.score != b.score ? a.score > b.score : a.answer < b.answer;
                    });
  all.resize(kept);
  return all;
}

std::vector<float> vectors_of(LoadedModel& encoder, const std::vector<std::string>& texts,
                              const std::function<bool(uint64_t, uint64_t)>& progress) {
  constexpr size_t kBatch = 64;
  const size_t width = encoder.config().width;
  std::vector<float> all(texts.size() * width);
  for (size_t i = 0; i < texts.size(); i += kBatch) {
    const size_t n = std::min(kBatch, texts.size() - i);
    const std::vector<std::string_view> batch(texts.begin() + static_cast<ptrdiff_t>(i),
                                              texts.begin() + static_cast<ptrdiff_t>(i + n));
    embed_texts(encoder, batch, true, all.data() + i * width);
    if (progress && !progress(i + n, texts.size())) throw Error(Code::cancelled, msg::kDeskStopped);
  }
  return all;
}

}  // namespace tinybrain::desk
