// An encoder whose vectors bring together what a person's data says belongs together: pairs of texts.
#include "base/error.h"
#include "base/messages/build.h"
#include "build/encoder_build.h"

namespace tinybrain {
namespace {

class EmbedBuild : public EncoderBuild {
 public:
  using EncoderBuild::EncoderBuild;

  Json run() override {
    stage("read");
    data_ = prepare(recipe_);
    describe_data(data_);
    const ModelSource source = open_base(texts_of(data_), true);
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
    LoadedModel before(base_path(), threads_.count(), {}),
        after(place_.file(kModelFile), threads_.count(), {});
    const Json was = nearest_json(nearest_right(before, data_.test, "test"));
    Json t = nearest_json(nearest_right(after, data_.test, "test"));
    t.set("nearest_before", was.get_double("nearest", 0));
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
