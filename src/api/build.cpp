// The C interface: building a brain, and judging one.
#include "build/build.h"

#include "api/api.h"
#include "base/messages/build.h"
#include "build/evaluate.h"
#include "build/evaluate_language.h"
#include "eval/statistics.h"
#include "generate/classify.h"

using namespace tinybrain;
using namespace tinybrain::api;

namespace {

class GivenPeers : public Peers {
 public:
  explicit GivenPeers(const tb_peers& given) : given_(given) {}
  size_t rank() const override { return static_cast<size_t>(given_.rank); }
  size_t size() const override { return static_cast<size_t>(given_.size); }
  void gather(const void* mine, size_t bytes, void* all) override {
    if (given_.gather(given_.user, mine, bytes, all) != 0) throw Error(Code::io, msg::kPeersGone);
  }

 private:
  const tb_peers given_;
};

Json comparison_json(const PairedTest& t) {
  Json j;
  j.set("texts", t.texts);
  j.set("only_this_right", t.only_first);
  j.set("only_other_right", t.only_second);
  j.set("difference", t.difference);
  j.set("interval", interval_json(t.interval));
  j.set("p_value", t.p_value);
  return j;
}

ReadOptions read_options(const Json& o) {
  ReadOptions read;
  read.text_column = o.get_string("text_column", "");
  read.label_column = o.get_string("label_column", "");
  read.answer_column = o.get_string("answer_column", "");
  read.group_column = o.get_string("group_column", "");
  if (const Json* columns = o.find("option_columns"))
    for (const Json& one : columns->as_array("option_columns"))
      read.option_columns.push_back(one.as_string("option_columns"));
  return read;
}

Dataset labelled_data(const char* path, const ReadOptions& read) {
  Dataset dataset = read_dataset(path, read);
  std::erase_if(dataset.examples, [](const Example& e) { return e.label.empty(); });
  return dataset;
}

LanguageOptions language_options(const Json& o) {
  LanguageOptions options;
  options.system = o.get_string("system", "");
  options.raw = o.get_bool("raw", false);
  const int64_t most = o.get_int("max_tokens", options.max_tokens);
  if (most < 0 || most > INT32_MAX)
    throw Error(Code::bad_argument, msg::kSamplingRange, "max_tokens", most, 0, INT32_MAX);
  options.max_tokens = static_cast<uint32_t>(most);
  return options;
}

}  // namespace

tb_status tb_build(const char* recipe, int32_t threads, tb_event_fn event, void* user,
                   char** measures) {
  return tb_build_together(recipe, threads, nullptr, event, user, measures);
}

tb_status tb_build_together(const char* recipe, int32_t threads, const tb_peers* peers,
                            tb_event_fn event, void* user, char** measures) {
  return guarded([&] {
    require(recipe, "recipe");
    std::optional<GivenPeers> others;
    if (peers) {
      if (peers->size < 1 || peers->rank < 0 || peers->rank >= peers->size || !peers->gather)
        throw Error(Code::bad_argument, msg::kPeersWrong, peers->rank, peers->size);
      others.emplace(*peers);
    }
    BuildProgress progress;
    if (event) progress = [=](const Json& j) { return event(user, j.dump().c_str()) == 0; };
    const Json found =
        build_brain(Recipe::parse(Json::parse(recipe)), static_cast<size_t>(std::max(0, threads)),
                    progress, others ? &*others : nullptr);
    if (measures) *measures = copy(found.dump());
  });
}

tb_status tb_evaluate(tb_model* model, const char* data, const char* options,
                      tb_progress_fn progress, void* user, char** measures) {
  return guarded([&] {
    require(model, "model");
    require(data, "data");
    require(measures, "measures");
    const Json o = options ? Json::parse(options) : Json();
    const bool writes = model->loaded.heads().empty() && !model->loaded.config().encoder;
    const std::string head = o.get_string("head", "");
    const Dataset dataset =
        writes ? judging_data(data, read_options(o)) : labelled_data(data, read_options(o));
    const auto told = progress_of(progress, user);
    const auto judged = [&](LoadedModel& one) {
      if (writes) return evaluate_language(one, dataset.examples, language_options(o), told);
      const ClassifierEvaluation e =
          evaluate_classifier(one, required_head(one, head), dataset.examples, told);
      return LanguageEvaluation{right_answers(e), evaluation_json(e, dataset.examples)};
    };
    const auto [right, own] = judged(model->loaded);
    Json found = own;
    if (const std::string other = o.get_string("other", ""); !other.empty()) {
      LoadedModel second(other, model->loaded.threads().count(), {});
      const auto [theirs, measured] = judged(second);
      found.set("other", measured);
      found.set("comparison", comparison_json(compare(right, theirs, 1)));
    }
    *measures = copy(found.dump());
  });
}
