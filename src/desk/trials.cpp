#include "desk/trials.h"

#include <algorithm>
#include <memory>

#include "base/error.h"
#include "base/messages/desk.h"
#include "base/rng.h"

namespace tinybrain::desk {
namespace {

constexpr size_t kMostTried = 4000;  // questions that the desk tries itself on
// Desks that are made to be tried: more of them leave each nearer to the real one, and cost time.
constexpr size_t kFolds = 4, kManyFolds = 10, kFewQuestions = 2000;

// Which questions of the same answer say nearly the same, by their terms.
class Likeness {
 public:
  Likeness(const Faq& faq, double near) : faq_(faq), near_(near), group_(faq.questions.size()) {
    const std::vector<std::string_view> texts(faq.questions.begin(), faq.questions.end());
    const TermVocabulary vocabulary(texts, 1);
    for (std::string_view t : texts) terms_.push_back(vocabulary.vector_of(t));
    of_.resize(faq.answers.size());
    for (uint32_t q = 0; q < texts.size(); ++q) of_[faq.answer_of[q]].push_back(q);
    // A question joins the first group whose first one it is like.
    uint32_t groups = 0;
    for (const std::vector<uint32_t>& all : of_) {
      std::vector<uint32_t> leaders;
      for (uint32_t q : all) {
        const auto at =
            std::find_if(leaders.begin(), leaders.end(), [&](uint32_t l) { return alike(l, q); });
        if (at != leaders.end()) {
          group_[q] = group_[*at];
        } else {
          leaders.push_back(q);
          group_[q] = groups++;
        }
      }
    }
  }
  uint32_t group_of(uint32_t q) const { return group_[q]; }
  size_t count(uint32_t answer) const { return of_[answer].size(); }
  std::vector<uint32_t> like(uint32_t q) const {
    std::vector<uint32_t> all;
    for (uint32_t other : of_[faq_.answer_of[q]])
      if (group_[other] == group_[q] || alike(q, other)) all.push_back(other);
    return all;
  }

 private:
  bool alike(uint32_t a, uint32_t b) const {
    if (a == b) return true;
    const TermVector &x = terms_[a], &y = terms_[b];
    double sum = 0;
    for (size_t i = 0, k = 0; i < x.terms.size() && k < y.terms.size();) {
      if (x.terms[i] == y.terms[k])
        sum += double{x.weights[i++]} * y.weights[k++];
      else if (x.terms[i] < y.terms[k])
        ++i;
      else
        ++k;
    }
    return sum >= near_;
  }

  const Faq& faq_;
  double near_;
  std::vector<TermVector> terms_;
  std::vector<std::vector<uint32_t>> of_;  // questions of each answer
  std::vector<uint32_t> group_;
};

// The FAQ without some questions; answers keep their numbers.
struct Rest {
  std::vector<uint32_t> place;  // of each question in it
  std::unique_ptr<Matcher> matcher;

  Rest(const Faq& faq, const std::vector<bool>& out, LoadedModel* encoder, uint64_t seed,
       const std::function<bool(uint64_t, uint64_t)>& progress)
      : place(faq.questions.size()) {
    Faq rest;
    rest.answers = faq.answers;
    rest.width = faq.width;
    for (size_t q = 0; q < faq.questions.size(); ++q) {
      place[q] = static_cast<uint32_t>(rest.questions.size());
      if (out[q]) continue;
      rest.questions.push_back(faq.questions[q]);
      rest.answer_of.push_back(faq.answer_of[q]);
      const auto vector = faq.vectors.begin() + static_cast<ptrdiff_t>(q * faq.width);
      rest.vectors.insert(rest.vectors.end(), vector, vector + static_cast<ptrdiff_t>(faq.width));
    }
    matcher = std::make_unique<Matcher>(std::move(rest), encoder);
    if (!matcher->learn(seed, progress)) throw Error(Code::cancelled, msg::kDeskStopped);
  }
};

}  // namespace

Trials try_out(const Faq& faq, LoadedModel* encoder, double near, uint64_t seed,
               const std::function<bool(uint64_t, uint64_t)>& progress) {
  const size_t n = faq.questions.size(), folds = n <= kFewQuestions ? kManyFolds : kFolds;
  const Likeness likeness(faq, near);
  std::vector<uint32_t> order = shuffled_indices(n, seed + 77);
  order.resize(std::min(n, kMostTried));
  const std::vector<uint32_t> shuffled = shuffled_indices(faq.answers.size(), seed + 78);
  std::vector<size_t> answer_fold(faq.answers.size());
  for (size_t i = 0; i < shuffled.size(); ++i) answer_fold[shuffled[i]] = i % folds;

  Trials trials;
  const uint64_t parts = 2 * folds;
  uint64_t part = 0;
  // Half of a part is spent on making its desk.
  const auto within = [&](uint64_t half, uint64_t done, uint64_t total) {
    const uint64_t of = 1000;
    return !progress || progress((2 * part + half) * of + done * of / std::max<uint64_t>(1, total),
                                 2 * parts * of);
  };
  for (const bool elsewhere : {false, true}) {
    for (size_t fold = 0; fold < folds; ++fold, ++part) {
      std::vector<bool> out(n);
      for (uint32_t q = 0; q < n; ++q)
        out[q] = (elsewhere ? answer_fold[faq.answer_of[q]] : likeness.group_of(q) % folds) == fold;
      const auto left = std::count(out.begin(), out.end(), false);
      if (left == 0 || static_cast<size_t>(left) == n) continue;
      const Rest rest(faq, out, encoder, seed,
                      [&](uint64_t done, uint64_t total) { return within(0, done, total); });
      std::vector<bool> hidden(static_cast<size_t>(left));
      for (size_t i = 0; i < order.size(); ++i) {
        const uint32_t q = order[i];
        if (i % 16 == 0 && !within(1, i, order.size()))
          throw Error(Code::cancelled, msg::kDeskStopped);
        if (!out[q]) continue;
        Trial trial;
        std::vector<uint32_t> alike;
        if (!elsewhere) {
          trial.answer = faq.answer_of[q];
          alike = likeness.like(q);
          if (alike.size() == likeness.count(*trial.answer)) continue;
        }
        for (uint32_t other : alike)
          if (!out[other]) hidden[rest.place[other]] = true;
        const float* vector = faq.vectors.data() + q * faq.width;
        trial.candidates = rest.matcher->find(faq.questions[q], vector, &hidden, kTrialCandidates);
        trial.unseen = rest.matcher->unseen(faq.questions[q]);
        for (uint32_t other : alike)
          if (!out[other]) hidden[rest.place[other]] = false;
        (elsewhere ? trials.elsewhere : trials.known).push_back(std::move(trial));
      }
    }
  }
  return trials;
}

}  // namespace tinybrain::desk
