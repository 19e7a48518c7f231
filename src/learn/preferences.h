// What a person likes, learnt from what they do: a belief over features of items in situations (belief.h), begun from a
// population where there is one. With a vault it is rebuilt from the events that are granted now, and from nothing else:
// what is erased or withdrawn is out of it at the next call. Nothing of the belief itself is kept anywhere.
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "generate/loaded_model.h"
#include "learn/belief.h"
#include "learn/population.h"
#include "learn/signal.h"
#include "learn/taste_features.h"
#include "vault/vault.h"

namespace tinybrain {

struct PreferencesOptions {
  std::filesystem::path population;  // "" = none
  double half_life = 60;             // days after which an event counts half; 0 = for ever
  uint64_t seed = 1;                 // of what is explored, where a call gives none
};

struct RankRequest {
  std::vector<Item> items;
  bool whole_population = false;  // instead of items: all that it knows
  Situation situation;
  double explore =
      0;  // 0 = what is believed best; 1 = as likely as it is believed to be the best (Thompson)
  std::optional<uint64_t> seed;
  bool seen_too = true;  // false: without items of which something was observed
  size_t most = 0;       // 0 = all
};

struct Ranked {
  std::string id;
  double
      score;  // what was ranked by: the expected reward, -1 to 1 or a little beyond, or a draw of it
  double mean;
};

class Preferences {
 public:
  // vault: null = nothing is kept, and what was observed is gone with the object. encoder: null = texts are not looked at.
  // Both must live as long. Errors as of read_population(); {unsupported} when the encoder is none.
  Preferences(Vault* vault, LoadedModel* encoder, const PreferencesOptions& options = {});

  // From any thread.
  // The event's number: 0 = not granted, nothing kept and nothing learnt; with no vault counted from 1.
  int64_t observe(const Observation& observation);
  std::vector<Ranked> rank(const RankRequest& request);
  // {"id", "score", "sure": standard deviation, "reasons": [{"kind", "name", "when", "value", "text"}], "events": [{"event",
  // "item", "signal", "value"}]}: the score is the sum of all reasons; what the events added up to is all but "popular".
  // The largest of each.
  Json why(const Item& item, const Situation& situation, Language language, size_t most = 8);
  // {"events", "granted", "moods", "features", "population": null or {"people", "items", "width"}, "encoder": bool}
  Json info();

 private:
  // Which events the belief was made of. Numbers of rows and lines of the ledger are never used twice.
  struct Stamp {
    int64_t consent = 0, mood_consent = 0;  // lines of the ledger; 0 = not granted
    int64_t count = 0, last = 0, mood_count = 0, mood_last = 0;
    bool operator==(const Stamp&) const = default;
  };
  // When the stamp was compared with the vault, and how often that had been written to by then.
  struct Look {
    int64_t time = -1, by_others = 0, by_us = 0;
  };
  struct Seen {
    int64_t event = 0, day = 0;
    Observation observation;
  };
  // x.w + offset
  struct Row {
    double offset = 0;  // the population's
    std::vector<Direction> x;
    std::vector<NamedFeature> strangers;  // features without a weight yet
  };

  void begin();
  Stamp stamp();
  Look look() const;
  void catch_up();
  void learn(Seen seen);
  double age_share(int64_t days) const;
  std::vector<NamedFeature> named(const Item& item, const Situation& situation) const;
  Row row_of(const Item& item, const Situation& situation, bool grow);
  const std::vector<float>& text_vector(const std::string& text);
  std::vector<Event> events_after(const char* purpose, int64_t id);

  std::mutex mutex_;
  Vault* vault_;
  LoadedModel* encoder_;
  PreferencesOptions options_;
  std::optional<Population> population_;
  Belief blank_, belief_;
  std::vector<float> projection_;  // [kText][width of the encoder]
  uint32_t text_at_ = 0, named_at_ = 0;
  std::unordered_map<std::string, uint32_t> places_;  // of named features
  std::unordered_map<std::string, std::vector<float>> texts_;
  std::unordered_map<std::string, size_t> had_;  // items, and how often
  std::vector<Seen> seen_;
  int64_t day_ = 0;
  Stamp stamp_;
  Look looked_;
  uint64_t draws_ = 0;
};

}  // namespace tinybrain
