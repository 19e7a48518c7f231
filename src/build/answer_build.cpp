// A brain that answers from an FAQ or manuals: entries that are found by terms and, with an encoder as base, by
// meaning; the encoder learns from questions that share an answer. Nothing is generated.
#include <algorithm>
#include <map>

#include "base/error.h"
#include "base/messages/build.h"
#include "base/messages/train.h"
#include "base/system.h"
#include "build/answers.h"
#include "build/encoder_build.h"

namespace tinybrain {
namespace {

constexpr size_t kLeastPairs = 50;   // of questions with the same answer, from which training pays
constexpr size_t kLeastProbes = 40;  // held-out questions to fit the scoring on
constexpr size_t kShortened = 400;   // entries that are asked for with words left out, else

class AnswerBuild : public EncoderBuild {
 public:
  using EncoderBuild::EncoderBuild;

  Json run() override {
    stage("read");
    data_ = prepare(recipe_);
    describe_data(data_);
    if (recipe_.has_base()) make_encoder();
    Knowledge some(entries_of(data_.train), encoder_.get());
    fit(some);
    judge(some);
    // Everything is answered from, what was held out, too.
    std::vector<Example> all = data_.train;
    if (!data_.given_dev) all.insert(all.end(), data_.dev.begin(), data_.dev.end());
    if (!data_.given_test) all.insert(all.end(), data_.test.begin(), data_.test.end());
    std::stable_sort(all.begin(), all.end(), [](const Example& a, const Example& b) {
      return std::pair(a.source, a.row) < std::pair(b.source, b.row);
    });
    Entries entries = entries_of(all);
    entries.scoring = some.entries().scoring;
    measures_.set("entries", static_cast<uint64_t>(entries.all.size()));
    write_entries(entries, place_.file(kEntriesFile));
    measure_files();
    std::vector<const char*> files{kEntriesFile};
    if (encoder_) files.push_back(kModelFile);
    finish(find_seconds(some), files);
    return measures_;
  }

 private:
  // Neighbouring questions of each answer.
  std::vector<std::pair<size_t, size_t>> pairs() const {
    std::map<std::string_view, std::vector<size_t>> by_answer;
    for (size_t i = 0; i < data_.train.size(); ++i)
      if (data_.train[i].heading.empty()) by_answer[data_.train[i].answer].push_back(i);
    std::vector<std::pair<size_t, size_t>> all;
    for (const auto& [answer, rows] : by_answer)
      for (size_t k = 1; k < rows.size(); ++k) all.emplace_back(rows[k - 1], rows[k]);
    return all;
  }

  void make_encoder() {
    const ModelSource source = open_base({}, true);
    if (!source.config().encoder)
      throw Error(Code::unsupported, msg::kBuildAnswerBase, source.config().architecture);
    describe_base(source);
    const Tokenizer tokenizer(source.tokenizer());
    const auto tokens = [&](const std::string& text) { return pair_side(text, tokenizer, source); };
    std::vector<TokenExample> train_pairs, dev_pairs;
    for (const auto& [a, b] : pairs()) {
      train_pairs.push_back(tokens(data_.train[a].text));
      train_pairs.push_back(tokens(data_.train[b].text));
    }
    std::map<std::string_view, const Example*> first;
    for (const Example& e : data_.train) first.emplace(e.answer, &e);
    for (const Example& e : data_.dev)
      if (const auto at = first.find(e.answer); at != first.end()) {
        dev_pairs.push_back(tokens(e.text));
        dev_pairs.push_back(tokens(at->second->text));
      }
    NetworkOptions options;
    options.seed = recipe_.seed;
    const size_t count = train_pairs.size() / 2;
    const bool learns = count >= kLeastPairs && !dev_pairs.empty() && recipe_.lora_rank <= 0;
    options.train_weights = learns;
    Network network(source, options, threads_);
    if (learns) {
      learn_pairs(network, std::move(train_pairs), std::move(dev_pairs));
    }
    write_encoder(source, network);
    encoder_ = std::make_unique<LoadedModel>(place_.file(kModelFile), threads_.count(),
                                             Weights::Progress{});
  }

  Entries entries_of(const std::vector<Example>& examples) {
    Entries entries;
    for (const Example& e : examples)
      entries.all.push_back(
          {e.heading.empty() ? e.text : e.heading + "\n" + e.text + "\n" + e.answer, e.answer,
           e.heading, std::filesystem::path(data_.sources[e.source].path).filename().string(),
           e.row});
    if (!encoder_) return entries;
    entries.width = encoder_->config().width;
    entries.vectors.resize(entries.all.size() * entries.width);
    for (size_t i = 0; i < entries.all.size(); ++i) {
      if (i % 16 == 0 && !tell_progress("index", i, entries.all.size()))
        throw Error(Code::cancelled, msg::kTrainStopped);
      const std::string_view text = entries.all[i].text;
      embed_texts(*encoder_, {&text, 1}, true, entries.vectors.data() + i * entries.width);
    }
    return entries;
  }

  void fit(Knowledge& knowledge) {
    std::vector<Probe> probes = probes_of(knowledge, data_.dev, true);
    const bool real = probes.size() >= 2 * kLeastProbes;
    if (!real) probes = shortened_probes(knowledge, kShortened, recipe_.seed);
    const Scoring s = fit_scoring(knowledge, probes, !real, [&](uint64_t done, uint64_t total) {
      return tell_progress("compare", done, total);
    });
    Json j;
    j.set("questions", static_cast<uint64_t>(probes.size() / 2));
    j.set("shortened", !real);
    j.set("lexical", double{s.lexical});
    j.set("meaning", double{s.meaning});
    j.set("scale", double{s.scale});
    j.set("lead", double{s.lead});
    j.set("threshold", double{s.threshold});
    measures_.set("scoring", std::move(j));
  }

  // Questions from elsewhere, when the test rows have some, else the test rows without what answers them.
  void judge(const Knowledge& knowledge) {
    if (data_.test.empty()) return;
    const bool elsewhere = std::any_of(data_.test.begin(), data_.test.end(), [&](const Example& e) {
      return !knowledge.has_answer(e.answer);
    });
    const std::vector<Probe> probes = probes_of(knowledge, data_.test, !elsewhere);
    Json test = judge_answers(knowledge, probes, [&](uint64_t done, uint64_t total) {
      return tell_progress("test", done, total);
    });
    test.set("elsewhere", elsewhere);
    measures_.set("test", std::move(test));
  }

  void measure_files() {
    uint64_t bytes = std::filesystem::file_size(place_.file(kEntriesFile));
    if (encoder_) bytes += std::filesystem::file_size(place_.file(kModelFile));
    if (recipe_.budget > 0 && bytes > recipe_.budget)
      throw Error(Code::bad_argument, msg::kBuildBudget, bytes, recipe_.budget, 0.0, 0.0);
    Json m;
    m.set("bytes", bytes);
    measures_.set("model", std::move(m));
  }

  // Median of one look-up.
  double find_seconds(const Knowledge& knowledge) const {
    std::vector<double> seconds;
    const auto& all = knowledge.entries().all;
    const size_t count = std::min<size_t>(41, all.size());
    for (size_t i = 0; i < count; ++i) {
      const double start = seconds_now();
      knowledge.find(all[i * all.size() / count].text, 3);
      seconds.push_back(seconds_now() - start);
    }
    std::nth_element(seconds.begin(), seconds.begin() + static_cast<std::ptrdiff_t>(count / 2),
                     seconds.end());
    return seconds[count / 2];
  }

  Prepared data_;
  std::unique_ptr<LoadedModel> encoder_;
};

}  // namespace

std::unique_ptr<Builder> answer_build(const Recipe& recipe, size_t threads,
                                      const BuildProgress& progress) {
  return std::make_unique<AnswerBuild>(recipe, threads, progress);
}

}  // namespace tinybrain
