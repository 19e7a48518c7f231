// An item in a situation as named features: tags, the creator, and tags by hour, mood, weekend and state of the device.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "learn/signal.h"

namespace tinybrain {

enum class FeatureKind {
  general,
  popular,
  people,
  text,
  tag,
  creator,
  hour,
  mood,
  weekend,
  device
};
const char* name_of(FeatureKind kind);

struct NamedFeature {
  FeatureKind kind;
  std::string name;  // "jazz"; "" for general
  std::string when;  // of the crossed ones: "morning", "joy", "headphones=true"
  double
      value;  // the prior of its weight has variance 1: what is expected to matter less is smaller
  std::string key() const;  // one weight a key
};

// general: whether there is a weight for everything alike.
std::vector<NamedFeature> features_of(const Item& item, const Situation& situation, bool general);
// In words: "jazz in the morning".
std::string words(FeatureKind kind, const std::string& name, const std::string& when,
                  Language language);

}  // namespace tinybrain
