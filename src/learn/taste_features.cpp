#include "learn/taste_features.h"

#include <cmath>

#include "base/messages/taste.h"

namespace tinybrain {
namespace {

// How much a feature is expected to matter: the standard deviation of its weight.
constexpr double kGeneral = 0.3, kTag = 0.6, kCreator = 0.5, kHour = 0.6, kMood = 0.6,
                 kWeekend = 0.4, kDevice = 0.4;

struct Band {
  const char* name;
  int middle;
  const Message& text;
};
constexpr Band kBands[] = {{"night", 3, msg::kBandNight},
                           {"morning", 9, msg::kBandMorning},
                           {"afternoon", 15, msg::kBandAfternoon},
                           {"evening", 21, msg::kBandEvening}};

// 1 in the middle of a band, less the nearer the next one is; all bands together 1.
double share_of_band(const Band& band, int hour) {
  const int apart = std::abs(hour - band.middle), around = std::min(apart, 24 - apart);
  return std::max(0.0, 1 - around / 6.0);
}

}  // namespace

const char* name_of(FeatureKind kind) {
  constexpr const char* kNames[] = {"general", "popular", "people", "text",    "tag",
                                    "creator", "hour",    "mood",   "weekend", "device"};
  return kNames[static_cast<size_t>(kind)];
}

std::string NamedFeature::key() const {
  return std::string(name_of(kind)) + '\x1f' + name + '\x1f' + when;
}

std::vector<NamedFeature> features_of(const Item& item, const Situation& s, bool general) {
  std::vector<NamedFeature> all;
  if (general) all.push_back({FeatureKind::general, "", "", kGeneral});
  if (!item.creator.empty()) all.push_back({FeatureKind::creator, item.creator, "", kCreator});
  const double share = item.tags.empty() ? 0 : 1 / std::sqrt(static_cast<double>(item.tags.size()));
  for (const std::string& tag : item.tags) {
    all.push_back({FeatureKind::tag, tag, "", share * kTag});
    if (s.hour) {
      for (const Band& band : kBands)
        if (const double part = share_of_band(band, *s.hour); part > 0)
          all.push_back({FeatureKind::hour, tag, band.name, share * part * kHour});
    }
    for (const auto& [mood, chance] : s.moods)
      all.push_back({FeatureKind::mood, tag, mood, share * chance * kMood});
    if (s.weekday && *s.weekday >= 6)
      all.push_back({FeatureKind::weekend, tag, "weekend", share * kWeekend});
    for (const auto& [name, value] : s.device)
      all.push_back({FeatureKind::device, tag, name + "=" + value, share * kDevice});
  }
  return all;
}

std::string words(FeatureKind kind, const std::string& name, const std::string& when,
                  Language language) {
  switch (kind) {
    case FeatureKind::general: return text_of(language, msg::kWhyGeneral);
    case FeatureKind::popular: return text_of(language, msg::kWhyPopular);
    case FeatureKind::people: return text_of(language, msg::kWhyPeople);
    case FeatureKind::text: return text_of(language, msg::kWhyText);
    case FeatureKind::tag: return name;
    case FeatureKind::creator: return text_of(language, msg::kWhyCreator, name);
    case FeatureKind::weekend: return text_of(language, msg::kWhyWeekend, name);
    case FeatureKind::mood: return text_of(language, msg::kWhyMood, name, when);
    case FeatureKind::device: return text_of(language, msg::kWhyDevice, name, when);
    case FeatureKind::hour: break;
  }
  for (const Band& band : kBands)
    if (when == band.name)
      return text_of(language, msg::kWhyHour, name, text_of(language, band.text));
  return name;
}

}  // namespace tinybrain
