// A classifier: trained, compressed under a budget, judged from its file.
#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/messages/build.h"
#include "build/brain_file.h"
#include "build/builder.h"
#include "build/classifier.h"
#include "build/evaluate.h"
#include "generate/classify.h"

namespace tinybrain {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMistakes = 40;
constexpr size_t kFewHeldOut = 40;  // rows for choosing and testing, under which no figure holds
constexpr size_t kSmallData =
    2000;  // training examples under which the learning curve is looked at

class ClassifierBuild : public Builder {
 public:
  ClassifierBuild(const Recipe& recipe, size_t threads, const BuildProgress& progress, Peers* peers)
      : Builder(recipe, threads, progress), peers_(peers) {}

  Json run() override {
    stage("read");
    data_ = prepare(recipe_);
    describe_data(data_);
    describe_labels();
    const ModelSource source = open_base(texts_of(data_), true);
    describe_base(source);
    epochs_ = classifier_settings(recipe_, source.config(), data_.train.size()).epochs;
    trained_ = train_classifier(
        recipe_, data_, source, threads_, place_.working("checkpoint.gguf"), fingerprint(), peers_,
        [&](const TrainingProgress& p) { return tell_training("train", p, epochs_); });
    describe_training();
    if (peers_ && peers_->rank() > 0) return measures_;  // the first does the rest
    learning_curve(source);
    choose(source);
    const double seconds = judge_chosen();
    finish(seconds, {"model.gguf"});
    return measures_;
  }

 private:
  void describe_labels() {
    Json labels{Json::Array{}};
    for (const std::string& l : data_.labels) labels.push(l);
    measures_.set("labels", std::move(labels));

    // The share that the most frequent label of training would get right.
    std::map<std::string, size_t> counts;
    for (const Example& e : data_.train) ++counts[e.label];
    const auto most =
        std::max_element(counts.begin(), counts.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto hits = std::count_if(data_.test.begin(), data_.test.end(),
                                    [&](const Example& e) { return e.label == most->first; });
    if (!data_.test.empty())
      measures_.set("baseline", static_cast<double>(hits) / static_cast<double>(data_.test.size()));
  }

  void describe_training() {
    const ClassifierSettings& s = trained_.settings;
    Json t;
    t.set("epochs", s.epochs);
    t.set("batch", s.batch);
    t.set("rate", s.rate);
    t.set("lora_rank", s.lora_rank);
    t.set("dora", recipe_.dora);
    t.set("seed", recipe_.seed);
    t.set("best_epoch", trained_.curve.best_epoch);
    t.set("losses", points_json(trained_.curve.losses));
    t.set("scores", points_json(trained_.curve.scores));
    t.set("temperature", double{trained_.head.temperature});
    t.set("threshold", double{trained_.head.threshold});
    measures_.set("training", std::move(t));
  }

  // With little data: would more of it help?
  void learning_curve(const ModelSource& source) {
    if (data_.train.size() > kSmallData || data_.dev.empty()) return;
    constexpr double kShares[] = {0.25, 0.5, 1};
    double accuracy[3];
    Json curve{Json::Array{}};
    for (size_t i = 0; i < 3; ++i) {
      accuracy[i] = kShares[i] == 1 ? trained_.curve.best_score
                                    : dev_accuracy_with(recipe_, data_, kShares[i], source,
                                                        threads_, [&](const TrainingProgress& p) {
                                                          return tell_training("curve", p, epochs_);
                                                        });
      Json point;
      point.set("share", kShares[i]);
      point.set("dev_accuracy", accuracy[i]);
      curve.push(std::move(point));
    }
    measures_.set("learning_curve", std::move(curve));
    for (double& a : accuracy) a *= 100;
    const size_t dev = data_.dev.size(), test = data_.test.size();
    const bool few = dev + test < kFewHeldOut;
    if (!few && accuracy[2] - accuracy[1] < 3) return;
    Finding f;
    f.kind = "too_little";
    for (const Language l : {Language::en, Language::ko})
      (l == Language::en ? f.en : f.ko) =
          few ? text_of(l, msg::kFoundTooLittle, dev, test, accuracy[0], accuracy[1], accuracy[2])
              : text_of(l, msg::kFoundStillLearning, accuracy[1], accuracy[2]);
    add_finding(f);
  }

  struct Candidate {
    DType type;
    uint64_t bytes = 0;
    double accuracy = 0, seconds = 0;
  };

  std::vector<DType> candidate_types() const {
    if (!recipe_.type.empty()) {
      const std::optional<DType> type = dtype_from_name(recipe_.type);
      if (!type) throw Error(Code::bad_argument, msg::kRecipeType, recipe_.type);
      return {*type};
    }
    if (recipe_.budget == 0 && recipe_.latency_ms == 0) return {DType::q8_0};
    return {DType::f16,  DType::q8_0, DType::q6_k, DType::q5_1,
            DType::q5_0, DType::q4_1, DType::q4_0};
  }

  // Writes each candidate under the budget and keeps the one that is best on dev; of equals the smaller.
  void choose(const ModelSource& source) {
    const std::vector<DType> types = candidate_types();
    std::vector<Candidate> tried;
    std::optional<size_t> best;
    Candidate smallest;
    for (size_t i = 0; i < types.size(); ++i) {
      Candidate c{types[i]};
      const fs::path file = place_.working("candidate.gguf");
      write_brain(source, *trained_.network, {&trained_.head, 1}, c.type, file, threads_,
                  [&](uint64_t done, uint64_t total) {
                    return tell_progress("write", i * total + done, types.size() * total);
                  });
      c.bytes = fs::file_size(file);
      const bool small_enough = recipe_.budget == 0 || c.bytes <= recipe_.budget;
      if (small_enough || i + 1 == types.size()) {
        LoadedModel model(file, threads_.count(), {});
        if (recipe_.latency_ms > 0)
          c.seconds = classify_seconds(model, *model.classifier(),
                                       data_.dev.empty() ? data_.train : data_.dev);
        if (small_enough && !data_.dev.empty())
          c.accuracy = evaluate_classifier(model, *model.classifier(), data_.dev,
                                           [&](uint64_t done, uint64_t total) {
                                             return tell_progress("compare", i * total + done,
                                                                  types.size() * total);
                                           })
                           .judged.accuracy;
      }
      smallest = c;
      if (!small_enough || (recipe_.latency_ms > 0 && 1000 * c.seconds > recipe_.latency_ms))
        continue;
      tried.push_back(c);
      const Candidate* kept = best ? &tried[*best] : nullptr;
      if (!kept || c.accuracy > kept->accuracy ||
          (c.accuracy == kept->accuracy && c.bytes < kept->bytes)) {
        best = tried.size() - 1;
        fs::rename(file, place_.file("model.gguf"));
      }
    }
    if (!best)
      throw Error(Code::bad_argument, msg::kBuildBudget, smallest.bytes, recipe_.budget,
                  1000 * smallest.seconds, recipe_.latency_ms);
    Json all{Json::Array{}};
    for (size_t i = 0; i < tried.size(); ++i) {
      Json one;
      one.set("type", dtype_info(tried[i].type).name);
      one.set("bytes", tried[i].bytes);
      one.set("dev_accuracy", tried[i].accuracy);
      one.set("chosen", i == *best);
      all.push(std::move(one));
    }
    measures_.set("candidates", std::move(all));
    Json m;
    m.set("type", dtype_info(tried[*best].type).name);
    m.set("bytes", tried[*best].bytes);
    measures_.set("model", std::move(m));
  }

  // The file as it was written, on the rows that nothing was chosen by. Returns seconds of one answer.
  double judge_chosen() {
    LoadedModel model(place_.file("model.gguf"), threads_.count(), {});
    const double seconds =
        classify_seconds(model, *model.classifier(), data_.test.empty() ? data_.train : data_.test);
    if (data_.test.empty()) return seconds;
    const ClassifierEvaluation e = evaluate_classifier(
        model, *model.classifier(), data_.test,
        [&](uint64_t done, uint64_t total) { return tell_progress("test", done, total); });
    measures_.set("test", evaluation_json(e, data_.test));
    const ConformalSets sets =
        conformal_sets(e.probabilities, e.truth, e.labels.size(), trained_.conformal_threshold);
    Json c;
    c.set("threshold", trained_.conformal_threshold);
    c.set("coverage", sets.coverage);
    c.set("size", sets.size);
    measures_.set("conformal", std::move(c));
    measures_.set("mistakes", mistakes(e));
    return seconds;
  }

  // The surest first: they tell most.
  Json mistakes(const ClassifierEvaluation& e) const {
    std::vector<size_t> wrong;
    for (size_t i = 0; i < e.truth.size(); ++i)
      if (e.truth[i] != e.answers[i]) wrong.push_back(i);
    std::stable_sort(wrong.begin(), wrong.end(),
                     [&](size_t a, size_t b) { return e.confidence[a] > e.confidence[b]; });
    if (wrong.size() > kMistakes) wrong.resize(kMistakes);
    Json all{Json::Array{}};
    for (size_t i : wrong) {
      Json one;
      one.set("row", data_.test[i].row);
      one.set("text", data_.test[i].text);
      one.set("truth", data_.test[i].label);
      one.set("answer", e.answers[i] == kNoClass ? "" : e.labels[e.answers[i]]);
      one.set("confidence", e.confidence[i]);
      all.push(std::move(one));
    }
    return all;
  }

  Peers* peers_;
  Prepared data_;
  TrainedClassifier trained_;
  uint32_t epochs_ = 0;
};

}  // namespace

std::unique_ptr<Builder> classifier_build(const Recipe& recipe, size_t threads,
                                          const BuildProgress& progress, Peers* peers) {
  return std::make_unique<ClassifierBuild>(recipe, threads, progress, peers);
}

}  // namespace tinybrain
