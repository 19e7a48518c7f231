#include "desk/make_desk.h"

#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/messages/desk.h"
#include "base/rng.h"
#include "data/dataset.h"
#include "desk/trials.h"

namespace tinybrain::desk {
namespace {

namespace fs = std::filesystem;
constexpr size_t kLeastQuestions = 4;
constexpr size_t kEnoughReal = 300;  // questions that were really asked
constexpr float kRealWeight = 3;
constexpr double kExpectedWorth = 10;  // questions that what the owner expects counts as
constexpr double kDials[] = {0.01, 0.02, 0.05, 0.1, 0.2};

Dataset read(const fs::path& path, const MakeOptions& options) {
  ReadOptions r;
  r.task = Task::answer;
  r.text_column = options.text_column;
  r.answer_column = options.answer_column;
  return read_dataset(path, r);
}

Faq faq_of(const Dataset& data) {
  Faq faq;
  std::map<std::string, uint32_t> known;
  for (const Example& e : data.examples) {
    if (e.text.empty() || e.answer.empty()) continue;
    const auto [at, fresh] = known.emplace(e.answer, static_cast<uint32_t>(faq.answers.size()));
    if (fresh)
      faq.answers.push_back({e.answer, fs::path(data.sources[e.source].path).filename(), e.row});
    faq.questions.push_back(e.text);
    faq.answer_of.push_back(at->second);
  }
  return faq;
}

class Maker {
 public:
  Maker(const MakeOptions& options, LoadedModel* encoder, const MakingProgress& progress)
      : options_(options), encoder_(encoder), progress_(progress) {}

  Json make(const fs::path& to) {
    tell("read", 0, 1);
    const Dataset data = read(options_.faq, options_);
    Faq faq = faq_of(data);
    if (faq.questions.size() < kLeastQuestions || faq.answers.size() < 2)
      throw Error(Code::bad_argument, msg::kDeskTooFew, faq.questions.size(), faq.answers.size(),
                  kLeastQuestions);
    std::vector<Asked> asked;
    if (!options_.asked.empty()) asked = read_asked(options_.asked, options_, faq);
    if (encoder_) {
      faq.width = encoder_->config().width;
      faq.vectors = vectors_of(*encoder_, faq.questions, telling("vectors"));
    }
    Matcher matcher(std::move(faq), encoder_);
    if (!matcher.learn(options_.seed, telling("learn")))
      throw Error(Code::cancelled, msg::kDeskStopped);

    Trials trials =
        try_out(matcher.faq(), encoder_, options_.near, options_.seed, telling("judge"));
    matcher.weighing = best_weighing(trials.known);
    std::vector<Trial> real;
    for (const Asked& a : asked)
      real.push_back(
          {matcher.find(a.question, kTrialCandidates), matcher.unseen(a.question), a.answer});
    Json j = report(data, matcher, trials.known);
    const Fitted fitted = fit(matcher.weighing, trials, real);
    write_desk(matcher, fitted, to);
    j.set("dials", dials_of(fitted.calibration));
    return j;
  }

 private:
  void tell(const char* stage, uint64_t done, uint64_t total) const {
    if (progress_ && !progress_({stage, done, total}))
      throw Error(Code::cancelled, msg::kDeskStopped);
  }
  std::function<bool(uint64_t, uint64_t)> telling(const char* stage) const {
    return [this, stage](uint64_t done, uint64_t total) {
      return !progress_ || progress_({stage, done, total});
    };
  }

  static void weigh(std::vector<Candidate>& candidates, const Weighing& w) {
    for (Candidate& c : candidates) c.score = w.score_of(c);
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  }

  // The weights with most questions answered rightly first; of equals the ones tried first.
  static Weighing best_weighing(std::vector<Trial>& known) {
    constexpr float kSteps[] = {0.5f, 1.0f, 0.25f, 0.0f};
    Weighing best;
    int64_t most = -1;
    for (float l : kSteps)
      for (float m : kSteps)
        for (float p : kSteps) {
          if (l + m + p <= 0) continue;
          const Weighing w{l, m, p};
          int64_t right = 0;
          for (const Trial& t : known) {
            const Candidate* first = nullptr;
            float score = 0;
            for (const Candidate& c : t.candidates) {
              const float s = w.score_of(c);
              if (!first || s > score) first = &c, score = s;
            }
            right += first && first->answer == t.answer;
          }
          if (right > most) most = right, best = w;
        }
    return best;
  }

  // A chance is learnt kRealWeight times as eagerly from a question that was really asked as from a trial, and from those
  // alone once there are enough. Of the trials, questions from elsewhere count as much as the owner expects of them, as long
  // as the questions that were asked do not show otherwise.
  Fitted fit(const Weighing& weighing, Trials& trials, std::vector<Trial>& real) const {
    std::vector<Tried> tried;
    const auto add = [&](std::vector<Trial>& all, float weight, bool asked) {
      for (Trial& t : all) {
        weigh(t.candidates, weighing);
        if (t.candidates.empty() || weight <= 0) continue;
        tried.push_back({features_of(t.candidates, t.unseen),
                         t.answer && t.candidates[0].answer == *t.answer, weight, asked});
      }
    };
    if (real.size() < kEnoughReal) {
      const auto seen = static_cast<double>(
          std::count_if(real.begin(), real.end(), [](const Trial& t) { return !t.answer; }));
      const double share = (kExpectedWorth * options_.elsewhere + seen) /
                           (kExpectedWorth + static_cast<double>(real.size()));
      double weight = 1;
      if (!trials.known.empty() && !trials.elsewhere.empty())
        weight = share / (1 - share) * static_cast<double>(trials.known.size()) /
                 static_cast<double>(trials.elsewhere.size());
      add(trials.known, 1, false);
      add(trials.elsewhere, static_cast<float>(weight), false);
    }
    add(real, real.size() < kEnoughReal ? kRealWeight : 1, true);
    return fit_chance(tried, options_.seed);
  }

  static Json report(const Dataset& data, const Matcher& matcher, const std::vector<Trial>& known) {
    Json findings{Json::Array{}};
    for (const Finding& f : data.findings) {
      Json one;
      one.set("kind", f.kind);
      one.set("en", f.en);
      one.set("ko", f.ko);
      one.set("remedy", f.remedy);
      findings.push(std::move(one));
    }
    uint64_t right = 0;
    for (const Trial& t : known)
      right += !t.candidates.empty() && t.candidates[0].answer == t.answer;
    Json held_out, j;
    held_out.set("tried", known.size());
    held_out.set(
        "first_right",
        known.empty() ? 0.0 : static_cast<double>(right) / static_cast<double>(known.size()));
    const Weighing& w = matcher.weighing;
    j.set("questions", matcher.faq().questions.size());
    j.set("answers", matcher.faq().answers.size());
    j.set("findings", std::move(findings));
    j.set("held_out", std::move(held_out));
    j.set("weighing", Json::Array{double{w.lexical}, double{w.meaning}, double{w.learnt}});
    return j;
  }

  const MakeOptions& options_;
  LoadedModel* encoder_;
  const MakingProgress& progress_;
};

}  // namespace

Json dials_of(const Calibration& calibration) {
  Json dials{Json::Array{}};
  for (double dial : kDials) {
    const double threshold = calibration.threshold(dial);
    Json one;
    one.set("dial", dial);
    one.set("threshold", threshold);
    one.set("answered", calibration.at(threshold).answered);
    dials.push(std::move(one));
  }
  return dials;
}

std::vector<Asked> read_asked(const fs::path& path, const MakeOptions& columns, const Faq& faq) {
  std::map<std::string_view, uint32_t> known;
  for (uint32_t i = 0; i < faq.answers.size(); ++i) known.emplace(faq.answers[i].text, i);
  std::vector<Asked> asked;
  for (const Example& e : read(path, columns).examples) {
    if (e.text.empty()) continue;
    const auto at = known.find(e.answer);
    asked.push_back({e.text, at == known.end() ? std::nullopt : std::optional(at->second)});
  }
  return asked;
}

Json make_desk(const MakeOptions& options, LoadedModel* encoder, const fs::path& to,
               const MakingProgress& progress) {
  return Maker(options, encoder, progress).make(to);
}

}  // namespace tinybrain::desk
