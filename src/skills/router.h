// Sends a request to the skill and intent that it is for, or says that it is small talk or that nothing fits. Learnt from
// examples: a softmax regression on words, pieces and pairs of words and on the seed encoder's vector; a chance, fitted on
// examples that were held out, that the best intent is the right one; small talk first.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "generate/loaded_model.h"
#include "knowledge/lexical.h"
#include "knowledge/linear_head.h"
#include "skills/examples.h"

namespace tinybrain::skills {

enum class Decision { skill, chat, small_talk, nothing };
const char* name_of(Decision decision);

struct Ranked {
  uint32_t intent = 0;    // index in intents()
  float probability = 0;  // among intents, chat and nothing
};

struct Routed {
  Decision decision = Decision::nothing;
  std::vector<Ranked> ranked;  // the best first, at most five; of any decision but small_talk
  double chance = 0;           // that the best is right
  std::vector<Span> spans;     // values that the best intent's examples taught to see
};

class Router {
 public:
  struct Options {
    uint64_t seed = 0;
    std::function<bool(uint64_t, uint64_t)> progress;  // false stops: Error{cancelled}
    std::filesystem::path cache =
        {};                    // where what was learnt is kept (router_kept.h); "" = nowhere
    std::string version = {};  // of the program: of another, nothing kept is used
  };
  // encoder: may be null; must outlive this. Error{bad_argument} without intents.
  Router(Examples examples, LoadedModel* encoder, const Options& options);

  Routed route(std::string_view text) const;
  const std::vector<Intent>& intents() const { return intents_; }
  double threshold() const { return threshold_; }

 private:
  struct Fit;  // a head with the examples that it was trained on
  struct Scored;
  Scored score(const Fit& fit, std::string_view text, const float* vector) const;
  void fit_chance(const Examples& examples, const std::vector<float>& vectors, const Options& o);

  std::vector<Intent> intents_;
  LoadedModel* encoder_;
  size_t width_;
  std::shared_ptr<const Fit> fit_;
  std::vector<double> chance_;  // weights, the bias last
  double threshold_ = 0.5;      // of the chance, from which on a skill is meant
  std::map<uint32_t, Tagger> taggers_;
};

}  // namespace tinybrain::skills
