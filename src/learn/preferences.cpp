#include "learn/preferences.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/clock.h"
#include "base/messages/taste.h"
#include "vault/store.h"

namespace tinybrain {
namespace {

constexpr const char* kPurpose = "behaviour";
constexpr const char* kMoodPurpose = "mood";
constexpr const char* kKind = "taste.";
constexpr const char* kMoodKind = "taste.mood";
constexpr uint32_t kText = 48;       // directions of a text's vector
constexpr double kTextWeight = 0.6;  // as in taste_features.cpp
constexpr uint32_t kShared = 32;  // the last directions are shared by the names that come too late
constexpr double kAlonePrecision = 4;  // of an observation without a population
constexpr size_t kMostTexts = 20'000, kMostItems = 100'000, kPage = 10'000;
constexpr int64_t kLookAgain = 10 * kSecond;

// The same on every machine and in every build, as the order of a rebuild must be.
uint32_t hashed(std::string_view text) {
  uint32_t h = 2166136261u;  // FNV-1a
  for (unsigned char c : text) h = (h ^ c) * 16777619u;
  return h;
}

double dot(const std::vector<double>& w, const std::vector<Direction>& x) {
  double sum = 0;
  for (const Direction& d : x) sum += w[d.index] * d.value;
  return sum;
}

}  // namespace

Preferences::Preferences(Vault* vault, LoadedModel* encoder, const PreferencesOptions& options)
    : vault_(vault), encoder_(encoder), options_(options) {
  if (!(options.half_life >= 0 && options.half_life <= 36'500))
    throw Error(Code::bad_argument, msg::kTasteOption, "half_life");
  if (!options.population.empty()) {
    population_.emplace(read_population(options.population));
    blank_ = population_->prior();
  }
  text_at_ = static_cast<uint32_t>(blank_.size());
  if (encoder_) {
    encoder_->require_encoder();
    const size_t width = encoder_->config().width;
    projection_.resize(kText * width);
    Rng rng(20'260'301);  // one projection for all, so that a belief does not depend on the machine
    for (float& p : projection_)
      p = static_cast<float>(normal_pair(rng).first / std::sqrt(double{kText}));
    for (uint32_t i = 0; i < kText; ++i) blank_.grow(1);
  }
  named_at_ = static_cast<uint32_t>(blank_.size());
  begin();
}

void Preferences::begin() {
  belief_ = blank_;
  places_.clear();
  had_.clear();
  seen_.clear();
  day_ = 0;
}

const std::vector<float>& Preferences::text_vector(const std::string& text) {
  if (const auto found = texts_.find(text); found != texts_.end()) return found->second;
  if (texts_.size() >= kMostTexts) texts_.clear();
  const size_t width = projection_.size() / kText;
  std::vector<float> whole(width), small(kText);
  const std::string_view views[] = {text};
  embed_texts(*encoder_, views, true, whole.data());
  for (uint32_t i = 0; i < kText; ++i)
    for (size_t c = 0; c < width; ++c) small[i] += projection_[i * width + c] * whole[c];
  return texts_.emplace(text, std::move(small)).first->second;
}

// Where there is a population, tags and creators count as much as it says: of every item alike, so that what was learnt from
// one that it knows holds for one that it does not.
std::vector<NamedFeature> Preferences::named(const Item& item, const Situation& situation) const {
  std::vector<NamedFeature> all = features_of(item, situation, !population_);
  if (!population_) return all;
  std::erase_if(all, [&](NamedFeature& f) {
    if (f.kind == FeatureKind::tag || f.kind == FeatureKind::creator)
      f.value *= population_->content;
    return f.value == 0;
  });
  return all;
}

Preferences::Row Preferences::row_of(const Item& item, const Situation& situation, bool grow) {
  Row row;
  if (population_) {
    const auto place = population_->find(item.id);
    row.offset = place ? population_->chance[*place] : population_->usual();
    const uint32_t width = population_->width;
    for (uint32_t c = 0; place && c < width; ++c)
      row.x.push_back({c, population_->factors[size_t{*place} * width + c]});
  }
  if (encoder_ && !item.text.empty()) {
    const std::vector<float>& v = text_vector(item.text);
    for (uint32_t i = 0; i < kText; ++i) row.x.push_back({text_at_ + i, kTextWeight * v[i]});
  }
  std::unordered_map<uint32_t, double> shared;
  for (NamedFeature& f : named(item, situation)) {
    const std::string key = f.key();
    auto place = places_.find(key);
    if (place == places_.end() && grow) {
      const size_t first_shared = Belief::kMost - kShared;
      uint32_t at;
      if (belief_.size() < first_shared) {
        at = belief_.grow(1);
      } else {
        while (belief_.size() < Belief::kMost) belief_.grow(1);
        at = static_cast<uint32_t>(first_shared) + hashed(key) % kShared;
      }
      place = places_.emplace(key, at).first;
    }
    if (place == places_.end())
      row.strangers.push_back(std::move(f));
    else
      shared[place->second] += f.value;
  }
  for (const auto& [index, value] : shared) row.x.push_back({index, value});
  std::sort(row.x.begin(), row.x.end(),
            [](const Direction& a, const Direction& b) { return a.index < b.index; });
  return row;
}

double Preferences::age_share(int64_t days) const {
  return options_.half_life > 0 ? std::exp2(-static_cast<double>(days) / options_.half_life) : 1;
}

void Preferences::learn(Seen seen) {
  // Everything counts as of the latest day of which there is an event.
  if (seen_.empty()) day_ = seen.day;
  if (seen.day > day_) {
    if (options_.half_life > 0) belief_.fade(age_share(seen.day - day_));
    day_ = seen.day;
  }
  const Reward reward = reward_of(seen.observation);
  const Row row = row_of(seen.observation.item, seen.observation.situation, true);
  const double precision = population_ ? population_->precision : kAlonePrecision;
  belief_.observe(row.x, reward.value - row.offset,
                  precision * reward.weight * age_share(day_ - seen.day));
  ++had_[seen.observation.item.id];
  seen_.push_back(std::move(seen));
}

Preferences::Stamp Preferences::stamp() {
  Stamp s;
  for (const Consent& c : vault_->consents().list()) {
    if (c.state != ConsentState::granted) continue;
    if (c.purpose->name == std::string_view(kPurpose)) s.consent = c.id;
    if (c.purpose->name == std::string_view(kMoodPurpose)) s.mood_consent = c.id;
  }
  const auto rows = [&](const char* purpose, int64_t& count, int64_t& last) {
    EventFilter filter;
    filter.purpose = purpose;
    count = vault_->events().count(filter);
    filter.limit = 1;
    for (const Event& e : vault_->events().list(filter)) last = e.id;
  };
  if (s.consent) rows(kPurpose, s.count, s.last);
  if (s.mood_consent) rows(kMoodPurpose, s.mood_count, s.mood_last);
  return s;
}

Preferences::Look Preferences::look() const {
  Database& db = vault_->store().db;
  return {vault_->store().clock(), db.find_integer("PRAGMA data_version").value_or(0),
          db.find_integer("SELECT total_changes()").value_or(0)};
}

// What the vault's granted events are now: those that came are learnt; where some went, or a consent changed, all of it is
// made anew.
void Preferences::catch_up() {
  if (!vault_) return;
  const std::scoped_lock lock(vault_->store().mutex);  // events and consents of one moment
  const Look look = this->look();
  // Rows also go by themselves, when their time is over.
  const bool just_now =
      looked_.time >= 0 && look.time >= looked_.time && look.time < looked_.time + kLookAgain;
  if (just_now && look.by_others == looked_.by_others && look.by_us == looked_.by_us) return;
  const Stamp now = stamp();
  if (now == stamp_) {
    looked_ = look;
    return;
  }
  bool more = now.consent == stamp_.consent && now.mood_consent == stamp_.mood_consent;
  std::vector<Event> events, moods;
  if (more) {
    events = events_after(now.consent ? kPurpose : "", stamp_.last);
    moods = events_after(now.consent && now.mood_consent ? kMoodPurpose : "", stamp_.mood_last);
    more = std::ssize(events) == now.count - stamp_.count &&
           std::ssize(moods) == now.mood_count - stamp_.mood_count;
    for (const Event& m : moods) more = more && m.detail.get_int("event", 0) > stamp_.last;
  }
  stamp_ = {};  // until all is learnt
  if (!more) {
    begin();
    events = events_after(now.consent ? kPurpose : "", 0);
    moods = events_after(now.consent && now.mood_consent ? kMoodPurpose : "", 0);
  }
  std::unordered_map<int64_t, std::vector<std::pair<std::string, double>>> mood_of;
  for (const Event& m : moods) {
    const Json* mood = m.kind == kMoodKind ? m.detail.find("mood") : nullptr;
    if (mood && (mood->is_string() || mood->is_object()))
      mood_of[m.detail.get_int("event", 0)] = moods_of(*mood);
  }
  for (const Event& e : events) {
    if (!e.kind.starts_with(kKind)) continue;
    Seen seen;
    seen.event = e.id;
    seen.day = e.time / kDay;
    try {
      seen.observation = observation_of(e.detail);
    } catch (const Error&) {
      continue;  // written by another program under this name
    }
    if (const auto mood = mood_of.find(e.id); mood != mood_of.end())
      seen.observation.situation.moods = mood->second;
    learn(std::move(seen));
  }
  stamp_ = now;
  looked_ = look;
}

// Granted events with larger numbers, oldest first; none of the purpose "".
std::vector<Event> Preferences::events_after(const char* purpose, int64_t id) {
  std::vector<Event> all;
  EventFilter filter;
  filter.purpose = purpose;
  for (filter.limit = *purpose ? 16 : 0; filter.limit > 0; filter.limit = kPage) {
    const std::vector<Event> page = vault_->events().list(filter);
    size_t taken = 0;
    while (taken < page.size() && page[taken].id > id) all.push_back(page[taken++]);
    if (taken < page.size() || page.empty()) break;
    filter.before = page.back().id;
  }
  std::reverse(all.begin(), all.end());
  return all;
}

int64_t Preferences::observe(const Observation& observation) {
  const std::scoped_lock lock(mutex_);
  if (!vault_) {
    const int64_t number = std::ssize(seen_) + 1;
    learn({number, now() / kDay, observation});
    return number;
  }
  const auto id =
      vault_->events().record(kPurpose, kKind + observation.signal, to_json(observation));
  if (id && !observation.situation.moods.empty()) {
    Json said;
    said.set("event", *id);
    said.set("mood", to_json(observation.situation.moods));
    vault_->events().record(kMoodPurpose, kMoodKind, said);
  }
  catch_up();
  return id.value_or(0);
}

std::vector<Ranked> Preferences::rank(const RankRequest& request) {
  const std::scoped_lock lock(mutex_);
  if (!(request.explore >= 0 && request.explore <= 1))
    throw Error(Code::bad_argument, msg::kTasteOption, "explore");
  if (request.items.size() > kMostItems)
    throw Error(Code::bad_argument, msg::kTasteTooMany, request.items.size(), kMostItems);
  catch_up();
  const std::vector<double>& mean = belief_.mean();
  std::vector<double> drawn;
  Rng rng(request.seed.value_or(options_.seed + draws_));
  if (request.explore > 0) {
    if (!request.seed) ++draws_;
    drawn = belief_.draw(rng);
  }
  std::unordered_map<std::string, double> strangers;  // drawn too, each once
  std::vector<Ranked> all;
  const auto add = [&](const Item& item) {
    if (!request.seen_too && had_.contains(item.id)) return;
    const Row row = row_of(item, request.situation, false);
    Ranked r{item.id, 0, row.offset + dot(mean, row.x)};
    r.score = r.mean;
    if (request.explore > 0) {
      double away = row.offset + dot(drawn, row.x) - r.mean;
      for (const NamedFeature& f : row.strangers) {
        const auto [place, fresh] = strangers.try_emplace(f.key());
        if (fresh) place->second = normal_pair(rng).first;
        away += place->second * f.value;
      }
      r.score += request.explore * away;
    }
    all.push_back(std::move(r));
  };
  for (const Item& item : request.items) add(item);
  if (request.whole_population && population_)
    for (const std::string& id : population_->items) add({id, {}, {}, {}});
  std::stable_sort(all.begin(), all.end(),
                   [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
  if (request.most && all.size() > request.most) all.resize(request.most);
  return all;
}

Json Preferences::why(const Item& item, const Situation& situation, Language language,
                      size_t most) {
  const std::scoped_lock lock(mutex_);
  catch_up();
  const std::vector<double>& mean = belief_.mean();
  const Row row = row_of(item, situation, false);
  struct Reason {
    FeatureKind kind;
    std::string name, when;
    double value;
  };
  std::vector<Reason> reasons;
  double people = 0, text = 0;
  for (const Direction& d : row.x) {
    if (d.index < text_at_)
      people += mean[d.index] * d.value;
    else if (d.index < named_at_)
      text += mean[d.index] * d.value;
  }
  if (population_) {
    reasons.push_back({FeatureKind::popular, "", "", row.offset});
    reasons.push_back({FeatureKind::people, "", "", people});
  }
  if (text != 0) reasons.push_back({FeatureKind::text, "", "", text});
  for (const NamedFeature& f : named(item, situation)) {
    const auto place = places_.find(f.key());
    if (place != places_.end())
      reasons.push_back({f.kind, f.name, f.when, mean[place->second] * f.value});
  }
  const auto larger = [](const auto& a, const auto& b) {
    return std::abs(a.value) > std::abs(b.value);
  };
  std::stable_sort(reasons.begin(), reasons.end(), larger);
  if (reasons.size() > most) reasons.resize(most);

  // The mean is a sum over events, so each one's part in the score is exact.
  const std::vector<double> reach = belief_.reach(row.x);
  struct Part {
    const Seen* seen;
    double value;
  };
  std::vector<Part> parts;
  const double precision = population_ ? population_->precision : kAlonePrecision;
  for (const Seen& s : seen_) {
    const Row other = row_of(s.observation.item, s.observation.situation, false);
    const Reward reward = reward_of(s.observation);
    parts.push_back({&s, dot(reach, other.x) * precision * reward.weight * age_share(day_ - s.day) *
                             (reward.value - other.offset)});
  }
  std::stable_sort(parts.begin(), parts.end(), larger);
  if (parts.size() > most) parts.resize(most);

  Json j;
  j.set("id", item.id);
  j.set("score", row.offset + dot(mean, row.x));
  j.set("sure", std::sqrt(belief_.variance(row.x)));
  Json said = Json::Array{};
  for (const Reason& r : reasons) {
    Json one;
    one.set("kind", name_of(r.kind));
    one.set("name", r.name);
    one.set("when", r.when);
    one.set("value", r.value);
    one.set("text", words(r.kind, r.name, r.when, language));
    said.push(std::move(one));
  }
  j.set("reasons", std::move(said));
  Json events = Json::Array{};
  for (const Part& p : parts) {
    Json one;
    one.set("event", p.seen->event);
    one.set("item", p.seen->observation.item.id);
    one.set("signal", p.seen->observation.signal);
    one.set("value", p.value);
    events.push(std::move(one));
  }
  j.set("events", std::move(events));
  return j;
}

Json Preferences::info() {
  const std::scoped_lock lock(mutex_);
  catch_up();
  int64_t moods = 0;
  for (const Seen& s : seen_) moods += !s.observation.situation.moods.empty();
  Json j;
  j.set("events", seen_.size());
  j.set("granted", !vault_ || stamp_.consent != 0);
  j.set("moods", moods);
  j.set("features", belief_.size());
  Json population;
  if (population_) {
    population.set("people", population_->people);
    population.set("items", population_->items.size());
    population.set("width", population_->width);
  }
  j.set("population", std::move(population));
  j.set("encoder", encoder_ != nullptr);
  return j;
}

}  // namespace tinybrain
