// The C interface: building a brain, and judging one.
#include "build/build.h"

#include "api/api.h"
#include "base/messages/build.h"
#include "build/evaluate.h"
#include "eval/statistics.h"

using namespace tinybrain;
using namespace tinybrain::api;

namespace {

std::vector<bool> right(const ClassifierEvaluation& e) {
  std::vector<bool> all;
  for (size_t i = 0; i < e.truth.size(); ++i) all.push_back(e.truth[i] == e.answers[i]);
  return all;
}

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
  Json j, interval;
  j.set("texts", t.texts);
  j.set("only_this_right", t.only_first);
  j.set("only_other_right", t.only_second);
  j.set("difference", t.difference);
  interval.set("low", t.interval.low);
  interval.set("high", t.interval.high);
  j.set("interval", std::move(interval));
  j.set("p_value", t.p_value);
  return j;
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
    ReadOptions read;
    read.text_column = o.get_string("text_column", "");
    read.label_column = o.get_string("label_column", "");
    read.group_column = o.get_string("group_column", "");
    Dataset dataset = read_dataset(data, read);
    std::erase_if(dataset.examples, [](const Example& e) { return e.label.empty(); });
    const auto told = progress_of(progress, user);
    const ClassifierEvaluation own = evaluate_classifier(model->loaded, dataset.examples, told);
    Json found = evaluation_json(own, dataset.examples);
    if (const std::string other = o.get_string("other", ""); !other.empty()) {
      LoadedModel second(other, model->loaded.threads().count(), {});
      const ClassifierEvaluation theirs = evaluate_classifier(second, dataset.examples, told);
      found.set("other", evaluation_json(theirs, dataset.examples));
      found.set("comparison", comparison_json(compare(right(own), right(theirs), 1)));
    }
    *measures = copy(found.dump());
  });
}
