// A tagger as a file: a line that says what it is, a line of JSON, the names of the features a line each, and a byte a
// weight in the order of those lines.
#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/json.h"
#include "base/messages/skill_office.h"
#include "skills/tagger.h"

namespace tinybrain::skills {
namespace {

constexpr std::string_view kMagic = "tinybrain tagger 1\n", kOtherVersion = "tinybrain tagger ";
constexpr size_t kMostFeatures = 4'000'000, kMostTags = 201, kLongestName = 4096;
constexpr uint32_t kCounted = 4;  // more texts with a word than that tell the same

[[noreturn]] void damaged(const char* part) {
  throw Error(Code::bad_file, msg::kTaggerDamaged, part);
}

std::string_view line_of(std::string_view& rest, const char* part) {
  const size_t end = rest.find('\n');
  if (end == std::string_view::npos) damaged(part);
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string Tagger::to_bytes(float least) const {
  const size_t t = tags_.size();
  std::vector<std::pair<std::string_view, uint32_t>> kept;
  float most = 1e-6f;
  for (const auto& [name, index] : index_) {
    float largest = 0;
    for (size_t c = 0; c < t; ++c) largest = std::max(largest, std::fabs(weights_[index * t + c]));
    if (largest < least || name.size() > kLongestName) continue;
    kept.emplace_back(name, index);
    most = std::max(most, largest);
  }
  std::sort(kept.begin(), kept.end());
  Json j, steps{Json::Array{}}, values{Json::Object{}}, words{Json::Array{}};
  for (float s : steps_) steps.push(std::round(double{s} * 1e4) / 1e4);
  for (const auto& [slot, all] : gazetteer_) values.set(slot, Json::Array(all.begin(), all.end()));
  // Words by how many texts have them: those with 1 come first, and so on.
  for (uint32_t n = 1; n <= kCounted; ++n) {
    std::vector<std::string> some;
    for (const auto& [word, count] : texts_with_)
      if (std::min(count, kCounted) == n) some.push_back(word);
    std::sort(some.begin(), some.end());
    words.push(Json::Array(some.begin(), some.end()));
  }
  j.set("features", static_cast<uint64_t>(kept.size())).set("scale", double{most} / 127);
  j.set("steps", std::move(steps)).set("values", std::move(values)).set("words", std::move(words));
  std::string bytes(kMagic);
  bytes += j.dump() + "\n";
  for (const auto& [name, index] : kept) bytes.append(name).push_back('\n');
  for (const auto& [name, index] : kept)
    for (size_t c = 0; c < t; ++c)
      bytes +=
          static_cast<char>(static_cast<int8_t>(std::lround(weights_[index * t + c] * 127 / most)));
  return bytes;
}

Tagger Tagger::from_bytes(std::string_view rest) {
  if (!rest.starts_with(kMagic)) {
    if (rest.starts_with(kOtherVersion)) throw Error(Code::unsupported, msg::kTaggerNewer);
    damaged("tinybrain tagger");
  }
  rest.remove_prefix(kMagic.size());
  const Json j = Json::parse(line_of(rest, "features"));
  Tagger tagger;
  tagger.tags_.push_back("");
  for (const auto& [slot, values] : j.at("values").as_object("values")) {
    tagger.tags_.push_back("B-" + slot);
    tagger.tags_.push_back("I-" + slot);
    for (const Json& value : values.as_array("values"))
      tagger.gazetteer_[slot].insert(value.as_string("values"));
  }
  // Tags stand in the order of the map.
  if (tagger.gazetteer_.size() * 2 + 1 != tagger.tags_.size()) damaged("values");
  std::sort(tagger.tags_.begin() + 1, tagger.tags_.end(),
            [](const std::string& a, const std::string& b) {
              const int order = a.compare(2, a.npos, b, 2, b.npos);
              return order != 0 ? order < 0 : a < b;
            });
  const size_t t = tagger.tags_.size();
  const int64_t features = j.at("features").as_int("features");
  const double scale = j.at("scale").as_double("scale");
  if (features < 0 || static_cast<size_t>(features) > kMostFeatures || t > kMostTags ||
      !std::isfinite(scale))
    damaged("features");
  for (const Json& s : j.at("steps").as_array("steps"))
    tagger.steps_.push_back(static_cast<float>(s.as_double("steps")));
  if (tagger.steps_.size() != (t + 1) * t) damaged("steps");
  uint32_t n = 0;
  for (const Json& some : j.at("words").as_array("words")) {
    ++n;
    for (const Json& word : some.as_array("words"))
      tagger.texts_with_[word.as_string("words")] = std::min(n, kCounted);
  }
  const auto count = static_cast<size_t>(features);
  for (size_t i = 0; i < count; ++i)
    tagger.index_.emplace(line_of(rest, "features"), static_cast<uint32_t>(i));
  if (tagger.index_.size() != count || rest.size() != count * t) damaged("weights");
  tagger.weights_.resize(count * t);
  for (size_t i = 0; i < rest.size(); ++i)
    tagger.weights_[i] =
        static_cast<float>(static_cast<int8_t>(rest[i])) * static_cast<float>(scale);
  return tagger;
}

}  // namespace tinybrain::skills
