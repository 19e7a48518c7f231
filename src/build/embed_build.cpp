// An encoder whose vectors bring together what a person's data says belongs together: pairs of texts.
#include <algorithm>

#include "base/error.h"
#include "base/messages/build.h"
#include "base/messages/train.h"
#include "build/encoder_build.h"
#include "eval/statistics.h"
#include "kernels/kernels.h"

namespace tinybrain {
namespace {

class EmbedBuild : public EncoderBuild {
 public:
  using EncoderBuild::EncoderBuild;

  Json run() override {
    stage("read");
    data_ = prepare(recipe_);
    describe_data(data_);
    const ModelSource source = open_base();
    if (!source.config().encoder)
      throw Error(Code::unsupported, msg::kBuildAnswerBase, source.config().architecture);
    describe_base(source);
    const Tokenizer tokenizer(source.tokenizer());
    const auto pairs = [&](const std::vector<Example>& examples) {
      std::vector<TokenExample> all;
      for (const Example& e : examples) {
        all.push_back(pair_side(e.text, tokenizer, source));
        all.push_back(pair_side(e.answer, tokenizer, source));
      }
      return all;
    };
    NetworkOptions options;
    options.seed = recipe_.seed;
    options.train_weights = true;
    options.checkpoint = false;
    Network network(source, options, threads_);
    learn_pairs(network, pairs(data_.train), pairs(data_.dev));
    write_encoder(source, network);
    Json m;
    m.set("bytes", static_cast<uint64_t>(std::filesystem::file_size(place_.file(kModelFile))));
    measures_.set("model", std::move(m));
    if (!data_.test.empty()) judge();
    finish(0, {kModelFile});
    return measures_;
  }

 private:
  // How often a first text's nearest second text is its own, before and after.
  void judge() {
    Json t;
    t.set("texts", static_cast<uint64_t>(data_.test.size()));
    uint64_t right = 0;
    for (const bool after : {false, true}) {
      LoadedModel model(after ? place_.file(kModelFile) : std::filesystem::path(recipe_.base),
                        threads_.count(), {});
      const size_t d = model.config().width, n = data_.test.size();
      std::vector<float> first(n * d), second(n * d);
      for (size_t i = 0; i < n; ++i) {
        if (i % 16 == 0 && !tell_progress("test", after * n + i, 2 * n))
          throw Error(Code::cancelled, msg::kTrainStopped);
        const std::string_view a = data_.test[i].text, b = data_.test[i].answer;
        embed_texts(model, {&a, 1}, true, first.data() + i * d);
        embed_texts(model, {&b, 1}, true, second.data() + i * d);
      }
      right = 0;
      for (size_t i = 0; i < n; ++i) {
        size_t best = 0;
        float most = -2;
        for (size_t j = 0; j < n; ++j) {
          const float near = kernels::table().dot(first.data() + i * d, second.data() + j * d, d);
          // Another pair with the very same text is as right.
          if (near > most) most = near, best = j;
        }
        right += data_.test[best].answer == data_.test[i].answer;
      }
      t.set(after ? "nearest" : "nearest_before",
            static_cast<double>(right) / static_cast<double>(n));
    }
    const Interval range = wilson(right, data_.test.size());
    Json interval;
    interval.set("low", range.low);
    interval.set("high", range.high);
    t.set("nearest_interval", std::move(interval));
    measures_.set("test", std::move(t));
  }

  Prepared data_;
};

}  // namespace

std::unique_ptr<Builder> embed_build(const Recipe& recipe, size_t threads,
                                     const BuildProgress& progress) {
  return std::make_unique<EmbedBuild>(recipe, threads, progress);
}

}  // namespace tinybrain
